"""From doing to done: started, finished, checked, sent back, reopened, dropped."""

from datetime import datetime

from core.kernel.audience import System
from core.kernel.context import Act, Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.refs import PersonId
from core.people import access
from core.people.model import invented_name
from core.tasks import transitions, wording
from core.tasks.changes import (
    Changed,
    being_open,
    being_worked,
    handle,
    keep,
    said,
    seen,
    stale,
)
from core.tasks.commands import Accept, CheckBy, Drop, Finish, Reopen, SendBack, Start
from core.tasks.model import Status, Task
from core.tasks.persons import being_here, named
from core.tasks.ports import ProjectRules, TaskUnit

RULES = System("dispatch")
"""To read the rules of a task's project whoever asks: they show nothing."""


def start(work: TaskUnit, intent: Start, ctx: Context) -> Changed:
    """Work begins; what was blocked goes on, and what nobody owned is the asker's."""
    task = being_worked(work, intent.task, ctx)
    if task.status is Status.IN_PROGRESS:
        raise stale(work, task, "already_started", task.owner)
    if task.owner is not None and task.status is Status.BLOCKED:
        return keep(work, transitions.unblocked(task, ctx.act))
    return keep(work, transitions.started(task, task.owner or ctx.actor, ctx.act))


def finish(work: TaskUnit, intent: Finish, ctx: Context) -> Changed:
    """Done, says its owner or the lead: it closes, or waits for the check."""
    note = wording.notes(intent.note, "note")
    task = being_worked(work, intent.task, ctx)
    finisher = task.owner or ctx.actor
    verifier = _verifier(task, finisher, project_of(work, task))
    step = transitions.finished(task, finisher, verifier, ctx.act, said(work, note, ctx))
    return keep(work, step)


def accept(work: TaskUnit, intent: Accept, ctx: Context) -> Changed:
    """Checked and good; also what had closed unchecked.

    BadInput ``criteria_open`` while not every criterion is ticked and nobody said *anyway*.
    """
    task = seen(work, intent.task, ctx.audience)
    if not checkable(task):
        raise _not_in_review(work, task)
    met, total = sum(criterion.met for criterion in task.criteria), len(task.criteria)
    if met < total and not intent.confirmed:
        number = handle(work, task.id)
        example = f"/task criteria {number} tick {_first_open(task) + 1}"
        raise BadInput(
            "criteria_open", task=number, id=int(task.id), met=str(met), n=total, example=example
        )
    return keep(work, transitions.accepted(task, ctx.act))


def check_by(work: TaskUnit, intent: CheckBy, ctx: Context) -> Changed:
    """Somebody else checks it: never its owner or who finished it, and best somebody who is here.

    BadInput ``verifier_is_owner``, ``person_away``; Conflict ``already_checks``.
    """
    task = being_open(work, intent.task, ctx)
    if intent.verifier in {task.owner, task.finished_by}:
        example = f"/task verify {handle(work, task.id)} @{_somebody_else(work, task)}"
        raise BadInput("verifier_is_owner", field="verifier", who=intent.verifier, example=example)
    if intent.verifier == task.verifier:
        raise stale(work, task, "already_checks", task.verifier)
    found = named(work, task, intent.verifier, "verifier", confirmed=intent.confirmed)
    if intent.though_away is None:
        being_here(work, task, found, "verifier", ctx)
    step = transitions.check_moved(task, found.id, ctx.act)
    return keep(work, transitions.though_away(step, intent.though_away))


def _somebody_else(work: TaskUnit, task: Task) -> str:
    """The first name of who could check it: who asked, who leads it, else an invented one."""
    project = project_of(work, task)
    lead = project.in_charge if project is not None else None
    for number in (task.requester, lead):
        person = work.people.person(number) if number is not None else None
        if person is not None and person.active and person.id not in {task.owner, task.finished_by}:
            return person.name.split()[0].casefold()
    real = (task.owner, task.finished_by)
    return invented_name(*(work.people.person(n) for n in real if n is not None))


def send_back(work: TaskUnit, intent: SendBack, ctx: Context) -> Changed:
    """Something is missing, and what."""
    typed = wording.notes(intent.missing, "missing")
    task = seen(work, intent.task, ctx.audience)
    if task.status is not Status.IN_REVIEW:
        raise _not_in_review(work, task)
    missing = wording.needed(typed, "missing_needed", "missing", "The restore is not tested yet")
    return keep(work, transitions.sent_back(task, work.texts.new(missing, ctx.actor), ctx.act))


def reopen(work: TaskUnit, intent: Reopen, ctx: Context) -> Changed:
    """Done or dropped was too early; Conflict ``still_open``."""
    reason = wording.reason(intent.reason)
    task = seen(work, intent.task, ctx.audience)
    if task.status.open:
        raise stale(work, task, "still_open", task.owner)
    return keep(work, transitions.reopened(task, ctx.act, said(work, reason, ctx)))


def drop(work: TaskUnit, intent: Drop, ctx: Context) -> Changed:
    """Not to be done; an owner whom somebody else asked says why: BadInput ``reason_needed``."""
    reason = wording.reason(intent.reason)
    task = being_open(work, intent.task, ctx)
    if not reason and _only_owns(work, task, ctx.actor):
        example = f"/task drop {handle(work, task.id)} the customer has cancelled"
        raise BadInput("reason_needed", field="reason", example=example)
    if intent.duplicate_of is not None:
        _refuse_itself(work, task, seen(work, intent.duplicate_of, ctx.audience))
    return keep(work, transitions.dropped(task, ctx.act, said(work, reason, ctx)))


def _refuse_itself(work: TaskUnit, task: Task, other: Task) -> None:
    if other.id == task.id:
        example = f"/task drop {handle(work, task.id)} duplicate of T-31"
        raise BadInput("duplicate_of_itself", field="duplicate_of", example=example)


def close_unchecked(work: TaskUnit, task: Task, now: datetime) -> Changed:
    """Nobody checked in time: done, not checked. Nothing happens to what must be checked."""
    if task.status is not Status.IN_REVIEW or task.waits_in_review:
        return Changed(task, ())
    act = Act(None, now, f"unchecked:{task.id}:{task.version}")
    return keep(work, transitions.closed_unchecked(task, act))


def _first_open(task: Task) -> int:
    return next(n for n, criterion in enumerate(task.criteria) if not criterion.met)


def checkable(task: Task) -> bool:
    """Whether a check still means something: in review, or closed without one."""
    unchecked = task.status is Status.DONE and not task.checked and task.finished_by is not None
    return task.status is Status.IN_REVIEW or unchecked


def project_of(work: TaskUnit, task: Task) -> ProjectRules | None:
    """The rules of the task's project."""
    if task.project is None:
        return None
    return work.projects(RULES).get(task.project)


def _verifier(task: Task, finisher: PersonId, project: ProjectRules | None) -> PersonId | None:
    """Who is named to check: never the finisher; a strict project names somebody always."""
    named = task.verifier if task.verifier != finisher else None
    if named is not None or project is None or not project.strict:
        return named
    return task.requester if task.requester != finisher else project.in_charge


def _only_owns(work: TaskUnit, task: Task, actor: PersonId) -> bool:
    person = work.people.person(actor)
    if person is None:
        return True
    stands = access.relations(person, task, project_of(work, task))
    return stands.isdisjoint({access.Relation.REQUESTER, access.Relation.LEAD})


def _not_in_review(work: TaskUnit, task: Task) -> Conflict:
    code = f"already_{task.status}" if not task.status.open else "not_in_review"
    return stale(work, task, code, task.finished_by)
