"""Rules and books of rules: what to look for, and which rules are worth trying on a sentence."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, cast

from safety.pattern import Pattern, words_of
from safety.rulefile import read_sections
from safety.tables import TABLES

# What a rule is about.
Subject = Literal["self", "harm", "abuse", "missing", "medical", "carer", "low"]
# plain:   somebody states it                      -> a person at once, unless its context takes it away
# word:    a danger word said of somebody          -> a person at once, unless sport, games or bullying explain it
# named:   it is only named ("suicide", "abuse")   -> depends on whether it is about somebody
# faint:   could mean it                           -> the gentle line; two of them, a person at once
# tired:   exhaustion                              -> the gentle line, however many
Force = Literal["plain", "word", "named", "faint", "tired"]


class Rule(NamedTuple):
    """A pattern with what it is about and how plainly it says so."""

    subject: Subject
    force: Force
    pattern: Pattern


class Found(NamedTuple):
    """A rule that matched, and where. `danger`: where the danger itself is named."""

    rule: Rule
    start: int
    end: int
    danger: int


def read_rules(name: str) -> list[Rule]:
    """Read a file of rules, whose sections are headed `[subject force]`."""
    rules: list[Rule] = []
    for heading, lines in read_sections(name):
        subject, _, force = heading.partition(" ")
        rules += [Rule(cast(Subject, subject), cast(Force, force), Pattern(line, TABLES)) for line in lines]
    return rules


class _Index:
    """Patterns by their anchors, so that an ordinary sentence costs a look-up a word."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = list(patterns)
        self._by_anchor: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            for anchor in pattern.anchors:
                self._by_anchor.setdefault(anchor, []).append(number)

    def worth_trying(self, sentence: str) -> list[int]:
        words = set(sentence.split())
        numbers = {n for word in words for n in self._by_anchor.get(word, ())}
        return [n for n in sorted(numbers) if self._patterns[n].possible_among(words)]


class Book:
    """All the rules."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = rules
        self._index = _Index(rule.pattern for rule in rules)

    def findings(self, sentence: str) -> Iterator[Found]:
        """Yield where the rules match in a sentence."""
        for number in self._index.worth_trying(sentence):
            rule = self._rules[number]
            for span in rule.pattern.spans(sentence):
                yield Found(rule, span.start, span.end, span.danger)

    def vocabulary(self) -> set[str]:
        """Return every word that the rules know."""
        return {word for rule in self._rules for word in words_of(rule.pattern.source, TABLES)}


class Phrases:
    """Patterns that give a sentence its context: found or not, masked or not."""

    def __init__(self, lines: list[str]) -> None:
        self._patterns = [Pattern(line, TABLES) for line in lines]
        self._index = _Index(self._patterns)

    def found_in(self, sentence: str) -> bool:
        """Return whether any of the phrases occurs."""
        return any(self._patterns[n].found_in(sentence) for n in self._index.worth_trying(sentence))

    def spans(self, sentence: str) -> list[tuple[int, int]]:
        """Return where the phrases occur."""
        return [(s.start, s.end) for n in self._index.worth_trying(sentence) for s in self._patterns[n].spans(sentence)]

    def masked(self, sentence: str) -> str:
        """Return the sentence with the words of each phrase replaced by underscores."""
        letters = list(sentence)
        for start, end in self.spans(sentence):
            letters[start:end] = [c if c in " ," else "_" for c in letters[start:end]]
        return "".join(letters)

    def vocabulary(self) -> set[str]:
        """Return every word that the phrases know."""
        return {word for pattern in self._patterns for word in words_of(pattern.source, TABLES)}
