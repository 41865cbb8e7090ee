"""Which tasks a digest may call quiet: only what their owners were asked about, in vain, twice."""

from collections.abc import Sequence
from datetime import datetime

from core.followup import gather
from core.followup.around import Around, Case
from core.followup.model import Notice, NoticeKind, NoticeState
from core.followup.moments import iso
from core.followup.ports import FollowupUnit
from core.followup.rules import climbs
from core.followup.stalled import listed_from
from core.followup.ways import muted
from core.kernel.refs import TaskId, task_ref
from core.tasks.model import Task

PAGE = 500
"""So many tasks are looked at at once."""


def quiet(work: FollowupUnit, tasks: Sequence[Task], now: datetime) -> frozenset[TaskId]:
    """Those of *tasks*, begun and not late, that the digest lists as quiet by now."""
    pages = (tasks[begin : begin + PAGE] for begin in range(0, len(tasks), PAGE))
    likely = [task for page in pages for task in _likely(work, page)]
    known = gather.know(work, [task.id for task in likely])
    return frozenset(
        task.id for task in likely
        if lists_quiet(task, gather.around(work, task, now, known=known), now)
    )  # fmt: skip


def _likely(work: FollowupUnit, tasks: Sequence[Task]) -> list[Task]:
    """Those whose owner was asked about this very silence, or wants no such question."""
    work.notices.foresee([task.id for task in tasks])
    people = work.people.persons(sorted({t.owner for t in tasks if t.owner is not None}))
    return [
        task for task in tasks
        if task.owner is not None
        and (_asked(work, task) or muted(people.get(task.owner), NoticeKind.STALLED))
    ]  # fmt: skip


def lists_quiet(task: Task, world: Around, now: datetime) -> bool:
    """Whether the digest lists *task* as quiet."""
    case = Case(task, world.notices, world, now)
    stalled = (c for c in climbs(case) if c.rungs[0].kind is NoticeKind.STALLED)
    listed = (listed_from(case, climb) for climb in stalled)
    return any(at is not None and at <= now for at in listed)


def _asked(work: FollowupUnit, task: Task) -> bool:
    return any(_of_silence(n, task) for n in work.notices.of(task_ref(task.id)))


def _of_silence(notice: Notice, task: Task) -> bool:
    wanted = notice.wanted
    mine = wanted.kind is NoticeKind.STALLED and wanted.slot.startswith(iso(task.touched_at))
    return mine and notice.state is not NoticeState.DROPPED
