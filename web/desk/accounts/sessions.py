"""Sessions of officers' browsers, in the database, so that they can be ended from the command line."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import Response
from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from web.desk.accounts.models import DeskSession, Officer
from web.gateway.store import transaction
from web.settings import Settings

_TIME_FOR_SECOND_STEP = timedelta(minutes=10)
_NOTED_EVERY = timedelta(seconds=30)
"""Activity is written down this often at most, to spare the database a write for each request."""


@dataclass(frozen=True)
class Current:
    """A session as found. `csrf` must come with every change. It ends at `ends_at` unless the officer does something."""

    officer: Officer
    csrf: str
    id_hash: str
    ends_at: datetime
    expires_at: datetime


class Sessions:
    """Begins, finds and ends sessions. Raises DatabaseUnavailable."""

    def __init__(self, engine: AsyncEngine, config: Settings) -> None:
        self._engine = engine
        self._idle, self._longest = timedelta(minutes=config.desk_idle_minutes), timedelta(hours=config.desk_session_hours)
        self._secure = not config.desk_insecure_cookie
        # The prefix makes browsers refuse the cookie over http: https://datatracker.ietf.org/doc/html/rfc6265bis
        self.cookie_name = "__Secure-signpost-desk" if self._secure else "signpost-desk"

    async def begin(self, session: AsyncSession, officer: Officer, *, complete: bool) -> str:
        """Store a session for the officer and return its cookie. `complete`: with the second factor."""
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        session.add(
            DeskSession(
                id_hash=hash_of(token),
                officer_id=officer.id,
                csrf=secrets.token_urlsafe(32),
                complete=complete,
                created_at=now,
                last_at=now,
                expires_at=now + (self._longest if complete else _TIME_FOR_SECOND_STEP),
            )
        )
        return token

    async def find(self, token: str, *, complete: bool = True, counts_as_activity: bool = True) -> Current | None:
        """Return the session of this cookie, if it is still good and its officer's account is in use."""
        if not token:
            return None
        now = datetime.now(UTC)
        async with transaction(self._engine) as session:
            found = (
                await session.execute(
                    select(DeskSession, Officer)
                    .join(Officer, Officer.id == DeskSession.officer_id)
                    .where(
                        DeskSession.id_hash == hash_of(token),
                        DeskSession.complete == complete,
                        DeskSession.expires_at > now,
                        DeskSession.last_at > now - self._idle,
                        Officer.active,
                    )
                )
            ).one_or_none()
            if found is None:
                return None
            row, officer = found
            if counts_as_activity and now - row.last_at > _NOTED_EVERY:
                await session.execute(update(DeskSession).where(DeskSession.id_hash == row.id_hash).values(last_at=now))
                row.last_at = now
        return Current(officer, row.csrf, row.id_hash, min(row.last_at + self._idle, row.expires_at), row.expires_at)

    async def is_good(self, current: Current) -> bool:
        """Return whether the session goes on. For event streams, which outlast the request that opened them."""
        now = datetime.now(UTC)
        async with transaction(self._engine) as session:
            good = (
                select(DeskSession.id_hash)
                .join(Officer, Officer.id == DeskSession.officer_id)
                .where(
                    DeskSession.id_hash == current.id_hash,
                    DeskSession.expires_at > now,
                    DeskSession.last_at > now - self._idle,
                    Officer.active,
                )
            )
            return await session.scalar(good) is not None

    async def end(self, session: AsyncSession, id_hash: str) -> None:
        """End one session."""
        await session.execute(delete(DeskSession).where(DeskSession.id_hash == id_hash))

    async def end_all(self, session: AsyncSession, officer_id: int, but: str = "") -> None:
        """End the officer's sessions, all or all but one."""
        await session.execute(delete(DeskSession).where(DeskSession.officer_id == officer_id, DeskSession.id_hash != but))

    async def forget_ended(self, session: AsyncSession) -> None:
        """Delete the rows of sessions that are over."""
        now = datetime.now(UTC)
        over = or_(DeskSession.expires_at <= now, DeskSession.last_at <= now - self._idle)
        await session.execute(delete(DeskSession).where(over))

    def set_cookie(self, response: Response, token: str) -> None:
        """Give the browser the session's cookie. It goes when the browser is closed."""
        response.set_cookie(self.cookie_name, token, path="/desk", secure=self._secure, httponly=True, samesite="strict")

    def clear_cookie(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(self.cookie_name, path="/desk", secure=self._secure, httponly=True, samesite="strict")


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a secret long enough to need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
