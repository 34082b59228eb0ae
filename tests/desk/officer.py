"""An officer at the desk as a browser has it."""

import contextlib
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import select

from tests.gateway.live import Stream
from web.desk.accounts.models import Audit, Officer, Role
from web.desk.accounts.sessions import Sessions
from web.desk.desk import Desk
from web.gateway.store import transaction

type Json = dict[str, Any]


class AtDesk:
    """One officer, signed in, with an HTTP client of their own."""

    def __init__(self, http: httpx.AsyncClient, officer: Officer, csrf: str) -> None:
        self.http, self.officer, self.csrf = http, officer, csrf
        self.id, self.name = officer.id, officer.name

    async def get(self, path: str) -> Any:
        """Read something that may be read."""
        read = await self.http.get(f"/desk/api{path}")
        assert read.status_code == 200, read.text
        return read.json()

    async def ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        """Ask for a change, right or wrong."""
        return await self.http.request(method, f"/desk/api{path}", json=body, headers={"X-CSRF": self.csrf})

    async def do(self, conversation_id: str, what: str, body: object = None) -> Any:
        """Do something with a conversation that may be done."""
        done = await self.ask("POST", f"/conversations/{conversation_id}/{what}", body)
        assert done.status_code in (200, 201, 204), done.text
        return done.json() if done.content else None

    async def say(self, conversation_id: str, text: str, **fields: object) -> Json:
        """Send the person a message."""
        message: Json = await self.do(
            conversation_id, "messages", {"client_id": str(uuid.uuid4()), "text": text, "sources": [], **fields}
        )
        return message

    async def queue(self, part: str = "waiting") -> list[Json]:
        """Return one part of the queue."""
        entries: list[Json] = (await self.get("/queue"))[part]
        return entries

    @contextlib.asynccontextmanager
    async def follow(self, path: str, **headers: str) -> AsyncIterator[Stream]:
        """Open an event stream, which needs a live server."""
        async with self.http.stream("GET", f"/desk/api{path}", headers=headers) as response:
            assert response.status_code == 200
            yield Stream(response)


class Officers:
    """Signs officers in without asking for passwords: how that is done is tested with the accounts."""

    def __init__(self, app: FastAPI, base_url: str | None = None) -> None:
        self._app, self._base_url = app, base_url
        self._clients = contextlib.AsyncExitStack()
        self._engine = app.state.service.store._engine
        self.desk: Desk = app.state.desk

    async def __aenter__(self) -> "Officers":
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._clients.aclose()

    async def sign_in(self, name: str = "Sam Jones", role: Role = "officer") -> AtDesk:
        """Return a new officer, signed in."""
        sessions: Sessions = self._app.state.sessions
        async with transaction(self._engine) as session:
            officer = Officer(email=f"{uuid.uuid4()}@council.example", name=name, role=role, created_at=datetime.now(UTC))
            session.add(officer)
            await session.flush()
            token = await sessions.begin(session, officer, complete=True)
        transport = None if self._base_url else httpx.ASGITransport(self._app)
        http = httpx.AsyncClient(transport=transport, base_url=self._base_url or "http://chat.test", timeout=30)
        # A cookie that is Secure is not sent over http by the client's own jar.
        http.headers["Cookie"] = f"{sessions.cookie_name}={token}"
        await self._clients.enter_async_context(http)
        csrf = (await http.get("/desk/api/me")).json()["csrf"]
        return AtDesk(http, officer, csrf)

    async def record(self) -> list[Audit]:
        """Return the record, oldest line first."""
        async with transaction(self._engine) as session:
            return list((await session.scalars(select(Audit).order_by(Audit.id))).all())
