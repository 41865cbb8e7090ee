"""Due soon, too little time left, and past the date: what follows from owner and date."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from core.calendar.working import add_working, add_working_days, next_working
from core.calendar.zones import instant, local_date
from core.followup.around import Case
from core.followup.climb import (
    UNSAID,
    Along,
    Climb,
    Rung,
    Rungs,
    anchored,
    asks,
    ended,
    heard_of,
    put_off,
    resumed,
)
from core.followup.given import tellings
from core.followup.ladder import Only, Step, To
from core.followup.model import Manner, NoticeKind, to_person
from core.followup.moments import iso, next_brief
from core.kernel.refs import PersonId, Ref
from core.tasks.model import Priority, Status

WORKED = frozenset({Status.TODO, Status.IN_PROGRESS})
"""Its owner can go on; what is blocked or in review asks others."""
OVERDUE_KINDS = (
    NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_CHANNEL,
    NoticeKind.OVERDUE_LEAD,
)  # fmt: skip


def soon_at(case: Case, owner: PersonId) -> datetime | None:
    """The first instant of the working day before the date, in the owner's zone."""
    due = case.task.due
    if due is None:
        return None
    calendar = case.person(owner)
    before = add_working_days(calendar, due.at, -case.around.ladder.due_soon)
    return instant(local_date(before, calendar.zone), time.min, calendar.zone)


def due_soon(case: Case) -> Iterator[Climb]:
    """The day before: in the brief, or on its own when high or urgent; not what is quite new."""
    task, past = case.task, case.around.past
    if task.due is None or task.owner is None or task.status not in WORKED:
        return
    asked = case.answerer(task.owner) if case.now < task.due.at else None
    if asked is None:
        return
    at = soon_at(case, task.owner)
    newest = max(
        [*filter(None, (past.assigned_at, past.dated_at)), task.created_at, *_told_at(case, asked)]
    )
    later = _put_off(case, iso(task.due.at))
    end = task.due.at if later else _morning_of(case, task.owner, task.due.at)
    if at is None or case.now >= end or newest >= at:
        return
    loud = later or task.priority in {Priority.HIGH, Priority.URGENT}
    manner = asks(case) if loud else Manner.BRIEF
    rung = Rung(NoticeKind.DUE_SOON, to_person(asked), manner)
    if not later and _said_otherwise(case, rung, asked, max(at, case.now), end):
        return
    yield Climb(iso(task.due.at), at, (rung,))


def _told_at(case: Case, person: PersonId) -> list[datetime]:
    """When who stands in heard of what was given meanwhile, or will."""
    at = case.around.past.assigned_at
    if at is None or person == case.task.owner:
        return []
    return [n.said_at or n.wanted.not_before for n in tellings(case, person, at)]


def _put_off(case: Case, slot: str) -> bool:
    """Whether who was asked the day before wants to be asked again before the date."""
    answered = [n for n in heard_of(case, slot, (NoticeKind.DUE_SOON,)) if n.answered_at]
    return bool(answered) and put_off(case, answered[-1]) is not None


def _said_otherwise(
    case: Case, rung: Rung, asked: PersonId, start: datetime, end: datetime
) -> bool:
    """Whether "start now?" asks of the same date that day, or the next brief lists it anyway."""
    if rung.manner is Manner.BRIEF and _no_brief_before(case, asked, start, end):
        return True
    said_at = case.fit(rung.kind, to_person(asked), rung.manner, start)
    zone = case.person(asked).zone
    return said_at is not None and any(
        at <= said_at and local_date(at, zone) == local_date(said_at, zone)
        for at in _start_asked(case)
    )


def _start_asked(case: Case) -> list[datetime]:
    """When "start now?" was asked of the present date; else when it will be."""
    slot = iso(case.task.due.at) if case.task.due is not None else ""
    said = [n.said_at for n in heard_of(case, slot, (NoticeKind.SHORT_OF_TIME,)) if n.said_at]
    if said:
        return said
    asked = ((climb.rungs[0].to, climb.start) for climb in short_of_time(case))
    kind = NoticeKind.SHORT_OF_TIME
    ats = (case.fit(kind, to, asks(case), max(at, case.now)) for to, at in asked if to is not None)
    return [at for at in ats if at is not None]


def _morning_of(case: Case, owner: PersonId, due: datetime) -> datetime:
    """When the day of the date begins: from then on every brief shows it anyway."""
    zone = case.person(owner).zone
    return instant(local_date(due, zone), time.min, zone)


def _no_brief_before(case: Case, person: PersonId, start: datetime, end: datetime) -> bool:
    if any(n.wanted.kind is NoticeKind.DUE_SOON for n in case.said):
        return False
    found = case.around.people[person]
    brief = next_brief(case.person(person), found.brief_at, start)
    return brief is None or brief >= end


def short_of_time(case: Case) -> Iterator[Climb]:
    """Not begun, and from now on there is less working time left than its estimate."""
    task = case.task
    if task.due is None or not task.estimate or task.status is not Status.TODO:
        return
    asked = case.answerer(task.owner)
    if asked is None:
        return
    work = timedelta(minutes=task.estimate)
    latest = max(add_working(case.person(asked), task.due.at, -work), task.created_at)
    if case.now < task.due.at and not _promised_start(case):
        rung = Rung(NoticeKind.SHORT_OF_TIME, to_person(asked), asks(case))
        yield Climb(iso(task.due.at), latest, (rung,))


def _promised_start(case: Case) -> bool:
    """Whether the owner has chosen a later day to begin on."""
    start, owner = case.task.start_on, case.task.owner
    if start is None or owner is None:
        return False
    return start > local_date(case.now, case.person(owner).zone)


def overdue(case: Case) -> Iterator[Climb]:
    """Past the date: the owner, again, the channel, the lead; an answer begins a new round."""
    task = case.task
    if task.due is None or task.owner is None or task.status not in WORKED:
        return
    asked = case.answerer(task.owner)
    if asked is None:
        return
    base = iso(task.due.at)
    end = _overdue_ended(case, base, task.due.at)
    start = max(
        _overdue_start(case, base, task.due.at, end, asked), _breath(case, task.due.at, asked)
    )
    rungs = Rungs(case.around.ladder.overdue, lambda step: rung_of(case, step, asked))
    yield Climb(anchored(base, end), start, rungs, digest=True)


def _overdue_ended(case: Case, base: str, due: datetime) -> datetime | None:
    """What ended the last round: an answer, or that somebody else owns it now."""
    end = ended(case, base, OVERDUE_KINDS, due, case.task.owner)
    moments = [at for at in (end, case.around.past.assigned_at) if at is not None and at > due]
    return max(moments, default=None)


def _overdue_start(
    case: Case, base: str, due: datetime, end: datetime | None, asked: PersonId
) -> datetime:
    first = _first_asked(case, due, asked)
    if end is None:
        return first
    was_asked = any(
        n.wanted.recipient == to_person(asked) and n.said_at is not None and n.said_at <= end
        for n in heard_of(case, base, OVERDUE_KINDS)
    )
    rules = case.around.ladder
    again = resumed(case, _told(case, end), rules.ask_again if was_asked else rules.breath, asked)
    return max(first, again)


def _breath(case: Case, due: datetime, asked: PersonId) -> datetime:
    """Who hears only after the date of a task that was given has a working day before they are
    asked how it is."""
    at = case.around.past.assigned_at
    told = [
        n.said_at or max(n.wanted.not_before, case.now)
        for n in (tellings(case, asked, at) if at is not None else ())
        if n.said_at is not None or n.state in UNSAID
    ]  # fmt: skip
    late = [at for at in told if at > due]
    return case.around.ladder.breath.after(case.person(asked), max(late)) if late else due


def _first_asked(case: Case, due: datetime, asked: PersonId) -> datetime:
    """The first working hour after the date; at the very hour, where one was given to what is
    urgent and that comes at any hour."""
    named = case.task.due is not None and case.task.due.has_time
    if named and case.at_any_hour(NoticeKind.OVERDUE, asks(case)):
        return due
    return next_working(case.person(asked), due) or due


def _told(case: Case, end: datetime) -> datetime:
    """*end*, or when the owner heard that the task is theirs, where that came later."""
    if end != case.around.past.assigned_at:
        return end
    told = [n.said_at for n in case.said if n.wanted.kind is NoticeKind.ASSIGNED and n.said_at]
    return max([end, *told])


def rung_of(case: Case, step: Step, asked: PersonId) -> Rung:
    """A step of the ladder for this task: to whom, how, and who is told along."""
    to: Ref | None = to_person(asked)
    manner = asks(case)
    if step.to is To.CHANNEL:
        to, manner = (case.channel() if _in_the_open(case, step.only) else None), Manner.CHANNEL
    elif step.to is To.LEAD:
        lead = case.decider(asked, case.task.owner) if step.taken else None
        to = to_person(lead) if lead is not None else None
    along = _told_along(case, asked) if step.kind is NoticeKind.OVERDUE_AGAIN else ()
    return Rung(step.kind, to, manner, step.alone, step.after, along)


def _in_the_open(case: Case, only: Only) -> bool:
    return only is Only.ALWAYS or (only is Only.WAITED_FOR and case.around.waited_by)


def _told_along(case: Case, asked: PersonId) -> tuple[Along, ...]:
    """The requester hears that it is still open, unless they were asked themselves."""
    requester = case.task.requester
    if requester in {asked, case.task.owner} or not case.able(requester):
        return ()
    return (Along(NoticeKind.OVERDUE_TOLD, to_person(requester), Manner.BRIEF),)
