"""The duty desk's HTTP interface: the queue, and what an officer does with a conversation."""

import uuid
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Query, Request
from sse_starlette import EventSourceResponse

from web.desk.accounts.access import CurrentSession, SignedIn
from web.desk.desk import Desk
from web.desk.schemas import (
    AnswerIn,
    CloseIn,
    HandoffOut,
    Known,
    MeOut,
    NoteIn,
    NoteOut,
    OfficerMessageIn,
    OpenedOut,
    PassIn,
    QueueOut,
    SafeguardingIn,
)
from web.desk.streams import conversation_stream, queue_stream
from web.gateway.handoff import known
from web.gateway.hub import DESK, Signal
from web.gateway.models import Message
from web.gateway.problems import Refused
from web.gateway.schemas import HIGHEST_SEQ, MessageOut, SeenIn, StateOut
from web.gateway.store import ConversationGone

router = APIRouter(prefix="/desk/api", tags=["desk"])


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskNow = Annotated[Desk, Depends(_desk)]


@router.get("/me")
async def me(session: CurrentSession) -> MeOut:
    """Return who is signed in, and the value that every change must carry in the header X-CSRF."""
    officer = session.officer
    return MeOut(id=officer.id, name=officer.name, role=officer.role, csrf=session.csrf)


@router.get("/queue")
async def queue(officer: SignedIn, desk: DeskNow) -> QueueOut:
    """Return who waits and who is being talked to."""
    return await desk.queue(officer)


@router.get("/events", response_class=EventSourceResponse)
async def events(session: CurrentSession, desk: DeskNow) -> EventSourceResponse:
    """Send `queue` whenever the queue has changed and `ring` for a crisis, as server-sent events."""
    return EventSourceResponse(queue_stream(desk, session), ping=15)


@router.get("/conversations/{conversation_id}")
async def read_conversation(conversation_id: str, officer: SignedIn, desk: DeskNow) -> OpenedOut:
    """Return a conversation that was handed off. That the officer looked is kept in the record."""
    opened = await desk.store.open(officer, conversation_id)
    about = known(opened.messages, desk.service.library)
    about = {**opened.handoff.summary, **{name: value for name, value in about.items() if value}}
    return OpenedOut.model_validate(
        {
            "conversation": conversation_id,
            "state": opened.state,
            "handoff": HandoffOut.of(opened.handoff, opened.officer),
            "messages": [MessageOut.of(m) for m in opened.messages],
            "notes": [NoteOut(id=note.id, officer=name, text=note.text, at=note.at) for note, name in opened.notes],
            "known": Known.model_validate({**about, "topics": desk.titles(about.get("topics", []))}),
            "callback": opened.handoff.callback,
        }
    )


@router.get("/conversations/{conversation_id}/events", response_class=EventSourceResponse)
async def conversation_events(
    conversation_id: str,
    session: CurrentSession,
    desk: DeskNow,
    after: Annotated[int, Query(ge=0, le=HIGHEST_SEQ)] = 0,
    last_event_id: Annotated[int | None, Header(ge=0, le=HIGHEST_SEQ)] = None,
) -> EventSourceResponse:
    """Send messages after `Last-Event-ID`, or `after`, then each new one as it comes; typing, seen, state and ended too."""
    if not await desk.store.is_for_officers(conversation_id):
        raise ConversationGone(conversation_id)
    seen = after if last_event_id is None else last_event_id
    return EventSourceResponse(conversation_stream(desk, session, conversation_id, seen), ping=15)


@router.post("/conversations/{conversation_id}/take")
async def take(conversation_id: str, officer: SignedIn, desk: DeskNow) -> StateOut:
    """Take a waiting conversation. Of two who try at once, one gets it and the other a 409 with `taken_by`."""
    await desk.store.take(officer, conversation_id)
    desk.tell_changed(conversation_id)
    return StateOut.model_validate(asdict(await desk.service.handoffs.standing(conversation_id, "officer")))


@router.post("/conversations/{conversation_id}/messages")
async def send(conversation_id: str, sent: OfficerMessageIn, officer: SignedIn, desk: DeskNow) -> MessageOut:
    """Send the person a message. A retry with the same client id changes nothing."""
    custom = {"sources": [source.model_dump(mode="json") for source in sent.sources]}
    message, is_new = await desk.store.send(officer, conversation_id, str(sent.client_id), sent.text, custom)
    return _sent(desk, message, is_new=is_new)


@router.post("/conversations/{conversation_id}/answer")
async def answer(conversation_id: str, wanted: AnswerIn, officer: SignedIn, desk: DeskNow) -> MessageOut:
    """Send the person an answer of the knowledge base with its sources."""
    library = desk.service.library
    found = library.answers.get(wanted.topic)
    if found is None:
        raise Refused(422, "unknown_topic", "There is no such answer any more. Search again.")
    sources = [source.model_dump(mode="json") for source in found.sources]
    client_id, text = str(wanted.client_id or uuid.uuid4()), library.text(found, wanted.section)
    custom = {"topic": found.id, "sources": sources}
    message, is_new = await desk.store.send(officer, conversation_id, client_id, text, custom)
    return _sent(desk, message, is_new=is_new)


def _sent(desk: Desk, message: Message, *, is_new: bool) -> MessageOut:
    if is_new:
        desk.hub.tell(message.conversation_id, Signal("messages"))
        desk.hub.tell(message.conversation_id, Signal("seen", who="officer", seq=message.seq))
        desk.hub.tell(DESK, Signal("queue"))
    return MessageOut.of(message)


@router.post("/conversations/{conversation_id}/typing", status_code=204)
async def typing(conversation_id: str, officer: SignedIn, desk: DeskNow) -> None:
    """Tell the person that the officer types."""
    if await desk.store.is_with(officer, conversation_id):
        desk.hub.tell(conversation_id, Signal("typing", typing=True, who="officer", name=officer.first_name))


@router.post("/conversations/{conversation_id}/seen", status_code=204)
async def seen(conversation_id: str, up_to: SeenIn, officer: SignedIn, desk: DeskNow) -> None:
    """Tell the person what the officer has seen."""
    seq = await desk.store.saw(officer, conversation_id, up_to.seq)
    desk.hub.tell(conversation_id, Signal("seen", who="officer", seq=seq))
    desk.hub.tell(DESK, Signal("queue"))


@router.post("/conversations/{conversation_id}/pass", status_code=204)
async def pass_on(conversation_id: str, to: PassIn, officer: SignedIn, desk: DeskNow) -> None:
    """Give the conversation to another officer, or put it back into the queue."""
    await desk.store.pass_on(officer, conversation_id, to.officer_id)
    desk.tell_changed(conversation_id)


@router.post("/conversations/{conversation_id}/hand-back", status_code=204)
async def hand_back(conversation_id: str, officer: SignedIn, desk: DeskNow) -> None:
    """Let the assistant answer again."""
    await desk.store.hand_back(officer, conversation_id)
    desk.tell_changed(conversation_id)


@router.post("/conversations/{conversation_id}/close", status_code=204)
async def close(conversation_id: str, how: CloseIn, officer: SignedIn, desk: DeskNow) -> None:
    """End the conversation. The person can still read it, and what they write next goes to the assistant."""
    await desk.store.close(officer, conversation_id, how.wrap_up)
    desk.tell_changed(conversation_id)


@router.post("/conversations/{conversation_id}/notes", status_code=201)
async def add_note(conversation_id: str, written: NoteIn, officer: SignedIn, desk: DeskNow) -> NoteOut:
    """Keep a note for officers; the person never sees it."""
    note = await desk.store.add_note(officer, conversation_id, written.text)
    return NoteOut(id=note.id, officer=officer.name, text=note.text, at=note.at)


@router.post("/conversations/{conversation_id}/safeguarding", status_code=204)
async def mark_safeguarding(
    conversation_id: str, officer: SignedIn, desk: DeskNow, mark: Annotated[SafeguardingIn | None, Body()] = None
) -> None:
    """Keep the conversation from being erased and tell the safeguarding lead. Only supervisors may take that back."""
    marked = mark is None or mark.marked
    if not marked and officer.role == "officer":
        raise Refused(403, "role", "Only a supervisor may take the mark back. Ask one.")
    await desk.store.mark_safeguarding(officer, conversation_id, marked=marked)
    desk.hub.tell(DESK, Signal("queue"))
