"""Whoever runs the service keeps the accounts from the command line."""

import re
from datetime import timedelta

import anyio
import pytest
from typer.testing import CliRunner, Result

from tests.desk.accounts.officer import EMAIL, Desk
from web.desk.accounts.__main__ import app
from web.settings import Settings

pytestmark = pytest.mark.anyio
_PASSWORD = re.compile(r"[a-z0-9]{5}(-[a-z0-9]{5}){3}$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _this_database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Settings.model_validate({"database_url": database_url})
    monkeypatch.setattr("web.desk.accounts.__main__.settings", lambda: config)


async def _run(*words: str) -> Result:
    """Give the command. It runs in a thread, as it brings its own loop."""
    return await anyio.to_thread.run_sync(lambda: CliRunner().invoke(app, words))


def _first_password(result: Result) -> str:
    found = _PASSWORD.search(result.stdout)
    assert found, result.output
    return found[0]


async def test_an_added_officer_can_sign_in_with_the_password_that_is_shown(desk: Desk) -> None:
    added = await _run("add", " Sam.Jones@Council.Example", "Sam Jones", "--role", "supervisor")
    assert added.exit_code == 0
    assert "Added Sam Jones as supervisor." in added.stdout
    officer = await desk.officer()
    assert (officer.name, officer.first_name, officer.role) == ("Sam Jones", "Sam", "supervisor")
    assert (await desk.browser().sign_in(_first_password(added))).status_code == 303


async def test_an_officer_without_a_password_cannot_sign_in_with_any(desk: Desk) -> None:
    added = await _run("add", EMAIL, "Sam Jones", "--no-password")
    assert "password" not in added.stdout
    assert (await desk.browser().sign_in("")).status_code == 401


async def test_the_list_shows_every_officer_and_no_secret(desk: Desk) -> None:
    await desk.settle()
    await _run("add", "kim@council.example", "Kim Lee")
    await _run("disable", "kim@council.example")
    listed = await _run("list")
    rows = [line for line in listed.stdout.splitlines() if "@" in line]
    assert [("Kim Lee" in rows[0], "no" in rows[0]), ("Sam Jones" in rows[1], "set up" in rows[1])] == [(True, True)] * 2
    officer = await desk.officer()
    assert not any(secret and secret in listed.stdout for secret in (officer.password_hash, officer.totp_secret))


async def test_a_disabled_officer_is_out_at_once_and_can_be_let_in_again(desk: Desk) -> None:
    browser, _ = await desk.settle()
    await _run("disable", EMAIL)
    assert not await browser.is_signed_in()
    assert (await desk.browser().sign_in()).status_code == 401
    await _run("enable", EMAIL)
    assert (await desk.browser().sign_in()).status_code == 303


async def test_a_reset_password_must_be_replaced_and_the_app_stays(desk: Desk) -> None:
    await desk.settle()
    await desk.time_passes(timedelta(minutes=5))
    given = _first_password(await _run("reset-password", EMAIL))
    browser = desk.browser()
    assert (await browser.sign_in(given)).headers["location"] == "/desk/new-password"
    new = "harbour-thistle-wobble-3"
    assert (await browser.send("/desk/new-password", password=new, again=new)).headers["location"] == "/desk/second-step"
    await browser.get("/desk/second-step")
    assert (await browser.send("/desk/second-step", code=await desk.code())).headers["location"] == "/desk"


async def test_the_role_the_app_and_the_sessions_can_be_reset(desk: Desk) -> None:
    browser, _ = await desk.settle()
    assert (await _run("role", EMAIL, "admin")).exit_code == 0
    assert (await desk.officer()).role == "admin"
    assert (await _run("end-sessions", EMAIL)).exit_code == 0
    assert not await browser.is_signed_in()
    assert (await _run("reset-totp", EMAIL)).exit_code == 0
    assert not (await desk.officer()).totp_confirmed


@pytest.mark.parametrize("command", ["disable", "enable", "reset-password", "reset-totp", "end-sessions"])
async def test_an_unknown_officer_is_named(desk: Desk, command: str) -> None:
    failed = await _run(command, "nobody@council.example")
    assert failed.exit_code == 1
    assert "There is no account with the e-mail address nobody@council.example" in failed.stderr


async def test_no_officer_is_added_twice_or_without_an_address_or_a_name_or_with_another_role(desk: Desk) -> None:
    await _run("add", EMAIL, "Sam Jones")
    again = await _run("add", EMAIL.upper(), "Sam Jones")
    assert (again.exit_code, "already" in again.stderr) == (1, True)
    assert (await _run("add", "sam", "Sam Jones")).exit_code == 1
    assert (await _run("add", "kim@council.example", " ")).exit_code == 1
    assert (await _run("add", "kim@council.example", "Kim", "--role", "king")).exit_code == 2
    assert len((await desk.everything())["officer"]) == 1


async def test_a_database_without_tables_is_said_plainly(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Settings.model_validate({"database_url": f"sqlite+aiosqlite:///{tmp_path}/empty.db"})
    monkeypatch.setattr("web.desk.accounts.__main__.settings", lambda: config)
    failed = await _run("list")
    assert failed.exit_code == 1
    assert "has no tables yet" in failed.stderr
