"""The next occurrence: made once for its day, whoever looks, however often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.kernel.audience import System
from core.kernel.context import Act
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import PersonId, PlaceId, SeriesId, TextId, task_ref
from core.people.model import Role
from core.projects.model import Project
from core.recurring.dates import due_on
from core.recurring.model import Occurrence, Series, ended
from core.recurring.policy import Standing, Step, decide
from core.recurring.ports import RecurringUnit
from core.recurring.service import facts_of, repeating
from core.tasks import transitions
from core.tasks.model import Status, Task, restore, text_ids

SYSTEM = System("reactions")
_LOOKED_AT = 12
"""Newest occurrences among which those that are open are counted."""


def come(work: RecurringUnit, number: SeriesId, act: Act) -> tuple[Event, ...]:
    """Brings the occurrence whose time has come and says when to look again.

    Derived from what is stored alone: a second call, from another process or after a crash, finds
    everything done and brings nothing. Returns the event of the new task, or of days left out.
    """
    series = work.recurrences.get(number)
    newest = work.recurrences.newest(number, _LOOKED_AT)
    found = work.tasks(SYSTEM).many([occurrence.task for occurrence in newest])
    tasks = [found[occurrence.task] for occurrence in newest if occurrence.task in found]
    if series is None:
        return ()
    project = work.projects(SYSTEM).get(series.project) if series.project is not None else None
    if not tasks or (project is not None and project.rests(act.now)):
        _rest(work, series, project if tasks else None)
        return ()
    step = decide(series, _standing(work, newest, tasks), act.now)
    events = _bring(work, series, tasks, step, act)
    passed = step.passed or series.passed
    next_at = step.next_at
    if not events and step.slot is not None:  # Nobody is there any more for whom it would come.
        series, next_at = replace(series, on=False), None
    work.recurrences.put(replace(series, passed=passed, next_at=next_at))
    return events


def _rest(work: RecurringUnit, series: Series, project: Project | None) -> None:
    """Nothing comes in a project that is paused, and never again in one that is closed."""
    on = series.on and (project is None or project.open)
    until = project.paused_until if project is not None and on else None
    work.recurrences.put(replace(series, on=on, next_at=until))


def _standing(work: RecurringUnit, newest: Sequence[Occurrence], tasks: Sequence[Task]) -> Standing:
    last = tasks[0]
    return Standing(
        last=newest[0].slot,
        made=work.recurrences.count(newest[0].series),
        open=sum(not ended(task) for task in tasks),
        ended_at=last.finished_at or last.closed_at if ended(last) else None,
    )


def _bring(
    work: RecurringUnit, series: Series, tasks: Sequence[Task], step: Step, act: Act
) -> tuple[Event, ...]:
    if step.slot is not None:
        return _made(work, series, tasks, step.slot, step.left_out, act)
    if not step.left_out:
        return ()
    newest = next(task for task in tasks if not ended(task))
    event = Event(
        task_ref(newest.id), Verb.LEFT_OUT, None, act.now,
        after=_left_out(step.left_out), cause=act.cause,
    )  # fmt: skip
    work.log.append([event])
    return (event,)


def _left_out(days: Sequence[date]) -> dict[str, Value]:
    if not days:
        return {}
    first, last = days[0].isoformat(), days[-1].isoformat()
    return {"left_out": len(days), "left_out_first": first, "left_out_last": last}


def _made(
    work: RecurringUnit, series: Series, tasks: Sequence[Task], slot: date,
    left_out: Sequence[date], act: Act,
) -> tuple[Event, ...]:  # fmt: skip
    """The task of *slot*; nothing where nobody is left who could see it."""
    begun = _begun(work, series, tasks, act)
    if begun is None:
        return ()
    task = replace(begun, due=due_on(work, series.pattern, begun.owner, slot))
    place = Occurrence(series.id, slot, work.task_writer.next_number())
    if not work.recurrences.place(place):
        return ()
    task = replace(task, id=place.task)
    work.task_writer.add(task)
    _, event = transitions.added(task, Verb.RECURRED, replace(act, actor=None))
    known = repeating(work, task.id)
    after = {**event.after, **facts_of(known), **_left_out(left_out), "follows": tasks[0].id}
    after.pop("repeat", None)
    born = replace(event, after=after)
    work.log.append([born])
    return (born,)


def _begun(work: RecurringUnit, series: Series, tasks: Sequence[Task], act: Act) -> Task | None:
    """What *before* was at its beginning, as the template has it, with the people who are there."""
    before = tasks[0]
    texts = work.texts.many(_texts(series))
    fresh = replace(
        before, status=Status.TRIAGE, created_at=act.now, touched_at=act.now, finished_by=None,
        due=None, dateless=False, start_on=None, blocker=None, source=None, started_at=None,
        finished_at=None, closed_at=None, checked=False, quiet_until=None, declines=0, version=0,
    )  # fmt: skip
    task = _with_whole(work, restore(fresh, series.template, texts))
    owner, verifier = _there(work, task.owner), _there(work, task.verifier)
    requester = _there(work, task.requester) or _lead(work, task) or owner
    if requester is None:
        return None
    asked = _there(work, task.offered_to) if owner is None else None
    if asked is not None and before.owner == asked:  # Who took one goes on with those that come.
        owner, asked = asked, None
    elif before.offered_to is None:  # Nobody is asked again who has said no.
        asked = None
    status = Status.TODO if owner is not None else Status.TRIAGE
    return replace(
        task, owner=owner, offered_to=asked, verifier=verifier, requester=requester, status=status,
        visible_in=_seen_in(work, task, tasks),
    )  # fmt: skip


def _with_whole(work: RecurringUnit, task: Task) -> Task:
    """A part is of the project of the whole, wherever that was moved."""
    whole = work.tasks(SYSTEM).get(task.parent) if task.parent is not None else None
    return replace(task, project=whole.project) if whole is not None else task


def _seen_in(work: RecurringUnit, task: Task, earlier: Sequence[Task]) -> PlaceId | None:
    """As the newest one of its project is seen, for that one may have been moved alone; never by
    more than see its project."""
    same = next((each for each in earlier if each.project == task.project), earlier[0])
    project = work.projects(SYSTEM).get(task.project) if task.project is not None else None
    return same.visible_in or (project.visible_in if project is not None else None)


def _texts(series: Series) -> set[TextId]:
    return text_ids(series.template)


def _there(work: RecurringUnit, person: PersonId | None) -> PersonId | None:
    """*person*, while they are still here and human."""
    found = work.people.person(person) if person is not None else None
    return found.id if found and found.active and found.role is not Role.BOT else None


def _lead(work: RecurringUnit, task: Task) -> PersonId | None:
    project = work.projects(SYSTEM).get(task.project) if task.project is not None else None
    return _there(work, project.in_charge) if project is not None else None
