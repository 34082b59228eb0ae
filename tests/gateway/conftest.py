"""The gateway over a real database and a stand-in for Rasa."""

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

from knowledge.library import Library
from tests.gateway.chat import Chat, Gateway, started
from tests.gateway.databases import POSTGRESQL, PostgresDatabases, SqliteFiles
from tests.gateway.fake_rasa import FakeRasa
from web.app import create_app
from web.gateway.database import create_engine
from web.gateway.store import Store
from web.settings import Settings

type MakeApp = Callable[..., FastAPI]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles | PostgresDatabases:
    if POSTGRESQL:
        return PostgresDatabases(POSTGRESQL, os.environ.get("PYTEST_XDIST_WORKER", "main"))
    return SqliteFiles(tmp_path_factory.mktemp("databases"))


@pytest.fixture
def database_url(databases: SqliteFiles | PostgresDatabases, tmp_path: Path) -> str:
    return databases.fresh(tmp_path)


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def make_app(database_url: str, library: Library, rasa: FakeRasa) -> MakeApp:
    """Make the application. Settings are given by name; those that tests would stumble over are generous."""
    generous = {
        "database_url": database_url,
        "database_patience": 20.0,
        "message_limit": "1000/minute",
        "desk_open": "Mon-Sun 00:00-24:00",
        "desk_bank_holidays": True,
    }

    def make(**values: object) -> FastAPI:
        config = Settings.model_validate({**generous, **values})
        return create_app(config, rasa.client(config.rasa_time_limit), library)

    return make


@pytest.fixture
async def gateway(make_app: MakeApp) -> AsyncIterator[Gateway]:
    async with started(make_app()) as running:
        yield running


@pytest.fixture
async def another_process(database_url: str) -> AsyncIterator[Store]:
    """The same database, seen by a process of which the gateway knows nothing."""
    engine = create_engine(Settings.model_validate({"database_url": database_url, "database_patience": 20.0}))
    yield Store(engine)
    await engine.dispose()


@pytest.fixture
async def chat(gateway: Gateway) -> Chat:
    return await gateway.open_chat()
