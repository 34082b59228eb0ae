"""The record of who did what at the duty desk. It never holds what anybody wrote."""

from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from web.desk.accounts.models import Audit

type Fact = str | int | bool | None


async def record(
    session: AsyncSession, officer_id: int | None, action: str, conversation_id: str | None = None, **detail: Fact
) -> None:
    """Add a line to the record in the transaction of `session`: what was done and the line are kept both or neither."""
    line = {"at": datetime.now(UTC), "officer_id": officer_id, "action": action, "conversation_id": conversation_id}
    await session.execute(insert(Audit).values(detail=detail, **line))
