"""Denial: a danger that is denied. It must be attached to the danger itself, or it denies nothing.

"She has never hurt herself" is a denial; "I am not safe and I will hurt myself" is none.
"""

import re

from safety.rule import Found

# What may stand between the denying word and the danger.
_CARRIES = (
    "a|an|any|the|some|such|been|be|being|is|was|were|am|are|going to|to|ever|had|have|has|having|got|gets|feeling|feel|felt|"
    "feels|thinking|think|thought|of|about|in|at risk of|at risk|active|actively|want|wanted|wants|wanting|trying|tried|try|"
    "talked|talk|talking|mentioned|mention|mentioning|expressed|expressing|shown|show|showing|thoughts|ideas|evidence|signs|"
    "sign|indication|history|concern|concerns|worries|plans|plan|intention|intent|desire|urge|urges|wish|risk|attempts|"
    "attempted|attempt|disclosures|reports|suggestion|question|incidents|would|will|did|does|do|planning|experienced|suffered|"
    "suspected|suspect|acts|episodes|known|current|previous|ourselves|that she|that he|like|or|and|nor|ever been|as far as|"
    "fleeing|escaping|leaving|due to|recent|further|more|by anyone|being hurt|physical|sexual|emotional|since"
)
_DENIED = re.compile(
    r"(?:^|\s)(?:not|never|no|nor|neither|without|denies|denied|denying|nobody|nothing like|nothing to do with|none|stopped|"
    r"no longer|hardly) (?!only |sure |joking |kidding |lying |like |care |know |so |enough )"
    rf"(?:(?:{_CARRIES}) ){{0,5}}$"
)
_SAYING = re.compile(
    r"(?:^|\s)(?:not|never) (?:saying|say|said|says|suggesting|meaning|mean|implying|claiming|thinking|think|believe|that|"
    r"worried|like|talking) "
    r"(?:that )?(?:it is|it was|because|like|about)? ?(?:i|he|she|they|we|it|anyone|anybody|someone|me|him|her|[a-z]+) ?"
    r"(?:am |is |are |was |would |will |has |have |had |actually |been |being |ever |be |going to |want to |wants to |)*$"
)
# Double denials: "I can not promise I will not", "not a day goes by I do not".
_UNDENIED = re.compile(
    r"(?:(?:not|never|hardly) an? (?:day|night|hour|minute) |(?:not|never) (?:stop|help|shake|get away from) )|"
    r"(?:(?:can|could|do|does|did|would) not (?:promise|say|swear|guarantee|know|be sure|see|think|trust|tell you)|not sure|"
    r"not certain|no guarantee|unsure|cannot)"
    r"(?: [a-z]+){0,6} (?:not|never) (?:[a-z]+ ){0,4}$"
)
_DENIED_AFTER = re.compile(
    r"^(?:, )?(?:and|but) (?:the answer (?:is|was) no|(?:i|we) said no|"
    r"(?:he|she|they) (?:is|are|was|were|does|has|do|did|have) not(?= , |,| $|$| at all))"
)
_FAR_ENOUGH = 150
_BEGINS_A_CLAUSE = re.compile(r"(?:i|he|she|they|we|it|dad|mum|my|his|her|our|the|who) ")
_CLAUSE_STARTS = re.compile(r", | (?:but|because|so|then|though|although|except|until|yet|if|when|while|whether|unless) ")


def denied(sentence: str, found: Found) -> bool:
    """Return whether a denial is attached to the danger: right before it, or "and he is not" right after it."""
    if _DENIED_AFTER.search(sentence[found.end :]):
        return True
    before = _clause_before(sentence, found.danger)
    if _UNDENIED.search(before):
        return False
    attached = _DENIED.search(before) and not _BEGINS_A_CLAUSE.match(sentence[found.danger :])
    return bool(attached or _SAYING.search(before))


def _clause_before(sentence: str, start: int) -> str:
    before = sentence[max(0, start - _FAR_ENOUGH) : start]
    starts = [m.end() for m in _CLAUSE_STARTS.finditer(before)]
    return before[starts[-1] :] if starts else before
