"""What a button may ask of Rasa: the gateway's own short list, so that no text from a browser is ever a command."""

import re
from collections.abc import Iterable

_PERSONAS = ("parent", "school", "young_person")
_OPENING_SLASHES = re.compile(r"\A[\s/]+")


class Choices:
    """Turns choices into Rasa's commands and Rasa's buttons into choices. Only topics and personas are known."""

    def __init__(self, topic_ids: Iterable[str]) -> None:
        self._commands = {topic: f"/{topic}" for topic in topic_ids}
        self._commands |= {f"set_persona:{p}": f'/set_persona{{"persona": "{p}"}}' for p in _PERSONAS}
        self._choices = {command: choice for choice, command in self._commands.items()}

    def command(self, choice: str) -> str | None:
        """Return Rasa's command for a choice, or None if there is no such choice."""
        return self._commands.get(choice)

    def offered(self, buttons: Iterable[dict[str, str]]) -> list[dict[str, str]]:
        """Return Rasa's buttons as {choice, label}, leaving out any whose command is not on the list."""
        return [
            {"choice": self._choices[button["payload"]], "label": button["title"]}
            for button in buttons
            if button["payload"] in self._choices
        ]


def as_plain_text(text: str) -> str:
    """Return a person's words so that Rasa cannot take them as a command: it would obey what begins with a slash."""
    return _OPENING_SLASHES.sub("", text) or "?"
