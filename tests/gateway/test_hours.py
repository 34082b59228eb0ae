"""When the duty desk is open."""

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest

from web.gateway.hours import Hours

OFFICE = Hours.read("Mon-Fri 08:30-17:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-25 08:29", False),
        ("2026-11-25 08:30", True),
        ("2026-11-25 16:59", True),
        ("2026-11-25 17:00", False),
        ("2026-11-28 12:00", False),  # a Saturday
        ("2026-07-01 07:30", True),  # 8.30 in summer
        ("2026-07-01 16:30", False),
        ("2026-12-25 12:00", False),
        ("2026-12-28 12:00", False),  # in place of Boxing Day
        ("2027-03-29 12:00", False),  # Easter Monday, which Scotland does not keep
    ],
)
def test_office_hours_follow_the_clock_in_england_and_its_bank_holidays(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-25 06:00", "today at 8:30am"),
        ("2026-11-25 18:00", "tomorrow at 8:30am"),
        ("2026-11-27 18:00", "on Monday 30 November at 8:30am"),
        ("2026-12-24 18:00", "on Tuesday 29 December at 8:30am"),
    ],
)
def test_the_next_opening_is_said_as_one_would_say_it(moment: str, words: str) -> None:
    assert OFFICE.opening_in_words(at(moment)) == words


def test_many_spans_a_day_and_days_of_their_own() -> None:
    hours = Hours.read("Mon-Thu 09:00-12:00, 13:00-17:00; Sat 10:00-12:00; Fri-Fri 00:00-24:00")
    assert [hours.is_open(at(f"2026-11-25 {h}:30")) for h in ("11", "12", "13")] == [True, False, True]
    assert hours.opening_in_words(at("2026-11-25 12:10")) == "today at 1pm"
    assert hours.is_open(at("2026-11-27 23:59"))
    assert hours.is_open(at("2026-11-28 10:30"))


def test_a_night_desk_may_begin_on_sunday_and_be_open_always() -> None:
    always = Hours.read("Sun-Sat 00:00-24:00", bank_holidays=True)
    start = at("2026-12-24 00:00")
    assert all(always.is_open(start + timedelta(hours=n)) for n in range(24 * 8))


def test_closed_days_are_left_out() -> None:
    hours = Hours.read("Mon-Fri 08:30-17:00", closed=[date(2026, 11, 26)])
    assert hours.opening_in_words(at("2026-11-25 18:00")) == "on Friday 27 November at 8:30am"


@pytest.mark.parametrize("spec", ["", "Mon", "Mon-Fri", "Mon-Fri 8-17", "Foo 08:00-09:00", "Mon 17:00-08:00", "Mon 25:00-26:00"])
def test_hours_that_make_no_sense_are_refused_in_words(spec: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Hours.read(spec)


def test_the_bank_holidays_are_the_ones_that_england_keeps() -> None:
    """The list is from memory, not read from gov.uk/bank-holidays: to be compared with it, and then with the next year's."""
    listed = {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"}
    found = {str(day) for day in holidays.country_holidays("GB", subdiv="ENG", years=2027)}
    assert {day for day in found if date.fromisoformat(day).weekday() < 5} == listed
