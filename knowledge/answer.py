"""One answer: a Markdown file with typed front matter and a section for each kind of reader.

The form is described in docs/editing-content.md.
"""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from knowledge.files import ContentError, checked, parse_yaml, read_text

type Section = Literal["parent", "school", "young_person", "simpler", "more"]
SECTIONS: tuple[Section, ...] = ("parent", "school", "young_person", "simpler", "more")
REQUIRED_SECTIONS: tuple[Section, ...] = ("parent", "simpler", "more")
type Relation = Literal["next", "if_refused", "how_long", "who"]

_FRONT_MATTER = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_SECTION_MARK = re.compile(r"^# +(?P<name>[a-z_]+) *$", re.MULTILINE)
CONTACT_MARK = re.compile(r"\{contact:(?P<id>[a-z0-9_]+)\}")
_HTML = re.compile(r"<[a-zA-Z/!]")
_HEADING = re.compile(r"^ {0,3}#.*$", re.MULTILINE)


def _https(url: str) -> str:
    if not url.startswith("https://"):
        raise ValueError(f"{url!r} must begin with https://")
    return url


type HttpsUrl = Annotated[str, AfterValidator(_https)]


class Source(BaseModel):
    """Where an answer comes from, and the day someone last looked there."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str = Field(min_length=3)
    url: HttpsUrl
    checked: date


class Answer(BaseModel):
    """A vetted answer to one topic. `sections` holds Markdown, with `{contact:id}` where a contact belongs."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    title: str = Field(min_length=3)
    button: str = Field(min_length=2, max_length=40)
    sources: list[Source] = Field(min_length=1)
    reviewed: date
    review_by: date
    facts: list[str] = []
    relations: dict[Relation, str] = {}
    quick_replies: list[str] = Field(default=[], max_length=3)
    sections: dict[Section, str]

    @model_validator(mode="after")
    def _whole(self) -> "Answer":
        for name in REQUIRED_SECTIONS:
            if not self.sections.get(name):
                raise ValueError(f"the section '# {name}' is missing or empty")
        if self.review_by <= self.reviewed:
            raise ValueError("review_by must be later than reviewed")
        for name, text in self.sections.items():
            if _HTML.search(text):
                raise ValueError(f"the section '# {name}' holds HTML: use Markdown")
            if heading := _HEADING.search(text):
                raise ValueError(
                    f"the section '# {name}' holds the heading {heading.group()!r}: sections are {', '.join(SECTIONS)}, "
                    "in small letters, and have no headings inside"
                )
        return self

    def section(self, name: Section) -> str:
        """Return the text for that reader; parents' words where the answer has none of its own for them."""
        return self.sections.get(name) or self.sections["parent"]


def read_answer(path: Path) -> Answer:
    """Read and check one answer file. Raises ContentError if it is wrong."""
    return parse_answer(read_text(path), path.name)


def parse_answer(text: str, name: str) -> Answer:
    """Read one answer from the text of a file called `name`. Raises ContentError if it is wrong."""
    parts = _FRONT_MATTER.match(text)
    if parts is None:
        raise ContentError(f"{name}: must begin with front matter between two lines of ---")
    front = parse_yaml(parts["front"], f"{name}: the front matter")
    if not isinstance(front, dict):
        raise ContentError(f"{name}: the front matter must be a list of 'key: value' lines")
    answer = checked(Answer, {**front, "sections": _split(parts["body"], name)}, name)
    if name != f"{answer.id}.md":
        raise ContentError(f"{name}: the id is {answer.id!r}, so the file must be called {answer.id}.md")
    return answer


def _split(body: str, name: str) -> dict[str, str]:
    marks = list(_SECTION_MARK.finditer(body))
    if not marks or body[: marks[0].start()].strip():
        raise ContentError(f"{name}: after the front matter the first line must be '# parent'")
    sections: dict[str, str] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        section = mark["name"]
        if section in sections:
            raise ContentError(f"{name}: the section '# {section}' stands twice")
        sections[section] = body[mark.end() : following.start() if following else None].strip()
    return sections
