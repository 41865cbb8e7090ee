"""What is urgent, outside of working hours: where the workspace says so, and never on leave.

Delays count in working time all the same. What comes at any hour is what somebody has just done,
or an hour that somebody named; what is a matter of days comes in the hours.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from core.calendar.working import (
    WorkCalendar,
    is_working,
    is_working_day,
    next_working,
    previous_working_day,
)
from core.calendar.zones import local_date
from core.followup.model import Manner, NoticeKind
from core.followup.moments import quiet_return

ANY_HOUR = frozenset({
    NoticeKind.ASSIGNED, NoticeKind.OFFERED, NoticeKind.OVERDUE, NoticeKind.HELP,
    NoticeKind.HELP_CHECK, NoticeKind.CAN_GO_ON, NoticeKind.VERIFY,
})  # fmt: skip
LEARNING = timedelta(seconds=90)
"""Until it is known whether somebody off work wants no messages now: asked once a minute."""


def comes_at_any_hour(kind: NoticeKind, manner: Manner) -> bool:
    """Whether it waits for nobody's hours, where the workspace says so."""
    return manner is Manner.URGENT and kind in ANY_HOUR


def reach(calendar: WorkCalendar, moment: datetime) -> datetime | None:
    """From when on it may be said, at any hour: not on leave, nor before 13:00 on the return."""
    back = next_working(calendar, moment) if _away(calendar, moment) else moment
    return back if back is None else quiet_return(calendar, back) or back


def soonest(calendar: WorkCalendar, moment: datetime, now: datetime) -> datetime | None:
    """As ``reach``; outside of the hours with the time to learn who wants no messages now."""
    at = reach(calendar, moment)
    return at if at is None or is_working(calendar, at) else max(at, now + LEARNING)


def _away(calendar: WorkCalendar, moment: datetime) -> bool:
    """Whether *moment* is on leave: days off between it and the next working day are part of it."""
    if not calendar.leave:
        return False
    day, usual = local_date(moment, calendar.zone), replace(calendar, leave=())
    if not is_working_day(usual, day):
        day = previous_working_day(usual, day) or day
    return any(day in leave for leave in calendar.leave)
