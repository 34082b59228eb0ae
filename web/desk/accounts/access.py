"""Who may use the duty desk: the dependencies that its routes name.

    @router.post("/…")
    async def route(officer: SignedIn) -> …          any officer
    async def route(officer: Annotated[Officer, Depends(needs("supervisor", "admin"))]) -> …

Both refuse a change that lacks the header X-CSRF, so no route can forget to ask for it.
"""

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Form, Request

from web.desk.accounts.models import Officer, Role
from web.desk.accounts.sessions import Current, Sessions
from web.gateway.problems import Refused

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_SIGN_IN = "You are not signed in, or your session has ended. Sign in again."
_NO_CSRF = "This page is out of date. Reload it and try again."
_WRONG_ROLE = "Your account may not do this. Ask a supervisor."


class SignInNeeded(Exception):
    """A page that only officers see was asked for by somebody who is not signed in."""


async def current(request: Request) -> Current:
    """Return the officer with the session's CSRF value.

    Raises Refused (401) for the API and SignInNeeded for pages if nobody is signed in, and Refused (403) if a change comes
    without the right CSRF header. Event streams do not count as activity: an open page alone keeps nobody signed in.
    """
    found = await _find(request)
    if request.method not in _SAFE_METHODS:
        check_csrf(found, request.headers.get("X-CSRF", ""))
    return found


async def current_for_form(request: Request, csrf: Annotated[str, Form()] = "") -> Current:
    """Do as `current` does for a form, which has the CSRF value in a field of that name."""
    found = await _find(request)
    check_csrf(found, csrf)
    return found


async def _find(request: Request) -> Current:
    sessions: Sessions = request.app.state.sessions
    is_api = request.url.path.startswith("/desk/api")
    counts = not (is_api and request.url.path.endswith(("/events", "/session")) and request.method == "GET")
    found = await sessions.find(request.cookies.get(sessions.cookie_name, ""), counts_as_activity=counts)
    if found is None:
        raise Refused(401, "sign_in", _SIGN_IN) if is_api else SignInNeeded
    return found


def check_csrf(session: Current, given: str) -> None:
    """Raise Refused (403) unless `given` is the session's CSRF value."""
    if not hmac.compare_digest(session.csrf.encode(), given.encode()):
        raise Refused(403, "csrf", _NO_CSRF)


CurrentSession = Annotated[Current, Depends(current)]


async def signed_in(session: CurrentSession) -> Officer:
    """Return the officer who asks. Raises as `current` does."""
    return session.officer


SignedIn = Annotated[Officer, Depends(signed_in)]


def needs(*roles: Role) -> Callable[[Officer], Awaitable[Officer]]:
    """Return a dependency that lets only officers of these roles in; it returns the officer. Raises Refused (403)."""

    async def with_role(officer: SignedIn) -> Officer:
        if officer.role not in roles:
            raise Refused(403, "role", _WRONG_ROLE)
        return officer

    return with_role
