"""Counting: an officer's day, and how the desk stands."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import aliased

from web.desk.accounts.models import Audit, Officer
from web.desk.models import Handoff
from web.gateway.models import Message
from web.gateway.store import transaction

UNANSWERED_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Overview:
    """How the desk stands: open waits in seconds, waits of those taken today in seconds, and counts by officer."""

    waits: Sequence[float]
    waits_of_taken: Sequence[float]
    unanswered: int
    officers: Sequence[tuple[Officer, int, int]]

    @property
    def median_wait(self) -> int | None:
        """Median wait, in seconds, of those taken today; None if there was none."""
        return round(statistics.median(self.waits_of_taken)) if self.waits_of_taken else None


class Figures:
    """Counts from the record, which outlives the conversations, and from the open hand-offs."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def day(self, officer_id: int, since: datetime) -> Counter[str]:
        """Return how often the officer did each thing since that moment."""
        done = select(Audit.action, func.count()).where(Audit.officer_id == officer_id, Audit.at >= since).group_by(Audit.action)
        async with transaction(self._engine) as session:
            return Counter({action: count for action, count in (await session.execute(done)).all()})

    async def overview(self, since: datetime, now: datetime) -> Overview:
        """Return how the desk stands now, and what was done since that moment."""
        answer = aliased(Message)
        answered = (
            select(answer.id)
            .where(answer.conversation_id == Message.conversation_id, answer.sender == "officer", answer.seq > Message.seq)
            .exists()
        )
        unanswered = (
            select(func.count(Handoff.id.distinct()))
            .join(Message, Message.conversation_id == Handoff.conversation_id)
            .where(
                Handoff.ended_at.is_(None),
                Handoff.taken_at.is_not(None),
                Message.sender == "person",
                Message.at > Handoff.taken_at,
                Message.at < now - UNANSWERED_AFTER,
                ~answered,
            )
        )
        async with transaction(self._engine) as session:
            open_ = (await session.scalars(select(Handoff).where(Handoff.ended_at.is_(None)))).all()
            taken = (await session.scalars(select(Handoff).where(Handoff.taken_at >= since))).all()
            officers = (await session.scalars(select(Officer).where(Officer.active).order_by(Officer.name))).all()
            left = await session.scalar(unanswered) or 0
        holding, taken_by = Counter(h.officer_id for h in open_), Counter(h.officer_id for h in taken)
        return Overview(
            [(now - h.opened_at).total_seconds() for h in open_ if h.officer_id is None],
            [(h.taken_at - h.opened_at).total_seconds() for h in taken if h.taken_at],
            left,
            [(officer, holding[officer.id], taken_by[officer.id]) for officer in officers],
        )
