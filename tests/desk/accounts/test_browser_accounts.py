"""The pages of signing in, in a real browser: without script, by keyboard, at every size and in every look."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any, NamedTuple

import pyotp
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.desk.accounts.conftest import Configure
from tests.desk.accounts.officer import EMAIL, PASSWORD, started
from tests.e2e.browser import launch
from tests.e2e.test_browser_accessibility import AXE, LOOKS
from web.gateway.notices import Notices
from web.settings import Settings

pytestmark = pytest.mark.browser
_TOO_WIDE = """() => [...document.querySelectorAll('body, body *:not(.hidden-text, path)')].filter((part) => {
  const { width, left, right } = part.getBoundingClientRect();
  return width && !part.closest('.skip') && (left < -1 || right > innerWidth + 1);
}).map((part) => part.outerHTML.slice(0, 90))"""
type Open = Callable[..., Page]


class Running(NamedTuple):
    """The accounts' pages on a port, and a new officer's first password."""

    url: str
    first_password: str


async def _serve(config: Settings, notices: Notices, tell: Callable[[Running], None], stop: threading.Event) -> None:
    async with started(config, notices) as desk:

        @desk.app.get("/desk")
        async def page() -> str:
            return "the desk"

        server = uvicorn.Server(uvicorn.Config(desk.app, port=0, log_config=None))
        serving = asyncio.create_task(server.serve())
        while not server.started:
            assert not serving.done()
            await asyncio.sleep(0.01)
        tell(Running(f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}", await desk.add()))
        await asyncio.to_thread(stop.wait)
        server.should_exit = True
        await serving


@pytest.fixture
def running(configure: Configure, notices: Notices) -> Iterator[Running]:
    told, stop = SimpleQueue[Running](), threading.Event()
    config = configure(desk_insecure_cookie=True)
    thread = threading.Thread(target=lambda: asyncio.run(_serve(config, notices, told.put, stop)))
    thread.start()
    yield told.get(timeout=30)
    stop.set()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def open_page(running: Running, browser: Browser) -> Iterator[Open]:
    """Open the sign-in page in a browser context of its own."""
    contexts = []

    def open_one(path: str = "/desk/sign-in", **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(running.url + path)
        return page

    yield open_one
    for context in contexts:
        context.close()


def _field(page: Page, name: str) -> Any:
    return page.get_by_label(name, exact=True)


def _give_password(page: Page, password: str) -> None:
    _field(page, "E-mail address").fill(EMAIL)
    _field(page, "Password").fill(password)
    page.get_by_role("button", name="Continue").click()


def _choose_password(page: Page) -> None:
    _field(page, "New password").fill(PASSWORD)
    _field(page, "New password again").fill(PASSWORD)
    page.get_by_role("button", name="Save and continue").click()


def _code(page: Page) -> str:
    return pyotp.TOTP(page.locator(".key").inner_text().replace(" ", "")).now()


def _set_up(page: Page) -> None:
    _field(page, "Code from your app").fill(_code(page))
    page.get_by_role("button", name="Finish and show my recovery codes").click()


def test_an_officer_signs_in_the_first_time_without_any_script(open_page: Open, running: Running) -> None:
    page = open_page("/desk/account", java_script_enabled=False)
    _give_password(page, running.first_password)
    _choose_password(page)
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    _set_up(page)
    expect(page.get_by_role("listitem")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page_and_nothing_is_too_wide(open_page: Open, running: Running, look: str) -> None:
    page = open_page(**LOOKS[look])
    found = {"sign in": _faults(page)}
    _give_password(page, "wrong")
    found["wrong password"] = _faults(page)
    _give_password(page, running.first_password)
    found["new password"] = _faults(page)
    page.get_by_role("button", name="Save and continue").click()
    found["poor password"] = _faults(page)
    _choose_password(page)
    found["set up"] = _faults(page)
    page.get_by_role("button", name="Finish and show my recovery codes").click()
    found["wrong code"] = _faults(page)
    _set_up(page)
    found["recovery codes"] = _faults(page)
    code = page.get_by_role("listitem").first.inner_text()
    page.goto(f"{running.url}/desk/account?done=password")
    found["account"] = _faults(page)
    page.get_by_role("button", name="Make ten new codes").click()
    found["account with a mistake"] = _faults(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    _give_password(page, PASSWORD)
    found["second step"] = _faults(page)
    page.get_by_role("link", name="use a recovery code").click()
    found["recovery code"] = _faults(page)
    _field(page, "Recovery code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk")
    assert {name: faults for name, faults in found.items() if faults} == {}


def _faults(page: Page) -> list[str]:
    violations = Axe().run(page, options=AXE).response["violations"]
    wide: list[str] = page.evaluate(_TOO_WIDE)
    return [f"{v['id']}: {node['html']}" for v in violations for node in v["nodes"]] + [f"too wide: {part}" for part in wide]


def test_a_mistake_is_told_at_the_top_in_the_title_and_at_the_field(open_page: Open) -> None:
    page = open_page()
    _give_password(page, "wrong")
    expect(page).to_have_title("Error: Sign in – Signpost duty desk")
    words = "The e-mail address or the password is not right. Check both and try again."
    expect(page.get_by_role("alert")).to_contain_text(words)
    email = _field(page, "E-mail address")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description(f"Error: {words}")
    page.get_by_role("alert").get_by_role("link").click()
    expect(email).to_be_focused()


def test_password_managers_and_phones_are_told_what_each_field_is(open_page: Open, running: Running) -> None:
    page = open_page()
    assert _autocomplete(page) == {"email": "username", "password": "current-password"}
    _give_password(page, running.first_password)
    assert _autocomplete(page) == {"username": "username", "password": "new-password", "again": "new-password"}
    _choose_password(page)
    assert _autocomplete(page) == {"code": "one-time-code"}
    code = _field(page, "Code from your app")
    expect(code).to_have_attribute("inputmode", "numeric")


def _autocomplete(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('input[autocomplete]')].map(i => [i.name, i.autocomplete]))"
    )
    return found


def test_a_link_on_another_site_opens_for_an_officer_who_is_signed_in(open_page: Open, running: Running) -> None:
    page = open_page()
    _give_password(page, running.first_password)
    _choose_password(page)
    _set_up(page)
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    # Another site to a browser: localhost and 127.0.0.1 are not the same.
    elsewhere = running.url.replace("localhost", "127.0.0.1")
    mail = f'<a href="{running.url}/desk/account">Open</a>'
    page.route(f"{elsewhere}/mail", lambda route: route.fulfill(content_type="text/html", body=mail))
    page.goto(f"{elsewhere}/mail")
    page.get_by_role("link", name="Open").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
