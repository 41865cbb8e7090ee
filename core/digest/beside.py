"""What is asked in a message of its own on the morning of a brief, and so is not said in it too."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from core.followup import service as followup
from core.followup.budget import LOUD, day_start
from core.followup.calendars import calendars
from core.followup.model import Notice, NoticeKind, NoticeState, to_person
from core.followup.ports import FollowupUnit
from core.followup.ways import travels
from core.kernel.refs import PersonId, TaskId, task_ref
from core.tasks.model import Task

_ASKS: Final = frozenset({NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN})


def asked_beside(
    work: FollowupUnit, person: PersonId, mine: Iterable[Task], now: datetime
) -> set[TaskId]:
    """Of what is past its date the tasks that *person* was asked about today and has not answered,
    or is asked about at this very minute."""
    late = [task.id for task in mine if task.due is not None and task.due.at <= now]
    if not late:
        return set()
    found, to = work.people.person(person), to_person(person)
    work.notices.foresee(late)
    asks = [
        notice for task in late for notice in work.notices.of(task_ref(task))
        if notice.wanted.kind in _ASKS and notice.wanted.recipient == to
        and travels(found, notice) in LOUD
    ]  # fmt: skip
    begun = day_start(calendars(work).of(person), now)
    said = [notice for notice in asks if _stands(notice, begun)]
    due = [n for n in asks if n.state is NoticeState.OWED and n.wanted.not_before <= now]
    due = [notice for notice in due if followup.holds(work, notice, now)]
    if due:
        said += followup.choose(work, person, due, now).now
    return {TaskId(notice.wanted.subject.id) for notice in said}


def _stands(notice: Notice, begun: datetime) -> bool:
    """Whether it is in a message of the day that began then, and waits for an answer."""
    if notice.answered_at is not None or notice.state not in {
        NoticeState.CLAIMED, NoticeState.SAID,
    }:  # fmt: skip
        return False
    return notice.said_at is None or notice.said_at >= begun
