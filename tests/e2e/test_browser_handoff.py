"""Waiting for a duty officer, and asking for a call back, in a real browser."""

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.browser import ChatPage
from tests.e2e.test_browser_accessibility import find_violations

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

WAITING = "You are waiting for a duty officer. The computer still answers."
ASKED = "You have asked for a call back. The computer still answers."


def _ask_for_person(chat: ChatPage) -> None:
    chat.ask("I want to talk to a person")
    expect(chat.page.locator(".state-words")).to_have_text(WAITING)
    expect(chat.log.locator(".from-notice")).to_contain_text("A duty officer")


def test_who_waits_is_told_so_and_it_outlasts_a_reload(chat: ChatPage) -> None:
    _ask_for_person(chat)
    chat.page.reload()
    expect(chat.page.locator(".state-words")).to_have_text(WAITING)
    expect(chat.log.locator(".from-notice")).to_have_count(1)


def test_a_call_back_is_asked_for_by_keyboard_alone_and_the_focus_is_never_lost(chat: ChatPage) -> None:
    _ask_for_person(chat)
    ask, reach = chat.button("Ask for a call back"), chat.page.get_by_label("Phone number or email address")
    ask.focus()
    chat.page.keyboard.press("Enter")
    expect(reach).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(reach).to_have_attribute("aria-invalid", "true")
    expect(reach).to_be_focused()
    assert find_violations(chat.page) == []
    chat.page.keyboard.press("Escape")
    expect(ask).to_be_focused()
    expect(chat.panel).to_be_visible()
    chat.page.keyboard.press("Enter")
    chat.page.keyboard.type("07700 900123")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".state-words")).to_have_text(ASKED)
    expect(chat.box).to_be_focused()
    expect(ask).to_be_hidden()


def test_what_was_typed_for_a_call_back_stays_when_it_could_not_be_sent(chat: ChatPage) -> None:
    _ask_for_person(chat)
    chat.button("Ask for a call back").click()
    reach = chat.page.get_by_label("Phone number or email address")
    reach.fill("07700 900123")
    chat.page.route("**/callback", lambda route: route.fulfill(status=httpx.codes.BAD_GATEWAY), times=1)
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".callback .problem")).to_contain_text("Please try again")
    expect(reach).to_have_value("07700 900123")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".state-words")).to_have_text(ASKED)


@pytest.mark.parametrize("size", [(320, 568), (320, 256)])
def test_the_call_back_form_can_be_used_in_a_small_or_zoomed_window(chat: ChatPage, size: tuple[int, int]) -> None:
    _ask_for_person(chat)
    chat.page.set_viewport_size({"width": size[0], "height": size[1]})
    chat.button("Ask for a call back").click()
    chat.page.get_by_label("Phone number or email address").fill("jo@example.org")
    chat.page.locator(".callback").get_by_role("button", name="Send", exact=True).click()
    expect(chat.page.locator(".state-words")).to_have_text(ASKED)
