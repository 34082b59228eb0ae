"""What stands before every request: which pages may call, and the headers that keep browsers strict.

Only the duty desk uses a cookie, and only its own pages may change anything there. Plain ASGI, so that an event stream
passes straight through.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.gateway.notices import Notices
from web.gateway.problems import refusal
from web.settings import Settings

_CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
LARGEST_BODY = 32_768
"""Bytes of a request that are read: 2,000 characters, however they are encoded, fit in easily."""
_UNSAFE_METHODS = {"POST", "PUT", "PATCH", "DELETE"}


class Guard:
    """Lets only listed pages change anything, and puts the strict headers on every reply."""

    def __init__(self, app: ASGIApp, config: Settings, notices: Notices) -> None:
        self._app, self._config, self._notices = app, config, notices

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                _make_strict(MutableHeaders(scope=message), scope["path"])
            await send(message)

        app = self._app
        if scope["method"] in _UNSAFE_METHODS:
            headers = Headers(scope=scope)
            if not self._is_listed(headers, scope["path"]):
                app = refusal(403, "wrong_origin", self._notices.wrong_origin)
            elif _is_too_big(headers):
                app = refusal(413, "too_long", self._notices.too_long)
        await app(scope, receive, send_strictly)

    def _is_listed(self, headers: Headers, path: str) -> bool:
        origin = headers.get("origin")
        if not origin or origin.partition("://")[2] == headers.get("host"):
            return True
        return origin in self._config.embedding_origins and not path.startswith("/desk")


def _is_too_big(headers: Headers) -> bool:
    length = headers.get("content-length", "0")
    return "transfer-encoding" in headers or not length.isdigit() or int(length) > LARGEST_BODY


def _make_strict(headers: MutableHeaders, path: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    # The desk's forms need a policy of their own: with no-referrer a browser would not say which page a form is on.
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Content-Security-Policy", _CONTENT_POLICY)
    if path.startswith("/desk"):
        headers.setdefault("Cache-Control", "no-store")
    elif path.startswith("/api"):
        headers["Cache-Control"] = "no-store"
    elif path.startswith("/widget"):
        # The script and its styles are fetched by pages of other sites; they hold nothing private.
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Cache-Control"] = "no-cache"
