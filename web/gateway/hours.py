"""When the duty desk is open: "Mon-Fri 08:30-17:00", many spans a day, usually without the bank holidays of England."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

import holidays

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LINE = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? (?P<spans>\d\d:\d\d-\d\d:\d\d(?:, ?\d\d:\d\d-\d\d:\d\d)*)", re.I)
_LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True)
class Span:
    """From `begins` to `ends` on one day, local time. `ends` 00:00 is the end of the day."""

    begins: time
    ends: time

    def holds(self, at: time) -> bool:
        return self.begins <= at and (at < self.ends or self.ends == time())


class Hours:
    """The weekly hours in one time zone, without the days in `closed`, and without bank holidays unless it is said."""

    def __init__(
        self, week: dict[int, list[Span]], zone: ZoneInfo, closed: Iterable[date] = (), *, bank_holidays: bool = False
    ) -> None:
        self._week, self._zone, self._closed = week, zone, frozenset(closed)
        self._off = None if bank_holidays else holidays.country_holidays("GB", subdiv="ENG")

    @classmethod
    def read(cls, spec: str, zone: str = "Europe/London", closed: Iterable[date] = (), *, bank_holidays: bool = False) -> Self:
        """Read "Mon-Fri 08:30-12:00,13:00-17:00; Sat 09:00-12:00". "00:00-24:00" is the whole day.

        Raises ValueError saying what is wrong.
        """
        week: dict[int, list[Span]] = {}
        for line in filter(None, (part.strip() for part in spec.split(";"))):
            found = _LINE.fullmatch(line)
            if found is None:
                raise ValueError(f"{line!r} is not of the form 'Mon-Fri 08:30-17:00'")
            spans = sorted((_span(s.strip()) for s in found["spans"].split(",")), key=lambda s: s.begins)
            first = _day(found["first"])
            last = _day(found["last"]) if found["last"] else first
            for day in range(first, last + 1 if last >= first else last + 8):
                week.setdefault(day % 7, []).extend(spans)
        if not week:
            raise ValueError("the duty desk must be open at some time, such as 'Mon-Fri 08:30-17:00'")
        return cls(week, ZoneInfo(zone), closed, bank_holidays=bank_holidays)

    def is_open(self, at: datetime) -> bool:
        """Return whether the desk is open at that moment."""
        local = at.astimezone(self._zone)
        return any(span.holds(local.time()) for span in self._spans(local.date()))

    def next_opening(self, after: datetime) -> datetime:
        """Return the moment, in UTC, from which the desk is open: `after` itself if it is open then."""
        if self.is_open(after):
            return after
        local = after.astimezone(self._zone)
        for day in (local.date() + timedelta(days=n) for n in range(_LOOK_AHEAD_DAYS)):
            for span in self._spans(day):
                opening = datetime.combine(day, span.begins, self._zone)
                if opening > local:
                    return opening.astimezone(UTC)
        return after + timedelta(days=_LOOK_AHEAD_DAYS)

    def opening_in_words(self, now: datetime) -> str:
        """Return when the desk opens next, as one would say it: "tomorrow at 8:30am", "on Monday 30 November at 9am"."""
        opening = self.next_opening(now).astimezone(self._zone)
        days = (opening.date() - now.astimezone(self._zone).date()).days
        minutes = f":{opening.minute:02}" if opening.minute else ""
        clock = f"{opening.hour % 12 or 12}{minutes}{'am' if opening.hour < 12 else 'pm'}"
        day = {0: "today", 1: "tomorrow"}.get(days, f"on {opening:%A} {opening.day} {opening:%B}")
        return f"{day} at {clock}"

    def day_begins(self, at: datetime) -> datetime:
        """Return the midnight, in UTC, with which the local day of that moment began."""
        return datetime.combine(at.astimezone(self._zone).date(), time(), self._zone).astimezone(UTC)

    def _spans(self, day: date) -> list[Span]:
        if day in self._closed or (self._off is not None and day in self._off):
            return []
        return self._week.get(day.weekday(), [])


def _day(name: str) -> int:
    if name.lower() not in _DAYS:
        raise ValueError(f"{name!r} is not a day: Mon, Tue, Wed, Thu, Fri, Sat or Sun")
    return _DAYS.index(name.lower())


def _span(text: str) -> Span:
    begins, _, ends = text.partition("-")
    span = Span(time.fromisoformat(begins), time() if ends == "24:00" else time.fromisoformat(ends))
    if span.ends != time() and span.begins >= span.ends:
        raise ValueError(f"{text!r} ends before it begins")
    return span
