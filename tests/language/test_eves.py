"""Typed dates on the eve of a clock change mean what they mean on any other day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from core.language import moment, read_due
from tests.language.test_due import DAYS, TIMES
from tests.support.soak import chance, counted, soak

ZONES = (
    "Europe/Berlin", "Europe/London", "Europe/Lisbon", "America/New_York", "America/Los_Angeles",
    "America/Santiago", "America/Sao_Paulo", "Australia/Sydney", "Australia/Lord_Howe",
    "Pacific/Auckland", "Africa/Cairo", "Asia/Kolkata",
)  # fmt: skip
YEAR = 2026
ELAPSED = {
    "in 2 hours": timedelta(hours=2), "in half an hour": timedelta(minutes=30),
    "in 1h30m": timedelta(hours=1, minutes=30), "in 12 hours": timedelta(hours=12),
    "in 20 hours": timedelta(hours=20),
}  # fmt: skip
"""Spans pass whatever clocks show."""
ELSEWHERE = frozenset({"5pm UTC", "tomorrow 9am ET", "tomorrow 9am UTC+2"})
"""They name a zone of their own, and stand in the table of dates."""
ON = (
    "today", "tomorrow", "monday", "tuesday", "friday", "saturday", "sunday", "next sunday",
    "next week", "in 2 days", "29 march", "26 april", "25 october", "the day after tomorrow",
)  # fmt: skip
AT = (
    "", "0:00", "0:30", "1:30", "2:00", "2:15", "2:30", "2:59", "3:00", "3am", "6am", "8:00", "9am",
    "11:30", "noon", "13:00", "17:00", "at 5", "5pm", "eod", "20:15", "23:30", "23:59",
)  # fmt: skip
PHRASES = sorted(
    {text for text, _ in DAYS + TIMES} - ELSEWHERE
    | {f"{day} {at}".strip() for day, at in product(ON, AT)}
    | set(ELAPSED)
)
TRIED = counted(12, len(PHRASES))
NOWS = (time(10), time(23, 30))


def eves(zone: str) -> Iterator[datetime]:
    """The days before each change of a zone's clocks, by day and late; any days where there are
    none."""
    home, day = ZoneInfo(zone), datetime.combine(date(YEAR, 1, 2), time(12))
    offset = day.replace(tzinfo=home).utcoffset()
    found = []
    for _ in range(364):
        before, day = day, day + timedelta(days=1)
        if (now := day.replace(tzinfo=home).utcoffset()) != offset:
            offset = now
            found.append(before.date())
    for eve in found or [date(YEAR, 3, 28), date(YEAR, 10, 24)]:
        yield from (datetime.combine(eve, at) for at in NOWS)


@cache
def on_any_day(phrase: str, local: datetime) -> datetime | str:
    """What clocks show then, where nobody ever changes them."""
    return shown(phrase, local.replace(tzinfo=UTC), "UTC")


def shown(phrase: str, now: datetime, zone: str) -> datetime | str:
    """The wall clock's reading that is meant; the date alone; or that it is no date."""
    found = read_due(phrase, now=now, zone=zone, locale="en-GB")
    if found is None:
        return "no date"
    instant = moment(found)
    home = ZoneInfo(zone)
    return instant.astimezone(home).replace(tzinfo=None) if instant else found.day.isoformat()


def expected(phrase: str, local: datetime, zone: str) -> datetime | str:
    """As on any day; of two the first, and a skipped one as much later as clocks are moved."""
    home = ZoneInfo(zone)
    if phrase in ELAPSED:
        passed = local.replace(tzinfo=home).astimezone(UTC) + ELAPSED[phrase]
        return passed.astimezone(home).replace(tzinfo=None)
    there = on_any_day(phrase, local)
    if isinstance(there, str):
        return there
    return there.replace(tzinfo=home).astimezone(UTC).astimezone(home).replace(tzinfo=None)


@soak
@pytest.mark.parametrize("zone", ZONES)
def test_a_phrase_means_the_same_on_the_eve_of_a_change(zone: str) -> None:
    """The same date and reading of the clock, in each zone, before each change of a year."""
    wrong, read = [], 0
    for phrase in chance(f"eves of {zone}").sample(PHRASES, TRIED):
        for local in eves(zone):
            read += 1
            found = shown(phrase, local.replace(tzinfo=ZoneInfo(zone)), zone)
            if found != (meant := expected(phrase, local, zone)):
                wrong.append(f"{phrase!r} on {local} in {zone}: {found}, not {meant}")
    print(f"{read} readings of {TRIED} phrases in {zone}, {len(wrong)} wrong")
    assert wrong == []
