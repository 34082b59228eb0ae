"""An officer signs in with a password and a code, and nobody else does."""

from datetime import timedelta

import httpx
import pytest

from tests.desk.accounts.officer import EMAIL, PASSWORD, Desk

pytestmark = pytest.mark.anyio


async def test_the_first_sign_in_asks_for_a_password_of_ones_own_then_an_app_then_shows_ten_codes(desk: Desk) -> None:
    first, browser = await desk.add(), desk.browser()
    given = await browser.sign_in(first)
    assert given.headers["location"] == "/desk/new-password"
    chosen = await browser.send("/desk/new-password", password=PASSWORD, again=PASSWORD)
    assert chosen.headers["location"] == "/desk/set-up"
    await browser.get("/desk/set-up")
    assert browser.key == (await desk.officer()).totp_secret
    assert "<svg" in browser.page
    assert not await browser.is_signed_in()
    await browser.send("/desk/set-up", code=await desk.code())
    assert len(set(browser.recovery_codes)) == 10
    assert await browser.is_signed_in()
    assert (await desk.officer()).password_until is None
    assert await desk.actions() == ["account_added", "password_changed", "second_factor_set_up", "signed_in"]


async def test_later_a_password_and_a_code_are_enough_and_lead_to_the_page_that_was_asked_for(desk: Desk) -> None:
    await desk.settle()
    await desk.time_passes(timedelta(minutes=5))
    browser = desk.browser()
    asked = await browser.get("/desk/account?done=elsewhere")
    await browser.get(asked.headers["location"])
    first = await browser.sign_in(next="/desk/account?done=elsewhere")
    assert first.headers["location"] == "/desk/second-step?next=%2Fdesk%2Faccount%3Fdone%3Delsewhere"
    assert not await browser.is_signed_in()
    second = await browser.send("/desk/second-step", code=await desk.code(), next="/desk/account?done=elsewhere")
    assert (second.status_code, second.headers["location"]) == (303, "/desk/account?done=elsewhere")
    assert await browser.is_signed_in()


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/desk/../x",
        "/desk//evil.example",
        "/deskevil",
        "javascript:1",
    ],
)
async def test_a_link_cannot_send_an_officer_elsewhere_after_signing_in(desk: Desk, address: str) -> None:
    await desk.settle()
    await desk.time_passes(timedelta(minutes=5))
    browser = desk.browser()
    await browser.sign_in(next=address)
    done = await browser.send("/desk/second-step", code=await desk.code(), next=address)
    assert done.headers["location"] == "/desk"


async def _refusals(desk: Desk) -> list[httpx.Response]:
    tries = [
        (EMAIL, "wrong"),
        ("nobody@council.example", PASSWORD),
        (EMAIL, ""),
        ("", PASSWORD),
        ("off@council.example", PASSWORD),
    ]
    return [await desk.browser().sign_in(password, email) for email, password in tries]


async def test_a_wrong_password_an_unknown_address_and_an_account_that_is_off_cannot_be_told_apart(desk: Desk) -> None:
    await desk.settle("off@council.example")
    await desk.keeping.switch("off@council.example", on=False)
    await desk.settle()
    refused = await _refusals(desk)
    assert {r.status_code for r in refused} == {401}
    pages = {r.text.replace(EMAIL, "").replace("nobody@council.example", "").replace("off@council.example", "") for r in refused}
    assert len({p.replace(' value=""', "") for p in pages}) == 1
    assert "The e-mail address or the password is not right" in refused[0].text
    assert not any("set-cookie" in r.headers for r in refused)


async def test_the_email_address_may_be_typed_in_capitals_and_the_page_keeps_it_after_a_mistake(desk: Desk) -> None:
    await desk.settle()
    browser = desk.browser()
    assert (await browser.sign_in(email=f" {EMAIL.upper()} ")).headers["location"] == "/desk/second-step"
    await desk.browser().sign_in("wrong")
    await browser.sign_in("wrong")
    assert f'value="{EMAIL}"' in browser.page


async def test_a_first_password_ends_after_a_week(desk: Desk) -> None:
    first = await desk.add()
    await desk.time_passes(timedelta(days=7))
    assert (await desk.browser().sign_in(first)).status_code == 401


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "at least 12 characters"),
        ("passwordpassword", "passwordpassword", "easy to guess"),
        ("sam.jones@council.example", "sam.jones@council.example", "easy to guess"),
        ("qwertyuiop123", "qwertyuiop123", "easy to guess"),
        ("x" * 129, "x" * 129, "128 characters or fewer"),
        (PASSWORD, PASSWORD + "x", "not the same"),
    ],
)
async def test_a_poor_new_password_is_refused_with_the_reason(desk: Desk, password: str, again: str, words: str) -> None:
    browser = desk.browser()
    await browser.sign_in(await desk.add())
    refused = await browser.send("/desk/new-password", password=password, again=again)
    assert refused.status_code == 422
    assert words in browser.text
    assert password not in refused.text.replace(EMAIL, "")


async def test_the_first_password_cannot_be_kept(desk: Desk) -> None:
    first, browser = await desk.add(), desk.browser()
    await browser.sign_in(first)
    assert (await browser.send("/desk/new-password", password=first, again=first)).status_code == 422


async def test_no_step_can_be_left_out(desk: Desk) -> None:
    browser = desk.browser()
    await browser.sign_in(await desk.add())
    assert (await browser.get("/desk/set-up")).headers["location"] == "/desk/new-password"
    assert (await browser.get("/desk/second-step")).headers["location"] == "/desk/new-password"
    for path in ("/desk/set-up", "/desk/second-step"):
        await browser.get("/desk/new-password")
        assert (await browser.send(path, code=await desk.code())).headers["location"] == "/desk/new-password"
    assert (await browser.get("/desk/account")).status_code == 303
    assert (await browser.http.get("/desk/api/session")).status_code == 401


async def test_a_set_up_that_was_broken_off_begins_anew_with_another_key(desk: Desk) -> None:
    first, browser = await desk.add(), desk.browser()
    await browser.sign_in(first)
    await browser.send("/desk/new-password", password=PASSWORD, again=PASSWORD)
    await browser.get("/desk/set-up")
    seen = browser.key
    another = desk.browser()
    await another.sign_in()
    assert another.key
    assert another.key != seen


async def test_the_second_step_has_ten_minutes(desk: Desk) -> None:
    await desk.settle()
    browser = desk.browser()
    await browser.sign_in()
    await desk.time_passes(timedelta(minutes=10))
    reply = await browser.send("/desk/second-step", code=await desk.code())
    assert reply.headers["location"] == "/desk/sign-in"
    assert not await browser.is_signed_in()


async def test_the_pages_work_without_script_and_forbid_any(desk: Desk) -> None:
    page = await desk.browser().get("/desk/sign-in")
    policy = page.headers["content-security-policy"]
    assert "script" not in policy
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    assert "style=" not in page.text
