"""Days that people name: christmas, easter. In a line they count after "by", "before" ... only."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from core.language.context import Context
from core.language.days import Day, Found, year_at
from core.language.periods import nth_day


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    century, golden = year // 100, year % 19
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (skipped + 19 * golden + 15) % 30
    moon = epact - epact // 28 * (1 - 29 // (epact + 1) * (21 - golden) // 11)
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


def _thanksgiving(year: int) -> date:
    return nth_day(date(year, 11, 1), 4, 3, 1) or date(year, 11, 26)


_FEASTS: Mapping[tuple[str, ...], Callable[[int], date]] = {
    ("christmas",): lambda y: date(y, 12, 25),
    ("xmas",): lambda y: date(y, 12, 25),
    ("christmas", "day"): lambda y: date(y, 12, 25),
    ("christmas", "eve"): lambda y: date(y, 12, 24),
    ("boxing", "day"): lambda y: date(y, 12, 26),
    ("new", "year's", "eve"): lambda y: date(y, 12, 31),
    ("new", "years", "eve"): lambda y: date(y, 12, 31),
    ("new", "year's", "day"): lambda y: date(y, 1, 1),
    ("new", "year's"): lambda y: date(y, 1, 1),
    ("new", "year"): lambda y: date(y, 1, 1),
    ("valentine's", "day"): lambda y: date(y, 2, 14),
    ("valentines", "day"): lambda y: date(y, 2, 14),
    ("earth", "day"): lambda y: date(y, 4, 22),
    ("halloween",): lambda y: date(y, 10, 31),
    ("easter",): easter,
    ("easter", "sunday"): easter,
    ("easter", "monday"): lambda y: easter(y) + timedelta(days=1),
    ("good", "friday"): lambda y: easter(y) - timedelta(days=2),
    ("thanksgiving",): _thanksgiving,
    ("thanksgiving", "day"): _thanksgiving,
    ("black", "friday"): lambda y: _thanksgiving(y) + timedelta(days=1),
    ("cyber", "monday"): lambda y: _thanksgiving(y) + timedelta(days=4),
}
FIRST_WORDS = frozenset(words[0] for words in _FEASTS)


def feast(c: Context, i: int) -> Found:
    """A named day at *i*, with its year or the next one to come."""
    i += c.word(i) == "next" and c.word(i + 1) in FIRST_WORDS and c.word(i + 1) != "new"
    if c.word(i) not in FIRST_WORDS:
        return None
    for size in (3, 2, 1):
        words = tuple(c.word(k) for k in range(i, i + size))
        found = _FEASTS.get(words)
        if found and c.clean_end(i + size):
            return _dated(c, found, i + size)
    return None


def _dated(c: Context, of_year: Callable[[int], date], j: int) -> Found:
    year = year_at(c, j) if c.width(j) == 4 else None
    if year:
        return Day(of_year(year[0]), weak=True), year[1]
    if c.phrase(j, "of", "next", "year"):
        return Day(of_year(c.today.year + 1), weak=True), j + 3
    day = of_year(c.today.year)
    return Day(day if day >= c.today else of_year(c.today.year + 1), weak=True), j
