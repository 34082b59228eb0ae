"""The small language that rules are written in: words, alternatives, optional words, gaps.

    i want to die          these words, one after another (a comma between them does not matter)
    (hit|hits|slaps) me    one of these
    [own] life             an optional word
    {want} to die          a list of words from the synonym tables
    i .. die               up to three words in between; `...` up to seven
    live !(with|in) x      not followed by one of these
    ^ and $                the beginning and the end of a clause
    dad ~ (belt|fist)      both in one sentence, at most twelve words apart, whichever comes first; the danger is named first
    dad ~~ (belt|fist)     the same, at most 25 words apart

A pattern runs over words as `safety.normalise` leaves them: small letters, one space, `,` where a clause ends.
"""

import re
from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from typing import NamedTuple, Optional

_TOKEN = re.compile(r"\{\w+\}|\.{2,3}|!?\(|[)\[\]|^$]|[\w]+|,")
# A gap never reaches over a denial: "dad .. hits me" is not in "dad does not hit me".
_GAPS = {"..": r"(?:(?!not |never |nobody )\S+ ){0,3}?", "...": r"(?:(?!not |never |nobody )\S+ ){0,7}?"}
_NUMBER = "number"

# Words too frequent to decide whether a rule is worth trying.
_EVERYWHERE = frozenset(
    "a about after all am an and any are as at be because been being but by can could did do does done for from get go going "
    "got had has have he her him his how i if in is it just like me more my need no not now of off on one or our out over say "
    "school she so that the their them then there they this to up us want was we were what when where which who will with "
    "would you your".split()
)


class Piece(NamedTuple):
    """Part of a pattern: its regular expression, and words of which one must occur for it to match (None if none must)."""

    regex: str
    anchors: Optional[frozenset[str]]


class Span(NamedTuple):
    """Where a pattern occurs. `danger`: where its first part does, to which a denial must attach."""

    start: int
    end: int
    danger: int


_TOGETHER = re.compile(r"\s*(~+)\s*")
_NEAR, _FAR = 12, 25


class Pattern:
    """A compiled pattern. `anchors`: a sentence without any of these words cannot match."""

    def __init__(self, source: str, tables: Mapping[str, str]) -> None:
        self.source = source
        self._within = _FAR if "~~" in source else _NEAR
        pieces = [_Reader(part, tables).read() for part in _TOGETHER.split(source)[::2]]
        anchors = [piece.anchors for piece in pieces if piece.anchors]
        if not anchors:
            raise ValueError(f"pattern without a word of its own: {source!r}")
        self.anchors = min(anchors, key=_frequency)
        self._needs = anchors
        self._regexes = [rf"(?<!\S){piece.regex}" for piece in pieces]

    @cached_property
    def _parts(self) -> "list[re.Pattern[str]]":
        # Compiled when first needed: compiling all the rules at once takes seconds.
        return [re.compile(regex) for regex in self._regexes]

    def possible_among(self, words: Set[str]) -> bool:
        """Return whether a sentence of these words could match."""
        return not any(needed.isdisjoint(words) for needed in self._needs)

    def spans(self, sentence: str) -> Iterator[Span]:
        """Yield where the pattern occurs in a sentence, which ends with a space."""
        first, *others = self._parts
        for match in first.finditer(sentence):
            whole = self._joined(sentence, match.span(), others)
            if whole:
                yield Span(*whole, match.start())

    def found_in(self, sentence: str) -> bool:
        """Return whether the pattern occurs in a sentence."""
        return next(self.spans(sentence), None) is not None

    def _joined(self, sentence: str, span: tuple[int, int], others: "list[re.Pattern[str]]") -> "tuple[int, int] | None":
        """Return `span` stretched over the nearest match of each other part, or None if one is missing or too far."""
        used = [span]
        for other in others:
            free = [m.span() for m in other.finditer(sentence) if all(m.end() <= a or m.start() >= b for a, b in used)]
            if not free:
                return None
            nearest = min(free, key=lambda s: max(span[1], s[1]) - min(span[0], s[0]))
            used.append(nearest)
            span = min(span[0], nearest[0]), max(span[1], nearest[1])
        return span if sentence.count(" ", *span) <= self._within else None


class _Reader:
    def __init__(self, source: str, tables: Mapping[str, str]) -> None:
        self._source, self._tables = source, tables
        self._tokens = _TOKEN.findall(source)
        if "".join(self._tokens) != source.replace(" ", ""):
            raise ValueError(f"not in the language of patterns: {source!r}")
        self._at = 0

    def read(self) -> Piece:
        piece = self._alternatives()
        if self._at != len(self._tokens):
            raise ValueError(f"unbalanced brackets: {self._source!r}")
        return piece

    def _alternatives(self) -> Piece:
        options = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            options.append(self._sequence())
        if len(options) == 1:
            return options[0]
        anchors = [o.anchors for o in options]
        either = None if None in anchors else frozenset().union(*(a for a in anchors if a))
        return Piece(f"(?:{'|'.join(o.regex for o in options)})", either)

    def _sequence(self) -> Piece:
        parts: list[Piece] = []
        while self._peek() not in ("", "|", ")", "]"):
            parts.append(self._item())
        candidates = [p.anchors for p in parts if p.anchors]
        return Piece("".join(p.regex for p in parts), min(candidates, key=_frequency) if candidates else None)

    def _item(self) -> Piece:
        token = self._peek()
        self._at += 1
        if token in _GAPS:
            return Piece(_GAPS[token], None)
        if token == "^":
            return Piece("(?:^|(?<=, ))", None)
        if token == "$":
            return Piece("(?=, |$)", None)
        if token in ("(", "[", "!("):
            return self._bracket(token)
        if token.startswith("{"):
            return _read_table(self._tables[token[1:-1]], self._tables)
        if token == _NUMBER:
            return Piece(r"\d+ (?:, )?", None)
        return Piece(f"{re.escape(token)} (?:, )?", frozenset([token]))

    def _bracket(self, opened: str) -> Piece:
        inner = self._alternatives()
        if self._peek() != ("]" if opened == "[" else ")"):
            raise ValueError(f"unbalanced brackets: {self._source!r}")
        self._at += 1
        if opened == "[":
            return Piece(f"(?:{inner.regex})?", None)
        if opened == "!(":
            return Piece(f"(?!{inner.regex})", None)
        return Piece(f"(?:{inner.regex})", inner.anchors)

    def read_grouped(self) -> Piece:
        piece = self.read()
        return Piece(f"(?:{piece.regex})", piece.anchors)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""


_TABLE_PIECES: dict[str, Piece] = {}


def _read_table(source: str, tables: Mapping[str, str]) -> Piece:
    if source not in _TABLE_PIECES:
        _TABLE_PIECES[source] = _Reader(source, tables).read_grouped()
    return _TABLE_PIECES[source]


def _frequency(words: frozenset[str]) -> int:
    return sum(100 if word in _EVERYWHERE else 1 for word in words)


def words_of(source: str, tables: Mapping[str, str]) -> set[str]:
    """Return every word that a pattern knows, its tables included."""
    words: set[str] = set()
    for token in _TOKEN.findall(source):
        if token.startswith("{"):
            words |= words_of(tables[token[1:-1]], tables)
        elif token[0].isalpha():
            words.add(token)
    return words
