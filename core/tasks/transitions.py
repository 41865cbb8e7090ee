"""What can happen to a task: the old one and values in, the new one and its event out; pure.

Nobody is authorised and nothing is refused here; who calls has looked at the state before.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from core.kernel.context import Act
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import PersonId, PlaceId, ProjectId, TaskId, task_ref
from core.tasks.commands_apart import ThoughAway
from core.tasks.model import (
    Blocker,
    Criterion,
    Due,
    Priority,
    SourceState,
    Status,
    Task,
    Text,
    changed,
    snapshot,
)

Step = tuple[Task, Event]


def though_away(step: Step, how: ThoughAway | None) -> Step:
    """Who was asked is away: the event says whether the question waits for them."""
    task, event = step
    return (task, replace(event, after={**event.after, "though_away": str(how)})) if how else step


# How it comes in


def added(task: Task, verb: Verb, act: Act) -> Step:
    """The first event of a task: what of it is not as it is by default."""
    values = {name: value for name, value in snapshot(task).items() if value not in _NOTHING}
    return task, Event(task_ref(task.id), verb, act.actor, act.now, after=values, cause=act.cause)


# Whose it is


def assigned(task: Task, owner: PersonId, due: Due | None, act: Act) -> Step:
    """Somebody else's now; who takes over has not begun, and cannot be their own helper."""
    status = task.status
    if status in {Status.TRIAGE, Status.IN_PROGRESS}:
        status = Status.TODO
    new = replace(task, owner=owner, offered_to=None, due=due, status=status)
    if task.blocker and task.blocker.helper == owner:
        new = replace(new, blocker=replace(task.blocker, helper=None, promised_until=None))
    return changed(task, new, Verb.ASSIGNED, act)


def claimed(task: Task, owner: PersonId, due: Due | None, act: Act) -> Step:
    """Somebody took it."""
    status = Status.TODO if task.status is Status.TRIAGE else task.status
    new = replace(task, owner=owner, offered_to=None, due=due, status=status, declines=0)
    return changed(task, new, Verb.CLAIMED, act)


def left_open(task: Task, act: Act) -> Step:
    """No owner on purpose: it waits in the open."""
    status = Status.TRIAGE if task.status is not Status.BLOCKED else task.status
    return changed(
        task, replace(task, owner=None, offered_to=None, status=status), Verb.ASSIGNED, act
    )


def declined(task: Task, act: Act, reason: Text | None) -> Step:
    """Not mine: back to the open, and counted."""
    new = replace(task, owner=None, status=Status.TRIAGE, blocker=None, declines=task.declines + 1)
    return changed(task, new, Verb.DECLINED, act, reason)


# What it is


def due_changed(task: Task, due: Due | None, act: Act, reason: Text | None = None) -> Step:
    """Another date; none is none on purpose."""
    new = replace(task, due=due, dateless=due is None)
    return changed(task, new, Verb.DUE_CHANGED, act, reason)


def moved(task: Task, project: ProjectId | None, seen_in: PlaceId | None, act: Act) -> Step:
    """Into another project, or out of the one that it was in, and seen in *seen_in* then."""
    return changed(task, replace(task, project=project, visible_in=seen_in), Verb.MOVED, act)


def priority_changed(task: Task, priority: Priority, act: Act) -> Step:
    """It matters more, or less."""
    return changed(task, replace(task, priority=priority), Verb.PRIORITY_CHANGED, act)


def edited(
    task: Task,
    act: Act,
    *,
    title: Text | None = None,
    notes: Text | None = None,
    criteria: tuple[Criterion, ...] | None = None,
    labels: tuple[str, ...] | None = None,
) -> Step:
    """Other words; None leaves what is there."""
    new = replace(
        task,
        title=title or task.title,
        notes=notes or task.notes,
        criteria=task.criteria if criteria is None else criteria,
        labels=task.labels if labels is None else labels,
    )
    return changed(task, new, Verb.EDITED, act)


def ticked(task: Task, index: int, met: bool, act: Act) -> Step:
    """A criterion is met, or is not after all."""
    criteria = list(task.criteria)
    criteria[index] = replace(criteria[index], met=met)
    return edited(task, act, criteria=tuple(criteria))


# How it goes


def started(task: Task, owner: PersonId, act: Act) -> Step:
    """Work begins; the first beginning is remembered."""
    new = replace(
        task,
        owner=owner,
        status=Status.IN_PROGRESS,
        started_at=task.started_at or act.now,
        start_on=None,
        blocker=None,
        quiet_until=None,
        declines=0,
    )
    return changed(task, new, Verb.STARTED, act)


def postponed(task: Task, start_on: date, act: Act) -> Step:
    """Other work came first."""
    new = replace(task, status=Status.TODO, start_on=start_on, quiet_until=None)
    return changed(task, new, Verb.POSTPONED, act)


def blocked(task: Task, blocker: Blocker, act: Act) -> Step:
    """Something is in the way; where it was already, and somebody else can help, its age and the
    refusals stay."""
    old, declines = task.blocker, 0
    if old is not None and _same_reason(old, blocker):
        blocker, declines = replace(blocker, since=old.since), task.declines
    new = replace(task, status=Status.BLOCKED, blocker=blocker, declines=declines)
    return changed(task, new, Verb.BLOCKED, act, blocker.reason)


def _same_reason(old: Blocker, new: Blocker) -> bool:
    """Whether colleagues, old and new, are asked about the same."""
    return old.outside is None and new.outside is None and old.reason.body == new.reason.body


def still_blocked(task: Task, blocker: Blocker, act: Act) -> Step:
    """What the helper did was not enough; the age of the blocker stays."""
    again = replace(blocker, freed_at=None, promised_until=None)
    return changed(task, replace(task, blocker=again), Verb.BLOCKED, act, blocker.reason)


def looked_again_on(task: Task, blocker: Blocker, on: date, act: Act) -> Step:
    """Looked at again on that day; the age of the blocker stays."""
    return changed(
        task, replace(task, blocker=replace(blocker, check_on=on)), Verb.CHECK_MOVED, act
    )


def help_promised(task: Task, blocker: Blocker, until: datetime, act: Act) -> Step:
    """Who says so is the helper now, and will do it, until then."""
    promised = replace(blocker, helper=act.actor, promised_until=until, freed_at=None)
    return changed(task, replace(task, blocker=promised, declines=0), Verb.HELP_PROMISED, act)


def help_declined(task: Task, blocker: Blocker, ask: PersonId | None, act: Act) -> Step:
    """Not the helper; perhaps somebody else. Who only knows whom to ask has refused nothing."""
    passed = replace(blocker, helper=ask, promised_until=None, freed_at=None)
    refused = int(blocker.helper in {None, act.actor})
    new = replace(task, blocker=passed, declines=task.declines + refused)
    return changed(task, new, Verb.HELP_DECLINED, act)


def help_given(task: Task, blocker: Blocker, act: Act) -> Step:
    """Who helped says that the way is free; the task stays blocked until its owner agrees."""
    freed = replace(blocker, helper=act.actor, freed_at=act.now)
    return changed(task, replace(task, blocker=freed), Verb.HELP_GIVEN, act)


def unblocked(task: Task, act: Act) -> Step:
    """The owner can go on; what nobody owns waits in the open again."""
    going = task.owner is not None
    new = replace(
        task,
        status=Status.IN_PROGRESS if going else Status.TRIAGE,
        blocker=None,
        started_at=(task.started_at or act.now) if going else task.started_at,
        declines=0,
    )
    return changed(task, new, Verb.UNBLOCKED, act)


# How it ends


def finished(
    task: Task, finisher: PersonId, verifier: PersonId | None, act: Act, note: Text | None = None
) -> Step:
    """Its owner says done: it closes, or waits for the check by somebody else.

    What nobody owned was its finisher's. *verifier* is who must check, where one is named.
    """
    done = replace(
        task,
        owner=task.owner or finisher,
        offered_to=None,
        finished_by=task.owner or finisher,
        verifier=verifier,
        finished_at=act.now,
        blocker=None,
        quiet_until=None,
        declines=0,
    )
    if done.needs_check:
        return changed(task, replace(done, status=Status.IN_REVIEW), Verb.FINISHED, act, note)
    closing = replace(done, status=Status.DONE, closed_at=act.now)
    return changed(task, closing, Verb.CLOSED, act, note)


def closed_unchecked(task: Task, act: Act) -> Step:
    """Nobody checked in time: done, not checked, and shown so."""
    new = replace(task, status=Status.DONE, closed_at=act.now)
    return changed(task, new, Verb.CLOSED, act)


def accepted(task: Task, act: Act) -> Step:
    """Checked and good, so every criterion holds; also after it had closed unchecked."""
    new = replace(
        task,
        status=Status.DONE,
        checked=True,
        closed_at=task.closed_at or act.now,
        criteria=tuple(replace(criterion, met=True) for criterion in task.criteria),
    )
    return changed(task, new, Verb.ACCEPTED, act)


def check_moved(task: Task, verifier: PersonId, act: Act) -> Step:
    """Somebody else is to check it."""
    return changed(task, replace(task, verifier=verifier), Verb.VERIFIER_CHANGED, act)


def sent_back(task: Task, missing: Text, act: Act) -> Step:
    """Checked: something is missing."""
    return changed(task, _begun_again(task), Verb.SENT_BACK, act, missing)


def reopened(task: Task, act: Act, reason: Text | None) -> Step:
    """Done or dropped was too early."""
    return changed(task, _begun_again(task), Verb.REOPENED, act, reason)


def dropped(task: Task, act: Act, reason: Text | None) -> Step:
    """Not to be done."""
    new = replace(
        task, status=Status.DROPPED, closed_at=act.now, blocker=None, quiet_until=None,
        offered_to=None,
    )  # fmt: skip
    return changed(task, new, Verb.DROPPED, act, reason)


# What is said about it


def mentioned(
    task: Task,
    verb: Verb,
    act: Act,
    text: Text | None = None,
    after: Mapping[str, Value] | None = None,
) -> Step:
    """Something that changes no field, such as a note; *after* are facts of the event alone."""
    touched, event = changed(task, task, verb, act, text)
    return touched, replace(event, after=dict(after or {}))


def quieted(task: Task, until: datetime, act: Act) -> Step:
    """Nothing is in the way: not to be asked again before *until*."""
    return changed(task, replace(task, quiet_until=until), Verb.ANSWERED, act)


def heard(task: Task, at: datetime, act: Act) -> Step:
    """A human spoke in its thread; what is heard late never makes it look quieter."""
    new, event = changed(task, task, Verb.SPOKE, replace(act, now=at))
    return replace(new, touched_at=max(task.touched_at, at)), event


def source_changed(task: Task, state: SourceState, act: Act) -> Step:
    """The message that it came from changed; nobody has worked on the task."""
    source = replace(task.source, state=state) if task.source is not None else None
    deleted = state is SourceState.DELETED
    event = Event(
        task_ref(task.id), Verb.SOURCE_DELETED if deleted else Verb.SOURCE_EDITED, act.actor,
        act.now, cause=act.cause,
    )  # fmt: skip
    return replace(task, source=source, version=task.version + 1), event


def as_source_says(task: Task, title: Text | None, notes: Text | None, act: Act) -> Step:
    """The words that the message has now; None leaves what is there."""
    source = replace(task.source, state=SourceState.SAME) if task.source is not None else None
    return edited(replace(task, source=source), act, title=title, notes=notes)


def shared(task: Task, place: PlaceId, act: Act, thread: str | None = None) -> Step:
    """Its card is posted in a place, or in a thread there."""
    where: dict[str, Value] = {"shared_in": place}
    if thread is not None:
        where["thread"] = thread
    return mentioned(task, Verb.SHARED, act, after=where)


def snoozed(task: Task, until: datetime, act: Act) -> Step:
    """One person wants to be asked later; the due date stays."""
    return mentioned(task, Verb.SNOOZED, act, after={"until": until.isoformat()})


# Links, which live beside the tasks


def linked(task: Task, earlier: TaskId, act: Act) -> Step:
    """It waits for *earlier* now."""
    return mentioned(task, Verb.LINKED, act, after={"waits_for": earlier})


def unlinked(task: Task, earlier: TaskId, act: Act) -> Step:
    """It waits for *earlier* no more."""
    new, event = mentioned(task, Verb.UNLINKED, act)
    return new, replace(event, before={"waits_for": earlier})


_NOTHING: tuple[Value, ...] = (None, False, 0, "")


def _begun_again(task: Task) -> Task:
    return replace(
        task,
        status=_where_it_was(task),
        finished_by=None,
        finished_at=None,
        closed_at=None,
        checked=False,
    )


def _where_it_was(task: Task) -> Status:
    if task.owner is None:
        return Status.TRIAGE
    return Status.IN_PROGRESS if task.started_at or task.finished_at else Status.TODO
