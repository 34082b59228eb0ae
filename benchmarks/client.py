"""Talks to a running service as the widget does, for measuring."""

import json
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Reply:
    """The assistant's reply to one message, and how long it took from sending to receiving, in seconds."""

    message: dict[str, Any]
    seconds: float


class Chat:
    """One conversation, its replies read from the event stream."""

    def __init__(self, http: httpx.AsyncClient, conversation: dict[str, Any], events: AsyncIterator[dict[str, Any]]) -> None:
        self._http, self._events = http, events
        self._path = f"/api/conversations/{conversation['id']}"
        self._headers = {"Authorization": f"Bearer {conversation['token']}"}

    async def say(self, text: str) -> Reply:
        """Send a message and wait for its reply."""
        started = time.perf_counter()
        sent = await self._http.post(
            f"{self._path}/messages", json={"client_id": str(uuid.uuid4()), "text": text}, headers=self._headers
        )
        sent.raise_for_status()
        seq = sent.json()["message"]["seq"]
        async for message in self._events:
            if message["seq"] > seq and message["sender"] == "assistant":
                return Reply(message, time.perf_counter() - started)
        raise RuntimeError("the stream ended before the reply came")

    async def forget(self) -> None:
        """Erase the conversation."""
        await self._http.delete(self._path, headers=self._headers)


@asynccontextmanager
async def open_chat(http: httpx.AsyncClient) -> AsyncIterator[Chat]:
    """Open a conversation, listen to it, and forget it at the end."""
    opened = await http.post("/api/conversations")
    opened.raise_for_status()
    conversation = opened.json()
    headers = {"Authorization": f"Bearer {conversation['token']}", "Last-Event-ID": "1"}
    async with http.stream("GET", f"/api/conversations/{conversation['id']}/events", headers=headers) as stream:
        chat = Chat(http, conversation, _messages(stream))
        try:
            yield chat
        finally:
            await chat.forget()


async def _messages(stream: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    event = ""
    async for line in stream.aiter_lines():
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: ") and event == "message":
            yield json.loads(line.removeprefix("data: "))
