"""The duty desk by WCAG 2.2 AA as far as a machine can tell: axe in every state, the keyboard, and small screens."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import ChatPage
from tests.e2e.conftest import OpenDesk, OpenPage
from tests.e2e.desk import DeskPage, ask_for_officer
from tests.e2e.test_browser_accessibility import IN_SIGHT, LIVE, find_violations

pytestmark = pytest.mark.browser

LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}},
    "desktop": {"viewport": {"width": 1400, "height": 900}},
    "dark": {"viewport": {"width": 1000, "height": 800}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1400, "height": 900}, "forced_colors": "active"},
}
SMALL = {"phone": {"width": 320, "height": 640}, "400% zoom": {"width": 320, "height": 256}}

# The parts of the page that stick out of the window.
TOO_WIDE = """() => [document.documentElement, ...document.body.querySelectorAll('*:not(.hidden-text, path)')].filter((part) => {
  const { width, left, right } = part.getBoundingClientRect();
  return width && (left < -1 || right > innerWidth + 1);
}).map((part) => part.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(chat: ChatPage, open_desk: OpenDesk, look: str) -> None:
    desk = open_desk("Sam Jones", "supervisor", **LOOKS[look])
    page = desk.page
    conversation = ask_for_officer(chat)
    expect(desk.entry(conversation)).to_be_visible()
    found = {"queue": find_violations(page)}
    desk.open(conversation)
    found["not taken"] = find_violations(page)
    desk.press("Take this conversation")
    expect(desk.box).to_be_focused()
    desk.write("Hello.")
    expect(desk.log.locator(".from-officer")).to_have_count(1)
    desk.box.press("Enter")
    expect(desk.box).to_have_attribute("aria-invalid", "true")
    found["taken, and an error"] = find_violations(page)
    page.keyboard.press("Alt+i")
    found["details"] = find_violations(page)
    page.keyboard.press("Alt+k")
    page.keyboard.type("transport")
    expect(desk.beside.get_by_text("found", exact=False).first).to_be_visible()
    found["answers"] = find_violations(page)
    page.keyboard.press("Alt+r")
    found["ready replies"] = find_violations(page)
    page.keyboard.press("Alt+m")
    for name in ("Pass on", "Close"):
        desk.press(name)
        expect(desk.dialog).to_be_visible()
        found[name] = find_violations(page)
        page.keyboard.press("Escape")
    page.keyboard.press("Alt+/")
    expect(desk.dialog).to_be_visible()
    found["shortcuts"] = find_violations(page)
    assert found == {state: [] for state in found}


def test_everything_works_by_keyboard_alone_and_the_focus_is_never_lost(chat: ChatPage, desk: DeskPage) -> None:
    conversation, press = ask_for_officer(chat), desk.page.keyboard.press
    expect(desk.entry(conversation)).to_be_visible()
    press("Alt+q")
    assert desk.focused()
    desk.entry(conversation).focus()
    press("Enter")
    expect(desk.page.get_by_role("heading", level=2).and_(desk.page.locator("#conversation-title"))).to_be_focused()
    expect(desk.messages.first).to_be_visible()
    press("Alt+a")
    expect(desk.box).to_be_focused()
    desk.page.keyboard.type("Hello")
    press("Shift+Enter")
    desk.page.keyboard.type("there")
    press("Enter")
    expect(chat.log.locator(".from-officer")).to_contain_text("Hello\nthere", use_inner_text=True)
    expect(desk.box).to_be_focused()
    press("Alt+k")
    expect(desk.page.get_by_label("Search the answers")).to_be_focused()
    press("Alt+l")
    expect(desk.log).to_be_focused()
    press("Alt+m")
    expect(desk.box).to_be_focused()
    press("Alt+p")
    expect(desk.dialog).to_be_visible()
    press("Escape")
    expect(desk.box).to_be_focused()
    for _ in range(40):
        press("Tab")
        assert desk.page.evaluate(IN_SIGHT), desk.focused()


@pytest.fixture
def desk(open_desk: OpenDesk) -> DeskPage:
    return open_desk("Sam Jones")


def test_the_focus_stays_on_an_entry_while_the_queue_changes(open_page: OpenPage, chat: ChatPage, desk: DeskPage) -> None:
    conversation = ask_for_officer(chat)
    desk.entry(conversation).focus()
    other = open_page()
    other.open()
    other.write("i want to kill myself")
    expect(desk.group("Waiting").get_by_role("button").first).to_contain_text("Crisis")
    expect(desk.entry(conversation)).to_be_focused()
    desk.take(other.key()["id"])


def test_there_is_one_live_region_and_a_message_is_told_once(chat: ChatPage, desk: DeskPage) -> None:
    desk.take(ask_for_officer(chat))
    assert desk.page.locator(LIVE).count() == 1
    chat.write("hello officer")
    desk.wait_until_heard("Person says: hello officer")
    chat.write("and again")
    desk.wait_until_heard("Person says: and again")
    assert desk.heard().count("Person says: hello officer") == 1


@pytest.mark.parametrize("size", SMALL)
def test_on_a_small_screen_one_part_is_seen_at_a_time_and_nothing_scrolls_sideways(
    chat: ChatPage, open_desk: OpenDesk, size: str
) -> None:
    desk = open_desk("Sam Jones", viewport=SMALL[size])
    conversation = ask_for_officer(chat)
    expect(desk.entry(conversation)).to_be_visible()
    assert desk.page.evaluate(TOO_WIDE) == []
    desk.take(conversation)
    expect(desk.queue).to_be_hidden()
    assert desk.page.evaluate(TOO_WIDE) == []
    desk.press("Details")
    expect(desk.conversation).to_be_hidden()
    assert desk.page.evaluate(TOO_WIDE) == []
    desk.press("Conversation")
    desk.press("Queue")
    expect(desk.entry(conversation)).to_be_visible()
    assert desk.focused()
