"""Finding people's names in a message: less by knowing names than by what a word is not known to be."""

import re
import unicodedata
from collections.abc import Iterable
from importlib import import_module
from itertools import pairwise
from typing import Literal, NamedTuple

from faker.providers.lorem.en_US import Provider as CommonWords
from pydantic import BaseModel

from knowledge.files import checked, read_yaml
from knowledge.library import Library

NAME = "[name]"
PLACEHOLDER = r"\[(?:email|link|date|phone|number|address|name)\]"

_LOCALES = ("en_GB", "en_IE", "en_NZ", "en_IN", "en_PK", "pl_PL", "en")
"""The British list alone will not do: of the seventy first names that children most often have today it has one."""
_SHORTEST = 3
"""Letters of the shortest name known by a list; "ed", "jo" and "al" are other words as well."""

_ALSO_WORDS = frozenset(
    "ace angel art bell bill bird boss brain branch brown buddy cap cash chase chip chuck cliff dawn doc dot drew echo "
    "elder eve faith fed forest french golden grace grant green guy hall harsh heaven hill hope hung joy king kit lady lane "
    "lemon lone love mad male man mark marry mat may miracle nail nan nana nanna orange patience penny pink pleasant press "
    "red rich rock rod roman rose royal rush sing skip sky star stone sue summer sunny tea telly toy trace van walker ward "
    "wash will worth".split()
)
"""First names that are words of such messages as well: names only with a capital inside a sentence, or where a name is due."""

_NO_NAMES = frozenset(
    "mr mrs ms mx dr prof st sir madam dob upn god dad mum mom lad lass hubby missus grandad granddad grandma nanny gran niece "
    "nephew twins eldest oldest youngest ours mine hes shes headteacher".split()
)
"""Words that our answers do not use, and that are often followed by a name or begin a sentence."""
_MONTHS_AND_DAYS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun spring "
    "summer autumn winter christmas easter".split()
)
_AFTER_A_NAME = frozenset(
    "is isnt was wasnt has hasnt had can cant cannot does doesnt did didnt needs wont goes gets keeps".split()
)
"""A first word that nobody knows is a name if one of these follows."""

# A name follows: whatever the word ("always"), unless it is a word we know ("surely"), or if it has a capital ("likely").
_BEFORE_A_NAME: dict[str, str] = {
    "always": r"my name(?:s|'s| is)|mr|mrs|mx|mister",
    "surely": r"call(?:ed|s|ing) (?:him|her|them)|called|named|names?(?: is|'s|:)|ms|dr|prof|professor|miss|aunt(?:y|ie)?|uncle",
    "likely": (
        r"sons?|daughters?|brothers?|sisters?|siblings?|boys?|girls?|child|children|kids?|lad|lass|baby|toddler|twins?|pupil|"
        r"student|husband|wife|partner|mum|mom|dad|mother|father|nan|nana|nanny|gran|grandm\w+|grand?dad|grand(?:son|daughter|child)|"
        r"step(?:son|daughter|mum|dad|child)|nephew|niece|cousin|friend|mate|teacher|senco|head|headteacher|caseworker|worker|"
        r"tutor|i'm|im|i am|this is"
    ),
}
_DUE = {due: re.compile(rf"(?<!\w)(?:{words})[^\S\n]*[.,:(\"'-]?[^\S\n]*\Z") for due, words in _BEFORE_A_NAME.items()}
_LONGEST_LEAD = 30
"""Characters before a word that are looked at for what announces a name."""
_ENDS_WITH_AN_INITIAL = re.compile(r"(?:(?<!\w)(?:\w|mrs?|ms|mx|dr|prof|st)\.)+[^\S\n]*\Z", re.IGNORECASE)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS_AND_DIGITS = re.compile(r"[A-Z]{1,3}\d+[A-Z]?")
"""KS2, Y7, the first half of a postcode."""
_TOKEN = re.compile(rf"{PLACEHOLDER}|(?<!\w){_LETTERS_AND_DIGITS.pattern}(?!\w)|{_WORD.pattern}")
_ENDING = re.compile(r"['’](?:s|m|ve|ll|re|d)?\Z", re.IGNORECASE)
_NEW_SENTENCE = re.compile(r"[.!?\n]")
_AFTER_PLACE_WORD = r"(?<=\bin )|(?<=\bnear )|(?<=\bround )|(?<=\baround )|(?<=\boutside )"

type _Due = Literal["no", "likely", "surely", "always"]


class _District(BaseModel):
    name: str
    places: list[str]
    also_written: dict[str, str]


class _Districts(BaseModel):
    also_words: list[str]
    districts: list[_District]


class _Word(NamedTuple):
    """A word of the message with where it stands. `key`: without capitals, accents and endings such as 's."""

    written: str
    key: str
    start: int
    end: int

    @property
    def has_capital(self) -> bool:
        return any(letter.isupper() for letter in self.written)

    @property
    def is_shouted(self) -> bool:
        return len(self.written) > 1 and self.written.isupper()


class Names:
    """Knows which words of a message may be people's names.

    A word with a capital inside a sentence is one, unless the library uses it, the glossary explains it, or it is a place of
    Staffordshire, a month or a day. In small letters it is one if lists of first names have it and it is no everyday word.
    """

    def __init__(self, library: Library) -> None:
        own = [text for answer in library.answers.values() for text in answer.sections.values()]
        own += [move.text for move in library.replies.moves.values()] + [topic.scope for topic in library.topics.values()]
        terms = library.glossary.terms
        self._terms = {_key(w) for t in terms for name in (t.term, t.full, *t.also) for w in _WORD.findall(name)}
        used = {word for text in own for word in _WORD.findall(text)}
        self._everyday = ({_key(w) for w in used if w.islower()} | set(CommonWords.word_list)) - _MONTHS_AND_DAYS
        self._known = {_key(w) for w in used} | self._everyday | self._terms | _NO_NAMES
        known_as_words = self._everyday | _ALSO_WORDS | _NO_NAMES
        self._names = _first_names() - known_as_words
        self._usual_names = _listed("en_GB", "first_names") - known_as_words
        self._surnames = _listed("en_GB", "last_names")
        self._places = _place_pattern(checked(_Districts, read_yaml(library.root / "districts.yml"), "districts.yml"))

    def replaced(self, text: str) -> str:
        """Return `text` with each name replaced by a placeholder."""
        places = [match.span() for match in self._places.finditer(text)]
        found = [_Word(m.group(), _key(m.group()), *m.span()) for m in _TOKEN.finditer(text)]
        pieces: list[str] = []
        at, last = 0, "no"
        for word, following in pairwise([*found, _Word("", "", len(text), len(text))]):
            gap, before = text[at : word.start], text[: word.start]
            due = _due(before, gap, last)
            in_place = due == "no" and any(start <= word.start and word.end <= end for start, end in places)
            is_name = not in_place and self._is_name(word, due, _starts_sentence(before, gap), following)
            pieces += [gap, _placeholder(word) if is_name else word.written]
            at, last = word.end, (due if due != "no" else "likely") if is_name else "no"
        return "".join([*pieces, text[at:]])

    def _is_name(self, word: _Word, due: _Due, starts_sentence: bool, following: _Word) -> bool:
        if not word.written[0].isalpha() or _LETTERS_AND_DIGITS.fullmatch(word.written):
            return False
        if due == "always" or not _is_latin(word.written):  # other scripts have no capitals to go by
            return True
        if word.has_capital and (due != "no" or not starts_sentence):
            return self._is_name_with_capital(word, due)
        if due != "no":
            return self._is_name_where_one_is_due(word.key, due)
        if self._is_listed(word.key):
            return word.key not in self._terms and word.key not in _MONTHS_AND_DAYS
        return word.has_capital and self._begins_with_a_name(word, following)

    def _is_listed(self, key: str) -> bool:
        return key in self._names or key.removesuffix("s") in self._usual_names

    def _is_name_with_capital(self, word: _Word, due: _Due) -> bool:
        if len(word.key) == 1:
            return False  # sections, years and plans are called by letters
        if _either(word.key, _MONTHS_AND_DAYS):
            return due != "no" and not word.is_shouted
        if word.is_shouted:
            return not _either(word.key, self._known) or self._is_listed(word.key) and word.key not in self._terms
        if due == "no" and _either(word.key, self._terms):
            return self._is_listed(word.key)
        also_a_name = self._is_listed(word.key) or word.key in _ALSO_WORDS or word.key in self._surnames
        return also_a_name or word.key not in self._known

    def _is_name_where_one_is_due(self, key: str, due: _Due) -> bool:
        if due == "surely" and (key in _ALSO_WORDS or self._is_unknown(key)):
            return True
        return self._is_listed(key) or (key in self._surnames or key in _ALSO_WORDS) and key not in self._everyday

    def _begins_with_a_name(self, word: _Word, following: _Word) -> bool:
        if word.key not in _ALSO_WORDS and not self._is_unknown(word.key):
            return False
        goes_on = following.start == word.end + 1 and following.has_capital and self._is_name_with_capital(following, "no")
        return goes_on or following.key in _AFTER_A_NAME

    def _is_unknown(self, key: str) -> bool:
        return not _either(key, self._known) and not _either(key, _MONTHS_AND_DAYS)


def _either(key: str, words: frozenset[str] | set[str]) -> bool:
    """Return whether the word, or what it is the plural of, is among the words."""
    return key in words or key.removesuffix("s") in words


def _due(before: str, gap: str, last: str) -> _Due:
    """Return whether a name is due at the end of `before`. `last`: what was due at the word before, if that was a name."""
    lead = before[-_LONGEST_LEAD:].lower().replace("’", "'")
    for due in ("always", "surely", "likely"):
        if _DUE[due].search(lead):
            return due
    if last == "no" or gap.strip(" -"):
        return "no"
    return "likely" if last == "likely" else "surely"


def _starts_sentence(before: str, gap: str) -> bool:
    is_first = not _TOKEN.search(before)
    return is_first or (bool(_NEW_SENTENCE.search(gap)) and not _ENDS_WITH_AN_INITIAL.search(before[-_LONGEST_LEAD:]))


def _placeholder(word: _Word) -> str:
    ending = _ENDING.search(word.written)
    return NAME + ending.group() if ending else NAME


def _key(word: str) -> str:
    """Return the word as lists have it: in small letters, without accents and without an ending such as 's."""
    plain = unicodedata.normalize("NFKD", _ENDING.sub("", word).lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "").replace("’", "")


def _is_latin(word: str) -> bool:
    return word.isascii() or all(unicodedata.name(letter, "").startswith("LATIN") for letter in word if letter.isalpha())


def _listed(locale: str, *lists: str) -> set[str]:
    """Return the names in these lists of Faker's for a locale, word by word."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    return {_key(word) for name in lists for entry in getattr(provider, name, ()) for word in _WORD.findall(entry)}


def _first_names() -> set[str]:
    lists = ("first_names", "first_names_male", "first_names_female")
    return {name for locale in _LOCALES for name in _listed(locale, *lists) if len(name) >= _SHORTEST}


def _place_pattern(places: _Districts) -> re.Pattern[str]:
    """Return what matches the places of the county; those that are also names or words, only where a place is meant."""
    written = {name for d in places.districts for name in (d.name, *d.places, *d.also_written)}
    doubtful = {*places.also_words} & written
    surely, only_after = (_any_of(names) for names in (written - doubtful, doubtful))
    return re.compile(rf"(?<!\w)(?:{surely}|(?:{_AFTER_PLACE_WORD})(?:{only_after}))(?!\w)", re.IGNORECASE)


def _any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]+") for name in longest_first)
