"""When somebody is away, as people type it: "until monday", "24 dec - 2 jan", "next week"."""

import re
from datetime import date, datetime, time, timedelta

from core.calendar.zones import instant, local_date
from core.kernel.patterns import later
from core.kernel.values import dataclass
from core.language.dates import read_due

_LONGEST = 400
"""Characters: nobody says two dates in more, and each way to cut them in two is tried."""
_ONE_DAY = timedelta(days=1)
_MONTHS = 12
_UNTIL = later(r"(?:until|till|til|to|back(?: on)?|returning(?: on)?)\s+(.+)", re.I)
"""Names the day of return."""
_THROUGH = later(r"(?:through|thru|incl(?:uding|\.)?)\s+(.+)", re.I)
_WEEK = later(r"(this|next)\s+week", re.I)
_DAYS_OF_WEEK = r"(?P<days>[a-z]{2,9}(?:\s*(?:-|\u2013|\bto\b|\bthrough\b|\bthru\b)\s*[a-z]{2,9})?)"
_IN_WEEK = later(rf"(?P<which>this|next)\s+week,?\s+(?:on\s+)?{_DAYS_OF_WEEK}", re.I)
_OF_WEEK = later(rf"{_DAYS_OF_WEEK}\s+(?:of\s+)?(?P<which>this|next)\s+week", re.I)
"""next week mon-wed, monday to wednesday next week"""
_SPAN = later(r"(?:for\s+)?([1-9]\d?)\s+(day|week)s?", re.I)
_FROM = later(r"(?:from|starting|on|for|the)\s+", re.I)
_BETWEEN = later(
    r"\s+(?:-|\u2013|\u2014|to|till|until|through|thru|and)\s+|\s*[\u2013\u2014]\s*", re.I
)
_DAYS = later(r"(\d{1,2}\.?)\s*[-\u2013]\s*(\d{1,2}\.?\s*[a-z]+\b.*)", re.I)
"""24-28 dec"""
_DAYS_AFTER = later(r"([a-z]+)\s+(\d{1,2})\s*[-\u2013]\s*(\d{1,2})", re.I)
"""dec 24-28"""
_BARE_DAY = later(r"\d{1,2}\.?")
_NUMERIC = later(r"(\d{1,2})([./])(\d{1,2})(?:\2(?:\d{4}|\d{2})?)?")
_DATE = (
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2})?)?"
    r"|(?:\d{1,2}(?:st|nd|rd|th|\.)?\s*)?[^\W\d_]{2,12}\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?"
    r"(?:,?\s+\d{4})?"
)
_TIGHT = later(rf"({_DATE}|\d{{1,2}}\.?)\s*[-\u2013]\s*({_DATE})", re.IGNORECASE)
"""24.12.-2.1., Dec 24-Jan 2, 24.-28.12."""
_DAY_FIRST, _MONTH_FIRST = "en-GB", "en-US"


@dataclass(frozen=True, slots=True)
class Absence:
    """The first and the last date on which somebody is away."""

    first: date
    last: date


def read_absence(text: str, *, now: datetime, zone: str, locale: str) -> Absence | None:
    """What *text* says, in *zone*; None when it says no dates.

    "until monday" means back on Monday; in "24 dec - 2 jan" both days are away.
    """
    if len(text) > _LONGEST:
        return None
    today, words = local_date(now, zone), " ".join(text.split()).strip(" .,")
    if match := _UNTIL.fullmatch(words):
        back = _day(match.group(1), now, zone, locale)
        return Absence(today, back - _ONE_DAY) if back else None
    if match := _THROUGH.fullmatch(words):
        last = _day(match.group(1), now, zone, locale)
        return Absence(today, last) if last else None
    if match := _SPAN.fullmatch(words):
        number, unit = int(match.group(1)), match.group(2).lower()
        return Absence(today, today + timedelta(days=number * (7 if unit == "week" else 1) - 1))
    words = _FROM.sub("", words, count=1) if _FROM.match(words) else words
    if match := _WEEK.fullmatch(words):
        monday = _monday(match.group(1), today)
        return Absence(max(monday, today), monday + timedelta(days=6))
    if match := _IN_WEEK.fullmatch(words) or _OF_WEEK.fullmatch(words):
        before = instant(_monday(match["which"], today) - _ONE_DAY, time(12), zone)
        return read_dates(match["days"], now=before, zone=zone, locale=locale)
    return read_dates(words, now=now, zone=zone, locale=locale)


def read_dates(text: str, *, now: datetime, zone: str, locale: str) -> Absence | None:
    """A date, or two with all between: "24 dec", "24 dec - 2 jan"; None where it is neither."""
    if len(text) > _LONGEST:
        return None
    words = " ".join(text.split()).strip(" .,")
    for begins, ends in _halves(words):
        found = _between(begins, ends, now, zone, locale)
        if found is not None:
            return found
    day = _day(words, now, zone, locale)
    return Absence(day, day) if day else None


def _monday(which: str, today: date) -> date:
    """Of this week, or the next."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=7 if which.lower() == "next" else 0)


def _halves(words: str) -> list[tuple[str, str]]:
    if match := _DAYS.fullmatch(words):
        first, last = match.groups()
        month = re.sub(r"^\d{1,2}\.?\s*", "", last)
        return [(f"{first} {month}", last)]
    if match := _DAYS_AFTER.fullmatch(words):
        month, first, last = match.groups()
        return [(f"{month} {first}", f"{month} {last}")]
    found = _tight(words)
    for match in _BETWEEN.finditer(words):
        first, last = words[: match.start()], words[match.end() :]
        if _BARE_DAY.fullmatch(first):
            first = f"{first} {re.sub(r'^[0-9]{1,2}[.]?[ ]*', '', last)}"
        found.append((first, last))
    return found


def _tight(words: str) -> list[tuple[str, str]]:
    """Two dates with no blanks around what parts them; a day alone has the month of the other."""
    if (match := _TIGHT.fullmatch(words)) is None:
        return []
    first, last = match.groups()
    if not _BARE_DAY.fullmatch(first):
        return [(first, last)]
    numeric = _NUMERIC.fullmatch(last)
    return [(f"{first.rstrip('.')}.{numeric.group(3)}.", last)] if numeric else []


def _order(first: str, last: str, locale: str) -> str:
    """Where one of two dates shows whether days or months come first, the other is read so too."""
    for match in filter(None, map(_NUMERIC.fullmatch, (first, last))):
        one, mark, other = int(match.group(1)), match.group(2), int(match.group(3))
        if one > _MONTHS or (mark == "." and match.group().endswith(".")):
            return _DAY_FIRST
        if other > _MONTHS:
            return _MONTH_FIRST
    return locale


def _between(first: str, last: str, now: datetime, zone: str, locale: str) -> Absence | None:
    if _NUMERIC.fullmatch(first) and _NUMERIC.fullmatch(last):
        locale = _order(first, last, locale)
    begins = _day(first, now, zone, locale)
    ends = _day(last, now, zone, locale)
    if begins is None or ends is None:
        return None
    if ends < begins:
        # Seen from the first day: "24 dec - 2 jan", "friday to monday".
        seen = instant(begins, time(12), zone)
        ends = _day(last, seen, zone, locale) or ends
    return Absence(begins, ends)


def _day(text: str, now: datetime, zone: str, locale: str) -> date | None:
    reading = read_due(text, now=now, zone=zone, locale=locale)
    return reading.day if reading is not None else None
