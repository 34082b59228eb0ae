"""Alerts as rows: written with the hand-off they tell of, kept until they are sent, so that a crash loses none.

Who waits is told of again and again until somebody takes the conversation, and after a while to more people. When the desk
is closed, an ordinary request is told of at the next opening, and a crisis at once but only once until then: mail every two
minutes all night helps nobody.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from web.desk.models import Alert, AlertKind, Channel, Handoff
from web.gateway.store import transaction
from web.settings import Settings

_TIME_FOR_A_TRY = timedelta(seconds=30)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=10), timedelta(minutes=5)
_AT_ONCE = 20
_LONGEST_ERROR = 200


class Outbox:
    """Plans, gives out and ticks off alerts."""

    def __init__(self, engine: AsyncEngine, config: Settings) -> None:
        self._engine, self._hours = engine, config.hours
        self._repeat, self._wider_after = timedelta(minutes=config.alert_repeat), timedelta(minutes=config.alert_wider_after)
        self._first: list[tuple[Channel, str]] = [
            *(("email", address) for address in config.alert_emails),
            *(("webhook", address) for address in config.alert_webhooks),
        ]
        self._wider: list[tuple[Channel, str]] = [("email", address) for address in config.alert_wider_emails]
        self._lead = config.safeguarding_lead

    async def plan(self, session: AsyncSession, handoff_id: int, *, crisis: bool, now: datetime) -> None:
        """Write the alerts for a hand-off that waits, in place of those that are still to be sent."""
        await self.cancel(session, handoff_id)
        due = now if crisis else self._hours.next_opening(now)
        for channel, target in self._first:
            await self._add(session, handoff_id, "waiting", channel, target, due)
        for channel, target in self._wider:
            await self._add(session, handoff_id, "wider", channel, target, due + self._wider_after)

    async def plan_for_lead(self, session: AsyncSession, handoff_id: int, now: datetime) -> None:
        """Write the alert to the safeguarding lead, if there is one."""
        if self._lead:
            await self._add(session, handoff_id, "safeguarding", "email", self._lead, now)

    async def cancel(self, session: AsyncSession, handoff_id: int) -> None:
        """Take back what is still to be sent about somebody waiting."""
        waiting = (Alert.handoff_id == handoff_id, Alert.sent_at.is_(None), Alert.kind != "safeguarding")
        await session.execute(delete(Alert).where(*waiting))

    async def claim_due(self, now: datetime) -> Sequence[tuple[Alert, Handoff]]:
        """Return alerts that are due, each to one caller only; one that is not ticked off in time comes again."""
        due = (
            select(Alert, Handoff)
            .join(Handoff, Handoff.id == Alert.handoff_id)
            .where(Alert.sent_at.is_(None), Alert.due_at <= now)
            .order_by(Alert.due_at)
            .limit(_AT_ONCE)
        )
        async with transaction(self._engine) as session:
            found = [(alert, handoff) for alert, handoff in (await session.execute(due)).all()]
        return [(alert, handoff) for alert, handoff in found if await self._claim(alert, now)]

    async def sent(self, alert: Alert, now: datetime) -> None:
        """Tick the alert off, and plan the next one if somebody still waits."""
        async with transaction(self._engine) as session:
            await session.execute(update(Alert).where(Alert.id == alert.id).values(sent_at=now, last_error=None))
            waits = select(Handoff.id).where(
                Handoff.id == alert.handoff_id, Handoff.taken_at.is_(None), Handoff.ended_at.is_(None)
            )
            if alert.kind != "safeguarding" and await session.scalar(waits) is not None:
                again = self._hours.next_opening(now + self._repeat)
                await self._add(session, alert.handoff_id, alert.kind, alert.channel, alert.target, again)

    async def failed(self, alert: Alert, error: str, now: datetime) -> None:
        """Note why the alert could not be sent; it comes again after a pause that grows."""
        pause = min(_FIRST_PAUSE * 2 ** min(alert.attempts, 10), _LONGEST_PAUSE)
        async with transaction(self._engine) as session:
            values = {"last_error": error[:_LONGEST_ERROR], "due_at": now + pause}
            await session.execute(update(Alert).where(Alert.id == alert.id).values(values))

    async def _claim(self, alert: Alert, now: datetime) -> bool:
        async with transaction(self._engine) as session:
            claimed = await session.execute(
                update(Alert)
                .where(Alert.id == alert.id, Alert.attempts == alert.attempts, Alert.sent_at.is_(None))
                .values(attempts=Alert.attempts + 1, due_at=now + _TIME_FOR_A_TRY)
                .returning(Alert.id)
            )
            return claimed.first() is not None

    async def _add(
        self, session: AsyncSession, handoff_id: int, kind: AlertKind | str, channel: Channel | str, target: str, due: datetime
    ) -> None:
        row = {"handoff_id": handoff_id, "kind": kind, "channel": channel, "target": target, "due_at": due}
        await session.execute(insert(Alert).values(row))
