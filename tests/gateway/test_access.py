"""Only who holds a conversation's token can read it, write to it, follow it or erase it."""

import uuid

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from tests.gateway.chat import Chat, Gateway

pytestmark = pytest.mark.anyio

OPEN_TO_ALL = {
    ("GET", "/"): "the demonstration page",
    ("GET", "/health"): "for monitoring; says only which part is up",
    ("POST", "/api/conversations"): "opens a conversation and gives out its token",
    ("GET", "/openapi.json"): "the description of this interface",
    ("any", "/widget"): "the script and styles of the chat, the same for everybody",
    ("GET", "/desk/sign-in"): "asks officers who they are",
    ("POST", "/desk/sign-in"): "asks officers who they are",
    ("POST", "/desk/sign-out"): "whose session is over is signed out too",
    ("GET", "/desk/accounts.css"): "the styles of those pages, the same for everybody",
    ("any", "/desk/page"): "the script and styles of the desk, which hold nothing of anybody",
}


async def _replies_to_a_stranger(gateway: Gateway, path: str, headers: dict[str, str]) -> list[httpx.Response]:
    body = {"client_id": str(uuid.uuid4()), "text": "hello"}
    return [
        await gateway.http.get(path, headers=headers),
        await gateway.http.post(f"{path}/messages", headers=headers, json=body),
        await gateway.http.get(f"{path}/events", headers=headers),
        await gateway.http.delete(path, headers=headers),
    ]


async def test_a_wrong_token_no_token_and_an_unknown_conversation_cannot_be_told_apart(gateway: Gateway, chat: Chat) -> None:
    anothers = await gateway.open_chat()
    unknown_path = "/api/conversations/AAAAAAAAAAAAAAAAAAAAAA"
    tries = [
        (chat.path, anothers.headers),
        (chat.path, {}),
        (chat.path, {"Authorization": "Bearer "}),
        (chat.path, {"Authorization": f"Basic {chat.token}"}),
        (chat.path, {"Authorization": f"Bearer {chat.token}x"}),
        (unknown_path, chat.headers),
        (unknown_path, {}),
    ]
    replies = [r for path, headers in tries for r in await _replies_to_a_stranger(gateway, path, headers)]
    assert {r.status_code for r in replies} == {404}
    assert len({r.content for r in replies}) == 1
    assert replies[0].json()["error"]["message"] == gateway.service.notices.unknown_conversation
    assert len(await chat.messages()) == 1


async def test_ids_and_tokens_cannot_be_guessed_and_the_token_is_given_out_once(gateway: Gateway) -> None:
    chats = [await gateway.open_chat() for _ in range(20)]
    assert len({c.id for c in chats}) == len({c.token for c in chats}) == 20
    assert all(len(c.token) >= 43 for c in chats)  # 256 bits
    again = await gateway.http.get(chats[0].path, headers=chats[0].headers)
    assert chats[0].token not in again.text


async def test_the_database_holds_no_token(gateway: Gateway, chat: Chat) -> None:
    stored = await gateway.service.store.fetch_conversation(chat.id, chat.token)
    assert stored is not None
    assert chat.token not in {str(getattr(stored, column.name)) for column in stored.__table__.columns}


async def test_every_route_without_a_token_is_on_the_list(gateway: Gateway) -> None:
    routes = {(m, c.path or "") for c in iter_route_contexts(gateway.app.routes) for m in (c.methods or {"any"}) - {"HEAD"}}
    assert OPEN_TO_ALL.keys() < routes
    for method, path in routes - OPEN_TO_ALL.keys():
        reply = await gateway.http.request(
            method,
            path.replace("{conversation_id}", "AAAAAAAAAAAAAAAAAAAAAA"),
            json={"client_id": str(uuid.uuid4()), "text": "hello"} if method == "POST" else None,
        )
        assert _is_refused(path, reply), f"{method} {path} is open to all"


def _is_refused(path: str, reply: httpx.Response) -> bool:
    """Return whether a stranger got nothing: neither the conversation, nor the duty desk."""
    if path.startswith("/desk/api"):
        return reply.status_code == 401 and reply.json()["error"]["code"] == "sign_in"
    if path.startswith("/desk"):
        return reply.status_code == 303 and reply.headers["location"].startswith("/desk/sign-in")
    return reply.status_code == 404 and reply.json()["error"]["code"] == "unknown_conversation"
