"""Judging a message: every sentence by the rules and what surrounds them, then the message as a whole."""

import re
from typing import Literal, NamedTuple

from safety import context
from safety.denial import denied
from safety.guessing import Guesser
from safety.idiom import IDIOMS, NAMES, masked
from safety.rule import Book, Found, Phrases, Subject, read_rules
from safety.spelling import FILLERS, PHRASES, WORDS

Verdict = Literal["nothing", "doubtful", "crisis"]

# What a finding comes to. `past` and `denied` count for little alone, but are remembered for the whole message.
Outcome = Literal["crisis", "doubtful", "faint", "past", "denied", "nothing"]


class Weighed(NamedTuple):
    """A finding, where it stands, and what it comes to."""

    outcome: Outcome
    found: Found
    sentence: int


_RULE_FILES = (
    "wishing_to_die planning_to_die self_harm low_spirits violence sexual_harm online_and_exploitation home out_alone missing "
    "illness not_eating carer signs"
).split()
_DANGEROUS = frozenset(
    "die dead dying kill killing suicide suicidal selfharm overdose hurt hurting harm cut cutting rape raped abused alive exist "
    "myself himself herself anymore wanna nobody".split()
)
_SHORT_WORDS = "to the a i my me want wanna dont cant im wont ive gonna hes shes she he not be here".split()


class Judge:
    """Holds the rules, and the guesser that knows their words."""

    def __init__(self) -> None:
        self._rules = Book([rule for name in _RULE_FILES for rule in read_rules(name)])
        words = self._rules.vocabulary()
        known = words | IDIOMS.vocabulary() | NAMES.vocabulary() | FILLERS
        for written, plain in [*WORDS.items(), *PHRASES.items()]:
            known.update(written.split(), plain.split())
        run_together = frozenset(w for w in words.union(_SHORT_WORDS) if len(w) > 1 or w in "ia")
        self.guesser = Guesser(frozenset(known), run_together, _DANGEROUS)

    def subject(self, sentences: list[str]) -> Subject | None:
        """Return what the first finding in a message is about that asks for a person; failing that, the first finding at all."""
        message = _Message(sentences)
        first: Subject | None = None
        for number, sentence in enumerate(message.masked):
            for found in self._rules.findings(sentence):
                if message.weigh(number, found) == "crisis":
                    return found.rule.subject
                first = first or found.rule.subject
        return first

    def judge(self, sentences: list[str]) -> Verdict:
        """Return what the sentences of one message come to."""
        message = _Message(sentences)
        weighed: list[Weighed] = []
        for number, sentence in enumerate(message.masked):
            for found in self._rules.findings(sentence):
                outcome = message.weigh(number, found)
                if outcome == "crisis":
                    return "crisis"
                weighed.append(Weighed(outcome, found, number))
        return message.conclude(weighed)


_OWN_WORD = re.compile(r"(?:^|\s)(?:i|me|my|myself|us|we)(?=\s)")
_OWN_WORD_WITHIN = 28
_SUPPOSED = re.compile(
    r"(?:^|\s)(?:if|what if|in case|whether|whenever|should|suppose|supposing|would|risk of|prevent|stop|avoid|likely to|"
    r"tends to|tendency to|may|might|could) (?:\S+ ){0,8}$"
)
_SUPPOSED_WITHIN = 120
_PRESENT = re.compile(
    r"(?:^|\s)(?:is|am|are|wants|want|keeps|hits|hurts|says|feels|thinks|feel|think|beats|now|cuts|cutting|tells|has been|"
    r"have been|selfharms|talks|will|can|do|does|not know|threatens|touches|wish|wishes|should have|should be|deserve|deserves|"
    r"has|have)(?=\s)"
)
_PRESENT_WITHIN = 12
_BYGONE = re.compile(r"\s(?:was|were|had|took|tried|did|went|ran|cut|hurt|hit|\w+ed) ")
_FEW_WORDS = 3


class _Message:
    """One message: its sentences, and what holds for the whole of it."""

    def __init__(self, sentences: list[str]) -> None:
        self._sentences = sentences
        self.masked = [masked(s) for s in sentences]
        self._whole = ", ".join(self.masked)
        self._seen: dict[tuple[int, str], bool] = {}

    def _has(self, phrases: Phrases, text: str) -> bool:
        key = (id(phrases), text)
        if key not in self._seen:
            self._seen[key] = phrases.found_in(text)
        return self._seen[key]

    def weigh(self, number: int, found: Found) -> Outcome:
        """Return what one finding comes to in this message."""
        sentence, rule = self.masked[number], found.rule
        if denied(sentence, found):
            return "denied"
        if rule.force in ("faint", "tired"):
            return self._weak(number, found)
        own = bool(_OWN_WORD.search(" " + sentence[max(0, found.start - _OWN_WORD_WITHIN) : found.end]))
        if not own and self._about_nobody(number, found):
            outspoken = rule.subject == "self" and rule.force == "plain" and not self._has(context.PROCEDURE, self._whole)
            return "doubtful" if outspoken and not self._in_a_story(number, found) else "nothing"
        if self._past(number, found, own):
            return "past"
        lowered = self._lowered(number, found, own)
        if lowered:
            return lowered
        return self._mentioned(sentence, found, own) if rule.force in ("word", "named") else "crisis"

    def _about_nobody(self, number: int, found: Found) -> bool:
        sentence = self.masked[number]
        if self._has(context.TEACHING, sentence) and not self._has(context.CONCRETE, sentence):
            return True
        return self._in_a_story(number, found) or self._general(sentence, found)

    def _in_a_story(self, number: int, found: Found) -> bool:
        sentence = self._sentences[number]
        if self._has(context.TOLD_IN_WRITING, sentence):
            return False
        return any(end <= found.start or start >= found.end for start, end in context.STORY.spans(sentence))

    def _general(self, sentence: str, found: Found) -> bool:
        if found.rule.force in ("named", "word") and any(a <= found.start < b for a, b in context.TOPIC.spans(sentence)):
            return True
        if self._has(context.RECENT, sentence):
            return False
        return any(start <= found.start + 1 for start, _ in context.GENERAL.spans(sentence))

    def _past(self, number: int, found: Found, own: bool) -> bool:
        """Return whether it was long ago: as the same sentence says, or, of others, the sentence beside it and it is over."""
        sentence = self.masked[number]
        if self._has(context.REOPENED, self._whole) or self._has(context.RECENT, sentence):
            return False
        if _PRESENT.search(" " + sentence[max(0, found.start - _PRESENT_WITHIN) : found.end]):
            return False
        if self._has(context.LONG_AGO, sentence):
            return True
        if own or not _BYGONE.search(" " + sentence[found.start : found.end]):
            return False
        beside = self.masked[max(0, number - 1) : number + 2]
        return any(self._has(context.LONG_AGO, s) for s in beside) and any(self._has(context.RESOLVED, s) for s in beside)

    def _lowered(self, number: int, found: Found, own: bool) -> "Outcome | None":
        """Return what the subject of the rule makes of what surrounds it, or None if it changes nothing."""
        sentence, subject = self.masked[number], found.rule.subject
        if subject in ("self", "medical"):
            return self._without_wish(sentence, found, own)
        if subject == "missing" and any(self._has(context.FOUND_AGAIN, later) for later in self.masked[number:]):
            return "doubtful"
        if subject == "missing" and self._supposed(sentence, found):
            return "nothing"
        if subject == "harm" and self._has(context.BULLYING, sentence) and not self._has(context.ADULT, sentence):
            return "doubtful"
        return None

    def _without_wish(self, sentence: str, found: Found, own: bool) -> "Outcome | None":
        """Return what comes of a death that others grieve, an accident, a place that a child wants to leave, a mere "if"."""
        matched = sentence[found.start : found.end]
        if found.rule.subject == "medical" and self._supposed(sentence, found):
            return "nothing"
        if not own and "be here" in matched and self._has(context.AT_SCHOOL, sentence):
            return "doubtful"
        if not own and self._has(context.COMPLETED, sentence):
            return "doubtful"
        by_accident = self._has(context.HURT, matched) and self._has(context.ACCIDENT, sentence)
        return "nothing" if by_accident and not self._has(context.ON_PURPOSE, sentence) else None

    def _supposed(self, sentence: str, found: Found) -> bool:
        before = sentence[max(0, found.danger - _SUPPOSED_WITHIN) : found.danger]
        return bool(_SUPPOSED.search(before)) and not self._has(context.RECENT, sentence)

    def _mentioned(self, sentence: str, found: Found, own: bool) -> Outcome:
        """Return what a danger word comes to that is said of somebody, or only named."""
        subject, force = found.rule.subject, found.rule.force
        somebody = own or self._has(context.PERSON, sentence)
        if force == "word":
            mourned = subject == "self" and not own and self._has(context.PETS_AND_GRIEF, sentence)
            if mourned or self._has(context.PLAY, sentence) or self._has(context.GIVEN_IN_A_FORM, sentence):
                return "nothing"
            return "crisis" if somebody else "doubtful"
        somebody = somebody or ("suicid" in sentence and len(sentence.split()) <= _FEW_WORDS)
        somebody = somebody or self._has(context.REOPENED, sentence)
        return "crisis" if somebody and (subject == "self" or self._has(context.RECENT, sentence)) else "doubtful"

    def _weak(self, number: int, found: Found) -> Outcome:
        sentence = self.masked[number]
        if self._about_nobody(number, found):
            return "nothing"
        about_the_process = self._has(context.ABOUT_THE_PROCESS, sentence)
        if self._past(number, found, own=True) or (found.rule.force == "tired" and about_the_process):
            return "nothing"
        return "faint" if found.rule.force == "faint" and found.rule.subject == "low" and not about_the_process else "doubtful"

    def conclude(self, weighed: list[Weighed]) -> Verdict:
        """Return what the findings come to together, none of them being enough alone."""
        if not weighed:
            return "nothing"
        faint = _apart([w for w in weighed if w.outcome == "faint"])
        own_denial = any(w.outcome == "denied" and w.found.rule.subject in ("self", "carer") for w in weighed)
        own_denial = own_denial and bool(_OWN_WORD.search(" " + self._whole))
        if faint > 1 or (faint and (own_denial or self._has(context.TAKEN_BACK, self._whole))):
            return "crisis"
        over = self._has(context.RESOLVED, self._whole) or self._has(context.GIVEN_IN_A_FORM, self._whole)
        open_past = any(w.outcome == "past" for w in weighed) and not over
        if faint or own_denial or open_past or any(w.outcome == "doubtful" for w in weighed):
            return "doubtful"
        return "nothing"


def _apart(weighed: list[Weighed]) -> int:
    """Return how many of the findings stand on words of their own."""
    count, sentence, end = 0, -1, -1
    for number, start, stop in sorted((w.sentence, w.found.start, w.found.end) for w in weighed):
        if number != sentence or start >= end:
            count, sentence, end = count + 1, number, stop
        else:
            end = max(end, stop)
    return count
