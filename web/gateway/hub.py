"""Who is listening to which conversation in this process."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

DESK = "desk"
"""Listening to this, the duty desk hears of its queue; no conversation has this id."""


@dataclass(frozen=True)
class Signal:
    """Something happened in a conversation, or at the desk.

    messages: new ones are stored; state: somebody else has it; typing: `who` began to write, or ended if not `typing`;
    seen: `who` has seen the messages up to `seq`; ended: it is gone. At the desk, queue: the queue has changed; ring: there is
    a new crisis in `conversation`.
    """

    kind: Literal["messages", "state", "typing", "seen", "ended", "queue", "ring"]
    typing: bool = False
    who: Literal["person", "assistant", "officer"] = "assistant"
    name: str | None = None
    seq: int = 0
    conversation: str = ""


class Hub:
    """Passes signals to listeners. A signal carries no message: the database is where messages are read."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[asyncio.Queue[Signal]]] = defaultdict(set)

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Queue[Signal]]:
        """Give a queue of signals for as long as the block runs."""
        queue: asyncio.Queue[Signal] = asyncio.Queue()
        self._listeners[conversation_id].add(queue)
        try:
            yield queue
        finally:
            self._listeners[conversation_id].discard(queue)
            if not self._listeners[conversation_id]:
                del self._listeners[conversation_id]

    def tell(self, conversation_id: str, signal: Signal) -> None:
        """Pass the signal to everyone listening to the conversation."""
        for queue in self._listeners.get(conversation_id, ()):
            queue.put_nowait(signal)
