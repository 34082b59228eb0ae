"""Adds accounts to the web application."""

from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncEngine

from web.desk.accounts import api, oidc, pages
from web.desk.accounts.access import SignInNeeded
from web.desk.accounts.html import page
from web.desk.accounts.parts import Accounts
from web.desk.accounts.sessions import Sessions
from web.desk.accounts.sign_in import SignIn
from web.settings import Settings


def install(app: FastAPI, config: Settings, engine: AsyncEngine) -> None:
    """Give the app the pages of signing in, and what `web.desk.accounts.access` asks for."""
    sessions = Sessions(engine, config)
    app.state.sessions = sessions
    app.state.accounts = Accounts(config, sessions, SignIn(engine, config, sessions))
    app.include_router(pages.router)
    app.include_router(api.router)
    if config.oidc_issuer:
        app.state.oidc = oidc.Provider(config)
        app.include_router(oidc.router)

    @app.exception_handler(SignInNeeded)
    async def sign_in_needed(request: Request, _error: SignInNeeded) -> Response:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if request.method != "GET":
            return RedirectResponse("/desk/sign-in", 303)
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            # A link in web mail: the browser keeps the cookie back. Coming from a page of ours it hands it over.
            return page("opening.html", address=asked)
        return RedirectResponse(f"/desk/sign-in?{urlencode({'next': asked})}", 303)
