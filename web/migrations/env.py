"""Runs migrations against the database of the settings."""

import asyncio

from alembic import context
from sqlalchemy import Connection

import web.desk.models  # noqa: F401  its tables belong to the metadata
from web.gateway.database import create_engine
from web.gateway.models import Base
from web.settings import settings


def _run(connection: Connection) -> None:
    # SQLite cannot change a column in place: batch mode copies the table.
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def _run_online() -> None:
    engine = create_engine(settings())
    async with engine.connect() as connection:
        await connection.run_sync(_run)
        await connection.commit()
    await engine.dispose()


asyncio.run(_run_online())
