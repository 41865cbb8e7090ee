"""Messages of a platform: what of ours they tell of."""

from collections.abc import Sequence

from core.captured import named_by
from core.context import MessageRef
from core.dispatch.handling import reader_of
from core.kernel.context import Context
from core.kernel.refs import TaskId
from core.reading.captures import place_of
from core.reading.names import tasks_of_post
from core.screens import cards, ticked
from core.screens.delivery import PostKind
from core.screens.views import View
from core.tasks.model import Task
from core.unit import Unit, WorkUnit


def own_message(unit: Unit, message: MessageRef, ctx: Context) -> View:
    """The task that a message of ours tells of; of several, which; else what to do instead."""
    work, reader = unit.of(ctx.workspace), reader_of(ctx)
    tasks = _told_of(work, message, ctx)
    if len(tasks) == 1:
        return cards.details(work, tasks[0], reader, ctx.platform)
    return ticked.ours(work, tasks, reader, ctx.platform)


def _told_of(work: WorkUnit, message: MessageRef, ctx: Context) -> Sequence[Task]:
    place = place_of(work, message, ctx)
    post = work.posts.by_remote(place.installation, place.external_id, message.message)
    if post is not None and post.kind is PostKind.CAPTURED:
        return named_by(work, post, ctx.audience)
    numbers: set[TaskId] = tasks_of_post(work, place.id, message.message)
    return list(work.tasks(ctx.audience).many(sorted(numbers)).values())
