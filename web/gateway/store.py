"""Conversations and messages in the database. All SQL of the gateway is here."""

import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from anyio import CancelScope
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from web.desk.models import Handoff
from web.gateway.models import Conversation, Erasure, Message, Sender, State, Unclear

type Also = Callable[[AsyncSession], Awaitable[None]]
"""Something that is done in the same transaction."""


class DatabaseUnavailable(Exception):
    """The database is busy, full or gone; nothing of the request was kept."""


class ConversationGone(Exception):
    """The conversation was erased meanwhile."""


@dataclass(frozen=True)
class NewConversation:
    """A conversation just made, with the only copy of its secret."""

    id: str
    token: str
    greeting: Message


@dataclass(frozen=True)
class Accepted:
    """A person's message as stored. `repeated`: it had been stored before, under the same client id.

    `state`: who had the conversation when it came.
    """

    message: Message
    repeated: bool
    state: str


class Store:
    """Reads and writes conversations. Every method is one transaction and raises DatabaseUnavailable if it fails.

    A transaction is brought to its end even if the browser that asked for it goes away meanwhile: cut off while it
    connects, it would leave the connection open.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def create_conversation(self, text: str, custom: dict[str, Any]) -> NewConversation:
        """Store a conversation that begins with a greeting, both or neither."""
        conversation_id, token, now = secrets.token_urlsafe(16), secrets.token_urlsafe(32), datetime.now(UTC)
        async with self._session() as session:
            session.add(Conversation(id=conversation_id, token_hash=_hash(token), started_at=now, last_at=now))
            await session.flush()
            greeting = await insert_message(session, conversation_id, sender="assistant", text=text, custom=custom)
        return NewConversation(conversation_id, token, greeting)

    async def fetch_conversation(self, conversation_id: str, token: str) -> Conversation | None:
        """Return the conversation if it exists and the token is its own."""
        async with self._session() as session:
            found = await session.get(Conversation, conversation_id)
        known = found.token_hash if found else _hash("")
        return found if hmac.compare_digest(known, _hash(token)) else None

    async def fetch_sent(self, conversation_id: str, client_id: str) -> Message | None:
        """Return the message that was stored under this client id, if any."""
        async with self._session() as session:
            return await session.scalar(
                select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
            )

    async def add_from_person(self, conversation_id: str, client_id: str, text: str, choice: str | None) -> Accepted:
        """Store a person's message once, however often it is sent with the same client id. Raises ConversationGone.

        While an officer has the conversation, the assistant is not to answer; a closed one is the assistant's again.
        """
        try:
            async with self._session() as session:
                state = await hold(session, conversation_id)
                if state == "closed":
                    await set_state(session, conversation_id, "assistant")
                values = {"text": text, "client_id": client_id, "choice": choice, "awaits_reply": state != "officer"}
                return Accepted(await insert_message(session, conversation_id, sender="person", **values), False, state)
        except IntegrityError:
            earlier = await self.fetch_sent(conversation_id, client_id)
            if earlier is None:
                raise
            return Accepted(earlier, True, await self.fetch_state(conversation_id) or "assistant")

    async def add_reply(self, to: Message, text: str, custom: dict[str, Any], also: Also | None = None) -> Message | None:
        """Store the reply and mark the person's message as answered, both or neither; None if that was done before.

        `also` is done in the same transaction, after the reply. An officer who has taken the conversation meanwhile has
        marked the message as answered: then the assistant's reply is not stored.
        """
        async with self._session() as session:
            if await find_state(session, to.conversation_id, to_change=True) is None:
                return None
            answered = await session.execute(
                update(Message).where(Message.id == to.id, Message.awaits_reply).values(awaits_reply=False).returning(Message.id)
            )
            if answered.first() is None:
                return None
            reply = await insert_message(session, to.conversation_id, sender="assistant", text=text, custom=custom)
            if also:
                await also(session)
            return reply

    async def fetch_messages(self, conversation_id: str, after: int = 0) -> Sequence[Message]:
        """Return the messages numbered above `after`, in order."""
        async with self._session() as session:
            found = await session.scalars(
                select(Message).where(Message.conversation_id == conversation_id, Message.seq > after).order_by(Message.seq)
            )
            return found.all()

    async def fetch_said(self, conversation_id: str) -> Sequence[Message]:
        """Return what the assistant has said so far, in order."""
        said = select(Message).where(Message.conversation_id == conversation_id, Message.sender == "assistant")
        async with self._session() as session:
            return (await session.scalars(said.order_by(Message.seq))).all()

    async def fetch_exchange_before(self, message: Message) -> tuple[Message, Message] | None:
        """Return what the person said before this message, still unanswered, and the reply to that; None if it is the first."""
        said = select(Message).where(Message.conversation_id == message.conversation_id).order_by(Message.seq.desc()).limit(1)
        async with self._session() as session:
            earlier = await session.scalar(said.where(Message.sender == "person", Message.seq < message.seq))
            # Replies are given in order, but the person may have sent this message before the last of them.
            reply = await session.scalar(said.where(Message.sender == "assistant"))
        return (earlier, reply) if earlier and reply else None

    async def fetch_state(self, conversation_id: str) -> str | None:
        """Return who answers next, or None if the conversation is gone."""
        async with self._session() as session:
            return await session.scalar(select(Conversation.state).where(Conversation.id == conversation_id))

    async def fetch_unanswered(self, up_to: Message | None = None) -> Sequence[Message]:
        """Return the messages still waiting for a reply, oldest first: all, or those of one conversation up to a message."""
        waiting = select(Message).where(Message.awaits_reply).order_by(Message.id)
        if up_to is not None:
            waiting = waiting.where(Message.conversation_id == up_to.conversation_id, Message.seq <= up_to.seq)
        async with self._session() as session:
            return (await session.scalars(waiting)).all()

    async def erase_conversation(self, conversation_id: str) -> None:
        """Erase the conversation and its messages, and note that Rasa's memory of it is still to be erased.

        One that an officer marked as safeguarding is kept for the duty desk: only its owner's way to it is destroyed.
        """
        async with self._session() as session:
            if await find_state(session, conversation_id, to_change=True) is None:
                return
            if await session.scalar(_SAFEGUARDING.where(Handoff.conversation_id == conversation_id)) is not None:
                values = {"token_hash": "", "state": "closed"}
                await session.execute(update(Conversation).where(Conversation.id == conversation_id).values(values))
            else:
                await session.execute(delete(Message).where(Message.conversation_id == conversation_id))
                await session.execute(delete(Conversation).where(Conversation.id == conversation_id))
            await session.merge(Erasure(conversation_id=conversation_id, asked_at=datetime.now(UTC)))

    async def fetch_idle_since(self, moment: datetime) -> Sequence[str]:
        """Return the ids of conversations without a message since that moment, but for those marked as safeguarding."""
        kept = _SAFEGUARDING.where(Handoff.conversation_id == Conversation.id).exists()
        async with self._session() as session:
            return (await session.scalars(select(Conversation.id).where(Conversation.last_at < moment, ~kept))).all()

    async def fetch_erasures(self) -> Sequence[str]:
        """Return the ids of conversations that Rasa has still to forget."""
        async with self._session() as session:
            return (await session.scalars(select(Erasure.conversation_id).order_by(Erasure.asked_at))).all()

    async def finish_erasure(self, conversation_id: str) -> None:
        """Note that Rasa has forgotten the conversation."""
        async with self._session() as session:
            await session.execute(delete(Erasure).where(Erasure.conversation_id == conversation_id))

    async def fetch_unclear(self, since: date | None = None) -> Sequence[Unclear]:
        """Return what was not understood, newest first: all, or from that day on."""
        kept = select(Unclear).order_by(Unclear.day.desc(), Unclear.id)
        async with self._session() as session:
            return (await session.scalars(kept.where(Unclear.day >= since) if since else kept)).all()

    async def has_unclear_before(self, day: date) -> bool:
        """Return whether anything that was not understood before that day is still kept."""
        async with self._session() as session:
            return await session.scalar(select(Unclear.id).where(Unclear.day < day).limit(1)) is not None

    async def erase_unclear_before(self, day: date) -> None:
        """Erase what was not understood before that day."""
        async with self._session() as session:
            await session.execute(delete(Unclear).where(Unclear.day < day))

    async def check(self) -> None:
        """Raise DatabaseUnavailable unless the database answers."""
        async with self._session() as session:
            await session.execute(select(Conversation.id).limit(1))

    def _session(self) -> AbstractAsyncContextManager[AsyncSession]:
        return transaction(self._engine)


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """Open one transaction, kept if the block ends and undone if it raises. Raises DatabaseUnavailable."""
    try:
        with CancelScope(shield=True):
            async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
                yield session
    except IntegrityError:
        raise
    except (OperationalError, DBAPIError, PoolTimeout, OSError) as error:
        raise DatabaseUnavailable(type(error).__name__) from error


async def find_state(session: AsyncSession, conversation_id: str, *, to_change: bool = False) -> str | None:
    """Return who has the conversation, or None if it is gone.

    `to_change` keeps every other change to the conversation waiting until the transaction ends. It is the first thing
    that any transaction does which changes a conversation or what belongs to it, so that none waits for another in a ring.
    """
    if not to_change:
        return await session.scalar(select(Conversation.state).where(Conversation.id == conversation_id))
    # An update that changes nothing: SQLite knows no SELECT ... FOR UPDATE.
    held = update(Conversation).where(Conversation.id == conversation_id).values(state=Conversation.state)
    return await session.scalar(held.returning(Conversation.state))


async def hold(session: AsyncSession, conversation_id: str) -> str:
    """Return who has the conversation, and keep every other change to it waiting. Raises ConversationGone."""
    state = await find_state(session, conversation_id, to_change=True)
    if state is None:
        raise ConversationGone(conversation_id)
    return state


async def set_state(session: AsyncSession, conversation_id: str, state: State) -> None:
    """Say who has the conversation from now on."""
    await session.execute(update(Conversation).where(Conversation.id == conversation_id).values(state=state))


async def insert_message(session: AsyncSession, conversation_id: str, *, sender: Sender, **values: Any) -> Message:
    """Store a message under the conversation's next number. Raises ConversationGone."""
    now = datetime.now(UTC)
    seq = await session.scalar(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(last_seq=Conversation.last_seq + 1, last_at=now)
        .returning(Conversation.last_seq)
    )
    if seq is None:
        raise ConversationGone(conversation_id)
    row = {"conversation_id": conversation_id, "seq": seq, "sender": sender, "at": now, **values}
    return (await session.scalars(insert(Message).returning(Message), [row])).one()


_SAFEGUARDING = select(Handoff.id).where(Handoff.safeguarding)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
