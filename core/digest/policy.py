"""What a digest and a brief have to say; pure functions over plain sequences.

A project is *late* when a task past its date keeps others waiting, or is high or urgent; *at risk*
when a chain may slip, something past its date or blocked has nobody's promise, or a blocker is
old; *quiet* when nothing has happened for a week of work; else *on track*.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from core.calendar.ruler import Ruler
from core.calendar.working import WorkCalendar, add_working_days, count_working_days
from core.calendar.zones import first_valid, local_date
from core.digest.chain import LONGEST, Edge, slips, working_days_between
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
from core.tasks.model import Due, Priority, Status, Task
from core.tasks.standing import Notable, Outline, Standing

OLD_BLOCKER = 3
"""Working days from which a blocker is in every digest, with its age."""
SOON = 3
"""Working days that "next" reaches."""
QUIET_AFTER = 5
"""Working days without anything happening."""
WEEK = timedelta(days=7)
WESTERNMOST = timedelta(hours=16)
"""No zone's day ends later than that after the day of UTC."""
MEASURED = timedelta(days=5 * 366)
"""How far back ages and spans are measured; what is older is taken for that old."""
_LOUD = {Priority.HIGH, Priority.URGENT}
_RANK: Mapping[str, int] = {priority.value: rank for rank, priority in enumerate(Priority)}
_IN_REVIEW = Status.IN_REVIEW.value
_NEVER = datetime.max.replace(tzinfo=UTC)


def health(
    outline: Outline,
    closed: Iterable[Task],
    edges: Sequence[Edge],
    since: datetime,
    now: datetime,
    calendar: WorkCalendar,
    quiet: Mapping[TaskId, datetime] = MappingProxyType({}),
    moved: Sequence[Moved] = (),
    reopened: Sequence[Task] = (),
) -> ProjectHealth:
    """How a project stands. *outline*: what is open, with all that *edges* lead to; *closed*: from
    *since* on.

    *quiet*: of which the digest may say so by now, and since when. *calendar* is the project's;
    ages and slips are counted in its working days.
    """
    live, waited = outline.tasks, {earlier for earlier, _ in edges}
    done = [t for t in closed if t.status is Status.DONE and t.closed_at and t.closed_at >= since]
    ruler = Ruler(calendar, _beginning(live, quiet.values(), now, calendar))
    overdue, blocked = _overdue(live, ruler, now), _blocked(live, ruler, now)
    slipping = slips(live, edges, ruler, now)
    word, reason = _word(done, overdue, blocked, slipping, waited, outline, ruler, now)
    found = ProjectHealth(
        word=word,
        reason=reason,
        since=since,
        finished=tuple(t for t in done if t.checked or not t.needs_check),
        unchecked=tuple(t for t in done if not t.checked and t.needs_check),
        slips=slipping,
        blocked=blocked,
        overdue=overdue,
        quiet=_quiet(live, quiet, ruler, now),
        to_check=_in_order(t for t in live if t.status == _IN_REVIEW),
        unowned=_in_order(t for t in live if t.owner is None and t.status != _IN_REVIEW),
        soon=_soon(live, calendar, now),
        moved=tuple(moved),
        reopened=tuple(reopened),
        dateless=outline.dateless,
        open=outline.open,
    )
    return _marked(found)


def _beginning(
    live: Iterable[Standing], silences: Iterable[datetime], now: datetime, calendar: WorkCalendar
) -> date:
    """Where measuring begins: with the oldest date, blocker or silence, unless that is too old."""
    moments = [now, *silences, *(t.due_at for t in live if t.due_at is not None)]
    moments += [t.blocked_since for t in live if t.blocked_since is not None]
    return local_date(max(min(moments), now - MEASURED), calendar.zone)


def notable(since: datetime, now: datetime, ladder: Ladder, calendar: WorkCalendar) -> Notable:
    """Which open tasks are read one by one; of the touched it is told what happened, of the silent
    whether they are quiet."""
    _, end = _next_days(calendar, now)
    return Notable(end, since, now - timedelta(days=2 * ladder.stalled.days - 2))


def weight(task: Task) -> tuple[bool, datetime, int, int]:
    """The order of lists: by date, none last, then priority, then number."""
    at = task.due.at if task.due else task.created_at
    return task.due is None, at, _RANK[task.priority], task.id


def _weight(task: Standing) -> tuple[bool, datetime, int, int]:
    """As ``weight``; what has no date by its number."""
    return task.due_at is None, task.due_at or _NEVER, _RANK[task.priority], task.id


def _in_order(tasks: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(tasks, key=_weight))


def _overdue(live: Iterable[Standing], ruler: Ruler, now: datetime) -> tuple[Aged, ...]:
    late = (t for t in live if t.due_at and t.due_at < now and t.status != _IN_REVIEW)
    return tuple(_aged(t, t.due_at, ruler, now) for t in _in_order(late) if t.due_at)


def _blocked(live: Iterable[Standing], ruler: Ruler, now: datetime) -> tuple[Aged, ...]:
    found = [_aged(t, t.blocked_since, ruler, now) for t in live if t.blocked_since]
    return tuple(sorted(found, key=lambda aged: (aged.since, aged.task.id)))


def _quiet(
    live: Iterable[Standing], asked: Mapping[TaskId, datetime], ruler: Ruler, now: datetime
) -> tuple[Aged, ...]:
    """Begun, and nothing heard although its owner was asked twice and had their time."""
    silent = _in_order(t for t in live if t.id in asked) if asked else ()
    return tuple(_aged(t, asked[t.id], ruler, now) for t in silent)


def may_be_quiet(task: Task, now: datetime) -> bool:
    """Begun and not late: its owner may have been asked whether something is in the way."""
    begun = task.status is Status.IN_PROGRESS and (task.due is None or task.due.at >= now)
    return begun and (task.quiet_until is None or task.quiet_until <= now)


def _aged(task: Standing, since: datetime, ruler: Ruler, now: datetime) -> Aged:
    return Aged(task, since, working_days_between(ruler, since, now))


def _soon(live: Iterable[Standing], calendar: WorkCalendar, now: datetime) -> tuple[Standing, ...]:
    last, end = _next_days(calendar, now)
    near = (t for t in live if t.due_at and now <= t.due_at < end and t.status != _IN_REVIEW)
    return _in_order(t for t in near if t.due_at and _day_in(t.due_zone, t.due_at) <= last)


@lru_cache(maxsize=4096)
def _day_in(zone: str | None, at: datetime) -> date:
    """The date of a task: many are due at the same few moments."""
    return Due(at, zone or "UTC").day


def _next_days(calendar: WorkCalendar, now: datetime) -> tuple[date, datetime]:
    """The last date that "next" reaches, and a moment after it in any zone, for each task's own
    date is one of its zone."""
    last = local_date(add_working_days(calendar, now, SOON), calendar.zone)
    return last, datetime.combine(last + timedelta(days=1), time.min, UTC) + WESTERNMOST


def _word(
    closed: Sequence[Task], overdue: Sequence[Aged], blocked: Sequence[Aged],
    slipping: Sequence[Slip], waited: set[TaskId], outline: Outline,
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
    return _calm(outline, closed, ruler, now)


def _threatens(aged: Aged, ruler: Ruler, now: datetime) -> bool:
    """Old, or its date is near and nobody has promised to remove it in time."""
    task = aged.task
    if aged.days >= OLD_BLOCKER:
        return True
    if task.due_at is None:
        return False
    promised = task.promised_until is not None and task.promised_until < task.due_at
    return not promised and task.due_at <= add_working_days(ruler.cal, now, SOON)


def _calm(
    outline: Outline, closed: Sequence[Task], ruler: Ruler, now: datetime
) -> tuple[HealthWord, Reason | None]:
    if closed:
        return HealthWord.ON_TRACK, None
    last = outline.touched_at
    days = _since(ruler.cal, last, now) if last is not None else 0
    if last is None or days >= QUIET_AFTER:
        return HealthWord.QUIET, Reason(ReasonKind.QUIET, days=days) if outline.open else None
    return HealthWord.ON_TRACK, None


def _since(cal: WorkCalendar, last: datetime, now: datetime) -> int:
    """Working days, of a moment that may lie before all that is measured."""
    return count_working_days(cal, local_date(last, cal.zone), local_date(now, cal.zone), LONGEST)


def _marked(found: ProjectHealth) -> ProjectHealth:
    """With its fingerprint: the state, and the age of old blockers; no other day's passing."""
    lines = [str(found.word)]
    lines += [f"slip:{s.task.id}:{s.days}:{s.because.id}" for s in found.slips]
    lines += [f"blocked:{_blocked_mark(aged)}" for aged in found.blocked]
    for name in ("overdue", "quiet"):
        lines += [f"{name}:{aged.task.id}" for aged in getattr(found, name)]
    for name in ("to_check", "unowned"):
        lines += [f"{name}:{task.id}" for task in getattr(found, name)]
    lines += [f"soon:{task.id}:{_due_mark(task.due)}" for task in found.soon]
    mark = sha256("\n".join(sorted(lines)).encode()).hexdigest()
    values = {name: getattr(found, name) for name in ProjectHealth.__slots__}
    return ProjectHealth(**{**values, "fingerprint": mark})


@lru_cache(maxsize=4096)
def _due_mark(due: Due | None) -> str:
    return due.encode() if due is not None else ""


def _blocked_mark(aged: Aged) -> str:
    age = str(aged.days) if aged.days >= OLD_BLOCKER else ""
    promised = aged.task.promised_until
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
    beside: Collection[TaskId] = (),
) -> BriefFacts | None:
    """A person's morning; None when there is nothing in it.

    *mine* are open tasks that they own, *waiting* what others wait for from them, *others* open
    tasks that they wait for; *tasks* are those that *notices* are about. What is asked *beside* the
    brief is not said a second time in it.
    """
    own = list(mine)
    asks = tuple(n for n in notices if _number(n) in tasks and not _is_news(n))
    told = tuple(n for n in notices if _number(n) in tasks and _is_news(n))
    asked, news_of = {_number(n) for n in asks}, {_number(n) for n in told}
    shown = sorted((t for t in own if is_today(t, calendar, now)), key=weight)
    today = tuple(t for t in shown if t.id not in beside)
    answers = (t for t in waiting if not _only_offered(t, person))
    open_ended = [*answers, *(t for t in own if t.blocker and t.blocker.freed_at)]
    found = BriefFacts(
        person=person,
        today=today,
        beside=len(shown) - len(today),
        waiting=tuple(sorted((t for t in open_ended if t.id not in asked), key=weight)),
        you_wait_for=tuple(
            sorted(
                (t for t in others if t.id not in news_of and _pressing(t, calendar, now)),
                key=weight,
            )
        ),
        asks=asks,
        told=told,
        tasks=tasks,
        waited_by={t.id: waited_by[t.id] for t in today if waited_by.get(t.id)},
        later=sum(_later(t, calendar, now) for t in own if t.id not in asked | news_of),
    )
    parts = (found.today, found.waiting, found.you_wait_for, found.asks, found.told)
    return found if any(parts) else None


def says_more(
    facts: BriefFacts, since: datetime | None, calendar: WorkCalendar, now: datetime
) -> bool:
    """Whether a morning has more in it than the one at *since*, the last that was said.

    What is theirs to do or to answer, and all news, always is. What they wait for is in their list
    too: it alone is said only when one of these came newly to it, changed, or is late since.
    """
    parts = (facts.today, facts.waiting, facts.asks, facts.told, facts.done, facts.still)
    if since is None or facts.back or any(parts):
        return True
    return any(_is_other(task, since, calendar, now) for task in facts.you_wait_for)


def _is_other(task: Task, since: datetime, calendar: WorkCalendar, now: datetime) -> bool:
    late = task.due is not None and since <= task.due.at < now
    return late or task.touched_at >= since or not _pressing(task, calendar, since)


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
