"""What time brings: watches that are due are worked off, whatever they watch."""

from collections.abc import Callable
from datetime import datetime

from core.followup import easing, gather
from core.followup.gather import Known
from core.followup.ports import FollowupUnit
from core.followup.service import follow
from core.kernel.events import Event
from core.kernel.refs import Kind, PersonId, ProjectId, Ref, TaskId

After = Callable[[tuple[Event, ...]], object]
"""What follows from events: ``reactions.react`` with its context."""


def tick(work: FollowupUnit, now: datetime, limit: int = 100, after: After | None = None) -> int:
    """Works off at most *limit* watches that are due; says how many.

    *after* gets the events of tasks that closed unchecked.
    """
    due = work.watches.due(now, limit)
    known = gather.know(work, [TaskId(w.subject.id) for w in due if w.subject.kind is Kind.TASK])
    for watch in due:
        if watch.subject.kind is not Kind.TASK:
            known.save(work, now)
        events = look(work, watch.subject, now, known)
        if events:
            known.forget()
            known.save(work, now)
        if events and after is not None:
            after(events)
    known.save(work, now)
    return len(due)


def look(
    work: FollowupUnit, subject: Ref, now: datetime, known: Known | None = None
) -> tuple[Event, ...]:
    """Decides anew about one watched subject; returns the events of a task that closed."""
    if subject.kind in {Kind.PROJECT, Kind.WORKSPACE}:
        recheck(work, subject, now)
    elif subject.kind is Kind.PERSON:
        easing.look(work, PersonId(subject.id), now)
    else:
        return follow(work, subject, now, known=known)
    return ()


def recheck(work: FollowupUnit, subject: Ref, now: datetime) -> None:
    """A rule of a project or of the workspace changed: all its open tasks are looked at again."""
    project = ProjectId(subject.id) if subject.kind is Kind.PROJECT else None
    work.watches.sooner_for_project(project, now)
    work.watches.set(subject, None)
