"""The tables of the duty desk's accounts: officers, how they sign in, and the record of what they did."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from web.gateway.models import Base, UtcDateTime

type Role = Literal["officer", "supervisor", "admin"]
ROLES: tuple[Role, ...] = ("officer", "supervisor", "admin")


class Officer(Base):
    """Somebody with an account at the duty desk. Accounts are switched off, never deleted: the record names them.

    `email` is in lower case. `password_hash` is empty for one who signs in elsewhere only (OpenID Connect).
    `password_until` is set for a first password, which somebody else gave out: it ends then, and its owner must choose
    another at once. `last_totp_step` is the newest step of 30 seconds whose code was used: none works twice.
    `oidc_subject` is who the council's own sign-in service said this is, the first time: an e-mail address that is later
    given to somebody else does not come with the account.
    """

    __tablename__ = "officer"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    password_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_confirmed: Mapped[bool] = mapped_column(default=False)
    last_totp_step: Mapped[int | None]
    oidc_subject: Mapped[str | None] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(16), default="officer")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def first_name(self) -> str:
        """The one name that people in the chat are shown."""
        return self.name.split()[0]


class RecoveryCode(Base):
    """A code that stands in for the second factor once. `code_hash` is its SHA-256: it has 120 bits."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DeskSession(Base):
    """One browser signed in. `id_hash` is the SHA-256 of the cookie. `complete`: the second factor was given too."""

    __tablename__ = "desk_session"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    complete: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignInAttempt(Base):
    """One try to sign in, known or unknown, kept for a day to slow down guessing. Both hashes are SHA-256."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    email_hash: Mapped[str] = mapped_column(String(64), index=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ok: Mapped[bool]


class Audit(Base):
    """One line of the record. It outlives the conversation it names, so nothing ties the two together."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"), index=True)
    action: Mapped[str] = mapped_column(String(40))
    conversation_id: Mapped[str | None] = mapped_column(String(32), index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
