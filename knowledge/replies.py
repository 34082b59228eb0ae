"""What the assistant says to moves in the conversation, and the notes it puts around answers."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.files import checked, read_yaml


class Move(BaseModel):
    """The reply to one move. `buttons` are topics or personas offered with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str
    buttons: list[str] = []


class Notes(BaseModel):
    """Sentences around answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    offer: str
    nearest: str
    offer_again: str
    which_one: str
    not_quite: str
    no_answer: str
    also: str


class Replies(BaseModel):
    """All of replies.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    moves: dict[str, Move]
    notes: Notes


def read_replies(path: Path) -> Replies:
    """Read replies.yml. Raises ContentError if it is wrong."""
    return checked(Replies, read_yaml(path), path.name)
