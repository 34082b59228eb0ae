"""The database engine, set up alike for SQLite and PostgreSQL."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from web.settings import Settings


def create_engine(settings: Settings) -> AsyncEngine:
    """Return an engine for the settings' database; on SQLite with write-ahead log, foreign keys and full durability.

    Its errors hold no parameters: those are people's words, and errors end up in logs.
    """
    url = make_url(settings.database_url)
    if not url.drivername.startswith("sqlite"):
        return create_async_engine(url, pool_pre_ping=True, pool_timeout=settings.database_patience, hide_parameters=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    patience = settings.database_patience
    engine = create_async_engine(url, connect_args={"timeout": patience}, pool_timeout=patience, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        cursor: Any = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
