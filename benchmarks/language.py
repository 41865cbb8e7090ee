"""Adapters from the readings to the answer of the corpora's scorer."""

from datetime import datetime

from core.language.dates import read_due, read_repeat
from core.language.line import read_line
from core.language.model import DueReading, LineReading
from core.language.resolve import moment

DAY_WORDS = frozenset({"now", "today", "tomorrow", "tonight", "yesterday"})
"""Typed alone after ``/task add`` they are the title (convention 19)."""


def parse_typed(text: str, reference: datetime, tz: str, locale: str) -> dict[str, object]:
    """A task line, exactly as ``/task add`` reads it: nothing but a date is a title."""
    return answer(read_line(text, now=reference, zone=tz, locale=locale))


def parse_line(text: str, reference: datetime, tz: str, locale: str) -> dict[str, object]:
    """A task line, or a date phrase as a date field reads it: the corpora mix both doors.

    A lone day word in English is a line.
    """
    found = parse_typed(text, reference, tz, locale)
    if locale.startswith("en") and text.strip().lower() in DAY_WORDS:
        return found
    due = read_due(text, now=reference, zone=tz, locale=locale)
    repeat = read_repeat(text, now=reference, zone=tz, locale=locale)
    found |= {"due": due_text(due)} if due else {}
    return found | ({"recurrence": repeat.rule} if repeat else {})


def answer(reading: LineReading) -> dict[str, object]:
    """A reading in the scorer's words."""
    return {
        "title": reading.title,
        "owner": reading.owner.text if reading.owner else None,
        "due": due_text(reading.due),
        "priority": reading.priority,
        "project": reading.project,
        "recurrence": reading.recurrence,
        "estimate": reading.estimate_minutes,
        "deps": [f"T-{number}" for number in reading.after],
    }


def due_text(due: DueReading | None) -> str | None:
    """A date, or an instant with its offset."""
    if due is None:
        return None
    at = moment(due)
    return at.isoformat() if at else due.day.isoformat()


def parse_phrase(text: str, reference: datetime, tz: str, locale: str) -> dict[str, object]:
    """A date where one is expected (``/task due``, a form): the phrase, else inside a line."""
    due = read_due(text, now=reference, zone=tz, locale=locale)
    line = read_line(text, now=reference, zone=tz, locale=locale)
    repeat = read_repeat(text, now=reference, zone=tz, locale=locale)
    rule = repeat.rule if repeat else line.recurrence
    return {"due": due_text(due or line.due), "recurrence": rule}
