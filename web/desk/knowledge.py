"""Finding an answer of the knowledge base by a few words, spelt well or badly."""

import math
import re
from collections import Counter, defaultdict

from rapidfuzz import fuzz, process

from knowledge.answer import CONTACT_MARK, Answer
from knowledge.library import Library

_WORD = re.compile(r"[a-z0-9']+")
_TITLE, _SCOPE, _TEXT = 4.0, 2.0, 1.0
_IN_FULL = 0.25
"""What the words behind an abbreviation count, beside the abbreviation itself."""
_ALIKE = 84
"""How alike two words must be, of 100: "assesment" is "assessment" (95), "plan" is not "play" (75)."""
_MOST_FOUND = 10
_MOST_ALIKE = 8
_SMALL_WORDS = frozenset(
    "a an and are at be can do for from get how i in is it my not of on or the their to we what when who with".split()
)


class Search:
    """An index over the answers of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._weights = {answer.id: _weights(answer, library.topics[answer.id].scope) for answer in library.answers.values()}
        found_in = Counter(word for weights in self._weights.values() for word in weights)
        self._rarity = {word: math.log(1 + len(self._weights) / n) for word, n in found_in.items()}

    def __call__(self, words: str) -> list[Answer]:
        """Return the answers that fit best, ten at most. Abbreviations are looked up in full too."""
        in_full = _words(" ".join(term.full for term in self._library.glossary.find(words)))
        scores: defaultdict[str, float] = defaultdict(float)
        asked = dict.fromkeys(in_full, _IN_FULL) | dict.fromkeys(_words(words), 1.0)
        for word, weight in asked.items():
            alike = self._alike(word)
            for topic, weights in self._weights.items():
                best = max(
                    (weights[w] * self._rarity[w] * likeness for w, likeness in alike.items() if w in weights), default=0.0
                )
                if best:
                    scores[topic] += weight * best
        return [self._library.answers[topic] for topic in sorted(scores, key=lambda t: -scores[t])[:_MOST_FOUND]]

    def _alike(self, word: str) -> dict[str, float]:
        found = process.extract(word, list(self._rarity), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_ALIKE)
        alike = {known: likeness / 100 for known, likeness, _ in found}
        if len(word) >= 3:  # it may only be half typed
            alike |= {w: 0.8 for w in self._rarity if w.startswith(word) and w not in alike}
        return alike


def _weights(answer: Answer, scope: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    text = CONTACT_MARK.sub(" ", answer.section("parent"))
    for words, weight in (
        (text, _TEXT),
        (f"{scope} {answer.button}", _SCOPE),
        (f"{answer.title} {answer.id.replace('_', ' ')}", _TITLE),
    ):
        weights |= dict.fromkeys(_words(words), weight)
    return weights


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _SMALL_WORDS]
