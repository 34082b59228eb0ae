"""A cry for help gets the numbers at once, whatever else works or does not."""

import pytest

from tests.gateway.chat import Chat, Gateway
from tests.gateway.fake_rasa import FakeRasa, parts, raw

pytestmark = pytest.mark.anyio

CRY = "i want to kill myself"


async def _handoff(gateway: Gateway, chat: Chat) -> object:
    messages = await gateway.service.store.fetch_messages(chat.id)
    replies = [m for m in messages if m.sender == "assistant"]
    return replies[-1].custom.get("handoff", {}).get("urgency")


async def test_while_rasa_is_down_a_cry_for_help_gets_the_crisis_notice(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = raw(500)
    reply = await chat.say(CRY)
    assert (reply["text"], reply["topic"]) == (gateway.service.notices.crisis, "crisis")
    assert all(number in reply["html"] for number in ("tel:999", "tel:111", "tel:116123"))
    assert await _handoff(gateway, chat) == "crisis"


@pytest.mark.parametrize("handoff", [{}, {"handoff": None}, {"handoff": {"urgency": "normal", "reason": "asked"}}])
async def test_the_crisis_notice_comes_first_if_rasa_did_not_notice(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, handoff: dict[str, object]
) -> None:
    rasa.answering = parts({"text": "An EHC plan is a legal document."}, {"custom": {"topic": "ehcp_what", **handoff}})
    reply = await chat.say(CRY)
    assert reply["text"] == f"{gateway.service.notices.crisis}\n\nAn EHC plan is a legal document."
    assert await _handoff(gateway, chat) == "crisis"


async def test_rasas_own_crisis_reply_stands_alone(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = parts({"text": "Please ring 999."}, {"custom": {"topic": "crisis", "handoff": {"urgency": "crisis"}}})
    assert (await chat.say(CRY))["text"] == "Please ring 999."


async def test_an_ordinary_question_gets_no_crisis_notice(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    reply = await chat.say("how long does an EHC plan take")
    assert reply["text"] == "You said: how long does an EHC plan take"
    assert await _handoff(gateway, chat) is None


async def test_a_button_is_never_taken_for_a_cry_for_help(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    reply = await chat.say(choice="carer_distress")
    assert reply["text"] == "You said: /carer_distress"


async def test_the_chat_goes_on_after_a_cry_for_help(chat: Chat) -> None:
    await chat.say(CRY)
    assert (await chat.say("what is mediation"))["text"] == "You said: what is mediation"


DOUBTFUL = "i just feel so low all the time"


async def test_where_it_is_doubtful_the_answer_comes_as_usual_with_a_gentle_line_and_a_person(
    gateway: Gateway, chat: Chat, rasa: FakeRasa
) -> None:
    reply = await chat.say(DOUBTFUL)
    assert reply["text"] == f"{gateway.service.notices.check_in}\n\nYou said: {DOUBTFUL}"
    assert reply["buttons"][0]["choice"] == "task_talk_to_person"
    assert await _handoff(gateway, chat) is None


async def test_the_gentle_line_is_said_once_in_a_conversation(chat: Chat) -> None:
    await chat.say(DOUBTFUL)
    assert (await chat.say(DOUBTFUL))["text"] == f"You said: {DOUBTFUL}"


async def test_what_rasa_finds_doubtful_gets_the_gentle_line_too(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = parts({"text": "Short breaks."}, {"custom": {"topic": "short_breaks", "check_in": True}})
    assert (await chat.say("what breaks are there"))["text"] == f"{gateway.service.notices.check_in}\n\nShort breaks."


async def test_the_same_crisis_words_are_never_said_twice_in_a_row(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = raw(500)
    said = [(await chat.say(CRY))["text"] for _ in range(3)]
    notices = gateway.service.notices
    assert said == [notices.crisis, notices.crisis_again, notices.crisis]
