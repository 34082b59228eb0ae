"""What is wrong in the content, and what is due: `make content`.

Wrong things (a file that cannot be read, a number without a fact, text too hard to read) end with exit status 1. Due things (a
contact nobody has confirmed, an answer past its review date) are a to-do list for a content officer and change nothing.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rich.console import Console
from rich.table import Table

from knowledge.answer import Section
from knowledge.contacts import Contact
from knowledge.files import ContentError
from knowledge.library import Library
from knowledge.readability import reading_age

OLDEST_SOURCE = timedelta(days=365)
READING_AGES: dict[Section, float] = {"parent": 12, "simpler": 9}
"""The age in years that a section must be readable at."""


@dataclass(frozen=True)
class Finding:
    """One thing to see to. `where`: the file, or the contact."""

    kind: Literal["wrong", "due"]
    where: str
    what: str


def findings(library: Library, today: date) -> Iterator[Finding]:
    """Go through the library and give everything that is wrong or due."""
    yield from _answers(library, today)
    for contact in library.contacts.values():
        if what := _contact_due(contact, today):
            yield Finding("due", f"contact {contact.id}", what)
    for language in library.languages.values():
        if language.checked_by is None:
            yield Finding(
                "due", "languages.yml", f"the {language.name} text: have someone at home in it read it, then fill checked_by"
            )


def _answers(library: Library, today: date) -> Iterator[Finding]:
    names = [name for term in library.glossary.terms for name in (term.term, term.full)]
    for topic in library.topics.values():
        if topic.kind == "answer" and topic.id not in library.answers:
            yield Finding("wrong", f"{topic.id}.md", "there is no answer file for this topic")
    for answer in library.answers.values():
        where = f"{answer.id}.md"
        for section, limit in READING_AGES.items():
            if (age := reading_age(answer.sections[section], names)) > limit:
                yield Finding(
                    "wrong", where, f"'# {section}' reads at age {age:.0f}: shorten sentences, use plainer words ({limit:.0f})"
                )
        if answer.review_by < today:
            yield Finding("due", where, f"was to be reviewed by {answer.review_by}")
        for source in answer.sources:
            if today - source.checked > OLDEST_SOURCE:
                yield Finding("due", where, f"source last checked {source.checked}: {source.url}")


def _contact_due(contact: Contact, today: date) -> str | None:
    if contact.publish == "no":
        return None
    if contact.publish == "after_check":
        return "held back: ring or open it, then set publish: yes and confirmed"
    if contact.confirmed is None:
        return "shown, but nobody has rung or opened it yet: do so and add confirmed"
    if today - contact.confirmed.on > timedelta(days=contact.check_every_days):
        return f"last confirmed {contact.confirmed.on} by {contact.confirmed.by}: confirm again"
    return None


def main() -> None:
    """Print the findings; end with status 1 if anything is wrong."""
    console = Console(width=160)
    try:
        found = list(findings(Library(), date.today()))
    except ContentError as error:
        sys.exit(f"Wrong: {error}")
    for kind, title in (("due", "Due"), ("wrong", "Wrong")):
        rows = [f for f in found if f.kind == kind]
        table = Table(title=f"{title}: {len(rows)}")
        table.add_column("where")
        table.add_column("what")
        for row in rows:
            table.add_row(row.where, row.what)
        console.print(table)
    sys.exit(any(f.kind == "wrong" for f in found))


if __name__ == "__main__":
    main()
