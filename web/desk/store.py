"""What officers do with conversations, in the database.

Each method is one transaction and raises DatabaseUnavailable if it fails. Methods that change a conversation raise
ConversationGone if it was erased, and those for the officer who has it NotYours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from web.desk.accounts.models import Officer
from web.desk.audit import record
from web.desk.models import Handoff, Note
from web.desk.outbox import Outbox
from web.gateway.handoff import Handoffs, find_open
from web.gateway.models import Conversation, Message
from web.gateway.notices import Notices
from web.gateway.store import ConversationGone, hold, insert_message, set_state, transaction

_LAST_TEXT = 120
_MAY_STEP_IN = ("supervisor", "admin")


class Taken(Exception):
    """Another officer has the conversation. `name`: theirs."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotWaiting(Exception):
    """No officer is asked for in the conversation."""


class NotYours(Exception):
    """The conversation is not with this officer. `name`: of who has it, if anybody has."""

    def __init__(self, name: str | None) -> None:
        super().__init__(name)
        self.name = name


class NoSuchOfficer(Exception):
    """There is no such officer, or the account is switched off."""


@dataclass(frozen=True)
class Waiting:
    """One open hand-off, with what its entry in the queue needs. `last_text`: the person's last words, cut short."""

    handoff: Handoff
    officer: Officer | None
    last_text: str | None
    unread: int


@dataclass(frozen=True)
class Opened:
    """A conversation with its newest hand-off, all messages, and notes with their writers' names."""

    state: str
    handoff: Handoff
    officer: Officer | None
    messages: Sequence[Message]
    notes: Sequence[tuple[Note, str]]


class DeskStore:
    """Reads and changes conversations for officers, and keeps the record of it."""

    def __init__(self, engine: AsyncEngine, handoffs: Handoffs, outbox: Outbox, notices: Notices, keep_days: int) -> None:
        self._engine, self._handoffs, self._outbox = engine, handoffs, outbox
        self._notices, self._keep_days = notices, keep_days

    async def fetch_queue(self) -> Sequence[Waiting]:
        """Return all open hand-offs: crisis first, then the oldest."""
        from_person = (Message.conversation_id == Handoff.conversation_id, Message.sender == "person")
        last_text = (
            select(func.substr(Message.text, 1, _LAST_TEXT)).where(*from_person).order_by(Message.seq.desc()).limit(1)
        ).scalar_subquery()
        unread = select(func.count()).where(*from_person, Message.seq > Handoff.officer_seen).scalar_subquery()
        wanted = (
            select(Handoff, Officer, last_text, unread)
            .outerjoin(Officer, Officer.id == Handoff.officer_id)
            .where(Handoff.ended_at.is_(None))
            .order_by((Handoff.urgency == "crisis").desc(), Handoff.opened_at)
        )
        async with transaction(self._engine) as session:
            return [Waiting(*row) for row in (await session.execute(wanted)).all()]

    async def open(self, officer: Officer, conversation_id: str) -> Opened:
        """Return a conversation that was ever handed off, and note that the officer looked."""
        async with transaction(self._engine) as session:
            newest = await session.execute(_newest(conversation_id))
            row = newest.first()
            state = await session.scalar(select(Conversation.state).where(Conversation.id == conversation_id))
            if row is None or state is None:
                raise ConversationGone(conversation_id)
            messages = await session.scalars(
                select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
            )
            notes = await session.execute(
                select(Note, Officer.name)
                .join(Officer, Officer.id == Note.officer_id)
                .where(Note.conversation_id == conversation_id)
                .order_by(Note.id)
            )
            await record(session, officer.id, "viewed", conversation_id)
            return Opened(state, row[0], row[1], messages.all(), [(note, name) for note, name in notes.all()])

    async def is_for_officers(self, conversation_id: str) -> bool:
        """Return whether the conversation was ever handed off: no officer sees any other."""
        async with transaction(self._engine) as session:
            return (await session.execute(_newest(conversation_id))).first() is not None

    async def take(self, officer: Officer, conversation_id: str) -> None:
        """Give a waiting conversation to the officer; again changes nothing. Raises Taken, NotWaiting."""
        async with transaction(self._engine) as session:
            await hold(session, conversation_id)
            free = (Handoff.conversation_id == conversation_id, Handoff.ended_at.is_(None), Handoff.officer_id.is_(None))
            taken = await session.execute(
                update(Handoff)
                .where(*free)
                .values(officer_id=officer.id, taken_at=datetime.now(UTC))
                .returning(Handoff.id, Handoff.urgency)
            )
            row = taken.first()
            if row is None:
                return await self._was_taken(session, officer, conversation_id)
            await self._begin(session, officer, conversation_id, row.id, "officer_joined")
            await record(session, officer.id, "taken", conversation_id, urgency=row.urgency)

    async def send(
        self, officer: Officer, conversation_id: str, client_id: str, text: str, custom: dict[str, Any]
    ) -> tuple[Message, bool]:
        """Store an officer's message once, however often it is sent; return it and whether it is new."""
        try:
            async with transaction(self._engine) as session:
                handoff = await self._held(session, officer, conversation_id)
                values = {"name": officer.first_name, "text": text, "client_id": client_id, "custom": custom}
                message = await insert_message(session, conversation_id, sender="officer", **values)
                handoff.officer_seen = message.seq
                await record(session, officer.id, "sent", conversation_id, seq=message.seq)
                return message, True
        except IntegrityError:
            same = (Message.conversation_id == conversation_id, Message.client_id == client_id, Message.sender == "officer")
            async with transaction(self._engine) as session:
                earlier = await session.scalar(select(Message).where(*same))
            if earlier is None:
                raise
            return earlier, False

    async def is_with(self, officer: Officer, conversation_id: str) -> bool:
        """Return whether the officer has the conversation."""
        async with transaction(self._engine) as session:
            handoff = await find_open(session, conversation_id)
        return handoff is not None and handoff.officer_id == officer.id

    async def saw(self, officer: Officer, conversation_id: str, seq: int) -> int:
        """Note that the officer has seen the messages up to `seq`, and return how far it is really."""
        async with transaction(self._engine) as session:
            handoff = await self._held(session, officer, conversation_id)
            newest = await session.scalar(select(Conversation.last_seq).where(Conversation.id == conversation_id))
            handoff.officer_seen = max(handoff.officer_seen, min(seq, newest or 0))
            return handoff.officer_seen

    async def pass_on(self, officer: Officer, conversation_id: str, to: int | None) -> None:
        """Give the conversation to another officer, or put it back into the queue. Supervisors may do it for others.

        Raises NoSuchOfficer.
        """
        async with transaction(self._engine) as session:
            handoff = await self._held(session, officer, conversation_id, or_step_in=True)
            if to is None:
                await self._put_back(session, handoff, officer)
            else:
                other = await session.get(Officer, to)
                if other is None or not other.active:
                    raise NoSuchOfficer
                handoff.officer_id, handoff.taken_at = other.id, handoff.taken_at or datetime.now(UTC)
                await self._begin(session, other, conversation_id, handoff.id, "officer_changed")
            await record(session, officer.id, "passed", conversation_id, to=to)

    async def hand_back(self, officer: Officer, conversation_id: str) -> None:
        """End the hand-off: the assistant answers again. Supervisors may do it for others."""
        async with transaction(self._engine) as session:
            handoff = await self._held(session, officer, conversation_id, or_step_in=True)
            await self._end(session, handoff, None)
            await set_state(session, conversation_id, "assistant")
            text = self._notices.filled("officer_left", name=await self._name(session, handoff, officer))
            await insert_message(session, conversation_id, sender="notice", text=text)
            await record(session, officer.id, "handed_back", conversation_id)

    async def close(self, officer: Officer, conversation_id: str, wrap_up: str) -> None:
        """End the hand-off and the conversation. Supervisors may do it for others."""
        async with transaction(self._engine) as session:
            handoff = await self._held(session, officer, conversation_id, or_step_in=True)
            await self._end(session, handoff, wrap_up)
            await set_state(session, conversation_id, "closed")
            name = await self._name(session, handoff, officer)
            text = self._notices.filled("chat_closed", name=name, days=self._keep_days)
            await insert_message(session, conversation_id, sender="notice", text=text)
            await record(session, officer.id, "closed", conversation_id, wrap_up=wrap_up)

    async def add_note(self, officer: Officer, conversation_id: str, text: str) -> Note:
        """Keep a note for officers. Any officer may write one."""
        async with transaction(self._engine) as session:
            await self._hold_handed_off(session, conversation_id)
            note = Note(conversation_id=conversation_id, officer_id=officer.id, text=text, at=datetime.now(UTC))
            session.add(note)
            await session.flush()
            await record(session, officer.id, "noted", conversation_id)
            return note

    async def mark_safeguarding(self, officer: Officer, conversation_id: str, *, marked: bool) -> None:
        """Keep the conversation from being erased and tell the safeguarding lead; or take that back."""
        async with transaction(self._engine) as session:
            handoff = await self._hold_handed_off(session, conversation_id)
            if marked and not handoff.safeguarding:
                await self._outbox.plan_for_lead(session, handoff.id, datetime.now(UTC))
            # Taking it back takes it back from earlier hand-offs too: any one mark keeps the conversation.
            which = Handoff.id == handoff.id if marked else Handoff.conversation_id == conversation_id
            await session.execute(update(Handoff).where(which).values(safeguarding=marked))
            action = "safeguarding_marked" if marked else "safeguarding_unmarked"
            await record(session, officer.id, action, conversation_id)

    async def fetch_officers(self) -> Sequence[Officer]:
        """Return the officers whose accounts are in use, by name."""
        async with transaction(self._engine) as session:
            return (await session.scalars(select(Officer).where(Officer.active).order_by(Officer.name, Officer.id))).all()

    async def _was_taken(self, session: AsyncSession, officer: Officer, conversation_id: str) -> None:
        handoff = await find_open(session, conversation_id)
        if handoff is None or handoff.officer_id is None:
            raise NotWaiting
        if handoff.officer_id != officer.id:
            other = await session.get(Officer, handoff.officer_id)
            raise Taken(other.name if other else "")

    async def _begin(self, session: AsyncSession, officer: Officer, conversation_id: str, handoff_id: int, notice: str) -> None:
        """Keep the assistant from answering, and tell the person who is here."""
        await set_state(session, conversation_id, "officer")
        unanswered = (Message.conversation_id == conversation_id, Message.awaits_reply)
        await session.execute(update(Message).where(*unanswered).values(awaits_reply=False))
        await self._outbox.cancel(session, handoff_id)
        text = self._notices.filled(notice, name=officer.first_name)
        await insert_message(session, conversation_id, sender="notice", text=text)

    async def _put_back(self, session: AsyncSession, handoff: Handoff, officer: Officer) -> None:
        now, name = datetime.now(UTC), await self._name(session, handoff, officer)
        handoff.officer_id = handoff.taken_at = None
        await set_state(session, handoff.conversation_id, "waiting")
        await self._outbox.plan(session, handoff.id, crisis=handoff.urgency == "crisis", now=now)
        text = await self._handoffs.words_for_waiting(session, now, "officer_passed_back", name=name)
        await insert_message(session, handoff.conversation_id, sender="notice", text=text)

    async def _end(self, session: AsyncSession, handoff: Handoff, wrap_up: str | None) -> None:
        handoff.ended_at, handoff.wrap_up = datetime.now(UTC), wrap_up
        await self._outbox.cancel(session, handoff.id)

    async def _name(self, session: AsyncSession, handoff: Handoff, officer: Officer) -> str:
        """Return the first name of who had the conversation, which a supervisor who steps in had not."""
        holder = await session.get(Officer, handoff.officer_id) if handoff.officer_id else None
        return (holder or officer).first_name

    async def _held(self, session: AsyncSession, officer: Officer, conversation_id: str, *, or_step_in: bool = False) -> Handoff:
        """Return the open hand-off, held until the transaction ends, if the officer has it or may step in."""
        await hold(session, conversation_id)
        handoff = await find_open(session, conversation_id)
        if handoff is None:
            raise NotYours(None)
        if handoff.officer_id == officer.id or (or_step_in and officer.role in _MAY_STEP_IN):
            return handoff
        holder = await session.get(Officer, handoff.officer_id) if handoff.officer_id else None
        raise NotYours(holder.name if holder else None)

    async def _hold_handed_off(self, session: AsyncSession, conversation_id: str) -> Handoff:
        """Return the newest hand-off of the conversation, held until the transaction ends."""
        await hold(session, conversation_id)
        row = (await session.execute(_newest(conversation_id))).first()
        if row is None:
            raise ConversationGone(conversation_id)
        return row[0]


def _newest(conversation_id: str) -> Select[Handoff, Officer]:
    return (
        select(Handoff, Officer)
        .outerjoin(Officer, Officer.id == Handoff.officer_id)
        .where(Handoff.conversation_id == conversation_id)
        .order_by(Handoff.id.desc())
        .limit(1)
    )
