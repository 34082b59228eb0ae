"""Putting misspelt words right before a message is understood.

MiniLM cuts a misspelt word into pieces that mean nothing ("sensary prosessing"). A word is changed only if it is neither an
English word nor one that our own messages know, and only into one that our messages know well, a slip or two away.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import FrozenSet, Tuple

from symspellpy import SymSpell, Verbosity

DATA = Path(__file__).resolve().parents[1] / "data" / "nlu"

_WORD = re.compile(r"(?<![\w'-])[A-Za-z]{4,}(?![\w'-])")
_OWN_WORD = re.compile(r"[a-z]+")
_WELL_KNOWN = 3
_LONG = 7


def corrected(text: str) -> str:
    """Return `text` with its misspelt words put right. Words that begin with a capital may be names and are left alone."""
    return _WORD.sub(lambda found: _right(found.group()), text)


@lru_cache(maxsize=20_000)
def _right(word: str) -> str:
    known, spelling = _words()
    if word in known or not word.islower():
        return word
    slips = 2 if len(word) >= _LONG else 1
    found = spelling.lookup(word, Verbosity.TOP, max_edit_distance=slips)
    return found[0].term if found else word


@lru_cache(maxsize=1)
def _words() -> Tuple[FrozenSet[str], SymSpell]:
    """Return the words that need no correction, and the speller, which knows those that people use with us."""
    counts = Counter(
        word
        for file in sorted(DATA.glob("*.yml"))
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("      - ")
        for word in _OWN_WORD.findall(line)
    )
    english = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines()
    dictionary = {line.split()[0] for line in english}
    well_known = {word: count for word, count in counts.items() if count >= _WELL_KNOWN}
    spelling = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word, count in well_known.items():
        if len(word) >= 4 and word in dictionary:
            spelling.create_dictionary_entry(word, count)
    return frozenset(dictionary | set(well_known)), spelling
