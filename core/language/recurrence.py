"""A recurrence with its times, limits and start. Conventions 24 and 25."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from core.language import durations, periods, spans, times
from core.language.context import Context
from core.language.english import ENGLISH
from core.language.every import READERS
from core.language.model import DueReading
from core.language.resolve import at_wall
from core.language.rules import Rule


class Repeat(NamedTuple):
    """A rule and the day on which it was said to start."""

    rule: Rule
    start: date | None = None


_STARTS = frozenset({
    "every", "each", "ea", "all", "on", "the", "last", "first", "end", "start", "beginning", "bi",
    "semi", "once", "mornings", "evenings", "afternoons", "nights", *ENGLISH.frequencies,
    *ENGLISH.plural_days,
})  # fmt: skip


def _may_repeat(c: Context, i: int) -> bool:
    """Whether a recurrence may begin at *i*; numbers only where the line says "every"."""
    if c.word(i) in _STARTS:
        return True
    return c.counts and (c.number(i) is not None or c.word(i) in c.words.ordinals)


def repeat_at(c: Context, i: int) -> tuple[Repeat, int] | None:
    """The longest recurrence at *i*, with its times, limits and start."""
    if not c.clean_start(i):
        return None
    best: tuple[Repeat, int] | None = None
    for start, clock in ((i, None), *_leading_time(c, i)):
        for reader in READERS if _may_repeat(c, start) else ():
            found = reader(c, start)
            if found is None:
                continue
            rule = found[0].with_parts(at=clock) if clock else found[0]
            repeat, end = _tails(c, rule, found[1])
            whole = repeat, end + (c.word(end) == "latest")
            if (
                c.clean_end(whole[1])
                and c.whole(i, whole[1])
                and (best is None or whole[1] > best[1])
            ):
                best = whole
    return best


def _leading_time(c: Context, i: int) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    """9am sundays, at 9am on sundays: the time that stands first."""
    j = i + (c.word(i) == "at")
    if c.number(j) is None:
        return ()
    found = times.clock(c, j, announced=j > i)
    if found is None:
        return ()
    k = found[1]
    return ((k + (c.word(k) == "on"), ((found[0].hour % 24, found[0].minute),)),)


_DONE = (
    ("after", "completion"), ("from", "completion"), ("after", "it", "is", "done"),
    ("after", "it's", "done"), ("after", "done"), ("once", "done"), ("when", "done"),
)  # fmt: skip


def _completion(c: Context, repeat: Repeat, j: int) -> tuple[Repeat, int] | None:
    """after completion: what ``every!`` says in one sign."""
    for words in _DONE:
        if c.phrase(j, *words):
            return _with(repeat, from_completion=True), j + len(words)
    return None


def _tails(c: Context, rule: Rule, j: int) -> tuple[Repeat, int]:
    """Times, limits and the start, in any order."""
    repeat = Repeat(rule)
    for _ in range(5):
        found = (
            _at(c, repeat, j)
            or _limit(c, repeat, j)
            or _count(c, repeat, j)
            or _start(c, repeat, j)
            or _completion(c, repeat, j)
        )
        if found is None:
            break
        repeat, j = found
    return repeat, j


def _at(c: Context, repeat: Repeat, j: int) -> tuple[Repeat, int] | None:
    """at 9; 9am; at 10, 12 and 17; in the morning."""
    k = j + (c.word(j) in {"at", "@", "by", ",", "around"})
    k += c.word(k) == "at" and k > j
    part = times.part(c, j) if not repeat.rule.at else None
    if part and not part[0].today:
        return repeat._replace(
            rule=repeat.rule.with_parts(at=((part[0].hour, part[0].minute),))
        ), part[1]
    found = times.clock(c, k, announced=k > j and c.word(k - 1) != ",")
    if found is None or (repeat.rule.at and not found[0].guessed and k == j):
        return None
    clocks, end = [found[0]], found[1]
    for _ in range(5):
        after = end + (c.word(end) in {",", "and"})
        more = times.clock(c, after, announced=True) if after > end else None
        if more is None:
            break
        clocks, end = [*clocks, more[0]], more[1]
    hours = tuple((_fit(clock, repeat.rule), clock.minute) for clock in clocks)
    return repeat._replace(rule=repeat.rule.with_parts(at=hours)), end


def _fit(clock: times.Clock, rule: Rule) -> int:
    """A bare hour after "every night" is an evening hour."""
    if not rule.at or not clock.guessed:
        return clock.hour % 24
    small, part = clock.hour % 12, rule.at[0][0]
    if part == 20 and small < 6:
        return small
    return small + 12 if part >= 15 else small


def _limit(c: Context, repeat: Repeat, j: int) -> tuple[Repeat, int] | None:
    """until june 30, ending friday, for 3 weeks, for the next month."""
    k = j + (c.word(j) == ",")
    if c.word(k) in {"until", "till", "til", "ending", "through", "thru"}:
        found = spans.day_at(c, k + 1 + (c.word(k + 1) == "on"))
        return (_with(repeat, until=found[0].day), found[1]) if found else None
    if c.word(k) != "for":
        return None
    k += 1
    k += c.phrase(k, "the", "next") * 2 or (c.word(k) == "next")
    unit = c.words.units.get(c.word(k))
    span = (
        (durations.Length(unit.months, unit.days, unit.seconds), k + 1)
        if unit
        else durations.length(c, k)
    )
    if span is None or span[0].exact:
        return None
    until = durations.shift(c.today, span[0])
    return (_with(repeat, until=until), span[1]) if until else None


def _with(repeat: Repeat, **parts: object) -> Repeat:
    return repeat._replace(rule=repeat.rule.with_parts(**parts))


def _count(c: Context, repeat: Repeat, j: int) -> tuple[Repeat, int] | None:
    """5x, 5 times, twice, for 3x, up to 7x."""
    k = j + (c.word(j) == ",")
    k += c.word(k) == "for"
    k += c.phrase(k, "up", "to") * 2
    if c.word(k) == "twice":
        return _with(repeat, count=2), k + 1
    number = durations.count(c, k)
    if number is None or c.word(number[1]) not in {"x", "times"} or not 1 <= number[0] <= 1000:
        return None
    return _with(repeat, count=number[0]), number[1] + 1


def _start(c: Context, repeat: Repeat, j: int) -> tuple[Repeat, int] | None:
    """starting monday, from june 1, beginning next week."""
    k = j + (c.word(j) == ",")
    if c.word(k) not in {"starting", "from", "beginning", "start", "starts", "since"}:
        return None
    at = k + 1 + (c.word(k + 1) in {"on", "from"})
    found = spans.day_at(c, at) or periods.month_at(c, at)
    return (repeat._replace(start=found[0].day), found[1]) if found else None


def first_due(c: Context, repeat: Repeat, zone: str) -> DueReading:
    """Convention 25: the start, else the first matching day from today; hours: now + interval."""
    rule = repeat.rule
    if rule.freq in {"HOURLY", "MINUTELY", "SECONDLY"}:
        return _elapsed(c, rule)
    clock = time(*rule.at[0]) if rule.at else None
    day = rule.first_from(repeat.start or c.today)
    if clock and day == c.today and at_wall(day, clock, zone) <= c.now:
        later = _later_today(c, rule, zone)
        if later is not None:
            return DueReading(day, later, zone)
        day = rule.first_from(day + timedelta(days=1))
    return DueReading(day, clock, zone)


def _later_today(c: Context, rule: Rule, zone: str) -> time | None:
    return next(
        (time(*at) for at in sorted(rule.at) if at_wall(c.today, time(*at), zone) > c.now), None
    )


def _elapsed(c: Context, rule: Rule) -> DueReading:
    seconds = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}[rule.freq] * rule.interval
    exact: datetime = (c.now.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(c.now.tzinfo)
    return DueReading(exact.date(), exact.time().replace(microsecond=0), c.zone, exact)
