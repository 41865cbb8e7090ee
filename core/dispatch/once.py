"""What is there already is shown before a second one is made; and a second one all the same."""

from dataclasses import replace

from core.dispatch.acts import Intent
from core.dispatch.found import Found, in_place
from core.dispatch.handling import reader_of
from core.dispatch.looking import look
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import Kind, TaskId
from core.kernel.tokens import Token
from core.queries import Query, ShowTask
from core.reading import alike, captures, kept
from core.reading.names import as_typed
from core.reading.typed import kept_key
from core.reading.verbs import read_task
from core.screens import alike as alikes
from core.screens import forms
from core.screens.views import Details, TaskLine
from core.tasks.commands_adding import AddTask, Draft
from core.unit import Unit, WorkUnit


def once(unit: Unit, request: Intent | Query, ctx: Context) -> Found | None:
    """The task that is there already, in the place of a second one that was typed.

    A request that comes again finds its own task: it is answered again, as any other.
    """
    if not isinstance(request, AddTask):
        return None
    work = unit.of(ctx.workspace)
    same = alike.same_as(work, request.draft, ctx)
    if same is None or unit.inbox.look(ctx.key) is not None:
        return None
    line, name = _line_of(work, request), kept_key(ctx.key)
    shown = as_typed(work, line, ctx.platform)
    view = alikes.looks_same(work, same, name, shown, reader_of(ctx), ctx.platform)
    return Found(view=view, keep=alike.hold(line, ctx))


def _line_of(work: WorkUnit, intent: AddTask) -> str:
    """The line as it can be read again."""
    parent = intent.draft.parent
    verb = "add" if parent is None else f"sub {work.people.workspace().handle(parent)}"
    return f"{verb} {intent.typed}"


def all_the_same(unit: Unit, token: Token, ctx: Context) -> Found:
    """A second task all the same: what was typed, as it was meant then and there."""
    line = alike.held(kept.recall(unit, token.value, ctx))
    work = unit.of(ctx.workspace)
    there = in_place(work, line.place, ctx)
    request = read_task(work, line.line, replace(there, now=line.at))
    if not isinstance(request, AddTask):
        raise BadInput("stale_button")
    # A second press answers again: one line becomes one task.
    return Found(intent=request, ctx=replace(there, key=f"same:{token.value}"))


def opened(unit: Unit, token: Token, ctx: Context) -> Found:
    """The task that looked the same; the line that was typed waits beside it."""
    if token.subject is None or token.subject.kind is not Kind.TASK:
        raise BadInput("stale_button")
    work, number = unit.of(ctx.workspace), TaskId(token.subject.id)
    view = look(work, ShowTask(number), ctx)
    if isinstance(view, Details):
        add = alikes.add_anyway(token.value, work.people.workspace().handle(number))
        view = replace(view, buttons=(*view.buttons, add))
    return Found(view=view)


def same_line(work: WorkUnit, found: captures.Proposal, ctx: Context) -> TaskLine | None:
    """The task that a message would be a second time, as it is proposed."""
    home = work.projects(ctx.audience).at_home(found.source.place)
    same = alike.same_as(work, Draft(found.title, project=home.id if home else None), ctx)
    if same is None:
        return None
    return forms.captured_before(work, [same], reader_of(ctx), ctx.platform)[0]
