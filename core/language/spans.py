"""A day, in any of the ways in which one is said, or several: those are due at their end."""

from collections.abc import Callable

from core.language import days, feasts, numeric, periods
from core.language.context import Context
from core.language.days import Day
from core.language.english import ENGLISH

Reader = Callable[[Context, int], days.Found]
_COUNTED = {*ENGLISH.ordinals, *ENGLISH.tens}
_STARTS: dict[Reader, set[str]] = {
    days.relative: {"the", *ENGLISH.relative},
    periods.next_working: {"next", "following"},
    days.weekday: {
        "the", "this", "next", "nxt", "coming", "upcoming", "following", *ENGLISH.weekdays,
    },
    periods.edge: {"the", *periods.EDGES},
    periods.nth_of: {"the", "last", *_COUNTED},
    days.month_first: set(ENGLISH.months),
    days.day_month: {"the", *_COUNTED},
    periods.named: {
        "the", "this", "next", "following", "nxt", "coming", "upcoming", "current", "around", "on",
        "at", "over", "week",
    },
    periods.shorts: {"the", *ENGLISH.shorts},
    periods.week_number: {"week", "wk", "cw", "kw"},
    periods.week_of: {"the", "week"},
    periods.nth_week: {"the", "last", *_COUNTED},
    periods.quarter: {"in", "during", "the", "q", *_COUNTED},
    days.of_month: {"the", *_COUNTED},
    periods.day_of_year: _COUNTED,
    periods.in_month: {*periods.MONTH_LEADS, *ENGLISH.months},
    feasts.feast: {"next", *feasts.FIRST_WORDS},
}  # fmt: skip
"""The readers of days, and the words with which they begin: most words begin with few."""
_BY_WORD: dict[str, tuple[Reader, ...]] = {
    word: tuple(reader for reader, words in _STARTS.items() if word in words)
    for word in set().union(*_STARTS.values())
}
_BY_NUMBER: tuple[Reader, ...] = (
    numeric.numeric, periods.nth_of, days.day_month, days.of_month, periods.nth_week,
    periods.quarter, periods.day_of_year, days.relative,
)  # fmt: skip


def day_at(c: Context, i: int) -> tuple[Day, int] | None:
    """The longest day phrase at *i*."""
    best: tuple[Day, int] | None = None
    for reader in _BY_NUMBER if c.number(i) is not None else _BY_WORD.get(c.word(i), ()):
        found = reader(c, i)
        if found and found[1] <= c.size and (best is None or found[1] > best[1]):
            best = found
    return best


def day_or_days(c: Context, i: int) -> tuple[Day, int] | None:
    """thu-fri, mon to wed, 19th to 21st aug: due at the end. Convention 11."""
    if c.word(i) in {"from", "between"}:
        return _enclosed(c, i + 1)
    first = day_at(c, i)
    plain = _plain_number(c, i)
    if plain and first and c.word(plain) in {"-", "\u2013"}:
        last = day_at(c, plain + 1)
        first = None if last and last[1] > first[1] else first
    start = first[1] if first else _plain_number(c, i)
    if not start:
        return first
    mark = c.word(start)
    if mark not in {"-", "\u2013", "\u2014", "to", "till", "until", "through", "thru"}:
        return first
    second = day_at(c, start + 1)
    if second is None or (
        first and second[0].day < first[0].day and not c.words.weekdays.get(c.word(start + 1))
    ):
        return first
    return second


def _enclosed(c: Context, i: int) -> tuple[Day, int] | None:
    """from monday to wednesday, between 3 and 5 june; "from monday" alone is none."""
    first = day_at(c, i)
    j = first[1] if first else _plain_number(c, i)
    if not j or c.word(j) not in {"to", "and", "till", "until", "-", "\u2013", "through"}:
        return None
    return day_at(c, j + 1)


def _plain_number(c: Context, i: int) -> int:
    found = days.ordinal(c, i)
    if found:
        return found[1]
    return i + 1 if c.number(i) is not None and c.width(i) <= 2 else 0
