"""Figures of speech, names and trades that use the words of danger; they are masked before any rule looks."""

from safety.rule import Phrases
from safety.rulefile import read_section

IDIOMS = Phrases(read_section("idioms", "idioms"))
NAMES = Phrases(read_section("idioms", "names"))


def masked(sentence: str) -> str:
    """Return the sentence with figures of speech and names replaced by underscores."""
    return NAMES.masked(IDIOMS.masked(sentence))
