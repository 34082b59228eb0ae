"""Signing in: the e-mail address and password, then the second factor; and setting both up the first time."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from web.desk.accounts import second_factor
from web.desk.accounts.models import Audit, Officer, RecoveryCode, SignInAttempt
from web.desk.accounts.passwords import Passwords, what_is_wrong_with
from web.desk.accounts.sessions import Current, Sessions, hash_of
from web.desk.accounts.throttling import Throttle
from web.desk.audit import record
from web.gateway.store import transaction
from web.settings import Settings

type Step = Literal["new-password", "second-step", "set-up"]


class NotRight(Exception):
    """What was given is wrong. It is not said which part."""


class BadPassword(Exception):
    """A new password will not do. The message says why, for its owner."""


class SignIn:
    """The steps of signing in. Each raises DatabaseUnavailable, and TooSoon where something could be guessed."""

    def __init__(self, engine: AsyncEngine, config: Settings, sessions: Sessions) -> None:
        self._engine, self._sessions = engine, sessions
        self._passwords, self._throttle = Passwords(), Throttle(engine)
        self._record_kept_for = timedelta(days=config.desk_audit_days)

    async def with_password(self, email: str, password: str, address: str) -> str:
        """Return the cookie of a session that waits for the second step. Raises NotRight, as late whatever is wrong."""
        email = email.strip().lower().replace("\0", "")  # PostgreSQL takes no zero bytes
        attempt = await self._throttle.begin(email, address)
        async with transaction(self._engine) as session:
            officer = await session.scalar(select(Officer).where(Officer.email == email))
        known = officer.password_hash if officer and _may_use_password(officer) else ""
        right = await self._passwords.is_right(known, password)
        async with transaction(self._engine) as session:
            if not (right and officer):
                await record(session, officer.id if officer else None, "sign_in_failed", address=address)
            else:
                await session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt))
                if not officer.totp_confirmed:
                    # A new one each time: who saw the picture in a set-up that was broken off knows nothing.
                    secret = {"totp_secret": second_factor.new_secret()}
                    await session.execute(update(Officer).where(Officer.id == officer.id).values(secret))
                return await self._sessions.begin(session, officer, complete=False)
        raise NotRight

    async def choose_password(self, pending: Current, password: str) -> None:
        """Replace a first password. Raises BadPassword."""
        _expect("new-password", pending)
        await self._store_password(pending.officer, password)

    async def change_password(self, current: Current, old: str, new: str, address: str) -> None:
        """Replace the officer's own password and end their other sessions. Raises NotRight and BadPassword."""
        attempt = await self._throttle.begin(current.officer.email, address)
        if not await self._passwords.is_right(current.officer.password_hash, old):
            raise NotRight
        await self._store_password(current.officer, new)
        async with transaction(self._engine) as session:
            await session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt))
            await self._sessions.end_all(session, current.officer.id, but=current.id_hash)

    async def with_code(self, pending: Current, code: str, address: str) -> str:
        """Return the cookie of a full session for a code from the officer's app. Raises NotRight."""
        _expect("second-step", pending)
        attempt = await self._throttle.begin(pending.officer.email, address)
        async with transaction(self._engine) as session:
            if await _use_code(session, pending.officer, code):
                return await self._complete(session, pending, attempt, address, "app")
            await record(session, pending.officer.id, "second_step_failed", address=address)
        raise NotRight

    async def with_recovery_code(self, pending: Current, code: str, address: str) -> str:
        """Return the cookie of a full session for a recovery code, which is then used up. Raises NotRight."""
        _expect("second-step", pending)
        attempt = await self._throttle.begin(pending.officer.email, address)
        now, code_hash = datetime.now(UTC), hash_of(second_factor.normal_recovery_code(code))
        async with transaction(self._engine) as session:
            used = await session.execute(
                update(RecoveryCode)
                .where(
                    RecoveryCode.officer_id == pending.officer.id,
                    RecoveryCode.code_hash == code_hash,
                    RecoveryCode.used_at.is_(None),
                )
                .values(used_at=now)
                .returning(RecoveryCode.id)
            )
            if used.first() is not None:
                return await self._complete(session, pending, attempt, address, "recovery code")
            await record(session, pending.officer.id, "second_step_failed", address=address)
        raise NotRight

    async def set_up(self, pending: Current, code: str, address: str) -> tuple[str, list[str]]:
        """Take the officer's app as set up; return the cookie of a full session and the recovery codes. Raises NotRight."""
        _expect("set-up", pending)
        attempt = await self._throttle.begin(pending.officer.email, address)
        async with transaction(self._engine) as session:
            if await _use_code(session, pending.officer, code):
                confirmed = update(Officer).where(Officer.id == pending.officer.id).values(totp_confirmed=True)
                await session.execute(confirmed)
                await record(session, pending.officer.id, "second_factor_set_up", address=address)
                codes = await _store_recovery_codes(session, pending.officer.id)
                return await self._complete(session, pending, attempt, address, "app"), codes
        raise NotRight

    async def renew_recovery_codes(self, current: Current, code: str, address: str) -> list[str]:
        """Return ten new recovery codes for a code from the app; the old ones are void. Raises NotRight."""
        attempt = await self._throttle.begin(current.officer.email, address)
        async with transaction(self._engine) as session:
            if await _use_code(session, current.officer, code):
                await session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt))
                await record(session, current.officer.id, "recovery_codes_renewed", address=address)
                return await _store_recovery_codes(session, current.officer.id)
        raise NotRight

    async def count_recovery_codes(self, officer: Officer) -> int:
        """Return how many recovery codes are left."""
        left = select(func.count()).where(RecoveryCode.officer_id == officer.id, RecoveryCode.used_at.is_(None))
        async with transaction(self._engine) as session:
            return await session.scalar(left) or 0

    async def elsewhere(self, email: str, subject: str, address: str) -> str:
        """Return the cookie of a full session for somebody whom the council's own service vouches for. Raises NotRight."""
        async with transaction(self._engine) as session:
            officer = await session.scalar(
                update(Officer)
                .where(
                    Officer.email == email.strip().lower(),
                    Officer.active,
                    or_(Officer.oidc_subject.is_(None), Officer.oidc_subject == subject),
                )
                .values(oidc_subject=subject)
                .returning(Officer)
            )
            if officer is not None:
                await self._tidy(session)
                await record(session, officer.id, "signed_in", address=address, by="OpenID Connect")
                return await self._sessions.begin(session, officer, complete=True)
            await record(session, None, "sign_in_failed", address=address, by="OpenID Connect")
        raise NotRight

    async def sign_out(self, current: Current) -> None:
        """End this session."""
        async with transaction(self._engine) as session:
            await self._sessions.end(session, current.id_hash)
            await record(session, current.officer.id, "signed_out")

    async def sign_out_elsewhere(self, current: Current) -> None:
        """End all other sessions of the officer."""
        async with transaction(self._engine) as session:
            await self._sessions.end_all(session, current.officer.id, but=current.id_hash)
            await record(session, current.officer.id, "signed_out_elsewhere")

    async def _store_password(self, officer: Officer, password: str) -> None:
        # Takes tens of milliseconds of computing.
        wrong = await asyncio.to_thread(what_is_wrong_with, password, officer.email, officer.name)
        if wrong is None and await self._passwords.is_right(officer.password_hash, password):
            wrong = "Your new password must not be the one you have now."
        if wrong:
            raise BadPassword(wrong)
        values = {"password_hash": await self._passwords.hash(password), "password_until": None}
        async with transaction(self._engine) as session:
            await session.execute(update(Officer).where(Officer.id == officer.id).values(values))
            await record(session, officer.id, "password_changed")

    async def _complete(self, session: AsyncSession, pending: Current, attempt: int, address: str, by: str) -> str:
        await session.execute(update(SignInAttempt).where(SignInAttempt.id == attempt).values(ok=True))
        await self._sessions.end(session, pending.id_hash)
        await self._tidy(session)
        await record(session, pending.officer.id, "signed_in", address=address, by=by)
        return await self._sessions.begin(session, pending.officer, complete=True)

    async def _tidy(self, session: AsyncSession) -> None:
        await self._sessions.forget_ended(session)
        await self._throttle.forget_old(session)
        await session.execute(delete(Audit).where(Audit.at < datetime.now(UTC) - self._record_kept_for))


def next_step(officer: Officer) -> Step:
    """Return what stands between the right password and the desk."""
    if officer.password_until is not None:
        return "new-password"
    return "second-step" if officer.totp_confirmed else "set-up"


def _expect(step: Step, pending: Current) -> None:
    """Raise NotRight if something else comes first: no step can be left out by asking for another."""
    if next_step(pending.officer) != step:
        raise NotRight


def _may_use_password(officer: Officer) -> bool:
    return officer.active and (officer.password_until is None or officer.password_until > datetime.now(UTC))


async def _use_code(session: AsyncSession, officer: Officer, code: str) -> bool:
    """Return whether the code is right and was not used before; from now on it was."""
    step = second_factor.matching_step(officer.totp_secret, code) if officer.totp_secret else None
    if step is None:
        return False
    unused = and_(
        Officer.id == officer.id,
        Officer.totp_secret == officer.totp_secret,
        or_(Officer.last_totp_step.is_(None), Officer.last_totp_step < step),
    )
    used = await session.execute(update(Officer).where(unused).values(last_totp_step=step).returning(Officer.id))
    return used.first() is not None


async def _store_recovery_codes(session: AsyncSession, officer_id: int) -> list[str]:
    codes = second_factor.new_recovery_codes()
    await session.execute(delete(RecoveryCode).where(RecoveryCode.officer_id == officer_id))
    session.add_all(RecoveryCode(officer_id=officer_id, code_hash=hash_of(second_factor.normal_recovery_code(c))) for c in codes)
    return codes
