"""Numbers in words and lengths of time: "two hours 30 min", "half an hour", "1d, 2hr and 5min"."""

from datetime import date, timedelta
from typing import NamedTuple

from core.language.context import Context


class Length(NamedTuple):
    """A length of time. ``seconds`` is elapsed; months and days are counted on the calendar."""

    months: int = 0
    days: int = 0
    seconds: int = 0
    business: int = 0

    def plus(self, other: "Length") -> "Length":
        """Both together."""
        return Length(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def exact(self) -> bool:
        """Whether hours or less are part of it."""
        return self.seconds != 0


def add_months(day: date, months: int) -> date | None:
    """The same day number so many months later, clamped; None beyond the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return None
    return date(year, month + 1, min(day.day, days_in(year, month + 1)))


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_days(day: date, days: int) -> date | None:
    """So many days later; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_business(day: date, count: int) -> date | None:
    """The *count*-th day of Mon to Fri after *day*; holidays are not known here."""
    if count > 5000:
        return None
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def shift(day: date, length: Length, sign: int = 1) -> date | None:
    """*day* moved by the calendar part of *length*."""
    moved = add_months(day, sign * length.months) if length.months else day
    moved = add_days(moved, sign * length.days) if moved else None
    return add_business(moved, length.business) if moved and length.business else moved


def count(c: Context, i: int) -> tuple[int, int] | None:
    """A whole number in digits or words at *i*: 3, three, twenty five."""
    if (digits := c.number(i)) is not None:
        return digits, i + 1
    word = c.word(i)
    if word in c.words.numbers:
        return c.words.numbers[word], i + 1
    if word in c.words.tens:
        after = i + 2 if c.word(i + 1) == "-" else i + 1
        ones = c.words.numbers.get(c.word(after), 0)
        tens = c.words.tens[word]
        return (tens + ones, after + 1) if 0 < ones < 10 else (tens, i + 1)
    return None


def amount(c: Context, i: int) -> tuple[float, int] | None:
    """A number that may be a part of one: 1.5, 0,5, 3/4, a, half an, a couple of, a few."""
    if (worded := _worded_amount(c, i)) is not None:
        return worded
    whole = count(c, i)
    if whole is None:
        return None
    n, j = whole
    mark, part = c.word(j), c.number(j + 1)
    if part is not None and c.glued(j) and c.glued(j + 1) and c.number(i) is not None:
        if mark in {".", ","} and c.width(j + 1) <= 3:
            return float(f"{n}.{c.tokens[j + 1].text}"), j + 2
        if mark == "/" and part:
            return n / part, j + 2
    if c.phrase(j, "and", "a", "half"):
        return n + 0.5, j + 3
    return float(n), j


_Worded = tuple[tuple[str, ...], float]
_PHRASES: tuple[_Worded, ...] = (
    (("half", "of", "an"), 0.5), (("half", "an"), 0.5), (("half", "a"), 0.5), (("a", "half"), 0.5),
    (("three", "-", "quarters", "of", "an"), 0.75), (("three", "quarters", "of", "an"), 0.75),
    (("a", "quarter", "of", "an"), 0.25), (("quarter", "of", "an"), 0.25),
    (("a", "couple", "of"), 2.0), (("a", "couple"), 2.0), (("couple", "of"), 2.0),
    (("a", "few"), 3.0), (("few",), 3.0), (("an",), 1.0), (("a",), 1.0),
)  # fmt: skip
_WORDED: dict[str, tuple[_Worded, ...]] = {
    first: tuple(p for p in _PHRASES if p[0][0] == first)
    for first in {words[0] for words, _ in _PHRASES}
}


def _worded_amount(c: Context, i: int) -> tuple[float, int] | None:
    for words, value in _WORDED.get(c.word(i), ()):
        if c.phrase(i, *words):
            return value, i + len(words)
    return None


def _business(c: Context, i: int) -> int:
    if c.word(i) in {"business", "working", "work"} and c.word(i + 1) in {"day", "days"}:
        return i + 2
    return i + 1 if c.word(i) in {"workday", "workdays", "weekday", "weekdays", "bd"} else 0


def _upper(c: Context, value: float, j: int) -> tuple[float, int]:
    """2-3 days, two to three days: the upper end."""
    second = count(c, j + 1) if c.word(j) in {"-", "\u2013", "to", "or"} else None
    return (float(second[0]), second[1]) if second and value < second[0] < 1000 else (value, j)


def _one(c: Context, i: int) -> tuple[Length, int] | None:
    start = amount(c, i)
    if start is None or start[0] > 100_000:
        return None
    value, j = _upper(c, *start)
    j += c.word(j) == "more"
    if c.word(j) == "-" and c.glued(j):
        j += 1
    if (after := _business(c, j)) and value == int(value):
        return Length(business=int(value)), after
    unit = c.words.units.get(c.word(j).removesuffix("'s").removesuffix("s'"))
    if unit is None or (not c.clean_end(j + 1) and c.number(j + 1) is None):
        return None
    if c.phrase(j + 1, "and", "a", "half"):
        value, j = value + 0.5, j + 3
    whole = value == int(value)
    if unit.seconds:
        return Length(seconds=round(value * unit.seconds)), j + 1
    if unit.months:
        return (
            (Length(months=round(value * unit.months)), j + 1)
            if value * unit.months % 1 == 0
            else None
        )
    days = value * unit.days
    return (
        (Length(days=int(days)), j + 1)
        if whole
        else (Length(days=int(days), seconds=round(days % 1 * 86400)), j + 1)
    )


def length(c: Context, i: int) -> tuple[Length, int] | None:
    """A length of time at *i*, of up to five parts: 2 hours 30 mins; 1d, 2hr, and 5min; 1h30m."""
    first = _one(c, i)
    if first is None:
        return None
    total, j = first
    for _ in range(4):
        k = j
        k += c.word(k) == ","
        k += c.word(k) == "and"
        more = _one(c, k) if c.number(k) is not None or c.word(k) in c.words.numbers else None
        if more is None:
            break
        total, j = total.plus(more[0]), more[1]
    return (total, j) if c.clean_end(j) else None
