"""A recurrence as a value: its RRULE and the days it falls on."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta

from core.kernel.values import dataclass
from core.language.durations import days_in

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = (0, 1, 2, 3, 4)
_HORIZON = 366 * 8 + 7
"""Days looked ahead for the first match: a 29 February is at most eight years away."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE in parts. ``days`` are (nth or 0, weekday); ``at`` are (hour, minute)."""

    freq: str
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    at: tuple[tuple[int, int], ...] = ()
    until: date | None = None
    count: int | None = None
    start: date | None = field(default=None, compare=False)
    from_completion: bool = False
    """Counted from the day on which it was done: RFC 5545 has no word for it."""

    def with_parts(self, **parts: object) -> "Rule":
        """The rule with these parts changed."""
        return replace(self, **parts)  # type: ignore[arg-type]

    def text(self) -> str:
        """As RFC 5545 writes it, without DTSTART."""
        return ";".join(f"{key}={value}" for key, value in self._parts().items() if value)

    def _parts(self) -> Mapping[str, str]:
        return {
            "FREQ": self.freq,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": _join(self.months),
            "BYWEEKNO": _join(self.weeks),
            "BYMONTHDAY": _join(self.month_days),
            "BYDAY": ",".join(f"{nth or ''}{_CODES[day]}" for nth, day in self.days),
            "BYHOUR": _join(tuple(dict.fromkeys(hour for hour, _ in self.at))),
            "BYMINUTE": _join(tuple(dict.fromkeys(minute for _, minute in self.at))),
            "COUNT": str(self.count) if self.count else "",
            "UNTIL": self.until.strftime("%Y%m%d") if self.until else "",
        }

    def falls_on(self, day: date) -> bool:
        """Whether *day* fits, intervals aside."""
        return (
            (not self.months or day.month in self.months)
            and (not self.weeks or day.isocalendar().week in self.weeks)
            and (not self.month_days or self._month_day(day))
            and (not self.days or any(self._nth(day, nth, weekday) for nth, weekday in self.days))
        )

    def _month_day(self, day: date) -> bool:
        last = days_in(day.year, day.month)
        return day.day in self.month_days or day.day - last - 1 in self.month_days

    def _nth(self, day: date, nth: int, weekday: int) -> bool:
        if day.weekday() != weekday:
            return False
        if not nth:
            return True
        if nth > 0:
            return (day.day - 1) // 7 + 1 == nth
        return (days_in(day.year, day.month) - day.day) // 7 + 1 == -nth

    def first_from(self, day: date) -> date:
        """The first day from *day* on that fits; *day* itself where nothing does."""
        if not (self.months or self.weeks or self.month_days or self.days):
            return day
        for ahead in range(_HORIZON):
            found = day + timedelta(days=ahead)
            if self.falls_on(found):
                return found
        return day


def _join(numbers: tuple[int, ...]) -> str:
    return ",".join(str(number) for number in numbers)


def next_occurrence(text: str, *, first: date, after: date) -> date | None:
    """The first day of the RRULE *text*, begun on *first*, that lies after *after*.

    None when the rule has ended. Days only: a time of day stays that of the task, and rules of
    hours and minutes go on with the next day. ValueError when *text* is not an RRULE.
    """
    from dateutil.rrule import rrulestr

    kept = ";".join(p for p in text.split(";") if not p.startswith(("BYHOUR=", "BYMINUTE=")))
    for fine in ("FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=SECONDLY"):
        if fine in kept:
            return after + timedelta(days=1)
    rule = rrulestr(kept, dtstart=datetime.combine(first, time(0)))
    found = rule.after(datetime.combine(after, time(0)))
    return found.date() if found else None
