"""What happens in a conversation reaches every browser that follows it: at once, in order, each message exactly once."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.gateway.chat import Chat
from tests.gateway.conftest import MakeApp
from tests.gateway.fake_rasa import FakeRasa, Held
from tests.gateway.live import Event, LiveGateway, live
from web.gateway.hub import Signal
from web.gateway.store import DatabaseUnavailable, Store

pytestmark = pytest.mark.anyio


@pytest.fixture
async def gateway(make_app: MakeApp) -> AsyncIterator[LiveGateway]:
    async with live(make_app()) as running:
        yield running


@pytest.fixture
async def chat(gateway: LiveGateway) -> Chat:
    return await gateway.open_chat()


def _texts(events: list[Event]) -> list[str]:
    return [e.data["text"] for e in events if e.kind == "message"]


def _seqs(events: list[Event]) -> list[int]:
    return [e.data["seq"] for e in events if e.kind == "message"]


async def test_a_stream_says_who_answers_then_everything_so_far_then_what_comes(gateway: LiveGateway, chat: Chat) -> None:
    async with gateway.follow(chat) as stream:
        first, welcome = await stream.next(), await stream.next()
        assert first == Event("state", {"state": "assistant", "name": None, "desk_open": True, "callback": False}, None)
        assert welcome is not None
        assert (welcome.kind, welcome.id) == ("message", "1")
        await chat.send("hello")
        events = await stream.until_message("You said: hello")
    assert _texts(events) == ["hello", "You said: hello"]
    assert [e.id for e in events if e.kind == "message"] == ["2", "3"]


async def test_an_event_carries_the_message_as_reading_the_conversation_does(gateway: LiveGateway, chat: Chat) -> None:
    await chat.say("hello")
    async with gateway.follow(chat) as stream:
        events = await stream.until_message("You said: hello")
    assert [e.data for e in events if e.kind == "message"] == await chat.messages()


async def test_writing_is_shown_while_the_assistant_works_and_taken_back_before_the_reply(
    gateway: LiveGateway, chat: Chat, rasa: FakeRasa
) -> None:
    rasa.answering = held = Held()
    async with gateway.follow(chat, 1) as stream:
        await stream.next()
        await chat.send("hello")
        before = await stream.until(lambda e: e.kind == "typing")
        assert before[-1].data == {"who": "assistant", "on": True}
        held.release.set()
        after = await stream.until_message("You said: hello")
    assert [e.data["on"] for e in after if e.kind == "typing"] == [False]
    assert after[-1].kind == "message"


@pytest.mark.parametrize("seen", [0, 1, 2, 3, 4])
async def test_a_reconnection_brings_exactly_what_was_missed(gateway: LiveGateway, chat: Chat, seen: int) -> None:
    await chat.say("one")
    await chat.say("two")
    async with gateway.follow(chat, seen) as stream:
        events = await stream.until_message("You said: two")
    assert _seqs(events) == list(range(seen + 1, 6))


async def test_with_nothing_missed_only_what_is_new_comes(gateway: LiveGateway, chat: Chat) -> None:
    await chat.say("one")
    async with gateway.follow(chat, 3) as stream:
        await stream.next()
        await chat.send("two")
        assert _seqs(await stream.until_message("You said: two")) == [4, 5]


async def test_every_message_comes_once_and_in_order_over_many_broken_connections(gateway: LiveGateway, chat: Chat) -> None:
    seen: list[int] = []

    async def follow_on_a_bad_line() -> None:
        while 21 not in seen:
            async with gateway.follow(chat, max(seen, default=0)) as stream:
                seen.extend(_seqs(await stream.until(lambda e: e.kind == "message")))

    following = asyncio.create_task(follow_on_a_bad_line())
    await asyncio.gather(*(chat.send(f"question {n}") for n in range(10)))
    await following
    assert seen == list(range(1, 22))


async def test_two_browsers_of_one_person_see_the_same(gateway: LiveGateway, chat: Chat) -> None:
    async with gateway.follow(chat) as one, gateway.follow(chat) as two:
        await chat.send("hello")
        seen = [await s.until_message("You said: hello") for s in (one, two)]
    assert _seqs(seen[0]) == _seqs(seen[1]) == [1, 2, 3]


async def test_nobody_sees_another_conversation(gateway: LiveGateway, chat: Chat) -> None:
    other = await gateway.open_chat()
    async with gateway.follow(other, 1) as stream:
        await chat.say("private")
        await other.send("mine")
        assert _texts(await stream.until_message("You said: mine")) == ["mine", "You said: mine"]


async def test_a_stream_ends_when_the_conversation_is_forgotten(gateway: LiveGateway, chat: Chat) -> None:
    async with gateway.follow(chat, 1) as stream:
        await stream.next()
        assert (await chat.forget()).status_code == 204
        assert await stream.next() == Event("ended", {}, None)
        assert await stream.next() is None


async def test_a_message_stored_while_nobody_was_told_comes_with_the_next_connection(
    gateway: LiveGateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    rasa.answering = held = Held()
    sent = await chat.send("hello")
    await held.heard.wait()
    # As after a crash between storing the reply and telling anybody: it is in the database and nowhere else.
    (waiting,) = await another_process.fetch_unanswered()
    await another_process.add_reply(waiting, "Stored, then crashed.", {"topic": "greet"})
    async with gateway.follow(chat, sent["seq"]) as stream:
        assert _texts(await stream.until_message("Stored, then crashed.")) == ["Stored, then crashed."]
    held.release.set()
    await gateway.service.turns.settled()
    assert await chat.said("assistant") == ["Stored, then crashed."]


@pytest.mark.parametrize("last_event_id", ["-1", "x", "1.5", "99999999999999999999"])
async def test_a_nonsense_last_event_id_is_refused_with_words(gateway: LiveGateway, chat: Chat, last_event_id: str) -> None:
    reply = await gateway.http.get(f"{chat.path}/events", headers={**chat.headers, "Last-Event-ID": last_event_id})
    assert reply.status_code == 422
    assert reply.json()["error"]["message"]


async def test_a_browser_that_goes_away_leaves_nothing_running(gateway: LiveGateway, chat: Chat) -> None:
    async with gateway.follow(chat) as stream:
        await stream.next()
    await gateway.http.aclose()
    await gateway.until_idle()


async def test_the_stream_is_not_cached_or_held_back_by_proxies(gateway: LiveGateway, chat: Chat) -> None:
    async with gateway.follow(chat) as stream:
        headers = stream.response.headers
    assert headers["content-type"].startswith("text/event-stream")
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


async def test_a_database_that_fails_under_a_stream_ends_it_so_that_the_browser_asks_again(
    gateway: LiveGateway, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unavailable(*_args: object) -> None:
        raise DatabaseUnavailable

    async with gateway.follow(chat) as stream:
        await stream.until_message(gateway.service.notices.welcome)
        with monkeypatch.context() as broken:
            broken.setattr(gateway.service.store, "fetch_messages", unavailable)
            gateway.service.hub.tell(chat.id, Signal("messages"))
            assert await stream.next() is None
    await chat.say("hello")
    async with gateway.follow(chat, 1) as stream:
        assert _seqs(await stream.until_message("You said: hello")) == [2, 3]
