"""A small knowledge folder for each test, and the shipped one for all."""

from pathlib import Path

import pytest

from knowledge.library import Library
from tests.knowledge.content import write_content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_content(tmp_path / "knowledge")


@pytest.fixture(scope="session")
def shipped() -> Library:
    return Library()
