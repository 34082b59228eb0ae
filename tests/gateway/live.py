"""The gateway behind a real server on a free port: event streams need a connection that stays open and can break."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

import httpx
import uvicorn
from fastapi import FastAPI

from tests.gateway.chat import Chat, Gateway

_PATIENCE_SECONDS = 30


class Event(NamedTuple):
    """One server-sent event. `id` is the number of the message, for messages."""

    kind: str
    data: dict[str, Any]
    id: str | None


class Stream:
    """A browser's event stream."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> Event | None:
        """Return the next event, or None once the stream is over. Pings are passed over."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(_PATIENCE_SECONDS):
            async for line in self._lines:
                if not line and "data" in fields:
                    return Event(fields["event"], json.loads(fields["data"]), fields.get("id"))
                name, _, value = line.partition(": ")
                if name:
                    fields[name] = value
        return None

    async def until(self, wanted: Callable[[Event], bool]) -> list[Event]:
        """Return the events up to and including the first that is wanted."""
        events = []
        while event := await self.next():
            events.append(event)
            if wanted(event):
                return events
        raise AssertionError(f"the stream ended after {events}")

    async def until_message(self, text: str) -> list[Event]:
        """Return the events up to and including the message with this text."""
        return await self.until(lambda e: e.data.get("text") == text)


class LiveGateway(Gateway):
    """The running server."""

    def __init__(self, app: FastAPI, http: httpx.AsyncClient, server: uvicorn.Server) -> None:
        super().__init__(app, http)
        self._server = server

    @contextlib.asynccontextmanager
    async def follow(self, chat: Chat, last_event_id: int | str | None = None) -> AsyncIterator[Stream]:
        """Open the chat's event stream as a browser does."""
        headers = dict(chat.headers) if last_event_id is None else {**chat.headers, "Last-Event-ID": str(last_event_id)}
        async with self.http.stream("GET", f"{chat.path}/events", headers=headers) as response:
            assert response.status_code == 200
            yield Stream(response)

    async def until_idle(self) -> None:
        """Return when the server is working on no request any more."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while self._server.server_state.tasks:
                await asyncio.wait(set(self._server.server_state.tasks))
                await asyncio.sleep(0)  # lets the server take the finished ones off its list


@contextlib.asynccontextmanager
async def live(app: FastAPI) -> AsyncIterator[LiveGateway]:
    """Serve the application on a free port, and stop it afterwards."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="on", log_config=None, timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE_SECONDS) as http:
            yield LiveGateway(app, http, server)
    finally:
        server.should_exit = True
        await serving
