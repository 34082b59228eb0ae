"""Spellings written out: contractions, text-speak, dialect, evasive and mistaken spellings, and words that say nothing."""

from safety.rulefile import read_section


def _variants(section: str, separator: str) -> dict[str, str]:
    """Read lines such as "want to: wanna wonna" into {"wanna": "want to", ...}."""
    plain_by_variant: dict[str, str] = {}
    for line in read_section("spelling", section):
        plain, _, variants = line.partition(": ")
        plain_by_variant.update({variant: plain for variant in variants.split(separator)})
    return plain_by_variant


def _list(name: str, section: str) -> list[str]:
    return [word for line in read_section(name, section) for word in line.split()]


WORDS = _variants("words", " ")
PHRASES = _variants("phrases", " / ")
FILLERS = frozenset(_list("spelling", "fillers"))
FILLER_PHRASES = tuple(read_section("spelling", "filler phrases"))
PEOPLE = _list("spelling", "people")
AFTER_IS = _list("spelling", "after is")
SENSITIVE = frozenset(_list("spelling", "sensitive"))
OFTEN_DOUBLED = SENSITIVE.union(_list("spelling", "often doubled"))
CENSORED = _list("spelling", "censored")
NOT_SLIPS = frozenset(_list("ordinary_words", "ordinary"))
