"""The duty desk's page, for officers who are signed in."""

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from web.desk.accounts.access import CurrentSession
from web.settings import ROOT

_PAGE = ROOT / "web" / "desk" / "page"
_CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        # Markup is parsed in one place only, which makes it safe: web/widget/safe-html.js.
        "require-trusted-types-for 'script'",
        "trusted-types signpost-chat",
    ]
)
router = APIRouter(include_in_schema=False)


@router.get("/desk")
async def desk(_session: CurrentSession) -> FileResponse:
    """Return the page. It holds nothing of anybody: what it shows it asks of the desk's API."""
    headers = {"Content-Security-Policy": _CONTENT_POLICY, "Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
    return FileResponse(_PAGE / "index.html", headers=headers)


def install(app: FastAPI) -> None:
    """Give the app the page, and its scripts and styles, which are no secret."""
    app.include_router(router)
    app.mount("/desk/page", StaticFiles(directory=_PAGE), name="desk-page")
