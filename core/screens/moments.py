"""Dates and times in plain words, where no moment of its own fits: labels, fields, sentences."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.screens.views import DueFact, Reader
from core.screens.words import plain
from core.tasks.model import Due

TWELVE_HOURS = frozenset({
    "en-US", "en-CA", "en-AU", "en-NZ", "en-IN", "en-PH", "hi-IN", "es-MX", "es-CO", "ar-EG",
    "ar-SA", "ko-KR",
})  # fmt: skip
"""Locales whose people say "5:00 PM". Source: Unicode CLDR, timeData."""


def now_of(reader: Reader) -> datetime:
    """The reader's present (aware); ValueError without one, for every screen says distances."""
    if reader.now is None:
        raise ValueError("a screen needs the reader's now")
    return reader.now


def local_day(at: datetime, reader: Reader) -> date:
    """The date of *at* where the reader is."""
    return at.astimezone(ZoneInfo(reader.zone)).date()


def day_words(day: date, today: date | None = None) -> str:
    """``Thu 26 Nov``, with the year when it is not this one."""
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"


def time_words(at: datetime, reader: Reader) -> str:
    """``17:00``, or ``5:00 PM`` where people say so, in the reader's zone."""
    local = at.astimezone(ZoneInfo(reader.zone))
    if reader.locale in TWELVE_HOURS:
        return f"{local.hour % 12 or 12}:{local:%M} {'PM' if local.hour >= 12 else 'AM'}"
    return f"{local:%H:%M}"


def due_fact(due: Due, reader: Reader) -> DueFact:
    """A due date for *reader*; a date without an hour stays the date that was meant."""
    now = now_of(reader)
    day = local_day(due.at, reader) if due.has_time else due.day
    return DueFact(
        at=due.at,
        has_time=due.has_time,
        day=day,
        days=(day - local_day(now, reader)).days,
        late=due.at < now,
    )


def due_words(fact: DueFact, reader: Reader) -> str:
    """``Thu 26 Nov 17:00 (tomorrow)``; without an hour, "end of day".

    Said again on a later day, a message tells the date alone: its "tomorrow" was another day.
    """
    day = day_words(fact.day, local_day(now_of(reader), reader))
    if reader.later:
        return _dated(fact, day, reader)
    distance = distance_words(fact.days, reader)
    if not fact.has_time:
        return plain("due.day", reader.locale, day=day, distance=distance)
    time = time_words(fact.at, reader)
    return plain("due.time", reader.locale, day=day, time=time, distance=distance)


def _dated(fact: DueFact, day: str, reader: Reader) -> str:
    """``Thu 26 Nov 17:00``; true on every day."""
    if not fact.has_time:
        return plain("due.day_alone", reader.locale, day=day)
    time = time_words(fact.at, reader)
    return plain("due.time_alone", reader.locale, day=day, time=time)


def distance_words(days: int, reader: Reader) -> str:
    """ "today", "tomorrow", "in 4 days", "2 days ago"."""
    if days in _NEAR:
        return plain(_NEAR[days], reader.locale)
    return plain("due.ahead" if days > 0 else "due.past", reader.locale, n=abs(days))


_NEAR = {0: "due.today", 1: "due.tomorrow", -1: "due.yesterday"}


def typed_due(due: Due | None, reader: Reader) -> str:
    """A due date as a person could have typed it: ``2026-11-26 17:00``; empty for none."""
    if due is None:
        return ""
    if not due.has_time:
        return due.day.isoformat()
    return f"{due.at.astimezone(ZoneInfo(reader.zone)):%Y-%m-%d %H:%M}"
