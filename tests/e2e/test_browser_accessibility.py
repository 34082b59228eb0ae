"""WCAG 2.2 AA as far as a machine can tell: axe in every state, and what axe has no rule for."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.browser import QUESTION, ChatPage
from tests.e2e.conftest import OpenPage

pytestmark = pytest.mark.browser

LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 320, "height": 640}},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}
SMALL = {"phone": {"width": 320, "height": 640}, "400% zoom": {"width": 320, "height": 256}}
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
}
LIVE = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=timer], [role=marquee], output"
ANSWER = "Assistant says: "

# The parts of the panel that stick out of the window, or whose content can be scrolled sideways.
TOO_WIDE = """() => {
  const parts = document.querySelector('signpost-chat').shadowRoot.querySelectorAll('.panel, .panel *:not(.hidden-text, path)');
  return [document.documentElement, ...parts].filter((part) => {
    const { width, left, right } = part.getBoundingClientRect();
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(part).overflowX) && part.scrollWidth > part.clientWidth;
    return width && (left < -1 || right > innerWidth + 1 || scrolls);
  }).map((part) => part.outerHTML.slice(0, 90));
}"""
# Whether what has the focus can be seen: its middle is in the window and nothing else lies over it.
IN_SIGHT = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at === document.body) return true;
  const box = at.getClientRects()[0];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const seen = at.getRootNode().elementFromPoint(box.left + Math.min(box.width / 2, 20), (top + bottom) / 2);
  return bottom - top > 8 && (at.contains(seen) || seen.contains(at));
}"""


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(open_page: OpenPage, look: str) -> None:
    chat = open_page(**LOOKS[look])
    page = chat.page
    found = {"closed": find_violations(page)}
    chat.open()
    found["open"] = find_violations(page)
    chat.ask(QUESTION).get_by_text("Where this comes from").click()
    chat.choices(chat.answers.nth(1)).first.click()
    expect(chat.answers).to_have_count(3)
    found["with answers, sources and choices"] = find_violations(page)
    page.route("**/messages", lambda route: route.fulfill(status=500), times=1)
    chat.write("not accepted")
    expect(chat.unsent).to_contain_text("Not sent.")
    chat.write("a" * 2001)
    expect(chat.box).to_have_attribute("aria-invalid", "true")
    found["errors"] = find_violations(page)
    page.context.set_offline(True)
    expect(chat.banner).to_be_visible()
    found["offline"] = find_violations(page)
    chat.button("End and forget this chat").click()
    expect(chat.button("Yes, end and forget")).to_be_visible()
    found["about to forget"] = find_violations(page)
    assert found == {state: [] for state in found}


@pytest.mark.parametrize("size", SMALL)
def test_on_a_small_screen_nothing_scrolls_sideways_and_the_start_of_an_answer_and_the_box_are_in_sight(
    open_page: OpenPage, size: str
) -> None:
    chat = open_page(viewport=SMALL[size])
    chat.open()
    answer = chat.ask(QUESTION)
    expect(answer.get_by_text("Assistant (computer)")).to_be_in_viewport(ratio=1)
    answer.get_by_text("Where this comes from").click()
    assert chat.page.evaluate(TOO_WIDE) == []
    for part in (chat.box, chat.send):
        expect(part).to_be_in_viewport(ratio=1)
    assert float(chat.box.evaluate("box => parseFloat(getComputedStyle(box).fontSize)")) >= 16
    for key in ["Shift+Tab"] * 25 + ["Tab"] * 25:
        chat.page.keyboard.press(key)
        assert chat.page.evaluate(IN_SIGHT), chat.focused()
    chat.button("Close the chat").click()
    expect(chat.launcher).to_be_focused()
    expect(chat.page.get_by_role("heading", level=1)).to_be_visible()


def test_there_is_one_live_region_and_it_says_a_new_answer_once(chat: ChatPage) -> None:
    chat.wait_until_heard(ANSWER)
    assert chat.page.locator(LIVE).count() == 1
    chat.ask(QUESTION)
    expect(chat.box).to_be_focused()
    chat.page.keyboard.press("Escape")
    chat.wait_until_heard("Chat closed.")
    heard = chat.heard()
    assert heard[0] == "Chat opened."
    assert heard.count("Assistant is writing") <= 1
    assert len([words for words in heard if words.startswith(ANSWER)]) == 2
    assert "You can choose: " in heard[-2]


def test_nothing_is_read_out_again_after_a_reload(chat: ChatPage) -> None:
    chat.ask(QUESTION)
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    chat.button("Close the chat").click()
    chat.wait_until_heard("Chat closed.")
    assert chat.heard() == ["Chat closed."]


def test_the_tab_order_follows_what_is_seen_and_leads_out_of_the_chat_again(chat: ChatPage) -> None:
    chat.page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()
    chat.page.keyboard.press("Enter")
    chat.launcher.focus()
    order = []
    for _ in range(30):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate(IN_SIGHT), chat.focused()
        order.append(chat.focused())
        if order[-1] == "999":
            break
    starters = chat.choices(chat.answers.first).all_inner_texts()
    top = ["Close the chat", "Copy", "Print", "End and forget this chat", "Conversation"]
    assert order == [*top, *starters, "Your message", "Send message", "999"]
    chat.page.keyboard.press("Tab")
    assert chat.page.evaluate("document.activeElement.localName") != "signpost-chat"


def test_escape_closes_the_chat_gives_the_focus_back_and_leaves_the_page_alone(chat: ChatPage) -> None:
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")
    chat.launcher.click()
    expect(chat.box).to_be_focused()
    chat.page.get_by_role("link", name="Topics").focus()
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_visible()


def find_violations(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it is now."""
    violations = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {re.sub(r'\\s+', ' ', node['html'])[:120]}"
        for rule in violations
        for node in rule["nodes"]
    ]
