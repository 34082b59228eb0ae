"""Rasa's gateway channel as the gateway sees it: answers, fails or keeps one waiting as a test wants."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from web.gateway.rasa import RasaClient

type Answering = Callable[[str], Awaitable[httpx.Response]]


def parts(*contents: Any) -> Answering:
    """Answer everything with these parts."""

    async def answer(_message: str) -> httpx.Response:
        return httpx.Response(200, json=list(contents))

    return answer


def raw(status: int, content: bytes = b"") -> Answering:
    """Answer everything with this status and content."""

    async def answer(_message: str) -> httpx.Response:
        return httpx.Response(status, content=content)

    return answer


async def echo(message: str) -> httpx.Response:
    """Say the message back."""
    return httpx.Response(200, json=[{"recipient_id": "x", "text": f"You said: {message}"}, {"custom": {"topic": "greet"}}])


async def never(_message: str) -> httpx.Response:
    """Keep one waiting for ever."""
    await asyncio.Event().wait()
    raise AssertionError("not reached")


async def unreachable(_message: str) -> httpx.Response:
    """Refuse the connection."""
    raise httpx.ConnectError("refused")


class Held:
    """Answers as `then` does, but only once `release` is set. `heard` is set by the first message."""

    def __init__(self, then: Answering = echo) -> None:
        self._then = then
        self.heard, self.release = asyncio.Event(), asyncio.Event()

    async def __call__(self, message: str) -> httpx.Response:
        self.heard.set()
        await self.release.wait()
        return await self._then(message)


class FakeRasa:
    """What was said to it, what it was told to forget, and how it answers."""

    def __init__(self) -> None:
        self.answering: Answering = echo
        self.heard: list[str] = []
        self.forgotten: list[str] = []
        self.is_up = True

    def client(self, time_limit: float = 8.0) -> RasaClient:
        """Return the gateway's own client, connected to this."""
        return RasaClient("http://rasa", time_limit, httpx.MockTransport(self._handle))

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        if not self.is_up:
            raise httpx.ConnectError("refused")
        path = request.url.path.removeprefix("/webhooks/gateway")
        if path == "/webhook":
            message = json.loads(request.content)["message"]
            self.heard.append(message)
            return await self.answering(message)
        if request.method == "DELETE":
            self.forgotten.append(path.removeprefix("/conversations/"))
        return httpx.Response(200)
