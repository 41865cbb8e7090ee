"""Weeks, months, quarters and years, and their ends. Conventions 4 to 7."""

from datetime import date, timedelta

from core.language.context import Context
from core.language.days import Day, Found, make, monday, ordinal, year_at
from core.language.durations import add_business, add_months, days_in

EDGES = {
    "end": "end", "close": "end", "beginning": "start", "start": "start", "begin": "start",
    "mid": "mid",
    "middle": "mid", "late": "end", "early": "start", "later": "end",
}  # fmt: skip
_LONG = {"week", "wk", "workweek"}


def _last(month: date) -> date:
    return month.replace(day=days_in(month.year, month.month))


def _months_on(c: Context, months: int) -> date:
    return add_months(c.today.replace(day=1), months) or c.today


def _which(c: Context, i: int) -> tuple[int, int] | None:
    """this, next, the coming, the, current: how many periods on; and where the noun stands."""
    j = i + (c.word(i) == "the")
    j += c.word(j) == "around"
    word = c.word(j)
    if word in {"next", "following", "nxt"}:
        return 1, j + 1
    if word in {"coming", "upcoming"}:
        return 1, j + 1
    if word in {"this", "current"}:
        return 0, j + 1
    return (0, j) if j > i else None


def _week(c: Context, ahead: int, edge: str) -> date:
    """The working week's ends: Monday, or Friday for this week and for every end."""
    start = monday(c, ahead)
    offset = {"start": 0, "mid": 2, "end": 4}[edge or ("start" if ahead else "end")]
    day = start + timedelta(days=offset)
    return day if day >= c.today else day + timedelta(days=7)


def _edge_of(first: date, months: int, edge: str) -> date:
    """The start, the middle or the end of so many months from *first*."""
    if edge == "end":
        return _last(add_months(first, months - 1) or first)
    if edge == "mid":
        return first.replace(day=15) if months == 1 else add_months(first, months // 2) or first
    return first


def _unit(c: Context, noun: str, ahead: int, edge: str) -> date | None:
    if noun in _LONG:
        return _week(c, ahead, edge)
    unit = c.words.units.get(noun)
    if unit is None or not unit.months:
        return None
    size = unit.months
    back = (c.today.month - 1) % size if size > 1 else 0
    first = _months_on(c, size * ahead - back)
    return _edge_of(first, size, edge if edge or ahead else "end")


def named(c: Context, i: int) -> Found:
    """next week, this month, the following quarter, next year; "the week" alone is none."""
    if c.phrase(i + (c.word(i) == "the"), "week", "after", "next"):
        return Day(monday(c, 2), sure=True), i + 3 + (c.word(i) == "the")
    k = i + (c.word(i) in {"on", "at", "over"})
    if c.phrase(k, "the", "weekend") and c.word(k - 1) in {"on", "at", "over"}:
        return Day(weekend(c, 0), sure=True), k + 2
    which = _which(c, i)
    if which is None or (which[1] == i + 1 and c.word(i) == "the"):
        return None
    ahead, j = which
    if not c.clean_end(j + 1):
        return None
    if c.word(j) in {"weekend", "wkend"}:
        return Day(weekend(c, ahead), sure=True), j + 1
    if c.word(j) == "month" and c.word(j + 1) == "on":
        return None
    found = _unit(c, c.word(j), ahead, "")
    return (Day(found, sure=True), j + 1) if found else None


def weekend(c: Context, ahead: int) -> date:
    """Saturday of this or the next week; today when it is the weekend already."""
    if not ahead and c.today.weekday() >= 5:
        return c.today
    return monday(c, ahead) + timedelta(days=5)


def _month_named(c: Context, i: int) -> tuple[date, int] | None:
    """A month at *i*, with its year or the next to come (this one counts)."""
    month = c.words.months.get(c.word(i))
    if month is None:
        return None
    j = i + 1 + (c.word(i + 1) == "." and c.glued(i + 1))
    if (year := year_at(c, j)) is not None:
        return date(year[0], month, 1), year[1]
    year_number = c.today.year + (month < c.today.month)
    return date(year_number, month, 1), j


def edge(c: Context, i: int) -> Found:
    """end of month, beginning of june, mid april, end of next week, start of 2027."""
    start = i + (c.word(i) == "the")
    how = EDGES.get(c.word(start))
    if how is None:
        return None
    j = start + 1
    j += c.word(j) == "-"
    if c.word(j) == "of":
        j += 1
    elif c.word(start) not in {"mid", "early", "late", "later"}:
        return None
    return _edge_at(c, j, how)


def _edge_at(c: Context, j: int, how: str) -> Found:
    if (month := _month_named(c, j)) is not None:
        return (Day(_edge_of(month[0], 1, how)), month[1]) if c.clean_end(month[1]) else None
    if c.width(j) == 4 and (year := year_at(c, j)):
        return Day(_edge_of(date(year[0], 1, 1), 12, how)), year[1]
    if (named_quarter := quarter(c, j)) is not None:
        return Day(_edge_of(named_quarter[0].day, 3, how)), named_quarter[1]
    ahead, k = _which(c, j) or (0, j)
    if c.word(k) in {"today", "tomorrow"}:
        return Day(c.today + timedelta(days=c.word(k) == "tomorrow")), k + 1
    found = _unit(c, c.word(k), ahead, how)
    return (Day(found), k + 1) if found and c.clean_end(k + 1) else None


def shorts(c: Context, i: int) -> Found:
    """eow, eom, eoq, eoy."""
    i += c.word(i) == "the"
    noun = c.words.shorts.get(c.word(i))
    found = _unit(c, noun, 0, "end") if noun else None
    return (Day(found, sure=True), i + 1) if found else None


def month_at(c: Context, i: int) -> Found:
    """A bare month: its 1st."""
    found = _month_named(c, i)
    return (Day(found[0]), found[1]) if found and c.clean_end(found[1]) else None


MONTH_LEADS = frozenset({
    "in", "by", "during", "before", "until", "till", "next", "this", "sometime",
})  # fmt: skip


def in_month(c: Context, i: int) -> Found:
    """in april, by may, during March 2027: the 1st; bare only where a date is expected."""
    announced = c.word(i) in MONTH_LEADS
    j = i + announced
    j += c.word(j) == "in" and announced
    if not announced and not c.lenient:
        month = _month_named(c, i)
        return (
            (Day(month[0], weak=True), month[1])
            if month and c.number(month[1] - 1) is not None
            else None
        )
    month = _month_named(c, j)
    if month is None or not c.clean_end(month[1]):
        return None
    first, end = month
    if (
        first.month == c.today.month
        and first.year == c.today.year
        and c.today.day > 1
        and end <= j + 2
    ):
        first = first if c.number(end - 1) else first.replace(year=first.year + 1)
    return Day(first, weak=not announced), end


def week_number(c: Context, i: int) -> Found:
    """week 20: the Monday of that ISO week, this year's or the next."""
    number = c.number(i + 1)
    if c.word(i) not in {"week", "wk", "cw", "kw"} or number is None or not 1 <= number <= 53:
        return None
    if not c.clean_end(i + 2):
        return None
    for year in (c.today.year, c.today.year + 1):
        try:
            found = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if found + timedelta(days=6) >= c.today:
            return Day(found), i + 2
    return None


def week_of(c: Context, i: int) -> Found:
    """the week of april 10th: its Monday."""
    i += c.word(i) == "the"
    if not c.phrase(i, "week", "of"):
        return None
    from core.language.days import day_month, month_first

    found = month_first(c, i + 2) or day_month(c, i + 2)
    if found is None:
        return None
    day = found[0].day
    return Day(day - timedelta(days=day.weekday())), found[1]


def nth_week(c: Context, i: int) -> Found:
    """first week of june, 3rd week of next month: its Monday, or the 1st."""
    i += c.word(i) == "the"
    nth = (6, i + 1) if c.word(i) == "last" else ordinal(c, i)
    if (
        nth is None
        or not 1 <= nth[0] <= 6
        or c.word(nth[1]) != "week"
        or c.word(nth[1] + 1) not in {"of", "in"}
    ):
        return None
    month = _month_named(c, nth[1] + 2)
    if month is None:
        which = _which(c, nth[1] + 2)
        if which is None or c.word(which[1]) != "month":
            return None
        month = _months_on(c, which[0]), which[1] + 1
    start = month[0] + timedelta(days=7 * (nth[0] - 1) - month[0].weekday())
    if nth[0] == 6:
        start = _last(month[0]) - timedelta(days=_last(month[0]).weekday())
    return Day(max(start, month[0])), month[1]


def quarter(c: Context, i: int) -> Found:
    """in Q3, third quarter, 4th quarter of 2027: its first day; Q3 alone is weak."""
    weak = c.word(i) not in {"in", "during"}
    i += not weak
    i += c.word(i) == "the"
    if c.word(i) == "q" and c.number(i + 1) in (1, 2, 3, 4) and c.glued(i + 1):
        number, j = c.number(i + 1) or 1, i + 2
    elif (nth := ordinal(c, i)) and c.word(nth[1]) in {"quarter", "qtr"} and nth[0] <= 4:
        number, j = nth[0], nth[1] + 1
    else:
        return None
    year = year_at(c, j)
    first = date(year[0] if year else c.today.year, 3 * number - 2, 1)
    if not year and (add_months(first, 3) or first) <= c.today:
        first = first.replace(year=first.year + 1)
    return Day(first, weak=weak), year[1] if year else j


def nth_of(c: Context, i: int) -> Found:
    """last friday of april, first monday of next month, last day of the month, 2nd fri in feb."""
    i += c.word(i) == "the"
    if c.word(i) == "last":
        nth, j = -1, i + 1
    elif (number := ordinal(c, i)) is not None:
        nth, j = number
        if c.word(j) == "last":
            nth, j = -nth, j + 1
    else:
        return None
    day = c.words.weekdays.get(c.word(j))
    working = (c.word(j) in {"working", "business", "work"} and c.word(j + 1) == "day") or c.word(
        j
    ) == "workday"
    j += working and c.word(j) != "workday"
    if (not working and day is None and c.word(j) != "day") or c.word(j + 1) not in {"of", "in"}:
        return None
    found = _in_span(c, nth, day, j + 2)
    return (
        (found[0]._replace(day=_worked(found[0].day, nth)), found[1])
        if found and working
        else found
    )


def _worked(day: date, nth: int) -> date:
    """The *nth* day of the month as a day of Mon to Fri, counted from its end when negative."""
    if nth < 0:
        back = _last(day)
        for _ in range(40):
            nth += back.weekday() < 5
            if nth == 0:
                return back
            back -= timedelta(days=1)
    return add_business(day.replace(day=1) - timedelta(days=1), max(nth, 1)) or day


def _in_span(c: Context, nth: int, day: int | None, j: int) -> Found:
    month = _month_named(c, j)
    if month is None and c.width(j) == 4 and (year := year_at(c, j)):
        found = nth_day(date(year[0], 1, 1), nth, day, 12)
        return (Day(found), year[1]) if found else None
    if month is None:
        ahead, k = _which(c, j) or (0, j)
        if c.words.units.get(c.word(k)) is not c.words.units["month"]:
            return None
        month = _months_on(c, ahead), k + 1
    found = nth_day(month[0], nth, day, 1)
    if found and found < c.today and c.number(month[1] - 1) is None:
        again = (
            month[0].replace(year=month[0].year + 1)
            if month[0].month != c.today.month
            or (month[1] == j + 1 and c.word(j) in c.words.months)
            else add_months(month[0], 1)
        )
        found = nth_day(again, nth, day, 1) if again else None
    return (Day(found, sure=True), month[1]) if found and c.clean_end(month[1]) else None


def nth_day(first: date, nth: int, weekday: int | None, months: int) -> date | None:
    """The *nth* day (or weekday) of so many months from *first*; negative counts from the end."""
    last = _last(add_months(first, months - 1) or first)
    if weekday is None:
        found = first + timedelta(days=nth - 1) if nth > 0 else last + timedelta(days=nth + 1)
    elif nth > 0:
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        found = last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (nth + 1))
    return found if first <= found <= last else None


def next_working(c: Context, i: int) -> Found:
    """next business day, next workday."""
    if c.word(i) not in {"next", "following"}:
        return None
    if c.word(i + 1) in {"business", "working", "work"} and c.word(i + 2) == "day":
        j = i + 3
    elif c.word(i + 1) in {"workday", "weekday"}:
        j = i + 2
    else:
        return None
    found = add_business(c.today, 1)
    return (Day(found, sure=True), j) if found else None


def day_of_year(c: Context, i: int) -> Found:
    """35th day of 2027: only where a date is expected."""
    nth = ordinal(c, i) if c.lenient else None
    if nth is None or c.word(nth[1]) != "day":
        return None
    j = nth[1] + 1
    year = year_at(c, j + (c.word(j) == "in"))
    first = make(year[0] if year else c.today.year, 1, 1)
    return (Day(first + timedelta(days=nth[0] - 1)), year[1] if year else j) if first else None
