"""The tables of the hand-off and the duty desk: hand-offs, alerts to send, notes, canned replies."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from web.desk.accounts.models import Officer
from web.gateway.models import Base, UtcDateTime

type Urgency = Literal["crisis", "normal"]
type Channel = Literal["email", "webhook"]
type AlertKind = Literal["waiting", "wider", "safeguarding"]


class Handoff(Base):
    """One time that a conversation was handed, or is to be handed, to a duty officer; open until `ended_at` is set.

    `urgency` says how the desk rings; it is no rating of the person. `summary` holds what an officer needs at first sight:
    persona, topics, district and the last words. `callback` is how to reach the person: reach, when, name, asked_at.
    `officer_seen` and `person_seen` are the numbers of the last messages that each has seen.
    """

    __tablename__ = "handoff"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    urgency: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(300))
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey(Officer.id), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    wrap_up: Mapped[str | None] = mapped_column(String(40))
    rang_again_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    callback: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    safeguarding: Mapped[bool] = mapped_column(default=False, index=True)
    officer_seen: Mapped[int] = mapped_column(default=0)
    person_seen: Mapped[int] = mapped_column(default=0)


Index(
    "uq_handoff_open",
    Handoff.conversation_id,
    unique=True,
    sqlite_where=Handoff.ended_at.is_(None),
    postgresql_where=Handoff.ended_at.is_(None),
)


class Alert(Base):
    """One alert to send, or sent. It holds no words of the person. `due_at`: not before; also the end of a try under way."""

    __tablename__ = "alert"

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey(Handoff.id, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16), default="waiting")
    channel: Mapped[str] = mapped_column(String(16))
    target: Mapped[str] = mapped_column(String(500))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    last_error: Mapped[str | None] = mapped_column(String(200))


class Note(Base):
    """What officers write to each other about a conversation. The person never sees it."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey(Officer.id))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CannedReply(Base):
    """A reply that officers often send, kept ready."""

    __tablename__ = "canned_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    updated_by: Mapped[int] = mapped_column(ForeignKey(Officer.id))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
