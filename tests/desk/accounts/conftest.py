"""The duty desk's accounts over a real database, without the rest of the service, and officers with browsers."""

from collections.abc import AsyncIterator, Callable

import pytest
from argon2 import PasswordHasher

from knowledge.library import Library
from tests.desk.accounts.officer import Desk, started
from tests.gateway.conftest import anyio_backend, database_url, databases, library
from web.gateway.notices import Notices
from web.settings import Settings

__all__ = ["anyio_backend", "database_url", "databases", "library"]

type Configure = Callable[..., Settings]


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords in no time. What hashes really cost is tested by itself."""
    monkeypatch.setattr("web.desk.accounts.passwords.PasswordHasher", lambda: PasswordHasher(1, 8, 1))


@pytest.fixture
def configure(database_url: str) -> Configure:
    """Make settings for the test's database. Others are given by name."""

    def make(**values: object) -> Settings:
        return Settings.model_validate({"database_url": database_url, "database_patience": 20.0, **values})

    return make


@pytest.fixture(scope="session")
def notices(library: Library) -> Notices:
    return Notices.read(library)


@pytest.fixture
async def desk(configure: Configure, notices: Notices) -> AsyncIterator[Desk]:
    async with started(configure(), notices) as running:
        yield running
