"""New tasks with all that one line may ask for: a #word's project, links, and a card to share."""

from dataclasses import replace

from core.kernel.context import Context
from core.kernel.events import Event
from core.links.commands import WaitFor
from core.links.service import wait_for
from core.people.model import PlaceKind
from core.projects.ports import ProjectUnit
from core.projects.service import open_by_word
from core.tasks import service as tasks
from core.tasks.commands import AddMany, AddTask, Capture, Draft, Share
from core.tasks.service import Changed


def add(work: ProjectUnit, intent: AddTask, ctx: Context) -> Changed:
    """``tasks.service.add``, with the draft's project, links and card; all or nothing."""
    draft, opened = _with_project(work, intent.draft, ctx)
    return _completed(work, tasks.add(work, replace(intent, draft=draft), ctx), draft, opened, ctx)


def add_many(work: ProjectUnit, intent: AddMany, ctx: Context) -> tuple[Changed, ...]:
    """As ``add``, for every draft: each becomes a task, or none does."""
    one_by_one = (AddTask(draft, confirmed=intent.confirmed) for draft in intent.drafts)
    return tuple(add(work, one, ctx) for one in one_by_one)


def capture(work: ProjectUnit, intent: Capture, ctx: Context) -> Changed:
    """``tasks.service.capture``, with the draft's project, links and card; all or nothing."""
    draft, opened = _with_project(work, intent.draft, ctx)
    change = tasks.capture(work, replace(intent, draft=draft), ctx)
    return _completed(work, change, draft, opened, ctx)


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
