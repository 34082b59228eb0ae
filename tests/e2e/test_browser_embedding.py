"""The chat on a page of another site."""

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.browser import QUESTION, ChatPage
from tests.e2e.conftest import OpenPage, RunningService
from tests.e2e.host_site import HostSite

pytestmark = pytest.mark.browser

COUNT_REFUSED_BY_POLICY = "window.refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(e.blockedURI));"


def test_a_listed_site_carries_the_chat_with_one_line_under_a_strict_content_policy(
    open_page: OpenPage, host_site: HostSite, service: RunningService
) -> None:
    host_site.carry_chat_from(service.url)
    chat: ChatPage = open_page(host_site.listed)
    chat.page.add_init_script(COUNT_REFUSED_BY_POLICY)
    chat.page.reload()
    chat.open()
    expect(chat.ask(QUESTION)).to_contain_text("Where this comes from")
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    chat.expect_as_stored()
    chat.button("End and forget this chat").click()
    chat.button("Yes, end and forget").click()
    expect(chat.panel).to_be_hidden()
    assert chat.kept() == {}
    assert chat.page.evaluate("window.refused") == []


def test_a_site_that_is_not_listed_gets_no_conversation_but_still_words_and_999(
    open_page: OpenPage, host_site: HostSite, service: RunningService
) -> None:
    host_site.carry_chat_from(service.url)
    chat: ChatPage = open_page(host_site.unlisted)
    chat.launcher.click()
    expect(chat.banner).to_contain_text("999")
    expect(chat.messages).to_have_count(0)
    asked = httpx.post(f"{service.url}/api/conversations", headers={"Origin": host_site.unlisted})
    assert asked.json()["error"]["message"] == "This page is not on the list of pages that may carry the chat."
