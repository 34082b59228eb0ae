"""The line from a person to an officer and back: nobody talks over anybody, and nothing is lost or said twice."""

import asyncio
import uuid

import pytest

from tests.desk.officer import AtDesk, Officers
from tests.gateway.chat import Chat, Gateway
from tests.gateway.fake_rasa import FakeRasa, Held
from web.gateway.store import Store

pytestmark = pytest.mark.anyio

CRY = "i want to kill myself"


async def test_from_person_to_officer_and_back_and_again(waiting: Chat, sam: AtDesk, rasa: FakeRasa) -> None:
    for turn in range(3):
        await sam.do(waiting.id, "take")
        assert await waiting.state() == "officer"
        await waiting.send(f"are you a person? {turn}")
        reply = await sam.say(waiting.id, f"Yes. {turn}")
        assert (reply["sender"], reply["name"]) == ("officer", "Sam")
        await sam.do(waiting.id, "hand-back")
        assert await waiting.state() == "assistant"
        assert (await waiting.say(f"thanks {turn}"))["text"] == f"You said: thanks {turn}"
        await waiting.ask_for_officer()
    assert rasa.heard == ["thanks 0", "thanks 1", "thanks 2"]


async def test_the_person_reads_who_has_come_and_who_has_gone(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    await sam.do(waiting.id, "hand-back")
    _asked, joined, left = await waiting.said("notice")
    assert joined.startswith("Sam has joined this chat.")
    assert left.startswith("Sam has left this chat. You are back with the computer")
    assert "Jones" not in joined + left


async def test_rasa_hears_nothing_while_an_officer_is_here_and_no_sweep_changes_that(
    gateway: Gateway, waiting: Chat, sam: AtDesk, rasa: FakeRasa
) -> None:
    await sam.do(waiting.id, "take")
    await waiting.send("only for Sam")
    await waiting.send(choice="mediation")
    await gateway.service.turns.sweep()
    await gateway.service.turns.settled()
    assert rasa.heard == []
    assert await waiting.said("assistant") == []


async def test_a_reply_that_the_assistant_was_working_on_is_not_said_once_an_officer_is_here(
    gateway: Gateway, waiting: Chat, sam: AtDesk, rasa: FakeRasa
) -> None:
    rasa.answering = held = Held()
    await waiting.send("hello?")
    await held.heard.wait()
    await sam.do(waiting.id, "take")
    held.release.set()
    await gateway.service.turns.settled()
    assert await waiting.said("assistant") == []
    assert [m["sender"] for m in await waiting.messages()][-1] == "notice"


async def test_two_who_take_at_once_one_gets_it_and_the_other_is_told_who(waiting: Chat, officers: Officers) -> None:
    crowd = [await officers.sign_in(name) for name in ("Ann Ash", "Ben Birch", "Cat Cole", "Dan Dale")]
    replies = await asyncio.gather(*(o.ask("POST", f"/conversations/{waiting.id}/take") for o in crowd))
    winners = [o for o, r in zip(crowd, replies, strict=True) if r.status_code == 200]
    assert len(winners) == 1
    losers = [r for r in replies if r.status_code != 200]
    assert {r.status_code for r in losers} == {409}
    assert {r.json()["taken_by"] for r in losers} == {winners[0].name}
    assert all(winners[0].name in r.json()["error"]["message"] for r in losers)
    assert len(await waiting.said("notice")) == 2  # asked for, and joined once


async def test_taking_twice_changes_nothing(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    await sam.do(waiting.id, "take")
    assert len(await waiting.said("notice")) == 2


async def test_only_who_has_the_conversation_may_write_pass_or_end_it(waiting: Chat, sam: AtDesk, officers: Officers) -> None:
    alex = await officers.sign_in("Alex Ray")
    message = {"client_id": str(uuid.uuid4()), "text": "hello"}
    changes = [
        ("messages", message),
        ("answer", {"topic": "mediation"}),
        ("pass", {"officer_id": None}),
        ("hand-back", None),
        ("close", {"wrap_up": "answered"}),
        ("seen", {"seq": 1}),
    ]
    for taken in (False, True):
        if taken:
            await sam.do(waiting.id, "take")
        before = await waiting.messages()
        for what, body in changes:
            refused = await alex.ask("POST", f"/conversations/{waiting.id}/{what}", body)
            assert refused.status_code == 409, what
            assert ("Sam Jones has it now" in refused.json()["error"]["message"]) is taken
        assert await waiting.messages() == before


async def test_a_message_sent_again_under_the_same_id_is_said_once(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    client_id = str(uuid.uuid4())
    sent = [await sam.say(waiting.id, "Hello", client_id=client_id) for _ in range(3)]
    assert sent[0] == sent[1] == sent[2]
    assert await waiting.said("officer") == ["Hello"]


async def test_an_answer_goes_out_with_its_sources(gateway: Gateway, waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    await sam.do(waiting.id, "answer", {"topic": "mediation", "section": "simpler"})
    sent = (await waiting.messages())[-1]
    library = gateway.service.library
    assert sent["text"] == library.text(library.answers["mediation"], "simpler")
    assert [s["url"] for s in sent["sources"]] == [s.url for s in library.answers["mediation"].sources]
    assert (sent["sender"], sent["name"]) == ("officer", "Sam")
    unknown = await sam.ask("POST", f"/conversations/{waiting.id}/answer", {"topic": "no_such"})
    assert unknown.status_code == 422


async def test_a_closed_conversation_goes_to_the_assistant_when_the_person_writes_again(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    await sam.do(waiting.id, "close", {"wrap_up": "answered"})
    assert await waiting.state() == "closed"
    assert (await waiting.said("notice"))[-1].startswith("Sam has ended this chat.")
    assert (await waiting.say("one more thing"))["text"] == "You said: one more thing"
    assert await waiting.state() == "assistant"


async def test_closing_wants_a_reason_from_the_list(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    for body in ({"wrap_up": "bored"}, {}, None):
        assert (await sam.ask("POST", f"/conversations/{waiting.id}/close", body)).status_code == 422
    assert await waiting.state() == "officer"


async def test_passing_on_to_another_officer_keeps_the_assistant_quiet(
    waiting: Chat, sam: AtDesk, officers: Officers, rasa: FakeRasa
) -> None:
    alex = await officers.sign_in("Alex Ray")
    await sam.do(waiting.id, "take")
    await sam.do(waiting.id, "pass", {"officer_id": alex.id})
    await waiting.send("and now?")
    await alex.say(waiting.id, "I am Alex.")
    assert await waiting.state() == "officer"
    assert rasa.heard == []
    assert (await waiting.said("notice"))[-1].startswith("Alex has taken over")
    assert (await sam.ask("POST", f"/conversations/{waiting.id}/hand-back")).status_code == 409


async def test_putting_back_lets_the_assistant_answer_while_the_person_waits(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    await sam.do(waiting.id, "pass", {"officer_id": None})
    assert await waiting.state() == "waiting"
    assert (await waiting.said("notice"))[-1].startswith("Sam has left this chat, and another duty officer")
    assert (await waiting.say("hello"))["text"] == "You said: hello"
    assert [e["conversation"] for e in await sam.queue()] == [waiting.id]


async def test_a_conversation_is_not_passed_to_an_account_that_is_switched_off(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    refused = await sam.ask("POST", f"/conversations/{waiting.id}/pass", {"officer_id": 999})
    assert refused.status_code == 422
    assert await waiting.state() == "officer"


async def test_a_supervisor_may_pass_on_what_an_officer_has_left_behind(waiting: Chat, sam: AtDesk, officers: Officers) -> None:
    lead = await officers.sign_in("Lee Lead", role="supervisor")
    await sam.do(waiting.id, "take")
    await lead.do(waiting.id, "pass", {"officer_id": None})
    assert (await waiting.said("notice"))[-1].startswith("Sam has left")
    await lead.do(waiting.id, "take")
    assert await waiting.state() == "officer"


async def test_a_cry_for_help_to_an_officer_rings_again_and_gets_the_numbers_once(
    gateway: Gateway, waiting: Chat, sam: AtDesk, rasa: FakeRasa
) -> None:
    await sam.do(waiting.id, "take")
    await waiting.send(CRY)
    await waiting.send(CRY)
    (entry,) = await sam.queue("mine")
    assert entry["urgency"] == "crisis"
    assert entry["rang_again_at"] is not None
    assert (await waiting.said("notice")).count(gateway.service.notices.crisis_with_officer) == 1
    assert rasa.heard == []


async def test_what_a_crash_left_unanswered_is_not_answered_over_an_officer(
    gateway: Gateway, waiting: Chat, sam: AtDesk, rasa: FakeRasa, another_process: Store
) -> None:
    await another_process.add_from_person(waiting.id, str(uuid.uuid4()), "left by a crash", None)
    await sam.do(waiting.id, "take")
    await gateway.service.turns.sweep()
    await gateway.service.turns.settled()
    assert rasa.heard == []


async def test_a_message_that_comes_while_an_officer_takes_the_chat_is_answered_by_one_of_them(
    gateway: Gateway, chat: Chat, sam: AtDesk, officers: Officers, rasa: FakeRasa
) -> None:
    for n in range(5):
        await chat.ask_for_officer()
        await asyncio.gather(sam.do(chat.id, "take"), chat.send(f"message {n}"))
        await gateway.service.turns.settled()
        senders = [m["sender"] for m in await chat.messages()]
        joined = len(senders) - 1 - senders[::-1].index("notice")
        assert "assistant" not in senders[joined:]
        await sam.do(chat.id, "hand-back")


async def test_forgetting_takes_the_conversation_from_the_desk_too(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    await sam.do(waiting.id, "notes", {"text": "rang the school"})
    assert (await waiting.forget()).status_code == 204
    assert await sam.queue("mine") == []
    gone = await sam.http.get(f"/desk/api/conversations/{waiting.id}")
    assert gone.status_code == 404
    assert "Choose another" in gone.json()["error"]["message"]
