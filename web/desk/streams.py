"""The event streams of the duty desk. They end with the officer's session."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from sse_starlette import ServerSentEvent

from web.desk.accounts.sessions import Current
from web.desk.desk import Desk
from web.gateway.hub import DESK, Signal
from web.gateway.schemas import MessageOut
from web.gateway.store import DatabaseUnavailable

_SESSION_CHECKED_EVERY_SECONDS = 15.0


async def queue_stream(desk: Desk, session: Current) -> AsyncIterator[ServerSentEvent]:
    """Say that the queue has changed, each time that it has, and ring for a crisis."""
    with desk.presence.at_desk(session.officer), desk.hub.listen(DESK) as signals:
        yield _event("queue", {})
        with contextlib.suppress(DatabaseUnavailable):  # the browser connects again
            async for signal in _while_signed_in(desk, session, signals):
                if signal.kind == "ring":
                    yield _event("ring", {"conversation": signal.conversation, "urgency": "crisis"})
                else:
                    yield _event("queue", {})


async def conversation_stream(desk: Desk, session: Current, conversation_id: str, after: int) -> AsyncIterator[ServerSentEvent]:
    """Send messages after that number, then each new one as it comes, and who types, has seen and has the conversation."""
    with (
        desk.presence.looking_at(conversation_id, session.officer),
        desk.hub.listen(conversation_id) as signals,
        contextlib.suppress(DatabaseUnavailable),  # the browser connects again, and asks for what it has not seen
    ):
        signals.put_nowait(Signal("state"))
        signals.put_nowait(Signal("seen", who="person", seq=await desk.service.handoffs.seen(conversation_id, "person")))
        signals.put_nowait(Signal("messages"))
        async for signal in _while_signed_in(desk, session, signals):
            if signal.kind == "messages":
                for message in await desk.service.store.fetch_messages(conversation_id, after):
                    after = message.seq
                    yield ServerSentEvent(MessageOut.of(message).model_dump_json(), event="message", id=str(after))
            elif event := await _told_to_officer(desk, conversation_id, signal):
                yield event
            if signal.kind == "ended":
                return


async def _told_to_officer(desk: Desk, conversation_id: str, signal: Signal) -> ServerSentEvent | None:
    if signal.kind == "ended":
        return _event("ended", {})
    if signal.kind == "seen":
        return _event("seen", {"seq": signal.seq}) if signal.who == "person" and signal.seq else None
    if signal.kind == "typing":
        return _event("typing", {"who": signal.who, "on": signal.typing}) if signal.who != "officer" else None
    state = await desk.service.store.fetch_state(conversation_id)
    if state is None:
        return None
    return _event("state", asdict(await desk.service.handoffs.standing(conversation_id, state)))


async def _while_signed_in(desk: Desk, session: Current, signals: asyncio.Queue[Signal]) -> AsyncIterator[Signal]:
    """Give the signals as they come, until the session is over: an open page alone must not outlast it."""
    loop = asyncio.get_running_loop()
    check_at = loop.time() + _SESSION_CHECKED_EVERY_SECONDS
    while True:
        try:
            async with asyncio.timeout_at(check_at):
                signal = await signals.get()
        except TimeoutError:
            if not await desk.sessions.is_good(session):
                return
            check_at = loop.time() + _SESSION_CHECKED_EVERY_SECONDS
        else:
            yield signal


def _event(kind: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data), event=kind)
