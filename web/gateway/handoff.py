"""The hand-off: a person asks for a duty officer, or needs one, and from then on the desk knows."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from knowledge.library import Library
from web.desk.accounts.models import Officer
from web.desk.models import Handoff, Urgency
from web.desk.outbox import Outbox
from web.gateway.hours import Hours
from web.gateway.hub import DESK, Hub, Signal
from web.gateway.models import Message
from web.gateway.notices import Notices
from web.gateway.store import hold, insert_message, set_state, transaction

TALK_TO_PERSON = "task_talk_to_person"
_PERSONA = "set_persona:"
_MOST_TOPICS = 5
_LONGEST_ASKED = 200
_LONGEST_REASON = 300
_FEWEST_WAITS, _MOST_WAITS, _WAITS_OF = 5, 20, timedelta(days=7)
_SAID_ALREADY = timedelta(minutes=10)


@dataclass(frozen=True)
class Ask:
    """A wish, or a need, for an officer. `summary` is what Rasa knew; the rest is read from the messages."""

    urgency: Urgency
    reason: str
    summary: dict[str, Any] = field(default_factory=dict)


def ask_in(message: Message, custom: dict[str, Any]) -> Ask | None:
    """Return what a person's message and the reply to it ask of the desk, if anything."""
    wanted = custom.get("handoff")
    if wanted:
        urgency: Urgency = "crisis" if wanted.get("urgency") == "crisis" else "normal"
        return Ask(urgency, str(wanted.get("reason") or "asked for by the assistant"), wanted.get("summary") or {})
    return Ask("normal", "asked for a person") if message.choice == TALK_TO_PERSON else None


@dataclass(frozen=True)
class Standing:
    """Who has a conversation, as its owner is told. `name`: the officer's first name; `callback`: one has been asked for."""

    state: str
    name: str | None
    desk_open: bool
    callback: bool


@dataclass
class Opened:
    """What came of an ask, to be told to listeners once it is stored."""

    changed: bool = False
    rings: bool = False


class Handoffs:
    """Opens hand-offs and raises them. Methods that take a session work in its transaction."""

    def __init__(self, engine: AsyncEngine, library: Library, notices: Notices, hours: Hours, outbox: Outbox, hub: Hub) -> None:
        self._engine, self._library, self._notices = engine, library, notices
        self._hours, self._outbox, self._hub = hours, outbox, hub

    @property
    def offer(self) -> dict[str, str]:
        """The button with which a person asks for an officer."""
        return {"choice": TALK_TO_PERSON, "label": self._library.button(TALK_TO_PERSON)}

    async def open_in(self, session: AsyncSession, conversation_id: str, ask: Ask) -> Opened:
        """Open a hand-off and tell the person, or raise the one that is open. Raises ConversationGone.

        A crisis raises an ordinary one and never the other way round; one that is a crisis already rings again.
        """
        await hold(session, conversation_id)
        now = datetime.now(UTC)
        earlier = await find_open(session, conversation_id)
        crisis = ask.urgency == "crisis"
        if earlier is not None:
            if crisis:
                if earlier.urgency != "crisis" and earlier.taken_at is None:
                    await self._outbox.plan(session, earlier.id, crisis=True, now=now)
                earlier.urgency, earlier.rang_again_at = "crisis", now
            return Opened(rings=crisis)
        row = {
            "conversation_id": conversation_id,
            "urgency": ask.urgency,
            "reason": ask.reason[:_LONGEST_REASON],
            "summary": {**known(await _messages(session, conversation_id), self._library), **ask.summary},
            "opened_at": now,
        }
        handoff_id = (await session.execute(insert(Handoff).values(row).returning(Handoff.id))).scalar_one()
        await self._outbox.plan(session, handoff_id, crisis=crisis, now=now)
        await set_state(session, conversation_id, "waiting")
        text = await self.words_for_waiting(session, now, "officer_asked")
        await insert_message(session, conversation_id, sender="notice", text=text)
        return Opened(changed=True, rings=crisis)

    async def ask(self, conversation_id: str, ask: Ask) -> None:
        """Open or raise a hand-off at the person's own wish, and tell whoever listens. Raises ConversationGone.

        No reply goes with it, so a cry for help in it is given the numbers here.
        """
        async with transaction(self._engine) as session:
            await hold(session, conversation_id)
            if ask.urgency == "crisis":
                custom = {"topic": "crisis"}
                await insert_message(session, conversation_id, sender="assistant", text=self._notices.crisis, custom=custom)
            opened = await self.open_in(session, conversation_id, ask)
        self._hub.tell(conversation_id, Signal("messages"))
        self.tell(conversation_id, opened)

    async def ask_for_callback(self, conversation_id: str, callback: dict[str, Any]) -> None:
        """Keep how and when to reach the person with the open hand-off, opening one if there is none. Raises ConversationGone."""
        now = datetime.now(UTC)
        async with transaction(self._engine) as session:
            opened = Opened()
            await hold(session, conversation_id)
            if await find_open(session, conversation_id) is None:
                opened = await self.open_in(session, conversation_id, Ask("normal", "asked for a call back"))
            kept = {**callback, "asked_at": now.isoformat()}
            of_this = (Handoff.conversation_id == conversation_id, Handoff.ended_at.is_(None))
            await session.execute(update(Handoff).where(*of_this).values(callback=kept))
            notice = "callback_kept" if self._hours.is_open(now) else "callback_kept_closed"
            text = self._notices.filled(notice, opens=self._hours.opening_in_words(now))
            await insert_message(session, conversation_id, sender="notice", text=text)
        opened.changed = True
        self.tell(conversation_id, opened)

    async def ring_again(self, conversation_id: str) -> None:
        """Ring the desk for a cry for help to an officer who is in the chat, and give the person the numbers meanwhile."""
        now = datetime.now(UTC)
        async with transaction(self._engine) as session:
            await hold(session, conversation_id)
            handoff = await find_open(session, conversation_id)
            if handoff is None:
                return
            if handoff.rang_again_at is None or now - handoff.rang_again_at > _SAID_ALREADY:
                text = self._notices.crisis_with_officer
                await insert_message(session, conversation_id, sender="notice", text=text)
            handoff.urgency, handoff.rang_again_at = "crisis", now
        self._hub.tell(conversation_id, Signal("messages"))
        self.tell(conversation_id, Opened(rings=True))

    async def standing(self, conversation_id: str, state: str) -> Standing:
        """Return who has the conversation, for its owner."""
        name, callback = None, False
        if state in ("waiting", "officer"):
            async with transaction(self._engine) as session:
                handoff = await find_open(session, conversation_id)
                officer = await session.get(Officer, handoff.officer_id) if handoff and handoff.officer_id else None
            name, callback = officer.first_name if officer else None, bool(handoff and handoff.callback)
        return Standing(state, name, self._hours.is_open(datetime.now(UTC)), callback)

    async def seen(self, conversation_id: str, who: Literal["person", "officer"]) -> int:
        """Return the number of the last message that the person, or the officer, has seen in the open hand-off; or 0."""
        async with transaction(self._engine) as session:
            handoff = await find_open(session, conversation_id)
        if handoff is None:
            return 0
        return handoff.officer_seen if who == "officer" else handoff.person_seen

    async def person_saw(self, conversation_id: str, seq: int) -> None:
        """Note that the person has seen the messages up to `seq`, for the officer."""
        unseen = (Handoff.conversation_id == conversation_id, Handoff.ended_at.is_(None), Handoff.person_seen < seq)
        async with transaction(self._engine) as session:
            await hold(session, conversation_id)
            noted = await session.execute(update(Handoff).where(*unseen).values(person_seen=seq).returning(Handoff.id))
            is_new = noted.first() is not None
        if is_new:
            self._hub.tell(conversation_id, Signal("seen", who="person", seq=seq))

    async def words_for_waiting(self, session: AsyncSession, now: datetime, notice: str, **values: object) -> str:
        """Return the notice, or its form for when the desk is closed, with an honest word about the wait."""
        if not self._hours.is_open(now):
            return self._notices.filled(f"{notice}_closed", opens=self._hours.opening_in_words(now), **values)
        minutes = await self._usual_wait(session, now)
        wait = self._notices.wait_unknown if minutes is None else self._notices.filled("wait_known", minutes=minutes)
        return self._notices.filled(notice, wait=wait, **values)

    def tell(self, conversation_id: str, opened: Opened) -> None:
        """Tell whoever listens, and have the alerts sent, once what was opened is stored."""
        if opened.changed:
            self._hub.tell(conversation_id, Signal("state"))
            self._hub.tell(conversation_id, Signal("messages"))
        if opened.rings:
            self._hub.tell(DESK, Signal("ring", conversation=conversation_id))
        if opened.changed or opened.rings:
            self._hub.tell(DESK, Signal("queue"))

    async def _usual_wait(self, session: AsyncSession, now: datetime) -> int | None:
        """Return the median wait in whole minutes of those lately taken, at least 2; None if they were too few to say."""
        lately = (
            select(Handoff.opened_at, Handoff.taken_at)
            .where(Handoff.taken_at > now - _WAITS_OF)
            .order_by(Handoff.taken_at.desc())
            .limit(_MOST_WAITS)
        )
        rows = (await session.execute(lately)).all()
        waits = [(taken - opened).total_seconds() for opened, taken in rows if taken and self._hours.is_open(opened)]
        if len(waits) < _FEWEST_WAITS:
            return None
        return max(2, round(statistics.median(waits) / 60))


async def find_open(session: AsyncSession, conversation_id: str) -> Handoff | None:
    """Return the conversation's open hand-off."""
    return await session.scalar(select(Handoff).where(Handoff.conversation_id == conversation_id, Handoff.ended_at.is_(None)))


async def _messages(session: AsyncSession, conversation_id: str) -> Sequence[Message]:
    found = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
    return (await session.scalars(found)).all()


def known(messages: Iterable[Message], library: Library) -> dict[str, Any]:
    """Return what is known from a conversation: persona, the last topics answered, district, and the last words."""
    persona = district = asked = None
    topics: list[str] = []
    for message in messages:
        custom = message.custom or {}
        persona, district = custom.get("persona") or persona, custom.get("district") or district
        if message.choice and message.choice.startswith(_PERSONA):
            persona = message.choice.removeprefix(_PERSONA)
        if message.sender == "person" and message.choice is None:
            asked = message.text[:_LONGEST_ASKED]
        if (topic := custom.get("topic")) in library.answers:
            topics = [t for t in topics if t != topic] + [str(topic)]
    return {"persona": persona, "topics": topics[-_MOST_TOPICS:], "district": district, "asked": asked}
