"""The glossary: what the field's words and abbreviations mean, found in what people type."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz, process

from knowledge.files import ContentError, checked, read_yaml

_WORD = re.compile(r"[\w'&/-]+")
_LONGEST = 6
_NEAR_ENOUGH = 84
"""Of 100, for a misspelling. Lower, and "plan" means "EP plan"; higher, and "sendias" is not SENDIASS."""
_SHORTEST_GUESS = 4
_FEW_WORDS = 6


class Term(BaseModel):
    """One entry. `also`: other ways people type it; `exact_case`: in small letters it is another word.

    `one_of`: the terms that the word may stand for, between which the person has to choose.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    term: str
    full: str
    meaning: str
    also: tuple[str, ...] = ()
    topic: str | None = None
    exact_case: bool = False
    local: bool = False
    one_of: tuple[str, ...] = ()

    def as_markdown(self) -> str:
        """Return the term, what it stands for, and what it means."""
        name = f"**{self.term}**" if self.term.lower() == self.full.lower() else f"**{self.term}** ({self.full})"
        return f"{name}: {self.meaning}"


class Glossary:
    """All terms, looked up by any of their names."""

    def __init__(self, terms: list[Term]) -> None:
        self.terms = terms
        self._by_term = {t.term: t for t in terms}
        self._exact = {t.term: t for t in terms if t.exact_case}
        self._names = {_key(n): t for t in terms for n in (*([] if t.exact_case else [t.term]), t.full, *t.also)}

    def find(self, text: str, at_most: int = 4) -> list[Term]:
        """Return the terms named in `text`, in order; if there is none, those that a misspelt word may mean."""
        words = _WORD.findall(text)
        found = dict.fromkeys(self._named(words)) or dict.fromkeys(self._guessed(words))
        return list(found)[:at_most]

    def choices(self, term: Term) -> list[Term]:
        """Return the terms between which an ambiguous one leaves the choice."""
        return [self._by_term[name] for name in term.one_of]

    def ambiguous(self, text: str) -> Term | None:
        """Return the ambiguous term that a short message is about, if it is: a long one says enough to go by."""
        words = _WORD.findall(text)
        return next((t for t in self._named(words) if t.one_of), None) if len(words) <= _FEW_WORDS else None

    def mentions(self, text: str) -> dict[Term, str]:
        """Return the terms that our own `text` names, in order, each as it is first written there.

        Only as the glossary writes them: "send the plan" is not about SEND.
        """
        found: dict[Term, str] = {}
        for term, written in self._written(_WORD.findall(text)):
            if written in text and (written == term.term or _key(written) == _key(term.full)):
                found.setdefault(term, written)
        return found

    def _named(self, words: list[str]) -> Iterator[Term]:
        return (term for term, _ in self._written(words))

    def _written(self, words: list[str]) -> Iterator[tuple[Term, str]]:
        start = 0
        while start < len(words):
            for length in range(min(_LONGEST, len(words) - start), 0, -1):
                phrase = " ".join(words[start : start + length])
                if term := self._exact.get(phrase) or self._names.get(_key(phrase)):
                    yield term, phrase
                    start += length - 1
                    break
            start += 1

    def _guessed(self, words: list[str]) -> Iterator[Term]:
        for word in words:
            if len(word) >= _SHORTEST_GUESS:
                best = process.extractOne(_key(word), self._names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
                if best and best[0][0] == _key(word)[0]:
                    yield self._names[best[0]]


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.lower().removesuffix("'s")).strip()


def read_glossary(path: Path) -> Glossary:
    """Read glossary.yml. Raises ContentError if an entry is wrong or a term stands twice."""
    terms: dict[str, Term] = {}
    for entry in checked(list[dict[str, Any]], read_yaml(path), path.name):
        term = checked(Term, entry, f"{path.name}, term {entry.get('term')!r}")
        if term.term in terms:
            raise ContentError(f"{path.name}: the term {term.term!r} stands twice")
        terms[term.term] = term
    for term in terms.values():
        if unknown := [name for name in term.one_of if name not in terms]:
            raise ContentError(f"{path.name}: {term.term!r} may mean {unknown[0]!r}, which is not a term here")
    return Glossary(list(terms.values()))
