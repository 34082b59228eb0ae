"""One turn with Rasa over its gateway channel."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Annotated, Any

import httpx
from pydantic import AfterValidator, BaseModel, TypeAdapter, ValidationError

from web.gateway.schemas import Source


class RasaFailed(Exception):
    """Rasa gave no usable reply in time. The message says how, without the person's words."""


class _Handoff(BaseModel):
    urgency: str


class _Custom(BaseModel):
    """What the gateway reads in `custom`; anything else passes unread."""

    topic: str | None = None
    confidence: float | None = None
    sources: list[Source] = []
    options: list[str] = []
    handoff: _Handoff | None = None


def _readable(custom: dict[str, Any]) -> dict[str, Any]:
    _Custom.model_validate(custom)
    return custom


class _Button(BaseModel):
    title: str
    payload: str


class _Part(BaseModel):
    """One of the messages that make up a reply."""

    text: str | None = None
    custom: Annotated[dict[str, Any], AfterValidator(_readable)] = {}
    buttons: list[_Button] = []


_PARTS = TypeAdapter(list[_Part])


@dataclass(frozen=True)
class Turn:
    """What Rasa said in one turn, its parts joined."""

    text: str
    custom: dict[str, Any] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)


class RasaClient:
    """Talks to Rasa's gateway channel (bot/channel.py). `time_limit`: seconds for a whole turn, waiting for a start included."""

    def __init__(self, base_url: str, time_limit: float, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._time_limit = time_limit
        self._http = httpx.AsyncClient(
            base_url=f"{base_url}/webhooks/gateway",
            timeout=httpx.Timeout(time_limit, connect=1.0),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=20),
            transport=transport,
        )

    async def turn(self, conversation_id: str, message: str) -> Turn:
        """Send one message and return the reply. Raises RasaFailed."""
        try:
            async with asyncio.timeout(self._time_limit):
                return _joined(await self._post(conversation_id, message))
        except TimeoutError as error:
            raise RasaFailed("no reply in time") from error

    async def forget(self, conversation_id: str) -> None:
        """Erase what Rasa remembers of the conversation. Raises RasaFailed."""
        try:
            (await self._http.delete(f"/conversations/{conversation_id}", timeout=3.0)).raise_for_status()
        except httpx.HTTPError as error:
            raise RasaFailed(f"could not forget: {type(error).__name__}") from error

    async def is_ready(self) -> bool:
        """Return whether Rasa answers and has a model."""
        try:
            return (await self._http.get("/ready", timeout=1.5)).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        await self._http.aclose()

    async def _post(self, conversation_id: str, message: str) -> list[_Part]:
        started = time.monotonic()
        while True:
            try:
                response = await self._http.post("/webhook", json={"sender": conversation_id, "message": message})
                break
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                # Rasa may only be starting again: nothing was sent, so trying again is safe.
                if time.monotonic() - started > self._time_limit - 1:
                    raise RasaFailed("not reachable") from error
                await asyncio.sleep(0.25)
            except httpx.HTTPError as error:
                raise RasaFailed(type(error).__name__) from error
        if response.status_code != httpx.codes.OK:
            raise RasaFailed(f"status {response.status_code}")
        try:
            return _PARTS.validate_json(response.content)
        except ValidationError as error:
            raise RasaFailed(f"a reply that makes no sense, {error.error_count()} faults") from error


def _joined(parts: list[_Part]) -> Turn:
    text = "\n\n".join(part.text for part in parts if part.text)
    if not text:
        raise RasaFailed("empty reply")
    custom: dict[str, Any] = {}
    for part in parts:
        custom |= part.custom
    return Turn(text, custom, [button.model_dump() for part in parts for button in part.buttons])
