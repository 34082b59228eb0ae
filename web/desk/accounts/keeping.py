"""Keeping accounts: what whoever runs the service does from the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from web.desk.accounts.models import DeskSession, Officer, RecoveryCode, Role
from web.desk.accounts.passwords import Passwords, first_password
from web.desk.audit import record
from web.gateway.store import transaction

FIRST_PASSWORD_LASTS = timedelta(days=7)


class UnknownOfficer(Exception):
    """There is no account with this e-mail address."""


class KnownOfficer(Exception):
    """There is an account with this e-mail address already."""


@dataclass(frozen=True)
class GivenOut:
    """A first password. It is nowhere else, and ends at `until`."""

    password: str
    until: datetime


class Keeping:
    """Adds and changes accounts; each change ends up in the record. Raises DatabaseUnavailable."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine, self._passwords = engine, Passwords()

    async def add(self, email: str, name: str, role: Role, *, with_password: bool = True) -> GivenOut | None:
        """Add an account and return its first password, if it has one. Raises KnownOfficer."""
        given = _new_password() if with_password else None
        officer = Officer(email=email.strip().lower(), name=name.strip(), role=role, created_at=datetime.now(UTC))
        if given:
            officer.password_hash, officer.password_until = await self._passwords.hash(given.password), given.until
        try:
            async with transaction(self._engine) as session:
                session.add(officer)
                await session.flush()
                await _record(session, officer, "account_added", role=role)
        except IntegrityError as error:
            raise KnownOfficer(email) from error
        return given

    async def all(self) -> Sequence[Officer]:
        """Return every account, by name."""
        async with transaction(self._engine) as session:
            return (await session.scalars(select(Officer).order_by(Officer.name, Officer.id))).all()

    async def switch(self, email: str, *, on: bool) -> None:
        """Switch the account on or off; off ends its sessions. Raises UnknownOfficer."""
        async with transaction(self._engine) as session:
            officer = await _change(session, email, active=on)
            if not on:
                await _end_sessions(session, officer)
            await _record(session, officer, "account_enabled" if on else "account_disabled")

    async def set_role(self, email: str, role: Role) -> None:
        """Give the officer another role. Raises UnknownOfficer."""
        async with transaction(self._engine) as session:
            await _record(session, await _change(session, email, role=role), "role_changed", role=role)

    async def reset_password(self, email: str) -> GivenOut:
        """Give out a new first password and end the officer's sessions. Raises UnknownOfficer."""
        given = _new_password()
        values = {"password_hash": await self._passwords.hash(given.password), "password_until": given.until}
        async with transaction(self._engine) as session:
            officer = await _change(session, email, **values)
            await _end_sessions(session, officer)
            await _record(session, officer, "password_reset")
        return given

    async def reset_totp(self, email: str) -> None:
        """Let the officer set up an app anew, void the recovery codes and end the sessions. Raises UnknownOfficer."""
        async with transaction(self._engine) as session:
            officer = await _change(session, email, totp_secret=None, totp_confirmed=False, last_totp_step=None)
            await session.execute(delete(RecoveryCode).where(RecoveryCode.officer_id == officer.id))
            await _end_sessions(session, officer)
            await _record(session, officer, "second_factor_reset")

    async def end_sessions(self, email: str) -> None:
        """Sign the officer out everywhere. Raises UnknownOfficer."""
        async with transaction(self._engine) as session:
            officer = await _find(session, email)
            await _end_sessions(session, officer)
            await _record(session, officer, "sessions_ended")


def _new_password() -> GivenOut:
    return GivenOut(first_password(), datetime.now(UTC) + FIRST_PASSWORD_LASTS)


async def _find(session: AsyncSession, email: str) -> Officer:
    officer = await session.scalar(select(Officer).where(Officer.email == email.strip().lower()))
    if officer is None:
        raise UnknownOfficer(email)
    return officer


async def _change(session: AsyncSession, email: str, **values: Any) -> Officer:
    officer = await _find(session, email)
    await session.execute(update(Officer).where(Officer.id == officer.id).values(values))
    return officer


async def _end_sessions(session: AsyncSession, officer: Officer) -> None:
    await session.execute(delete(DeskSession).where(DeskSession.officer_id == officer.id))


async def _record(session: AsyncSession, officer: Officer, action: str, **detail: str) -> None:
    await record(session, None, action, officer=officer.id, by="command line", **detail)
