"""What goes over the wire between the widget and the gateway."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from web.gateway.markdown import to_html
from web.gateway.models import Message

LONGEST_MESSAGE = 2000
HIGHEST_SEQ = 2**31 - 1


class Source(BaseModel):
    """Where an answer comes from and when that was last checked."""

    title: str
    url: str
    checked: date


class Button(BaseModel):
    """A choice offered under a message. `choice` is what to post back."""

    choice: str
    label: str


class Term(BaseModel):
    """A word of the field in the message. `written`: as it stands there; `name`: in full."""

    written: str
    name: str
    meaning: str


class MessageOut(BaseModel):
    """One message as shown. `html` is our own vetted content rendered; a person's words come as `text` only."""

    seq: int
    client_id: str | None
    sender: Literal["person", "assistant", "officer", "notice"]
    name: str | None
    text: str
    html: str | None
    at: datetime
    topic: str | None
    confidence: float | None
    sources: list[Source]
    options: list[str]
    buttons: list[Button]
    terms: list[Term]
    language: str | None
    unsure: bool
    fallback: bool

    @classmethod
    def of(cls, message: Message) -> Self:
        custom = message.custom or {}
        return cls.model_validate(
            {
                "seq": message.seq,
                "client_id": message.client_id,
                "sender": message.sender,
                "name": message.name,
                "text": message.text,
                "html": None if message.sender == "person" else to_html(message.text),
                "at": message.at,
                "topic": custom.get("topic"),
                "confidence": custom.get("confidence"),
                "sources": custom.get("sources", []),
                "options": custom.get("options", []),
                "buttons": custom.get("buttons", []),
                "terms": custom.get("terms", []),
                "language": custom.get("language"),
                "unsure": bool(custom.get("options")),
                "fallback": custom.get("fallback", False),
            }
        )


class ConversationOut(BaseModel):
    """A conversation with its messages so far."""

    id: str
    state: str
    messages: list[MessageOut]


class ConversationCreated(ConversationOut):
    """A new conversation. `token` is shown this once: send it as `Authorization: Bearer`."""

    token: str


def _without_nul(value: object) -> object:
    """Leave out the one character that PostgreSQL cannot keep in a text."""
    return value.replace("\0", "") if isinstance(value, str) else value


class MessageIn(BaseModel):
    """A person's message: free text, or a choice that was offered. `client_id` makes a retry harmless."""

    model_config = ConfigDict(extra="forbid")
    client_id: UUID
    text: (
        Annotated[
            str,
            StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_MESSAGE),
            BeforeValidator(_without_nul),
        ]
        | None
    ) = None
    choice: Annotated[str, Field(max_length=64)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.choice is None):
            raise ValueError("send either text or choice")
        return self


type Words = Annotated[str, StringConstraints(strip_whitespace=True), BeforeValidator(_without_nul)]
"""What a person types into a field."""


class HandoffIn(BaseModel):
    """A wish for a duty officer, with the person's own reason if they give one."""

    model_config = ConfigDict(extra="forbid")
    reason: Annotated[Words, Field(max_length=300)] | None = None


class CallbackIn(BaseModel):
    """How and when a duty officer can reach the person; nothing more is asked for."""

    model_config = ConfigDict(extra="forbid")
    reach: Annotated[Words, Field(min_length=3, max_length=120)]
    when: Annotated[Words, Field(max_length=120)]
    name: Annotated[Words, Field(max_length=40)] | None = None


class StateOut(BaseModel):
    """Who has the conversation. `name`: the officer's first name; `callback`: a call back has been asked for."""

    state: str
    name: str | None
    desk_open: bool
    callback: bool


class SeenIn(BaseModel):
    """The number of the last message that has been seen."""

    seq: Annotated[int, Field(ge=1, le=HIGHEST_SEQ)]


class MessageAccepted(BaseModel):
    message: MessageOut


class Problem(BaseModel):
    """Why a request was refused, in words for the person."""

    code: str
    message: str


class ProblemOut(BaseModel):
    error: Problem


class Health(BaseModel):
    """`status` is ok only if every part is."""

    status: Literal["ok", "degraded"]
    parts: dict[str, Literal["ok", "down"]]
