"""The line that tells what a thread was made into: as true as its tasks are."""

from dataclasses import replace

from core.kernel.audience import Audience
from core.kernel.context import Context
from core.kernel.refs import PostId, TaskId, task_ref
from core.screens.delivery import Post, PostState
from core.screens.keys import post_key
from core.screens.ticked import CAPTURED_MOST
from core.tasks.model import Status, Task
from core.unit import WorkUnit

_THERE = {PostState.PENDING, PostState.SENDING, PostState.SENT}


def redraw_line(work: WorkUnit, task: Task, ctx: Context) -> None:
    """The line that names *task* is drawn anew; one that was taken down comes again once a task
    of it stands again."""
    lines = _lines(work, task)
    for line in lines:
        work.posts.soil_post(line.id)
    if not lines or task.status is Status.DROPPED or any(line.state in _THERE for line in lines):
        return
    number = PostId(work.new_id())
    last = lines[-1]
    work.posts.add(
        replace(
            last, id=number, key=post_key(work.workspace, number, ctx.now), not_before=ctx.now,
            state=PostState.PENDING, dirty=False, shown="", remote_place=None, remote_id=None,
            attempts=0, epoch=0, lease=None, sending_at=None, sent_at=None, error="",
        )
    )  # fmt: skip


def named_by(work: WorkUnit, line: Post, audience: Audience) -> list[Task]:
    """The tasks that the line is about, as far as *audience* sees them: of those that were made in
    its moment those that were captured in its place."""
    first = line.subject.id if line.subject is not None else 0
    numbers = [TaskId(first + more) for more in range(CAPTURED_MOST)]
    found = work.tasks(audience).many(numbers).values()
    return [
        task
        for task in found
        if task.created_at == line.created_at
        and task.source is not None
        and task.source.place == line.place
    ]


def _lines(work: WorkUnit, task: Task) -> list[Post]:
    """Numbers are dense and the tasks of one request follow each other: the first of them, which
    the line is about, is among the numbers before."""
    if task.source is None:
        return []
    first = max(1, task.id - CAPTURED_MOST + 1)
    near = work.posts.captured([task_ref(TaskId(n)) for n in range(first, task.id + 1)])
    return [
        post
        for post in near
        if post.created_at == task.created_at and post.place == task.source.place
    ]
