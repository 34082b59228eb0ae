"""Which parts are up."""

import asyncio
from typing import Literal

import httpx
from fastapi import APIRouter, Request, Response

from web.gateway.schemas import Health
from web.gateway.service import Service
from web.gateway.store import DatabaseUnavailable

router = APIRouter(tags=["health"])


@router.get("/health", responses={503: {"model": Health}})
async def health(request: Request, response: Response) -> Health:
    """Say which part is up: 200 if all are, 503 if any is down."""
    service: Service = request.app.state.service
    rasa, actions, database = await asyncio.gather(
        service.rasa.is_ready(), _actions_up(service.settings.actions_url), _database_up(service)
    )
    states: dict[str, Literal["ok", "down"]] = {
        part: "ok" if up else "down" for part, up in (("database", database), ("rasa", rasa), ("actions", actions))
    }
    if "down" in states.values():
        response.status_code = 503
        return Health(status="degraded", parts=states)
    return Health(status="ok", parts=states)


async def _actions_up(url: str) -> bool:
    try:
        async with httpx.AsyncClient(timeout=1.5) as client:
            return (await client.get(f"{url}/health")).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


async def _database_up(service: Service) -> bool:
    try:
        await service.store.check()
    except DatabaseUnavailable:
        return False
    return True
