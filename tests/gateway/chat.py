"""A conversation as a browser has it, and the service it is held with."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
from fastapi import FastAPI

from web.gateway.service import Service

_PATIENCE_SECONDS = 30
type Json = dict[str, Any]


class Chat:
    """One conversation over HTTP."""

    def __init__(self, http: httpx.AsyncClient, service: Service, opened: Json) -> None:
        self._http, self._service = http, service
        self.id: str = opened["id"]
        self.token: str = opened["token"]
        self.path = f"/api/conversations/{self.id}"
        self.headers = {"Authorization": f"Bearer {self.token}"}

    async def post(self, text: str | None = None, **fields: object) -> httpx.Response:
        """Post a message as it is, right or wrong."""
        body = {"client_id": str(uuid.uuid4()), **({} if text is None else {"text": text}), **fields}
        return await self._http.post(f"{self.path}/messages", json=body, headers=self.headers)

    async def send(self, text: str | None = None, **fields: object) -> Json:
        """Post a message that is accepted, and return it as stored."""
        reply = await self.post(text, **fields)
        assert reply.status_code == 202, reply.text
        message: Json = reply.json()["message"]
        return message

    async def say(self, text: str | None = None, **fields: object) -> Json:
        """Post a message and return the reply to it."""
        return await self.reply_after((await self.send(text, **fields))["seq"])

    async def messages(self) -> list[Json]:
        """Return all messages so far."""
        read = await self._http.get(self.path, headers=self.headers)
        assert read.status_code == 200, read.text
        messages: list[Json] = read.json()["messages"]
        return messages

    async def said(self, sender: str) -> list[str]:
        """Return the words of all that this sender said, the welcome left out."""
        return [m["text"] for m in (await self.messages())[1:] if m["sender"] == sender]

    async def reply_after(self, seq: int) -> Json:
        """Wait for the assistant's first message after that number."""
        with self._service.hub.listen(self.id) as signals:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                while True:
                    for message in await self.messages():
                        if message["seq"] > seq and message["sender"] == "assistant":
                            return message
                    await signals.get()

    async def ask_for_officer(self, reason: str | None = None) -> Json:
        """Ask for a duty officer, and return who has the conversation then."""
        asked = await self._http.post(f"{self.path}/handoff", json={"reason": reason}, headers=self.headers)
        assert asked.status_code == 202, asked.text
        standing: Json = asked.json()
        return standing

    async def ask_for_callback(self, **fields: object) -> httpx.Response:
        """Ask for a call back."""
        return await self._http.post(f"{self.path}/callback", json=fields, headers=self.headers)

    async def tell(self, what: str, body: object = None) -> None:
        """Post what is only passed on: typing, seen."""
        told = await self._http.post(f"{self.path}/{what}", json=body, headers=self.headers)
        assert told.status_code == 204, told.text

    async def state(self) -> str:
        """Return who has the conversation."""
        state: str = (await self._http.get(self.path, headers=self.headers)).json()["state"]
        return state

    async def forget(self) -> httpx.Response:
        """Ask to be forgotten."""
        return await self._http.delete(self.path, headers=self.headers)


class Gateway:
    """The running service and a browser that talks to it."""

    def __init__(self, app: FastAPI, http: httpx.AsyncClient) -> None:
        self.app, self.http = app, http
        self.service: Service = app.state.service

    async def open_chat(self) -> Chat:
        """Open a conversation."""
        opened = await self.http.post("/api/conversations")
        assert opened.status_code == 201, opened.text
        return Chat(self.http, self.service, opened.json())

    def resume(self, chat: Chat) -> Chat:
        """Go on with a conversation that was opened before the service started again."""
        return Chat(self.http, self.service, {"id": chat.id, "token": chat.token})


async def _no_cookie(response: httpx.Response) -> None:
    assert "set-cookie" not in response.headers


@contextlib.asynccontextmanager
async def started(app: FastAPI) -> AsyncIterator[Gateway]:
    """Start the service, and stop it afterwards. Every reply is looked at for cookies: there are none, ever."""
    transport = httpx.ASGITransport(app)
    browser = httpx.AsyncClient(transport=transport, base_url="http://chat.test", event_hooks={"response": [_no_cookie]})
    async with app.router.lifespan_context(app), browser as http:
        yield Gateway(app, http)
