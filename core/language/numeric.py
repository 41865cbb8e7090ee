"""Dates in digits: 2026-05-04, 4/5, 4.5., 04.05.2026. Convention 9."""

from datetime import date

from core.language.context import Context
from core.language.days import Day, Found, make, next_yearly


def _parts(c: Context, i: int, marks: str) -> tuple[list[int], str, int]:
    """The glued numbers at *i* and the mark between them."""
    numbers, j, mark = [c.number(i) or 0], i + 1, c.word(i + 1)
    if mark not in marks or not mark:
        return numbers, "", j
    while len(numbers) < 3 and c.word(j) == mark and c.glued(j) and c.glued(j + 1):
        part = c.number(j + 1)
        if part is None:
            break
        numbers.append(part)
        j += 2
    return numbers, mark, j


def _year(number: int, width: int) -> int:
    """Two digits are of this century."""
    return 2000 + number if width == 2 else number


def numeric(c: Context, i: int) -> Found:
    """A date in digits at *i*."""
    if c.number(i) is None:
        return _spaced(c, i)
    if c.width(i) == 4:
        return _iso(c, i)
    parts, mark, j = _parts(c, i, "/.-")
    if len(parts) < 2 or c.width(i) > 2 or c.width(i + 2) > 2:
        return _spaced(c, i)
    if len(parts) == 3:
        return _full(c, i, parts, mark, j)
    return _short(c, i, parts, mark, j)


def _iso(c: Context, i: int) -> Found:
    parts, _, j = _parts(c, i, "-/.")
    if len(parts) == 3:
        found = make(*parts)
        glued_time = c.word(j) == "t" and c.number(j + 1) is not None
        return (Day(found, sure=True), j) if found and (glued_time or c.clean_end(j)) else None
    if len(parts) == 2 and c.lenient and 1900 <= parts[0] <= 2200:
        found = make(parts[0], parts[1], 1)
        return (Day(found), j) if found and c.clean_end(j) else None
    return _named_month(c, i)


def _named_month(c: Context, i: int) -> Found:
    """2020/Sep/23, 2018 March 18."""
    year, j = c.number(i) or 0, i + 1
    j += c.word(j) in {"/", "-"}
    month = c.words.months.get(c.word(j))
    k = j + 1 + (c.word(j + 1) in {"/", "-"})
    day = c.number(k)
    if month is None or day is None or not 1900 <= year <= 2200 or not c.clean_end(k + 1):
        return _spaced(c, i)
    found = make(year, month, day)
    return (Day(found), k + 1) if found else None


def _spaced(c: Context, i: int) -> Found:
    """2014 12 28, 2 / 15, 09/2012: only where a date is expected."""
    if not c.lenient:
        return None
    first, second, third = c.number(i), c.number(i + 1), c.number(i + 2)
    if c.width(i) == 4 and first and second and third and 1900 <= first <= 2200:
        found = make(first, second, third)
        return (Day(found), i + 3) if found and c.clean_end(i + 3) else None
    if c.word(i + 1) == "/" and first and third and c.width(i) <= 2:
        return _slashed(c, first, third, i + 3)
    return None


def _slashed(c: Context, first: int, third: int, j: int) -> Found:
    if c.width(j - 1) == 4:
        found = make(third, first, 1) if 1900 <= third <= 2200 else None
        return (Day(found), j) if found and c.clean_end(j) else None
    month, day = (third, first) if c.day_first else (first, third)
    dated = next_yearly(c, month, day)
    return (Day(dated), j) if dated and c.clean_end(j) else None


def _full(c: Context, i: int, parts: list[int], mark: str, j: int) -> Found:
    """d.m.y always; with slashes and hyphens the locale's order, else the other."""
    width = c.width(j - 1)
    if width not in (2, 4) or not c.clean_end(j) or (mark == "-" and width == 2):
        return None
    first, second, year = parts[0], parts[1], _year(parts[2], width)
    if not 1900 <= year <= 2200:
        return None
    days = [make(year, second, first), make(year, first, second)]
    if (mark == "/" and not c.day_first) or (mark == "-" and not c.day_first):
        days.reverse()
    if mark == ".":
        days.pop()
    return _choice(days, j)


def _choice(days: list[date | None], j: int) -> Found:
    real = [day for day in days if day]
    return (
        (Day(real[0], tuple(real[1:] if len(real) > 1 and real[1] != real[0] else ())), j)
        if real
        else None
    )


def _short(c: Context, i: int, parts: list[int], mark: str, j: int) -> Found:
    """4/5 and 4.5. without a year; 4.5 and 4-5 only where a date is expected."""
    first, second = parts
    if (mark == "/" and {first, second} == {24, 7}) or not first or not second:
        return None
    if mark == ".":
        return _dotted(c, i, first, second, j)
    if mark == "-" and not (c.lenient and c.width(i + 2) == 2):
        return None
    if (mark == "/" and c.word(i - 1) in c.words.counted) or not c.clean_end(j):
        return None
    days = [next_yearly(c, second, first), next_yearly(c, first, second)]
    if not c.day_first:
        days.reverse()
    clear = (
        c.lenient
        or (c.width(i + 2) == 2 and c.tokens[i + 2].text[0] == "0")
        or c.word(i - 1) in c.words.deadline
    )
    clear = clear or (c.width(i) == 2 and c.width(i + 2) == 2 and first + second > 22)
    return _choice(days, j) if days[0] or clear else None


def pair(c: Context, i: int) -> list[date]:
    """The days that two numbers at *i* (11.8 or 11/8) may mean, the locale's order first."""
    parts, mark, j = _parts(c, i, "/.") if c.number(i) is not None else ([], "", i)
    if len(parts) != 2 or not mark or not c.clean_end(j):
        return []
    days = [next_yearly(c, parts[1], parts[0]), next_yearly(c, parts[0], parts[1])]
    return [day for day in (days if c.day_first else reversed(days)) if day]


def _dotted(c: Context, i: int, first: int, second: int, j: int) -> Found:
    """4.5. is the 4th of May; without the last dot it may be a version or a price."""
    day, other = next_yearly(c, second, first), next_yearly(c, first, second)
    if c.word(j) == "." and c.glued(j) and c.clean_end(j + 1) and not c.glued(j + 1) and day:
        return Day(day), j + 1
    announced = (
        c.word(i - 1) in {"by", "until", "before", "due", "till"}
        or c.word(i - 1) in c.words.weekdays
    )
    after_day = c.word(i - 1) in c.words.relative
    if not (c.lenient or announced or after_day) or not c.clean_end(j):
        return None
    found = (day or other) if c.day_first else (other or day)
    return (Day(found, weak=True), j) if found else None
