"""Every setting can be given in the environment, and docs/settings.md tells an operator about each."""

import re

import pytest
from pydantic import ValidationError

from web.settings import ROOT, Settings

_ROW = re.compile(r"^\| `(?P<name>SIGNPOST_\w+)` \| (?P<default>.*?) \| (?P<meaning>.+) \|$", re.MULTILINE)
DOCUMENTED = {m["name"]: m for m in _ROW.finditer((ROOT / "docs" / "settings.md").read_text("utf-8"))}


def _shown(default: object) -> str:
    return str(default).replace(f"{ROOT}/", "")


def test_the_settings_page_names_every_setting_and_no_other() -> None:
    assert list(DOCUMENTED) == [f"SIGNPOST_{name.upper()}" for name in Settings.model_fields]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_settings_page_gives_the_default_and_the_meaning(name: str) -> None:
    field, row = Settings.model_fields[name], DOCUMENTED[f"SIGNPOST_{name.upper()}"]
    assert row["default"] == f"`{_shown(field.default)}`"
    assert row["meaning"] == (field.description or "").replace("|", r"\|")


def test_a_setting_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_RASA_TIME_LIMIT", "2.5")
    monkeypatch.setenv("SIGNPOST_EMBEDDING_ORIGINS", '["https://www.school.example"]')
    assert Settings().rasa_time_limit == 2.5
    assert Settings().embedding_origins == ["https://www.school.example"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "x"),
        ("RASA_TIME_LIMIT", "-1"),
        ("DATABASE_PATIENCE", "0"),
        ("KEEP_DAYS", "0"),
        ("KEEP_DAYS", "x"),
        ("KEEP_UNCLEAR", "x"),
        ("KEEP_UNCLEAR_FOR", "0"),
    ],
)
def test_a_senseless_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SIGNPOST_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_settings_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]
