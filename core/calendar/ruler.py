"""A calendar that is measured once and asked often: the answers of ``working``, by bisection.

A digest asks about thousands of spans of one calendar, most of them over the same months. The ruler
walks each day once, as far as it is asked, and then looks each answer up. Whoever adds many spans
stays on it: a position is how much work lies between the beginning and a moment, so that a span
later is a sum, and only what is told becomes a moment again.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from core.calendar import working
from core.calendar.working import WorkCalendar, spans_on
from core.calendar.zones import first_valid, local_date
from core.kernel.clock import require_aware
from core.kernel.errors import ChivvyError

_NONE = timedelta(0)
_STEP = 64
"""Days that it grows by when a search does not know how far it goes."""


@dataclass(slots=True)
class Ruler:
    """Working time of *cal* from *first* on, ``working.HORIZON`` days at most; what lies before or
    after is as its ends are. Not for two threads."""

    cal: WorkCalendar
    first: date
    _built: int = field(init=False)
    """The last date that is measured, as an ordinal."""
    _high: datetime = field(init=False)
    """Up to where (UTC, excluded) all is measured."""
    _opens: list[datetime] = field(default_factory=list)
    _until: list[timedelta] = field(default_factory=list)
    """Working time from the beginning of the ruler to the end of each span."""
    _before: list[timedelta] = field(default_factory=list)
    """The same to its opening."""
    _days: list[int] = field(default_factory=list)
    _counted: dict[datetime, int] = field(default_factory=dict)
    _positions: dict[datetime, timedelta] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Two back: a night that began then may reach into the first date.
        self._built = max(self.first.toordinal() - 3, date.min.toordinal())
        self._high = first_valid(self.first, time.min, self.cal.zone)

    def worked(self, moment: datetime) -> timedelta:
        """The position of *moment*; of two in the same gap between spans it is the same."""
        found = self._positions.get(moment)
        if found is None:
            found = self._positions[moment] = self._worked(moment)
        return found

    def _worked(self, moment: datetime) -> timedelta:
        at = require_aware(moment)
        if at >= self._high:
            self._grow(local_date(at, self.cal.zone).toordinal())
        index = bisect_right(self._opens, at) - 1
        if index < 0:
            return _NONE
        return min(self._before[index] + (at - self._opens[index]), self._until[index])

    def moment(self, position: timedelta) -> datetime:
        """The working instant there, at a gap the one after it. Raises ``no_working_hours``."""
        while (index := bisect_right(self._until, position)) == len(self._until):
            if not self._grow(self._built + _STEP):
                raise ChivvyError("no_working_hours", zone=self.cal.zone)
        return self._opens[index] + (position - self._before[index])

    def days_to(self, moment: datetime) -> int:
        """The working days from the beginning up to the date of *moment*."""
        found = self._counted.get(moment)
        if found is None:
            day = local_date(moment, self.cal.zone).toordinal()
            if day > self._built:
                self._grow(day)
            found = self._counted[moment] = bisect_right(self._days, day)
        return found

    def _grow(self, last: int) -> bool:
        """Measures the days up to *last*; False when that is beyond the horizon."""
        end = min(self.first.toordinal() + working.HORIZON, date.max.toordinal() - 2)
        for ordinal in range(self._built + 1, min(last, end) + 1):
            self._measure(date.fromordinal(ordinal))
        if min(last, end) > self._built:
            self._built = min(last, end)
            following = date.fromordinal(self._built + 1)
            self._high = first_valid(following, time.min, self.cal.zone)
        return last <= end

    def _measure(self, day: date) -> None:
        spans = spans_on(self.cal, day)
        if spans:
            self._days.append(day.toordinal())
        for opens, closes in spans:
            so_far = self._until[-1] if self._until else _NONE
            self._opens.append(opens)
            self._before.append(so_far)
            self._until.append(so_far + (closes - opens))
