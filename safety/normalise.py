"""A message as the rules read it: sentences of plain words, contractions and text-speak written out."""

import re

from safety.characters import plain_characters
from safety.guessing import Guesser
from safety.spelling import AFTER_IS, FILLER_PHRASES, FILLERS, PEOPLE, PHRASES, WORDS

_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s\"')\]]|$|[a-z]{2})|\n+|[;•]|(?<=\s)[-–—]{2,}(?=\s)")
_CLAUSE_END = re.compile(r"[,:()\[\]\"“”…]+|\s[-–—/]+\s|[–—]|\.{2,}")
_WORD = re.compile(r"[a-z0-9'+&][a-z0-9@$!*#'+|_&]*|[@$!*#][a-z0-9@$!*#|_]*[a-z0-9][a-z0-9@$!*#|_]*|,")
_INNER_MARK = re.compile(r"(?<=[a-z])[!|$@](?=[a-z])")
_TO_BEFORE_VERB = re.compile(
    r"\b(want|wants|wanted|going|goin|need|needs|trying|tryin|tried|ready|have|has|able|how|used|not|rather|like|threatening) 2 "
)
# "i want to dye": nobody ends a sentence so who means hair.
_DYE = re.compile(r"\b(to|will|and) dye(?= ,|$)")
_FOR = re.compile(r"(?<=\S )4 (?=(?:good|ever|me|him|her|life|help|real)\b)")
# "son's gone missing", "sons gone missing": the writer means "is" or "has"; "son's leg" stays a possessive.
_CONTRACTED = re.compile(r"([a-z]{2,})('ve|'re|'ll|n't|'d)")
_CONTRACTIONS = {"'ve": "have", "'re": "are", "'ll": "will", "n't": "not", "'d": "would"}
_PERSON_IS = re.compile(rf"\b({'|'.join(PEOPLE)})'?s (?=(?:{'|'.join(AFTER_IS)}|[a-z]+ing|[a-z]+ed)\b)")
_WRITTEN_OUT = {word: plain.split() for word, plain in WORDS.items()}
_CHAINED = re.compile(r"(?<![\w.])(?:[a-z0-9']+[._~|/*]){2,}[a-z0-9']+")
_KILOMETRES = re.compile(r"(\d|few|couple of|many|in|of|per|about) ?kms?\b")


def sentences(text: str, guesser: Guesser) -> list[str]:
    """Return the sentences of a message: words with one space after each, `, ` where a clause ends."""
    lines = _split_sentences(_KILOMETRES.sub(r"\1 kilometres", plain_characters(text)))
    plain = (_plain_sentence(line, guesser) for line in _rejoined(lines))
    return [s for s in plain if s.strip(" ,")]


def _rejoined(lines: list[str]) -> list[str]:
    """Join sentences of one or two words ("I want. To. Die."): the full stops between them part nothing."""
    joined: list[str] = []
    short_before = False
    for line in (line for line in lines if line.strip()):
        short = len(line.split()) <= 2
        if joined and short and short_before:
            joined[-1] += " " + line
        else:
            joined.append(line)
        short_before = short
    return joined


def _split_sentences(text: str) -> list[str]:
    # A mark inside a word ("k!ll") ends no sentence.
    text = _CHAINED.sub(lambda m: re.sub(r"[._~|/*]", " ", m.group()) if _words_in_chain(m.group()) else m.group(), text)
    held = _INNER_MARK.sub(lambda m: {"!": "1", "|": "1", "$": "s", "@": "a"}[m.group()], text)
    return _SENTENCE_END.split(held)


def _words_in_chain(chain: str) -> bool:
    """Return whether "i.want.to.die" stands for words: no part of it is a figure or a censored letter."""
    return "*" not in chain and "_" not in chain or chain.count("*") + chain.count("_") > 2


def _plain_sentence(line: str, guesser: Guesser) -> str:
    line = _PERSON_IS.sub(r"\1 is ", line)
    line = _FOR.sub("for ", line)
    line = _CLAUSE_END.sub(" , ", line).replace("-", " ")
    words = [word for token in _WORD.findall(line) for word in _plain_word(token, guesser)]
    words = _DYE.sub(r"\1 die", _TO_BEFORE_VERB.sub(r"\1 to ", " ".join(words))).split()
    return " ".join(_without_repeated_commas(_FILLERS.replaced(_PHRASES.replaced(words)))) + " "


def _plain_word(token: str, guesser: Guesser) -> list[str]:
    written_out = _WRITTEN_OUT.get(token)
    if written_out:
        return written_out
    if token == "," or guesser.knows(token):
        return [token]
    if token.strip("'") in _WRITTEN_OUT:
        return _WRITTEN_OUT[token.strip("'")]
    contracted = _CONTRACTED.fullmatch(token)
    if contracted:
        return [*_plain_word(contracted[1], guesser), _CONTRACTIONS[contracted[2]]]
    guessed = guesser.guess(token.replace("'", "").strip("!+|"))
    return [part for word in guessed.split() for part in WORDS.get(word, word).split()]


class _Longest:
    """Replaces phrases by others, the longest first."""

    def __init__(self, plain_by_phrase: dict[str, str]) -> None:
        self._by_first_word: dict[str, list[tuple[list[str], list[str]]]] = {}
        for phrase in sorted(plain_by_phrase, key=len, reverse=True):
            words = phrase.split()
            self._by_first_word.setdefault(words[0], []).append((words, plain_by_phrase[phrase].split()))

    def replaced(self, words: list[str]) -> list[str]:
        """Return `words` with every phrase replaced."""
        plain: list[str] = []
        at = 0
        while at < len(words):
            length, replacement = self._at(words, at)
            plain += replacement
            at += length
        return plain

    def _at(self, words: list[str], at: int) -> tuple[int, list[str]]:
        for phrase, replacement in self._by_first_word.get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                return len(phrase), replacement
        return 1, [words[at]]


_PHRASES = _Longest(PHRASES)
_FILLERS = _Longest({phrase: "" for phrase in [*FILLERS, *FILLER_PHRASES]})


def _without_repeated_commas(words: list[str]) -> list[str]:
    return [word for at, word in enumerate(words) if word != "," or (at and words[at - 1] != ",")]
