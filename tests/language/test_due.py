"""Due phrases: the conventions, one by one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from .conftest import Due, Read

BERLIN = ZoneInfo("Europe/Berlin")

DAYS = [
    ("today", "2026-03-11"),
    ("tmrw", "2026-03-12"),
    ("the day after tomorrow", "2026-03-13"),
    ("wednesday", "2026-03-18"),
    ("thu", "2026-03-12"),
    ("next thursday", "2026-03-19"),
    ("this thursday", "2026-03-12"),
    ("this tuesday", "2026-03-17"),
    ("thursday week", "2026-03-19"),
    ("a week from thursday", "2026-03-19"),
    ("thursday of next week", "2026-03-19"),
    ("monday after next", "2026-03-23"),
    ("next week", "2026-03-16"),
    ("this week", "2026-03-13"),
    ("eow", "2026-03-13"),
    ("end of next week", "2026-03-20"),
    ("this weekend", "2026-03-14"),
    ("next weekend", "2026-03-21"),
    ("next month", "2026-04-01"),
    ("next quarter", "2026-04-01"),
    ("next year", "2027-01-01"),
    ("in a month", "2026-04-11"),
    ("eom", "2026-03-31"),
    ("end of june", "2026-06-30"),
    ("mid june", "2026-06-15"),
    ("beginning of june", "2026-06-01"),
    ("week 20", "2026-05-11"),
    ("march 12", "2026-03-12"),
    ("10 march", "2027-03-10"),
    ("3rd of june 2027", "2027-06-03"),
    ("June the 3rd", "2026-06-03"),
    ("Fri 20 Mar", "2026-03-20"),
    ("20 Mar, Fri", "2026-03-20"),
    ("6/5", "2026-05-06"),
    ("6.5.", "2026-05-06"),
    ("06.05.2026", "2026-05-06"),
    ("2026-05-06", "2026-05-06"),
    ("2025-12-01", "2025-12-01"),
    ("the 5th", "2026-04-05"),
    ("15th of next month", "2026-04-15"),
    ("last day of the month", "2026-03-31"),
    ("last working day of may", "2026-05-29"),
    ("first tuesday of june", "2026-06-02"),
    ("in 3 days", "2026-03-14"),
    ("in 2-3 days", "2026-03-14"),
    ("+3d", "2026-03-14"),
    ("in 3 business days", "2026-03-16"),
    ("three days after friday", "2026-03-16"),
    ("thu-fri", "2026-03-13"),
    ("10-12 june", "2026-06-12"),
    ("later this week", "2026-03-13"),
    ("by christmas", "2026-12-25"),
    ("easter monday", "2026-04-06"),
    ("wendesday", "2026-03-18"),
    ("q3", "2026-07-01"),
]
TIMES = [
    ("5pm", "2026-03-11T17:00+01:00"),
    ("9am", "2026-03-12T09:00+01:00"),
    ("at 5", "2026-03-11T17:00+01:00"),
    ("at 9", "2026-03-12T09:00+01:00"),
    ("17h30", "2026-03-11T17:30+01:00"),
    ("tomorrow 9.30am", "2026-03-12T09:30+01:00"),
    ("friday at noon", "2026-03-13T12:00+01:00"),
    ("friday morning", "2026-03-13T09:00+01:00"),
    ("7 in the evening", "2026-03-11T19:00+01:00"),
    ("tonight", "2026-03-11T20:00+01:00"),
    ("tonight at 11", "2026-03-11T23:00+01:00"),
    ("midnight", "2026-03-12T00:00+01:00"),
    ("eod", "2026-03-11T17:00+01:00"),
    ("cob friday", "2026-03-13T17:00+01:00"),
    ("half past three", "2026-03-11T15:30+01:00"),
    ("quarter to five", "2026-03-11T16:45+01:00"),
    ("friday 2-4pm", "2026-03-13T16:00+01:00"),
    ("in 2 hours", "2026-03-11T12:00+01:00"),
    ("in half an hour", "2026-03-11T10:30+01:00"),
    ("in 1h30m", "2026-03-11T11:30+01:00"),
    ("5pm UTC", "2026-03-11T17:00+00:00"),
    ("tomorrow 9am ET", "2026-03-12T09:00-04:00"),
    ("tomorrow 9am UTC+2", "2026-03-12T09:00+02:00"),
    ("2026-05-06T15:00", "2026-05-06T15:00+02:00"),
    ("today 9", "2026-03-11T09:00+01:00"),
]


@pytest.mark.parametrize(("text", "expected"), DAYS + TIMES)
def test_phrase(due: Due, text: str, expected: str) -> None:
    """A due phrase alone means this."""
    assert due(text) == expected


@pytest.mark.parametrize(("text", "expected"), DAYS + TIMES)
def test_phrase_behind_a_title(due: Due, read: Read, text: str, expected: str) -> None:
    """The same phrase behind "by" means the same in a line, or stays in the title."""
    reading = read(f"Oil the hinges by {text}")
    if reading.due is None:
        assert reading.title == f"Oil the hinges by {text}"
    else:
        assert reading.title == "Oil the hinges"
        assert str(reading.due.day) == due(f"by {text}", None)[:10]  # type: ignore[index]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "2020",
        "30 feb",
        "31 april",
        "14:75",
        "25:00",
        "$300",
        "1.2.3",
        "soon",
        "someday",
        "50/50",
    ],
)
def test_no_phrase(due: Due, text: str) -> None:
    """Numbers and words that say no date give none."""
    assert due(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Prepare the monday meeting",
        "Update the end of month template",
        "Read the daily",
        "Send the weekly report",
        "Fix yesterday's outage",
        "Ask June",
        "Look at the sun",
        "Wait a second",
        "This may fail",
        "Upgrade to 5.12",
        "Deploy v2.3.1",
        "Set the timeout to 30s",
        "Delete logs older than 2 weeks",
        "Extend the trial to 14 days",
        "Split 50/50",
        "Support 24/7",
        "Step 3/4",
        "Meet 1:1 with Zoe",
        "Call +49 40 7654321",
        "Call (206) 555-0142",
        "See https://x.example/2026-05-06",
        "Fix `tomorrow` parsing",
        "Rename may_2027 to june_2027",
        "Notes from monday",
        "Report about friday",
        "Move standup to friday",
        "Pick tuesday or wednesday",
        "Fri the noodles",
        "Mar-a-Lago memo",
        "Buy 3 screens",
        "Prepare for Q3",
        "Friday review notes",
        "We may need a second server",
        "Investigate last week",
        "Add retry after 30 seconds",
    ],
)
def test_doubt_means_title(read: Read, text: str) -> None:
    """What may belong to the title stays there, whole, and sets no date."""
    reading = read(text)
    assert (reading.title, reading.due, reading.recurrence) == (text, None, None)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en-US", "2026-04-05"), ("en-GB", "2026-05-04"), ("ja-JP", "2026-04-05")],
)
def test_locale_order(due: Due, locale: str, expected: str) -> None:
    """4/5 follows the asker's place."""
    assert due("4/5", locale=locale) == expected


def test_end_of_day_after_work(due: Due) -> None:
    """After 17:00 the end of the day is 23:59."""
    late = datetime(2026, 3, 11, 18, 0, tzinfo=BERLIN)
    assert due("eod", now=late) == "2026-03-11T23:59+01:00"


def test_the_last_date_wins(read: Read) -> None:
    """Of two dates the last is due, the earlier stays in the title."""
    reading = read("Check the draft of 20 march by 18 march")
    assert reading.due and str(reading.due.day) == "2026-03-18"
    assert reading.title == "Check the draft of 20 march"


@pytest.mark.parametrize(
    ("text", "first", "other"),
    [
        ("next friday", "2026-03-20", "2026-03-13"),
        ("wednesday", "2026-03-18", "2026-03-11"),
        ("4/5/2026", "2026-05-04", "2026-04-05"),
    ],
)
def test_alternatives(read: Read, text: str, first: str, other: str) -> None:
    """An ambiguous phrase keeps its other reading."""
    reading = read(f"Oil the hinges {text}")
    assert reading.due and str(reading.due.day) == first
    assert [str(reading.day) for reading in reading.alternatives][:1] == [other]


def test_a_bare_hour_keeps_its_other_half(read: Read) -> None:
    """At 5 is 17:00, perhaps 05:00."""
    reading = read("Oil the hinges at 5")
    assert [str(other.time) for other in reading.alternatives] == ["05:00:00"]
