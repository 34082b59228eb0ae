"""What the desk's routes ask for: an officer, a role, and for changes the CSRF value."""

from typing import Annotated

import httpx
import pytest
from fastapi import Depends

from tests.desk.accounts.officer import Desk
from web.desk.accounts.access import SignedIn, needs
from web.desk.accounts.models import ROLES, Officer, Role

pytestmark = pytest.mark.anyio
Supervising = Annotated[Officer, Depends(needs("supervisor", "admin"))]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The desk with a page, a reading and a changing route, and one for supervisors."""

    @desk.app.get("/desk")
    @desk.app.get("/desk/api/name")
    @desk.app.post("/desk/api/name")
    @desk.app.put("/desk/api/name")
    @desk.app.delete("/desk/api/name")
    async def name(officer: SignedIn) -> str:
        return officer.first_name

    @desk.app.get("/desk/api/overview")
    @desk.app.delete("/desk/api/overview")
    async def overview(officer: Supervising) -> str:
        return officer.role

    return desk


async def test_a_stranger_is_sent_to_sign_in_from_a_page_and_refused_by_the_api(desk: Desk) -> None:
    stranger = desk.browser()
    assert (await stranger.get("/desk")).headers["location"] == "/desk/sign-in?next=%2Fdesk"
    for method, path in [("GET", "name"), ("POST", "name"), ("GET", "overview"), ("DELETE", "overview"), ("GET", "session")]:
        refused = await stranger.http.request(method, f"/desk/api/{path}")
        assert (refused.status_code, refused.json()["error"]["code"]) == (401, "sign_in")


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "'", "é"])
async def test_a_made_up_cookie_opens_nothing(desk: Desk, cookie: str) -> None:
    await desk.settle()
    reply = await desk.browser().http.get("/desk/api/name", headers={b"Cookie": f"__Secure-signpost-desk={cookie}".encode()})
    assert reply.status_code == 401


async def test_an_officer_who_has_given_only_the_password_is_a_stranger(desk: Desk) -> None:
    await desk.settle()
    browser = desk.browser()
    await browser.sign_in()
    assert (await browser.http.get("/desk/api/name")).status_code == 401
    assert (await browser.get("/desk")).status_code == 303


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_change_needs_the_csrf_value_of_the_session(desk: Desk, method: str) -> None:
    browser, _ = await desk.settle()
    other, _ = await desk.settle("other@council.example")

    async def change(headers: dict[str, str]) -> httpx.Response:
        return await browser.http.request(method, "/desk/api/name", headers=headers)

    for headers in ({}, {"X-CSRF": ""}, {"X-CSRF": "x"}, {"X-CSRF": await other.csrf()}):
        refused = await change(headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "csrf")
    assert (await change({"X-CSRF": await browser.csrf()})).text == '"Sam"'


@pytest.mark.parametrize(
    "path", ["/desk/account/password", "/desk/account/recovery-codes", "/desk/account/sign-out-elsewhere", "/desk/sign-out"]
)
async def test_a_form_without_the_csrf_value_is_refused_with_a_page(desk: Desk, path: str) -> None:
    browser, _ = await desk.settle()
    refused = await browser.http.post(path, data={"csrf": "x"})
    assert refused.status_code == 403
    assert "Reload it and try again" in refused.text
    assert await browser.is_signed_in()


@pytest.mark.parametrize("path", ["/desk/sign-in", "/desk/second-step", "/desk/sign-out", "/desk/api/name"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://www.school.example"])
async def test_a_form_on_another_page_is_refused_even_one_that_may_carry_the_chat(desk: Desk, path: str, origin: str) -> None:
    browser, _ = await desk.settle()
    assert (await browser.http.post(path, headers={"Origin": origin})).status_code == 403
    assert await browser.is_signed_in()


@pytest.mark.parametrize("role", ROLES)
async def test_only_the_roles_that_are_named_get_in(desk: Desk, role: Role) -> None:
    browser, _ = await desk.settle(role=role)
    reply = await browser.http.get("/desk/api/overview")
    assert reply.status_code == (403 if role == "officer" else 200)
    if role == "officer":
        assert reply.json()["error"]["code"] == "role"


async def test_a_role_that_is_taken_away_is_gone_at_once(desk: Desk) -> None:
    browser, _ = await desk.settle(role="supervisor")
    await desk.keeping.set_role("sam.jones@council.example", "officer")
    assert (await browser.http.get("/desk/api/overview")).status_code == 403
