"""Days by name or number: tomorrow, next friday, 3 march, the 15th. Conventions 1 to 3 and 8."""

from datetime import date, timedelta
from typing import NamedTuple

from core.language.context import Context
from core.language.durations import add_days, add_months, count, days_in, length


class Day(NamedTuple):
    """A day that was read; ``others`` are other readings; ``weak``: it might be something else."""

    day: date
    others: tuple[date, ...] = ()
    weak: bool = False
    sure: bool = False
    """Unmistakable even in the middle of a sentence."""


Found = tuple[Day, int] | None
_NEXT = {
    "next": "next",
    "following": "next",
    "this": "this",
    "coming": "coming",
    "upcoming": "coming",
}


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    if 1 <= month <= 12 and 1 <= year <= 9998 and 1 <= day <= days_in(year, month):
        return date(year, month, day)
    return None


def coming(c: Context, weekday: int, *, today_counts: bool = False) -> date:
    """The next such weekday, strictly after today unless *today_counts*."""
    ahead = (weekday - c.today.weekday()) % 7
    return c.today + timedelta(days=ahead if ahead or today_counts else 7)


def monday(c: Context, weeks: int) -> date:
    """The Monday of the week so many weeks on."""
    return c.today + timedelta(days=7 * weeks - c.today.weekday())


def next_yearly(c: Context, month: int, day: int) -> date | None:
    """The next such day of this year or the next, today counts; a 29 February may be neither."""
    for year in (c.today.year, c.today.year + 1):
        found = make(year, month, day)
        if found and found >= c.today:
            return found
    return None


def next_monthly(c: Context, day: int) -> date | None:
    """The next such day of any month, today counts."""
    for ahead in range(14):
        first = add_months(c.today.replace(day=1), ahead)
        found = first and make(first.year, first.month, day)
        if found and found >= c.today:
            return found
    return None


def year_at(c: Context, j: int) -> tuple[int, int] | None:
    """A year at *j*, perhaps after a comma or "of"."""
    k = j + (c.word(j) in {",", "of", "'", "-", "/"})
    year = c.number(k)
    if year is None or not c.clean_end(k + 1):
        return None
    if c.width(k) == 4 and 1900 <= year <= 2200:
        return year, k + 1
    return (
        (2000 + year, k + 1)
        if k > j and c.width(k) == 2 and _joined_year(c, j) and c.glued(k)
        else None
    )


def _joined_year(c: Context, j: int) -> bool:
    """Whether two digits after the mark at *j* are a year: 3 may '27, 20-mar-27; not may 20-22."""
    return c.word(j) == "'" or (c.word(j) in {"-", "/"} and c.word(j - 2) == c.word(j))


def ordinal(c: Context, i: int) -> tuple[int, int] | None:
    """3rd, third, twenty second, thirty-first at *i*."""
    number = c.number(i)
    if number is not None:
        return (number, i + 2) if c.word(i + 1) in c.words.suffixes and number < 367 else None
    word = c.word(i)
    if word in c.words.ordinals:
        return c.words.ordinals[word], i + 1
    if word in c.words.tens:
        j = i + 1 + (c.word(i + 1) == "-")
        ones = c.words.ordinals.get(c.word(j), 0)
        if 0 < ones < 10:
            return c.words.tens[word] + ones, j + 1
    return None


def _day_number(c: Context, i: int) -> tuple[int, int] | None:
    """A day of a month: an ordinal, or one or two digits that are not part of something else."""
    found = ordinal(c, i)
    if found is not None:
        return found if found[0] <= 31 else None
    number = c.number(i)
    if number is not None and c.width(i) <= 2 and 1 <= number <= 31:
        return number, i + 1
    return None


def _month(c: Context, i: int) -> tuple[int, int] | None:
    month = c.words.months.get(c.word(i))
    if month is None:
        return None
    dotted = c.word(i + 1) == "." and c.glued(i + 1) and len(c.word(i)) <= 4
    return month, i + 1 + dotted


def _with_year(c: Context, month: int, day: int, j: int) -> Found:
    if year := year_at(c, j):
        dated = make(year[0], month, day)
        return (Day(dated), year[1]) if dated else None
    found = next_yearly(c, month, day)
    return (Day(found), j) if found and c.clean_end(j) else None


def month_first(c: Context, i: int) -> Found:
    """march 3, March the 3rd, Mar-3, march third 2027."""
    month = _month(c, i)
    if month is None:
        return None
    j = month[1]
    j += c.word(j) in {"the", "-", "/"}
    day = _day_number(c, j) or _spelled(c, j)
    if day is None or (c.word(day[1]) in {":", "h", "am", "pm"} and c.glued(day[1])):
        return None
    return _with_year(c, month[0], *_upper_day(c, *day))


def _upper_day(c: Context, day: int, j: int) -> tuple[int, int]:
    """march 20-22: the later day."""
    last = _day_number(c, j + 1) if c.word(j) in {"-", "\u2013"} else None
    later = last is not None and day < last[0] and c.clean_end(last[1])
    return last if last and later and c.word(j - 2) != c.word(j) else (day, j)


def _spelled(c: Context, j: int) -> tuple[int, int] | None:
    """may twenty nine"""
    number = count(c, j) if c.word(j) in c.words.tens else None
    return number if number and number[0] <= 31 else None


def day_month(c: Context, i: int) -> Found:
    """3 march, 3rd of March 2027, 22-feb, 23/Sep/2020, the first of march."""
    i += c.word(i) == "the"
    day = _day_number(c, i)
    if day is None:
        return None
    j = day[1]
    j += c.word(j) in {"of", "-", "/", "."}
    month = _month(c, j)
    return _with_year(c, month[0], day[0], month[1]) if month else None


def of_month(c: Context, i: int) -> Found:
    """the 15th, 15th of next month, on the 1st day of the month."""
    start = i
    i += c.word(i) == "the"
    day = ordinal(c, i)
    if day is None or day[0] > 31:
        return None
    number, j = day
    k = j + (c.word(j) == "day")
    for words, ahead in ((("of", "next", "month"), 1), (("of", "the", "month"), 0),
                         (("of", "this", "month"), 0), (("next", "month"), 1)):  # fmt: skip
        if c.phrase(k, *words):
            first = add_months(c.today.replace(day=1), ahead)
            found = first and make(first.year, first.month, number)
            if found and ahead == 0 and found < c.today and "this" not in words:
                found = next_monthly(c, number)
            return (Day(found), k + len(words)) if found else None
    digits = c.number(i) is not None
    if not digits and start == i:
        return None
    found = next_monthly(c, number)
    return (Day(found, weak=start == i and not digits), j) if found and c.clean_end(j) else None


def _named(c: Context, i: int) -> tuple[int, int] | None:
    weekday = c.words.weekdays.get(c.word(i))
    if weekday is None:
        return None
    short = len(c.word(i)) <= 5 or c.number(i + 2) is not None
    dotted = c.word(i + 1) == "." and c.glued(i + 1) and short and i + 2 < c.size
    return weekday, i + 1 + dotted


def _modifier(c: Context, i: int) -> tuple[str, int]:
    j = i + (c.word(i) == "the" and c.word(i + 1) in {"coming", "following", "next", "upcoming"})
    if c.word(i) == "the" and c.phrase(i + 2, "after", "next"):
        return "", i + 1
    if c.word(j) == "this" and c.word(j + 1) in {"coming", "upcoming"}:
        return "coming", j + 2
    if (
        c.word(j) in {"next", "nxt"}
        and c.words.units.get(c.word(j + 1), None) is c.words.units["week"]
    ):
        return "next", j + 2 + (c.word(j + 2) == "on")
    return (_NEXT[c.word(j)], j + 1) if c.word(j) in _NEXT else ("", i)


def _pick(c: Context, how: str, weekday: int) -> Day:
    """Conventions 1 to 3."""
    if how == "next":
        day, near = monday(c, 1) + timedelta(days=weekday), coming(c, weekday)
        return Day(day, (near,) if near != day else (day + timedelta(days=7),), sure=True)
    if how == "this":
        day = monday(c, 0) + timedelta(days=weekday)
        return Day(day if day >= c.today else day + timedelta(days=7), sure=True)
    today = weekday == c.today.weekday() and how != "coming"
    return Day(coming(c, weekday), (c.today,) if today else ())


_WEEK_TAILS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("of", "next", "week"), 1), (("of", "the", "following", "week"), 1), (("next", "week"), 1),
    (("of", "this", "week"), 0), (("this", "week"), 0),
)  # fmt: skip


def weekday(c: Context, i: int) -> Found:
    """friday, next friday, friday week, friday of next week, Fri 20 Mar, tuesday the 19th."""
    how, at = _modifier(c, i)
    named = _named(c, at)
    if named is None or not (c.clean_end(named[1]) or _range_goes_on(c, named[1])):
        return None
    number, j = named
    if not how and (dated := _dated(c, number, j)):
        return dated
    for words, weeks in _WEEK_TAILS:
        if not how and c.phrase(j, *words):
            return Day(monday(c, weeks) + timedelta(days=number), sure=True), j + len(words)
    if not how and c.phrase(j, "after", "next"):
        return Day(coming(c, number) + timedelta(days=7), sure=True), j + 2
    if c.word(j) == "in" and (span := length(c, j + 1)) and span[0].days % 7 == 0 < span[0].days:
        return Day(coming(c, number) + timedelta(days=span[0].days), sure=True), span[1]
    for word, days in (("week", 7), ("fortnight", 14)):
        if not how and c.word(j) == word:
            return Day(coming(c, number) + timedelta(days=days)), j + 1
    return _pick(c, how, number), j


def _numbered_reach(c: Context, k: int, number: int) -> int:
    """How far "friday 21" looks ahead: what may be an hour is a day only when it is near."""
    if c.word(k + 1) in c.words.suffixes or c.number(k) is None or number > 23:
        return 400
    if number > 12:
        return 400 if c.lenient else 36
    return 15


def _range_goes_on(c: Context, j: int) -> bool:
    """thu-fri: the hyphen joins two days."""
    return (
        c.word(j) in {"-", "\u2013", "/"}
        and c.word(j + 1) in c.words.weekdays
        and c.clean_end(j + 2)
    )


def _dated(c: Context, number: int, j: int) -> Found:
    """What stands after a weekday: a date, which wins, or a day's number that fits it."""
    k = j + (c.word(j) == ",")
    k += c.word(k) == "the" and c.words.months.get(c.word(k + 2)) is None
    found = month_first(c, k) or day_month(c, k) or _digits(c, number, k)
    if found:
        return found[0]._replace(sure=True), found[1]
    day = _day_number(c, k)
    if day is None or (c.number(k) is not None and day[1] == k + 1 and not _free(c, day[1])):
        return None
    for ahead in range(_numbered_reach(c, k, day[0])):
        if (
            (date_ := add_days(c.today, ahead))
            and date_.day == day[0]
            and date_.weekday() == number
        ):
            return Day(date_, sure=True), day[1]
    return None


def _digits(c: Context, number: int, k: int) -> Found:
    """Fri 11.8, thursday 23.11, friday, the 18.07.2014: digits that fall on that weekday."""
    from core.language.numeric import numeric, pair

    near = next((day for day in pair(c, k) if day.weekday() == number), None)
    if near:
        dotted = c.word(k + 3) == "." and c.glued(k + 3) and not c.glued(k + 4)
        return Day(near), k + 3 + dotted
    full = numeric(c, k) if c.word(k + 3) == c.word(k + 1) else None
    return full if full and full[0].day.weekday() == number else None


def _free(c: Context, j: int) -> bool:
    """Whether the number before *j* is a day's number, not the hour of a time or part of a date."""
    if c.word(j) in {":", ".", "/", "-", "h"} and c.glued(j) and c.tokens[j - 1].low.isdigit():
        return c.word(j) == "." and not c.glued(j + 1)
    return c.word(j) not in {
        "am",
        "pm",
        "a",
        "p",
        "o",
        "h",
        "hours",
        "hrs",
        "oclock",
        "o'clock",
    } and c.clean_end(j)


def relative(c: Context, i: int) -> Found:
    """today, tomorrow, the day after tomorrow, tomorrow week; tonight is a time of today."""
    start = i + (c.word(i) == "the")
    if c.phrase(start, "day", "after", "tomorrow"):
        return Day(c.today + timedelta(days=2), sure=True), start + 3
    ahead = c.words.relative.get(c.word(i))
    if (
        ahead is None
        and c.number(i) == 2
        and c.word(i + 1) in {"day", "moro", "morrow"}
        and c.glued(i + 1)
    ):
        return Day(c.today + timedelta(days=c.word(i + 1) != "day"), sure=True), i + 2
    if ahead is None or not c.clean_end(i + 1):
        return None
    if c.word(i + 1) == "week" and ahead >= 0:
        return Day(c.today + timedelta(days=ahead + 7), sure=True), i + 2
    return Day(c.today + timedelta(days=ahead), sure=ahead >= 0), i + 1
