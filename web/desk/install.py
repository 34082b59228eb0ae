"""Adds the duty desk's interface to the web application."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncEngine

from web.desk import reference, routes
from web.desk.canned import CannedReplies
from web.desk.desk import Desk
from web.desk.figures import Figures
from web.desk.knowledge import Search
from web.desk.outbox import Outbox
from web.desk.presence import Presence
from web.desk.store import DeskStore, NoSuchOfficer, NotWaiting, NotYours, Taken
from web.gateway.problems import refusal
from web.gateway.schemas import Problem, ProblemOut
from web.gateway.service import Service


def install(app: FastAPI, service: Service, engine: AsyncEngine, outbox: Outbox) -> None:
    """Give the app the desk's routes and the words of their refusals. The accounts must be installed before."""
    config = service.settings
    app.state.desk = Desk(
        service=service,
        store=DeskStore(engine, service.handoffs, outbox, service.notices, config.keep_days),
        canned=CannedReplies(engine),
        figures=Figures(engine),
        presence=Presence(service.hub),
        search=Search(service.library),
        sessions=app.state.sessions,
        hours=config.hours,
    )
    app.include_router(routes.router)
    app.include_router(reference.router)

    @app.exception_handler(Taken)
    async def taken(_request: Request, error: Taken) -> JSONResponse:
        words = f"{error.name} has this conversation already. You can read along, but not write."
        problem = ProblemOut(error=Problem(code="taken", message=words)).model_dump()
        return JSONResponse({**problem, "taken_by": error.name}, 409)

    @app.exception_handler(NotWaiting)
    async def not_waiting(_request: Request, _error: NotWaiting) -> JSONResponse:
        return refusal(409, "not_waiting", "This person is not waiting for an officer any more. Choose another from the queue.")

    @app.exception_handler(NotYours)
    async def not_yours(_request: Request, error: NotYours) -> JSONResponse:
        who = f"{error.name} has it now." if error.name else "Nobody has it now: take it first."
        return refusal(409, "not_yours", f"You do not have this conversation, so nothing was changed. {who}")

    @app.exception_handler(NoSuchOfficer)
    async def no_such_officer(_request: Request, _error: NoSuchOfficer) -> JSONResponse:
        return refusal(422, "unknown_officer", "That officer's account is switched off. Choose somebody else.")
