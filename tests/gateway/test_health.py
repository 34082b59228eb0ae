"""`/health` says which part is down."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from tests.gateway.chat import started
from tests.gateway.conftest import MakeApp
from tests.gateway.fake_rasa import FakeRasa

pytestmark = pytest.mark.anyio


@contextlib.asynccontextmanager
async def action_server(status: str) -> AsyncIterator[int]:
    """Answer every request on a free port with this status."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def test_it_is_ok_while_every_part_is_up(make_app: MakeApp) -> None:
    async with action_server("200 OK") as port, started(make_app(actions_port=port)) as gateway:
        health = await gateway.http.get("/health")
    assert (health.status_code, health.json()["status"]) == (200, "ok")
    assert set(health.json()["parts"].values()) == {"ok"}


async def test_it_says_that_rasa_is_down(make_app: MakeApp, rasa: FakeRasa) -> None:
    rasa.is_up = False
    async with action_server("200 OK") as port, started(make_app(actions_port=port)) as gateway:
        health = await gateway.http.get("/health")
    assert (health.status_code, health.json()["status"]) == (503, "degraded")
    assert health.json()["parts"] == {"database": "ok", "rasa": "down", "actions": "ok"}


async def test_it_says_that_the_action_server_is_failing(make_app: MakeApp) -> None:
    async with action_server("500 Internal Server Error") as port, started(make_app(actions_port=port)) as gateway:
        health = await gateway.http.get("/health")
    assert health.json()["parts"] == {"database": "ok", "rasa": "ok", "actions": "down"}


async def test_it_says_that_the_action_server_is_gone(make_app: MakeApp) -> None:
    async with action_server("200 OK") as port:
        pass
    async with started(make_app(actions_port=port)) as gateway:
        health = await gateway.http.get("/health")
    assert health.json()["parts"] == {"database": "ok", "rasa": "ok", "actions": "down"}
