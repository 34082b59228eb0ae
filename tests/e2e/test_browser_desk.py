"""A duty officer's work, with the person in a browser of their own."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import QUESTION, ChatPage
from tests.e2e.conftest import OpenDesk, OpenPage
from tests.e2e.desk import DeskPage, ask_for_officer

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hurt = 1"> [click](javascript:alert(1)) **bold**'
CRY = "i want to kill myself"


@pytest.fixture
def desk(open_desk: OpenDesk) -> DeskPage:
    return open_desk("Sam Jones")


def test_whoever_is_not_signed_in_sees_nothing_of_the_desk(chat: ChatPage) -> None:
    page = chat.page.context.new_page()
    page.goto(f"{chat.server}/desk")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert page.request.get(f"{chat.server}/desk/api/queue").status == 401


def test_what_the_person_and_the_officer_write_reaches_the_other_and_the_computer_stays_silent(
    chat: ChatPage, desk: DeskPage
) -> None:
    conversation = ask_for_officer(chat)
    expect(desk.entry(conversation)).to_be_visible()
    desk.take(conversation)
    answers = chat.answers.count()
    desk.write("Hello, how can I help?")
    expect(chat.log.locator(".from-officer")).to_have_text([re.compile("Sam, duty officer.*Hello, how can I help", re.DOTALL)])
    chat.write("the school has stopped answering me")
    expect(desk.messages.last).to_contain_text("the school has stopped answering me")
    desk.wait_until_heard("Person says: the school has stopped answering me")
    desk.write("I am sorry to hear that.")
    expect(chat.log.locator(".from-officer")).to_have_count(2)
    assert chat.stored("officer") == ["Hello, how can I help?", "I am sorry to hear that."]
    expect(chat.answers).to_have_count(answers)


def test_a_cry_for_help_stands_first_and_calls_for_attention_until_it_is_taken(
    open_page: OpenPage, chat: ChatPage, desk: DeskPage
) -> None:
    earlier = ask_for_officer(chat)
    expect(desk.entry(earlier)).to_be_visible()
    other = open_page()
    other.open()
    other.write(CRY)
    first = desk.group("Waiting").get_by_role("button").first
    expect(first).to_have_attribute("data-conversation", other.key()["id"])
    expect(first).to_contain_text("Crisis")
    expect(first).to_contain_text(CRY)
    desk.wait_until_heard("Crisis: somebody needs an officer now.")
    desk.page.wait_for_function("() => document.title.startsWith('!! Crisis')")
    first.click()
    desk.press("Take this conversation")
    expect(desk.box).to_be_focused()
    desk.page.wait_for_function("() => !document.title.startsWith('!!')")


def test_of_two_officers_one_gets_the_conversation_and_the_other_is_told_who(
    chat: ChatPage, desk: DeskPage, open_desk: OpenDesk
) -> None:
    conversation, other = ask_for_officer(chat), open_desk("Ann Lee")
    for one in (desk, other):
        one.open(conversation)
    # The second does not hear of it before they press.
    other.page.route("**/desk/api/queue", lambda route: route.abort())
    desk.press("Take this conversation")
    expect(desk.box).to_be_focused()
    other.press("Take this conversation")
    expect(other.dialog).to_contain_text("Sam Jones has this conversation already.")
    other.page.unroute("**/desk/api/queue")
    other.press("Close", other.dialog)
    expect(other.box).to_be_hidden()
    expect(other.conversation).to_contain_text("Sam Jones has this conversation.")
    expect(other.entry(conversation)).to_contain_text("With Sam Jones")


def test_nothing_is_lost_or_doubled_when_the_officers_line_breaks(chat: ChatPage, desk: DeskPage) -> None:
    desk.take(ask_for_officer(chat))
    desk.page.context.set_offline(True)
    desk.write("Written without a line.")
    expect(desk.messages.last).to_contain_text("Not sent yet.")
    chat.write("are you still there")
    desk.page.context.set_offline(False)
    expect(desk.messages.filter(has_text="are you still there")).to_have_count(1)
    expect(chat.log.locator(".from-officer")).to_have_count(1)
    expect(desk.log.locator(".unsent")).to_have_count(0)
    assert chat.stored("officer") == ["Written without a line."]


def test_a_reload_brings_back_the_conversation_and_what_was_being_written(chat: ChatPage, desk: DeskPage) -> None:
    desk.take(ask_for_officer(chat))
    desk.write("One moment, please.")
    expect(chat.log.locator(".from-officer")).to_have_count(1)
    desk.box.fill("I have found")
    desk.page.reload()
    expect(desk.box).to_have_value("I have found")
    expect(desk.messages.last).to_contain_text("One moment, please.")
    desk.press("Sign out")
    expect(desk.page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert desk.page.evaluate("sessionStorage.length") == 0


def test_an_answer_of_the_knowledge_base_goes_out_as_it_stands_with_its_sources(chat: ChatPage, desk: DeskPage) -> None:
    desk.take(ask_for_officer(chat))
    desk.tab("Answers")
    desk.page.get_by_label("Search the answers").fill("mediation certificate")
    found = desk.beside.get_by_role("listitem").filter(has_text="ediation").first
    found.get_by_role("button", name=re.compile("^Send")).click()
    sent = chat.log.locator(".from-officer")
    expect(sent).to_have_count(1)
    sent.get_by_text("Where this comes from").click()
    expect(sent.get_by_role("link").last).to_have_attribute("href", re.compile("^https://"))
    expect(desk.box).to_be_focused()


def test_ready_replies_are_written_by_supervisors_and_used_by_officers(
    chat: ChatPage, open_desk: OpenDesk, desk: DeskPage
) -> None:
    supervisor = open_desk("Pat Grey", "supervisor")
    supervisor.tab("Ready replies")
    supervisor.press("Add a ready reply")
    supervisor.dialog.get_by_label("Title").fill("Greeting by Pat")
    supervisor.dialog.get_by_label("Words").fill("Hello, thank you for waiting.")
    supervisor.press("Keep", supervisor.dialog)
    expect(supervisor.beside).to_contain_text("Greeting by Pat")
    desk.page.reload()
    desk.take(ask_for_officer(chat))
    desk.tab("Ready replies")
    expect(desk.beside.get_by_role("button", name="Add a ready reply")).to_have_count(0)
    desk.beside.get_by_role("button", name="Put in the box “Greeting by Pat”").click()
    expect(desk.box).to_have_value("Hello, thank you for waiting.")
    expect(desk.box).to_be_focused()


def test_notes_are_for_officers_only_and_go_with_the_conversation_when_it_is_passed_on(
    chat: ChatPage, desk: DeskPage, open_desk: OpenDesk
) -> None:
    conversation, other = ask_for_officer(chat), open_desk("Ann Lee")
    desk.take(conversation)
    desk.page.get_by_label("New note").fill("Wants to know about transport.")
    desk.press("Add note")
    expect(desk.beside.get_by_role("listitem")).to_contain_text("Wants to know about transport.")
    desk.press("Pass on")
    desk.dialog.get_by_label("Ann Lee, at the desk now").last.check()
    desk.press("Pass on", desk.dialog)
    expect(desk.box).to_be_hidden()
    desk.wait_until_heard("Passed on.")
    other.open(conversation)
    expect(other.box).to_be_visible()
    expect(other.beside.get_by_role("listitem")).to_contain_text("Sam Jones")
    assert "transport" not in " ".join(chat.stored())


def test_a_conversation_is_handed_back_to_the_assistant_and_another_is_closed(
    open_page: OpenPage, chat: ChatPage, desk: DeskPage
) -> None:
    desk.take(ask_for_officer(chat))
    desk.press("Hand back")
    desk.press("Hand back", desk.dialog)
    expect(desk.box).to_be_hidden()
    assert desk.focused() == "conversation-title"
    chat.ask(QUESTION)

    other = open_page()
    other.open()
    conversation = ask_for_officer(other)
    desk.take(conversation)
    desk.press("Close")
    desk.press("Close conversation", desk.dialog)
    expect(desk.dialog).to_contain_text("Choose how it ended.")
    desk.dialog.get_by_label("Answered here").check()
    desk.press("Close conversation", desk.dialog)
    expect(desk.entry(conversation)).to_have_count(0)


def test_marking_as_safeguarding_is_asked_for_once_more_and_shown(chat: ChatPage, desk: DeskPage) -> None:
    conversation = ask_for_officer(chat)
    desk.open(conversation)
    desk.press("Mark as safeguarding")
    expect(desk.dialog).to_contain_text("ring 999 first")
    desk.press("Cancel", desk.dialog)
    expect(desk.page.get_by_role("button", name="Mark as safeguarding")).to_be_focused()
    desk.press("Mark as safeguarding")
    desk.press("Mark as safeguarding", desk.dialog)
    expect(desk.entry(conversation)).to_contain_text("Safeguarding")
    expect(desk.beside).to_contain_text("This conversation is marked as safeguarding.")


def test_what_a_person_writes_is_shown_as_written_and_never_run(chat: ChatPage, desk: DeskPage) -> None:
    conversation = ask_for_officer(chat)
    desk.take(conversation)
    chat.write(HOSTILE)
    expect(desk.messages.last.locator(".body")).to_have_text(HOSTILE)
    expect(desk.messages.last.locator("img, a")).to_have_count(0)
    assert desk.page.evaluate("window.hurt") is None


def test_the_person_is_told_that_the_officer_writes_and_the_officer_that_the_person_does(chat: ChatPage, desk: DeskPage) -> None:
    conversation = ask_for_officer(chat)
    desk.take(conversation)
    desk.box.press_sequentially("Let me look")
    expect(chat.log).to_contain_text("is writing")
    key = chat.key()
    headers = {"Authorization": f"Bearer {key['token']}"}
    chat.page.request.post(f"{chat.server}/api/conversations/{conversation}/typing", headers=headers)
    expect(desk.log).to_contain_text("The person is writing")


def test_a_supervisor_sees_how_the_desk_stands_and_an_officer_their_own_day(open_desk: OpenDesk, desk: DeskPage) -> None:
    supervisor = open_desk("Pat Grey", "supervisor")
    supervisor.press("Overview")
    expect(supervisor.dialog).to_contain_text("Waiting now")
    expect(supervisor.dialog.get_by_role("row").filter(has_text="Pat Grey").last).to_contain_text("Yes")
    desk.press("My day")
    expect(desk.dialog).to_contain_text("Replies sent")
    expect(desk.page.get_by_role("button", name="Overview")).to_have_count(0)


def test_officers_are_warned_before_their_session_ends_and_can_stay(desk: DeskPage) -> None:
    page = desk.page
    page.clock.install()
    page.route("**/desk/api/session", lambda route: route.fulfill(json={"seconds_left": 100, "may_stay": True}))
    page.reload()
    expect(desk.queue).to_be_visible()
    page.clock.run_for(31_000)
    expect(desk.dialog).to_contain_text("You will be signed out soon")
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/session")):
        desk.press("Stay signed in", desk.dialog)
    expect(desk.dialog).to_have_count(0)
