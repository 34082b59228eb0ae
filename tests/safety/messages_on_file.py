"""Reads the messages that the tests of noticing share."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MESSAGES = Path(__file__).resolve().parent / "messages"


class OnFile(NamedTuple):
    """A message, the set and kind it was written for, and whether it asks for a person at once."""

    collection: str
    kind: str
    crisis: bool
    text: str


def messages() -> Iterator[OnFile]:
    """Yield every message on file."""
    for path in sorted(_MESSAGES.glob("*/*/*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield OnFile(path.parts[-3], path.stem, path.parts[-2] == "crisis", line)
