"""The queue, what an officer sees of a conversation, notes, safeguarding, canned replies, figures, and the record of it all."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import update

from tests.desk.officer import AtDesk, Officers
from tests.gateway.chat import Chat, Gateway, started
from tests.gateway.conftest import MakeApp
from tests.gateway.fake_rasa import FakeRasa, parts
from web.desk.models import Handoff
from web.gateway.models import Conversation, Message
from web.gateway.store import Store, transaction

pytestmark = pytest.mark.anyio

CRY = "i want to kill myself"


async def test_a_crisis_comes_first_and_then_who_has_waited_longest(gateway: Gateway, sam: AtDesk) -> None:
    first, second, third = [await gateway.open_chat() for _ in range(3)]
    await first.ask_for_officer()
    await second.ask_for_officer()
    await third.say(CRY)
    assert [e["conversation"] for e in await sam.queue()] == [third.id, first.id, second.id]


async def test_an_entry_says_what_an_officer_needs_at_first_sight(
    gateway: Gateway, chat: Chat, sam: AtDesk, rasa: FakeRasa
) -> None:
    rasa.answering = parts({"text": "…"}, {"custom": {"topic": "ehcp_late"}})
    await chat.say("x" * 200)
    await chat.say(choice="set_persona:school")
    await chat.ask_for_officer("the council is late")
    await chat.ask_for_callback(reach="jo@example.org", when="mornings", name=None)
    (entry,) = await sam.queue()
    assert entry["reason"] == "the council is late"
    assert entry["persona"] == "school"
    assert entry["topics"] == [gateway.service.library.answers["ehcp_late"].title]
    assert len(entry["last_text"]) <= 120
    assert entry["unread"] == 2
    assert entry["callback"]["reach"] == "jo@example.org"
    assert (entry["officer"], entry["looking"], entry["safeguarding"]) == (None, [], False)
    assert 0 <= entry["waiting_seconds"] < 60


async def test_what_is_taken_is_mine_and_with_others_for_others(waiting: Chat, sam: AtDesk, officers: Officers) -> None:
    alex = await officers.sign_in("Alex Ray")
    await sam.do(waiting.id, "take")
    (mine,) = await sam.queue("mine")
    (others,) = await alex.queue("others")
    assert mine["officer"] == others["officer"] == {"id": sam.id, "name": "Sam Jones"}
    assert await sam.queue() == await alex.queue() == await sam.queue("others") == []


async def test_unread_counts_what_the_person_said_since_the_officer_looked(waiting: Chat, sam: AtDesk) -> None:
    await sam.do(waiting.id, "take")
    for n in range(3):
        last = await waiting.send(f"message {n}")
    assert (await sam.queue("mine"))[0]["unread"] == 3
    await sam.do(waiting.id, "seen", {"seq": last["seq"]})
    assert (await sam.queue("mine"))[0]["unread"] == 0


async def test_no_officer_sees_a_conversation_that_was_not_handed_off(chat: Chat, sam: AtDesk) -> None:
    await chat.say("private")
    for path in (f"/conversations/{chat.id}", f"/conversations/{chat.id}/events"):
        assert (await sam.http.get(f"/desk/api{path}")).status_code == 404
    for what, body in (("notes", {"text": "x"}), ("safeguarding", None)):
        assert (await sam.ask("POST", f"/conversations/{chat.id}/{what}", body)).status_code == 404
    assert (await sam.ask("POST", f"/conversations/{chat.id}/take")).status_code == 409


async def test_an_officer_reads_the_whole_conversation_and_the_record_says_so(
    waiting: Chat, sam: AtDesk, officers: Officers
) -> None:
    await waiting.say("hello")
    opened = await sam.get(f"/conversations/{waiting.id}")
    assert opened["messages"] == await waiting.messages()
    assert (opened["state"], opened["handoff"]["urgency"]) == ("waiting", "normal")
    assert opened["known"]["asked"] == "hello"
    (line,) = await officers.record()
    assert (line.action, line.officer_id, line.conversation_id) == ("viewed", sam.id, waiting.id)


async def test_the_record_names_every_deed_and_holds_no_words(waiting: Chat, sam: AtDesk, officers: Officers) -> None:
    await sam.do(waiting.id, "take")
    await sam.say(waiting.id, "secret words")
    await sam.do(waiting.id, "notes", {"text": "secret note"})
    await sam.do(waiting.id, "safeguarding")
    await sam.do(waiting.id, "close", {"wrap_up": "safeguarding"})
    lines = await officers.record()
    assert [line.action for line in lines] == ["taken", "sent", "noted", "safeguarding_marked", "closed"]
    assert {line.officer_id for line in lines} == {sam.id}
    assert "secret" not in str([line.detail for line in lines])


async def test_notes_are_for_officers_only(waiting: Chat, sam: AtDesk, officers: Officers) -> None:
    alex = await officers.sign_in("Alex Ray")
    written = await alex.do(waiting.id, "notes", {"text": "Rang before, see Monday."})
    assert written["officer"] == "Alex Ray"
    assert (await sam.get(f"/conversations/{waiting.id}"))["notes"] == [written]
    assert "Monday" not in str(await waiting.messages())


async def test_a_conversation_marked_as_safeguarding_outlives_the_sweep(
    gateway: Gateway, waiting: Chat, sam: AtDesk, another_process: Store
) -> None:
    other = await gateway.open_chat()
    await sam.do(waiting.id, "safeguarding")
    async with transaction(gateway.service.store._engine) as session:
        await session.execute(update(Conversation).values(last_at=datetime.now(UTC) - timedelta(days=400)))
    await gateway.service.turns.sweep()
    assert await another_process.fetch_state(other.id) is None
    assert await another_process.fetch_state(waiting.id) == "waiting"


async def test_its_owner_can_still_end_it_and_can_then_read_it_no_more_but_the_desk_can(
    waiting: Chat, sam: AtDesk, rasa: FakeRasa
) -> None:
    await waiting.say("he hits me")
    await sam.do(waiting.id, "safeguarding")
    assert (await waiting.forget()).status_code == 204
    assert (await waiting.post("hello")).status_code == 404
    assert rasa.forgotten == [waiting.id]
    opened = await sam.get(f"/conversations/{waiting.id}")
    assert "he hits me" in [m["text"] for m in opened["messages"]]


async def test_only_a_supervisor_takes_the_mark_back_and_then_the_sweep_erases_again(
    gateway: Gateway, waiting: Chat, sam: AtDesk, officers: Officers, another_process: Store
) -> None:
    lead = await officers.sign_in("Lee Lead", role="supervisor")
    await sam.do(waiting.id, "safeguarding")
    assert (await sam.ask("POST", f"/conversations/{waiting.id}/safeguarding", {"marked": False})).status_code == 403
    await lead.do(waiting.id, "safeguarding", {"marked": False})
    assert await another_process.fetch_idle_since(datetime.now(UTC) + timedelta(minutes=1)) == [waiting.id]


async def test_answers_are_found_by_words_spelt_well_or_badly(sam: AtDesk) -> None:
    for words, topic in (
        ("assesment refused", "ehcp_refused_assessment"),
        ("transport", "school_transport"),
        ("EHCP late", "ehcp_late"),
    ):
        found = await sam.get(f"/knowledge?q={words}")
        assert found[0]["topic"] == topic
        assert len(found) <= 10
        assert found[0]["sources"]
    assert await sam.get("/knowledge?q=zzzz") == await sam.get("/knowledge?q=") == []


async def test_canned_replies_are_for_all_and_supervisors_edit_them(sam: AtDesk, officers: Officers) -> None:
    lead = await officers.sign_in("Lee Lead", role="admin")
    reply = {"title": "Hello", "text": "Hello, I am here now."}
    assert (await sam.ask("POST", "/canned", reply)).status_code == 403
    kept = (await lead.ask("POST", "/canned", reply)).json()
    assert await sam.get("/canned") == [kept]
    assert (await lead.ask("PUT", f"/canned/{kept['id']}", {"title": "Hi", "text": "Hi."})).json()["title"] == "Hi"
    assert (await lead.ask("PUT", "/canned/999", reply)).status_code == 404
    assert (await sam.ask("DELETE", f"/canned/{kept['id']}")).status_code == 403
    assert (await lead.ask("DELETE", f"/canned/{kept['id']}")).status_code == 204
    assert await sam.get("/canned") == []


async def test_the_day_counts_what_one_officer_did(gateway: Gateway, sam: AtDesk, officers: Officers) -> None:
    alex = await officers.sign_in("Alex Ray")
    for end in (("hand-back", None), ("close", {"wrap_up": "answered"}), ("pass", {"officer_id": None})):
        chat = await gateway.open_chat()
        await chat.ask_for_officer()
        await sam.do(chat.id, "take")
        await sam.say(chat.id, "hello")
        await sam.do(chat.id, *end)
    assert await sam.get("/day") == {"taken": 3, "messages": 3, "passed_on": 1, "handed_back": 1, "closed": 1}
    assert set((await alex.get("/day")).values()) == {0}


async def test_the_overview_shows_supervisors_how_the_desk_stands(gateway: Gateway, sam: AtDesk, officers: Officers) -> None:
    lead = await officers.sign_in("Lee Lead", role="supervisor")
    chats = [await gateway.open_chat() for _ in range(3)]
    for chat in chats:
        await chat.ask_for_officer()
    ago = datetime.now(UTC) - timedelta(minutes=20)
    async with transaction(gateway.service.store._engine) as session:
        await session.execute(update(Handoff).values(opened_at=ago))
    for chat in chats[:2]:
        await sam.do(chat.id, "take")
        await chat.send("are you there?")
    await sam.say(chats[0].id, "yes")
    async with transaction(gateway.service.store._engine) as session:
        await session.execute(update(Handoff).where(Handoff.taken_at.is_not(None)).values(taken_at=ago + timedelta(minutes=2)))
        await session.execute(update(Message).where(Message.sender == "person").values(at=ago + timedelta(minutes=5)))
    seen = await lead.get("/overview")
    assert (seen["waiting"], seen["taken_today"], seen["median_wait_seconds"], seen["unanswered"]) == (1, 2, 120, 1)
    assert 1200 <= seen["longest_wait_seconds"] < 1300
    assert [(o["name"], o["holding"], o["taken_today"]) for o in seen["officers"]] == [("Lee Lead", 0, 0), ("Sam Jones", 2, 2)]
    assert (await sam.http.get("/desk/api/overview")).status_code == 403


async def test_nobody_gets_anything_of_the_desk_without_signing_in(gateway: Gateway, waiting: Chat) -> None:
    routes = {(m, c.path or "") for c in iter_route_contexts(gateway.app.routes) for m in (c.methods or set()) - {"HEAD"}}
    api = [(m, p) for m, p in routes if p.startswith("/desk/api")]
    assert len(api) >= 20
    for method, path in api:
        reply = await gateway.http.request(method, path.replace("{conversation_id}", waiting.id).replace("{canned_id}", "1"))
        assert reply.status_code == 401, f"{method} {path} is open to all"


async def test_every_change_needs_the_value_that_other_pages_cannot_know(gateway: Gateway, waiting: Chat, sam: AtDesk) -> None:
    routes = {(m, c.path or "") for c in iter_route_contexts(gateway.app.routes) for m in (c.methods or set()) - {"HEAD", "GET"}}
    sam.csrf = "guess"
    for method, path in routes:
        if path.startswith("/desk/api"):
            reply = await sam.ask(
                method, path.replace("/desk/api", "").replace("{conversation_id}", waiting.id).replace("{canned_id}", "1")
            )
            assert reply.status_code == 403, f"{method} {path} is open to other pages"
    assert await waiting.state() == "waiting"


async def test_the_queue_says_whether_the_desk_is_open(make_app: MakeApp) -> None:
    async with started(make_app(desk_open="Sun 03:00-03:01")) as gateway, Officers(gateway.app) as officers:
        assert (await (await officers.sign_in()).get("/queue"))["open"] is False
