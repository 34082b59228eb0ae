"""What breaks while somebody is writing: the network, the web process, the assistant, one reply. Nothing is lost or doubled."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.browser import QUESTION, ChatPage
from tests.e2e.conftest import RunningService

pytestmark = pytest.mark.browser

OFFLINE = "You are offline. Your message is kept and will be sent when you are back."
AGAIN = "how do i appeal"


def test_a_message_written_without_a_network_is_kept_and_sent_once_when_the_network_is_back(chat: ChatPage) -> None:
    go_offline = chat.page.context.set_offline
    chat.write(QUESTION)
    expect(chat.log.locator(".from-person:not(.unsent)")).to_have_count(1)
    go_offline(True)
    expect(chat.banner).to_have_text(OFFLINE)
    chat.write(AGAIN)
    expect(chat.unsent).to_contain_text("Not sent yet. It will be sent when the connection is back.")
    expect(chat.box).to_have_value(AGAIN)
    chat.wait_until_heard(OFFLINE)
    go_offline(False)
    expect(chat.banner).to_be_hidden()
    expect(chat.unsent).to_have_count(0)
    expect(chat.box).to_have_value("")
    expect(chat.answers).to_have_count(3)
    chat.expect_as_stored()
    assert chat.stored("person") == [QUESTION, AGAIN]
    chat.wait_until_heard("Connected again.")


def test_a_message_written_without_a_network_survives_a_reload(chat: ChatPage) -> None:
    chat.page.route("**/api/**", lambda route: route.abort())
    chat.write(QUESTION)
    expect(chat.unsent).to_contain_text("Not sent yet.")
    chat.page.reload()
    expect(chat.banner).to_contain_text("If someone is in danger, ring 999.")
    expect(chat.unsent).to_have_count(1)
    chat.page.unroute("**/api/**")
    expect(chat.answers).to_have_count(2)
    expect(chat.unsent).to_have_count(0)
    chat.expect_as_stored()
    assert chat.stored("person") == [QUESTION]


def test_the_web_process_killed_in_the_middle_loses_nothing_and_doubles_nothing(chat: ChatPage, service: RunningService) -> None:
    chat.write(QUESTION)
    expect(chat.log.locator(".from-person:not(.unsent)")).to_have_count(1)
    service.kill("python -m web")
    chat.write(AGAIN)
    expect(chat.answers).to_have_count(3)
    expect(chat.unsent).to_have_count(0)
    expect(chat.box).to_have_value("")
    expect(chat.banner).to_be_hidden()
    chat.expect_as_stored()
    assert chat.stored("person") == [QUESTION, AGAIN]


def test_while_the_assistant_is_down_the_chat_says_so_with_999_and_it_answers_again_later(
    chat: ChatPage, service: RunningService
) -> None:
    with service.down("python -m bot run"):
        sorry = chat.ask(QUESTION)
        expect(sorry).to_contain_text("not working")
        expect(sorry.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
        crisis = chat.ask("i want to kill myself")
        expect(crisis.get_by_role("link", name="116 123")).to_have_attribute("href", re.compile("^tel:"))
    service.wait_until_healthy()
    answer = chat.ask(QUESTION)
    expect(answer).to_contain_text("Where this comes from")
    chat.expect_as_stored()


@pytest.mark.parametrize("reply", ["never comes", "is an error"])
def test_a_message_whose_reply_is_lost_is_stored_once_however_often_it_is_sent(chat: ChatPage, reply: str) -> None:
    """Without its stream the page cannot know that the message arrived, so it has to send it again."""
    chat.page.route("**/events", lambda route: route.abort())
    chat.page.reload()
    posts: list[str] = []

    def lose(route: Route) -> None:
        posts.append(str(route.request.post_data))
        answer = route.fetch()
        if len(posts) > 1:
            route.fulfill(response=answer)
        elif reply == "never comes":
            route.abort()
        else:
            route.fulfill(status=500, body="Internal Server Error")

    chat.page.route("**/messages", lose)
    chat.write(QUESTION)
    if reply == "is an error":
        expect(chat.unsent).to_contain_text("Not sent.")
        expect(chat.box).to_have_value(QUESTION)
        chat.button("Try again").click()
    expect(chat.unsent).to_have_count(0)
    expect(chat.box).to_have_value("")
    assert len(posts) == 2
    assert len(set(posts)) == 1
    chat.page.unroute("**/events")
    expect(chat.answers).to_have_count(2)
    chat.expect_as_stored()
    assert chat.stored("person") == [QUESTION]
