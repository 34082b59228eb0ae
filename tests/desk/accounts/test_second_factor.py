"""Codes from the app and recovery codes: each works once, for its owner only."""

import asyncio
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pyotp
import pytest

from tests.desk.accounts.officer import EMAIL, PASSWORD, Browser, Desk
from web.desk.accounts import second_factor
from web.desk.accounts.sessions import hash_of

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
LATER = timedelta(minutes=5)


@pytest.mark.parametrize(("seconds_ago", "accepted"), [(0, True), (30, True), (60, False), (-30, False)])
async def test_a_code_is_good_for_its_step_and_the_next(seconds_ago: int, accepted: bool) -> None:
    secret = second_factor.new_secret()
    code = pyotp.TOTP(secret).at(NOW - timedelta(seconds=seconds_ago))
    assert (second_factor.matching_step(secret, code, NOW) is not None) == accepted


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "12345\x00"])
async def test_what_is_no_code_is_never_right(code: str) -> None:
    assert second_factor.matching_step(second_factor.new_secret(), code, NOW) is None


async def test_a_code_may_be_typed_with_the_gap_that_apps_show() -> None:
    secret = second_factor.new_secret()
    code = pyotp.TOTP(secret).at(NOW)
    assert second_factor.matching_step(secret, f" {code[:3]} {code[3:]} ", NOW) is not None


async def test_the_picture_is_svg_without_styles_and_dark_on_light() -> None:
    picture = second_factor.qr_code(second_factor.set_up_address(second_factor.new_secret(), EMAIL))
    assert ElementTree.fromstring(picture).tag == "svg"
    assert "style" not in picture
    assert '"#fff"' in picture


async def _at_second_step(desk: Desk) -> Browser:
    browser = desk.browser()
    await browser.sign_in()
    return browser


async def test_a_code_works_once_even_in_two_browsers_at_the_same_moment(desk: Desk) -> None:
    await desk.settle()
    await desk.time_passes(LATER)
    browsers = [await _at_second_step(desk) for _ in range(4)]
    code = await desk.code()
    replies = await asyncio.gather(*(b.send("/desk/second-step", code=code) for b in browsers))
    assert sorted(r.status_code for r in replies) == [303, 401, 401, 401]
    assert [await b.is_signed_in() for b in browsers].count(True) == 1


async def test_the_code_that_set_up_the_app_is_used_up_too(desk: Desk) -> None:
    await desk.settle()
    browser = await _at_second_step(desk)
    assert (await browser.send("/desk/second-step", code=await desk.code())).status_code == 401
    assert "used before" in browser.text


async def test_after_a_code_was_used_the_one_before_it_is_void(desk: Desk) -> None:
    await desk.settle()
    await desk.time_passes(LATER)
    await desk.sign_in(desk.browser())
    browser = await _at_second_step(desk)
    assert (await browser.send("/desk/second-step", code=await desk.code(steps_ago=1))).status_code == 401


async def test_a_code_of_another_officer_does_not_work(desk: Desk) -> None:
    await desk.settle("other@council.example")
    await desk.settle()
    await desk.time_passes(LATER)
    browser = await _at_second_step(desk)
    other = await desk.code("other@council.example")
    assert (await browser.send("/desk/second-step", code=other)).status_code == 401


async def test_a_recovery_code_signs_in_once_however_it_is_typed(desk: Desk) -> None:
    _, codes = await desk.settle()
    browser = await _at_second_step(desk)
    typed = codes[3].lower().replace("-", " ")
    assert (await browser.send("/desk/second-step", code=typed, recovery="1")).status_code == 303
    assert await browser.is_signed_in()
    again = await _at_second_step(desk)
    assert (await again.send("/desk/second-step", code=codes[3], recovery="1")).status_code == 401
    assert (await again.send("/desk/second-step", code=codes[4], recovery="1")).status_code == 303
    await again.get("/desk/account")
    assert "You have 8 recovery codes left." in again.text


async def test_a_recovery_code_of_another_officer_does_not_work(desk: Desk) -> None:
    _, others = await desk.settle("other@council.example")
    await desk.settle()
    browser = await _at_second_step(desk)
    assert (await browser.send("/desk/second-step", code=others[0], recovery="1")).status_code == 401


async def test_new_recovery_codes_need_a_code_from_the_app_and_void_the_old_ones(desk: Desk) -> None:
    browser, old = await desk.settle()
    await browser.get("/desk/account")
    assert (await browser.send("/desk/account/recovery-codes", code="000000")).status_code == 401
    await desk.time_passes(LATER)
    await browser.send("/desk/account/recovery-codes", code=await desk.code())
    new = browser.recovery_codes
    assert len(new) == 10
    assert not set(new) & set(old)
    another = await _at_second_step(desk)
    assert (await another.send("/desk/second-step", code=old[0], recovery="1")).status_code == 401
    assert (await another.send("/desk/second-step", code=new[0], recovery="1")).status_code == 303


async def test_without_the_phone_an_officer_can_be_let_set_up_another(desk: Desk) -> None:
    browser, codes = await desk.settle()
    await desk.keeping.reset_totp(EMAIL)
    assert not await browser.is_signed_in()
    await browser.sign_in(PASSWORD)
    assert browser.key
    assert (await browser.send("/desk/second-step", code=codes[0], recovery="1")).headers["location"] == "/desk/set-up"
    await browser.get("/desk/set-up")
    await browser.send("/desk/set-up", code=await desk.code())
    assert await browser.is_signed_in()


async def test_the_database_holds_no_recovery_code_password_or_cookie(desk: Desk, database_url: str) -> None:
    browser, codes = await desk.settle()
    cookie = browser.http.cookies["__Secure-signpost-desk"]
    stored = str(await desk.everything())
    assert hash_of(cookie) in stored
    for secret in (cookie, PASSWORD, *codes, *(c.replace("-", "") for c in codes)):
        assert secret not in stored
