"""A due date where a date is expected: our grammar first, dateparser for what it does not know."""

import re
from collections.abc import Iterator
from datetime import datetime, time

from core.kernel.errors import BadInput
from core.language.context import Context
from core.language.model import LINE_LIMIT, DueReading, RepeatReading
from core.language.recurrence import repeat_at
from core.language.settle import settle
from core.language.tokens import Kind, tokenize
from core.language.tongues import tongue_of
from core.language.vocabulary import words_of
from core.language.whens import when_at

_MARKS = frozenset("()[].,;:!?'\"-\u2013\u2014~*<>")
_FALLBACK_LIMIT = 60
_HOUR = re.compile(r"\b(\d{1,2})(?::(\d\d)|\s?(?:uhr|heures?|horas?|h\b|時)(\d\d)?)", re.IGNORECASE)
_BEYOND = words_of(
    "bg ca cs da el et fi he hr hu id it ko lt lv nb nl no pl ro ru sk sl sr sv th tr uk vi zh"
)
"""Languages in which dateparser is asked: those that have no grammar here."""


def read_due(text: str, *, now: datetime, zone: str, locale: str) -> DueReading | None:
    """The date that the whole of *text* says; None when it says none. *now* is aware."""
    readings = read_dues(text, now=now, zone=zone, locale=locale)
    return readings[0] if readings else None


def read_dues(text: str, *, now: datetime, zone: str, locale: str) -> tuple[DueReading, ...]:
    """Every reading of a due phrase, the likeliest first."""
    for c in _contexts(text, now=now, zone=zone, locale=locale):
        start, end = _inside(c)
        found = when_at(c, start) if start < end else None
        if found and found[1] >= end:
            due, others = settle(c, found[0])
            return (due, *others)
    fallback = foreign_due(text, c)
    return (fallback,) if fallback else ()


def _contexts(text: str, *, now: datetime, zone: str, locale: str) -> Iterator[Context]:
    """*text* in the asker's language, then in English."""
    if len(text) > LINE_LIMIT:
        raise BadInput("line_too_long", limit=LINE_LIMIT, length=len(text))
    tokens, tongue = tokenize(text), tongue_of(locale)
    for one in (tongue, None) if tongue else (None,):
        yield Context(tokens, now=now, zone=zone, locale=locale, lenient=True, tongue=one)


def _inside(c: Context) -> tuple[int, int]:
    """The tokens without the marks around them."""
    start, end = 0, c.size
    while start < end and c.tokens[start].kind is Kind.MARK and c.tokens[start].text in _MARKS:
        start += 1
    while end > start and c.tokens[end - 1].kind is Kind.MARK and c.tokens[end - 1].text in _MARKS:
        end -= 1
    return start, end


def _language(c: Context) -> str:
    return c.locale.replace("_", "-").partition("-")[0].lower()


def speaks_beyond(c: Context) -> bool:
    """Whether the asker's language has no grammar here, and dateparser knows it."""
    return _language(c) in _BEYOND


def foreign_due(text: str, c: Context) -> DueReading | None:
    """What dateparser makes of *text* in the asker's language, where that has no grammar here."""
    text, language = text.strip(), _language(c)
    if not speaks_beyond(c) or len(text) > _FALLBACK_LIMIT:
        return None
    if not any(character.isalpha() for character in text):
        return None
    import dateparser  # 10 MB and a tenth of a second, for the first who needs it.

    settings: dict[str, object] = {
        "RELATIVE_BASE": c.now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY" if c.day_first else "MDY",
    }
    found = dateparser.parse(text, languages=[language], settings=settings)
    if found is None:
        return None
    return DueReading(found.date(), _clock(text), c.zone)


def _clock(text: str) -> time | None:
    """17 Uhr, 17h30, 17:30; dateparser fills in the present time where it reads none."""
    found = _HOUR.search(text)
    hour, minute = (int(found.group(1)), int(found.group(2) or 0)) if found else (24, 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_repeat(text: str, *, now: datetime, zone: str, locale: str) -> RepeatReading | None:
    """What the whole of *text* (a form field) says of repeating; None when it says nothing."""
    for c in _contexts(text, now=now, zone=zone, locale=locale):
        start, end = _inside(c)
        found = repeat_at(c, start) if start < end else None
        if found and found[1] >= end:
            rule = found[0].rule
            return RepeatReading(rule.text(), rule.from_completion)
    return None
