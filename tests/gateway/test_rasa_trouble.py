"""Whatever Rasa does, the person has an answer in time: Rasa's own, or what to do while it is not working."""

import httpx
import pytest

from tests.gateway.chat import Gateway, started
from tests.gateway.conftest import MakeApp
from tests.gateway.fake_rasa import Answering, FakeRasa, echo, never, parts, raw, unreachable

pytestmark = pytest.mark.anyio


async def _broken_line(_message: str) -> httpx.Response:
    raise httpx.ReadError("cut off")


FAILURES: dict[str, Answering] = {
    "an empty list": parts(),
    "no words": parts({"recipient_id": "x"}, {"custom": {"topic": "greet"}}, {"text": ""}),
    "status 500": raw(500, b"[]"),
    "status 404": raw(404),
    "not JSON": raw(200, b"<html>gateway time-out</html>"),
    "half of JSON": raw(200, b'[{"text": "Hel'),
    "not UTF-8": raw(200, b'[{"text": "\xff"}]'),
    "an object": raw(200, b'{"text": "Hello"}'),
    "a list of words": raw(200, b'["Hello"]'),
    "null": raw(200, b"null"),
    "words that are a number": parts({"text": 5}),
    "a button without a payload": parts({"text": "Hello", "buttons": [{"title": "x"}]}),
    "sources without dates": parts({"text": "Hello"}, {"custom": {"sources": [{"title": "x", "url": "https://x"}]}}),
    "confidence in words": parts({"text": "Hello"}, {"custom": {"confidence": "high"}}),
    "a hand-off in words": parts({"text": "Hello"}, {"custom": {"handoff": "yes"}}),
    "custom that is a list": parts({"text": "Hello"}, {"custom": ["x"]}),
    "a broken line": _broken_line,
    "silence": never,
    "no connection": unreachable,
}


@pytest.mark.parametrize("how", FAILURES)
async def test_a_failure_gives_an_apology_with_numbers_and_people_to_turn_to(make_app: MakeApp, rasa: FakeRasa, how: str) -> None:
    rasa.answering = FAILURES[how]
    async with started(make_app(rasa_time_limit=0.2)) as gateway:
        chat = await gateway.open_chat()
        reply = await chat.say("how do I appeal")
        assert reply["fallback"]
        assert reply["text"] == gateway.service.notices.not_working
        assert "tel:999" in reply["html"]
        assert "SENDIASS" in reply["text"]
        assert await chat.said("person") == ["how do I appeal"]
        # It is over with that: the next message gets its own answer, and nothing is asked again.
        rasa.answering = echo
        assert (await chat.say("and now"))["text"] == "You said: and now"
        await gateway.service.turns.sweep()
        await gateway.service.turns.settled()
        assert [m["sender"] for m in await chat.messages()] == ["assistant", "person", "assistant", "person", "assistant"]
        assert rasa.heard[-2:] == ["how do I appeal", "and now"]


async def test_rasa_that_comes_back_within_the_limit_is_waited_for(gateway: Gateway, rasa: FakeRasa) -> None:
    async def refused_once(message: str) -> httpx.Response:
        rasa.answering = echo
        raise httpx.ConnectError("refused")

    rasa.answering = refused_once
    chat = await gateway.open_chat()
    reply = await chat.say("hello")
    assert (reply["text"], reply["fallback"]) == ("You said: hello", False)


async def test_a_message_that_may_have_arrived_is_not_sent_to_rasa_twice(gateway: Gateway, rasa: FakeRasa) -> None:
    rasa.answering = _broken_line
    chat = await gateway.open_chat()
    await chat.say("hello")
    assert rasa.heard == ["hello"]


async def test_the_parts_of_a_reply_are_joined_into_one_message(gateway: Gateway, rasa: FakeRasa) -> None:
    source = {"title": "SEND Regulations 2014", "url": "https://www.legislation.gov.uk/uksi/2014/1530", "checked": "2026-11-01"}
    rasa.answering = parts(
        {"recipient_id": "x", "text": "First.", "buttons": [{"title": "Appeal", "payload": "/appeal"}]},
        {"recipient_id": "x", "text": "Second.", "buttons": [{"title": "Mediation", "payload": "/mediation"}]},
        {"recipient_id": "x", "custom": {"topic": "appeal", "confidence": 0.42, "sources": [source], "options": ["mediation"]}},
        {"recipient_id": "x", "custom": {"cards": [{"kind": "case"}]}},
    )
    chat = await gateway.open_chat()
    reply = await chat.say("hello")
    assert reply["text"] == "First.\n\nSecond."
    assert [b["choice"] for b in reply["buttons"]] == ["appeal", "mediation"]
    assert (reply["topic"], reply["confidence"], reply["options"]) == ("appeal", 0.42, ["mediation"])
    assert reply["sources"] == [source]
    assert (reply["unsure"], reply["fallback"]) == (True, False)
    assert len(await chat.messages()) == 3


async def test_no_words_of_a_person_are_in_the_log_when_a_turn_fails(
    gateway: Gateway, rasa: FakeRasa, capsys: pytest.CaptureFixture[str]
) -> None:
    rasa.answering = parts({"text": 5, "custom": {"topic": "xylophone"}})
    chat = await gateway.open_chat()
    await chat.say("xylophone")
    out, err = capsys.readouterr()
    assert "turn_failed" in out
    assert "xylophone" not in out + err
