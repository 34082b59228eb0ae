"""A small client for the tests: says something and waits for the reply."""

import time
import uuid
import weakref
from typing import Any

import httpx

_PATIENCE_SECONDS = 60


class Chat:
    """One conversation over HTTP."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=20)
        weakref.finalize(self, self._http.close)
        opened = self._http.post("/api/conversations").json()
        self.id: str = opened["id"]
        self.token: str = opened["token"]
        self._headers = {"Authorization": f"Bearer {self.token}"}

    def send(self, text: str | None = None, *, choice: str | None = None, client_id: str | None = None) -> dict[str, Any]:
        """Post a message and return it as stored."""
        body = {"client_id": client_id or str(uuid.uuid4()), **({"choice": choice} if choice else {"text": text})}
        posted = self._http.post(f"/api/conversations/{self.id}/messages", json=body, headers=self._headers)
        posted.raise_for_status()
        message: dict[str, Any] = posted.json()["message"]
        return message

    def messages(self) -> list[dict[str, Any]]:
        """Return all messages so far."""
        read = self._http.get(f"/api/conversations/{self.id}", headers=self._headers)
        read.raise_for_status()
        messages: list[dict[str, Any]] = read.json()["messages"]
        return messages

    def say(self, text: str | None = None, *, choice: str | None = None) -> dict[str, Any]:
        """Post a message and return the reply to it."""
        return self.reply_after(self.send(text, choice=choice)["seq"])

    def reply_after(self, seq: int) -> dict[str, Any]:
        """Wait for the assistant's first message after that number."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                for message in self.messages():
                    if message["seq"] > seq and message["sender"] == "assistant":
                        return message
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"no reply in {_PATIENCE_SECONDS} s")

    def forget(self) -> None:
        """Erase the conversation."""
        self._http.delete(f"/api/conversations/{self.id}", headers=self._headers).raise_for_status()

    def is_known(self) -> bool:
        """Return whether the conversation can still be read."""
        return self._http.get(f"/api/conversations/{self.id}", headers=self._headers).status_code == httpx.codes.OK
