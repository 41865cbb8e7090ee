"""What a digest and a brief have to say; pure functions over plain sequences.

A project is *late* when a task past its date keeps others waiting, or is high or urgent; *at risk*
when a chain may slip, something past its date or blocked has nobody's promise, or a blocker is
old; *quiet* when nothing has happened for a week of work; else *on track*.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from core.calendar.ruler import Ruler
from core.calendar.working import WorkCalendar, add_working_days
from core.calendar.zones import first_valid, local_date
from core.digest.chain import slips, working_days_between
from core.digest.model import (
    Aged,
    BriefFacts,
    HealthWord,
    Moved,
    ProjectHealth,
    Reason,
    ReasonKind,
    Slip,
)
from core.followup import told as news
from core.followup.ladder import Ladder
from core.followup.model import Notice, NoticeKind
from core.kernel.refs import Kind, PersonId, TaskId
from core.links.model import Dependency
from core.tasks.model import Priority, Status, Task
from core.tasks.ports import Notable, Totals

OLD_BLOCKER = 3
"""Working days from which a blocker is in every digest, with its age."""
SOON = 3
"""Working days that "next" reaches."""
QUIET_AFTER = 5
"""Working days without anything happening."""
WEEK = timedelta(days=7)
MEASURED = timedelta(days=180)
"""How far back ages are looked up; what is older is counted by itself."""
_LOUD = {Priority.HIGH, Priority.URGENT}
_RANK = {priority: rank for rank, priority in enumerate(Priority)}


def health(
    tasks: Iterable[Task],
    dependencies: Iterable[Dependency],
    since: datetime,
    now: datetime,
    calendar: WorkCalendar,
    quiet: Collection[TaskId] = (),
    moved: Sequence[Moved] = (),
    reopened: Sequence[Task] = (),
    totals: Totals | None = None,
) -> ProjectHealth:
    """How a project stands. *tasks*: the open ones, and what was closed from *since* on.

    Of a large project *tasks* are those that may be told of, and *totals* counts all open ones.

    *quiet*: of which the digest may say so by now. *calendar* is the project's; ages and slips
    are counted in its working days.
    """
    known, edges = list(tasks), list(dependencies)
    live = sorted((t for t in known if t.status.open), key=weight)
    closed = [t for t in known if t.status is Status.DONE and t.closed_at and t.closed_at >= since]
    waited = {e.earlier for e in edges} if edges else set()
    totals = totals or _totals(live)
    ruler = Ruler(calendar, local_date(now, calendar.zone) - MEASURED)
    overdue, blocked = _overdue(live, ruler, now), _blocked(live, ruler, now)
    slipping = slips(live, edges, ruler, now)
    word, reason = _word(closed, overdue, blocked, slipping, waited, totals, ruler, now)
    found = ProjectHealth(
        word=word,
        reason=reason,
        since=since,
        finished=tuple(t for t in closed if t.checked or not t.needs_check),
        unchecked=tuple(t for t in closed if not t.checked and t.needs_check),
        slips=slipping,
        blocked=blocked,
        overdue=overdue,
        quiet=_quiet(live, quiet, ruler, now),
        to_check=tuple(t for t in live if t.status is Status.IN_REVIEW),
        unowned=tuple(t for t in live if t.owner is None and t.status is not Status.IN_REVIEW),
        soon=_soon(live, calendar, now),
        moved=tuple(moved),
        reopened=tuple(reopened),
        dateless=totals.dateless,
        open=totals.count,
    )
    return _marked(found)


def _totals(live: Sequence[Task]) -> Totals:
    dateless = sum(task.due is None and not task.dateless for task in live)
    return Totals(len(live), dateless, max((task.touched_at for task in live), default=None))


def notable(since: datetime, now: datetime, calendar: WorkCalendar, ladder: Ladder) -> Notable:
    """Which open tasks ``health`` may name; two days more where it goes by the dates of a zone."""
    last = add_working_days(calendar, now, SOON) + timedelta(days=2)
    return Notable(last, now - timedelta(days=2 * ladder.stalled.days - 2), since)


def delays(task: Task, now: datetime) -> bool:
    """Whether what waits for *task* may slip because of it."""
    return task.blocker is not None or (task.due is not None and task.due.at < now)


def weight(task: Task) -> tuple[bool, datetime, int, int]:
    """The order of lists: by date, none last, then priority, then number."""
    at = task.due.at if task.due else task.created_at
    return task.due is None, at, _RANK[task.priority], task.id


def _overdue(live: Sequence[Task], ruler: Ruler, now: datetime) -> tuple[Aged, ...]:
    late = [t for t in live if t.due and t.due.at < now and t.status is not Status.IN_REVIEW]
    return tuple(_aged(t, t.due.at, ruler, now) for t in late if t.due)


def _blocked(live: Sequence[Task], ruler: Ruler, now: datetime) -> tuple[Aged, ...]:
    found = [_aged(t, t.blocker.since, ruler, now) for t in live if t.blocker]
    return tuple(sorted(found, key=lambda aged: (aged.since, aged.task.id)))


def _quiet(
    live: Sequence[Task], asked: Collection[TaskId], ruler: Ruler, now: datetime
) -> tuple[Aged, ...]:
    """Begun, and nothing heard although its owner was asked twice and had their time."""
    return tuple(_aged(t, t.touched_at, ruler, now) for t in live if t.id in asked)


def may_be_quiet(task: Task, now: datetime) -> bool:
    """Begun and not late: its owner may have been asked whether something is in the way."""
    begun = task.status is Status.IN_PROGRESS and (task.due is None or task.due.at >= now)
    return begun and (task.quiet_until is None or task.quiet_until <= now)


def _aged(task: Task, since: datetime, ruler: Ruler, now: datetime) -> Aged:
    return Aged(task, since, working_days_between(ruler, since, now))


def _soon(live: Sequence[Task], calendar: WorkCalendar, now: datetime) -> tuple[Task, ...]:
    last = local_date(add_working_days(calendar, now, SOON), calendar.zone)
    return tuple(
        t for t in live
        if t.due and t.due.at >= now and t.due.day <= last and t.status is not Status.IN_REVIEW
    )  # fmt: skip


def _word(
    closed: Sequence[Task], overdue: Sequence[Aged], blocked: Sequence[Aged],
    slipping: Sequence[Slip], waited: set[TaskId], totals: Totals,
    ruler: Ruler, now: datetime,
) -> tuple[HealthWord, Reason | None]:  # fmt: skip
    late = [a for a in overdue if a.task.id in waited or a.task.priority in _LOUD]
    if late:
        worst = max(late, key=lambda aged: aged.days)
        return HealthWord.LATE, Reason(ReasonKind.LATE, worst.task, worst.days)
    if slipping:
        first = slipping[0]
        return HealthWord.AT_RISK, Reason(ReasonKind.SLIP, first.task, first.days, first)
    stuck = [a for a in blocked if _threatens(a, ruler, now)]
    if stuck:
        return HealthWord.AT_RISK, Reason(ReasonKind.BLOCKED, stuck[0].task, stuck[0].days)
    if overdue:
        worst = max(overdue, key=lambda aged: aged.days)
        return HealthWord.AT_RISK, Reason(ReasonKind.OVERDUE, worst.task, worst.days)
    return _calm(totals, closed, ruler, now)


def _threatens(aged: Aged, ruler: Ruler, now: datetime) -> bool:
    """Old, or its date is near and nobody has promised to remove it in time."""
    task, blocker = aged.task, aged.task.blocker
    if aged.days >= OLD_BLOCKER:
        return True
    if task.due is None or blocker is None:
        return False
    promised = blocker.promised_until is not None and blocker.promised_until < task.due.at
    return not promised and task.due.at <= add_working_days(ruler.cal, now, SOON)


def _calm(
    open_ones: Totals, closed: Sequence[Task], ruler: Ruler, now: datetime
) -> tuple[HealthWord, Reason | None]:
    if closed:
        return HealthWord.ON_TRACK, None
    last = open_ones.touched_at
    days = working_days_between(ruler, last, now) if last is not None else 0
    if last is None or days >= QUIET_AFTER:
        return HealthWord.QUIET, Reason(ReasonKind.QUIET, days=days) if open_ones.count else None
    return HealthWord.ON_TRACK, None


def _marked(found: ProjectHealth) -> ProjectHealth:
    """With its fingerprint: the state, and the age of old blockers; no other day's passing."""
    lines = [str(found.word)]
    lines += [f"slip:{s.task.id}:{s.days}:{s.because.id}" for s in found.slips]
    lines += [f"blocked:{_blocked_mark(aged)}" for aged in found.blocked]
    for name in ("overdue", "quiet"):
        lines += [f"{name}:{aged.task.id}" for aged in getattr(found, name)]
    for name in ("to_check", "unowned"):
        lines += [f"{name}:{task.id}" for task in getattr(found, name)]
    lines += [f"soon:{t.id}:{t.due.encode() if t.due else ''}" for t in found.soon]
    mark = sha256("\n".join(sorted(lines)).encode()).hexdigest()
    values = {name: getattr(found, name) for name in ProjectHealth.__slots__}
    return ProjectHealth(**{**values, "fingerprint": mark})


def _blocked_mark(aged: Aged) -> str:
    age = str(aged.days) if aged.days >= OLD_BLOCKER else ""
    blocker = aged.task.blocker
    promised = blocker.promised_until if blocker else None
    return f"{aged.task.id}:{age}:{promised.isoformat() if promised else ''}"


# The brief


def brief_facts(
    person: PersonId,
    mine: Iterable[Task],
    waiting: Iterable[Task],
    others: Iterable[Task],
    notices: Sequence[Notice],
    tasks: Mapping[TaskId, Task],
    waited_by: Mapping[TaskId, tuple[TaskId, ...]],
    calendar: WorkCalendar,
    now: datetime,
) -> BriefFacts | None:
    """A person's morning; None when there is nothing in it.

    *mine* are open tasks that they own, *waiting* what others wait for from them, *others* open
    tasks that they wait for; *tasks* are those that *notices* are about.
    """
    own = list(mine)
    asks = tuple(n for n in notices if _number(n) in tasks and not _is_news(n))
    told = tuple(n for n in notices if _number(n) in tasks and _is_news(n))
    asked = {_number(n) for n in asks}
    today = tuple(sorted((t for t in own if is_today(t, calendar, now)), key=weight))
    answers = (t for t in waiting if not _only_offered(t, person))
    open_ended = [*answers, *(t for t in own if t.blocker and t.blocker.freed_at)]
    found = BriefFacts(
        person=person,
        today=today,
        waiting=tuple(sorted((t for t in open_ended if t.id not in asked), key=weight)),
        you_wait_for=tuple(sorted((t for t in others if _pressing(t, calendar, now)), key=weight)),
        asks=asks,
        told=told,
        tasks=tasks,
        waited_by={t.id: waited_by[t.id] for t in today if waited_by.get(t.id)},
        later=sum(_later(t, calendar, now) for t in own),
    )
    parts = (found.today, found.waiting, found.you_wait_for, found.asks, found.told)
    return found if any(parts) else None


def _only_offered(task: Task, person: PersonId) -> bool:
    """Whether nothing of *person* waits but an offer: it was asked once, and no answer is fine."""
    checks = task.status is Status.IN_REVIEW
    return task.offered_to == person and task.helper != person and not checks


def is_today(task: Task, calendar: WorkCalendar, now: datetime) -> bool:
    """Whether its owner should see it this morning."""
    if task.status not in {Status.TODO, Status.IN_PROGRESS}:
        return False
    today = local_date(now, calendar.zone)
    if task.start_on is not None and task.start_on > today:
        return False
    if task.due is not None:
        return _day(task, calendar) <= today
    return task.start_on == today or task.priority in _LOUD


def _day(task: Task, calendar: WorkCalendar) -> date:
    assert task.due is not None  # noqa: S101 - the callers have looked
    return local_date(task.due.at, calendar.zone) if task.due.has_time else task.due.day


def _later(task: Task, calendar: WorkCalendar, now: datetime) -> bool:
    today = local_date(now, calendar.zone)
    return task.due is not None and today < _day(task, calendar) <= today + WEEK


def _pressing(task: Task, calendar: WorkCalendar, now: datetime) -> bool:
    """Of somebody else: due by the end of the next working day, past its date, or stuck."""
    if task.status not in {Status.TODO, Status.IN_PROGRESS, Status.BLOCKED}:
        return False
    if task.blocker is not None:
        return True
    following = local_date(add_working_days(calendar, now, 1), calendar.zone)
    return task.due is not None and task.due.at < first_valid(
        following + timedelta(days=1), time.min, calendar.zone
    )


def _is_news(notice: Notice) -> bool:
    kind = notice.wanted.kind
    return kind in news.RULES or kind in {NoticeKind.OVERDUE_TOLD, NoticeKind.ASSIGNED}


def _number(notice: Notice) -> TaskId:
    subject = notice.wanted.subject
    return TaskId(subject.id if subject.kind is Kind.TASK else 0)
