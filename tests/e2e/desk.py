"""The duty desk in a real browser, its parts named as an officer or a screen reader knows them."""

import re
import subprocess
import sys
import uuid
from dataclasses import dataclass

import pyotp
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import ChatPage
from web.settings import ROOT

_PASSWORD = "three unrelated kettles"
_FOCUS = "document.activeElement === document.body ? '' : document.activeElement.id || document.activeElement.textContent"

# Notes down all that the live region says.
_LISTEN = """addEventListener('DOMContentLoaded', () => {
  window.heard = [];
  new MutationObserver(() => {
    const live = document.querySelector('body > [role=status]');
    if (live?.textContent && window.heard.at(-1) !== live.textContent) window.heard.push(live.textContent);
  }).observe(document, { childList: true, characterData: true, subtree: true });
});"""


@dataclass(frozen=True)
class NewOfficer:
    """An account as given out: to be set up at the first sign-in."""

    email: str
    name: str
    password: str


def new_officer(environment: dict[str, str], name: str, role: str) -> NewOfficer:
    """Add an account as whoever runs the service does."""
    email = f"{uuid.uuid4().hex[:12]}@example.org"
    command = [sys.executable, "-m", "web.desk.accounts", "add", email, name, "--role", role]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    password = re.search(r"^First password.*: (\S+)$", said, re.MULTILINE)
    assert password, said
    return NewOfficer(email, name, password[1])


class DeskPage:
    """The duty desk as one officer has it open."""

    def __init__(self, page: Page, server: str, officer: NewOfficer) -> None:
        self.page, self.server, self.officer = page, server, officer
        self.errors: list[str] = []
        page.add_init_script(_LISTEN)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.queue = page.get_by_role("region", name="Queue")
        self.conversation = page.get_by_role("region", name="This conversation")
        self.log = page.get_by_role("region", name="Conversation", exact=True)
        self.messages = self.log.locator(".message")
        self.box = page.get_by_role("textbox", name="Your reply")
        self.beside = page.get_by_role("region", name="Beside the conversation")
        self.dialog = page.get_by_role("dialog")
        self._sign_in()

    def _sign_in(self) -> None:
        page = self.page
        page.goto(f"{self.server}/desk")
        page.get_by_label("E-mail address").fill(self.officer.email)
        page.get_by_label("Password").fill(self.officer.password)
        self.press("Continue")
        page.get_by_label("New password", exact=True).fill(_PASSWORD)
        page.get_by_label("New password again").fill(_PASSWORD)
        self.press("Save and continue")
        key = "".join(page.locator(".key").inner_text().split())
        page.get_by_label("Code from your app").fill(pyotp.TOTP(key).now())
        self.press("Finish and show my recovery codes")
        page.get_by_role("link", name="I have kept them").click()
        expect(self.queue).to_be_visible()

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press the button of that name."""
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def entry(self, conversation: str) -> Locator:
        """Return the entry of a conversation in the queue."""
        return self.queue.locator(f'button[data-conversation="{conversation}"]')

    def group(self, name: str) -> Locator:
        """Return the list of the queue under that heading."""
        return self.queue.get_by_role("list", name=re.compile(f"^{name}"))

    def open(self, conversation: str) -> None:
        """Open a conversation from the queue."""
        self.entry(conversation).click()
        expect(self.messages.first).to_be_visible()

    def take(self, conversation: str) -> None:
        """Open a conversation and take it."""
        self.open(conversation)
        self.press("Take this conversation")
        expect(self.box).to_be_focused()

    def write(self, text: str) -> None:
        """Type a reply and press Enter."""
        self.box.fill(text)
        self.box.press("Enter")

    def tab(self, name: str) -> None:
        """Show one of the parts beside the conversation."""
        self.beside.get_by_role("tab", name=name).click()

    def focused(self) -> str:
        """Return the id or the words of what has the focus; '' if nothing has."""
        focused: str = self.page.evaluate(_FOCUS)
        return focused

    def heard(self) -> list[str]:
        """Return all that a screen reader has been told since the page was loaded."""
        words: list[str] = self.page.evaluate("window.heard")
        return words

    def wait_until_heard(self, start: str) -> None:
        """Wait until a screen reader has been told something that starts so."""
        self.page.wait_for_function("start => window.heard.some(words => words.startsWith(start))", arg=start)


def ask_for_officer(chat: ChatPage) -> str:
    """Ask for a duty officer in an open chat, and return the conversation's id."""
    key = chat.key()
    headers = {"Authorization": f"Bearer {key['token']}"}
    asked = chat.page.request.post(f"{chat.server}/api/conversations/{key['id']}/handoff", headers=headers, data={})
    assert asked.status == 202, asked.text()
    return key["id"]
