"""The table of facts that answers may state in numbers, each with the regulation or page it comes from."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.answer import HttpsUrl
from knowledge.files import read_entries

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
).split()
_UNITS = "day week month year hour term minute"
_STATED = re.compile(
    rf"\w*\d[\w,./%-]*|\b(?:{'|'.join(_NUMBER_WORDS)})(?:\s+(?:working|school|calendar|full))?[\s-]+(?:{'|'.join(_UNITS.split())})s?\b",
    re.IGNORECASE,
)
_NOT_TEXT = re.compile(r"\]\([^)]*\)|\{contact:[^}]*\}|^\s*\d+\. ", re.MULTILINE)


class LegalFact(BaseModel):
    """A rule with its numbers.

    `says`: the exact words with numbers that an answer may use because of it; none if it has no number.
    `regulation` is empty for a fact about a service rather than the law.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    statement: str
    says: list[str]
    regulation: str | None = None
    url: HttpsUrl
    checked: date
    confidence: Literal["verified", "recalled"]


def read_legal_facts(path: Path) -> dict[str, LegalFact]:
    """Read the table, by id. Raises ContentError if an entry is wrong or an id stands twice."""
    return read_entries(path, LegalFact, "fact")


def unsupported_numbers(markdown: str, facts: Iterable[LegalFact]) -> list[str]:
    """Return the numbers, dates and periods in `markdown` that no `says` of `facts` covers, in order."""
    text = _NOT_TEXT.sub(lambda m: " " * len(m.group()), markdown)
    in_small_letters = text.lower()
    covered = [
        (found.start(), found.end())
        for fact in facts
        for words in fact.says
        if words.lower() in in_small_letters  # spares most of the searches
        for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    ]
    stated = ((m.group().rstrip(".,/-"), m.start()) for m in _STATED.finditer(text))
    return [s for s, at in stated if not any(start <= at and at + len(s) <= end for start, end in covered)]
