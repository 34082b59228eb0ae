"""Who is asking, where the person says so: at school, a young person, or a parent or carer."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List, Optional

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

_AM = {"LOWER": {"IN": ["am", "'m", "m", "im"]}, "OP": "?"}
_A = {
    "LOWER": {"IN": ["a", "an", "the", "new", "deputy", "assistant", "class", "primary", "school", "college", "nursery"]},
    "OP": "*",
}
_STAFF = (
    "senco sendco senko teacher headteacher head principal ta hlta lsa governor tutor lecturer childminder practitioner "
    "inclusion dsl pastoral"
).split()
_PUPIL = "pupil pupils student students class setting learner cohort".split()
_FAMILY = (
    "mum mam mom dad mother father parent carer nan nana gran grandma grandad grandmother grandfather guardian auntie".split()
)
_CHILD = (
    "son daughter child children kid kids lad boy girl grandson granddaughter grandchild nephew niece twins twin "
    "lo ds dd youngest eldest oldest stepson stepdaughter fosterchild baby toddler teenager"
).split()
_OF_WHOM = {"LOWER": {"IN": ["a", "an", "the", "his", "her", "their"]}, "OP": "*"}
_OWN = {"LOWER": {"IN": ["my", "me", "our", "mi"]}}
_BETWEEN: Dict[str, Any] = {"OP": "{0,3}", "IS_ALPHA": True}

_PATTERNS: Dict[str, List[List[Dict[str, Any]]]] = {
    "school": [
        [{"LOWER": {"IN": ["i", "im", "as"]}}, _AM, _A, {"LOWER": {"IN": _STAFF}}],
        [
            {"LOWER": {"IN": ["senco", "sendco", "governor", "teacher", "headteacher", "ta"]}},
            {"LOWER": {"IN": ["here", "speaking"]}},
        ],
        [{"LOWER": {"IN": ["our", "my", "this"]}}, {"LOWER": {"IN": _PUPIL}}],
        [{"LOWER": "a"}, {"LOWER": "pupil"}],
        [{"LOWER": {"IN": ["we", "i"]}}, {"LOWER": {"IN": ["work", "teach"]}}, {"LOWER": {"IN": ["in", "at", "for"]}, "OP": "?"}],
    ],
    "young_person": [
        [{"LOWER": {"IN": ["i", "im"]}}, _AM, {"TEXT": {"REGEX": r"^(1[1-9]|2[0-5])$"}}],
        [{"LOWER": {"IN": ["i", "im", "as"]}}, _AM, _A, {"LOWER": "young"}, {"LOWER": "person"}],
        [{"LOWER": {"IN": ["i", "im"]}}, _AM, _A, {"LOWER": {"IN": ["student", "pupil", "teenager", "kid"]}}],
        [{"LOWER": "my"}, {"LOWER": {"IN": ["mum", "mam", "mom", "dad", "parents"]}}],
    ],
    "parent": [
        [
            {"LOWER": {"IN": ["i", "im", "as"]}},
            _AM,
            _A,
            {"LOWER": {"IN": ["single", "foster", "worried", "proud"]}, "OP": "?"},
            {"LOWER": {"IN": _FAMILY}},
        ],
        [_OWN, _BETWEEN, {"LOWER": {"IN": _CHILD}}],
        [
            _OWN,
            {"LOWER": {"REGEX": r"^\d{1,2}(yo|yr|yrs)?$"}},
            {"LOWER": {"IN": ["yo", "yr", "yrs", "year", "years"]}, "OP": "?"},
        ],
    ],
}


@lru_cache(maxsize=4)
def _matcher(vocab: Vocab) -> Matcher:
    matcher = Matcher(vocab)
    for persona, patterns in _PATTERNS.items():
        matcher.add(persona, patterns)
    return matcher


def persona_of(doc: Doc) -> Optional[str]:
    """Return school, young_person or parent if the text says so; school goes first."""
    found = {doc.vocab.strings[match] for match, _, _ in _matcher(doc.vocab)(doc)}
    return next((persona for persona in _PATTERNS if persona in found), None)
