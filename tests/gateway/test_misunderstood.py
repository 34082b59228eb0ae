"""What the assistant did not understand is kept without personal detail, apart from the conversation, and for a time."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from tests.gateway.chat import Chat, Gateway, started
from tests.gateway.conftest import MakeApp
from tests.gateway.fake_rasa import Answering, FakeRasa, Held, parts, raw
from web.gateway.models import Unclear
from web.gateway.store import Store

pytestmark = pytest.mark.anyio

QUESTION = "what about the wotsit for my son Kaydn, ring 07700 900123"
STRIPPED = "what about the wotsit for my son [name], ring [phone]"
OFFERED = ["school_transport", "mediation"]


def replying(topic: str | None, **custom: object) -> Answering:
    """Reply with this topic."""
    return parts({"text": "Words."}, {"custom": {"topic": topic, **custom}})


offering = replying(None, options=OFFERED)
a_no_to_what_was_offered = replying(None)


async def _say(chat: Chat, rasa: FakeRasa, answering: Answering, text: str | None = None, **fields: object) -> None:
    rasa.answering = answering
    await chat.say(text, **fields)


async def _kept(store: Store) -> list[tuple[str, list[str], str]]:
    return [(kept.text, kept.nearest, kept.reason) for kept in await store.fetch_unclear()]


async def test_a_message_without_a_likely_topic_is_kept_stripped_with_the_topics_offered(
    chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    await _say(chat, rasa, offering, QUESTION)
    assert await _kept(another_process) == [(STRIPPED, OFFERED, "no topic")]
    assert [kept.day for kept in await another_process.fetch_unclear()] == [datetime.now(UTC).date()]


def test_nothing_kept_leads_back_to_a_conversation() -> None:
    table = inspect(Unclear).local_table
    assert set(table.columns.keys()) == {"id", "day", "text", "nearest", "reason"}
    assert not table.foreign_keys
    assert str(table.columns["day"].type) == "DATE"


async def test_a_message_that_was_answered_is_not_kept(chat: Chat, rasa: FakeRasa, another_process: Store) -> None:
    for topic in ("mediation", "greet", "out_of_scope", "task_find_activity"):
        await _say(chat, rasa, replying(topic), QUESTION)
    await _say(chat, rasa, replying("mediation", options=OFFERED), QUESTION)
    await _say(chat, rasa, parts({"text": "Words without a topic."}), QUESTION)
    assert await _kept(another_process) == []


@pytest.mark.parametrize("denial", [replying("deny"), replying("complain_bot"), a_no_to_what_was_offered])
async def test_a_no_after_an_answer_keeps_the_message_before_with_the_topic_that_was_answered(
    chat: Chat, rasa: FakeRasa, another_process: Store, denial: Answering
) -> None:
    await _say(chat, rasa, replying("mediation", options=["appeal"]), QUESTION)
    await _say(chat, rasa, denial, "no, not that")
    await _say(chat, rasa, denial, "no!")
    assert await _kept(another_process) == [(STRIPPED, ["mediation"], "not what was meant")]


async def test_a_no_counts_for_the_answer_before_it_though_both_were_sent_at_once(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    rasa.answering = held = Held(replying("mediation"))
    await chat.send(QUESTION)
    await held.heard.wait()
    await chat.send("no that is wrong")
    rasa.answering = replying("complain_bot")
    held.release.set()
    await gateway.service.turns.settled()
    assert await _kept(another_process) == [(STRIPPED, ["mediation"], "not what was meant")]


@pytest.mark.parametrize("before", [replying("greet"), replying("deny"), replying("out_of_scope"), offering, raw(500)])
async def test_a_no_to_anything_but_an_answer_keeps_nothing_more(
    chat: Chat, rasa: FakeRasa, another_process: Store, before: Answering
) -> None:
    await _say(chat, rasa, before, QUESTION)
    kept = await _kept(another_process)
    await _say(chat, rasa, replying("deny"), "no")
    assert await _kept(another_process) == kept


async def test_a_no_as_the_first_message_keeps_nothing(chat: Chat, rasa: FakeRasa, another_process: Store) -> None:
    await _say(chat, rasa, replying("deny"), "no")
    assert await _kept(another_process) == []


async def test_what_a_button_said_is_never_kept(chat: Chat, rasa: FakeRasa, another_process: Store) -> None:
    await _say(chat, rasa, offering, choice="mediation")
    await _say(chat, rasa, replying("mediation"), choice="mediation")
    await _say(chat, rasa, replying("deny"), "no")
    await _say(chat, rasa, replying("mediation"), QUESTION)
    await _say(chat, rasa, replying("deny"), choice="appeal")
    assert await _kept(another_process) == []


@pytest.mark.parametrize(
    "reply",
    [
        replying("crisis", options=OFFERED),
        replying("crisis", handoff={"urgency": "crisis"}),
        replying(None, options=OFFERED, handoff={"urgency": "normal"}),
        replying("mediation", handoff={"urgency": "crisis"}),
    ],
)
async def test_nothing_of_a_cry_for_help_is_kept(chat: Chat, rasa: FakeRasa, another_process: Store, reply: Answering) -> None:
    await _say(chat, rasa, reply, "it is all too much")
    await _say(chat, rasa, replying("deny"), "no")
    assert await _kept(another_process) == []


async def test_a_cry_for_help_that_rasa_did_not_notice_is_not_kept(chat: Chat, rasa: FakeRasa, another_process: Store) -> None:
    await _say(chat, rasa, offering, "i want to kill myself")
    await _say(chat, rasa, replying("mediation"), "i want to kill myself")
    await _say(chat, rasa, replying("deny"), "no")
    assert await _kept(another_process) == []


async def test_while_rasa_is_down_nothing_is_kept(chat: Chat, rasa: FakeRasa, another_process: Store) -> None:
    await _say(chat, rasa, raw(500), QUESTION)
    assert await _kept(another_process) == []


async def test_what_is_personal_detail_only_is_not_kept(chat: Chat, rasa: FakeRasa, another_process: Store) -> None:
    await _say(chat, rasa, offering, "Sam Bloggs 07700 900123")
    assert await _kept(another_process) == []


async def test_nothing_is_kept_where_that_is_switched_off(make_app: MakeApp, rasa: FakeRasa, another_process: Store) -> None:
    async with started(make_app(keep_unclear=False)) as gateway:
        chat = await gateway.open_chat()
        await _say(chat, rasa, offering, QUESTION)
        await _say(chat, rasa, replying("mediation"), QUESTION)
        await _say(chat, rasa, replying("deny"), "no")
    assert await _kept(another_process) == []


async def test_it_is_kept_with_the_reply_or_not_at_all(gateway: Gateway, chat: Chat, another_process: Store) -> None:
    await chat.say("hello")
    answered = (await another_process.fetch_messages(chat.id))[-2]
    unclear = Unclear(day=date(2026, 11, 25), text="x", nearest=["mediation"], reason="no topic")

    async def keep(session: AsyncSession) -> None:
        session.add(unclear)

    assert await gateway.service.store.add_reply(answered, "again", {}, also=keep) is None
    assert await _kept(another_process) == []


async def test_nothing_is_kept_of_a_conversation_that_is_forgotten_meanwhile(
    gateway: Gateway, chat: Chat, rasa: FakeRasa, another_process: Store
) -> None:
    rasa.answering = held = Held(offering)
    await chat.send(QUESTION)
    await held.heard.wait()
    with gateway.service.hub.listen(chat.id) as signals:
        forgetting = asyncio.create_task(chat.forget())
        while (await signals.get()).kind != "ended":
            pass
    held.release.set()
    assert (await forgetting).status_code == 204
    assert await _kept(another_process) == []


async def test_what_was_kept_long_enough_is_erased(make_app: MakeApp, database_url: str, another_process: Store) -> None:
    today = datetime.now(UTC).date()
    engine = create_async_engine(database_url)
    async with AsyncSession(engine) as session, session.begin():
        for days in (9, 10, 11, 400):
            day = today - timedelta(days=days)
            session.add(Unclear(day=day, text=f"{days} days old", nearest=["mediation"], reason="no topic"))
    await engine.dispose()
    async with started(make_app(keep_unclear_for=10, keep_unclear=False)) as gateway:
        await gateway.service.turns.sweep()
    assert [kept.text for kept in await another_process.fetch_unclear()] == ["9 days old", "10 days old"]


async def test_what_was_kept_can_be_read_from_a_day_on(another_process: Store, database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with AsyncSession(engine) as session, session.begin():
        for day in (1, 2, 3):
            session.add(Unclear(day=date(2026, 11, day), text=f"{day}", nearest=["mediation"], reason="no topic"))
    await engine.dispose()
    assert [kept.text for kept in await another_process.fetch_unclear(since=date(2026, 11, 2))] == ["3", "2"]
