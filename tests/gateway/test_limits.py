"""Limits trip, say why and for how long, and never stand between a person and help."""

import uuid

import httpx
import pytest

from tests.gateway.chat import started
from tests.gateway.conftest import MakeApp
from web.settings import Settings

pytestmark = pytest.mark.anyio


def _assert_told_to_wait(reply: httpx.Response, words: str) -> None:
    assert reply.status_code == 429
    assert 1 <= int(reply.headers["Retry-After"]) <= 60
    assert reply.json()["error"] == {"code": "too_many", "message": words}
    assert "999" in words


async def test_too_many_messages_in_a_conversation_are_refused_with_words_and_a_time(make_app: MakeApp) -> None:
    async with started(make_app(message_limit="2/minute")) as gateway:
        chat, other = await gateway.open_chat(), await gateway.open_chat()
        await chat.send("one")
        await chat.send("two")
        _assert_told_to_wait(await chat.post("three"), gateway.service.notices.too_many_messages)
        assert await chat.said("person") == ["one", "two"]
        await other.send("another conversation goes on")


async def test_the_longer_of_two_limits_trips_too(make_app: MakeApp) -> None:
    async with started(make_app(message_limit="20/second; 2/minute")) as gateway:
        chat = await gateway.open_chat()
        await chat.send("one")
        await chat.send("two")
        _assert_told_to_wait(await chat.post("three"), gateway.service.notices.too_many_messages)


async def test_too_many_messages_from_one_address_are_refused_with_words_and_a_time(make_app: MakeApp) -> None:
    async with started(make_app(address_limit="2/minute")) as gateway:
        await (await gateway.open_chat()).send("one")
        await (await gateway.open_chat()).send("two")
        third = await gateway.open_chat()
        _assert_told_to_wait(await third.post("three"), gateway.service.notices.too_many_messages)


async def test_too_many_new_conversations_from_one_address_are_refused_with_words_and_a_time(make_app: MakeApp) -> None:
    async with started(make_app(new_conversation_limit="1/minute")) as gateway:
        await gateway.open_chat()
        refused = await gateway.http.post("/api/conversations")
        _assert_told_to_wait(refused, gateway.service.notices.too_many_conversations)


async def test_a_cry_for_help_is_never_limited(make_app: MakeApp) -> None:
    async with started(make_app(message_limit="1/minute", address_limit="1/minute")) as gateway:
        chat = await gateway.open_chat()
        await chat.send("hello")
        assert (await chat.post("hello again")).status_code == 429
        for _ in range(3):
            assert "116 123" in (await chat.say("i want to kill myself"))["text"]


async def test_a_retry_of_what_was_stored_is_never_refused_and_uses_nothing_up(make_app: MakeApp) -> None:
    async with started(make_app(message_limit="2/minute")) as gateway:
        chat = await gateway.open_chat()
        client_id = str(uuid.uuid4())
        await chat.send("one", client_id=client_id)
        assert {(await chat.post("one", client_id=client_id)).status_code for _ in range(3)} == {200}
        await chat.send("two")
        assert (await chat.post("three")).status_code == 429
        assert (await chat.post("one", client_id=client_id)).status_code == 200


async def test_reading_is_not_limited(make_app: MakeApp) -> None:
    async with started(make_app(message_limit="1/minute", address_limit="1/minute")) as gateway:
        chat = await gateway.open_chat()
        await chat.send("hello")
        assert (await chat.post("hello again")).status_code == 429
        assert await chat.said("person") == ["hello"]


async def test_the_limits_as_shipped_let_a_whole_school_in_and_stop_a_flood(make_app: MakeApp) -> None:
    async with started(make_app(message_limit=Settings.model_fields["message_limit"].default)) as gateway:
        chats = [await gateway.open_chat() for _ in range(30)]
        assert {(await chat.post("hello")).status_code for chat in chats} == {202}
        flood = [(await chats[0].post("hello")).status_code for _ in range(30)]
        assert (flood[0], flood[-1]) == (202, 429)
