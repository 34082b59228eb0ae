"""Refusals, all in one shape and in words for the person: {"error": {"code", "message"}}."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from web.gateway.notices import Notices
from web.gateway.schemas import Problem, ProblemOut
from web.gateway.store import ConversationGone, DatabaseUnavailable


class Refused(Exception):
    """A request that is not carried out. `message` is for the person, `retry_after` in seconds."""

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.retry_after = status, code, message, retry_after


def refusal(status: int, code: str, message: str, retry_after: int | None = None) -> JSONResponse:
    """Return the reply to a refused request."""
    headers = {"Retry-After": str(retry_after)} if retry_after else None
    return JSONResponse(ProblemOut(error=Problem(code=code, message=message)).model_dump(), status, headers)


def install(app: FastAPI, notices: Notices) -> None:
    """Make the app answer every refusal in the one shape."""

    @app.exception_handler(Refused)
    async def refused(_request: Request, error: Refused) -> JSONResponse:
        return refusal(error.status, error.code, error.message, error.retry_after)

    @app.exception_handler(ConversationGone)
    async def gone(_request: Request, _error: ConversationGone) -> JSONResponse:
        return refusal(404, "unknown_conversation", notices.unknown_conversation)

    @app.exception_handler(DatabaseUnavailable)
    async def unavailable(_request: Request, _error: DatabaseUnavailable) -> JSONResponse:
        return refusal(503, "database_unavailable", notices.database_unavailable, retry_after=5)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        kinds = {problem["type"] for problem in error.errors()}
        if "string_too_long" in kinds:
            return refusal(422, "too_long", notices.too_long)
        if "string_too_short" in kinds:
            return refusal(422, "empty", notices.empty)
        return refusal(422, "not_accepted", notices.not_accepted)

    @app.exception_handler(HTTPException)
    async def http(_request: Request, error: HTTPException) -> JSONResponse:
        return refusal(error.status_code, "http", str(error.detail))
