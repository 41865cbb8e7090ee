"""Messages of a platform: what of ours they tell of."""

from collections.abc import Sequence

from core.captured import named_by
from core.context import MessageRef
from core.dispatch.capturing import Shown, capture_key
from core.dispatch.handling import reader_of
from core.kernel.context import Context
from core.kernel.refs import TaskId
from core.people.model import Role
from core.reading.captures import encode, place_of
from core.reading.names import tasks_of_post
from core.screens import cards, ticked
from core.screens.delivery import PostKind
from core.screens.presses import plain_press
from core.screens.views import Said, View
from core.screens.words import say
from core.tasks.model import Task
from core.unit import Unit, WorkUnit


def own_message(unit: Unit, message: MessageRef, ctx: Context) -> View:
    """The task that a message of ours tells of; of several, which; else what to do instead."""
    work, reader = unit.of(ctx.workspace), reader_of(ctx)
    tasks = _told_of(work, message, ctx)
    if len(tasks) == 1:
        return cards.details(work, tasks[0], reader, ctx.platform)
    return ticked.ours(work, tasks, reader, ctx.platform)


def forwarded(
    unit: Unit, here: MessageRef, original: MessageRef | None, ctx: Context
) -> Shown:  # fmt: skip
    """A button to the form. Captured where it was said if the asker sees that place and we are in
    it; else from the direct messages, where it stays."""
    work = unit.of(ctx.workspace)
    message = original if original is not None and _readable(work, original, ctx) else here
    key = capture_key(message, ctx)
    button = plain_press("capture", "make_task", key)
    view = Said((say("forwarded.offer", ctx.locale),), (button,))
    return Shown(view, {key: encode(message)})


def _readable(work: WorkUnit, message: MessageRef, ctx: Context) -> bool:
    known = (work.people.place_by(each.id, message.place) for each in work.people.installations())
    place = next((one for one in known if one is not None), None)
    person = work.people.person(ctx.actor)
    if place is None or place.closed or person is None:
        return False
    if not place.private and person.role is Role.MEMBER:
        return True
    return ctx.actor in work.people.members(place.id)


def _told_of(work: WorkUnit, message: MessageRef, ctx: Context) -> Sequence[Task]:
    place = place_of(work, message, ctx)
    post = work.posts.by_remote(place.installation, place.external_id, message.message)
    if post is not None and post.kind is PostKind.CAPTURED:
        return named_by(work, post, ctx.audience)
    numbers: set[TaskId] = tasks_of_post(work, place.id, message.message)
    return list(work.tasks(ctx.audience).many(sorted(numbers)).values())
