"""What is owed about projects that rest: it waits, and none of it is lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core.followup.gather import SYSTEM
from core.followup.model import Notice
from core.followup.ports import FollowupUnit
from core.kernel.refs import Kind, NoticeId, TaskId

LOOK_AGAIN = timedelta(days=1)
"""At what is owed about a project whose pause has no end; resuming it does not wait so long."""


def asleep(
    work: FollowupUnit, notices: Sequence[Notice], now: datetime
) -> Mapping[NoticeId, datetime]:
    """Which of *notices* are about the tasks of a project that is paused now, and until when."""
    resting = work.projects(SYSTEM).resting(now) if notices else {}
    if not resting:
        return {}
    about = {
        n.id: TaskId(n.wanted.subject.id) for n in notices if n.wanted.subject.kind is Kind.TASK
    }
    tasks = work.tasks(SYSTEM).many(set(about.values()))
    return {
        number: resting[project] or now + LOOK_AGAIN
        for number, task in about.items()
        if task in tasks and (project := tasks[task].project) is not None and project in resting
    }
