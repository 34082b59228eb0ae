"""The real service, started once for all tests of this folder, on ports and files of its own."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browser import ChatPage, launch
from tests.e2e.desk import DeskPage, new_officer
from tests.e2e.host_site import HostSite, serve

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_SECONDS = 240


@dataclass(frozen=True)
class RunningService:
    """A started service: its address, its log, the processes in it, and the environment that they were started with."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def empty_queue(self) -> None:
        """End the hand-offs that other tests have left open."""
        with closing(sqlite3.connect(self.environment["SIGNPOST_DATABASE_URL"].partition("///")[2], timeout=20)) as database:
            database.execute("UPDATE handoff SET ended_at = CURRENT_TIMESTAMP WHERE ended_at IS NULL")
            database.execute("UPDATE conversation SET state = 'assistant' WHERE state != 'assistant'")
            database.commit()

    def pids(self, name: str) -> list[int]:
        """Return the ids of the service's own processes whose command line holds `name`, without those that keep them going."""
        return [pid for pid, args in self._family() if name in args and "keep.sh" not in args]

    def kill(self, name: str) -> None:
        """End those processes at once, as a crash would."""
        pids = self.pids(name)
        assert pids, f"no process {name!r} is running"
        for pid in pids:
            os.kill(pid, signal.SIGKILL)

    @contextmanager
    def down(self, name: str) -> Iterator[None]:
        """End those processes at once, and keep them from starting again until the block ends."""
        keepers = [pid for pid, args in self._family() if name in args and "keep.sh" in args]
        for pid in keepers:
            os.kill(pid, signal.SIGSTOP)
        try:
            self.kill(name)
            yield
        finally:
            for pid in keepers:
                os.kill(pid, signal.SIGCONT)

    def _family(self) -> list[tuple[int, str]]:
        listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
        rows = [(int(pid), int(parent), args) for pid, parent, args in (line.split(None, 2) for line in listed.splitlines())]
        family, found = {self.process.pid}, []
        while born := [(pid, args) for pid, parent, args in rows if parent in family and pid not in family]:
            family |= {pid for pid, _ in born}
            found += born
        return found

    def wait_until_healthy(self) -> None:
        """Return when every part answers. Fails after a few minutes, or if the service has ended."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/health", timeout=5).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.3)
        pytest.fail(f"not healthy:\n{self.log.read_text()[-3000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def host_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostSite]:
    """Another site, under one name that the service lists and one that it does not."""
    with serve(tmp_path_factory.mktemp("host_site")) as site:
        yield site


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, host_site: HostSite) -> Iterator[RunningService]:
    """Start everything as `make run` does."""
    folder = tmp_path_factory.mktemp("service")
    port = _free_port()
    environment = {
        **os.environ,
        "SIGNPOST_PORT": str(port),
        "SIGNPOST_RASA_PORT": str(_free_port()),
        "SIGNPOST_ACTIONS_PORT": str(_free_port()),
        "SIGNPOST_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'signpost.db'}",
        "SIGNPOST_TRACKER_DATABASE": str(folder / "rasa.db"),
        "SIGNPOST_MESSAGE_LIMIT": "10000/minute",
        "SIGNPOST_NEW_CONVERSATION_LIMIT": "10000/minute",
        "SIGNPOST_DESK_INSECURE_COOKIE": "true",
        "SIGNPOST_DESK_OPEN": "Mon-Sun 00:00-24:00",
        "SIGNPOST_DESK_BANK_HOLIDAYS": "true",
        "SIGNPOST_EMBEDDING_ORIGINS": json.dumps([host_site.listed]),
    }
    log = folder / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.start"], cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    running = RunningService(f"http://127.0.0.1:{port}", log, process, environment)
    try:
        running.wait_until_healthy()
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this folder; each test has contexts of its own in it."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


OpenPage = Callable[..., ChatPage]
OpenDesk = Callable[..., DeskPage]


@pytest.fixture
def open_page(service: RunningService, browser: Browser) -> Iterator[OpenPage]:
    """Return a function that opens a page with the chat: the demonstration unless told otherwise, in a new browser context."""
    service.wait_until_healthy()
    opened: list[ChatPage] = []

    def open_one(url: str | None = None, **options: Any) -> ChatPage:
        page = browser.new_context(**options).new_page()
        opened.append(ChatPage(page, url or service.url, service.url))
        return opened[-1]

    yield open_one
    for chat in opened:
        chat.page.context.close()
    assert [error for chat in opened for error in chat.errors] == []


@pytest.fixture
def open_desk(service: RunningService, browser: Browser) -> Iterator[OpenDesk]:
    """Return a function that signs a new officer in and opens the duty desk, in a new browser context, over an empty queue."""
    service.wait_until_healthy()
    service.empty_queue()
    opened: list[DeskPage] = []

    def open_one(name: str, role: str = "officer", **options: Any) -> DeskPage:
        page = browser.new_context(**options).new_page()
        opened.append(DeskPage(page, service.url, new_officer(service.environment, name, role)))
        return opened[-1]

    yield open_one
    for desk in opened:
        desk.page.context.close()
    assert [error for desk in opened for error in desk.errors] == []


@pytest.fixture
def chat(open_page: OpenPage) -> ChatPage:
    """The demonstration page with the chat open."""
    opened = open_page()
    opened.open()
    return opened
