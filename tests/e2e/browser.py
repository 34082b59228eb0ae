"""The chat on a page in a real browser, its parts named as a person or a screen reader knows them."""

import re
import shutil
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

QUESTION = "what is mediation"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_PATIENCE_MS = 30_000

# Notes down all that the live region says.
_LISTEN = """addEventListener('DOMContentLoaded', () => {
  window.heard = [];
  const live = document.querySelector('signpost-chat')?.shadowRoot.querySelector('[role=status]');
  if (live) new MutationObserver(() => live.textContent && window.heard.push(live.textContent))
    .observe(live, { childList: true, characterData: true, subtree: true });
});"""
_FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
  return at === document.body ? '' : name.replace(/\\s+/g, ' ').trim();
}"""


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium that this machine has."""
    expect.set_options(timeout=_PATIENCE_MS)
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(f"the browser tests need one of {', '.join(_NAMES)}: see deploy/browser.sh")
    return playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)


class ChatPage:
    """A page with the chat. `url`: the page; `server`: the service that the chat talks to."""

    def __init__(self, page: Page, url: str, server: str) -> None:
        self.page, self.server = page, server
        self.errors: list[str] = []
        self.calls: list[str] = []
        page.set_default_timeout(_PATIENCE_MS)
        page.add_init_script(_LISTEN)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda r: self.calls.append(f"{r.method} {r.url}") if "/api/" in r.url else None)
        self.launcher = page.get_by_role("button", name=re.compile("^Ask about SEND"))
        self.panel = page.get_by_role("dialog", name="Ask about SEND")
        self.log = page.get_by_role("region", name="Conversation")
        self.messages = self.log.locator(".message")
        self.answers = self.log.locator(".from-assistant")
        self.unsent = self.log.locator(".unsent")
        self.box = page.get_by_role("textbox", name="Your message")
        self.send = page.get_by_role("button", name="Send message")
        self.banner = page.locator("signpost-chat .banner")
        page.goto(url)

    def open(self) -> None:
        """Press the launcher and wait for the welcome."""
        self.launcher.click()
        expect(self.answers).to_have_count(1)

    def write(self, text: str) -> None:
        """Type a message and press Enter."""
        self.box.fill(text)
        self.box.press("Enter")

    def ask(self, text: str) -> Locator:
        """Send a message and return its answer when that is there."""
        before = self.answers.count()
        self.write(text)
        expect(self.answers).to_have_count(before + 1)
        return self.answers.nth(before)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def choices(self, answer: Locator) -> Locator:
        """Return the buttons offered under an answer."""
        return answer.get_by_role("group").get_by_role("button")

    def texts(self, of: Locator | None = None) -> list[str]:
        """Return what the messages say, in the order shown."""
        return (of or self.messages).locator(".body").all_inner_texts()

    def focused(self) -> str:
        """Return the name of what has the focus; '' if nothing has."""
        name: str = self.page.evaluate(_FOCUSED)
        return name

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until the target has the focus."""
        for _ in range(40):
            self.page.keyboard.press(key)
            if target.evaluate("element => element.getRootNode().activeElement === element"):
                return
        raise AssertionError(f"{target} cannot be reached by {key}")

    def wait_until_heard(self, start: str) -> None:
        """Wait until a screen reader has been told something that starts so."""
        self.page.wait_for_function("start => window.heard.some(words => words.startsWith(start))", arg=start)

    def heard(self) -> list[str]:
        """Return all that a screen reader has been told since the page was loaded."""
        words: list[str] = self.page.evaluate("window.heard")
        return words

    def kept(self) -> dict[str, Any]:
        """Return what the browser keeps for the page, by place; places that hold nothing are left out."""
        places = "({ session: { ...sessionStorage }, local: { ...localStorage } })"
        kept = {**self.page.evaluate(places), "cookies": self.page.context.cookies()}
        return {place: content for place, content in kept.items() if content}

    def key(self) -> dict[str, str]:
        """Return the id and token of this tab's conversation."""
        key: dict[str, str] = self.page.evaluate("JSON.parse(sessionStorage.getItem('signpost-chat')).key")
        return key

    def read(self, key: dict[str, str]) -> httpx.Response:
        """Ask the server for a conversation, past the browser."""
        headers = {"Authorization": f"Bearer {key['token']}"}
        return httpx.get(f"{self.server}/api/conversations/{key['id']}", headers=headers, timeout=20)

    def stored(self, sender: str | None = None) -> list[str]:
        """Return the texts of this tab's conversation as the server has them, in order; of one sender if given."""
        messages = self.read(self.key()).raise_for_status().json()["messages"]
        assert [m["seq"] for m in messages] == list(range(1, len(messages) + 1))
        return [m["text"] for m in messages if sender in (None, m["sender"])]

    def expect_as_stored(self) -> None:
        """Check that the page shows what the server has: each message once, in the same order."""
        stored = self.read(self.key()).raise_for_status().json()["messages"]
        expect(self.messages).to_have_count(len(stored))
        shown = self.messages.evaluate_all("items => items.map(item => Number(item.dataset.seq))")
        assert shown == [m["seq"] for m in stored]
