"""The tables: conversations, their numbered messages, erasures under way, and what was not understood."""

import secrets
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, DateTime, ForeignKey, MetaData, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

type Sender = Literal["person", "assistant", "officer", "notice"]
type State = Literal["assistant", "waiting", "officer", "closed"]
"""Who answers next: the assistant, the assistant while an officer is asked for, an officer, or nobody until the person writes."""
type Reason = Literal["no topic", "not what was meant"]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, on SQLite too, which forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Conversation(Base):
    """One chat. `token_hash` is the SHA-256 of the secret that lets its owner read and write it."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="assistant")
    last_seq: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Message(Base):
    """One message. `seq` numbers the messages of a conversation from 1 without gaps."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id", name="uq_message_client_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int]
    client_id: Mapped[str | None] = mapped_column(String(36))
    sender: Mapped[str] = mapped_column(String(16))
    name: Mapped[str | None] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    choice: Mapped[str | None] = mapped_column(String(64))
    custom: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    awaits_reply: Mapped[bool] = mapped_column(default=False, index=True)


class Erasure(Base):
    """A conversation erased here that Rasa has still to forget."""

    __tablename__ = "erasure"

    conversation_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)


def _at_random() -> str:
    return secrets.token_hex(16)


class Unclear(Base):
    """A message that the assistant did not understand, without personal detail: `nearest` are the topics it gave instead.

    Nothing in it leads back: no time of day, no conversation, and an id at random instead of a number, which would tell what
    was said together.
    """

    __tablename__ = "unclear"
    __table_args__ = {"sqlite_with_rowid": False}

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=_at_random)
    day: Mapped[date] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(Text)
    nearest: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(32))
