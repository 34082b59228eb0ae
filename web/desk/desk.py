"""The duty desk's parts, made once and handed to the routes."""

from dataclasses import dataclass
from datetime import UTC, datetime

from web.desk.accounts.models import Officer
from web.desk.accounts.sessions import Sessions
from web.desk.canned import CannedReplies
from web.desk.figures import Figures
from web.desk.knowledge import Search
from web.desk.presence import Presence
from web.desk.schemas import Entry, OfficerRef, QueueOut
from web.desk.store import DeskStore, Waiting
from web.gateway.hours import Hours
from web.gateway.hub import DESK, Hub, Signal
from web.gateway.service import Service


@dataclass(frozen=True)
class Desk:
    """What a request needs."""

    service: Service
    store: DeskStore
    canned: CannedReplies
    figures: Figures
    presence: Presence
    search: Search
    sessions: Sessions
    hours: Hours

    @property
    def hub(self) -> Hub:
        return self.service.hub

    @property
    def is_open(self) -> bool:
        """Whether it is within opening hours."""
        return self.hours.is_open(datetime.now(UTC))

    def tell_changed(self, conversation_id: str) -> None:
        """Tell the person and all officers that somebody else has the conversation now."""
        self.hub.tell(conversation_id, Signal("state"))
        self.hub.tell(conversation_id, Signal("messages"))
        self.hub.tell(DESK, Signal("queue"))

    def titles(self, topics: list[str]) -> list[str]:
        """Return the titles of those topics' answers."""
        answers = self.service.library.answers
        return [answers[topic].title for topic in topics if topic in answers]

    async def queue(self, officer: Officer) -> QueueOut:
        """Return the queue as that officer sees it."""
        queue = QueueOut(open=self.is_open, waiting=[], mine=[], others=[])
        now = datetime.now(UTC)
        for waiting in await self.store.fetch_queue():
            entries = queue.others
            if waiting.officer is None:
                entries = queue.waiting
            elif waiting.officer.id == officer.id:
                entries = queue.mine
            entries.append(self._entry(waiting, now))
        return queue

    def _entry(self, waiting: Waiting, now: datetime) -> Entry:
        handoff = waiting.handoff
        return Entry.model_validate(
            {
                "conversation": handoff.conversation_id,
                "urgency": handoff.urgency,
                "reason": handoff.reason,
                "opened_at": handoff.opened_at,
                "waiting_seconds": int(((handoff.taken_at or now) - handoff.opened_at).total_seconds()),
                "officer": OfficerRef.of(waiting.officer) if waiting.officer else None,
                "looking": self.presence.looking(handoff.conversation_id),
                "persona": handoff.summary.get("persona"),
                "topics": self.titles(handoff.summary.get("topics", [])),
                "last_text": waiting.last_text,
                "unread": waiting.unread,
                "callback": handoff.callback,
                "safeguarding": handoff.safeguarding,
                "rang_again_at": handoff.rang_again_at,
            }
        )
