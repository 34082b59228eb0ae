"""The list of what was not understood, as a content officer sees it: `make unclear`."""

import asyncio
import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from typer.testing import CliRunner, Result

from web.gateway.models import Reason, Unclear
from web.settings import Settings
from web.unclear import app, grouped

type Command = Callable[..., Result]


def unclear(text: str, nearest: str = "mediation", day: int = 1, reason: Reason = "no topic") -> Unclear:
    return Unclear(day=date(2026, 11, day), text=text, nearest=[nearest, "appeal"], reason=reason)


@pytest.fixture
def config(database_url: str) -> Settings:
    return Settings.model_validate({"database_url": database_url})


@pytest.fixture
def command(config: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command as from a shell."""
    monkeypatch.setattr("web.unclear.settings", lambda: config)
    return lambda *arguments: CliRunner().invoke(app, list(map(str, arguments)))


def _keep(config: Settings, *messages: Unclear) -> None:
    async def add() -> None:
        engine = create_async_engine(config.database_url)
        async with AsyncSession(engine) as session, session.begin():
            session.add_all(messages)
        await engine.dispose()

    asyncio.run(add())


def test_messages_stand_under_the_topic_that_came_nearest_the_largest_group_first() -> None:
    groups = grouped([unclear("a taxi", "school_transport"), unclear("a go-between"), unclear("who is the middle man")])
    assert [(group.nearest, group.times) for group in groups] == [("mediation", 2), ("school_transport", 1)]


def test_messages_that_say_nearly_the_same_are_counted_as_one_under_the_longest() -> None:
    (group,) = grouped(
        [
            unclear("can he have a wotsit", day=3),
            unclear("Can he have a wotsit please?", day=1),
            unclear("please can he have a wotsit", day=2, reason="not what was meant"),
            unclear("something else altogether", day=9),
        ]
    )
    first, second = group.wordings
    assert (first.text, first.times, first.newest) == ("Can he have a wotsit please?", 3, date(2026, 11, 3))
    assert first.reasons == ("no topic", "not what was meant")
    assert (second.text, second.times) == ("something else altogether", 1)


def test_a_short_message_is_not_lost_in_a_long_one_that_happens_to_have_its_words() -> None:
    (group,) = grouped([unclear("help me"), unclear("please help me to find a wotsit for my son who has no place at school")])
    assert [wording.times for wording in group.wordings] == [1, 1]


def test_the_command_shows_each_group_with_counts_and_placeholders_as_they_are(command: Command, config: Settings) -> None:
    _keep(config, unclear("where is the wotsit for [name]"), unclear("where is the wotsit for [name]", day=20))
    shown = command()
    assert shown.exit_code == 0
    assert "mediation: 2" in shown.output
    assert "2026-11-20" in shown.output
    assert "where is the wotsit for [name]" in shown.output


def test_older_messages_can_be_left_out(command: Command, config: Settings) -> None:
    _keep(config, unclear("an old wotsit", day=1), unclear("a new gizmo", day=20))
    shown = command("--since", "2026-11-20").output
    assert "a new gizmo" in shown
    assert "an old wotsit" not in shown


def test_the_list_can_be_written_for_a_spreadsheet_which_calculates_nothing_in_it(
    command: Command, config: Settings, tmp_path: Path
) -> None:
    _keep(config, unclear("=HYPERLINK(wotsit)"), unclear("ein Täxi", "school_transport", day=2), unclear("gizmo", day=3))
    file = tmp_path / "unclear.csv"
    assert command("--csv", file).exit_code == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert list(csv.reader(opened)) == [
            ["nearest topic", "times", "newest", "why", "message"],
            ["mediation", "1", "2026-11-03", "no topic", "gizmo"],
            ["mediation", "1", "2026-11-01", "no topic", "'=HYPERLINK(wotsit)"],
            ["school_transport", "1", "2026-11-02", "no topic", "ein Täxi"],
        ]


def test_it_says_so_when_there_is_nothing(command: Command) -> None:
    assert (command().output, command().exit_code) == ("Nothing unclear has been kept.\n", 0)
    assert command("--since", "2026-11-20").output == "Nothing unclear was kept since 2026-11-20.\n"


def test_it_says_so_when_nothing_is_kept(config: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.unclear.settings", lambda: config.model_copy(update={"keep_unclear": False}))
    assert "SIGNPOST_KEEP_UNCLEAR is off" in CliRunner().invoke(app, []).output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--since", "yesterday"], "for example 2026-11-25"),
        (["--since", "2026-13-01"], "for example 2026-11-25"),
        (["--csv", "/no/such/folder/list.csv"], "a folder that exists"),
        (["--sinc", "2026-11-01"], "--since"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(command: Command, arguments: list[str], says: str) -> None:
    refused = command(*arguments)
    assert refused.exit_code == 2
    assert says in " ".join(refused.output.replace("│", " ").split())


@pytest.mark.parametrize("url", ["sqlite+aiosqlite:////{}/empty.db", "nonsense", "sqlite+aiosqlite:////dev/null/x.db"])
def test_a_database_that_cannot_be_read_is_named_as_the_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    config = Settings.model_validate({"database_url": url.format(tmp_path)})
    monkeypatch.setattr("web.unclear.settings", lambda: config)
    failed = CliRunner().invoke(app, [])
    assert failed.exit_code == 1
    assert "SIGNPOST_DATABASE_URL" in failed.output
