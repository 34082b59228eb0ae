"""Which officers have the desk open, and which conversations they look at, as far as this process sees."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from web.desk.accounts.models import Officer
from web.gateway.hub import DESK, Hub, Signal


class Presence:
    """Counts open pages: an officer is gone when the last of them is closed."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._on: Counter[int] = Counter()
        self._looking: dict[str, Counter[str]] = {}

    @contextmanager
    def at_desk(self, officer: Officer) -> Iterator[None]:
        """Hold the officer as being at the desk for as long as the block runs."""
        self._on[officer.id] += 1
        try:
            yield
        finally:
            self._on[officer.id] -= 1

    @contextmanager
    def looking_at(self, conversation_id: str, officer: Officer) -> Iterator[None]:
        """Hold the officer as looking at the conversation for as long as the block runs."""
        names = self._looking.setdefault(conversation_id, Counter())
        names[officer.name] += 1
        self._hub.tell(DESK, Signal("queue"))
        try:
            yield
        finally:
            names[officer.name] -= 1
            if not +names:
                self._looking.pop(conversation_id, None)
            self._hub.tell(DESK, Signal("queue"))

    def is_on(self, officer_id: int) -> bool:
        """Return whether the officer has the desk open."""
        return self._on[officer_id] > 0

    def looking(self, conversation_id: str) -> list[str]:
        """Return the names of the officers who have the conversation open."""
        return sorted(+self._looking.get(conversation_id, Counter()))
