"""The gateway's HTTP interface for the widget."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Header, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sse_starlette import EventSourceResponse, ServerSentEvent

from safety.crisis import crisis_language_seen
from web.gateway.handoff import Ask
from web.gateway.hub import DESK, Signal
from web.gateway.limits import TooMany
from web.gateway.models import Conversation
from web.gateway.problems import Refused
from web.gateway.schemas import (
    HIGHEST_SEQ,
    CallbackIn,
    ConversationCreated,
    ConversationOut,
    HandoffIn,
    MessageAccepted,
    MessageIn,
    MessageOut,
    ProblemOut,
    SeenIn,
    StateOut,
)
from web.gateway.service import Service
from web.gateway.store import Accepted, ConversationGone, DatabaseUnavailable

_REFUSALS: dict[int | str, dict[str, Any]] = {status: {"model": ProblemOut} for status in (403, 404, 422, 429, 503)}
router = APIRouter(prefix="/api", responses=_REFUSALS, tags=["conversations"])
_TYPING_LIMIT = "60/minute"
_HANDOFF_LIMIT = "10/minute"
_bearer = HTTPBearer(auto_error=False, description="the conversation's token")


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceNow = Annotated[Service, Depends(_service)]


async def _own_conversation(
    conversation_id: str, service: ServiceNow, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Conversation:
    token = credentials.credentials if credentials else ""
    conversation = await service.store.fetch_conversation(conversation_id, token)
    if conversation is None:
        raise ConversationGone(conversation_id)
    return conversation


OwnConversation = Annotated[Conversation, Depends(_own_conversation)]


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


@router.post("/conversations", status_code=201)
async def open_conversation(request: Request, service: ServiceNow) -> ConversationCreated:
    """Open a conversation. Its token is in this reply and nowhere else."""
    try:
        await service.limits.take(service.settings.new_conversation_limit, "new", _address(request))
    except TooMany as error:
        raise Refused(429, "too_many", service.notices.too_many_conversations, error.retry_after) from error
    new = await service.store.create_conversation(service.notices.welcome, service.starters())
    return ConversationCreated(id=new.id, token=new.token, state="assistant", messages=[MessageOut.of(new.greeting)])


@router.get("/conversations/{conversation_id}")
async def read_conversation(conversation: OwnConversation, service: ServiceNow) -> ConversationOut:
    """Return the conversation with all its messages."""
    messages = await service.store.fetch_messages(conversation.id)
    return ConversationOut(id=conversation.id, state=conversation.state, messages=[MessageOut.of(m) for m in messages])


@router.post("/conversations/{conversation_id}/messages", status_code=202)
async def send_message(
    sent: MessageIn, request: Request, response: Response, conversation: OwnConversation, service: ServiceNow
) -> MessageAccepted:
    """Store a message and have it answered. A retry with the same client id answers 200 and changes nothing."""
    if sent.choice is not None and (label := service.label(sent.choice)) is None:
        raise Refused(422, "unknown_choice", service.notices.unknown_choice)
    text = sent.text if sent.text is not None else label
    assert text is not None
    if earlier := await service.store.fetch_sent(conversation.id, str(sent.client_id)):
        response.status_code = 200
        return MessageAccepted(message=MessageOut.of(earlier))
    crisis = bool(sent.text and crisis_language_seen(sent.text))
    if not crisis:
        try:
            await service.limits.take(service.settings.message_limit, "conversation", conversation.id)
            await service.limits.take(service.settings.address_limit, "address", _address(request))
        except TooMany as error:
            raise Refused(429, "too_many", service.notices.too_many_messages, error.retry_after) from error
    accepted = await service.store.add_from_person(conversation.id, str(sent.client_id), text, sent.choice)
    if accepted.repeated:
        response.status_code = 200
    else:
        await _pass_on(accepted, service, crisis=crisis)
    return MessageAccepted(message=MessageOut.of(accepted.message))


async def _pass_on(accepted: Accepted, service: Service, *, crisis: bool) -> None:
    """Give a new message to whoever has the conversation."""
    message = accepted.message
    service.hub.tell(message.conversation_id, Signal("messages"))
    if accepted.state == "closed":
        service.hub.tell(message.conversation_id, Signal("state"))
    if accepted.state in ("waiting", "officer"):
        service.hub.tell(DESK, Signal("queue"))
    if accepted.state != "officer":
        service.turns.begin(message)
    elif crisis:
        await service.handoffs.ring_again(message.conversation_id)


@router.post("/conversations/{conversation_id}/handoff", status_code=202)
async def ask_for_officer(
    conversation: OwnConversation, service: ServiceNow, wish: Annotated[HandoffIn | None, Body()] = None
) -> StateOut:
    """Ask for a duty officer. While one is asked for already, or is here, this changes nothing."""
    await _take_handoff(conversation, service)
    reason = (wish and wish.reason) or "asked for a person"
    await service.handoffs.ask(conversation.id, Ask("crisis" if crisis_language_seen(reason) else "normal", reason))
    return await _standing(conversation.id, service)


@router.post("/conversations/{conversation_id}/callback", status_code=202)
async def ask_for_callback(callback: CallbackIn, conversation: OwnConversation, service: ServiceNow) -> StateOut:
    """Ask to be called back. Asking again puts the new details in place of the old."""
    await _take_handoff(conversation, service)
    await service.handoffs.ask_for_callback(conversation.id, callback.model_dump())
    if any(crisis_language_seen(words) for words in (callback.reach, callback.when)):
        await service.handoffs.ask(conversation.id, Ask("crisis", "crisis language in a request for a call back"))
    return await _standing(conversation.id, service)


async def _take_handoff(conversation: Conversation, service: Service) -> None:
    try:
        await service.limits.take(_HANDOFF_LIMIT, "handoff", conversation.id)
    except TooMany as error:
        raise Refused(429, "too_many", service.notices.too_many_messages, error.retry_after) from error


async def _standing(conversation_id: str, service: Service) -> StateOut:
    state = await service.store.fetch_state(conversation_id)
    if state is None:
        raise ConversationGone(conversation_id)
    return StateOut.model_validate(asdict(await service.handoffs.standing(conversation_id, state)))


@router.post("/conversations/{conversation_id}/typing", status_code=204)
async def typing(conversation: OwnConversation, service: ServiceNow) -> None:
    """Tell the officer that the person types."""
    with contextlib.suppress(TooMany):  # then the officer is told a little less often
        await service.limits.take(_TYPING_LIMIT, "typing", conversation.id)
        service.hub.tell(conversation.id, Signal("typing", typing=True, who="person"))


@router.post("/conversations/{conversation_id}/seen", status_code=204)
async def seen(up_to: SeenIn, conversation: OwnConversation, service: ServiceNow) -> None:
    """Tell the officer what the person has seen."""
    await service.handoffs.person_saw(conversation.id, min(up_to.seq, conversation.last_seq))


@router.delete("/conversations/{conversation_id}", status_code=204)
async def forget_conversation(conversation: OwnConversation, service: ServiceNow) -> None:
    """Erase the conversation here and in Rasa."""
    await service.store.erase_conversation(conversation.id)
    service.hub.tell(conversation.id, Signal("ended"))
    service.hub.tell(DESK, Signal("queue"))
    await service.turns.erase_in_rasa(conversation.id)


@router.get("/conversations/{conversation_id}/events", response_class=EventSourceResponse)
async def events(
    conversation: OwnConversation, service: ServiceNow, last_event_id: Annotated[int, Header(ge=0, le=HIGHEST_SEQ)] = 0
) -> EventSourceResponse:
    """Send messages after `Last-Event-ID`, then each new one as it comes, as server-sent events."""
    return EventSourceResponse(_stream(conversation.id, last_event_id, service), ping=15)


async def _stream(conversation_id: str, after: int, service: Service) -> AsyncIterator[ServerSentEvent]:
    with service.hub.listen(conversation_id) as signals:
        try:
            async for event in _events(conversation_id, after, service, signals):
                yield event
        except DatabaseUnavailable:
            return  # the browser connects again, and asks for what it has not seen


async def _events(
    conversation_id: str, after: int, service: Service, signals: asyncio.Queue[Signal]
) -> AsyncIterator[ServerSentEvent]:
    # Read only now that signals are heard, so that nothing can happen in between unnoticed.
    state = await service.store.fetch_state(conversation_id)
    if state:
        yield _event("state", asdict(await service.handoffs.standing(conversation_id, state)))
        if seq := await service.handoffs.seen(conversation_id, "officer"):
            yield _event("seen", {"seq": seq})
    signal = Signal("messages" if state else "ended")
    while True:
        if signal.kind == "ended":
            yield _event("ended", {})
            return
        if signal.kind == "messages":
            for message in await service.store.fetch_messages(conversation_id, after):
                after = message.seq
                yield ServerSentEvent(MessageOut.of(message).model_dump_json(), event="message", id=str(after))
        elif signal.kind == "state":
            if state := await service.store.fetch_state(conversation_id):
                yield _event("state", asdict(await service.handoffs.standing(conversation_id, state)))
        elif signal.who != "person":
            yield _told_to_person(signal)
        signal = await signals.get()


def _told_to_person(signal: Signal) -> ServerSentEvent:
    if signal.kind == "seen":
        return _event("seen", {"seq": signal.seq})
    name = {"name": signal.name} if signal.name else {}
    return _event("typing", {"who": signal.who, "on": signal.typing, **name})


def _event(kind: Literal["state", "typing", "seen", "ended"], data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data), event=kind)
