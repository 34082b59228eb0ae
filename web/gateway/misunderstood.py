"""Keeping what the assistant did not understand, without personal detail, for those who write the answers."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from knowledge.library import Library
from web.gateway.models import Message, Reason, Unclear
from web.gateway.store import Store
from web.gateway.stripping import Stripper

_DENIALS = ("deny", "complain_bot")


class Misunderstood:
    """Finds what is worth keeping of a turn. `on`: whether anything is kept; `keep`: for how long."""

    def __init__(self, store: Store, library: Library, on: bool, keep: timedelta) -> None:
        self._store, self._on, self._keep = store, on, keep
        self._stripper = Stripper(library)
        self._answers = {topic.id for topic in library.topics.values() if topic.kind != "control"}

    async def in_turn(self, message: Message, custom: dict[str, Any]) -> Unclear | None:
        """Return what this turn shows was not understood: the message itself, or, if it is a no, the one before. May be nothing.

        `custom` is that of the reply to the message. Nothing of a cry for help is kept, or of what was said by a button.
        Raises DatabaseUnavailable.
        """
        if not self._on or message.choice is not None or custom.get("fallback") or _is_cry_for_help(custom):
            return None
        topic, options = custom.get("topic", ""), custom.get("options", [])
        if topic is None and options:
            return self._stripped(message.text, options, "no topic")
        # A no to topics that were offered beside an answer has no topic either.
        return await self._denied(message) if topic is None or topic in _DENIALS else None

    async def erase_old(self) -> None:
        """Erase what was kept long enough. Raises DatabaseUnavailable."""
        oldest = (datetime.now(UTC) - self._keep).date()
        # Asked first: the sweep comes every few seconds, and to erase nothing would keep others from writing all the same.
        if await self._store.has_unclear_before(oldest):
            await self._store.erase_unclear_before(oldest)

    async def _denied(self, message: Message) -> Unclear | None:
        exchange = await self._store.fetch_exchange_before(message)
        if exchange is None:
            return None
        earlier, reply = exchange
        topic = reply.custom.get("topic")
        if earlier.choice is not None or topic not in self._answers or _is_cry_for_help(reply.custom):
            return None
        return self._stripped(earlier.text, [topic], "not what was meant")

    def _stripped(self, text: str, nearest: Sequence[str], reason: Reason) -> Unclear | None:
        stripped = self._stripper.stripped(text)
        return Unclear(day=datetime.now(UTC).date(), text=stripped, nearest=[*nearest], reason=reason) if stripped else None


def _is_cry_for_help(custom: dict[str, Any]) -> bool:
    return custom.get("topic") == "crisis" or bool(custom.get("handoff"))
