"""The gateway's parts, made once and handed to the routes."""

from dataclasses import dataclass
from typing import Any

from knowledge.library import Library
from web.gateway.choices import Choices
from web.gateway.handoff import Handoffs
from web.gateway.hub import Hub
from web.gateway.limits import Limits
from web.gateway.notices import Notices
from web.gateway.rasa import RasaClient
from web.gateway.store import Store
from web.gateway.turns import Turns
from web.settings import Settings


@dataclass(frozen=True)
class Service:
    """What a request needs."""

    settings: Settings
    library: Library
    notices: Notices
    store: Store
    rasa: RasaClient
    hub: Hub
    limits: Limits
    choices: Choices
    turns: Turns
    handoffs: Handoffs

    def label(self, choice: str) -> str | None:
        """Return the words a person is taken to have said by choosing, or None if there is no such choice."""
        known = self.choices.command(choice) is not None and self.library.can_offer(choice)
        return self.library.button(choice) if known else None

    def starters(self) -> dict[str, Any]:
        """Return what goes with the welcome: questions to start from."""
        starters = self.notices.starters
        return {"topic": "greet", "buttons": [{"choice": s, "label": self.library.button(s)} for s in starters]}
