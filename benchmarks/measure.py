"""How well the running service understands: `make measure DATA=folder`.

Every .jsonl file in the folder is a set of messages, one JSON object a line: `text`, and `topics` (the best first, then others
that would do as a first reply); `style` or `kind`, and `setup` (messages said before), if there are any. Each is sent through the
whole line, in a conversation of its own.
"""

import asyncio
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.client import Reply, open_chat
from web.settings import settings

REFUSED = "(refused)"
UNLIMITED = (
    "start the service for measuring with SIGNPOST_MESSAGE_LIMIT, SIGNPOST_ADDRESS_LIMIT and "
    "SIGNPOST_NEW_CONVERSATION_LIMIT set to 100000/minute"
)


@dataclass(frozen=True)
class Outcome:
    """What one message got."""

    set_name: str
    style: str
    text: str
    wanted: tuple[str, ...]
    got: str | None
    options: tuple[str, ...]
    crisis: bool
    seconds: float

    @property
    def best(self) -> bool:
        return self.got == self.wanted[0]

    @property
    def right(self) -> bool:
        return self.got in self.wanted

    @property
    def right_or_offered(self) -> bool:
        return self.right or bool(set(self.options) & set(self.wanted))


async def _ask(http: httpx.AsyncClient, set_name: str, entry: dict[str, Any]) -> Outcome:
    async with open_chat(http) as chat:
        for earlier in entry.get("setup", []):
            await chat.say(earlier)
        started = time.perf_counter()
        try:
            reply = await chat.say(entry["text"])
        except httpx.HTTPStatusError as error:
            if error.response.status_code != httpx.codes.UNPROCESSABLE_ENTITY:
                raise
            # Empty or over 2,000 characters: the gateway refuses it in words, which is all the person sees.
            reply = Reply({"topic": REFUSED, "options": []}, time.perf_counter() - started)
    message = reply.message
    return Outcome(
        set_name=set_name,
        style=entry.get("style") or entry.get("kind") or "",
        text=entry["text"],
        wanted=tuple(entry["topics"]),
        got=message["topic"],
        options=tuple(message["options"]),
        crisis=message["topic"] == "crisis",
        seconds=reply.seconds,
    )


def read_sets(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read the sets of messages, by name. Raises SystemExit if there are none."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        sys.exit(f"{folder} holds no .jsonl files. Give a folder of messages: make measure DATA=path/to/folder")
    return {file.stem: [json.loads(line) for line in file.read_text("utf-8").splitlines() if line] for file in files}


async def measure(sets: dict[str, list[dict[str, Any]]], base_url: str) -> list[Outcome]:
    """Send every message of every set. Raises SystemExit if the service does not answer or refuses."""
    outcomes: list[Outcome] = []
    async with httpx.AsyncClient(base_url=base_url, timeout=30) as http:
        for name, entries in sets.items():
            for entry in track(entries, description=f"{name:>16}"):
                try:
                    outcomes.append(await _ask(http, name, entry))
                except httpx.HTTPStatusError as error:
                    sys.exit(f"The service refused ({error.response.status_code}): {UNLIMITED}.")
                except httpx.HTTPError as error:
                    sys.exit(f"No service at {base_url} ({type(error).__name__}): start it with make run.")
    return outcomes


def _row(name: str, part: Sequence[Outcome]) -> list[str]:
    def share(hits: Iterable[bool]) -> str:
        return f"{100 * statistics.mean(hits):.1f}%"

    return [
        name,
        str(len(part)),
        share(o.best for o in part),
        share(o.right for o in part),
        share(o.right_or_offered for o in part),
        share(bool(o.options) for o in part),
        share(o.crisis for o in part),
    ]


def _table(title: str, rows: list[list[str]]) -> Table:
    table = Table(title=title)
    for heading in ("", "messages", "best topic", "right", "right or offered", "offers made", "crisis reply"):
        table.add_column(heading, justify="left" if not heading else "right")
    for row in rows:
        table.add_row(*row)
    return table


def report(outcomes: Sequence[Outcome], console: Console) -> None:
    """Print the tables."""
    by_set: dict[str, list[Outcome]] = {}
    by_style: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_set.setdefault(outcome.set_name, []).append(outcome)
        by_style.setdefault(f"{outcome.set_name}: {outcome.style}", []).append(outcome)
    console.print(_table("By set", [_row(n, part) for n, part in by_set.items()] + [_row("all", outcomes)]))
    console.print(_table("By set and style", [_row(n, part) for n, part in sorted(by_style.items())]))
    confusions = Counter((o.wanted[0], o.got or "(unsure)") for o in outcomes if not o.right)
    for (wanted, got), count in confusions.most_common(25):
        console.print(f"  {count:3}  wanted {wanted}, got {got}")
    seconds = sorted(o.seconds for o in outcomes)
    p50, p95 = (1000 * seconds[int(len(seconds) * p)] for p in (0.5, 0.95))
    console.print(f"First reply over the whole line: p50 {p50:.0f} ms, p95 {p95:.0f} ms.")


def main() -> None:
    """Measure the folder named on the command line and write every outcome to results/measure.jsonl."""
    if len(sys.argv) != 2 or not sys.argv[1] or not Path(sys.argv[1]).is_dir():
        sys.exit("Give a folder of messages: make measure DATA=path/to/folder")
    config = settings()
    outcomes = asyncio.run(measure(read_sets(Path(sys.argv[1])), f"http://{config.host}:{config.port}"))
    report(outcomes, Console(width=130))
    results = Path("results")
    results.mkdir(exist_ok=True)
    with (results / "measure.jsonl").open("w", encoding="utf-8") as file:
        for outcome in outcomes:
            file.write(json.dumps(vars(outcome)) + "\n")


if __name__ == "__main__":
    main()
