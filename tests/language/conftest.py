"""Readers with a fixed asker: Berlin, Wednesday 11 March 2026, 10:00."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.language import LineReading, moment, read_due, read_line

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
Read = Callable[..., LineReading]
Due = Callable[..., str | None]


@pytest.fixture
def read() -> Read:
    """Reads a task line."""

    def reader(
        text: str, now: datetime | None = None, zone: str = "Europe/Berlin", locale: str = "en-GB"
    ) -> LineReading:
        return read_line(text, now=now or NOW, zone=zone, locale=locale)

    return reader


@pytest.fixture
def due() -> Due:
    """Reads a due phrase; the answer is a date, or an instant with its offset."""

    def reader(
        text: str, now: datetime | None = None, zone: str = "Europe/Berlin", locale: str = "en-GB"
    ) -> str | None:
        found = read_due(text, now=now or NOW, zone=zone, locale=locale)
        if found is None:
            return None
        instant = moment(found)
        return instant.isoformat(timespec="minutes") if instant else found.day.isoformat()

    return reader
