"""What holds for any text, any zone and any moment."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import (
    DueReading,
    LineReading,
    at_wall,
    moment,
    read_due,
    read_line,
    read_message,
    split_lines,
    split_verb,
)

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
ZONES = sorted(available_timezones())
PIECES = [
    "fix", "the", "proxy", "friday", "next", "every", "monday", "5pm", "at 5", "in 2 hours",
    "@lee", "<@U1>", "#net", "p1", "!!", "high", "est 3h", "~2h", "after T-3", "by", "on",
    "may", "3", "/", "-", ",", ".", ":", '"', "`", "(", ")", "'", "tomorrow", "end of", "week",
    "the 5th", "2026-05-06", "4.5.", "until", "waiting for", "check", "done when:",
    "\N{ROCKET}", "\n", "\t", "\u201cfriday", "\u00e4", "T-1", "<!here>", "<#C1|x>",
    "https://x.example/a", "verified by", "to", "and", "of", "!!!", "urgent", "daily",
    "n\u00e4chsten", "Freitag", "am", "4.", "Mai", "vendredi", "prochain", "d'ici", "fin",
    "du", "mois", "tous les", "el", "viernes", "que viene", "hasta", "segunda", "feira", "dia",
    "\u6765\u9031", "\u306e\u91d1\u66dc\u65e5", "\u307e\u3067\u306b", "\u6bce\u9031",
    "\u6708\u672b", "\u4e09\u6642",
    "mondays", "at", "christmas", "q3", "noon", "tonight", "please",
]  # fmt: skip
LINES = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)


LOCALES = st.sampled_from(["en-GB", "en-US", "de-DE", "fr-FR", "es-ES", "pt-BR", "ja-JP"])


def read(text: str, locale: str = "en-GB") -> LineReading:
    return read_line(text, now=NOW, zone="Europe/Berlin", locale=locale)


def letters(text: str) -> list[str]:
    return sorted(character for character in text if not character.isspace())


@given(LINES, LOCALES)
def test_nothing_typed_is_dropped(text: str, locale: str) -> None:
    """Every character is in the title or in a span, and no span overlaps another."""
    reading = read(text, locale)
    spans = "".join(span.text for span in reading.spans)
    assert letters(reading.title + spans) == letters(text)
    assert all(text[span.start : span.end] == span.text for span in reading.spans)
    ends = [span.end for span in reading.spans]
    assert all(span.start >= end for end, span in zip(ends, reading.spans[1:], strict=False))


@given(LINES, LOCALES)
def test_a_title_is_never_empty(text: str, locale: str) -> None:
    """Only a blank line has no title."""
    assert bool(read(text, locale).title) == bool(text.strip())


@given(st.text(max_size=4000))
@settings(max_examples=30)
def test_nothing_raises(text: str) -> None:
    """Any text up to the limit is read."""
    read(text)
    read_due(text, now=NOW, zone="Europe/Berlin", locale="en-US")
    read_message(text, now=NOW, zone="Europe/Berlin", locale="en", author="U1")
    split_lines(text)
    split_verb(text)


WORDS = st.sampled_from(
    [
        "fix",
        "the",
        "proxy",
        "for",
        "our",
        "new",
        "client",
        "in",
        "staging",
        "and",
        "tell",
        "support",
        "about",
        "it",
        "because",
        "logs",
        "of",
        "version",
        "two",
        "are",
        "too",
        "big",
        "when",
        "users",
        "upload",
        "files",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
def test_no_date_words_no_date(text: str) -> None:
    """A line without date words never gets a date."""
    reading = read(text)
    assert (reading.title, reading.due, reading.recurrence) == (text, None, None)


@given(st.dates(date(2026, 3, 11), date(2090, 12, 31)))
def test_iso_dates_come_back(day: date) -> None:
    """An ISO date is read as itself."""
    found = read_due(day.isoformat(), now=NOW, zone="Europe/Berlin", locale="en-US")
    assert found == DueReading(day, None, "Europe/Berlin")


@given(st.dates(date(2026, 3, 11), date(2027, 3, 10)), st.sampled_from(["%d %B", "%B %d", "%b %d"]))
def test_named_dates_come_back(day: date, form: str) -> None:
    """A day and a month mean the next such day."""
    found = read_due(day.strftime(form), now=NOW, zone="UTC", locale="en-GB")
    assert found is not None and found.day == day


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_wall_times_come_back(wanted: time) -> None:
    """A time of 24 hours, padded, is read as itself."""
    found = read_due(f"tomorrow {wanted:%H:%M}", now=NOW, zone="UTC", locale="en-GB")
    assert found == DueReading(date(2026, 3, 12), wanted, "UTC")


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1)),  # noqa: DTZ001 - wall times have no zone
)
def test_gaps_and_folds(zone: str, wall: datetime) -> None:
    """A wall time that exists comes back, the first of two; a skipped one moves by the gap."""
    place = ZoneInfo(zone)
    found = at_wall(wall.date(), wall.time(), zone)
    first, second = wall.replace(tzinfo=place, fold=0), wall.replace(tzinfo=place, fold=1)
    gap = (first.utcoffset() or timedelta()) - (second.utcoffset() or timedelta())
    if gap >= timedelta(0):
        assert found.replace(tzinfo=None) == wall
        assert found.astimezone(UTC) <= second.astimezone(UTC)
    else:
        assert found.replace(tzinfo=None) == wall - gap


@pytest.mark.parametrize(
    ("zone", "wall", "expected"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:30+02:00"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30+02:00"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T03:30-04:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:45+11:00"),
        ("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T03:30+01:00"),
    ],
)
def test_known_changes(zone: str, wall: str, expected: str) -> None:
    """Clock changes of several zones, as their tables have them."""
    day, hour = wall.split("T")
    found = at_wall(date.fromisoformat(day), time.fromisoformat(hour), zone)
    assert found.isoformat(timespec="minutes") == expected


@given(
    st.integers(1, 200),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(ZONES),
)
def test_hours_are_elapsed_time(hours: int, now: datetime, zone: str) -> None:
    """In so many hours is elapsed time, across clock changes too."""
    found = read_due(f"in {hours} hours", now=now, zone=zone, locale="en-GB")
    assert found is not None and moment(found) == now + timedelta(hours=hours)
