"""Blocked: the helper, the channel, the lead; a promise keeps them waiting until it is due."""

from collections.abc import Iterator
from datetime import datetime, time

from core.calendar.working import next_working
from core.calendar.zones import first_valid
from core.followup.around import Case
from core.followup.climb import Climb, Rung, Rungs, anchored, asks, ended, heard_of, resumed
from core.followup.dates import rung_of
from core.followup.ladder import AT_ONCE, Step, To
from core.followup.model import HELPS, Notice, NoticeKind, to_person
from core.followup.moments import iso
from core.kernel.refs import PersonId
from core.tasks.model import Blocker

OLD = "old"
"""The slot of the lead's decision about a blocker that stays."""
WAITS = "waits"
"""The mark of that decision while somebody is waited for: it is never owed then."""


def is_old(notice: Notice) -> bool:
    """Whether *notice* asks the lead about a blocker that stays, not who can help."""
    return notice.wanted.slot.startswith(f"{OLD}@")


def blocked(case: Case) -> Iterator[Climb]:
    """What follows from the blocker of a task, by how far its removal has come."""
    blocker = case.task.blocker
    if blocker is None or not case.task.status.open:
        return
    if blocker.freed_at is not None:
        yield from _freed(case, blocker.freed_at)
    elif blocker.promised_until is not None:
        yield from _promised(case, blocker, blocker.promised_until)
    elif _waits_outside(blocker):
        yield from _outside(case, blocker)
    else:
        yield _asking(case, blocker)
    if blocker.freed_at is None:  # Else its owner is asked whether they can go on.
        yield from _old(case, blocker)


def _asking(case: Case, blocker: Blocker) -> Climb:
    """The helper at once, then who may help, then who decides."""
    asked_at = max(blocker.since, case.around.past.help_asked_at or blocker.since)
    base = iso(asked_at)
    end = ended(case, base, HELPS, asked_at, case.task.owner, blocker.helper)
    start = asked_at
    helper = case.answerer(blocker.helper)
    if end is not None:
        start = resumed(case, end, case.around.ladder.breath, _whose(case, helper))
    start = max(start, _returns(case, blocker, asked_at))
    return Climb(anchored(base, end), start, _rungs(case, helper, NoticeKind.HELP), digest=True)


def _returns(case: Case, blocker: Blocker, asked_at: datetime) -> datetime:
    """Until when a helper who is away is waited for: nobody is asked in their place."""
    return case.returns(blocker.helper, asked_at) if case.around.past.help_waits else asked_at


def _promised(case: Case, blocker: Blocker, until: datetime) -> Iterator[Climb]:
    """Nothing while the promise runs; then the helper once, and the ladder goes on."""
    base = iso(until)
    end = ended(case, base, HELPS, until, case.task.owner, blocker.helper)
    start, helper = until, case.answerer(blocker.helper)
    if end is not None:
        start = resumed(case, end, case.around.ladder.breath, _whose(case, helper))
    rungs = _rungs(case, helper, NoticeKind.HELP_CHECK)
    yield Climb(anchored(base, end), start, rungs, digest=True)


def _rungs(case: Case, helper: PersonId | None, first: NoticeKind) -> Rungs:
    return Rungs(case.around.ladder.help, lambda step: _rung(case, step, helper, first))


def _rung(case: Case, step: Step, helper: PersonId | None, first: NoticeKind) -> Rung:
    """A step of the help ladder; the first speaks of the promise where there was one."""
    if step.to is To.HELPER:
        to = to_person(helper) if helper is not None else None
        return Rung(first, to, asks(case))
    if step.to is To.LEAD:
        lead = case.decider(helper, case.task.owner) if step.taken else None
        to = to_person(lead) if lead is not None else None
        return Rung(step.kind, to, asks(case), step.alone, step.after)
    return rung_of(case, step, _whose(case, helper))


def _whose(case: Case, helper: PersonId | None) -> PersonId:
    """In whose working time the next question counts when the helper is not there."""
    return helper or case.task.owner or case.task.requester


def _freed(case: Case, freed_at: datetime) -> Iterator[Climb]:
    """The helper says it is done: the owner hears, and once more; only their yes unblocks."""
    task, rules = case.task, case.around.ladder
    asked = case.answerer(task.owner or task.requester)
    if asked is None:
        return
    kind, base, to = NoticeKind.CAN_GO_ON, iso(freed_at), to_person(asked)
    end = ended(case, base, (kind,), freed_at, task.owner)
    start = resumed(case, end, rules.breath, asked) if end is not None else freed_at
    again = Rung(kind, to, asks(case), rules.breath, ((str(kind), rules.breath),), mark="2")
    rungs = (Rung(kind, to, asks(case)), again)
    yield Climb(anchored(base, end), start, rungs, digest=True)


def _waits_outside(blocker: Blocker) -> bool:
    unmoved = blocker.freed_at is None and blocker.promised_until is None
    return unmoved and blocker.outside is not None and blocker.helper is None


def _outside(case: Case, blocker: Blocker) -> Iterator[Climb]:
    """Somebody outside is waited for: the owner looks on the day they named."""
    task, rules = case.task, case.around.ladder
    asked = case.answerer(task.owner or task.requester)
    if asked is None:
        return
    calendar, asked_at = case.person(asked), case.around.past.help_asked_at or blocker.since
    if blocker.check_on is not None:
        base = f"{blocker.check_on.isoformat()}@{iso(blocker.since)}"
        start = first_valid(blocker.check_on, time.min, calendar.zone)
    else:
        base, start = iso(asked_at), rules.outside.after(calendar, asked_at)
    kind = NoticeKind.CHECK_OUTSIDE
    end = ended(case, base, (kind,), start, task.owner)
    if end is not None:
        start = resumed(case, end, rules.ask_again, asked)
    again = Rung(
        kind, to_person(asked), asks(case), rules.ask_again, ((str(kind), rules.ask_again),),
        mark="2",
    )  # fmt: skip
    rungs = (Rung(kind, to_person(asked), asks(case)), again)
    yield Climb(anchored(base, end), start, rungs, digest=True)


def overdue_blocked(case: Case) -> Iterator[Climb]:
    """Past the date while something is in the way: the owner alone is asked what becomes of the
    date; an answer that leaves it begins a new round, not before the promise.

    Not beside the question whether the answer from outside has come, which has the new date too.
    """
    task, kind, blocker = case.task, NoticeKind.OVERDUE_BLOCKED, case.task.blocker
    if task.due is None or task.owner is None or blocker is None:
        return
    asked = case.answerer(task.owner)
    if asked is None:
        return
    base, rules = f"blocked@{iso(task.due.at)}", case.around.ladder
    end = ended(case, base, (kind,), task.due.at, task.owner)
    start = next_working(case.person(asked), task.due.at) or task.due.at
    if end is not None:
        was_asked = bool(heard_of(case, base, (kind,))) or _checked_late(case, task.due.at)
        again = resumed(case, end, rules.ask_again if was_asked else rules.breath, asked)
        start = max(filter(None, (start, again, task.quiet_until, blocker.promised_until)))
    if _check_stands(case, blocker, max(start, case.now)):
        return
    rung = Rung(kind, to_person(asked), asks(case))
    yield Climb(anchored(base, end), start, (rung,), digest=True)


def _check_stands(case: Case, blocker: Blocker, at: datetime) -> bool:
    """Whether its owner is asked by then if the answer from outside has come, and has not said."""
    if not _waits_outside(blocker):
        return False
    return any(
        climb.start <= at and rung.to is not None and not case.muted(rung.kind, rung.to)
        for climb in _outside(case, blocker) for rung in climb.rungs[:1]
    )  # fmt: skip


def _checked_late(case: Case, due: datetime) -> bool:
    """Whether that question came after the date, and so asked of it."""
    kind = NoticeKind.CHECK_OUTSIDE
    return any(n.wanted.kind is kind and n.said_at and n.said_at >= due for n in case.said)


def _old(case: Case, blocker: Blocker) -> Iterator[Climb]:
    """Open for a week of work and nobody has promised anything: the lead decides."""
    if case.around.ladder.leadless:
        return
    lead = case.decider(case.task.owner)
    to = to_person(lead) if lead is not None else None
    calendar = case.around.calendars.of_project(case.around.project)
    start = case.around.ladder.old_blocker.after(calendar, blocker.since)
    waits_until = _waits_until(case, blocker)
    # While somebody is waited for, what was owed before holds no more; but it is looked at then.
    mark = WAITS if waits_until > case.now else ""
    rung = Rung(NoticeKind.HELP_LEAD, to, asks(case), AT_ONCE, mark=mark)
    slot = f"{OLD}@{iso(blocker.since)}"
    yield Climb(slot, max(start, waits_until), (rung,), digest=True)


def _waits_until(case: Case, blocker: Blocker) -> datetime:
    """Until when somebody is waited for on purpose: a promise, a day to check, a return."""
    if blocker.promised_until is not None:
        return blocker.promised_until
    if blocker.check_on is None:
        return _returns(case, blocker, blocker.since)
    calendar = case.around.calendars.of_project(case.around.project)
    return first_valid(blocker.check_on, time.max.replace(microsecond=0), calendar.zone)
