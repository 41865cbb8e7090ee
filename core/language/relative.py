"""Dates counted from another: in 3 days, a week from friday. Conventions 10 and 15."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from core.language.context import Context
from core.language.days import Day
from core.language.durations import Length, length, shift
from core.language.resolve import at_wall

Days = Callable[[Context, int], tuple[Day, int] | None]


class Offset(NamedTuple):
    """A day, or an exact instant where hours or less were counted."""

    day: Day
    exact: datetime | None = None


def _from_now(c: Context, span: Length) -> Offset | None:
    """Days and months on the calendar, hours and less as elapsed time."""
    day = shift(c.today, span)
    if day is None or span.seconds > 86_400 * 3660:
        return None
    if not span.exact:
        return Offset(Day(day, sure=True))
    start = c.now
    if day != c.today:
        start = at_wall(day, c.now.time(), c.zone)
    try:
        exact = (start.astimezone(UTC) + timedelta(seconds=span.seconds)).astimezone(c.now.tzinfo)
    except OverflowError:
        return None
    return Offset(Day(exact.date(), sure=True), exact)


def ahead(c: Context, i: int) -> tuple[Offset, int] | None:
    """in 2 hours, within 10 days, +3d, 3 days from now, 2 weeks later."""
    announced = c.word(i) in {"in", "within", "+"}
    j = i + announced
    j += c.word(j) in {"about", "around", "approximately"}
    if announced and c.word(j) == "the" and c.word(j + 1) == "next":
        j += 2
    span = length(c, j)
    if span is None:
        return None
    tail = _tail(c, span[1])
    if not announced and not tail:
        return None
    if c.word(i) == "+" and not (c.glued(i + 1) or c.lenient):
        return None
    found = _from_now(c, span[0])
    return (found, tail or span[1]) if found else None


_TAILS = (
    ("from", "now"),
    ("from", "today"),
    ("later",),
    ("hence",),
    ("time",),
    ("'", "time"),
    ("out",),
)


def _tail(c: Context, j: int) -> int:
    for words in _TAILS:
        if c.phrase(j, *words) and c.clean_end(j + len(words)):
            return (
                j + len(words)
                if words != ("time",) or c.word(j - 1)[-2:] in {"ks", "ys", "hs", "rs", "'s", "'"}
                else 0
            )
    return 0


def right_now(c: Context, i: int) -> tuple[Offset, int] | None:
    """now, right now: only where a date is expected."""
    j = i + (c.word(i) == "right")
    if c.lenient and c.word(j) == "now":
        return Offset(Day(c.today), c.now), j + 1
    return None


def _day(c: Context, i: int) -> tuple[Length, int] | None:
    """the day before, the day after"""
    j = i + (c.word(i) == "the")
    before = c.word(j) in {"day", "week"} and c.word(j + 1) in {"before", "after"}
    return (Length(days=7 if c.word(j) == "week" else 1), j + 1) if before else None


def anchored(c: Context, i: int, days: Days) -> tuple[Offset, int] | None:
    """a week from friday, two days after tomorrow, 3 days before may 1."""
    span = _day(c, i) or length(c, i)
    if span is None or span[0].exact:
        return None
    sign = {"from": 1, "after": 1, "before": -1}.get(c.word(span[1]), 0)
    if (
        c.word(span[1]) == "on"
        and span[0].days in (7, 14)
        and c.word(span[1] + 1) in c.words.weekdays
    ):
        sign = 1
    base = days(c, span[1] + 1) if sign else None
    if base is None or (sign < 0 and span[0].business):
        return None
    found = shift(base[0].day, span[0], sign)
    return (Offset(Day(found)), base[1]) if found else None


def weekdays_on(c: Context, i: int) -> tuple[Offset, int] | None:
    """four tuesdays from now."""
    from core.language.days import coming
    from core.language.durations import count

    number = count(c, i)
    if number is None or not 0 < number[0] <= 60:
        return None
    days = c.words.plural_days.get(c.word(number[1]), ())
    if len(days) != 1 or not c.phrase(number[1] + 1, "from", "now"):
        return None
    return Offset(Day(coming(c, days[0]) + timedelta(days=7 * (number[0] - 1)))), number[1] + 3
