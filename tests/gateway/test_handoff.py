"""Asking for a duty officer: by a button, by the assistant, by a cry for help; said honestly, kept once, told at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from tests.gateway.chat import Chat, Gateway, started
from tests.gateway.conftest import MakeApp
from tests.gateway.fake_rasa import FakeRasa, Held, parts, raw
from web.desk.models import Handoff
from web.gateway.store import Store, transaction

pytestmark = pytest.mark.anyio

CRY = "i want to kill myself"
CLOSED = "Sun 03:00-03:01"


async def _handoffs(gateway: Gateway) -> list[Handoff]:
    async with transaction(gateway.service.store._engine) as session:
        return list((await session.scalars(select(Handoff).order_by(Handoff.id))).all())


async def test_asking_by_the_button_opens_one_hand_off_and_says_so(gateway: Gateway, chat: Chat) -> None:
    await chat.say(choice="task_talk_to_person")
    (handoff,) = await _handoffs(gateway)
    assert (handoff.urgency, handoff.reason, handoff.officer_id) == ("normal", "asked for a person", None)
    assert await chat.state() == "waiting"
    (notice,) = await chat.said("notice")
    assert "duty officer" in notice
    assert gateway.service.notices.wait_unknown in notice


async def test_asking_needs_no_rasa(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = raw(500)
    assert (await chat.ask_for_officer("school says no"))["state"] == "waiting"
    await chat.say(choice="task_talk_to_person")
    (handoff,) = await _handoffs(gateway)
    assert handoff.reason == "school says no"


async def test_asking_again_while_waiting_changes_nothing(gateway: Gateway, chat: Chat) -> None:
    for _ in range(3):
        await chat.ask_for_officer()
    assert len(await _handoffs(gateway)) == 1
    assert len(await chat.said("notice")) == 1


async def test_the_assistant_still_answers_while_a_person_waits(chat: Chat) -> None:
    await chat.ask_for_officer()
    assert (await chat.say("what is mediation"))["text"] == "You said: what is mediation"
    assert await chat.state() == "waiting"


async def test_the_assistant_may_ask_for_an_officer(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    wanted = {"urgency": "normal", "reason": "second miss", "summary": {"persona": "school"}}
    rasa.answering = parts({"text": "Let me ask a person."}, {"custom": {"topic": None, "handoff": wanted}})
    await chat.say("it is complicated")
    (handoff,) = await _handoffs(gateway)
    assert handoff.reason == "second miss"
    assert handoff.summary == {"persona": "school", "topics": [], "district": None, "asked": "it is complicated"}


async def test_the_desk_learns_what_is_known_already(gateway: Gateway, chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = parts({"text": "…"}, {"custom": {"topic": "ehcp_late", "district": "Stafford"}})
    await chat.say("they missed the date")
    rasa.answering = parts({"text": "Thank you."}, {"custom": {"topic": "set_persona"}})
    await chat.say(choice="set_persona:parent")
    await chat.ask_for_officer()
    (handoff,) = await _handoffs(gateway)
    assert handoff.summary == {
        "persona": "parent",
        "topics": ["ehcp_late"],
        "district": "Stafford",
        "asked": "they missed the date",
    }


@pytest.mark.parametrize("works", [True, False])
async def test_a_cry_for_help_opens_a_crisis_whether_rasa_works_or_not(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, works: bool
) -> None:
    if not works:
        rasa.answering = raw(500)
    reply = await chat.say(CRY)
    assert "tel:999" in reply["html"]
    (handoff,) = await _handoffs(gateway)
    assert handoff.urgency == "crisis"
    assert [m["sender"] for m in await chat.messages()] == ["assistant", "person", "assistant", "notice"]


async def test_a_crisis_raises_a_waiting_hand_off_and_nothing_lowers_it(gateway: Gateway, chat: Chat) -> None:
    await chat.ask_for_officer()
    await chat.say(CRY)
    await chat.say(choice="task_talk_to_person")
    (handoff,) = await _handoffs(gateway)
    assert handoff.urgency == "crisis"
    assert handoff.rang_again_at is not None


async def test_a_cry_for_help_given_as_the_reason_is_a_crisis_and_gets_the_numbers(gateway: Gateway, chat: Chat) -> None:
    await chat.ask_for_officer(CRY)
    (handoff,) = await _handoffs(gateway)
    assert handoff.urgency == "crisis"
    assert gateway.service.notices.crisis in await chat.said("assistant")


async def test_a_reply_and_the_hand_off_it_asks_for_are_kept_both_or_neither(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    """As when another process has stored a reply to the same message meanwhile."""
    rasa.answering = held = Held(parts({"text": "x"}, {"custom": {"handoff": {"urgency": "normal", "reason": "r"}}}))
    await chat.send("hello")
    await held.heard.wait()
    (message,) = await another_process.fetch_unanswered()
    await another_process.add_reply(message, "first", {})
    held.release.set()
    await gateway.service.turns.settled()
    assert await _handoffs(gateway) == []
    assert await chat.state() == "assistant"


async def test_when_the_assistant_does_not_work_a_person_is_offered(chat: Chat, rasa: FakeRasa) -> None:
    rasa.answering = raw(500)
    reply = await chat.say("hello")
    assert [b["choice"] for b in reply["buttons"]] == ["task_talk_to_person"]


async def test_outside_hours_the_person_is_told_when_the_desk_opens_and_where_to_turn_now(make_app: MakeApp) -> None:
    async with started(make_app(desk_open=CLOSED)) as gateway:
        chat = await gateway.open_chat()
        standing = await chat.ask_for_officer()
        assert standing == {"state": "waiting", "name": None, "desk_open": False, "callback": False}
        (notice,) = await chat.said("notice")
        assert "at 3am" in notice
        assert "tel:116123" in notice
        assert "call back" in notice


async def test_how_long_people_waited_lately_is_said_once_there_are_enough_to_say_it(gateway: Gateway, chat: Chat) -> None:
    now = datetime.now(UTC)
    async with transaction(gateway.service.store._engine) as session:
        for minutes in (2, 3, 7, 8, 90):
            taken = {"opened_at": now - timedelta(minutes=minutes), "taken_at": now, "ended_at": now, "summary": {}}
            await session.execute(insert(Handoff).values(conversation_id=chat.id, urgency="normal", reason="asked", **taken))
    await chat.ask_for_officer()
    assert "Lately, people waited about 7 minutes." in (await chat.said("notice"))[0]


async def test_a_call_back_is_kept_with_the_hand_off_and_goes_with_the_conversation(make_app: MakeApp) -> None:
    async with started(make_app(desk_open=CLOSED)) as gateway:
        chat = await gateway.open_chat()
        asked = await chat.ask_for_callback(reach="07700 900123", when="after 6", name="Jo")
        assert asked.status_code == 202
        assert asked.json() == {"state": "waiting", "name": None, "desk_open": False, "callback": True}
        (handoff,) = await _handoffs(gateway)
        assert handoff.callback is not None
        assert {k: handoff.callback[k] for k in ("reach", "when", "name")} == {
            "reach": "07700 900123",
            "when": "after 6",
            "name": "Jo",
        }
        assert "deleted with it" in (await chat.said("notice"))[-1]
        await chat.ask_for_callback(reach="jo@example.org", when="any time", name=None)
        (handoff,) = await _handoffs(gateway)
        assert handoff.callback is not None
        assert handoff.callback["reach"] == "jo@example.org"
        await chat.forget()
        assert await _handoffs(gateway) == []


@pytest.mark.parametrize(
    "fields",
    [{}, {"reach": "", "when": "now"}, {"reach": "x" * 121, "when": "now"}, {"reach": "jo@example.org", "when": "y" * 121}],
)
async def test_a_call_back_without_a_way_to_reach_the_person_is_refused(chat: Chat, fields: dict[str, str]) -> None:
    refused = await chat.ask_for_callback(**fields)
    assert refused.status_code == 422
    assert await chat.state() == "assistant"


async def test_somebody_else_can_neither_ask_nor_be_asked_for(gateway: Gateway, chat: Chat) -> None:
    other = await gateway.open_chat()
    for path in ("handoff", "callback", "typing", "seen"):
        reply = await gateway.http.post(f"{chat.path}/{path}", json={}, headers=other.headers)
        assert reply.status_code in (404, 422)
    assert await _handoffs(gateway) == []
