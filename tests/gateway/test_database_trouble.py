"""A database that is busy, full or gone: the message is refused in words and stays in the box, never half-kept."""

import asyncio
import contextlib
import resource
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, event

from tests.gateway.chat import Gateway, started
from tests.gateway.conftest import MakeApp
from tests.gateway.databases import POSTGRESQL
from tests.gateway.fake_rasa import FakeRasa, Held
from web.gateway.store import DatabaseUnavailable

pytestmark = pytest.mark.anyio


@contextlib.contextmanager
def locked(file: Path, *pragmas: str) -> Iterator[None]:
    """Hold the file as another program might."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@contextlib.contextmanager
def full_disk(file: Path) -> Iterator[None]:
    """Let no file of this process grow beyond what the database's log has now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.with_name(f"{file.name}-wal").stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def file(database_url: str) -> Path:
    if POSTGRESQL:
        pytest.skip("about SQLite's one file")
    return Path(database_url.removeprefix("sqlite+aiosqlite:///"))


def _assert_refused_in_words(gateway: Gateway, reply: httpx.Response) -> None:
    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) >= 1
    assert reply.json()["error"] == {"code": "database_unavailable", "message": gateway.service.notices.database_unavailable}


async def test_while_the_database_is_locked_a_message_is_refused_and_nothing_is_kept(
    make_app: MakeApp, rasa: FakeRasa, file: Path
) -> None:
    async with started(make_app(database_patience=0.05)) as gateway:
        chat = await gateway.open_chat()
        client_id = str(uuid.uuid4())
        with locked(file):
            _assert_refused_in_words(gateway, await chat.post("hello", client_id=client_id))
            _assert_refused_in_words(gateway, await gateway.http.post("/api/conversations"))
            _assert_refused_in_words(gateway, await chat.forget())
        await gateway.service.turns.sweep()
        await gateway.service.turns.settled()
        assert (len(await chat.messages()), rasa.heard, rasa.forgotten) == (1, [], [])
        assert (await chat.say("hello", client_id=client_id))["text"] == "You said: hello"


async def test_a_short_lock_is_waited_out(gateway: Gateway, file: Path) -> None:
    chat = await gateway.open_chat()
    with locked(file):
        writing = asyncio.Event()
        event.listen(Engine, "before_cursor_execute", lambda *_args: writing.set(), once=True)
        posting = asyncio.create_task(chat.post("hello"))
        await writing.wait()
    assert (await posting).status_code == 202


async def test_a_database_that_cannot_even_be_opened_gives_the_same_refusal(make_app: MakeApp, file: Path) -> None:
    with locked(file, "locking_mode=EXCLUSIVE"):
        async with started(make_app(database_patience=0.05)) as gateway:
            _assert_refused_in_words(gateway, await gateway.http.post("/api/conversations"))
            _assert_refused_in_words(gateway, await gateway.http.get("/api/conversations/x"))
            assert (await gateway.http.get("/health")).json()["parts"]["database"] == "down"


async def test_a_database_without_tables_gives_the_same_refusal(make_app: MakeApp, tmp_path: Path) -> None:
    async with started(make_app(database_url=f"sqlite+aiosqlite:///{tmp_path / 'new' / 'empty.db'}")) as gateway:
        _assert_refused_in_words(gateway, await gateway.http.post("/api/conversations"))


async def test_on_a_full_disk_a_message_is_refused_and_nothing_is_kept(make_app: MakeApp, file: Path) -> None:
    async with started(make_app()) as gateway:
        chat = await gateway.open_chat()
        with full_disk(file):
            _assert_refused_in_words(gateway, await chat.post("hello"))
            assert len(await chat.messages()) == 1
        assert (await chat.say("hello"))["text"] == "You said: hello"


async def test_a_reply_that_cannot_be_stored_is_stored_by_the_sweep_later(make_app: MakeApp, rasa: FakeRasa, file: Path) -> None:
    async with started(make_app(database_patience=0.05)) as gateway:
        chat = await gateway.open_chat()
        rasa.answering = held = Held()
        await chat.send("hello")
        await held.heard.wait()
        with locked(file):
            held.release.set()
            await gateway.service.turns.settled()
            assert await chat.said("assistant") == []
        await gateway.service.turns.sweep()
        await gateway.service.turns.settled()
        await gateway.service.turns.sweep()
        await gateway.service.turns.settled()
        assert await chat.said("assistant") == ["You said: hello"]


async def test_the_sweep_goes_on_after_the_database_was_locked(make_app: MakeApp, rasa: FakeRasa, file: Path) -> None:
    async with started(make_app(database_patience=0.05)) as gateway:
        chat = await gateway.open_chat()
        rasa.is_up = False
        await chat.forget()
        rasa.is_up = True
        with locked(file):
            await gateway.service.turns.sweep()
        await gateway.service.turns.sweep()
        assert chat.id in rasa.forgotten
        with locked(file):
            await gateway.service.turns.sweep()


async def test_an_error_of_the_database_holds_no_words_of_a_person(make_app: MakeApp, file: Path) -> None:
    async with started(make_app(database_patience=0.05)) as gateway:
        chat = await gateway.open_chat()
        with locked(file), pytest.raises(DatabaseUnavailable) as raised:
            await gateway.service.store.add_from_person(chat.id, str(uuid.uuid4()), "xylophone", None)
        assert raised.value.__cause__ is not None
        assert "xylophone" not in f"{raised.value} {raised.value.__cause__}"
