"""A calendar that is measured once and asked often: the answers of ``working``, by bisection.

A digest asks about thousands of spans of one calendar, most of them over the same months. The ruler
walks each day once, as far as it is asked, and then looks each answer up.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from core.calendar import working
from core.calendar.working import WorkCalendar, spans_on
from core.calendar.zones import first_valid, local_date
from core.kernel.clock import require_aware

_NONE = timedelta(0)
_STEP = 64
"""Days that it grows by when a search does not know how far it goes."""


@dataclass(slots=True)
class Ruler:
    """Working time of *cal* from *first* on; what lies before is asked of ``working`` itself.

    Grows by the days it is asked for, ``working.HORIZON`` at most. Not for two threads.
    """

    cal: WorkCalendar
    first: date
    _built: int = field(init=False)
    """The last date that is measured, as an ordinal."""
    _low: datetime = field(init=False)
    _high: datetime = field(init=False)
    """From where to where (UTC, end excluded) all is measured."""
    _opens: list[datetime] = field(default_factory=list)
    _until: list[timedelta] = field(default_factory=list)
    """Working time from the beginning of the ruler to the end of each span."""
    _before: list[timedelta] = field(default_factory=list)
    """The same to its opening."""
    _days: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Two back: a night that began then may reach into the first date.
        self._built = max(self.first.toordinal() - 3, date.min.toordinal())
        self._low = self._high = first_valid(self.first, time.min, self.cal.zone)

    def between(self, a: datetime, b: datetime) -> timedelta:
        """As ``working.working_between``."""
        if not (self._measures(a) and self._measures(b)):
            return working.working_between(self.cal, a, b)
        return self._worked(require_aware(b)) - self._worked(require_aware(a))

    def add(self, moment: datetime, span: timedelta) -> datetime:
        """As ``working.add_working`` of a span that is not negative."""
        at = require_aware(moment)
        if span < _NONE or not self._measures(at):
            return working.add_working(self.cal, at, span)
        target = self._worked(at) + span
        while (index := bisect_right(self._until, target)) == len(self._until):
            if not self._grow(self._built + _STEP):
                return working.add_working(self.cal, at, span)
        return self._opens[index] + (target - self._before[index])

    def count_days(self, first: date, last: date, most: int) -> int:
        """As ``working.count_working_days``."""
        if first < self.first:
            return working.count_working_days(self.cal, first, last, most)
        begin = bisect_right(self._days, first.toordinal())
        while self._built < last.toordinal() and len(self._days) - begin < most:
            if not self._grow(min(last.toordinal(), self._built + _STEP)):
                return working.count_working_days(self.cal, first, last, most)
            begin = bisect_right(self._days, first.toordinal())
        return max(0, min(bisect_right(self._days, last.toordinal()) - begin, most))

    def _measures(self, moment: datetime) -> bool:
        """Whether *moment* lies on it, which grows for it."""
        if self._low <= moment < self._high:
            return True
        return moment >= self._low and self._grow(local_date(moment, self.cal.zone).toordinal())

    def _worked(self, at: datetime) -> timedelta:
        """Working time from the beginning to *at*."""
        index = bisect_right(self._opens, at) - 1
        if index < 0:
            return _NONE
        return min(self._before[index] + (at - self._opens[index]), self._until[index])

    def _grow(self, last: int) -> bool:
        """Measures the days up to *last*; False beyond the horizon."""
        if last > min(self.first.toordinal() + working.HORIZON, date.max.toordinal() - 2):
            return False
        if last <= self._built:
            return True
        for ordinal in range(self._built + 1, last + 1):
            self._measure(date.fromordinal(ordinal))
        self._built = last
        following = date.fromordinal(self._built + 1)
        self._high = first_valid(following, time.min, self.cal.zone)
        return True

    def _measure(self, day: date) -> None:
        spans = spans_on(self.cal, day)
        if spans:
            self._days.append(day.toordinal())
        for opens, closes in spans:
            so_far = self._until[-1] if self._until else _NONE
            self._opens.append(opens)
            self._before.append(so_far)
            self._until.append(so_far + (closes - opens))
