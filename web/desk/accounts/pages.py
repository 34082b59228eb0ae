"""The pages of signing in and of an officer's own account. Plain forms: they work without any script."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.routing import APIRoute

from web.desk.accounts import second_factor
from web.desk.accounts.access import CurrentSession, SignInNeeded, check_csrf, current_for_form
from web.desk.accounts.html import WRONG_CODE, WRONG_PASSWORD, Mistake, own_page, page, to, wait_words
from web.desk.accounts.parts import Accounts, parts_of
from web.desk.accounts.sessions import Current
from web.desk.accounts.sign_in import BadPassword, NotRight, next_step
from web.desk.accounts.throttling import TooSoon
from web.gateway.problems import Refused
from web.gateway.store import DatabaseUnavailable
from web.settings import ROOT

_NO_DATABASE = "The database does not answer just now. Nothing was changed. Try again in a moment."
_STYLES = ROOT / "web" / "desk" / "accounts" / "pages.css"


class PageRoute(APIRoute):
    """Shows refusals as a page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answer_with_a_page(request: Request) -> Response:
            try:
                return await answer(request)
            except Refused as error:
                return page("problem.html", error.status, message=error.message)
            except DatabaseUnavailable:
                return page("problem.html", 503, message=_NO_DATABASE)

        return answer_with_a_page


router = APIRouter(prefix="/desk", include_in_schema=False, route_class=PageRoute)
Field = Annotated[str, Form()]
Parts = Annotated[Accounts, Depends(parts_of)]


async def _pending(request: Request, parts: Parts) -> Current:
    cookie = request.cookies.get(parts.sessions.cookie_name, "")
    found = await parts.sessions.find(cookie, complete=False)
    if found is None:
        raise SignInNeeded
    return found


async def _pending_form(pending: Annotated[Current, Depends(_pending)], csrf: Field = "") -> Current:
    check_csrf(pending, csrf)
    return pending


Pending = Annotated[Current, Depends(_pending)]
PendingForm = Annotated[Current, Depends(_pending_form)]
SignedInForm = Annotated[Current, Depends(current_for_form)]


def address_of(request: Request) -> str:
    """Return the network address of whoever asks."""
    return request.client.host if request.client else "unknown"


@router.get("/accounts.css")
async def styles() -> FileResponse:
    """Return the style sheet of these pages."""
    return FileResponse(_STYLES, headers={"Cache-Control": "no-cache"})


@router.get("/sign-in")
async def show_sign_in(request: Request, parts: Parts, next: str = "") -> Response:
    """Ask for the e-mail address and password."""
    if await parts.sessions.find(request.cookies.get(parts.sessions.cookie_name, "")):
        return RedirectResponse(own_page(next), 303)
    return sign_in_page(parts, next)


@router.post("/sign-in")
async def sign_in(request: Request, parts: Parts, email: Field = "", password: Field = "", next: Field = "") -> Response:
    """Check them; the next step follows."""
    try:
        token = await parts.sign_in.with_password(email, password, address_of(request))
    except NotRight:
        return sign_in_page(parts, next, 401, email, Mistake("email", WRONG_PASSWORD))
    except TooSoon as error:
        return sign_in_page(parts, next, 429, email, Mistake("email", wait_words(error.seconds)), error.seconds)
    pending = await parts.sessions.find(token, complete=False)
    if pending is None:
        raise SignInNeeded
    reply = to(next_step(pending.officer), next)
    parts.sessions.set_cookie(reply, token)
    return reply


def sign_in_page(
    parts: Accounts, next: str, status: int = 200, email: str = "", mistake: Mistake | None = None, retry_after: int = 0
) -> Response:
    oidc_name = parts.config.oidc_name if parts.config.oidc_issuer else ""
    return page("sign-in.html", status, retry_after, mistake=mistake, email=email, next=own_page(next), oidc_name=oidc_name)


@router.get("/new-password")
async def show_new_password(pending: Pending, next: str = "") -> Response:
    """Ask for a password to replace the first one."""
    if (step := next_step(pending.officer)) != "new-password":
        return to(step, next)
    return page("new-password.html", session=pending, next=own_page(next))


@router.post("/new-password")
async def new_password(parts: Parts, pending: PendingForm, password: Field = "", again: Field = "", next: Field = "") -> Response:
    """Replace the first password."""
    try:
        if password != again:
            raise BadPassword("The two passwords are not the same. Type the new password again, twice.")
        await parts.sign_in.choose_password(pending, password)
    except BadPassword as error:
        mistake = Mistake("password", str(error))
        return page("new-password.html", 422, session=pending, next=own_page(next), mistake=mistake)
    return to("second-step" if pending.officer.totp_confirmed else "set-up", next)


@router.get("/set-up")
async def show_set_up(pending: Pending, next: str = "") -> Response:
    """Show what the officer's app needs to know."""
    if (step := next_step(pending.officer)) != "set-up":
        return to(step, next)
    return _set_up_page(pending, next)


@router.post("/set-up")
async def set_up(request: Request, parts: Parts, pending: PendingForm, code: Field = "", next: Field = "") -> Response:
    """Check the app's first code; the recovery codes are shown this once."""
    if (step := next_step(pending.officer)) != "set-up":
        return to(step, next)
    try:
        token, codes = await parts.sign_in.set_up(pending, code, address_of(request))
    except NotRight:
        return _set_up_page(pending, next, 401, Mistake("code", WRONG_CODE))
    except TooSoon as error:
        return _set_up_page(pending, next, 429, Mistake("code", wait_words(error.seconds)), error.seconds)
    reply = page("recovery-codes.html", codes=codes, onward=own_page(next))
    parts.sessions.set_cookie(reply, token)
    return reply


def _set_up_page(
    pending: Current, next: str, status: int = 200, mistake: Mistake | None = None, retry_after: int = 0
) -> Response:
    secret = pending.officer.totp_secret or ""
    link = second_factor.set_up_address(secret, pending.officer.email)
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    shown = {"qr": second_factor.qr_code(link), "link": link, "groups": groups}
    return page("set-up.html", status, retry_after, session=pending, next=own_page(next), mistake=mistake, **shown)


@router.get("/second-step")
async def show_second_step(pending: Pending, next: str = "", recovery: bool = False) -> Response:
    """Ask for a code from the app, or for a recovery code."""
    if (step := next_step(pending.officer)) != "second-step":
        return to(step, next)
    return page("second-step.html", session=pending, next=own_page(next), recovery=recovery)


@router.post("/second-step")
async def second_step(
    request: Request, parts: Parts, pending: PendingForm, code: Field = "", recovery: Field = "", next: Field = ""
) -> Response:
    """Check the code: then the officer is signed in."""
    if (step := next_step(pending.officer)) != "second-step":
        return to(step, next)
    shown: dict[str, Any] = {"session": pending, "next": own_page(next), "recovery": bool(recovery)}
    check = parts.sign_in.with_recovery_code if recovery else parts.sign_in.with_code
    try:
        token = await check(pending, code, address_of(request))
    except NotRight:
        return page("second-step.html", 401, mistake=Mistake("code", WRONG_CODE), **shown)
    except TooSoon as error:
        mistake = Mistake("code", wait_words(error.seconds))
        return page("second-step.html", 429, error.seconds, mistake=mistake, **shown)
    reply = RedirectResponse(own_page(next), 303)
    parts.sessions.set_cookie(reply, token)
    return reply


@router.post("/sign-out")
async def sign_out(request: Request, parts: Parts, csrf: Field = "") -> Response:
    """End the session, however far it got. Somebody whose session is over already is signed out too."""
    cookie = request.cookies.get(parts.sessions.cookie_name, "")
    session = await parts.sessions.find(cookie) or await parts.sessions.find(cookie, complete=False)
    if session:
        check_csrf(session, csrf or request.headers.get("X-CSRF", ""))
        await parts.sign_in.sign_out(session)
    reply = RedirectResponse("/desk/sign-in", 303)
    parts.sessions.clear_cookie(reply)
    return reply


@router.get("/account")
async def show_account(parts: Parts, session: CurrentSession, done: str = "") -> Response:
    """Show what officers can change about their own account."""
    return await _account_page(parts, session, done=done)


@router.post("/account/password")
async def change_password(
    request: Request, parts: Parts, session: SignedInForm, old: Field = "", password: Field = "", again: Field = ""
) -> Response:
    """Change the officer's own password; sessions in other browsers end."""
    try:
        if password != again:
            raise BadPassword("The two passwords are not the same. Type the new password again, twice.")
        await parts.sign_in.change_password(session, old, password, address_of(request))
    except BadPassword as error:
        return await _account_page(parts, session, 422, Mistake("password", str(error)))
    except NotRight:
        return await _account_page(parts, session, 401, Mistake("old", "That is not your present password."))
    except TooSoon as error:
        return await _account_page(parts, session, 429, Mistake("old", wait_words(error.seconds)), error.seconds)
    return RedirectResponse("/desk/account?done=password", 303)


@router.post("/account/recovery-codes")
async def renew_recovery_codes(request: Request, parts: Parts, session: SignedInForm, code: Field = "") -> Response:
    """Make ten new recovery codes and show them this once."""
    try:
        codes = await parts.sign_in.renew_recovery_codes(session, code, address_of(request))
    except NotRight:
        return await _account_page(parts, session, 401, Mistake("code", WRONG_CODE))
    except TooSoon as error:
        return await _account_page(parts, session, 429, Mistake("code", wait_words(error.seconds)), error.seconds)
    return page("recovery-codes.html", codes=codes, onward="/desk")


@router.post("/account/sign-out-elsewhere")
async def sign_out_elsewhere(parts: Parts, session: SignedInForm) -> Response:
    """End the officer's sessions in other browsers."""
    await parts.sign_in.sign_out_elsewhere(session)
    return RedirectResponse("/desk/account?done=elsewhere", 303)


async def _account_page(
    parts: Accounts,
    session: Current,
    status: int = 200,
    mistake: Mistake | None = None,
    retry_after: int = 0,
    done: str = "",
) -> Response:
    left = await parts.sign_in.count_recovery_codes(session.officer)
    return page("account.html", status, retry_after, session=session, left=left, mistake=mistake, done=done)
