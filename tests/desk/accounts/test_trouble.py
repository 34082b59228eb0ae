"""What officers see when something is wrong, and what somebody sees who tries things out."""

from typing import Literal

import pytest
from argon2 import PasswordHasher

from tests.desk.accounts.conftest import Configure
from tests.desk.accounts.officer import EMAIL, PASSWORD, Desk, started
from web.desk.accounts.sessions import Sessions
from web.gateway.notices import Notices

pytestmark = pytest.mark.anyio


async def test_without_a_database_the_pages_say_so_and_the_api_does_too(
    configure: Configure, notices: Notices, tmp_path: object
) -> None:
    async with started(configure(database_url=f"sqlite+aiosqlite:///{tmp_path}/empty.db"), notices) as desk:
        browser = desk.browser()
        refused = await browser.sign_in()
        assert refused.status_code == 503
        assert "The database does not answer just now. Nothing was changed." in browser.text
        browser.http.cookies.set(desk.cookie, "x")
        asked = await browser.http.get("/desk/api/session")
    assert (asked.status_code, asked.json()["error"]["code"]) == (503, "database_unavailable")


async def test_an_unknown_address_costs_as_much_time_as_a_known_one(
    configure: Configure, notices: Notices, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            checked.append(str(hash).split("$")[3])
            return super().verify(hash, password)

    monkeypatch.setattr("web.desk.accounts.passwords.PasswordHasher", lambda: Counting(1, 8, 1))
    async with started(configure(), notices) as desk:
        await desk.settle()
        await desk.keeping.add("no-password@x.example", "Kim Lee", "officer", with_password=False)
        checked.clear()
        for email in (EMAIL, "nobody@x.example", "no-password@x.example"):
            await desk.browser().sign_in("wrong", email)
    assert (len(checked), len(set(checked))) == (3, 1)


async def test_a_form_with_nothing_in_it_is_answered_with_the_page(desk: Desk) -> None:
    browser = desk.browser()
    reply = await browser.http.post("/desk/sign-in")
    assert (reply.status_code, "There is a problem" in reply.text) == (401, True)


async def test_what_is_typed_comes_back_as_text_never_as_markup(desk: Desk) -> None:
    browser = desk.browser()
    await browser.sign_in("wrong", '"><script>alert(1)</script>')
    assert "<script" not in browser.page
    await browser.get('/desk/sign-in?next="><script>')
    assert "<script" not in browser.page


async def test_a_name_with_null_bytes_or_no_end_is_no_trouble(desk: Desk) -> None:
    for email in ("a\x00b@x.example", "a" * 20_000, "\ud83d\ude00@x.example".encode("utf-16", "surrogatepass").decode("utf-16")):
        assert (await desk.browser().sign_in(PASSWORD, email)).status_code == 401


async def test_an_event_stream_can_ask_whether_its_session_goes_on(desk: Desk) -> None:
    browser, _ = await desk.settle()
    sessions = Sessions(desk.engine, desk.config)
    found = await sessions.find(browser.http.cookies[desk.cookie])
    assert found
    assert await sessions.is_good(found)
    await desk.keeping.end_sessions(EMAIL)
    assert not await sessions.is_good(found)
