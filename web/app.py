"""The web process: gateway, widget and demonstration page."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from knowledge.library import Library
from web.desk.accounts.install import install as install_accounts
from web.desk.alerts import Alerts
from web.desk.install import install as install_desk
from web.desk.outbox import Outbox
from web.desk.pages import install as install_desk_page
from web.gateway import health, problems, routes
from web.gateway.choices import Choices
from web.gateway.database import create_engine
from web.gateway.guard import Guard
from web.gateway.handoff import Handoffs
from web.gateway.hub import Hub
from web.gateway.limits import Limits
from web.gateway.misunderstood import Misunderstood
from web.gateway.notices import Notices
from web.gateway.rasa import RasaClient
from web.gateway.service import Service
from web.gateway.store import Store
from web.gateway.turns import Turns
from web.settings import ROOT, Settings, settings

WIDGET = ROOT / "web" / "widget"


def create_app(config: Settings | None = None, rasa: RasaClient | None = None, library: Library | None = None) -> FastAPI:
    """Return the web application. `rasa` and `library` replace those made from the settings and the files, in tests."""
    config = config or settings()
    library = library or Library()
    notices = Notices.read(library)
    engine = create_engine(config)
    store, hub = Store(engine), Hub()
    client = rasa or RasaClient(config.rasa_url, config.rasa_time_limit)
    choices = Choices(t.id for t in library.topics.values() if t.id != "crisis")
    outbox = Outbox(engine, config)
    alerts = Alerts(outbox, config)
    handoffs = Handoffs(engine, library, notices, config.hours, outbox, hub)
    misunderstood = Misunderstood(store, library, config.keep_unclear, timedelta(days=config.keep_unclear_for))
    turns = Turns(store, client, hub, choices, notices, misunderstood, timedelta(days=config.keep_days), handoffs)
    service = Service(config, library, notices, store, client, hub, Limits(), choices, turns, handoffs)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        sweep = asyncio.create_task(turns.sweep_forever())
        sending = asyncio.create_task(alerts.send_forever(hub))
        yield
        await turns.stop()
        alerts.stop()
        await sweep
        await sending
        await client.close()
        await engine.dispose()

    app = FastAPI(title="Signpost gateway", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.service = service
    problems.install(app, notices)
    app.include_router(routes.router)
    app.include_router(health.router)
    install_accounts(app, config, engine)
    install_desk(app, service, engine, outbox)
    install_desk_page(app)
    app.mount("/widget", StaticFiles(directory=WIDGET), name="widget")

    @app.get("/", include_in_schema=False)
    async def demonstration() -> FileResponse:
        return FileResponse(WIDGET / "demo.html")

    app.add_middleware(Guard, config=config, notices=notices)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=config.embedding_origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After"],
    )
    return app
