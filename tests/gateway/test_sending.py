"""What a person sends is stored once, numbered, and answered in order; what cannot be taken is refused in words."""

import asyncio
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.gateway.chat import Chat, Gateway
from tests.gateway.fake_rasa import FakeRasa, Held, parts

pytestmark = pytest.mark.anyio


async def test_a_conversation_opens_with_the_welcome_and_questions_to_start_from(gateway: Gateway) -> None:
    opened = (await gateway.http.post("/api/conversations")).json()
    assert opened["state"] == "assistant"
    assert [m["seq"] for m in opened["messages"]] == [1]
    assert opened["messages"][0]["text"] == gateway.service.notices.welcome
    assert [b["choice"] for b in opened["messages"][0]["buttons"]] == gateway.service.notices.starters


async def test_a_message_is_stored_as_written_and_answered(chat: Chat, rasa: FakeRasa) -> None:
    reply = await chat.say("  what is a SENCO?  ")
    assert reply["text"] == "You said: what is a SENCO?"
    assert await chat.said("person") == ["what is a SENCO?"]


async def test_a_retry_with_the_same_client_id_is_stored_and_answered_once(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    client_id = str(uuid.uuid4())
    first = await chat.send("hello", client_id=client_id)
    again = await chat.post("hello", client_id=client_id)
    await gateway.service.turns.settled()
    assert (again.status_code, again.json()["message"]["seq"]) == (200, first["seq"])
    assert await chat.said("person") == rasa.heard == ["hello"]


async def test_the_same_client_id_many_times_at_once_is_stored_and_answered_once(
    gateway: Gateway, chat: Chat, rasa: FakeRasa
) -> None:
    client_id = str(uuid.uuid4())
    replies = await asyncio.gather(*(chat.post("hello", client_id=client_id) for _ in range(6)))
    await gateway.service.turns.settled()
    assert sorted(r.status_code for r in replies) == [200] * 5 + [202]
    assert {r.json()["message"]["seq"] for r in replies} == {2}
    assert await chat.said("person") == rasa.heard == ["hello"]
    assert [m["seq"] for m in await chat.messages()] == [1, 2, 3]


async def test_the_same_client_id_in_two_conversations_is_two_messages(gateway: Gateway, chat: Chat) -> None:
    client_id = str(uuid.uuid4())
    other = await gateway.open_chat()
    await chat.send("mine", client_id=client_id)
    await other.send("theirs", client_id=client_id)
    assert (await chat.said("person"), await other.said("person")) == (["mine"], ["theirs"])


async def test_messages_sent_at_once_are_numbered_without_gaps_and_each_is_answered(
    gateway: Gateway, chat: Chat, rasa: FakeRasa
) -> None:
    texts = [f"question {n}" for n in range(12)]
    await asyncio.gather(*(chat.send(text) for text in texts))
    await gateway.service.turns.settled()
    messages = await chat.messages()
    assert [m["seq"] for m in messages] == list(range(1, 26))
    assert sorted(rasa.heard) == sorted(texts)
    assert sorted(await chat.said("assistant")) == sorted(f"You said: {text}" for text in texts)


async def test_two_quick_messages_are_answered_one_at_a_time_and_in_order(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = held = Held()
    await chat.send("first")
    await held.heard.wait()
    await chat.send("second")
    assert rasa.heard == ["first"]
    held.release.set()
    await gateway.service.turns.settled()
    assert rasa.heard == ["first", "second"]
    assert await chat.said("assistant") == ["You said: first", "You said: second"]


async def test_one_conversation_does_not_wait_for_another(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = held = Held()
    await chat.send("slow")
    await held.heard.wait()
    rasa.answering = parts({"text": "quick"})
    other = await gateway.open_chat()
    assert (await other.say("hello"))["text"] == "quick"
    held.release.set()


async def test_2000_characters_pass(chat: Chat) -> None:
    assert (await chat.send("é" * 2000))["text"] == "é" * 2000


async def test_2001_characters_are_refused_with_words_and_nothing_is_kept(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    refused = await chat.post("é" * 2001)
    assert refused.status_code == 422
    assert refused.json()["error"] == {"code": "too_long", "message": gateway.service.notices.too_long}
    assert (len(await chat.messages()), rasa.heard) == (1, [])


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u00a0", "\0", " \0 "])
async def test_a_message_without_words_is_refused_with_words(gateway: Gateway, chat: Chat, text: str) -> None:
    refused = await chat.post(text)
    assert refused.status_code == 422
    assert refused.json()["error"] == {"code": "empty", "message": gateway.service.notices.empty}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"text": "hello", "choice": "mediation"},
        {"text": None, "choice": None},
        {"text": 5},
        {"text": ["hello"]},
        {"text": "hello", "client_id": "not a uuid"},
        {"text": "hello", "client_id": None},
        {"text": "hello", "sender": "assistant"},
        {"text": "hello", "custom": {"topic": "crisis"}},
    ],
)
async def test_anything_but_a_text_or_a_choice_is_refused_and_nothing_is_kept(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, fields: dict[str, object]
) -> None:
    refused = await chat.post(**fields)  # type: ignore[arg-type]
    assert refused.status_code == 422
    assert refused.json()["error"] == {"code": "not_accepted", "message": gateway.service.notices.not_accepted}
    assert (len(await chat.messages()), rasa.heard) == (1, [])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"text": "hello"', b'{"text": "\\ud800"}'])
async def test_what_is_not_json_is_refused_with_words(gateway: Gateway, chat: Chat, content: bytes) -> None:
    refused = await gateway.http.post(
        f"{chat.path}/messages", headers={**chat.headers, "Content-Type": "application/json"}, content=content
    )
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "not_accepted")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
async def test_whatever_is_typed_comes_back_as_typed_or_is_refused_in_words(chat: Chat, text: str) -> None:
    reply = await chat.post(text)
    if reply.status_code == 202:
        assert reply.json()["message"]["text"].strip() == text.replace("\0", "").strip()
        assert reply.json()["message"]["html"] is None
    else:
        assert reply.status_code == 422
        assert reply.json()["error"]["message"]


async def test_a_persons_markup_stays_text_and_our_own_becomes_safe_html(chat: Chat, rasa: FakeRasa) -> None:
    typed = "<img src=x onerror=alert(1)> **bold** [x](javascript:alert(1))"
    rasa.answering = parts({"text": f"**Yes**: {typed}"})
    sent = await chat.send(typed)
    reply = await chat.reply_after(sent["seq"])
    assert (sent["text"], sent["html"]) == (typed, None)
    assert "<strong>Yes</strong>" in reply["html"]
    assert "<img" not in reply["html"]
    assert 'href="javascript' not in reply["html"]
