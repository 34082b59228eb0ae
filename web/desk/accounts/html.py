"""How the pages of signing in are made: their templates, their headers, and the words they share."""

import re
from typing import Any, NamedTuple
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.desk.accounts.sign_in import Step
from web.settings import ROOT

WRONG_PASSWORD = "The e-mail address or the password is not right. Check both and try again."
WRONG_CODE = "That code is not right, or it was used before. Type the newest one."
DESK = "/desk"
_OWN_PAGE = re.compile(r"/desk(/[\w-]+)*/?(\?[\w=&-]*)?", re.ASCII)
_HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self' data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    ),
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_templates = Environment(
    loader=FileSystemLoader(ROOT / "web" / "desk" / "accounts" / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Mistake(NamedTuple):
    """What is wrong with a form, and the name of the field where to put it right."""

    field: str
    message: str


def page(template: str, status: int = 200, retry_after: int = 0, **values: Any) -> HTMLResponse:
    """Return a page. `retry_after`: seconds until it is worth trying again, 0 for at once."""
    text = _templates.get_template(template).render({"mistake": None, **values})
    headers = {**_HEADERS, "Retry-After": str(retry_after)} if retry_after else _HEADERS
    return HTMLResponse(text, status, headers)


def own_page(address: str) -> str:
    """Return the address if it is a page of the desk, else the desk: nobody can send an officer elsewhere by a link."""
    return address if _OWN_PAGE.fullmatch(address) else DESK


def to(step: Step, after: str) -> RedirectResponse:
    """Return the way to a step of signing in; the officer wants to go to `after` in the end."""
    query = "" if own_page(after) == DESK else f"?{urlencode({'next': after})}"
    return RedirectResponse(f"/desk/{step}{query}", 303)


def wait_words(seconds: int) -> str:
    """Return how long to wait before the next try, in words."""
    if seconds > 90:
        return f"Too many tries. Wait {round(seconds / 60)} minutes, then try again."
    return f"Too many tries. Wait {seconds} second{'s' if seconds > 1 else ''}, then try again."
