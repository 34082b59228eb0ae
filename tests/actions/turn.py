"""One turn with an action, over the SDK's own tracker and dispatcher."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from web.gateway.choices import Choices

type Json = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the action said, and the slots it set."""

    text: str
    custom: Json
    payloads: list[str]
    slots: Json

    @property
    def topic(self) -> str | None:
        topic: str | None = self.custom["topic"]
        return topic

    @property
    def options(self) -> list[str]:
        options: list[str] = self.custom.get("options", [])
        return options


@dataclass
class Conversation:
    """What Rasa would remember between turns."""

    slots: Json = field(default_factory=lambda: {"persona": None, "topic": None, "offered": None, "misses": 0.0})

    def take(
        self,
        action: Action,
        intent: str,
        *,
        confidence: float = 0.95,
        ranking: Sequence[str] = (),
        text: str = "",
        entities: Sequence[Json] = (),
        **slots: object,
    ) -> Reply:
        """Run the action as for a message that Rasa understood this way, and remember what it set."""
        self.slots |= slots
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "intent_ranking": [{"name": name, "confidence": 0.1} for name in (intent, *ranking)],
            "entities": list(entities),
        }
        tracker = Tracker("conversation", dict(self.slots), message, [], False, None, {}, None)
        dispatcher = CollectingDispatcher()
        events: list[Json] = asyncio.run(action.run(dispatcher, tracker, {}))
        slots_set = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        self.slots |= slots_set
        (said,) = dispatcher.messages
        return Reply(said["text"], said["custom"], [b["payload"] for b in said["buttons"]], slots_set)


def choices_of(reply: Reply, choices: Choices) -> list[str]:
    """Return the reply's buttons as the gateway passes them on: without those it does not know."""
    offered = choices.offered({"title": "x", "payload": payload} for payload in reply.payloads)
    return [button["choice"] for button in offered]
