"""A time that is over, as people say it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.since import read_since

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
"""A Wednesday, 11:00 in Berlin."""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yesterday", datetime(2026, 11, 23, 23, tzinfo=UTC)),
        ("today", datetime(2026, 11, 24, 23, tzinfo=UTC)),
        ("this morning", datetime(2026, 11, 24, 23, tzinfo=UTC)),
        ("monday", datetime(2026, 11, 22, 23, tzinfo=UTC)),
        ("last monday", datetime(2026, 11, 22, 23, tzinfo=UTC)),
        ("wednesday", datetime(2026, 11, 24, 23, tzinfo=UTC)),
        ("monday 14:00", datetime(2026, 11, 23, 13, tzinfo=UTC)),
        ("9:00", datetime(2026, 11, 25, 8, tzinfo=UTC)),
        ("14:00", datetime(2026, 11, 24, 13, tzinfo=UTC)),
        ("20 nov", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("3 days ago", NOW - timedelta(days=3)),
        ("2 hours", NOW - timedelta(hours=2)),
        ("2h", NOW - timedelta(hours=2)),
        ("30 min", NOW - timedelta(minutes=30)),
        ("an hour", NOW - timedelta(hours=1)),
        ("the last 2 days", NOW - timedelta(days=2)),
        ("last week", NOW - timedelta(days=7)),
    ],
)
def test_it_is_the_last_such_moment(typed: str, meant: datetime) -> None:
    """A weekday, a date or an hour means the last one that was."""
    assert read_since(typed, now=NOW, zone="Europe/Berlin", locale="en-GB") == meant


@pytest.mark.parametrize("typed", ["", "the flood", "tomorrow", "next monday", "2026-12-20", "m"])
def test_what_is_no_such_moment_is_none(typed: str) -> None:
    """Nor is what is still to come."""
    assert read_since(typed, now=NOW, zone="Europe/Berlin", locale="en-GB") is None


@given(st.text(max_size=40))
def test_it_is_never_to_come(typed: str) -> None:
    """Whatever is typed is read as over, or not at all."""
    found = read_since(typed, now=NOW, zone="Europe/Berlin", locale="en-US")
    assert found is None or found <= NOW
