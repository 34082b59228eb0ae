"""Alerts: written with the hand-off, sent until somebody comes, lost by no crash, and silent about what was said."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message as Mail
from typing import Any

import httpx
import pytest
from aiosmtpd.smtp import SMTP
from sqlalchemy import select

from tests.desk.officer import Officers
from tests.gateway.chat import Chat, Gateway, started
from tests.gateway.conftest import MakeApp
from web.desk.alerts import Alerts
from web.desk.models import Alert
from web.desk.outbox import Outbox
from web.gateway.store import transaction
from web.settings import Settings

pytestmark = pytest.mark.anyio

CRY = "i want to kill myself"
WORDS = "my son will not go to school"
HOOK = "https://hooks.example/secret"
CLOSED = "Sun 03:00-03:01"


class Post:
    """A mail server and a webhook that keep what they get, or refuse it."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.hooks: list[Any] = []
        self.broken = False
        self.came = asyncio.Event()

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        if self.broken:
            return "451 try again"
        self.mails.append(message_from_bytes(envelope.content))
        self.came.set()
        return "250 OK"

    def hook(self, request: httpx.Request) -> httpx.Response:
        if not self.broken:
            self.hooks.append(json.loads(request.content))
        return httpx.Response(500 if self.broken else 200)

    @contextlib.asynccontextmanager
    async def mail_server(self) -> AsyncIterator[int]:
        """Take mail on a free port, which is given."""
        server = await asyncio.get_running_loop().create_server(lambda: SMTP(self), "127.0.0.1", 0)
        yield server.sockets[0].getsockname()[1]
        server.close()

    @property
    def addressees(self) -> list[str]:
        return [str(mail["To"]) for mail in self.mails]


class Service:
    """The gateway with alerts that a test sends when it wants, at the moment it wants."""

    def __init__(self, gateway: Gateway, post: Post) -> None:
        config: Settings = gateway.service.settings
        self.gateway, self.engine = gateway, gateway.service.store._engine
        self.alerts = Alerts(Outbox(self.engine, config), config, httpx.MockTransport(post.hook))

    async def send(self, minutes: float = 0) -> None:
        """Send what is due that long from now."""
        await self.alerts.send_due(datetime.now(UTC) + timedelta(minutes=minutes, seconds=1))

    async def rows(self) -> list[Alert]:
        async with transaction(self.engine) as session:
            return list((await session.scalars(select(Alert).order_by(Alert.id))).all())

    async def waiting(self) -> Chat:
        """A conversation whose person has said something and asked for an officer."""
        chat = await self.gateway.open_chat()
        await chat.say(WORDS)
        await chat.ask_for_officer(WORDS)
        return chat


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
async def make_service(make_app: MakeApp, post: Post, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Any]:
    async def nothing(*_args: object) -> None:
        return None

    # The service's own loop would send at moments of its own.
    monkeypatch.setattr("web.app.Alerts.send_forever", nothing)
    settings: dict[str, object] = {
        "alert_emails": ["duty@council.example"],
        "alert_webhooks": [HOOK],
        "alert_wider_emails": ["manager@council.example"],
        "safeguarding_lead": "lead@council.example",
        "smtp_host": "127.0.0.1",
        "smtp_security": "none",
        "public_url": "https://signpost.example/",
    }
    async with contextlib.AsyncExitStack() as stack:
        settings["smtp_port"] = await stack.enter_async_context(post.mail_server())

        async def make(**values: object) -> Service:
            return Service(await stack.enter_async_context(started(make_app(**settings, **values))), post)

        yield make


async def test_somebody_waiting_is_told_of_by_mail_and_webhook_without_a_word_of_theirs(make_service: Any, post: Post) -> None:
    service = await make_service()
    await service.waiting()
    await service.send()
    assert post.addressees == ["duty@council.example"]
    told = f"{post.mails[0].get_payload()} {post.mails[0]['Subject']} {post.hooks[0]['text']}"
    assert "https://signpost.example/desk" in told
    assert "waiting" in told
    assert not any(word in told for word in ("son", "school", "go to"))


async def test_it_is_told_again_until_somebody_comes_and_more_widely_after_a_while(make_service: Any, post: Post) -> None:
    service = await make_service()
    chat = await service.waiting()
    for minutes in (0, 1, 2.1, 4.2):
        await service.send(minutes)
    assert post.addressees == ["duty@council.example"] * 3
    await service.send(5.1)
    assert post.addressees[3:] == ["manager@council.example"]
    async with Officers(service.gateway.app) as officers:
        sam = await officers.sign_in()
        await sam.do(chat.id, "take")
        await service.send(30)
        assert len(post.mails) == 4
        await sam.do(chat.id, "pass", {"officer_id": None})
        await service.send()
    assert post.addressees[4:] == ["duty@council.example"]


async def test_a_crisis_says_urgent_and_comes_at_once_even_when_an_ordinary_wait_was_told_of_just_now(
    make_service: Any, post: Post
) -> None:
    service = await make_service()
    chat = await service.waiting()
    await service.send()
    await chat.say(CRY)
    await service.send()
    assert "URGENT" in post.mails[1]["Subject"]
    assert "kill" not in post.mails[1].as_string()
    assert len(post.hooks) == 2


async def test_outside_hours_a_wait_is_told_of_at_the_next_opening_and_a_crisis_at_once_but_once(
    make_service: Any, post: Post
) -> None:
    service = await make_service(desk_open=CLOSED)
    chat = await service.waiting()
    await service.send(60)
    assert post.mails == []
    assert {row.due_at.astimezone(service.gateway.service.settings.hours._zone).hour for row in await service.rows()} == {3}
    await chat.say(CRY)
    await service.send()
    await service.send(4)
    assert post.addressees == ["duty@council.example"]


async def test_what_could_not_be_sent_comes_again_and_the_reason_is_kept(make_service: Any, post: Post) -> None:
    service = await make_service()
    await service.waiting()
    post.broken = True
    await service.send()
    failed = [row for row in await service.rows() if row.kind == "waiting"]
    assert {row.last_error for row in failed} == {"SMTPDataError", "HTTPStatusError"}
    assert all(row.sent_at is None and row.attempts == 1 for row in failed)
    assert HOOK not in str([row.last_error for row in failed])
    await service.send()
    post.broken = False
    await service.send(1)
    assert (len(post.mails), len(post.hooks)) == (1, 1)


async def test_a_crash_while_sending_loses_no_alert(make_service: Any, post: Post) -> None:
    service = await make_service()
    await service.waiting()
    outbox, now = Outbox(service.engine, service.gateway.service.settings), datetime.now(UTC) + timedelta(seconds=1)
    claimed = await outbox.claim_due(now)
    assert len(claimed) == 2
    assert await outbox.claim_due(now) == []  # another process leaves them alone meanwhile
    await service.send(1)
    assert (len(post.mails), len(post.hooks)) == (1, 1)


async def test_the_safeguarding_lead_is_told_even_though_an_officer_has_the_conversation(make_service: Any, post: Post) -> None:
    service = await make_service()
    chat = await service.waiting()
    async with Officers(service.gateway.app) as officers:
        sam = await officers.sign_in()
        await sam.do(chat.id, "take")
        await sam.do(chat.id, "safeguarding")
        await sam.do(chat.id, "safeguarding")
    for minutes in (0, 10):
        await service.send(minutes)
    assert post.addressees == ["lead@council.example"]
    assert "safeguarding" in post.mails[0]["Subject"]


async def test_the_service_sends_by_itself(make_app: MakeApp, post: Post) -> None:
    async with post.mail_server() as port:
        mail = {"alert_emails": ["duty@council.example"], "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
        async with started(make_app(**mail)) as gateway, asyncio.timeout(30):
            await (await gateway.open_chat()).ask_for_officer()
            await post.came.wait()
    assert post.addressees == ["duty@council.example"]


def test_alerts_by_mail_without_a_mail_server_stop_the_start() -> None:
    with pytest.raises(ValueError, match="smtp_host"):
        Settings.model_validate({"alert_emails": ["duty@council.example"]})
