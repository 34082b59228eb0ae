"""What goes over the wire between the duty desk's page and the gateway."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from knowledge.answer import Section
from knowledge.answer import Source as CheckedSource
from web.desk.accounts.models import Officer
from web.desk.models import CannedReply, Handoff, Urgency
from web.gateway.schemas import MessageOut, Source, Words

type WrapUp = Literal["answered", "signposted", "callback_done", "passed_to_team", "safeguarding", "no_answer"]
"""How a conversation can end."""


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OfficerMessageIn(_In):
    """An officer's message. `client_id` makes a retry harmless."""

    client_id: UUID
    text: Annotated[Words, Field(min_length=1, max_length=4000)]
    sources: Annotated[list[CheckedSource], Field(max_length=10)] = []


class AnswerIn(_In):
    """An answer of the knowledge base, to be sent as it stands."""

    topic: str
    section: Section = "parent"
    client_id: UUID | None = None


class PassIn(_In):
    """The officer who is to have the conversation; null puts it back into the queue."""

    officer_id: int | None = None


class CloseIn(_In):
    wrap_up: WrapUp


class NoteIn(_In):
    text: Annotated[Words, Field(min_length=1, max_length=4000)]


class SafeguardingIn(_In):
    """`marked` false takes the mark back, which only supervisors may."""

    marked: bool = True


class CannedIn(_In):
    title: Annotated[Words, Field(min_length=1, max_length=80)]
    text: Annotated[Words, Field(min_length=1, max_length=2000)]


class OfficerRef(BaseModel):
    id: int
    name: str

    @classmethod
    def of(cls, officer: Officer) -> Self:
        return cls(id=officer.id, name=officer.name)


class MeOut(BaseModel):
    id: int
    name: str
    role: str
    csrf: str


class ColleagueOut(BaseModel):
    """An officer to pass a conversation to. `on`: they have the desk open."""

    id: int
    name: str
    on: bool


class Callback(BaseModel):
    reach: str
    when: str
    name: str | None
    asked_at: AwareDatetime


class Entry(BaseModel):
    """One conversation in the queue. `waiting_seconds`: until an officer came, or until now; `last_text`: the person's."""

    conversation: str
    urgency: Urgency
    reason: str
    opened_at: AwareDatetime
    waiting_seconds: int
    officer: OfficerRef | None
    looking: list[str]
    persona: str | None
    topics: list[str]
    last_text: str | None
    unread: int
    callback: Callback | None
    safeguarding: bool
    rang_again_at: datetime | None


class QueueOut(BaseModel):
    """Crisis first, then who has waited longest. `open`: it is within opening hours."""

    open: bool
    waiting: list[Entry]
    mine: list[Entry]
    others: list[Entry]


class HandoffOut(BaseModel):
    """The newest hand-off of a conversation; over if `ended_at` is set."""

    urgency: Urgency
    reason: str
    opened_at: AwareDatetime
    taken_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    officer: OfficerRef | None
    wrap_up: str | None
    rang_again_at: AwareDatetime | None
    safeguarding: bool
    officer_seen: int
    person_seen: int

    @classmethod
    def of(cls, handoff: Handoff, officer: Officer | None) -> Self:
        fields = {name: getattr(handoff, name) for name in cls.model_fields if name != "officer"}
        return cls.model_validate({**fields, "officer": OfficerRef.of(officer) if officer else None})


class NoteOut(BaseModel):
    """`officer`: the name of who wrote it."""

    id: int
    officer: str
    text: str
    at: AwareDatetime


class Known(BaseModel):
    """What the assistant has learnt. `topics` are titles; `asked`: the person's last words."""

    persona: str | None = None
    topics: list[str] = []
    district: str | None = None
    asked: str | None = None


class OpenedOut(BaseModel):
    """A conversation as an officer sees it."""

    conversation: str
    state: str
    handoff: HandoffOut
    messages: list[MessageOut]
    notes: list[NoteOut]
    known: Known
    callback: Callback | None


class AnswerOut(BaseModel):
    """An answer found in the knowledge base, in the words for parents."""

    topic: str
    title: str
    text: str
    sources: list[Source]


class CannedOut(BaseModel):
    id: int
    title: str
    text: str

    @classmethod
    def of(cls, reply: CannedReply) -> Self:
        return cls(id=reply.id, title=reply.title, text=reply.text)


class DayOut(BaseModel):
    """What one officer has done today."""

    taken: int
    messages: int
    passed_on: int
    handed_back: int
    closed: int


class OfficerDay(BaseModel):
    id: int
    name: str
    on: bool
    holding: int
    taken_today: int


class OverviewOut(BaseModel):
    """How the desk stands now.

    `median_wait_seconds`: of those taken today; `unanswered`: people with an officer whose words are 5 minutes old or more.
    """

    open: bool
    waiting: int
    longest_wait_seconds: int
    taken_today: int
    median_wait_seconds: int | None
    unanswered: int
    officers: list[OfficerDay]
