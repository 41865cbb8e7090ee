"""Why a message came: the rule, the facts it used with their times, what stops it, where."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from core.followup.around import Around
from core.followup.ladder import as_spelt
from core.followup.model import Manner, Notice, NoticeKind, NoticeState
from core.followup.outside import comes_at_any_hour
from core.kernel.refs import PersonId, ProjectId
from core.kernel.values import dataclass
from core.projects.model import LadderName, Tuning
from core.tasks.model import Task


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that a rule used: the key of its words, and a moment, date, person or number."""

    key: str
    at: datetime | None = None
    day: date | None = None
    who: PersonId | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class WhyFacts:
    """What *Why this?* says. Keys are for the catalogue of texts; names are stable."""

    rule: str
    """The rule's name: the kind of the notice."""
    facts: tuple[Fact, ...]
    stops: tuple[str, ...]
    """What ends it: "done", "new_date", "blocked", "any_answer", "claim", "check", "unblock" ..."""
    change: tuple[str, ...]
    """Where to change it: "snooze", "brief_time", "ladder", "speaks", "leave"."""
    ladder: LadderName
    project: ProjectId | None = None
    tuning: Tuning = ()
    """The project's own rules, as they were when this began."""
    since_changed: bool = False
    """Whether the project follows up otherwise by now."""


def why(notice: Notice, task: Task, around: Around) -> WhyFacts:
    """The facts behind *notice*, as they are now."""
    kind = notice.wanted.kind
    facts = tuple(fact for find in _FACTS.get(kind, ()) if (fact := find(task, around)))
    if around.urgent_anytime and comes_at_any_hour(kind, notice.wanted.manner):
        facts = (*facts, Fact("any_hour"))
    before = _asked_before(notice, around)
    held = as_spelt(notice.wanted.ladder) if notice.wanted.ladder else around.ladder
    return WhyFacts(
        rule=str(kind),
        facts=(*facts, *before),
        stops=_STOPS.get(kind, ("any_answer",)),
        change=_change(notice, around),
        ladder=held.name,
        project=around.project.id if around.project is not None else None,
        tuning=held.tuning,
        since_changed=held.spelt != around.ladder.spelt,
    )


def _asked_before(notice: Notice, around: Around) -> tuple[Fact, ...]:
    """When the steps before it were said, without the names of who did not answer."""
    slot, limit = notice.wanted.slot, notice.said_at or notice.created_at
    return tuple(
        Fact("asked_at", at=other.said_at)
        for other in around.notices
        if other.id != notice.id
        and other.said_at is not None
        and other.said_at <= limit
        and other.state is not NoticeState.DROPPED
        and slot.startswith(other.wanted.slot)
        and other.wanted.kind not in _NEWS
    )


def _change(notice: Notice, around: Around) -> tuple[str, ...]:
    manner = notice.wanted.manner
    found = ["speaks"] if manner is Manner.CHANNEL else ["snooze"]
    if manner is Manner.BRIEF:
        found = ["brief_time"]
    return (*found, *(["ladder"] if around.project is not None else []))


Find = Callable[[Task, Around], Fact | None]


def _due(task: Task, around: Around) -> Fact | None:
    return Fact("due", at=task.due.at, day=task.due.day) if task.due else None


def _touched(task: Task, around: Around) -> Fact | None:
    return Fact("touched", at=task.touched_at)


def _given(task: Task, around: Around) -> Fact | None:
    past = around.past
    return Fact("assigned", at=past.assigned_at, who=past.assigned_by) if past.assigned_at else None


def _blocked(task: Task, around: Around) -> Fact | None:
    return Fact("blocked", at=task.blocker.since) if task.blocker else None


def _promise(task: Task, around: Around) -> Fact | None:
    blocker = task.blocker
    if blocker is None or blocker.promised_until is None:
        return None
    return Fact("promised_until", at=blocker.promised_until, who=blocker.helper)


def _freed(task: Task, around: Around) -> Fact | None:
    blocker = task.blocker
    return Fact("freed", at=blocker.freed_at, who=blocker.helper) if blocker else None


def _check_on(task: Task, around: Around) -> Fact | None:
    blocker = task.blocker
    return Fact("check_on", day=blocker.check_on) if blocker and blocker.check_on else None


def _finished(task: Task, around: Around) -> Fact | None:
    return Fact("finished", at=task.finished_at, who=task.finished_by) if task.finished_at else None


def _asked_by(task: Task, around: Around) -> Fact | None:
    return Fact("requester", who=task.requester)


def _unowned(task: Task, around: Around) -> Fact | None:
    return Fact("unowned", at=around.past.unowned_at or task.created_at)


def _declines(task: Task, around: Around) -> Fact | None:
    return Fact("declines", number=task.declines, at=around.past.declined_at)


def _estimate(task: Task, around: Around) -> Fact | None:
    return Fact("estimate", number=task.estimate) if task.estimate else None


def _usual_gap(task: Task, around: Around) -> Fact | None:
    learnt = around.project is not None and around.project.usual_gap is not None
    return Fact("usual_gap", number=around.ladder.stalled.days) if learnt else None


def _waited_by(task: Task, around: Around) -> Fact | None:
    return Fact("waited_by") if around.waited_by else None


_LATE: tuple[Find, ...] = (_due, _touched, _waited_by)
_STUCK: tuple[Find, ...] = (_blocked, _promise, _waited_by)
_CHECK: tuple[Find, ...] = (_finished, _asked_by)
_FACTS: Mapping[NoticeKind, tuple[Find, ...]] = {
    NoticeKind.ASSIGNED: (_given, _due),
    NoticeKind.DUE_SOON: (_due,),
    NoticeKind.OVERDUE: _LATE,
    NoticeKind.OVERDUE_AGAIN: _LATE,
    NoticeKind.OVERDUE_BLOCKED: (_due, _blocked, _promise),
    NoticeKind.OVERDUE_TOLD: (_due, _asked_by),
    NoticeKind.OVERDUE_CHANNEL: _LATE,
    NoticeKind.OVERDUE_LEAD: _LATE,
    NoticeKind.STALLED: (_touched, _usual_gap, _due),
    NoticeKind.UNTOUCHED: (_touched,),
    NoticeKind.SHORT_OF_TIME: (_due, _estimate),
    NoticeKind.HELP: _STUCK,
    NoticeKind.HELP_CHANNEL: _STUCK,
    NoticeKind.HELP_LEAD: _STUCK,
    NoticeKind.HELP_CHECK: _STUCK,
    NoticeKind.HELP_PROMISED: _STUCK,
    NoticeKind.HELP_DECLINED: _STUCK,
    NoticeKind.HELP_OFFERED: _LATE,
    NoticeKind.CAN_GO_ON: (_blocked, _freed),
    NoticeKind.CHECK_OUTSIDE: (_blocked, _check_on),
    NoticeKind.UNOWNED: (_unowned,),
    NoticeKind.VERIFY: _CHECK,
    NoticeKind.VERIFY_AGAIN: _CHECK,
    NoticeKind.VERIFY_LEAD: _CHECK,
    NoticeKind.DECLINED_LEAD: (_declines,),
    NoticeKind.OWNER_AWAY: (_due, _touched),
    NoticeKind.FREE: (_due,),
    NoticeKind.ACCEPTED: (_finished,),
    NoticeKind.SENT_BACK: (_due,),
    NoticeKind.DATE_MOVED: (_due, _asked_by),
    NoticeKind.OWNER_TOLD: (_due, _asked_by),
    NoticeKind.DROPPED: (_asked_by,),
    NoticeKind.NOT_NOW: (_asked_by,),
    NoticeKind.FOLLOWED: (_finished, _asked_by),
    NoticeKind.PARTS_DONE: (_due,),
    NoticeKind.NUDGED: (_touched, _due),
    NoticeKind.OFFERED: (_asked_by, _due),
    NoticeKind.OFFER_OPEN: (_due,),
    NoticeKind.OFFER_DECLINED: (_due,),
    NoticeKind.OFFER_ENDED: (_due,),
}
_NEWS = frozenset({
    NoticeKind.ACCEPTED, NoticeKind.SENT_BACK, NoticeKind.DATE_MOVED, NoticeKind.DROPPED,
    NoticeKind.NOT_NOW, NoticeKind.FREE,
    NoticeKind.FOLLOWED, NoticeKind.OVERDUE_TOLD, NoticeKind.OWNER_TOLD,
    NoticeKind.HELP_PROMISED, NoticeKind.HELP_DECLINED, NoticeKind.HELP_OFFERED,
})  # fmt: skip
_ON_TASK = ("done", "blocked", "new_date", "any_answer")
_ON_BLOCKER = ("promise", "help_given", "unblock", "any_answer")
_STOPS: Mapping[NoticeKind, tuple[str, ...]] = {
    NoticeKind.ASSIGNED: ("nothing_to_stop",),
    NoticeKind.FOLLOWED: ("nothing_to_stop",),
    NoticeKind.PARTS_DONE: _ON_TASK,
    NoticeKind.NUDGED: ("nothing_to_stop",),
    NoticeKind.OFFERED: ("any_answer",),
    NoticeKind.OFFER_OPEN: ("nothing_to_stop",),
    NoticeKind.OFFER_DECLINED: ("nothing_to_stop",),
    NoticeKind.OFFER_ENDED: ("nothing_to_stop",),
    NoticeKind.DUE_SOON: ("done", "new_date"),
    NoticeKind.OVERDUE: _ON_TASK,
    NoticeKind.OVERDUE_AGAIN: _ON_TASK,
    NoticeKind.OVERDUE_BLOCKED: ("new_date", "unblock", "any_answer"),
    NoticeKind.OVERDUE_TOLD: ("done", "new_date"),
    NoticeKind.OVERDUE_CHANNEL: _ON_TASK,
    NoticeKind.OVERDUE_LEAD: ("assign", "new_date", "drop", "any_answer"),
    NoticeKind.STALLED: ("all_fine", "any_answer"),
    NoticeKind.UNTOUCHED: ("start", "start_on", "drop", "any_answer"),
    NoticeKind.SHORT_OF_TIME: ("start", "new_date"),
    NoticeKind.HELP: _ON_BLOCKER,
    NoticeKind.HELP_CHANNEL: _ON_BLOCKER,
    NoticeKind.HELP_LEAD: _ON_BLOCKER,
    NoticeKind.HELP_CHECK: ("help_given", "promise", "unblock", "any_answer"),
    NoticeKind.CAN_GO_ON: ("unblock", "still_blocked"),
    NoticeKind.CHECK_OUTSIDE: ("unblock", "check_on", "any_answer"),
    NoticeKind.UNOWNED: ("claim", "assign"),
    NoticeKind.VERIFY: ("check",),
    NoticeKind.VERIFY_AGAIN: ("check",),
    NoticeKind.VERIFY_LEAD: ("check",),
    NoticeKind.DECLINED_LEAD: ("assign", "drop"),
    NoticeKind.OWNER_AWAY: ("assign", "new_date"),
    **{kind: ("nothing_to_stop",) for kind in _NEWS},
}
