"""New tasks with all that one line may ask for: a #word's project, links, and a card to share."""

from dataclasses import replace

from core.kernel.context import Context
from core.kernel.errors import Conflict
from core.kernel.events import Event
from core.language.threads.stems import shared, stems
from core.links.commands import WaitFor
from core.links.service import wait_for
from core.people.model import PlaceKind
from core.projects.ports import ProjectUnit
from core.projects.service import open_by_word
from core.tasks import service as tasks
from core.tasks.changes import handle
from core.tasks.commands import Share
from core.tasks.commands_adding import AddMany, AddTask, Capture, CaptureMany, Draft
from core.tasks.model import Status, Task
from core.tasks.service import Changed

ALIKE = 0.6
"""Part of the words that two titles of the same matter share."""


def add(work: ProjectUnit, intent: AddTask, ctx: Context) -> Changed:
    """``tasks.service.add``, with the draft's project, links and card; all or nothing."""
    draft, opened = _with_project(work, intent.draft, ctx)
    return _completed(work, tasks.add(work, replace(intent, draft=draft), ctx), draft, opened, ctx)


def add_many(work: ProjectUnit, intent: AddMany, ctx: Context) -> tuple[Changed, ...]:
    """As ``add``, for every draft: each becomes a task, or none does."""
    made: list[Changed] = []
    for draft in intent.drafts:
        if intent.whole and made:
            draft = replace(draft, parent=made[0].task.id)
        made.append(add(work, AddTask(draft, confirmed=intent.confirmed), ctx))
    return tuple(made)


def capture(work: ProjectUnit, intent: Capture, ctx: Context) -> Changed:
    """``tasks.service.capture``, with the draft's project, links and card; all or nothing."""
    draft, opened = _with_project(work, intent.draft, ctx)
    change = tasks.capture(work, replace(intent, draft=draft), ctx)
    return _completed(work, change, draft, opened, ctx)


def capture_many(work: ProjectUnit, intent: CaptureMany, ctx: Context) -> tuple[Changed, ...]:
    """As ``capture``, for each: a message may hold several, so all are looked up before any is
    made. What was captured meanwhile is left out; Conflict when nothing else is left."""
    found = [(one, _captured(work, one, ctx)) for one in intent.captures]
    fresh = [replace(one, anyway=True) for one, earlier in found if one.anyway or not earlier]
    if not fresh:
        earlier = next(task for _, task in found if task is not None)
        raise Conflict("already_captured", task=handle(work, earlier.id), id=earlier.id)
    return tuple(capture(work, one, ctx) for one in fresh)


def _captured(work: ProjectUnit, one: Capture, ctx: Context) -> Task | None:
    """The task that this message was made into under much the same title."""
    earlier = work.tasks(ctx.audience).captured_from(one.source.place, one.source.message)
    return next((task for task in earlier if same_matter(task, one.draft.title)), None)


def same_matter(task: Task, title: str) -> bool:
    """Whether *task* is what *title* says, as far as words tell; one that was dropped is not."""
    return task.status is not Status.DROPPED and (
        shared(stems(task.title.body), stems(title)) >= ALIKE
    )


def _with_project(work: ProjectUnit, draft: Draft, ctx: Context) -> tuple[Draft, tuple[Event, ...]]:
    """The draft in the project of its #word, which is opened by its first use."""
    if draft.project is not None or not draft.project_word:
        return draft, ()
    found = open_by_word(work, draft.project_word, ctx)
    return replace(draft, project=found.project.id), found.events


def _completed(
    work: ProjectUnit, change: Changed, draft: Draft, opened: tuple[Event, ...], ctx: Context
) -> Changed:
    task, events = change.task, (*opened, *change.events)
    if draft.after:
        linked = wait_for(work, WaitFor(task.id, draft.after), ctx)
        task, events = linked.task, (*events, *linked.events)
    if draft.share and ctx.place is not None and not _is_direct(work, ctx):
        shared = tasks.share(work, Share(task.id, ctx.place), ctx)
        task, events = shared.task, (*events, *shared.events)
    return Changed(task, events)


def _is_direct(work: ProjectUnit, ctx: Context) -> bool:
    """Whether the line was typed to Chivvy alone, where a card would be a second echo."""
    place = work.people.place(ctx.place) if ctx.place is not None else None
    return place is None or place.kind is PlaceKind.DM
