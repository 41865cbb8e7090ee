"""A moment that is over, as people say it: "since yesterday", "since monday 14:00", "2 hours"."""

import re
from datetime import datetime, time, timedelta

from core.calendar.zones import first_valid, instant, local_date
from core.language.dates import read_due
from core.language.model import DueReading

_SPAN = re.compile(
    r"(?:the\s+last\s+|last\s+)?(\d{1,4}|an?|one|few)?\s*"
    r"(min(?:ute)?s?|h(?:ou)?rs?|h|d(?:ay)?s?|w(?:ee)?ks?|m(?:on)?ths?)(?:\s+ago)?",
    re.IGNORECASE,
)
_UNITS = {
    "mi": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1),
    "w": timedelta(days=7), "mo": timedelta(days=30), "mt": timedelta(days=30),
}  # fmt: skip
_LEAD = re.compile(r"(?:since|after|from|the|last|past|this)\s+", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:tomorrow|next|in|coming)\b", re.IGNORECASE)
_BACK = (0, 1, 7, 365)
"""Days by which a date without a year or week is looked for earlier, for it is read as to come."""


def read_since(text: str, *, now: datetime, zone: str, locale: str) -> datetime | None:
    """The last moment that *text* may mean; None where it says none, or one to come."""
    words = " ".join(text.split()).strip(" .,!")
    if span := _SPAN.fullmatch(words):
        return now - _unit(span.group(2)) * _count(span.group(1))
    while lead := _LEAD.match(words):
        words = words[lead.end() :]
    if words.casefold() in {"morning", "day"}:
        return first_valid(local_date(now, zone), time.min, zone)
    if not words or _AHEAD.search(words):
        return None
    for days in _BACK:
        earlier = now - timedelta(days=days)
        reading = read_due(words, now=earlier, zone=zone, locale=locale)
        at = _moment(reading) if reading is not None else None
        if at is not None and at <= now:
            return at
    return None


def _count(said: str | None) -> int:
    return int(said) if said and said.isdecimal() else {"few": 3}.get((said or "").casefold(), 1)


def _unit(said: str) -> timedelta:
    word = said.casefold()
    return _UNITS[word[:2] if word.startswith("m") else word[0]]


def _moment(reading: DueReading) -> datetime:
    if reading.exact is not None:
        return reading.exact
    if reading.time is not None:
        return instant(reading.day, reading.time, reading.zone)
    return first_valid(reading.day, time.min, reading.zone)
