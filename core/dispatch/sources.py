"""Messages that tasks came from: edited, deleted, and read again."""

from datetime import datetime

from core.context import MessageRef
from core.dispatch.narrowing import place_of
from core.dispatch.reacting import KNOWN
from core.kernel.context import Act, Context
from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import Kind, TaskId, task_ref
from core.kernel.text import TITLE_LIMIT, one_line, shorten
from core.kernel.tokens import Token
from core.people.model import Sender
from core.reading import captures
from core.reading.names import as_typed
from core.tasks import transitions
from core.tasks.changes import keep
from core.tasks.commands import UseText
from core.tasks.model import SourceState, Task
from core.unit import Unit, WorkUnit


def is_source(unit: Unit, sender: Sender, message: str) -> bool:
    """Whether tasks came from this message; reads only, for most messages are no source."""
    return bool(_from(unit, sender, message))


def source_changed(
    unit: Unit, sender: Sender, message: str, state: SourceState, now: datetime
) -> None:
    """The tasks keep their words, and say that the message has others, or is no more. Events may
    come twice and in any order: what was deleted stays deleted."""
    home = unit.directory.find(sender.platform, sender.team)
    if home is None:
        return
    work = unit.of(home.workspace)
    for task in _from(unit, sender, message):
        known = task.source.state if task.source is not None else state
        if known is state or known is SourceState.DELETED:
            continue
        keep(work, transitions.source_changed(task, state, Act(None, now)))
        work.posts.soil(task_ref(task.id))


def _from(unit: Unit, sender: Sender, message: str) -> list[Task]:
    home, place = unit.directory.find(sender.platform, sender.team), place_of(unit, sender)
    if home is None or place is None:
        return []
    return list(unit.of(home.workspace).tasks(KNOWN).captured_from(place.id, message))


def read_new_text(unit: Unit, token: Token, message: MessageRef, ctx: Context) -> UseText:
    """What the message says now, for who may read it where it stands."""
    work = unit.of(ctx.workspace)
    if token.subject is None or token.subject.kind is not Kind.TASK:
        raise BadInput("stale_button")
    task = work.tasks(ctx.audience).get(TaskId(token.subject.id))
    if task is None or not _may_read(work, task, message, ctx):
        handle = work.people.workspace().handle(token.subject.id)
        raise NotFound("not_found", task=handle)
    found = captures.propose(work, message, ctx)
    title = shorten(one_line(as_typed(work, found.title, ctx.platform)), TITLE_LIMIT)
    return UseText(task.id, title, found.notes)


def _may_read(work: WorkUnit, task: Task, message: MessageRef, ctx: Context) -> bool:
    place = captures.place_of(work, message, ctx)
    source = task.source
    if source is None or (source.place, source.message) != (place.id, message.message):
        return False
    return not place.private or ctx.actor in work.people.members(place.id)
