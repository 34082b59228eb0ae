"""Sending alerts by e-mail and webhook. They say how urgent it is, since when and where, and nothing of what was written."""

import asyncio
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from zoneinfo import ZoneInfo

import httpx
import structlog

from web.desk.models import Alert, Handoff
from web.desk.outbox import Outbox
from web.gateway.hub import DESK, Hub, Signal
from web.gateway.store import DatabaseUnavailable
from web.settings import Settings

log = structlog.get_logger()

_LOOK_EVERY_SECONDS = 5.0
_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True)
class Words:
    """One alert in words."""

    subject: str
    text: str

    @classmethod
    def about(cls, alert: Alert, handoff: Handoff, zone: ZoneInfo, link: str) -> "Words":
        """Return the words for the alert, with times of that zone."""
        since = handoff.opened_at.astimezone(zone)
        when = f"{since:%H:%M} on {since.day} {since:%B}"
        if alert.kind == "safeguarding":
            return cls("Signpost: a chat was marked as safeguarding", f"A chat from {when} was marked as safeguarding.\n{link}")
        if handoff.urgency == "crisis":
            return cls(
                "Signpost: URGENT, somebody may be in danger", f"URGENT: a person in crisis is waiting since {when}.\n{link}"
            )
        return cls("Signpost: somebody is waiting", f"Somebody is waiting for a duty officer since {when}.\n{link}")


class Alerts:
    """Sends what is due, until stopped."""

    def __init__(self, outbox: Outbox, config: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._outbox, self._config, self._zone = outbox, config, ZoneInfo(config.desk_time_zone)
        self._http = httpx.AsyncClient(timeout=_PATIENCE_SECONDS, transport=transport, follow_redirects=False)
        self._stopping = asyncio.Event()

    async def send_forever(self, hub: Hub) -> None:
        """Send what is due every few seconds, and at once when the desk's queue changes, until stopped."""
        with hub.listen(DESK) as signals:
            while not self._stopping.is_set():
                try:
                    await self.send_due(datetime.now(UTC))
                except DatabaseUnavailable as error:
                    log.warning("alerts_delayed", error=str(error))
                await self._wait(signals)
        await self._http.aclose()

    async def send_due(self, now: datetime) -> None:
        """Send what is due at that moment."""
        claimed = await self._outbox.claim_due(now)
        await asyncio.gather(*(self._send(alert, handoff, now) for alert, handoff in claimed))

    def stop(self) -> None:
        """Let `send_forever` end once it has sent what it is sending."""
        self._stopping.set()

    async def _wait(self, signals: asyncio.Queue[Signal]) -> None:
        """Wait until it is time to look again, something has changed at the desk, or the end has come."""
        ways = {asyncio.create_task(signals.get()), asyncio.create_task(self._stopping.wait())}
        await asyncio.wait(ways, timeout=_LOOK_EVERY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        while not signals.empty():
            signals.get_nowait()

    async def _send(self, alert: Alert, handoff: Handoff, now: datetime) -> None:
        words = Words.about(alert, handoff, self._zone, self._config.desk_url)
        try:
            if alert.channel == "email":
                await asyncio.to_thread(self._mail, alert.target, words)
            else:
                (await self._http.post(alert.target, json={"text": f"{words.subject}\n{words.text}"})).raise_for_status()
        except (OSError, smtplib.SMTPException, httpx.HTTPError, httpx.InvalidURL) as error:
            # A webhook's address is a secret, and would be in the error's text.
            log.error("alert_failed", alert=alert.id, channel=alert.channel, error=type(error).__name__)
            await self._outbox.failed(alert, type(error).__name__, now)
        else:
            await self._outbox.sent(alert, now)

    def _mail(self, to: str, words: Words) -> None:
        config = self._config
        mail = EmailMessage()
        headers: Mapping[str, str] = {
            "Subject": words.subject,
            "From": config.alert_from,
            "To": to,
            "Date": formatdate(),
            "Message-ID": make_msgid(domain="signpost.invalid"),
        }
        for name, value in headers.items():
            mail[name] = value
        mail.set_content(words.text)
        with self._server() as server:
            if config.smtp_user:
                server.login(config.smtp_user, config.smtp_password.get_secret_value())
            server.send_message(mail)

    def _server(self) -> smtplib.SMTP:
        config = self._config
        if config.smtp_security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(config.smtp_host, config.smtp_port, timeout=_PATIENCE_SECONDS, context=context)
        server = smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=_PATIENCE_SECONDS)
        if config.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        return server
