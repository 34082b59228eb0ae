"""Which pages may carry the chat, and the headers that keep browsers strict."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.gateway.chat import Gateway, started
from tests.gateway.conftest import MakeApp

pytestmark = pytest.mark.anyio

LISTED = "https://www.school.example"
OURS = "http://chat.test"
STRANGERS = [
    "https://evil.example",
    "https://www.school.example.evil.example",
    "http://www.school.example",
    "https://www.school.example:8443",
    "null",
    "http://[",
    "http://chat.test:81",
    "http://chat.test.evil.example",
    "chat.test",
]


@pytest.fixture
async def gateway(make_app: MakeApp) -> AsyncIterator[Gateway]:
    async with started(make_app(embedding_origins=[LISTED])) as running:
        yield running


async def _open_from(gateway: Gateway, origin: str) -> httpx.Response:
    return await gateway.http.post("/api/conversations", headers={"Origin": origin})


@pytest.mark.parametrize("origin", [LISTED, OURS])
async def test_our_own_page_and_a_listed_one_may_open_a_conversation(gateway: Gateway, origin: str) -> None:
    assert (await _open_from(gateway, origin)).status_code == 201


async def test_a_listed_page_may_read_the_reply_and_ours_needs_no_leave(gateway: Gateway) -> None:
    assert (await _open_from(gateway, LISTED)).headers["access-control-allow-origin"] == LISTED
    assert "access-control-allow-origin" not in (await _open_from(gateway, OURS)).headers


@pytest.mark.parametrize("origin", STRANGERS)
async def test_any_other_page_is_refused_with_words_and_may_read_nothing(gateway: Gateway, origin: str) -> None:
    refused = await _open_from(gateway, origin)
    assert refused.status_code == 403
    assert refused.json()["error"] == {"code": "wrong_origin", "message": gateway.service.notices.wrong_origin}
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT", "PATCH"])
async def test_nothing_can_be_changed_from_another_page_even_with_the_token(gateway: Gateway, method: str) -> None:
    chat = await gateway.open_chat()
    headers = {**chat.headers, "Origin": "https://evil.example"}
    for path in (chat.path, f"{chat.path}/messages"):
        assert (await gateway.http.request(method, path, headers=headers)).status_code == 403
    assert len(await chat.messages()) == 1


@pytest.mark.parametrize(
    ("method", "headers"), [("POST", "authorization,content-type"), ("DELETE", "authorization"), ("GET", "last-event-id")]
)
async def test_a_listed_page_is_told_beforehand_that_it_may_and_a_stranger_that_it_may_not(
    gateway: Gateway, method: str, headers: str
) -> None:
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
    listed = await gateway.http.options("/api/conversations/x", headers={"Origin": LISTED, **asked})
    stranger = await gateway.http.options("/api/conversations/x", headers={"Origin": "https://evil.example", **asked})
    assert (listed.status_code, listed.headers["access-control-allow-origin"]) == (200, LISTED)
    assert stranger.status_code == 400
    assert "access-control-allow-origin" not in stranger.headers


async def test_a_listed_page_may_read_when_to_try_again(make_app: MakeApp) -> None:
    async with started(make_app(embedding_origins=[LISTED], new_conversation_limit="1/minute")) as gateway:
        await _open_from(gateway, LISTED)
        refused = await _open_from(gateway, LISTED)
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers["access-control-expose-headers"]


@pytest.mark.parametrize("origin", [{}, {"Origin": LISTED}, {"Origin": "https://evil.example"}])
async def test_every_page_may_load_the_script_and_its_styles(gateway: Gateway, origin: dict[str, str]) -> None:
    script = await gateway.http.get("/widget/signpost-chat.js", headers=origin)
    assert script.status_code == 200
    assert script.headers.get_list("access-control-allow-origin") in (["*"], [origin.get("Origin")])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/widget/signpost-chat.js", 200),
        ("GET", "/widget/missing.js", 404),
        ("GET", "/nowhere", 404),
        ("PUT", "/api/conversations", 405),
        ("POST", "/api/conversations", 201),
        ("GET", "/api/conversations/x", 404),
        ("GET", "/health", 503),
    ],
)
async def test_every_reply_carries_the_strict_headers_and_no_cookie(
    gateway: Gateway, method: str, path: str, status: int
) -> None:
    reply = await gateway.http.request(method, path)
    assert reply.status_code == status
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("path", ["/api/conversations/x", "/api/nowhere"])
async def test_nothing_of_a_conversation_is_kept_in_a_cache(gateway: Gateway, path: str) -> None:
    assert (await gateway.http.get(path)).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nowhere"), ("PUT", "/api/conversations"), ("GET", "/api/conversations/x")]
)
async def test_every_refusal_has_one_shape(gateway: Gateway, method: str, path: str) -> None:
    refused = (await gateway.http.request(method, path)).json()
    assert refused.keys() == {"error"}
    assert refused["error"].keys() == {"code", "message"}


async def test_a_request_that_is_far_too_big_is_refused_in_words_before_it_is_read(gateway: Gateway) -> None:
    refused = await gateway.http.post("/api/conversations", content=b"x" * 40_000)
    assert refused.status_code == 413
    assert "2,000" in refused.json()["error"]["message"]
