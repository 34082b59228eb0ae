"""A session lasts as long as it is used, twelve hours at most, and can be ended from outside at once."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from tests.desk.accounts.conftest import Configure
from tests.desk.accounts.officer import EMAIL, PASSWORD, Desk, started
from web.gateway.notices import Notices

pytestmark = pytest.mark.anyio
NEW_PASSWORD = "harbour-thistle-wobble-3"


async def test_the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_http(desk: Desk) -> None:
    await desk.settle()
    cookie = (await desk.browser().sign_in()).headers["set-cookie"]
    assert cookie.startswith("__Secure-signpost-desk=")
    facts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert facts == {"httponly", "secure", "samesite=strict", "path=/desk"}


async def test_on_one_machine_the_desk_can_be_tried_over_plain_http(configure: Configure, notices: Notices) -> None:
    async with started(configure(desk_insecure_cookie=True), notices) as desk:
        await desk.settle()
        cookie = (await desk.browser().sign_in()).headers["set-cookie"]
    assert cookie.startswith("signpost-desk=")
    assert "secure" not in cookie.lower()


async def test_every_step_gives_a_new_cookie_and_the_one_before_is_void(desk: Desk) -> None:
    await desk.settle()
    await desk.time_passes(timedelta(minutes=5))
    browser = desk.browser()
    await browser.sign_in()
    pending = browser.http.cookies["__Secure-signpost-desk"]
    await browser.send("/desk/second-step", code=await desk.code())
    assert browser.http.cookies["__Secure-signpost-desk"] != pending
    thief = desk.browser()
    thief.http.cookies.set("__Secure-signpost-desk", pending)
    assert not await thief.is_signed_in()
    assert (await thief.get("/desk/second-step")).status_code == 303


async def test_a_session_ends_after_half_an_hour_without_activity(desk: Desk) -> None:
    browser, _ = await desk.settle()
    for _ in range(3):
        await desk.time_passes(timedelta(minutes=29))
        assert (await browser.get("/desk/account")).status_code == 200
    await desk.time_passes(timedelta(minutes=30))
    assert (await browser.get("/desk/account")).status_code == 303


async def test_a_session_ends_after_twelve_hours_however_busy(desk: Desk) -> None:
    browser, _ = await desk.settle()
    for _ in range(35):
        await desk.time_passes(timedelta(minutes=20))
        assert (await browser.get("/desk/account")).status_code == 200
    await desk.time_passes(timedelta(minutes=20))
    assert (await browser.get("/desk/account")).status_code == 303


async def test_asking_how_long_is_left_does_not_make_it_longer_and_staying_does(desk: Desk) -> None:
    browser, _ = await desk.settle()
    csrf = {"X-CSRF": await browser.csrf()}
    await desk.time_passes(timedelta(minutes=20))
    asked = [(await browser.http.get("/desk/api/session")).json() for _ in range(2)]
    assert all(580 <= a["seconds_left"] <= 600 for a in asked)
    stayed = (await browser.http.post("/desk/api/session", headers=csrf)).json()
    assert 1780 <= stayed["seconds_left"] <= 1800
    assert stayed["may_stay"]


async def test_in_the_last_half_hour_of_twelve_staying_is_not_offered(desk: Desk) -> None:
    browser, _ = await desk.settle()
    for _ in range(35):
        await desk.time_passes(timedelta(minutes=20))
        await browser.get("/desk/account")
    left = (await browser.http.get("/desk/api/session")).json()
    assert not left["may_stay"]
    assert left["seconds_left"] <= 1200


async def test_signing_out_ends_the_session_itself_and_not_only_the_cookie(desk: Desk) -> None:
    browser, _ = await desk.settle()
    cookie = browser.http.cookies["__Secure-signpost-desk"]
    await browser.get("/desk/account")
    out = await browser.send("/desk/sign-out")
    assert out.headers["location"] == "/desk/sign-in"
    assert not browser.http.cookies
    browser.http.cookies.set("__Secure-signpost-desk", cookie)
    assert not await browser.is_signed_in()
    assert (await browser.send("/desk/sign-out")).status_code == 303


async def test_the_desk_page_can_sign_out_with_the_header(desk: Desk) -> None:
    browser, _ = await desk.settle()
    out = await browser.http.post("/desk/sign-out", headers={"X-CSRF": await browser.csrf()})
    assert out.status_code == 303
    assert not await browser.is_signed_in()


@pytest.mark.parametrize("how", ["disable", "end_sessions", "reset_password", "reset_totp"])
async def test_whoever_runs_the_service_ends_sessions_at_once(desk: Desk, how: str) -> None:
    browser, _ = await desk.settle()
    ways: dict[str, Callable[[], Awaitable[object]]] = {
        "disable": lambda: desk.keeping.switch(EMAIL, on=False),
        "end_sessions": lambda: desk.keeping.end_sessions(EMAIL),
        "reset_password": lambda: desk.keeping.reset_password(EMAIL),
        "reset_totp": lambda: desk.keeping.reset_totp(EMAIL),
    }
    await ways[how]()
    assert not await browser.is_signed_in()


async def test_a_new_password_signs_out_all_other_browsers(desk: Desk) -> None:
    first, _ = await desk.settle()
    await desk.time_passes(timedelta(minutes=5))
    second = desk.browser()
    await desk.sign_in(second)
    await second.get("/desk/account")
    changed = await second.send("/desk/account/password", old=PASSWORD, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert changed.headers["location"] == "/desk/account?done=password"
    assert (await first.is_signed_in(), await second.is_signed_in()) == (False, True)
    assert (await desk.browser().sign_in(PASSWORD)).status_code == 401
    assert (await desk.browser().sign_in(NEW_PASSWORD)).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"old": "wrong", "password": NEW_PASSWORD, "again": NEW_PASSWORD}, "not your present password"),
        ({"old": PASSWORD, "password": NEW_PASSWORD, "again": "x"}, "not the same"),
        ({"old": PASSWORD, "password": PASSWORD, "again": PASSWORD}, "must not be the one you have now"),
        ({"old": PASSWORD, "password": "short", "again": "short"}, "at least 12"),
    ],
)
async def test_a_new_password_that_cannot_be_taken_changes_nothing(desk: Desk, fields: dict[str, str], words: str) -> None:
    browser, _ = await desk.settle()
    await browser.get("/desk/account")
    await browser.send("/desk/account/password", **fields)
    assert words in browser.text
    assert (await desk.browser().sign_in(PASSWORD)).status_code == 303


async def test_an_officer_can_sign_out_everywhere_else(desk: Desk) -> None:
    first, _ = await desk.settle()
    await desk.time_passes(timedelta(minutes=5))
    second = desk.browser()
    await desk.sign_in(second)
    await second.get("/desk/account")
    await second.send("/desk/account/sign-out-elsewhere")
    assert (await first.is_signed_in(), await second.is_signed_in()) == (False, True)


async def test_a_link_from_web_mail_opens_for_an_officer_who_is_signed_in(desk: Desk) -> None:
    stranger = desk.browser()
    kept_back = await stranger.get("/desk/account", **{"Sec-Fetch-Site": "cross-site"})
    assert kept_back.status_code == 200
    assert 'content="0; url=/desk/account"' in kept_back.text
    again = await stranger.get("/desk/account", **{"Sec-Fetch-Site": "same-origin"})
    assert again.headers["location"] == "/desk/sign-in?next=%2Fdesk%2Faccount"


async def test_sessions_that_are_over_are_not_kept(desk: Desk) -> None:
    await desk.settle()
    await desk.browser().sign_in()
    await desk.time_passes(timedelta(hours=1))
    await desk.sign_in(desk.browser())
    assert len((await desk.everything())["desk_session"]) == 1
