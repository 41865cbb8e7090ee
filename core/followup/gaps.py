"""How long a team's tasks are usually quiet, learnt from those that it has closed."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

from core.calendar.working import WorkCalendar, count_working_days
from core.calendar.zones import local_date
from core.followup.calendars import calendars
from core.followup.gather import SYSTEM
from core.followup.ports import FollowupUnit
from core.kernel.events import Event
from core.kernel.refs import ProjectId, project_ref, task_ref
from core.tasks.model import Status
from core.tasks.ports import TaskFilter

ENOUGH = 30
"""Closed tasks before a project's own gaps count."""
READ = 60
"""So many of the newest closed tasks are looked at."""
SHARE = 0.85
FRESH = timedelta(days=1)
"""Between two looks at one project."""
LONGEST = 30
"""Working days that a gap counts at most."""


def learn(work: FollowupUnit, number: ProjectId, now: datetime) -> None:
    """Once a day at most, when one of its tasks is closed: the project's usual gap, as a value of
    its row. Another one has its tasks looked at again."""
    project = work.projects(SYSTEM).get(number)
    if project is None or (project.gap_at is not None and now - project.gap_at < FRESH):
        return
    tasks = work.tasks(SYSTEM)
    closed = tasks.find(TaskFilter(project=number, statuses=(Status.DONE,), newest=True), READ)
    found = None
    if len(closed) >= ENOUGH:
        tasks.foresee([task.id for task in closed])
        histories = [tasks.events(task_ref(task.id), 200) for task in closed]
        found = usual(histories, calendars(work).of_project(project))
    work.project_writer.learn(number, found, now)
    if found != project.usual_gap:
        work.watches.sooner(project_ref(number), now)


def usual(histories: Iterable[Sequence[Event]], calendar: WorkCalendar) -> int | None:
    """The 85th percentile of working days between two days on which something happened to one
    task; None where no task had two such days."""
    gaps = sorted(gap for events in histories for gap in _gaps(events, calendar))
    return gaps[ceil(SHARE * len(gaps)) - 1] if gaps else None


def _gaps(events: Iterable[Event], calendar: WorkCalendar) -> list[int]:
    """Only what people did is activity."""
    acts = (event.at for event in events if event.actor is not None)
    days = sorted({local_date(at, calendar.zone) for at in acts})
    return [
        count_working_days(calendar, first, second, LONGEST) for first, second in pairwise(days)
    ]
