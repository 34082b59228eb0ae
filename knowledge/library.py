"""Everything the service may say, read from files, checked against each other, and read again when they change."""

import logging
import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.answer import CONTACT_MARK, SECTIONS, Answer, Section, read_answer
from knowledge.contacts import Contact, read_contacts
from knowledge.files import ContentError, checked, read_yaml
from knowledge.glossary import Glossary, read_glossary
from knowledge.languages import Language, read_languages
from knowledge.legal_facts import LegalFact, read_legal_facts, unsupported_numbers
from knowledge.replies import Replies, read_replies

log = logging.getLogger("content")

ROOT = Path(__file__).parent
LOCAL_OFFER = "local_offer_staffordshire"

_PHONE = re.compile(r"\+?\d[\d ()-]{7,}\d")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


class Topic(BaseModel):
    """One thing people ask."""

    model_config = ConfigDict(frozen=True)
    id: str
    kind: Literal["answer", "task", "control"]
    scope: str


class _Topics(BaseModel):
    topics: list[Topic]


class Library:
    """The topics, answers, contacts and legal facts of one knowledge folder.

    Raises ContentError on the first wrong file, so that a wrong answer never reaches a person.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.topics = {t.id: t for t in checked(_Topics, read_yaml(root / "topics.yml"), "topics.yml").topics}
        self.contacts: dict[str, Contact] = read_contacts(root / "contacts.yml")
        self.legal_facts: dict[str, LegalFact] = read_legal_facts(root / "legal_facts.yml")
        self.glossary: Glossary = read_glossary(root / "glossary.yml")
        self.languages: dict[str, Language] = read_languages(root / "languages.yml")
        self.replies: Replies = read_replies(root / "replies.yml")
        self._buttons = checked(dict[str, str], read_yaml(root / "buttons.yml"), "buttons.yml")
        self.answers: dict[str, Answer] = {
            answer.id: answer for answer in map(read_answer, sorted((root / "answers").glob("*.md")))
        }
        if LOCAL_OFFER not in self.contacts:
            raise ContentError(f"contacts.yml: {LOCAL_OFFER!r} is missing: people are sent there for details that are held back")
        for answer in self.answers.values():
            self._check(answer)
        self._check_replies()

    def text(self, answer: Answer, section: Section) -> str:
        """Return the Markdown of that section with contacts filled in."""
        return self.with_contacts(answer.section(section))

    def answer_that_says(self, passage: str) -> Answer | None:
        """Return the answer that has `passage` in it word for word, if any has."""
        return next((a for a in self.answers.values() if any(passage in text for text in a.sections.values())), None)

    def with_contacts(self, text: str) -> str:
        """Return `text` with each `{contact:id}` replaced by what may be shown of that contact."""
        return CONTACT_MARK.sub(lambda mark: self.contacts[mark["id"]].as_markdown(self._held_back), text)

    def button(self, choice: str) -> str:
        """Return the words that offer this topic or persona on a button."""
        return self.answers[choice].button if choice in self.answers else self._buttons[choice]

    def can_offer(self, choice: str) -> bool:
        """Whether there are words to offer this topic or persona with."""
        return choice in self.answers or choice in self._buttons

    def check_words(self, where: str, text: str, offered: Iterable[str] = ()) -> None:
        """Raise ContentError if `text` asks for an unknown contact, or if there are no words to offer a choice with."""
        for mark in CONTACT_MARK.finditer(text):
            if mark["id"] not in self.contacts:
                raise ContentError(f"{where}: there is no contact {mark['id']!r} in contacts.yml")
        for choice in offered:
            if not self.can_offer(choice):
                raise ContentError(f"{where}: nothing says how to offer {choice!r}: give it an answer or a line in buttons.yml")

    @cached_property
    def _held_back(self) -> str:
        return f"look for it on the [Local Offer website]({self.contacts[LOCAL_OFFER].url})"

    def _check(self, answer: Answer) -> None:
        name = f"{answer.id}.md"
        if answer.id not in self.topics:
            raise ContentError(f"{name}: {answer.id!r} is not a topic: add it to topics.yml first")
        for other in [*answer.relations.values(), *answer.quick_replies]:
            if other not in self.topics:
                raise ContentError(f"{name}: {other!r} is not a topic")
        for fact in answer.facts:
            if fact not in self.legal_facts:
                raise ContentError(f"{name}: there is no fact {fact!r} in legal_facts.yml")
        facts = [self.legal_facts[fact] for fact in answer.facts]
        for section, text in answer.sections.items():
            self.check_words(f"{name}, # {section}", text)
            self._check_text(f"{name}, # {section}", text, facts)

    def _check_replies(self) -> None:
        for name, move in self.replies.moves.items():
            self.check_words(f"replies.yml, {name}", move.text, move.buttons)
        for name, text in self.replies.notes:
            self.check_words(f"replies.yml, {name}", text)

    def _check_text(self, where: str, text: str, facts: list[LegalFact]) -> None:
        for pattern, what in ((_PHONE, "phone number"), (_EMAIL, "email address")):
            if found := pattern.search(text):
                raise ContentError(f"{where}: the {what} {found.group()!r} must be a contact: write {{contact:id}}")
        if numbers := unsupported_numbers(text, facts):
            raise ContentError(
                f"{where}: no listed fact says {', '.join(map(repr, numbers))}: list the fact, or correct the number"
            )


class LiveLibrary:
    """Gives the library as its files are now: wording changes go live without a restart.

    A wrong file keeps the last good library in use; the log says once what is wrong with it.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self._root = root
        self._stamp = self._changed_at()
        self._library = Library(root)

    def __call__(self) -> Library:
        """Return the newest good library."""
        stamp = self._changed_at()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._library = Library(self._root)
                log.warning("Content: the files are good, and in use from now on.")
            except ContentError as error:
                log.error("Content: %s. The last good version stays in use.", error)
        return self._library

    def _changed_at(self) -> tuple[tuple[str, int], ...]:
        files = [*self._root.glob("*.yml"), *(self._root / "answers").glob("*.md")]
        return tuple(sorted((str(f), _stamp(f)) for f in files))


def _stamp(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:  # an editor may replace the file at this very moment
        return 0


__all__ = ["SECTIONS", "Library", "LiveLibrary", "Topic"]
