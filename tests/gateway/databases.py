"""A migrated database of its own for each test: SQLite, or PostgreSQL where SIGNPOST_TEST_POSTGRESQL names a server.

The same tests run on both:  SIGNPOST_TEST_POSTGRESQL=postgresql+psycopg://user@host/postgres pytest tests/gateway
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from web.settings import ROOT

POSTGRESQL = os.environ.get("SIGNPOST_TEST_POSTGRESQL")


def migrate(url: str) -> None:
    """Make the tables as an installation does."""
    environment = {**os.environ, "SIGNPOST_DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT, env=environment, check=True)


class SqliteFiles:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._migrated = folder / "migrated.db"
        migrate(f"sqlite+aiosqlite:///{self._migrated}")

    def fresh(self, folder: Path) -> str:
        """Return the URL of an empty database in `folder`."""
        return f"sqlite+aiosqlite:///{shutil.copy(self._migrated, folder / 'signpost.db')}"


class PostgresDatabases:
    """One database for each test worker, emptied for each test."""

    def __init__(self, server: str, worker: str) -> None:
        self._url = make_url(server).set(database=f"signpost_test_{worker}")
        admin = create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {self._url.database}"))
            connection.execute(text(f"CREATE DATABASE {self._url.database}"))
        admin.dispose()
        migrate(self._url.render_as_string(hide_password=False))

    def fresh(self, folder: Path) -> str:
        """Return the URL of the emptied database."""
        engine = create_engine(self._url)
        with engine.begin() as connection:
            connection.execute(text("TRUNCATE conversation, message, erasure, unclear"))
        engine.dispose()
        return self._url.render_as_string(hide_password=False)
