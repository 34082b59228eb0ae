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


_FOR_OFFICERS = {
    "unknown_conversation": "This chat is not here any more: the person ended it, or it was kept long enough. Choose another.",
    "too_long": "That is too long, so nothing was changed. Make it shorter and try again.",
    "empty": "Something is missing, so nothing was changed. Fill it in and try again.",
    "not_accepted": "That could not be done as it was sent. Reload the page and try again.",
    "database_unavailable": "The database is busy, so nothing was changed. Try again in a moment.",
}


def install(app: FastAPI, notices: Notices) -> None:
    """Make the app answer every refusal in the one shape, in words for whoever asked: a person, or an officer at the desk."""

    def words(code: str, request: Request) -> str:
        for_person: str = getattr(notices, code)
        return _FOR_OFFICERS[code] if request.url.path.startswith("/desk") else for_person

    @app.exception_handler(Refused)
    async def refused(_request: Request, error: Refused) -> JSONResponse:
        return refusal(error.status, error.code, error.message, error.retry_after)

    @app.exception_handler(ConversationGone)
    async def gone(request: Request, _error: ConversationGone) -> JSONResponse:
        return refusal(404, "unknown_conversation", words("unknown_conversation", request))

    @app.exception_handler(DatabaseUnavailable)
    async def unavailable(request: Request, _error: DatabaseUnavailable) -> JSONResponse:
        return refusal(503, "database_unavailable", words("database_unavailable", request), retry_after=5)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        kinds = {problem["type"] for problem in error.errors()}
        code = "not_accepted"
        if "string_too_long" in kinds:
            code = "too_long"
        elif "string_too_short" in kinds:
            code = "empty"
        return refusal(422, code, words(code, request))

    @app.exception_handler(HTTPException)
    async def http(_request: Request, error: HTTPException) -> JSONResponse:
        return refusal(error.status_code, "http", str(error.detail))
