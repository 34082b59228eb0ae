"""Signing in with the council's own service: only who has an account, and only on the service's own word."""

import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from pydantic import ValidationError

from tests.desk.accounts.conftest import Configure
from tests.desk.accounts.officer import EMAIL, Browser, Desk, started
from tests.desk.accounts.provider import CLIENT_ID, CLIENT_SECRET, Provider, running
from web.gateway.notices import Notices

pytestmark = pytest.mark.anyio


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with running() as provider:
        provider.claims = {"sub": "person-1", "email": EMAIL, "email_verified": True}
        yield provider


@pytest.fixture
async def desk(configure: Configure, notices: Notices, provider: Provider) -> AsyncIterator[Desk]:
    named = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT_ID, "oidc_client_secret": CLIENT_SECRET}
    async with started(configure(**named, oidc_name="Staffordshire"), notices) as desk:
        await desk.keeping.add(EMAIL, "Sam Jones", "officer", with_password=False)
        yield desk


async def _to_provider_and_back(browser: Browser, next: str = "") -> str:
    """Go to the service; return the address to which it sends the browser back."""
    gone = await browser.get(f"/desk/oidc?next={next}")
    assert gone.status_code == 303, browser.text
    async with httpx.AsyncClient() as elsewhere:
        back = await elsewhere.get(gone.headers["location"])
    assert back.status_code == 302, back.text
    return str(back.headers["location"])


async def _sign_in(desk: Desk, next: str = "") -> tuple[Browser, httpx.Response]:
    browser = desk.browser()
    return browser, await browser.get(await _to_provider_and_back(browser, next))


async def test_an_officer_gets_in_on_the_word_of_the_service(desk: Desk) -> None:
    browser, reply = await _sign_in(desk, "/desk/account")
    assert reply.status_code == 200
    assert 'content="0; url=/desk/account"' in reply.text
    assert await browser.is_signed_in()
    assert (await desk.record())[-1].detail == {"address": "192.0.2.1", "by": "OpenID Connect"}


async def test_the_page_offers_the_service_by_name_and_only_where_there_is_one(
    desk: Desk, configure: Configure, notices: Notices
) -> None:
    assert "Sign in with Staffordshire" in (await desk.browser().get("/desk/sign-in")).text
    async with started(configure(), notices) as another:
        assert "Sign in with" not in (await another.browser().get("/desk/sign-in")).text
        assert (await another.browser().get("/desk/oidc")).status_code == 404


async def test_what_the_browser_must_bring_back_is_out_of_reach_and_short_lived(desk: Desk) -> None:
    cookie = (await desk.browser().get("/desk/oidc")).headers["set-cookie"].lower()
    for fact in ("httponly", "secure", "samesite=lax", "path=/desk/oidc", "max-age=600"):
        assert fact in cookie


async def test_the_service_is_asked_with_pkce_state_and_nonce(desk: Desk) -> None:
    asked = parse_qs(urlsplit((await desk.browser().get("/desk/oidc")).headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert {"code_challenge", "state", "nonce"} < asked.keys()


async def _refused(desk: Desk, status: int) -> None:
    browser, reply = await _sign_in(desk)
    assert reply.status_code == status
    assert not await browser.is_signed_in()


@pytest.mark.parametrize("email", ["nobody@council.example", "", None, ["sam.jones@council.example"]])
async def test_who_has_no_account_does_not_get_in(desk: Desk, provider: Provider, email: Any) -> None:
    provider.claims["email"] = email
    await _refused(desk, 403)


async def test_an_email_address_that_the_service_has_not_checked_counts_for_nothing(desk: Desk, provider: Provider) -> None:
    provider.claims["email_verified"] = False
    await _refused(desk, 403)


async def test_an_account_that_is_off_stays_off(desk: Desk) -> None:
    await desk.keeping.switch(EMAIL, on=False)
    await _refused(desk, 403)


async def test_somebody_else_who_is_given_the_email_address_later_does_not_get_in(desk: Desk, provider: Provider) -> None:
    await _sign_in(desk)
    provider.claims["sub"] = "person-2"
    await _refused(desk, 403)
    provider.claims["sub"] = "person-1"
    browser, _ = await _sign_in(desk)
    assert await browser.is_signed_in()


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": ["another-service"]},
        {"nonce": "another"},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
    ],
)
async def test_a_token_that_is_not_meant_for_this_sign_in_is_not_believed(
    desk: Desk, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims.update(claims)
    await _refused(desk, 502)


async def test_a_token_signed_by_somebody_else_is_not_believed(desk: Desk, provider: Provider) -> None:
    provider.published = RSAKey.generate_key(2048, {"kid": "1"})
    await _refused(desk, 502)


async def test_a_token_that_is_not_signed_is_not_believed(desk: Desk, provider: Provider) -> None:
    provider.signs_with = "none"
    await _refused(desk, 502)


async def test_coming_back_needs_the_cookie_of_the_browser_that_went(desk: Desk) -> None:
    address = await _to_provider_and_back(desk.browser())
    victim = desk.browser()
    assert (await victim.get(address)).status_code == 400
    await victim.get("/desk/oidc")
    assert (await victim.get(address)).status_code == 400
    assert not await victim.is_signed_in()


async def test_coming_back_twice_with_the_same_code_does_not_work(desk: Desk) -> None:
    browser = desk.browser()
    address = await _to_provider_and_back(browser)
    kept = browser.http.cookies["signpost-oidc"]
    assert (await browser.get(address)).status_code == 200
    browser.http.cookies.set("signpost-oidc", kept)
    assert (await browser.get(address)).status_code == 502


async def test_who_breaks_off_at_the_service_is_told_and_can_try_again(desk: Desk) -> None:
    browser = desk.browser()
    await browser.get("/desk/oidc")
    reply = await browser.get("/desk/oidc/callback?error=access_denied")
    assert reply.status_code == 400
    assert "Signing in was broken off" in browser.text


async def test_a_service_that_is_down_is_said_plainly_and_passwords_still_work(configure: Configure, notices: Notices) -> None:
    down = configure(oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT_ID)
    async with started(down, notices) as desk:
        await desk.settle()
        browser, began = desk.browser(), time.monotonic()
        assert (await browser.get("/desk/oidc")).status_code == 502
        assert "did not answer as it should" in browser.text
        assert time.monotonic() - began < 6
        assert (await browser.sign_in()).status_code == 303


async def test_a_service_that_calls_itself_something_else_is_not_believed(desk: Desk, provider: Provider) -> None:
    provider.issuer = "https://login.evil.example"
    assert (await desk.browser().get("/desk/oidc")).status_code == 502


async def test_the_session_is_like_any_other(desk: Desk) -> None:
    browser, _ = await _sign_in(desk)
    await desk.time_passes(timedelta(minutes=30))
    assert not await browser.is_signed_in()


@pytest.mark.parametrize(
    "values", [{"oidc_issuer": "http://login.example"}, {"oidc_issuer": "https://login.example", "oidc_client_id": ""}]
)
async def test_a_service_without_https_or_without_our_name_there_stops_the_start(
    configure: Configure, values: dict[str, str]
) -> None:
    with pytest.raises(ValidationError, match="oidc"):
        configure(**{"oidc_client_id": CLIENT_ID, **values})
