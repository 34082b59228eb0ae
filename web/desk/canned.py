"""Canned replies in the database. Each method is one transaction and raises DatabaseUnavailable if it fails."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from web.desk.accounts.models import Officer
from web.desk.audit import record
from web.desk.models import CannedReply
from web.gateway.store import transaction


class CannedReplies:
    """Reads and changes canned replies."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def fetch(self) -> Sequence[CannedReply]:
        """Return all, by title."""
        async with transaction(self._engine) as session:
            return (await session.scalars(select(CannedReply).order_by(CannedReply.title, CannedReply.id))).all()

    async def keep(self, officer: Officer, canned_id: int | None, title: str, text: str) -> CannedReply | None:
        """Store a new one, or change one; return None if there is none with that id."""
        async with transaction(self._engine) as session:
            reply = CannedReply() if canned_id is None else await session.get(CannedReply, canned_id)
            if reply is None:
                return None
            reply.title, reply.text, reply.updated_by, reply.updated_at = title, text, officer.id, datetime.now(UTC)
            session.add(reply)
            await session.flush()
            await record(session, officer.id, "canned_kept", canned=reply.id)
            return reply

    async def delete(self, officer: Officer, canned_id: int) -> None:
        """Delete one; it may be gone already."""
        async with transaction(self._engine) as session:
            await session.execute(delete(CannedReply).where(CannedReply.id == canned_id))
            await record(session, officer.id, "canned_deleted", canned=canned_id)
