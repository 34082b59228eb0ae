"""Noticing a cry for help: a signal to bring a person, and nothing more.

It says nothing about the person who wrote and is never stored as a rating of them. It has no degrees: `crisis` brings a
person at once, `doubtful` puts a gentle line with the numbers before the ordinary answer, `nothing` changes nothing.
"""

from typing import Literal

from safety.judge import Judge
from safety.normalise import sentences
from safety.rule import Subject

About = Literal["missing", "medical", "abuse", "person"]
_ABOUT: dict[Subject, About] = {"missing": "missing", "medical": "medical", "abuse": "abuse", "harm": "abuse"}

Notice = Literal["nothing", "doubtful", "crisis"]

_JUDGE = Judge()


def notice(text: str) -> Notice:
    """Return whether a message asks for a person at once, for the gentle line, or for neither."""
    return _JUDGE.judge(sentences(text, _JUDGE.guesser))


def about(text: str) -> About:
    """Return what a cry for help is about, so that the reply can fit: `person` is somebody in despair, or unclear."""
    subject = _JUDGE.subject(sentences(text, _JUDGE.guesser))
    return _ABOUT.get(subject, "person") if subject else "person"


def crisis_language_seen(text: str) -> bool:
    """Return whether a message asks for a person at once. A routing signal only."""
    return notice(text) == "crisis"
