"""Slows down guessing, more with each try, and never locks anybody out for good.

After five failures an account waits, twice as long each time, up to five minutes. An address may fail more often, since a
whole council can share one. Somebody who guesses from elsewhere cannot keep an officer out: from an address where the account
was signed in to within the last month, only the failures from that address count.
"""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from web.desk.accounts.models import SignInAttempt
from web.gateway.store import transaction

FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS = 5, 30
LONGEST_WAIT = timedelta(minutes=5)
_FAILURES_COUNT_FOR = timedelta(days=1)
_ADDRESS_FAILURES_COUNT_FOR = timedelta(hours=1)
_ADDRESS_IS_KNOWN_FOR = timedelta(days=30)


class TooSoon(Exception):
    """Another try is not looked at yet. `seconds`: whole seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class Throttle:
    """Counts tries in the database: a restart forgets nothing. Raises DatabaseUnavailable."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # One try at a time is let through here, so that many at once cannot all see the same count.
        self._lock = asyncio.Lock()

    async def begin(self, email: str, address: str) -> int:
        """Note a try, as failed until it turns out otherwise, and return its number. Raises TooSoon, noting nothing."""
        who, where, now = _hash(email), _hash(address), datetime.now(UTC)
        async with self._lock, transaction(self._engine) as session:
            wait = max(await self._wait_for_account(session, who, where), await self._wait_for_address(session, where)) - now
            if wait > timedelta(0):
                raise TooSoon(max(1, round(wait.total_seconds())))
            values = {"email_hash": who, "address_hash": where, "at": now, "ok": False}
            return (await session.scalars(insert(SignInAttempt).values(values).returning(SignInAttempt.id))).one()

    async def forget_old(self, session: AsyncSession) -> None:
        """Delete what no longer counts."""
        now, failed = datetime.now(UTC), SignInAttempt.ok.is_(False)
        await session.execute(
            delete(SignInAttempt).where(
                or_(
                    and_(failed, SignInAttempt.at < now - _FAILURES_COUNT_FOR),
                    SignInAttempt.at < now - _ADDRESS_IS_KNOWN_FOR,
                )
            )
        )

    async def _wait_for_account(self, session: AsyncSession, who: str, where: str) -> datetime:
        now, of_account = datetime.now(UTC), SignInAttempt.email_hash == who
        here = and_(of_account, SignInAttempt.address_hash == where)
        signed_in_here = await session.scalar(
            select(func.max(SignInAttempt.at)).where(here, SignInAttempt.ok, SignInAttempt.at > now - _ADDRESS_IS_KNOWN_FOR)
        )
        counted = here if signed_in_here else of_account
        signed_in = await session.scalar(select(func.max(SignInAttempt.at)).where(counted, SignInAttempt.ok))
        since = max(now - _FAILURES_COUNT_FOR, signed_in or now - _FAILURES_COUNT_FOR)
        return await _wait(session, counted, since, FREE_FOR_ACCOUNT)

    async def _wait_for_address(self, session: AsyncSession, where: str) -> datetime:
        since = datetime.now(UTC) - _ADDRESS_FAILURES_COUNT_FOR
        return await _wait(session, SignInAttempt.address_hash == where, since, FREE_FOR_ADDRESS)


async def _wait(session: AsyncSession, counted: ColumnElement[bool], since: datetime, free: int) -> datetime:
    """Return the moment from which another try is looked at."""
    failed = select(func.count(), func.max(SignInAttempt.at)).where(
        counted, SignInAttempt.ok.is_(False), SignInAttempt.at > since
    )
    failures, latest = (await session.execute(failed)).one()
    if failures < free:
        return since
    moment: datetime = latest
    return moment + min(LONGEST_WAIT, timedelta(seconds=2 ** min(failures - free, 20)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
