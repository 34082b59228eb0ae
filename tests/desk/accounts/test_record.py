"""Signing in, failing to, and every change of an account end up in the record, without secrets."""

from datetime import timedelta

import pytest

from tests.desk.accounts.officer import EMAIL, PASSWORD, Desk
from web.desk.accounts.passwords import Passwords
from web.desk.audit import record
from web.gateway.store import transaction

pytestmark = pytest.mark.anyio


async def test_sign_ins_failures_and_sign_outs_are_recorded_with_who_and_from_where(desk: Desk) -> None:
    browser, codes = await desk.settle()
    await browser.get("/desk/account")
    await browser.send("/desk/sign-out")
    await desk.browser("198.51.100.7").sign_in("wrong")
    await desk.browser("198.51.100.7").sign_in("wrong", "nobody@council.example")
    await browser.sign_in()
    await browser.send("/desk/second-step", code="000000")
    await browser.send("/desk/second-step", code=codes[0], recovery="1")
    officer = await desk.officer()
    lines = [(line.action, line.officer_id, line.detail) for line in (await desk.record())[3:]]
    assert lines == [
        ("signed_in", officer.id, {"address": "192.0.2.1", "by": "app"}),
        ("signed_out", officer.id, {}),
        ("sign_in_failed", officer.id, {"address": "198.51.100.7"}),
        ("sign_in_failed", None, {"address": "198.51.100.7"}),
        ("second_step_failed", officer.id, {"address": "192.0.2.1"}),
        ("signed_in", officer.id, {"address": "192.0.2.1", "by": "recovery code"}),
    ]


async def test_what_is_done_from_the_command_line_is_recorded_as_such(desk: Desk) -> None:
    await desk.add()
    await desk.keeping.set_role(EMAIL, "admin")
    await desk.keeping.reset_password(EMAIL)
    await desk.keeping.reset_totp(EMAIL)
    await desk.keeping.end_sessions(EMAIL)
    await desk.keeping.switch(EMAIL, on=False)
    await desk.keeping.switch(EMAIL, on=True)
    officer = await desk.officer()
    assert all(line.officer_id is None and line.detail["officer"] == officer.id for line in await desk.record())
    assert await desk.actions() == [
        "account_added",
        "role_changed",
        "password_reset",
        "second_factor_reset",
        "sessions_ended",
        "account_disabled",
        "account_enabled",
    ]


async def test_the_record_holds_no_secret(desk: Desk) -> None:
    browser, codes = await desk.settle()
    await desk.browser().sign_in("my-secret-guess")
    kept = str([line.detail for line in await desk.record()])
    secrets = (
        PASSWORD,
        "my-secret-guess",
        codes[0],
        (await desk.officer()).totp_secret or "?",
        browser.http.cookies[desk.cookie],
    )
    assert not any(secret in kept for secret in secrets)


async def _view(desk: Desk, officer_id: int, *, fail: bool = False) -> None:
    async with transaction(desk.engine) as session:
        await record(session, officer_id, "viewed", "conversation-1", seconds=3)
        if fail:
            raise ZeroDivisionError


async def test_a_line_is_kept_only_with_what_it_tells_of(desk: Desk) -> None:
    await desk.add()
    officer = await desk.officer()
    with pytest.raises(ZeroDivisionError):
        await _view(desk, officer.id, fail=True)
    assert await desk.actions() == ["account_added"]
    await _view(desk, officer.id)
    line = (await desk.record())[-1]
    assert (line.action, line.officer_id, line.conversation_id) == ("viewed", officer.id, "conversation-1")
    assert line.detail == {"seconds": 3}


async def test_the_record_is_kept_for_two_years(desk: Desk) -> None:
    await desk.settle()
    await desk.time_passes(timedelta(days=730))
    await desk.sign_in(desk.browser())
    assert await desk.actions() == ["signed_in"]


async def test_passwords_are_kept_as_argon2id_at_full_cost(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    # The second choice of RFC 9106, section 4.
    assert (await Passwords().hash("x")).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
