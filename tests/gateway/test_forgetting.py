"""Being forgotten: the words go at once, Rasa's memory of them as soon as it can be reached, and nothing brings them back."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import create_async_engine

from tests.gateway.chat import Chat, Gateway, started
from tests.gateway.conftest import MakeApp
from tests.gateway.fake_rasa import FakeRasa, Held
from web.gateway.models import Conversation
from web.gateway.store import Store

pytestmark = pytest.mark.anyio


async def test_forgetting_erases_every_message_and_asks_rasa_to_forget(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    await chat.say("hello")
    assert (await chat.forget()).status_code == 204
    assert await another_process.fetch_messages(chat.id) == []
    assert await another_process.fetch_state(chat.id) is None
    assert await another_process.fetch_erasures() == []
    assert rasa.forgotten == [chat.id]


async def test_what_was_forgotten_is_unknown_to_its_owner_too(gateway: Gateway, chat: Chat) -> None:
    await chat.forget()
    for reply in (await gateway.http.get(chat.path, headers=chat.headers), await chat.post("hello"), await chat.forget()):
        assert reply.status_code == 404
        assert reply.json()["error"]["message"] == gateway.service.notices.unknown_conversation


async def test_other_conversations_stay(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    other = await gateway.open_chat()
    await other.say("keep this")
    await chat.forget()
    assert await other.said("person") == ["keep this"]
    assert rasa.forgotten == [chat.id]


async def test_asking_twice_at_once_forgets_once(gateway: Gateway, chat: Chat) -> None:
    statuses = [r.status_code for r in await asyncio.gather(*(chat.forget() for _ in range(4)))]
    assert 204 in statuses
    assert set(statuses) <= {204, 404}


async def test_a_message_sent_while_the_conversation_is_being_forgotten_is_answered_as_to_an_unknown_one(
    gateway: Gateway, chat: Chat, another_process: Store
) -> None:
    replies = await asyncio.gather(chat.forget(), *(chat.post(f"message {n}") for n in range(6)))
    await gateway.service.turns.settled()
    assert replies[0].status_code == 204
    assert {r.status_code for r in replies[1:]} <= {202, 404}
    assert await another_process.fetch_messages(chat.id) == []


async def test_while_rasa_is_down_the_words_go_at_once_and_the_sweep_sees_to_rasa(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    await chat.say("hello")
    rasa.is_up = False
    assert (await chat.forget()).status_code == 204
    assert await another_process.fetch_messages(chat.id) == []
    await gateway.service.turns.sweep()
    assert rasa.forgotten == []
    rasa.is_up = True
    await gateway.service.turns.sweep()
    await gateway.service.turns.sweep()
    assert rasa.forgotten == [chat.id]


async def test_a_start_sees_to_what_rasa_has_still_to_forget(make_app: MakeApp, rasa: FakeRasa, another_process: Store) -> None:
    async with started(make_app()) as gateway:
        chat = await gateway.open_chat()
        rasa.is_up = False
        await chat.forget()
    rasa.is_up = True
    async with started(make_app()) as gateway:
        await gateway.service.turns.sweep()
    assert set(rasa.forgotten) == {chat.id}
    assert await another_process.fetch_erasures() == []


async def test_forgetting_waits_for_the_turn_in_hand_so_that_rasa_does_not_remember_it_afterwards(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    rasa.answering = held = Held()
    await chat.send("in hand")
    await held.heard.wait()
    await chat.send("waiting for its turn")
    with gateway.service.hub.listen(chat.id) as signals:
        forgetting = asyncio.create_task(chat.forget())
        while (await signals.get()).kind != "ended":
            pass
    assert await another_process.fetch_messages(chat.id) == []
    assert rasa.forgotten == []
    held.release.set()
    assert (await forgetting).status_code == 204
    await gateway.service.turns.settled()
    assert rasa.heard == ["in hand"]
    assert rasa.forgotten == [chat.id]
    assert await another_process.fetch_messages(chat.id) == []


async def test_a_conversation_is_erased_once_it_has_been_idle_for_the_days_it_is_kept(
    make_app: MakeApp, rasa: FakeRasa, database_url: str, another_process: Store
) -> None:
    async with started(make_app(keep_days=30)) as gateway:
        old, recent = await gateway.open_chat(), await gateway.open_chat()
        engine = create_async_engine(database_url)
        async with engine.begin() as connection:
            for chat, days in ((old, 31), (recent, 29)):
                last_at = datetime.now(UTC) - timedelta(days=days)
                await connection.execute(update(Conversation).where(Conversation.id == chat.id).values(last_at=last_at))
        await engine.dispose()
        await gateway.service.turns.sweep()
        assert await another_process.fetch_messages(old.id) == []
        assert len(await recent.messages()) == 1
        assert rasa.forgotten == [old.id]


async def test_a_message_keeps_a_conversation_from_being_idle(gateway: Gateway, chat: Chat, another_process: Store) -> None:
    before = datetime.now(UTC)
    assert await another_process.fetch_idle_since(before) == [chat.id]
    await chat.say("still here")
    assert await another_process.fetch_idle_since(before) == []
