"""What happens next if nobody answers: no step is taken that was not announced like this."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from core.followup.around import Around, Case
from core.followup.blockers import blocked
from core.followup.climb import UNSAID, Climb, Rung, taken, time_of
from core.followup.model import Notice, NoticeKind, NoticeState, to_person
from core.followup.moments import edges
from core.followup.offering import offer_ends_at
from core.followup.reviews import closes_at
from core.followup.rules import OF_OWNER, OF_TASK, place_of, to_owner
from core.followup.stalled import listed_from
from core.kernel.refs import PersonId, Ref
from core.kernel.values import dataclass
from core.people.settings import Settings
from core.tasks.model import Status, Task


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step after a notice: which, when at the earliest, and who gets it."""

    kind: NoticeKind | None = None
    at: datetime | None = None
    who: Ref | None = None
    told: tuple[Ref, ...] = ()
    """Who is told along with it, and asked nothing."""
    closes: bool = False
    """No step: at that moment the task closes as "done, not checked"."""
    ends: datetime | None = None
    """When an offer ends, taken by nobody."""
    digest: bool = False
    """No step: from now on, or from ``at`` on, the project's digest shows the task, and nobody's
    name."""


def asks_next(task: Task, around: Around, now: datetime) -> datetime | None:
    """When the ladder asks next about *task*, by its rules alone: what people have set for
    themselves, or put off, is theirs and shows nowhere. None: not by itself."""
    people = {n: replace(p, settings=Settings()) for n, p in around.people.items()}
    bare = replace(around, people=people, past=replace(around.past, snoozes={}))
    case = Case(task, bare.notices, bare, now)
    found = (_asked_at(case, climb) for rule in (*OF_TASK, *OF_OWNER) for climb in rule(case))
    return min((at for at in found if at is not None and at > now), default=None)


def _asked_at(case: Case, climb: Climb) -> datetime | None:
    """When the first rung that was not said yet asks; news of a given task is no question."""
    heard: dict[str, Notice] = {}
    for rung in climb.rungs:
        found = [n for n in taken(case, climb, rung) if n.state is not NoticeState.DROPPED]
        if rung.kind is NoticeKind.ASSIGNED or any(n.state is NoticeState.ANSWERED for n in found):
            return None
        if found and found[-1].said_at is not None:
            heard[rung.name] = found[-1]
        elif rung.to is not None:
            at = max(time_of(case, climb, rung, heard), case.now)
            return case.fit(rung.kind, rung.to, rung.manner, at)
    return None


def next_help(task: Task, around: Around, now: datetime) -> NextStep:
    """Who is asked next about what is in the way, and when; without a kind: nobody by itself."""
    case = Case(task, around.notices, around, now)
    for climb in blocked(case):
        heard: dict[str, Notice] = {}
        for rung in climb.rungs:
            if rung.to is None or case.muted(rung.kind, rung.to):
                continue
            found = [n for n in taken(case, climb, rung) if n.state is not NoticeState.DROPPED]
            if not found or found[-1].said_at is None:
                return _step(case, rung, rung.to, time_of(case, climb, rung, heard))
            heard[rung.name] = found[-1]
    return NextStep()


_FOR_OWNER = frozenset({
    NoticeKind.ASSIGNED, NoticeKind.DUE_SOON, NoticeKind.SHORT_OF_TIME, NoticeKind.UNTOUCHED,
    NoticeKind.FREE, NoticeKind.SENT_BACK,
})  # fmt: skip


def next_step(notice: Notice, task: Task, around: Around, now: datetime) -> NextStep:
    """What follows *notice* when nobody answers; without a kind: nothing, or what it says."""
    case = Case(task, around.notices, around, now)
    if notice.wanted.kind in {NoticeKind.OFFERED, NoticeKind.OFFER_OPEN}:
        return _of_offer(case, notice)
    found = place_of(case, notice)
    if found is not None:
        climb, index = found
        step = _after(case, climb, index, notice)
        if step is not None:
            return step
    if notice.wanted.kind in _FOR_OWNER:
        return _first(case, notice) or NextStep()
    closes = _closes(case, notice)
    if closes is not None:
        return NextStep(at=closes, closes=True)
    if found is None or not found[0].digest or not _has_digest(case):
        return NextStep()
    return NextStep(at=_listed_from(case, found[0], notice), digest=True)


def _of_offer(case: Case, notice: Notice) -> NextStep:
    """Who is told that it is open, unless it ends before that; and when it ends."""
    said = [_as_heard(n, case.now) if n.id == notice.id else n for n in case.said]
    ends, found = offer_ends_at(replace(case, said=said)), place_of(case, notice)
    step = _after(case, *found, notice) if found is not None else None
    if step is None or (ends is not None and step.at is not None and ends <= step.at):
        return NextStep(at=ends, ends=ends)
    return replace(step, ends=ends)


def _listed_from(case: Case, climb: Climb, notice: Notice) -> datetime | None:
    """When the digest begins to show it, where that is later than now."""
    if notice.wanted.kind is not NoticeKind.STALLED:
        return None
    said = [_as_heard(n, case.now) if n.id == notice.id else n for n in case.said]
    return listed_from(replace(case, said=said), climb)


def _has_digest(case: Case) -> bool:
    """Whether the project posts a digest in which this task may stand."""
    project = case.around.project
    if project is None or project.digest_at is None or not project.homes:
        return False
    return case.task.visible_in in {None, *project.homes}


def _after(case: Case, climb: Climb, index: int, notice: Notice) -> NextStep | None:
    """The next rung of the same climb that reaches somebody."""
    if notice.wanted.kind is NoticeKind.OVERDUE_TOLD:
        return None
    heard = _heard(case, climb.rungs[:index], climb)
    heard[climb.rungs[index].name] = _as_said(notice, case.now)
    for rung in climb.rungs[index + 1 :]:
        if rung.to is not None and case.muted(rung.kind, rung.to):
            return None
        if rung.to is not None:
            step = _step_then(case, climb, rung, rung.to, heard)
            return _handed_on(case, climb.rungs[index], notice, step.at) or step
    return None


def _handed_on(case: Case, rung: Rung, notice: Notice, before: datetime | None) -> NextStep | None:
    """The same question to who covers, where its owner goes on leave before the step after it."""
    owner = case.task.owner
    if owner is None or before is None or notice.wanted.recipient != to_person(owner):
        return None
    for turn in _turns(case, owner, before):
        cover = Case(case.task, case.said, case.around, turn).answerer(owner)
        if cover not in {None, owner}:
            return _step(case, rung, to_person(cover), turn)
    return None


def _turns(case: Case, person: PersonId, before: datetime) -> Iterator[datetime]:
    """When it changes who answers for *person*, between now and *before*."""
    calendar = case.person(person)
    found = sorted(edge for leave in calendar.leave for edge in edges(calendar, leave))
    return (each for each in found if case.now < each < before)


def _step_then(case: Case, climb: Climb, rung: Rung, to: Ref, heard: dict[str, Notice]) -> NextStep:
    """The step of *rung*, to who is there at its time: an owner who goes on leave before it is
    stood in for from then on, by the cover's hours."""
    at, owner = time_of(case, climb, rung, heard), case.task.owner
    for turn in _turns(case, owner, at) if owner is not None else ():
        if turn < at:
            then = Case(case.task, case.said, case.around, turn)
            to, at = _then(then, climb, rung, heard) or (to, at)
    return _step(case, rung, to, at)


def _then(
    case: Case, climb: Climb, rung: Rung, heard: dict[str, Notice]
) -> tuple[Ref, datetime] | None:
    """To whom *rung* goes, and when, as things are at the moment of *case*."""
    for there in to_owner(case):
        for same in there.rungs if there.slot == climb.slot else ():
            if same.name == rung.name and same.to is not None:
                return same.to, max(case.now, time_of(case, there, same, heard))
    return None


def _as_said(notice: Notice, now: datetime) -> Notice:
    """What is about to be said counts as said now."""
    return notice if notice.said_at is not None else replace(notice, said_at=now)


def _heard(case: Case, rungs: Iterable[Rung], climb: Climb) -> dict[str, Notice]:
    found = {rung.name: taken(case, climb, rung) for rung in rungs}
    return {name: said[-1] for name, said in found.items() if said and said[-1].said_at}


def _step(case: Case, rung: Rung, to: Ref, at: datetime) -> NextStep:
    manner = case.manner(rung.kind, to, rung.manner)
    when = case.fit(rung.kind, to, manner, max(at, case.now))
    return NextStep(rung.kind, when, to, tuple(along.to for along in rung.along))


_PAST = frozenset({
    NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_LEAD,
    NoticeKind.OVERDUE_BLOCKED, NoticeKind.STALLED,
})  # fmt: skip
"""What says by itself how it goes on: an older message that is drawn anew leaves it to that."""


def _first(case: Case, notice: Notice) -> NextStep | None:
    """The earliest question to the owner that has not been asked yet."""
    said = notice.said_at
    if said is not None and any(
        n.wanted.kind in _PAST and n.said_at is not None and n.said_at > said for n in case.said
    ):
        return None
    steps = []
    for climb in to_owner(case):
        rung = climb.rungs[0]
        known = [n for n in taken(case, climb, rung) if n.state is not NoticeState.DROPPED]
        if rung.to is None or case.muted(rung.kind, rung.to):
            continue
        if not known and rung.kind is not notice.wanted.kind:
            steps.append(_step_then(case, climb, rung, rung.to, {}))
    return min(steps, key=lambda step: step.at or case.now, default=None)


def _as_heard(notice: Notice, now: datetime) -> Notice:
    state = NoticeState.SAID if notice.state in UNSAID else notice.state
    return replace(_as_said(notice, now), state=state)


def _closes(case: Case, notice: Notice) -> datetime | None:
    """When a check that nobody must make is given up."""
    task = case.task
    if notice.wanted.kind is not NoticeKind.VERIFY or task.status is not Status.IN_REVIEW:
        return None
    said = [_as_heard(n, case.now) if n.id == notice.id else n for n in case.said]
    return closes_at(replace(case, said=said))
