"""What happens reaches the officer and the person at once, over connections that may break."""

from collections.abc import AsyncIterator

import pytest

from tests.desk.officer import AtDesk, Officers
from tests.gateway.chat import Chat
from tests.gateway.conftest import MakeApp
from tests.gateway.live import LiveGateway, live

pytestmark = pytest.mark.anyio

CRY = "i want to kill myself"


@pytest.fixture
async def gateway(make_app: MakeApp) -> AsyncIterator[LiveGateway]:
    async with live(make_app()) as running:
        yield running


@pytest.fixture
async def officers(gateway: LiveGateway) -> AsyncIterator[Officers]:
    async with Officers(gateway.app, str(gateway.http.base_url)) as signing_in:
        yield signing_in


async def test_the_person_hears_that_an_officer_has_come_types_has_seen_and_has_gone(
    gateway: LiveGateway, waiting: Chat, sam: AtDesk
) -> None:
    async with gateway.follow(waiting) as stream:
        await stream.until(lambda e: e.kind == "message" and e.data["seq"] == 2)
        await sam.do(waiting.id, "take")
        events = await stream.until(lambda e: e.kind == "state")
        assert events[-1].data == {"state": "officer", "name": "Sam", "desk_open": True, "callback": False}
        await sam.do(waiting.id, "typing")
        events = await stream.until(lambda e: e.kind == "typing")
        assert events[-1].data == {"who": "officer", "on": True, "name": "Sam"}
        sent = await waiting.send("hello")
        await sam.do(waiting.id, "seen", {"seq": sent["seq"]})
        events = await stream.until(lambda e: e.kind == "seen")
        assert events[-1].data == {"seq": sent["seq"]}
        await sam.say(waiting.id, "Good morning")
        (message,) = [e for e in await stream.until_message("Good morning") if e.kind == "message"]
        assert (message.data["sender"], message.data["name"]) == ("officer", "Sam")
        await sam.do(waiting.id, "hand-back")
        events = await stream.until(lambda e: e.kind == "state")
        assert events[-1].data["state"] == "assistant"


async def test_the_officer_hears_what_the_person_writes_that_they_type_and_what_they_have_seen(
    waiting: Chat, sam: AtDesk
) -> None:
    await sam.do(waiting.id, "take")
    async with sam.follow(f"/conversations/{waiting.id}/events?after=2") as stream:
        await stream.until(lambda e: e.kind == "message" and e.data["sender"] == "notice")
        await waiting.tell("typing")
        assert (await stream.until(lambda e: e.kind == "typing"))[-1].data["who"] == "person"
        await waiting.send("here I am")
        await stream.until_message("here I am")
        reply = await sam.say(waiting.id, "Good morning")
        await waiting.tell("seen", {"seq": reply["seq"]})
        assert (await stream.until(lambda e: e.kind == "seen"))[-1].data == {"seq": reply["seq"]}
        await waiting.forget()
        assert (await stream.until(lambda e: e.kind == "ended"))[-1].data == {}


async def test_a_broken_connection_brings_an_officer_exactly_what_was_missed(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    for n in range(5):
        last = await waiting.send(f"message {n}")
    first_missed = last["seq"] - 2
    async with sam.follow(f"/conversations/{waiting.id}/events", **{"Last-Event-ID": str(first_missed - 1)}) as stream:
        events = await stream.until_message("message 4")
    assert [e.id for e in events if e.kind == "message"] == [str(first_missed + n) for n in range(3)]


async def test_the_desk_hears_of_every_change_of_the_queue_and_rings_for_a_crisis(
    gateway: LiveGateway, sam: AtDesk, officers: Officers
) -> None:
    alex = await officers.sign_in("Alex Ray")
    chat = await gateway.open_chat()
    async with sam.follow("/events") as stream:
        await stream.until(lambda e: e.kind == "queue")
        await chat.ask_for_officer()
        await stream.until(lambda e: e.kind == "queue")
        assert len(await sam.queue()) == 1
        await chat.send(CRY)
        rung = (await stream.until(lambda e: e.kind == "ring"))[-1]
        assert rung.data == {"conversation": chat.id, "urgency": "crisis"}
        await alex.do(chat.id, "take")
        await stream.until(lambda e: e.kind == "queue")
        await chat.send(CRY)
        assert (await stream.until(lambda e: e.kind == "ring"))[-1].data["conversation"] == chat.id


async def test_who_has_the_desk_open_and_who_looks_is_shown_and_ends_with_the_page(
    gateway: LiveGateway, waiting: Chat, sam: AtDesk, officers: Officers
) -> None:
    alex = await officers.sign_in("Alex Ray")
    async with alex.follow("/events") as at_desk, alex.follow(f"/conversations/{waiting.id}/events") as looking:
        await at_desk.next()
        await looking.next()
        assert (await sam.queue())[0]["looking"] == ["Alex Ray"]
        assert {o["name"]: o["on"] for o in await sam.get("/officers")} == {"Alex Ray": True, "Sam Jones": False}
    await alex.http.aclose()
    async with sam.follow("/events") as stream:
        while (await sam.queue())[0]["looking"]:
            await stream.next()
    assert {o["name"]: o["on"] for o in await sam.get("/officers")}["Alex Ray"] is False


async def test_a_stream_ends_with_the_session(
    waiting: Chat, sam: AtDesk, officers: Officers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.desk.streams._SESSION_CHECKED_EVERY_SECONDS", 0.1)

    async def over(_session: object) -> bool:
        return False

    monkeypatch.setattr(officers.desk.sessions, "is_good", over)
    async with sam.follow("/events") as queue, sam.follow(f"/conversations/{waiting.id}/events") as conversation:
        for stream in (queue, conversation):
            while await stream.next():
                pass
