"""Recurrences: the rule and its first date."""

from datetime import date

import pytest

from core.language import next_occurrence

from .conftest import Read

RULES = [
    ("every monday", "FREQ=WEEKLY;BYDAY=MO", "2026-03-16"),
    ("every wednesday", "FREQ=WEEKLY;BYDAY=WE", "2026-03-11"),
    ("every wed 9am", "FREQ=WEEKLY;BYDAY=WE;BYHOUR=9;BYMINUTE=0", "2026-03-18"),
    (
        "every mon, wed and fri at 8:30",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=8;BYMINUTE=30",
        "2026-03-13",
    ),
    ("mondays", "FREQ=WEEKLY;BYDAY=MO", "2026-03-16"),
    ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-03-11"),
    ("every weekend", "FREQ=WEEKLY;BYDAY=SA,SU", "2026-03-14"),
    ("daily", "FREQ=DAILY", "2026-03-11"),
    ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-03-13"),
    ("every second friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-03-13"),
    ("every 2 weeks on friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-03-13"),
    ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-03-15"),
    ("on the 1st of every month", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-04-01"),
    ("last day of every month", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-31"),
    ("every last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "2026-03-27"),
    ("first monday of every month", "FREQ=MONTHLY;BYDAY=1MO", "2026-04-06"),
    ("every quarter", "FREQ=MONTHLY;INTERVAL=3", "2026-03-11"),
    ("every year on june 3", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=3", "2026-06-03"),
    ("every 4 hours", "FREQ=HOURLY;INTERVAL=4", "2026-03-11"),
    ("every 6h", "FREQ=HOURLY;INTERVAL=6", "2026-03-11"),
    ("every week until june 30", "FREQ=WEEKLY;UNTIL=20260630", "2026-03-11"),
    ("every tuesday 5 times", "FREQ=WEEKLY;BYDAY=TU;COUNT=5", "2026-03-17"),
    ("weekly starting monday", "FREQ=WEEKLY", "2026-03-16"),
    ("every night at 11", "FREQ=DAILY;BYHOUR=23;BYMINUTE=0", "2026-03-11"),
    ("every night at 2", "FREQ=DAILY;BYHOUR=2;BYMINUTE=0", "2026-03-12"),
]


@pytest.mark.parametrize(("text", "rule", "first"), RULES)
def test_rule_and_first_date(read: Read, text: str, rule: str, first: str) -> None:
    """A recurrence behind a title gives its rule and its first date."""
    reading = read(f"Oil the hinges {text}")
    assert (reading.title, reading.recurrence) == ("Oil the hinges", rule)
    assert reading.due and str(reading.due.day) == first


@pytest.mark.parametrize(("text", "rule", "first"), RULES)
def test_rules_are_valid(read: Read, text: str, rule: str, first: str) -> None:
    """Every rule goes on after its first date, unless it ends."""
    begun = date.fromisoformat(first)
    following = next_occurrence(rule, first=begun, after=begun)
    assert following is not None and following > begun


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("every monday: oil the hinges", "oil the hinges"),
        ("every monday send the mail", "send the mail"),
        ("Check every third row", None),
        ("Check every day of the trial", None),
        ("Fix the daily job", None),
        ("Agenda for the weekly", None),
    ],
)
def test_where_it_stands(read: Read, text: str, title: str | None) -> None:
    """At the start it counts before a colon or a verb; what qualifies a noun does not."""
    reading = read(text)
    assert reading.title == (title or text)
    assert (reading.recurrence is None) == (title is None)


@pytest.mark.parametrize(
    ("text", "title", "rule"),
    [
        ("every friday Weekly report", "Weekly report", "FREQ=WEEKLY;BYDAY=FR"),
        ("every friday weekly report", "weekly report", "FREQ=WEEKLY;BYDAY=FR"),
        ("Every monday standup notes", "standup notes", "FREQ=WEEKLY;BYDAY=MO"),
        ("every month Books of the client", "Books of the client", "FREQ=MONTHLY"),
        ("Every Friday Jonas is late", "", None),
        ("Every Friday we lose the connection", "", None),
        ("Every Day Counts", "", None),
        ("Every week counts campaign", "", None),
        ("Every friday of the sprint", "", None),
        ("Every customer gets a letter", "", None),
    ],
)
def test_how_often_stands_first(read: Read, text: str, title: str, rule: str | None) -> None:
    """What comes behind is the title; one that merely begins with "Every" stays whole."""
    reading = read(text)
    assert (reading.title, reading.recurrence) == (title or text, rule)


def test_an_ended_rule_has_no_next() -> None:
    """After its last day a rule is over."""
    rule = "FREQ=WEEKLY;UNTIL=20260320"
    assert next_occurrence(rule, first=date(2026, 3, 13), after=date(2026, 3, 20)) is None


@pytest.mark.parametrize(
    ("text", "rule", "from_completion"),
    [
        ("every! 3 days", "FREQ=DAILY;INTERVAL=3", True),
        ("every! monday", "FREQ=WEEKLY;BYDAY=MO", True),
        ("every 2 weeks after completion", "FREQ=WEEKLY;INTERVAL=2", True),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3", False),
    ],
)
def test_counted_from_completion(
    read: Read, text: str, rule: str, *, from_completion: bool
) -> None:
    """A sign after "every", or words behind it, say what the next one counts from."""
    reading = read(f"Oil the hinges {text}")
    assert (reading.title, reading.recurrence) == ("Oil the hinges", rule)
    assert reading.from_completion is from_completion
