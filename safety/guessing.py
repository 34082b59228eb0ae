"""Words that nobody wrote down: stretched, with figures for letters, censored, run together, one slip of the finger off."""

import re

from safety.spelling import CENSORED, NOT_SLIPS, OFTEN_DOUBLED, SENSITIVE

_FIGURES = str.maketrans(
    {
        "1": "i",
        "3": "e",
        "4": "a",
        "0": "o",
        "5": "s",
        "7": "t",
        "@": "a",
        "$": "s",
        "!": "i",
        "+": "t",
        "|": "l",
        "8": "b",
        "9": "g",
        "6": "g",
    }
)
_OTHER_FIGURES = str.maketrans({"1": "l", "!": "l", "3": "e", "4": "a", "0": "o", "5": "s", "7": "t", "@": "a", "$": "s"})
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_DOUBLED = re.compile(r"([a-z])\1+")
_CENSOR_MARK = re.compile(r"[*#_]")

_LONGEST_RUN = 60
_MANY_WORDS = 5


def _slips(word: str) -> set[str]:
    """Return `word` with one letter left out, at each place."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


_SLIPS: dict[str, str] = {slip: word for word in SENSITIVE for slip in _slips(word)}


class Guesser:
    """Guesses the known word behind an unknown one. `known`: the words that rules and spellings know."""

    def __init__(self, known: frozenset[str], run_together: frozenset[str], dangerous: frozenset[str]) -> None:
        self._known = known
        self._run_together = run_together
        self._dangerous = dangerous

    def knows(self, word: str) -> bool:
        """Return whether rules or spellings know the word as it stands."""
        return word in self._known

    def guess(self, word: str) -> str:
        """Return the known words behind `word`, or `word` if it has none."""
        if word in self._known:
            return word
        for attempt in (self._unstretched, self._unfigured, self._uncensored, self._respelt_ending, self._slipped, self._parted):
            guessed = attempt(word)
            if guessed:
                return guessed
        return word

    def _unstretched(self, word: str) -> str:
        if not _STRETCHED.search(word):
            single = _DOUBLED.sub(r"\1", word)
            return single if single != word and single in OFTEN_DOUBLED else ""
        twice, once = _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)
        for candidate in (twice, once, _DOUBLED.sub(r"\1", word)):
            if candidate in self._known:
                return candidate
        return self._slipped(once) or self._parted(once) or once

    def _unfigured(self, word: str) -> str:
        if word.isalpha() or word.isdigit():
            return ""
        for figures in (_FIGURES, _OTHER_FIGURES):
            letters = word.translate(figures)
            if letters.isalpha() and any(c.isalpha() for c in word):
                found = letters if letters in self._known else self._unstretched(letters) or self._slipped(letters)
                if found in self._known:
                    return found
                parted = self._parted(letters)
                if parted:
                    return parted
        return ""

    def _uncensored(self, word: str) -> str:
        if not _CENSOR_MARK.search(word) or not any(c.isalpha() for c in word):
            return ""
        bare = _CENSOR_MARK.sub("", word)
        if bare in self._known and len(bare) > 2:
            return bare
        shape = re.compile(_CENSOR_MARK.sub("[a-z]", re.sub(r"[^a-z*#_]", ".", word)))
        loose = re.compile(_CENSOR_MARK.sub("[a-z]?", re.sub(r"[^a-z*#_]", ".", word)))
        return next((w for s in (shape, loose) for w in CENSORED if s.fullmatch(w)), "")

    def _respelt_ending(self, word: str) -> str:
        if word.endswith("in") and len(word) > 3 and word + "g" in self._known:
            return word + "g"
        return word[:-1] + "s" if word.endswith("z") and len(word) > 3 and word[:-1] + "s" in self._known else ""

    def _slipped(self, word: str) -> str:
        if len(word) < 5 or word in NOT_SLIPS:
            return ""
        if word in _SLIPS:
            return _SLIPS[word]
        for slip in _slips(word):
            if slip in SENSITIVE:
                return slip
            if slip in _SLIPS and len(_SLIPS[slip]) == len(word):
                return _SLIPS[slip]
        return ""

    def _parted(self, word: str) -> str:
        """Return the words that `word` runs together, if it is made of nothing else and one of them is dangerous."""
        if not 5 <= len(word) <= _LONGEST_RUN or not word.isalpha():
            return ""
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 12), end):
                before = best[start]
                if before is not None and word[start:end] in self._run_together:
                    longer = [*before, word[start:end]]
                    if best[end] is None or len(longer) < len(best[end] or []):
                        best[end] = longer
        parts = best[-1]
        if not parts or len(parts) < 2:
            return ""
        return " ".join(parts) if len(parts) >= _MANY_WORDS or self._dangerous.intersection(parts) else ""
