"""Starts the whole service on one machine: `make run`.

Checks what it needs, trains the model if its inputs changed, prepares the database, starts the three processes of the Procfile,
waits until all of them answer, and prints the address. Ctrl-C ends all of it.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from string import Template

from honcho.environ import parse_procfile
from honcho.manager import Manager

from deploy.model import QUIET, ROOT, ensure_model
from knowledge.files import ContentError
from knowledge.library import Library
from web.gateway.notices import Notices
from web.settings import Settings, settings

_NEEDED_BYTES = 1_000_000_000
_LONGEST_START_SECONDS = 180


def main() -> None:
    """Start, and stay until stopped."""
    config = settings()
    _check_ports(config)
    _check_disk()
    _check_content()
    model = ensure_model()
    _prepare_database()
    manager = Manager()
    environment = _environment(config, model)
    for name, command in parse_procfile((ROOT / "deploy" / "Procfile").read_text()).processes.items():
        manager.add_process(name, Template(command).substitute(environment), env=environment, cwd=str(ROOT))
    threading.Thread(target=_announce, args=(config,), daemon=True).start()
    manager.loop()
    sys.exit(manager.returncode)


def _check_ports(config: Settings) -> None:
    for port, name in ((config.port, "PORT"), (config.rasa_port, "RASA_PORT"), (config.actions_port, "ACTIONS_PORT")):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                sys.exit(f"Port {port} is in use. Stop what uses it, or choose another: SIGNPOST_{name}={port + 1000} make run")


def _check_disk() -> None:
    var = ROOT / "var"
    var.mkdir(exist_ok=True)
    if (free := shutil.disk_usage(var).free) < _NEEDED_BYTES:
        sys.exit(
            f"Only {free // 1_000_000} MB are free on the disk of {var}; at least {_NEEDED_BYTES // 1_000_000} MB are needed."
        )


def _check_content() -> None:
    try:
        Notices.read(Library())
    except ContentError as error:
        sys.exit(f"The content is wrong, so nothing was started. {error}")


def _prepare_database() -> None:
    migrated = subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=ROOT)
    if migrated.returncode:
        sys.exit("The database could not be prepared: see the message above. Check SIGNPOST_DATABASE_URL.")


def _environment(config: Settings, model: Path) -> dict[str, str]:
    return {
        **os.environ,
        **QUIET,
        "LOG_LEVEL": "WARNING",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        "PYTHONUNBUFFERED": "1",
        "SIGNPOST_RASA_PORT": str(config.rasa_port),
        "SIGNPOST_ACTIONS_PORT": str(config.actions_port),
        "SIGNPOST_MODEL": str(model),
        "SIGNPOST_ACTIONS_WEBHOOK": f"{config.actions_url}/webhook",
        "SIGNPOST_TRACKER_DB": config.tracker_database,
    }


def _announce(config: Settings) -> None:
    address = f"http://{config.host}:{config.port}"
    started = time.monotonic()
    while time.monotonic() - started < _LONGEST_START_SECONDS:
        if _healthy(f"{address}/health"):
            print(f"\nSignpost is ready at {address}  (Ctrl-C stops it)\n", flush=True)
            return
        time.sleep(0.5)
    print(
        f"\nNot everything has started after {_LONGEST_START_SECONDS} s: see {address}/health and the messages above.\n",
        flush=True,
    )


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=4) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    main()
