"""Officers with browsers, and the clock and the record of the desk they sign in to."""

import contextlib
import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import httpx
import pyotp
from fastapi import FastAPI
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from web.desk.accounts.install import install
from web.desk.accounts.keeping import Keeping
from web.desk.accounts.models import Audit, DeskSession, Officer, Role, SignInAttempt
from web.desk.accounts.second_factor import STEP_SECONDS
from web.gateway import problems
from web.gateway.database import create_engine
from web.gateway.guard import Guard
from web.gateway.models import Base
from web.gateway.notices import Notices
from web.gateway.store import transaction
from web.settings import Settings

EMAIL, PASSWORD = "sam.jones@council.example", "gravel-otter-unfold-9"
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_KEY = re.compile(r"<span>([A-Z2-7]{4})</span>")
_RECOVERY_CODE = re.compile(r"<code>([A-Z2-7-]{29})</code>")


class Browser:
    """A browser at some address. It follows no redirect by itself."""

    def __init__(self, app: FastAPI, address: str = "192.0.2.1") -> None:
        transport = httpx.ASGITransport(app, client=(address, 1))
        self.http = httpx.AsyncClient(transport=transport, base_url="https://desk.test")
        self.page = ""

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Open a page."""
        return self._seen(await self.http.get(path, headers=headers))

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """Send a form with the CSRF value of the page last seen."""
        csrf = _CSRF.search(self.page)
        data = {**({"csrf": csrf[1]} if csrf else {}), **fields}
        return self._seen(await self.http.post(path, data=data, headers={"Origin": "https://desk.test"}))

    async def sign_in(self, password: str = PASSWORD, email: str = EMAIL, next: str = "") -> httpx.Response:
        """Give e-mail address and password, and follow to the next step."""
        reply = await self.send("/desk/sign-in", email=email, password=password, next=next)
        if reply.status_code == 303:
            await self.get(reply.headers["location"])
        return reply

    @property
    def key(self) -> str:
        """The key that the set-up page shows."""
        return "".join(_KEY.findall(self.page))

    @property
    def recovery_codes(self) -> list[str]:
        """The recovery codes that the page shows."""
        return _RECOVERY_CODE.findall(self.page)

    @property
    def text(self) -> str:
        """The page last seen, without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.page)).split())

    async def is_signed_in(self) -> bool:
        """Return whether the desk lets this browser in. Asking does not count as activity."""
        return (await self.http.get("/desk/api/session")).status_code == 200

    async def csrf(self) -> str:
        """Return the CSRF value of the session."""
        found = _CSRF.search((await self.get("/desk/account")).text)
        assert found
        return found[1]

    def _seen(self, reply: httpx.Response) -> httpx.Response:
        if "html" in reply.headers.get("content-type", ""):
            self.page = reply.text
        return reply


class Desk:
    """The running service, seen from its database too."""

    def __init__(self, app: FastAPI, engine: AsyncEngine, config: Settings, notices: Notices) -> None:
        self.app, self.engine, self.config, self.notices = app, engine, config, notices
        self.keeping = Keeping(engine)
        self.cookie: str = app.state.sessions.cookie_name

    def browser(self, address: str = "192.0.2.1") -> Browser:
        """Return a browser that was never here."""
        return Browser(self.app, address)

    async def add(self, email: str = EMAIL, role: Role = "officer") -> str:
        """Add an officer and return the first password."""
        given = await self.keeping.add(email, "Sam Jones", role)
        assert given is not None
        return given.password

    async def settle(self, email: str = EMAIL, role: Role = "officer") -> tuple[Browser, list[str]]:
        """Add an officer who has signed in once; return the browser, still signed in, and the recovery codes."""
        browser = self.browser()
        await browser.sign_in(await self.add(email, role), email)
        await browser.get((await browser.send("/desk/new-password", password=PASSWORD, again=PASSWORD)).headers["location"])
        done = await browser.send("/desk/set-up", code=await self.code(email))
        assert done.status_code == 200, browser.text
        return browser, browser.recovery_codes

    async def sign_in(self, browser: Browser, email: str = EMAIL) -> httpx.Response:
        """Sign in a settled officer, both steps."""
        await browser.sign_in(email=email)
        return await browser.send("/desk/second-step", code=await self.code(email))

    async def code(self, email: str = EMAIL, steps_ago: int = 0) -> str:
        """Return what the officer's app shows, or showed."""
        officer = await self.officer(email)
        moment = datetime.now(UTC) - timedelta(seconds=STEP_SECONDS * steps_ago)
        return pyotp.TOTP(officer.totp_secret or "").at(moment)

    async def officer(self, email: str = EMAIL) -> Officer:
        """Return the account as stored."""
        async with transaction(self.engine) as session:
            return (await session.scalars(select(Officer).where(Officer.email == email))).one()

    async def record(self) -> Sequence[Audit]:
        """Return the record, oldest line first."""
        async with transaction(self.engine) as session:
            return (await session.scalars(select(Audit).order_by(Audit.id))).all()

    async def actions(self) -> list[str]:
        """Return what was done, in order."""
        return [line.action for line in await self.record()]

    async def everything(self) -> dict[str, list[Any]]:
        """Return all rows of all tables, by table."""
        async with transaction(self.engine) as session:
            tables = Base.metadata.tables.items()
            return {name: list((await session.execute(select(table))).all()) for name, table in tables}

    async def time_passes(self, time: timedelta) -> None:
        """Make everything stored that much older."""
        moments: list[tuple[Any, str]] = [
            *((DeskSession, name) for name in ("created_at", "last_at", "expires_at")),
            (SignInAttempt, "at"),
            (Officer, "password_until"),
            (Audit, "at"),
        ]
        steps = int(time.total_seconds()) // STEP_SECONDS + 1
        async with transaction(self.engine) as session:
            for model, name in moments:
                for row in (await session.scalars(select(model).where(getattr(model, name).is_not(None)))).all():
                    setattr(row, name, getattr(row, name) - time)
            await session.execute(update(Officer).values(last_totp_step=Officer.last_totp_step - steps))


@contextlib.asynccontextmanager
async def started(config: Settings, notices: Notices) -> AsyncIterator[Desk]:
    """Make the accounts' pages behind the guard, without the rest of the service, and close the database afterwards."""
    app, engine = FastAPI(), create_engine(config)
    problems.install(app, notices)
    install(app, config, engine)
    app.add_middleware(Guard, config=config, notices=notices)
    yield Desk(app, engine, config, notices)
    await engine.dispose()
