"""The migrations make exactly the tables of the models, and can be taken back."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

from web.desk import models as _desk_models  # noqa: F401  its tables belong to the metadata
from web.gateway.models import Base
from web.settings import ROOT, settings


@pytest.fixture
def alembic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'signpost.db'}")
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("web.settings.settings", settings.__wrapped__)
    return Config(ROOT / "alembic.ini")


def test_after_the_migrations_nothing_of_the_models_is_missing(alembic: Config) -> None:
    command.upgrade(alembic, "head")
    command.check(alembic)


def test_the_migrations_can_be_taken_back_and_made_again(alembic: Config, tmp_path: Path) -> None:
    command.upgrade(alembic, "head")
    command.downgrade(alembic, "base")
    engine = create_engine(f"sqlite:///{tmp_path / 'signpost.db'}")
    assert not set(inspect(engine).get_table_names()) & Base.metadata.tables.keys()
    command.upgrade(alembic, "head")
    assert set(inspect(engine).get_table_names()) >= Base.metadata.tables.keys()
    engine.dispose()
