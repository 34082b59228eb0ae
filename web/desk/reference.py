"""The duty desk's HTTP interface, second part: what is looked up and counted rather than said."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from web.desk.accounts.access import SignedIn, needs
from web.desk.accounts.models import Officer
from web.desk.routes import DeskNow
from web.desk.schemas import AnswerOut, CannedIn, CannedOut, ColleagueOut, DayOut, OfficerDay, OverviewOut
from web.gateway.problems import Refused
from web.gateway.schemas import Source

router = APIRouter(prefix="/desk/api", tags=["desk"])
Supervisor = Annotated[Officer, Depends(needs("supervisor", "admin"))]


@router.get("/knowledge")
async def knowledge(_officer: SignedIn, desk: DeskNow, q: Annotated[str, Query(max_length=200)] = "") -> list[AnswerOut]:
    """Return the answers that fit the words best, ten at most."""
    library = desk.service.library
    return [
        AnswerOut(
            topic=answer.id,
            title=answer.title,
            text=library.text(answer, "parent"),
            sources=[Source(title=s.title, url=s.url, checked=s.checked) for s in answer.sources],
        )
        for answer in desk.search(q)
    ]


@router.get("/canned")
async def canned_replies(_officer: SignedIn, desk: DeskNow) -> list[CannedOut]:
    """Return the replies that are kept ready."""
    return [CannedOut.of(reply) for reply in await desk.canned.fetch()]


@router.post("/canned", status_code=201)
async def add_canned(wanted: CannedIn, officer: Supervisor, desk: DeskNow) -> CannedOut:
    """Keep another reply ready."""
    reply = await desk.canned.keep(officer, None, wanted.title, wanted.text)
    assert reply is not None
    return CannedOut.of(reply)


@router.put("/canned/{canned_id}")
async def change_canned(canned_id: int, wanted: CannedIn, officer: Supervisor, desk: DeskNow) -> CannedOut:
    """Change a reply that is kept ready."""
    reply = await desk.canned.keep(officer, canned_id, wanted.title, wanted.text)
    if reply is None:
        raise Refused(404, "unknown_canned", "Somebody has deleted this reply meanwhile. Reload the list.")
    return CannedOut.of(reply)


@router.delete("/canned/{canned_id}", status_code=204)
async def delete_canned(canned_id: int, officer: Supervisor, desk: DeskNow) -> None:
    """Keep a reply no longer."""
    await desk.canned.delete(officer, canned_id)


@router.get("/officers")
async def officers(_officer: SignedIn, desk: DeskNow) -> list[ColleagueOut]:
    """Return the officers, and who of them has the desk open."""
    return [ColleagueOut(id=o.id, name=o.name, on=desk.presence.is_on(o.id)) for o in await desk.store.fetch_officers()]


@router.get("/day")
async def day(officer: SignedIn, desk: DeskNow) -> DayOut:
    """Return what the officer has done today."""
    done = await desk.figures.day(officer.id, desk.hours.day_begins(datetime.now(UTC)))
    return DayOut(
        taken=done["taken"],
        messages=done["sent"],
        passed_on=done["passed"],
        handed_back=done["handed_back"],
        closed=done["closed"],
    )


@router.get("/overview")
async def overview(_supervisor: Supervisor, desk: DeskNow) -> OverviewOut:
    """Return how the desk stands: who waits and how long, and who does what."""
    now = datetime.now(UTC)
    stand = await desk.figures.overview(desk.hours.day_begins(now), now)
    return OverviewOut(
        open=desk.is_open,
        waiting=len(stand.waits),
        longest_wait_seconds=int(max(stand.waits, default=0)),
        taken_today=len(stand.waits_of_taken),
        median_wait_seconds=stand.median_wait,
        unanswered=stand.unanswered,
        officers=[
            OfficerDay(id=o.id, name=o.name, on=desk.presence.is_on(o.id), holding=holding, taken_today=taken)
            for o, holding, taken in stand.officers
        ],
    )
