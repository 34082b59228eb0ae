"""What the assistant did not understand, for those who write the answers: `make unclear`.

Grouped by the topic that came nearest, with messages that say nearly the same counted together.
"""

import asyncio
import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import fuzz, process, utils
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import ArgumentError

from web.gateway.database import create_engine
from web.gateway.models import Unclear
from web.gateway.store import DatabaseUnavailable, Store
from web.settings import Settings, settings

app = typer.Typer(add_completion=False)

_NEARLY_THE_SAME = 90
"""Of 100, by the words that two messages share."""
_A_FORMULA = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would calculate instead of showing."""


@dataclass(frozen=True)
class Wording:
    """Messages that say nearly the same. `text`: the longest of them; `newest`: the day of the last."""

    text: str
    times: int
    newest: date
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """What came nearest to one topic, the most frequent first."""

    nearest: str
    wordings: tuple[Wording, ...]

    @property
    def times(self) -> int:
        return sum(wording.times for wording in self.wordings)


def grouped(kept: Iterable[Unclear]) -> list[Group]:
    """Return the messages by the topic that came nearest, the largest group first."""
    by_topic: defaultdict[str, list[Unclear]] = defaultdict(list)
    for message in kept:
        by_topic[message.nearest[0]].append(message)
    groups = [Group(topic, tuple(_merged(messages))) for topic, messages in by_topic.items()]
    return sorted(groups, key=lambda group: (-group.times, group.nearest))


def _merged(messages: Iterable[Unclear]) -> list[Wording]:
    together: dict[str, list[Unclear]] = {}
    for message in sorted(messages, key=lambda m: len(m.text), reverse=True):
        words = utils.default_process(message.text)
        # All the words of a short message are soon found in a long one, which says much else.
        alike = [longer for longer in together if len(longer) <= 2 * len(words)]
        found = process.extractOne(words, alike, scorer=fuzz.token_set_ratio, score_cutoff=_NEARLY_THE_SAME)
        together.setdefault(found[0] if found else words, []).append(message)
    wordings = [
        Wording(same[0].text, len(same), max(m.day for m in same), tuple(sorted({m.reason for m in same})))
        for same in together.values()
    ]
    return sorted(wordings, key=lambda w: (-w.times, -w.newest.toordinal(), w.text))


def _table(group: Group) -> Table:
    table = Table(title=Text(f"{group.nearest}: {group.times}"), title_justify="left")
    table.add_column("times", justify="right")
    table.add_column("newest", no_wrap=True)
    table.add_column("why", no_wrap=True)
    table.add_column("message")
    for wording in group.wordings:
        # As Text: [name] would be taken for markup.
        table.add_row(str(wording.times), str(wording.newest), "\n".join(wording.reasons), Text(wording.text))
    return table


def _write(groups: Sequence[Group], file: Path) -> None:
    try:
        # Spreadsheets take UTF-8 for what it is only with this mark.
        with file.open("w", encoding="utf-8-sig", newline="") as opened:
            rows = csv.writer(opened)
            rows.writerow(["nearest topic", "times", "newest", "why", "message"])
            for group in groups:
                for wording in group.wordings:
                    text = f"'{wording.text}" if wording.text.startswith(_A_FORMULA) else wording.text
                    rows.writerow([group.nearest, wording.times, wording.newest, " / ".join(wording.reasons), text])
    except OSError as error:
        raise typer.BadParameter(
            f"{file} cannot be written ({error.strerror}): name a file in a folder that exists and that you may write to",
            param_hint="--csv",
        ) from error


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise typer.BadParameter(f"{written!r} is not a day: write year, month and day, for example 2026-11-25") from error


async def _read(config: Settings, since: date | None) -> Sequence[Unclear]:
    engine = create_engine(config)
    try:
        return await Store(engine).fetch_unclear(since)
    finally:
        await engine.dispose()


@app.command()
def main(
    since: Annotated[date | None, typer.Option(parser=_day, metavar="YYYY-MM-DD", help="Only messages from this day on.")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the list to this file as well.")] = None,
) -> None:
    """Show what the assistant did not understand, by the topic that came nearest."""
    config, console = settings(), Console(width=130, highlight=False)
    try:
        kept = asyncio.run(_read(config, since))
    except (DatabaseUnavailable, ArgumentError, OSError) as error:
        typer.echo(f"The database cannot be read: {error}. Check SIGNPOST_DATABASE_URL, and start the service once.", err=True)
        raise typer.Exit(1) from error
    groups = grouped(kept)
    if csv_file:
        _write(groups, csv_file)
    if not groups:
        console.print(f"Nothing unclear was kept since {since}." if since else "Nothing unclear has been kept.")
    for group in groups:
        console.print(_table(group))
    if csv_file:
        console.print(Text(f"Written to {csv_file}."))
    if not config.keep_unclear:
        console.print("New ones are not kept: SIGNPOST_KEEP_UNCLEAR is off.")


if __name__ == "__main__":
    app()
