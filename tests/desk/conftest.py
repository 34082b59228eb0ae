"""The duty desk over a real database, with officers signed in and people who chat."""

from collections.abc import AsyncIterator

import pytest

from tests.desk.officer import AtDesk, Officers
from tests.gateway.chat import Chat, Gateway
from tests.gateway.conftest import (
    another_process,
    anyio_backend,
    chat,
    database_url,
    databases,
    gateway,
    library,
    make_app,
    rasa,
)

__all__ = [
    "another_process",
    "anyio_backend",
    "chat",
    "database_url",
    "databases",
    "gateway",
    "library",
    "make_app",
    "rasa",
]


@pytest.fixture
async def officers(gateway: Gateway) -> AsyncIterator[Officers]:
    async with Officers(gateway.app) as signing_in:
        yield signing_in


@pytest.fixture
async def sam(officers: Officers) -> AtDesk:
    """An officer who is signed in."""
    return await officers.sign_in("Sam Jones")


@pytest.fixture
async def waiting(chat: Chat) -> Chat:
    """A conversation whose person has asked for an officer."""
    await chat.ask_for_officer()
    return chat
