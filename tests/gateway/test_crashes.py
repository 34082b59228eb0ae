"""A crash or a restart loses no message, and answers none twice."""

import uuid

import pytest

from tests.gateway.chat import Chat, Gateway, started
from tests.gateway.conftest import MakeApp
from tests.gateway.fake_rasa import FakeRasa, Held, echo, never
from web.gateway.store import Store

pytestmark = pytest.mark.anyio


async def test_a_message_left_unanswered_by_a_crash_is_answered_once_at_the_next_start(
    make_app: MakeApp, rasa: FakeRasa, another_process: Store
) -> None:
    async with started(make_app()) as gateway:
        chat = await gateway.open_chat()
    # As after a crash between storing the message and having it answered.
    await another_process.add_from_person(chat.id, str(uuid.uuid4()), "hello", None)
    async with started(make_app()) as gateway:
        again = gateway.resume(chat)
        assert (await again.reply_after(2))["text"] == "You said: hello"
        await gateway.service.turns.sweep()
        await gateway.service.turns.settled()
        assert [m["seq"] for m in await again.messages()] == [1, 2, 3]
    assert rasa.heard == ["hello"]


async def test_a_stop_in_the_middle_of_a_turn_only_delays_the_reply(make_app: MakeApp, rasa: FakeRasa) -> None:
    async with started(make_app()) as gateway:
        chat = await gateway.open_chat()
        rasa.answering = held = Held(never)
        await chat.send("first")
        await held.heard.wait()
        await chat.send("second")
    rasa.answering = echo
    async with started(make_app()) as gateway:
        again = gateway.resume(chat)
        await again.reply_after(4)
        await gateway.service.turns.settled()
        assert await again.said("assistant") == ["You said: first", "You said: second"]


async def test_a_choice_left_unanswered_is_taken_up_as_the_choice_it_was(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    await another_process.add_from_person(chat.id, str(uuid.uuid4()), "Mediation", "mediation")
    await gateway.service.turns.sweep()
    await gateway.service.turns.settled()
    assert rasa.heard == ["/mediation"]


async def test_what_waits_is_answered_before_what_comes_after_it(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    await another_process.add_from_person(chat.id, str(uuid.uuid4()), "left by a crash", None)
    await chat.send("new")
    await gateway.service.turns.settled()
    assert rasa.heard == ["left by a crash", "new"]
    assert await chat.said("assistant") == ["You said: left by a crash", "You said: new"]


async def test_the_sweep_leaves_a_turn_in_hand_alone(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = held = Held()
    await chat.send("hello")
    await held.heard.wait()
    for _ in range(3):
        await gateway.service.turns.sweep()
    held.release.set()
    await gateway.service.turns.settled()
    assert rasa.heard == ["hello"]
    assert await chat.said("assistant") == ["You said: hello"]


async def test_a_sweep_that_read_its_list_before_the_reply_was_stored_asks_rasa_nothing(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    rasa.answering = held = Held()
    await chat.send("hello")
    await held.heard.wait()
    read_before = await another_process.fetch_unanswered()
    held.release.set()
    await gateway.service.turns.settled()
    for message in read_before:
        gateway.service.turns.begin(message)
    await gateway.service.turns.settled()
    assert rasa.heard == ["hello"]
    assert await chat.said("assistant") == ["You said: hello"]


async def test_two_processes_that_answer_the_same_message_store_one_reply(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, make_app: MakeApp
) -> None:
    rasa.answering = held = Held()
    await chat.send("hello")
    await held.heard.wait()
    async with started(make_app()) as another:
        rasa.answering = held_too = Held()
        await another.service.turns.sweep()
        await held_too.heard.wait()
        held_too.release.set()
        held.release.set()
        await another.service.turns.settled()
        await gateway.service.turns.settled()
    assert [m["seq"] for m in await chat.messages()] == [1, 2, 3]
