"""The actions over the shipped content."""

import pytest

from actions.library import library
from knowledge.library import Library
from tests.actions.turn import Conversation
from web.gateway.choices import Choices


@pytest.fixture(scope="session")
def knowledge() -> Library:
    return library()


@pytest.fixture(scope="session")
def choices(knowledge: Library) -> Choices:
    return Choices(topic for topic in knowledge.topics if topic != "crisis")


@pytest.fixture
def conversation() -> Conversation:
    return Conversation()
