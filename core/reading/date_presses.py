"""Buttons that name a day or an hour: a new date, ask me later, until when I help."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from core.calendar.working import WorkCalendar, add_working_days, end_of_day, next_working
from core.calendar.zones import instant, local_date
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import Kind, PersonId, TaskId
from core.kernel.tokens import Token
from core.reading.names import works_by
from core.tasks.commands import SetDue, Snooze
from core.tasks.commands_blocking import PromiseHelp
from core.tasks.model import Due
from core.tasks.saying import LONGEST_SNOOZE
from core.unit import WorkUnit


def task_of(token: Token) -> TaskId:
    """The task that a button is about; BadInput("stale_button") where it is about none."""
    if token.subject is None or token.subject.kind is not Kind.TASK:
        raise BadInput("stale_button")
    return TaskId(token.subject.id)


def _calendar(work: WorkUnit, person: PersonId, ctx: Context) -> WorkCalendar:
    return works_by(work.people, work.people.person(person), ctx.zone)


def _day(calendar: WorkCalendar, day: date) -> Due:
    return Due.on(calendar, day)


def _due_today(work: WorkUnit, token: Token, ctx: Context) -> SetDue:
    calendar = _owner_calendar(work, task_of(token), ctx)
    due = _day(calendar, local_date(ctx.now, calendar.zone))
    if due.at <= ctx.now:
        due = _day(calendar, local_date(add_working_days(calendar, ctx.now, 1), calendar.zone))
    return SetDue(task_of(token), due)


def _due_tomorrow(work: WorkUnit, token: Token, ctx: Context) -> SetDue:
    calendar = _owner_calendar(work, task_of(token), ctx)
    return SetDue(task_of(token), _day(calendar, local_date(ctx.now, calendar.zone) + timedelta(1)))


def _due_week(work: WorkUnit, token: Token, ctx: Context) -> SetDue:
    calendar = _owner_calendar(work, task_of(token), ctx)
    return SetDue(task_of(token), _day(calendar, _friday(calendar, ctx)))


def _due_next_week(work: WorkUnit, token: Token, ctx: Context) -> SetDue:
    calendar = _owner_calendar(work, task_of(token), ctx)
    return SetDue(task_of(token), _day(calendar, _friday(calendar, ctx) + timedelta(7)))


def _friday(calendar: WorkCalendar, ctx: Context) -> date:
    """The last day of this week, or of the next where that is over."""
    today = local_date(ctx.now, calendar.zone)
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    return friday if _day(calendar, friday).at > ctx.now else friday + timedelta(7)


def _owner_calendar(work: WorkUnit, task: TaskId, ctx: Context) -> WorkCalendar:
    held = work.tasks(ctx.audience).get(task)
    return _calendar(work, held.owner if held and held.owner else ctx.actor, ctx)


def _due_other(work: WorkUnit, token: Token, ctx: Context) -> SetDue:
    try:
        seconds, zone, has_time = token.value.split("|")
        at = datetime.fromtimestamp(int(seconds), tz=ctx.now.tzinfo)
    except ValueError:
        raise BadInput("stale_button") from None
    return SetDue(task_of(token), Due(at, zone, has_time == "1"))


def _snooze(work: WorkUnit, token: Token, ctx: Context) -> Snooze:
    calendar = _calendar(work, ctx.actor, ctx)
    if token.value == "1h":
        until = ctx.now + timedelta(hours=1)
    elif token.value == "back":
        until = _back(work, token, ctx) or add_working_days(calendar, ctx.now, 1)
    elif token.value == "mon":
        today = local_date(ctx.now, calendar.zone)
        monday = today + timedelta(days=7 - today.weekday())
        until = instant(monday, time(9), calendar.zone)
    elif token.value.isdecimal():
        until = datetime.fromtimestamp(int(token.value), tz=ctx.now.tzinfo)
    else:
        until = add_working_days(calendar, ctx.now, 1)
    return Snooze(task_of(token), until)


def _back(work: WorkUnit, token: Token, ctx: Context) -> datetime | None:
    """When who has the task works again; None where they do now, or never."""
    held = work.tasks(ctx.audience).get(task_of(token))
    owner = work.people.person(held.owner) if held is not None and held.owner else None
    at = next_working(works_by(work.people, owner, ctx.zone), ctx.now) if owner else None
    return at if at is not None and ctx.now < at < ctx.now + LONGEST_SNOOZE else None


def _promise(work: WorkUnit, token: Token, ctx: Context) -> PromiseHelp:
    calendar = _calendar(work, ctx.actor, ctx)
    if token.value == "today":
        until = end_of_day(calendar, local_date(ctx.now, calendar.zone))
    elif token.value == "tomorrow":
        day = local_date(add_working_days(calendar, ctx.now, 1), calendar.zone)
        until = instant(day, time(12), calendar.zone)
    else:
        return PromiseHelp(task_of(token))
    return PromiseHelp(task_of(token), max(until, ctx.now + timedelta(hours=1)))


DATE_PRESSES: Mapping[str, Callable[[WorkUnit, Token, Context], SetDue | Snooze | PromiseHelp]] = {
    "due_today": _due_today,
    "due_tomorrow": _due_tomorrow,
    "due_week": _due_week,
    "due_next_week": _due_next_week,
    "due_other": _due_other,
    "snooze": _snooze,
    "promise": _promise,
}
