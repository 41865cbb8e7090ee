"""A task line field by field, with lines of our own."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.kernel.errors import BadInput
from core.language import read_line
from core.language.model import LineReading

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Wednesday."""


def read(text: str) -> LineReading:
    return read_line(text, now=NOW, zone="Europe/Berlin", locale="en-GB")


def test_all_fields_in_one_line() -> None:
    """Fields stand in any order behind the title."""
    reading = read("Patch the router @maria thursday 4pm p2 #net est 2h after T-7")
    assert reading.title == "Patch the router"
    assert reading.owner and reading.owner.text == "maria"
    assert reading.due and (reading.due.day.isoformat(), str(reading.due.time)) == (
        "2026-03-12",
        "16:00:00",
    )
    assert (reading.priority, reading.project, reading.estimate_minutes) == ("high", "net", 120)
    assert reading.after == (7,)


def test_too_long_a_line_is_refused() -> None:
    """More than 4,000 characters are refused with the limit and the length."""
    with pytest.raises(BadInput) as caught:
        read("x" * 4001)
    assert caught.value.fields == {"limit": 4000, "length": 4001}
