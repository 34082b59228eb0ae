"""Guessing is slowed down more and more; an officer is never kept out for good, nor by somebody elsewhere."""

import asyncio
from datetime import timedelta

import pytest

from tests.desk.accounts.officer import EMAIL, PASSWORD, Desk
from web.desk.accounts.throttling import FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS

pytestmark = pytest.mark.anyio
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


async def _guess(desk: Desk, times: int, email: str = EMAIL, address: str = ELSEWHERE) -> list[int]:
    return [(await desk.browser(address).sign_in("wrong", email)).status_code for _ in range(times)]


async def _grown_up(desk: Desk) -> None:
    """An officer who last signed in longer ago than an address is remembered."""
    await desk.settle()
    await desk.time_passes(timedelta(days=31))


async def test_after_five_failures_an_account_waits_and_says_how_long(desk: Desk) -> None:
    await _grown_up(desk)
    assert await _guess(desk, FREE_FOR_ACCOUNT + 1) == [401] * FREE_FOR_ACCOUNT + [429]
    refused = await desk.browser(ELSEWHERE).sign_in(PASSWORD)
    assert refused.headers["retry-after"] == "1"
    assert "Too many tries. Wait 1 second, then try again." in refused.text


async def test_the_wait_doubles_up_to_five_minutes_and_no_further(desk: Desk) -> None:
    await _grown_up(desk)
    await _guess(desk, FREE_FOR_ACCOUNT)
    waits = []
    for _ in range(12):
        refused = await desk.browser(ELSEWHERE).sign_in(PASSWORD)
        assert refused.status_code == 429
        waits.append(int(refused.headers["retry-after"]))
        await desk.time_passes(timedelta(seconds=waits[-1]))
        assert await _guess(desk, 1) == [401]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    await desk.time_passes(timedelta(seconds=300))
    assert (await desk.browser(ELSEWHERE).sign_in(PASSWORD)).status_code == 303


async def test_tries_during_the_wait_do_not_make_it_longer(desk: Desk) -> None:
    await _grown_up(desk)
    await _guess(desk, FREE_FOR_ACCOUNT + 30)
    await desk.time_passes(timedelta(seconds=1))
    assert (await desk.browser(ELSEWHERE).sign_in(PASSWORD)).status_code == 303


async def test_guessing_from_many_addresses_counts_for_the_account(desk: Desk) -> None:
    await _grown_up(desk)
    replies = [await _guess(desk, 1, address=f"198.51.100.{n}") for n in range(FREE_FOR_ACCOUNT + 1)]
    assert replies[-1] == [429]


async def test_an_officer_at_a_known_address_is_not_kept_out_by_somebody_elsewhere(desk: Desk) -> None:
    await desk.settle()
    await desk.time_passes(timedelta(days=2))
    await _guess(desk, FREE_FOR_ACCOUNT + 3)
    assert (await desk.browser(ELSEWHERE).sign_in(PASSWORD)).status_code == 429
    assert (await desk.browser(HOME).sign_in(PASSWORD)).status_code == 303


async def test_failures_from_a_known_address_count_there(desk: Desk) -> None:
    await desk.settle()
    assert await _guess(desk, FREE_FOR_ACCOUNT + 1, address=HOME) == [401] * FREE_FOR_ACCOUNT + [429]


async def test_an_address_may_fail_more_often_and_then_waits_too_whatever_the_account(desk: Desk) -> None:
    replies = [await _guess(desk, 1, f"nobody{n}@council.example") for n in range(FREE_FOR_ADDRESS + 1)]
    assert [r for [r] in replies] == [401] * FREE_FOR_ADDRESS + [429]


async def test_an_unknown_account_waits_as_a_known_one_does(desk: Desk) -> None:
    await _grown_up(desk)
    known = await _guess(desk, FREE_FOR_ACCOUNT + 1, address="198.51.100.1")
    unknown = await _guess(desk, FREE_FOR_ACCOUNT + 1, "nobody@council.example", "198.51.100.2")
    assert known == unknown


async def test_many_guesses_at_once_are_counted_each(desk: Desk) -> None:
    await _grown_up(desk)
    replies = await asyncio.gather(*(_guess(desk, 1) for _ in range(20)))
    assert sorted(r for [r] in replies) == [401] * FREE_FOR_ACCOUNT + [429] * 15


@pytest.mark.parametrize("recovery", ["", "1"])
async def test_the_second_step_is_slowed_down_just_so(desk: Desk, recovery: str) -> None:
    await _grown_up(desk)
    browser = desk.browser(ELSEWHERE)
    await browser.sign_in()
    replies = [await browser.send("/desk/second-step", code="000000", recovery=recovery) for _ in range(FREE_FOR_ACCOUNT + 1)]
    assert [r.status_code for r in replies] == [401] * FREE_FOR_ACCOUNT + [429]
    assert "Too many tries" in browser.text


async def test_the_right_password_does_not_wipe_out_wrong_codes(desk: Desk) -> None:
    await _grown_up(desk)
    for _ in range(FREE_FOR_ACCOUNT):
        browser = desk.browser(ELSEWHERE)
        await browser.sign_in()
        await browser.send("/desk/second-step", code="000000")
    assert (await desk.browser(ELSEWHERE).sign_in()).status_code == 429


async def test_signing_in_wipes_out_the_failures(desk: Desk) -> None:
    await desk.settle()
    await desk.time_passes(timedelta(minutes=5))
    await _guess(desk, FREE_FOR_ACCOUNT - 1, address=HOME)
    await desk.sign_in(desk.browser(HOME))
    assert await _guess(desk, FREE_FOR_ACCOUNT, address=HOME) == [401] * FREE_FOR_ACCOUNT


async def test_tries_are_forgotten_in_time_and_hold_no_name_or_address(desk: Desk) -> None:
    await desk.settle()
    await _guess(desk, 3)
    rows = (await desk.everything())["sign_in_attempt"]
    assert len(rows) == 4
    assert not any(secret in str(rows) for secret in (EMAIL, HOME, ELSEWHERE))
    await desk.time_passes(timedelta(days=31))
    await desk.sign_in(desk.browser())
    assert len((await desk.everything())["sign_in_attempt"]) == 1
