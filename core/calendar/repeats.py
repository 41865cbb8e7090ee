"""What repeats: a rule of RFC 5545 with the zone, wall time and start that give it its meaning.

A rule is said in days; at most one occurrence falls on a day. Its wall time becomes an instant by
``zones.instant``: skipped it moves forward, doubled it is the first. A day of the month that a
month lacks is its last day: the 31st is 30 April, 29 February is the 28th in other years.

Only forms that always come again are taken, and nothing further ahead than ``HORIZON``, so that
every question about a rule is answered by looking at a bounded stretch of the calendar.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from dateutil import rrule
from dateutil.relativedelta import relativedelta

from core.calendar.zones import exists, instant, is_zone
from core.kernel.errors import BadInput
from core.kernel.values import dataclass

HORIZON = timedelta(days=366 * 12)
"""What comes later than this is no repetition."""
EXAMPLE = "every 2 weeks"
_FREQUENCIES = {
    "DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY, "YEARLY": rrule.YEARLY,
}  # fmt: skip
_UNITS = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}
_OFTEN = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_TAKEN: Mapping[str, frozenset[str]] = {
    "DAILY": frozenset(),
    "WEEKLY": frozenset({"BYDAY"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTHDAY"}),
    "YEARLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYWEEKNO"}),
}
"""What may narrow each frequency; every such rule comes again within years."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule from a start on. ``from_completion``: counted from the day of the last completion."""

    rule: str
    """An RRULE in days, without DTSTART and without an hour."""
    zone: str
    start: date
    wall: time | None = None
    """None: the day alone."""
    from_completion: bool = False

    @property
    def parts(self) -> Mapping[str, str]:
        """The parts of the rule by name."""
        return dict(part.split("=", 1) for part in self.rule.split(";"))

    @property
    def interval(self) -> int:
        """Every how many units."""
        return int(self.parts.get("INTERVAL", "1"))

    @property
    def until(self) -> date | None:
        """The last day that it may fall on."""
        day = self.parts.get("UNTIL")
        return date.fromisoformat(day[:8]) if day else None

    @property
    def count(self) -> int | None:
        """How many there shall be, where that is no date: of what counts from completion."""
        count = self.parts.get("COUNT")
        return int(count) if count else None

    def numbers(self, name: str) -> tuple[int, ...]:
        """The numbers of BYMONTH, BYMONTHDAY or BYWEEKNO."""
        listed = self.parts.get(name)
        return tuple(int(number) for number in listed.split(",")) if listed else ()

    @property
    def days(self) -> tuple[tuple[int, int], ...]:
        """BYDAY as (nth or 0, weekday)."""
        listed = self.parts.get("BYDAY")
        found = (listed or "").split(",") if listed else []
        return tuple((int(d[:-2] or 0), WEEKDAYS.index(d[-2:])) for d in found)

    def at(self, day: date) -> datetime | None:
        """The instant of an occurrence on *day*; None where the day alone counts."""
        return instant(day, self.wall, self.zone) if self.wall is not None else None


def pattern(
    rule: str, *, start: date, zone: str, wall: time | None = None, from_completion: bool = False
) -> Pattern:
    """A pattern that surely comes again.

    BadInput ``repeats_too_often`` for several times a day, ``unknown_repeat`` for what is none,
    ``repeats_never`` for what does not come again within ``HORIZON``.
    """
    try:
        parts = dict(part.upper().split("=", 1) for part in rule.strip().split(";") if part)
        if _is_often(parts):
            raise BadInput("repeats_too_often", field="repeat", example="every day 9:00")
        made = Pattern(_canonical(parts), zone, start, wall, from_completion)
        if not _is_taken(parts) or not is_zone(zone):
            raise ValueError(rule)
        ended = made if from_completion else _counted(made)
        comes = after_completion(ended, start) if from_completion else following(ended, start)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadInput(
            "unknown_repeat", field="repeat", typed=rule[:80], example=EXAMPLE
        ) from error
    if comes is None:
        raise BadInput("repeats_never", field="repeat", example=EXAMPLE)
    return ended


def upcoming(repeat: Pattern, after: date) -> Iterator[date]:
    """The days of *repeat* after *after*, each once, in order; ends at its end or ``HORIZON``."""
    last = min(repeat.until or date.max, _ahead(max(after, repeat.start)))
    previous = after
    for moment in merge(*(_days(rule) for rule in _rules(repeat, after))):
        day = moment.date()
        if day > last:
            return
        if day > previous and day >= repeat.start and exists(day, repeat.zone):
            previous = day
            yield day


def following(repeat: Pattern, after: date) -> date | None:
    """The first day of *repeat* after *after*; None when there is none."""
    return next(upcoming(repeat, after), None)


def between(repeat: Pattern, after: date, last: date, limit: int) -> tuple[date, ...]:
    """The days of *repeat* after *after* up to *last*, at most *limit* of them."""
    found = []
    for day in islice(upcoming(repeat, after), limit):
        if day > last:
            break
        found.append(day)
    return tuple(found)


def after_completion(repeat: Pattern, done: date) -> date | None:
    """When what counts from completion comes again after it was done on *done*."""
    parts = dict(repeat.parts)
    unit, span = _UNITS[parts["FREQ"]], repeat.interval
    if not parts.keys() & {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYWEEKNO"}:
        day = _plus(done, unit, span)
        found = day if day <= _ahead(done) else None
    else:
        parts.pop("INTERVAL", None)
        often = replace(repeat, rule=_canonical(parts), start=done)
        found = following(often, _plus(done, unit, span - 1))
    until = repeat.until
    return None if found is None or (until is not None and found > until) else found


def _plus(day: date, unit: str, number: int) -> date:
    return day + relativedelta(**{unit: number})  # type: ignore[arg-type]


def moved(repeat: Pattern, was: date, day: date, wall: time | None) -> Pattern:
    """*repeat* with its occurrence of *was* on *day* from now on, at *wall*, and so the others."""
    parts = dict(repeat.parts)
    freq = parts["FREQ"]
    if day != was and freq == "WEEKLY" and "BYDAY" in parts:
        days = {d for _, d in repeat.days} - {was.weekday()} | {day.weekday()}
        parts["BYDAY"] = ",".join(WEEKDAYS[d] for d in sorted(days))
    elif day != was and freq in {"MONTHLY", "YEARLY"}:
        parts |= _moved_month(repeat, day)
    return replace(repeat, rule=_canonical(parts), start=day, wall=wall)


def _moved_month(repeat: Pattern, day: date) -> dict[str, str]:
    """What says the same of *day*: its place in the month, as a weekday where it was one."""
    parts: dict[str, str] = {}
    if len(repeat.numbers("BYMONTH")) == 1:
        parts["BYMONTH"] = str(day.month)
    if len(repeat.days) == 1 and repeat.days[0][0]:
        nth = -1 if repeat.days[0][0] < 0 else (day.day - 1) // 7 + 1
        parts["BYDAY"] = f"{nth}{WEEKDAYS[day.weekday()]}"
    elif len(repeat.numbers("BYMONTHDAY")) == 1:
        parts["BYMONTHDAY"] = str(day.day)
    return parts


# Rules


def _canonical(parts: Mapping[str, str]) -> str:
    kept = {k: v for k, v in parts.items() if v and k not in {"BYHOUR", "BYMINUTE", "BYSECOND"}}
    if kept.get("INTERVAL") == "1":
        del kept["INTERVAL"]
    return ";".join(f"{name}={value}" for name, value in kept.items())


def _is_often(parts: Mapping[str, str]) -> bool:
    """Whether it falls several times on a day."""
    times = (parts.get(name, "") for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
    return parts.get("FREQ") in _OFTEN or any("," in listed for listed in times)


def _is_taken(parts: Mapping[str, str]) -> bool:
    """Whether it is one of the forms that always come again."""
    common = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND"}
    narrowing = frozenset(parts) - common
    taken = narrowing <= _TAKEN.get(parts.get("FREQ", ""), frozenset())
    one_kind = len(narrowing & {"BYDAY", "BYMONTHDAY"}) < 2
    whole = int(parts.get("INTERVAL", "1")) >= 1 and int(parts.get("COUNT", "1")) >= 1
    return taken and one_kind and whole and _is_within(parts)


def _is_within(parts: Mapping[str, str]) -> bool:
    """Whether its numbers are those of a calendar."""

    def all_in(name: str, *spans: range) -> bool:
        listed = parts.get(name)
        numbers = [int(n) for n in listed.split(",")] if listed else []
        return all(any(n in span for span in spans) for n in numbers)

    return (
        all_in("BYMONTH", range(1, 13))
        and all_in("BYMONTHDAY", range(1, 32), range(-28, 0))
        and all_in("BYWEEKNO", range(1, 54))
        and all(-5 <= int(d[:-2] or 0) <= 5 for d in parts.get("BYDAY", "0MO").split(","))
    )


def _counted(repeat: Pattern) -> Pattern:
    """So many times from the start on is until the last of them."""
    if repeat.count is None:
        return repeat
    parts = dict(repeat.parts)
    number = min(int(parts.pop("COUNT")), 1000)
    endless = replace(repeat, rule=_canonical(parts))
    days = list(islice(upcoming(endless, repeat.start), number - 1))
    last = days[-1] if days else repeat.start
    parts["UNTIL"] = f"{min(last, repeat.until or last):%Y%m%d}"
    return replace(repeat, rule=_canonical(parts))


def _ahead(day: date) -> date:
    return day + min(HORIZON, date.max - day)


def _days(rule: rrule.rrule) -> Iterator[datetime]:
    return iter(rule)


def _rules(repeat: Pattern, after: date) -> list[rrule.rrule]:
    """What to merge: a rule for each day of the month, for only alone it can end with the month."""
    freq = repeat.parts["FREQ"]
    begin = datetime.combine(_aligned(repeat, after), time(0))
    frame: dict[str, Any] = {"freq": _FREQUENCIES[freq], "interval": repeat.interval}
    frame["dtstart"] = begin
    return [rrule.rrule(**frame, **narrowed) for narrowed in _narrowings(repeat, freq)]


def _narrowings(repeat: Pattern, freq: str) -> list[dict[str, Any]]:
    start, weekdays = repeat.start, [rrule.weekday(d, n or None) for n, d in repeat.days]
    if freq == "DAILY":
        return [{}]
    if freq == "WEEKLY":
        return [{"byweekday": weekdays or [rrule.weekday(start.weekday())]}]
    if weeks := repeat.numbers("BYWEEKNO"):
        return [{"byweekno": weeks, "byweekday": weekdays or [rrule.weekday(start.weekday())]}]
    months = repeat.numbers("BYMONTH")
    if weekdays:
        return [{"byweekday": weekdays, **({"bymonth": months} if months else {})}]
    days = repeat.numbers("BYMONTHDAY") or (start.day,)
    if freq == "MONTHLY":
        return [_month_day(day) for day in days]
    return [{"bymonth": m, **_month_day(d)} for m in months or (start.month,) for d in days]


def _month_day(day: int) -> dict[str, Any]:
    if day <= 28:
        return {"bymonthday": day}
    return {"bymonthday": tuple(range(28, day + 1)), "bysetpos": -1}


def _aligned(repeat: Pattern, after: date) -> date:
    """A day to count from, near *after*: whole intervals after the start, so that it costs the
    same to go on with a rule that is years old."""
    start, span, freq = repeat.start, repeat.interval, repeat.parts["FREQ"]
    gone = max((after - start).days, 0)
    if freq == "DAILY":
        return start + timedelta(days=gone // span * span)
    if freq == "WEEKLY":
        monday = start - timedelta(days=start.weekday())
        return monday + timedelta(weeks=gone // 7 // span * span)
    if freq == "YEARLY":
        years = max(after.year - start.year - 1, 0) // span * span
        return date(start.year + years, 1, 1)
    months = max((after.year - start.year) * 12 + after.month - start.month - 1, 0) // span * span
    return _plus(start.replace(day=1), "months", months)
