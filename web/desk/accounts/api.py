"""How long an officer's session goes on, for the desk page: it must warn before the end (WCAG 2.2.1)."""

from datetime import UTC, datetime

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel

from web.desk.accounts.access import CurrentSession
from web.desk.accounts.sessions import Current

router = APIRouter(prefix="/desk/api", tags=["desk"])


class SessionOut(BaseModel):
    """When the session ends. `may_stay`: whether it can be made longer, or is near its last hour anyway."""

    ends_at: AwareDatetime
    seconds_left: int
    may_stay: bool


@router.get("/session")
async def read_session(session: CurrentSession) -> SessionOut:
    """Say how long the session goes on if the officer does nothing. Asking does not make it longer."""
    return _out(session)


@router.post("/session")
async def stay_signed_in(session: CurrentSession) -> SessionOut:
    """Make the session longer, as every other request does too."""
    return _out(session)


def _out(session: Current) -> SessionOut:
    left = int((session.ends_at - datetime.now(UTC)).total_seconds())
    return SessionOut(ends_at=session.ends_at, seconds_left=max(0, left), may_stay=session.ends_at < session.expires_at)
