"""Cards and lines about tasks, posted where people talk of them."""

from core.kernel.context import Context
from core.kernel.refs import PlaceId, PostId, task_ref
from core.placing import first_try
from core.screens.delivery import Post, PostKind
from core.screens.keys import post_key
from core.tasks.model import Task
from core.unit import WorkUnit


def show_card(work: WorkUnit, task: Task, ctx: Context, place: PlaceId, thread: str | None) -> None:
    """A live card of *task* in a place, unless there is one."""
    if not work.posts.card_in(task_ref(task.id), place):
        post_about(work, task, ctx, place, thread, PostKind.CARD)


def post_about(
    work: WorkUnit, task: Task, ctx: Context, place: PlaceId, thread: str | None, kind: PostKind
) -> None:
    """A post about *task*, once the place takes it."""
    where = work.people.place(place)
    if where is None:
        return
    number = PostId(work.new_id())
    work.posts.add(
        Post(
            workspace=work.workspace, id=number, key=post_key(work.workspace, number, ctx.now),
            kind=kind, installation=where.installation, created_at=ctx.now,
            not_before=first_try(work, where, ctx.now), subject=task_ref(task.id), place=where.id,
            thread=thread,
        )
    )  # fmt: skip


def show_in_thread(
    work: WorkUnit, task: Task, ctx: Context, place: PlaceId, thread: str | None
) -> None:
    """A live card in this very thread, wherever else one stands."""
    cards = work.posts.cards(task_ref(task.id))
    if not any((card.place, card.thread) == (place, thread) for card in cards):
        post_about(work, task, ctx, place, thread, PostKind.CARD)
