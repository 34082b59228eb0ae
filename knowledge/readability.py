"""How hard an answer is to read: a smoke alarm, not a target."""

import re
from collections.abc import Iterable
from functools import lru_cache

_MARKS = re.compile(r"\{contact:[^}]*\}|\]\([^)]*\)|[\[\]*_]")
_BULLET = re.compile(r"^\s*(?:-|\d+\.)\s+", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
_WORD = re.compile(r"[\w'’]+")
_SYLLABLE = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^td]ed$|[^aeiouyscxz]es$")
_NO_FULL_STOP = re.compile(r"(?<![.!?:])\n")

LEGAL_WORDS = (
    "education, health and care, special educational needs, disabilities, disability, disabled, assessment, assess, mediation, "
    "mediation adviser, mediator, certificate, tribunal, appeal, regulation, regulations, section, council, authority, "
    "annual review, "
    "educational psychologist, occupational therapy, physiotherapy, speech and language, therapist, independent, provision, "
    "mainstream, compulsory school age, young person, attendance, exclusion, suspension, permanent, reasonable adjustments, "
    "discrimination, governor, governors, nursery, benefit, allowance, communication, neurodivergent, autistic, autism, "
    "safeguarding, ombudsman, maintained, academy, personal budget, direct payment, directory, Staffordshire, Code of Practice"
).split(", ")
"""Words of the law and the field that an answer cannot do without; they count as easy."""


def reading_age(markdown: str, names: Iterable[str] = ()) -> float:
    """Return the age, in years, at which a text can be read (Flesch-Kincaid grade plus 5), names and legal words excepted."""
    text = _BULLET.sub("", _MARKS.sub(" ", markdown))
    text = _NO_FULL_STOP.sub(".\n", text)
    text = _excepted(tuple(sorted({*names, *LEGAL_WORDS}, key=len, reverse=True))).sub("plan", text)
    sentences = [words for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59 + 5


def _syllables(word: str) -> int:
    vowels = len(_SYLLABLE.findall(word.lower()))
    return max(1, vowels - bool(_SILENT.search(word.lower())))


@lru_cache(maxsize=4)
def _excepted(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
