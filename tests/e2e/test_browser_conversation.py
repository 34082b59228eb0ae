"""A parent's way through the chat in a real browser."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.browser import QUESTION, ChatPage
from tests.e2e.conftest import OpenPage

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hurt = 1"><script>window.hurt = 1</script> [click](javascript:alert(1)) **bold** <b>b</b>'
STUB_PRINT = "window.print = () => { top.printed = document.body.innerText; };"


def test_the_chat_opens_by_mouse_and_everything_works_by_keyboard_alone(open_page: OpenPage) -> None:
    by_mouse = open_page()
    by_mouse.launcher.click()
    expect(by_mouse.panel).to_be_visible()
    expect(by_mouse.box).to_be_focused()

    chat = open_page()
    press = chat.page.keyboard.press
    chat.tab_to(chat.launcher)
    press("Enter")
    expect(chat.box).to_be_focused()
    expect(chat.answers).to_have_count(1)
    chat.page.keyboard.type(QUESTION)
    press("Enter")
    expect(chat.answers).to_have_count(2)
    expect(chat.box).to_be_focused()
    expect(chat.box).to_have_value("")
    choice = chat.choices(chat.answers.nth(1)).first
    chat.tab_to(choice, "Shift+Tab")
    press("Space")
    expect(chat.answers).to_have_count(3)
    expect(choice).to_be_focused()
    press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_nothing_is_asked_of_the_server_or_kept_in_the_browser_before_the_chat_is_opened(open_page: OpenPage) -> None:
    chat = open_page()
    chat.tab_to(chat.launcher)
    chat.launcher.hover()
    chat.page.wait_for_load_state("networkidle")
    assert chat.calls == []
    assert chat.kept() == {}
    chat.open()
    assert set(chat.kept()) == {"session"}


def test_a_question_gets_its_answer_with_its_sources_and_the_dates_they_were_checked(chat: ChatPage) -> None:
    answer = chat.ask(QUESTION)
    expect(answer).to_contain_text("mediation")
    source = answer.get_by_role("link", name=re.compile("section|regulation"))
    expect(source.first).to_be_hidden()
    answer.get_by_text("Where this comes from").click()
    expect(source.first).to_be_visible()
    expect(source.first).to_have_accessible_name(re.compile(r"\(opens in new tab\)$"))
    assert (source.first.get_attribute("href") or "").startswith("https://")
    entries = answer.get_by_role("list").last.get_by_role("listitem").all_inner_texts()
    assert all(re.search(r", checked \d{1,2} [A-Z][a-z]+ 20\d\d$", entry) for entry in entries)


def test_a_choice_is_sent_once_marked_and_stays_marked_after_a_reload(chat: ChatPage) -> None:
    choices = chat.choices(chat.answers.first)
    label = choices.nth(1).inner_text()
    choices.nth(1).focus()
    chat.page.keyboard.press("Enter")
    chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(2)
    assert chat.stored("person") == [label]
    for _ in ("before", "after a reload"):
        expect(choices.nth(1)).to_have_accessible_name(f"{label} (chosen)")
        for choice in choices.all():
            expect(choice).to_have_attribute("aria-disabled", "true")
        chat.page.reload()
        expect(chat.answers).to_have_count(2)


def test_a_reload_brings_the_conversation_back_once_in_order_open_and_without_taking_the_focus(chat: ChatPage) -> None:
    chat.ask(QUESTION)
    chat.box.fill("how long does")
    before, key = chat.texts(), chat.key()
    chat.page.reload()
    expect(chat.panel).to_be_visible()
    expect(chat.messages).to_have_count(len(before))
    assert chat.texts() == before
    expect(chat.box).to_have_value("how long does")
    assert chat.focused() == ""
    assert chat.key() == key
    chat.ask("how do i appeal")
    chat.expect_as_stored()
    assert chat.stored("person") == [QUESTION, "how do i appeal"]
    chat.button("Close the chat").click()
    chat.page.reload()
    expect(chat.launcher).to_be_visible()
    expect(chat.panel).to_be_hidden()


def test_a_reload_in_the_middle_of_sending_loses_nothing_and_doubles_nothing(chat: ChatPage) -> None:
    chat.write(QUESTION)
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    expect(chat.unsent).to_have_count(0)
    expect(chat.box).to_have_value("")
    chat.expect_as_stored()
    assert chat.stored("person") == [QUESTION]


def test_an_answer_that_comes_while_the_chat_is_closed_is_counted_on_the_launcher(chat: ChatPage) -> None:
    held: list[Route] = []
    chat.page.route("**/messages", lambda route: held.append(route))
    with chat.page.expect_request("**/messages"):
        chat.write(QUESTION)
    chat.page.keyboard.press("Escape")
    held[0].continue_()
    expect(chat.launcher).to_have_accessible_name("Ask about SEND, 1 new message")
    chat.launcher.click()
    expect(chat.launcher).to_have_accessible_name("Ask about SEND")
    expect(chat.answers).to_have_count(2)


def test_two_tabs_hold_a_conversation_each(chat: ChatPage, open_page: OpenPage) -> None:
    other = ChatPage(chat.page.context.new_page(), chat.page.url, chat.server)
    other.open()
    other.ask("how do i appeal")
    chat.ask(QUESTION)
    assert chat.key()["id"] != other.key()["id"]
    assert chat.stored("person") == [QUESTION]
    assert other.stored("person") == ["how do i appeal"]
    for tab in (chat, other):
        tab.expect_as_stored()


def test_ending_the_chat_asks_first_then_forgets_it_on_both_sides(chat: ChatPage) -> None:
    chat.ask(QUESTION)
    chat.box.fill("half a thought")
    key = chat.key()
    end = chat.button("End and forget this chat")
    end.click()
    expect(chat.page.get_by_role("group", name=re.compile("cannot be undone"))).to_be_focused()
    chat.button("No, keep the chat").click()
    expect(end).to_be_focused()
    assert chat.read(key).status_code == 200
    end.click()
    chat.button("Yes, end and forget").click()
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    chat.wait_until_heard("The chat has ended and has been forgotten.")
    assert chat.read(key).status_code == 404
    assert chat.kept() == {}
    chat.open()
    expect(chat.messages).to_have_count(1)
    expect(chat.box).to_have_value("")
    assert chat.key()["id"] != key["id"]


def test_the_conversation_can_be_copied_with_its_sources(open_page: OpenPage) -> None:
    chat = open_page(permissions=["clipboard-read", "clipboard-write"])
    chat.open()
    chat.ask(QUESTION)
    chat.button("Copy").click()
    expect(chat.panel.get_by_text("Copied.")).to_be_visible()
    copied: str = chat.page.evaluate("navigator.clipboard.readText()")
    assert f"You ({_time(copied)}):\n{QUESTION}\n" in copied
    assert re.search(r"Where this comes from:\n- .+, https://\S+, checked \d", copied)
    assert "opens in new tab" not in copied


def test_the_conversation_is_printed_alone_with_its_sources(open_page: OpenPage) -> None:
    chat = open_page()
    chat.page.add_init_script(STUB_PRINT)
    chat.page.reload()
    chat.open()
    chat.ask(QUESTION)
    chat.write(HOSTILE)
    expect(chat.answers).to_have_count(3)
    chat.button("Print").click()
    chat.page.wait_for_function("window.printed")
    printed: str = chat.page.evaluate("window.printed")
    shown = chat.texts()
    assert [printed.find(text.splitlines()[0]) > 0 for text in shown] == [True] * len(shown)
    assert re.search(r"https://\S+, checked \d", printed)
    assert chat.page.get_by_role("heading", level=1).inner_text() not in printed
    assert chat.page.evaluate("window.hurt") is None


def test_what_a_person_writes_is_shown_as_text_and_never_run(chat: ChatPage) -> None:
    chat.ask(HOSTILE)
    own = chat.log.locator(".from-person .body")
    for _ in ("before", "after a reload"):
        expect(own).to_have_text(HOSTILE)
        assert own.locator("img, script, a, strong, b").count() == 0
        assert chat.page.evaluate("window.hurt") is None
        chat.page.reload()


def test_2001_characters_are_refused_in_words_and_stay_in_the_box(chat: ChatPage) -> None:
    chat.write("a" * 2001)
    expect(chat.box).to_have_accessible_description(
        re.compile("Error: Your message is too long. Make it 2,000 characters or fewer.")
    )
    expect(chat.box).to_have_attribute("aria-invalid", "true")
    expect(chat.box).to_be_focused()
    assert len(chat.box.input_value()) == 2001
    assert not [call for call in chat.calls if call.endswith("/messages")]
    chat.box.press("Backspace")
    expect(chat.box).not_to_have_attribute("aria-invalid", "true")
    chat.box.press("Enter")
    expect(chat.answers).to_have_count(2)
    assert chat.stored("person") == ["a" * 2000]


def test_a_message_that_the_server_refuses_stays_in_the_box_with_the_servers_words(chat: ChatPage) -> None:
    words = "That is a lot of messages in a short time."
    refusal = {"error": {"code": "too_many", "message": words}}
    chat.page.route("**/messages", lambda route: route.fulfill(status=429, json=refusal), times=1)
    chat.write(QUESTION)
    expect(chat.unsent).to_contain_text(f"Not sent. {words}")
    expect(chat.box).to_have_value(QUESTION)
    chat.button("Try again").click()
    expect(chat.answers).to_have_count(2)
    expect(chat.box).to_have_value("")
    assert chat.stored("person") == [QUESTION]


def _time(copied: str) -> str:
    found = re.search(r"You \((.+?)\):", copied)
    assert found
    return found[1]
