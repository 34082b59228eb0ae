"""Answering: each message that a person sent gets one reply, in order, whatever breaks in between."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from safety.crisis import notice
from web.gateway.care import with_care, without_rasa
from web.gateway.choices import Choices, as_plain_text
from web.gateway.handoff import TALK_TO_PERSON, Handoffs, Opened, ask_in
from web.gateway.hub import Hub, Signal
from web.gateway.misunderstood import Misunderstood
from web.gateway.models import Message
from web.gateway.notices import Notices
from web.gateway.rasa import RasaClient, RasaFailed, Turn
from web.gateway.store import DatabaseUnavailable, Store

log = structlog.get_logger()

_SWEEP_EVERY_SECONDS = 5.0


class Turns:
    """Takes one turn at a time for each conversation and stores its reply. `keep`: how long an idle conversation is kept.

    A message stays marked as unanswered in the database until its reply is stored, so a crash in the middle only delays it:
    the sweep takes it up again.
    """

    def __init__(
        self,
        store: Store,
        rasa: RasaClient,
        hub: Hub,
        choices: Choices,
        notices: Notices,
        misunderstood: Misunderstood,
        keep: timedelta,
        handoffs: Handoffs,
    ) -> None:
        self._store, self._rasa, self._hub, self._choices, self._notices = store, rasa, hub, choices, notices
        self._misunderstood, self._keep, self._handoffs = misunderstood, keep, handoffs
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._asking: set[asyncio.Task[Turn]] = set()
        self._stopping = asyncio.Event()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def begin(self, message: Message) -> None:
        """Answer the message in the background, unless that is already being done."""
        if message.id not in self._in_hand:
            task = asyncio.create_task(self._answer(message))
            self._in_hand[message.id] = task
            task.add_done_callback(lambda _: self._in_hand.pop(message.id, None))

    async def settled(self) -> None:
        """Return when no turn is in hand."""
        await asyncio.gather(*self._in_hand.values(), return_exceptions=True)

    @contextlib.asynccontextmanager
    async def between_turns(self, conversation_id: str) -> AsyncIterator[None]:
        """Hold the conversation so that no turn runs during the block."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield

    async def sweep_forever(self) -> None:
        """Sweep every few seconds, until stopped."""
        while not self._stopping.is_set():
            await self.sweep()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_SWEEP_EVERY_SECONDS):
                    await self._stopping.wait()

    async def sweep(self) -> None:
        """Take up what a crash or a failing database left undone; erase what was kept long enough."""
        try:
            for message in await self._store.fetch_unanswered():
                self.begin(message)
            for conversation_id in await self._store.fetch_idle_since(datetime.now(UTC) - self._keep):
                await self._store.erase_conversation(conversation_id)
            await self._misunderstood.erase_old()
            for conversation_id in await self._store.fetch_erasures():
                if self._stopping.is_set() or not await self.erase_in_rasa(conversation_id):
                    break
        except DatabaseUnavailable as error:
            log.warning("sweep_failed", error=str(error))

    async def erase_in_rasa(self, conversation_id: str) -> bool:
        """Erase what Rasa remembers and return whether that worked; if not, the sweep tries again."""
        try:
            async with self.between_turns(conversation_id):
                await self._rasa.forget(conversation_id)
            await self._store.finish_erasure(conversation_id)
        except (RasaFailed, DatabaseUnavailable) as error:
            log.warning("erasure_delayed", error=str(error))
            return False
        return True

    async def stop(self) -> None:
        """Abandon the turns in hand; they are taken up at the next start.

        Only the waiting for Rasa is cut short: a cancelled call would leave its database connection open.
        """
        self._stopping.set()
        for asking in self._asking:
            asking.cancel()
        await self.settled()

    async def _answer(self, message: Message) -> None:
        """Answer what is still unanswered up to the message: it may be answered, or erased, by the time its turn comes."""
        async with self.between_turns(message.conversation_id):
            try:
                for waiting in await self._store.fetch_unanswered(up_to=message):
                    if not self._stopping.is_set():
                        await self._take_turn(waiting)
            except DatabaseUnavailable as error:
                log.error("reply_not_stored", error=str(error))

    async def _take_turn(self, message: Message) -> None:
        self._hub.tell(message.conversation_id, Signal("typing", typing=True))
        try:
            asking = asyncio.create_task(self._reply(message))
            self._asking.add(asking)
            asking.add_done_callback(self._asking.discard)
            await self._store_reply(message, await asking)
        finally:
            self._hub.tell(message.conversation_id, Signal("typing", typing=False))
            self._hub.tell(message.conversation_id, Signal("messages"))

    async def _store_reply(self, message: Message, turn: Turn) -> None:
        ask, opened = ask_in(message, turn.custom), Opened()
        unclear = await self._misunderstood.in_turn(message, turn.custom)

        async def along_with_it(session: AsyncSession) -> None:
            nonlocal opened
            if unclear:
                session.add(unclear)
            if ask:
                opened = await self._handoffs.open_in(session, message.conversation_id, ask)

        await self._store.add_reply(message, turn.text, turn.custom, also=along_with_it)
        self._handoffs.tell(message.conversation_id, opened)

    async def _reply(self, message: Message) -> Turn:
        noticed = notice(message.text) if message.choice is None else "nothing"
        command = self._choices.command(message.choice) if message.choice else None
        try:
            turn = await self._rasa.turn(message.conversation_id, command or as_plain_text(message.text))
        except RasaFailed as error:
            log.error("turn_failed", error=str(error))
            turn = without_rasa(noticed, self._notices)
            if noticed != "crisis" and message.choice != TALK_TO_PERSON:
                turn.custom["buttons"] = [self._handoffs.offer]
                return turn
        turn.custom["buttons"] = self._choices.offered(turn.buttons)
        said = await self._store.fetch_said(message.conversation_id)
        return with_care(turn, noticed, self._notices, said, self._handoffs.offer)
