"""One act on several tasks: what would happen, what is left alone and why, and the form."""

from collections.abc import Sequence

from core.authority import within_bounds
from core.dispatch.acts import Done
from core.followup.model import Notice
from core.kernel.context import Context
from core.kernel.errors import ChivvyError
from core.kernel.text import Rich, Words
from core.kernel.tokens import Token
from core.many import Left, foresee, marked
from core.queries import ForeseeMany, ListTasks
from core.reading.several import Ticked
from core.reading.typed import kept_key
from core.reading.verbs import read_task
from core.screens import problems, several
from core.screens.lists import MINE
from core.screens.presses import plain_press
from core.screens.views import Reader, Said, View
from core.screens.words import say
from core.tasks.ports import TaskFilter
from core.tasks.projects import ASKS
from core.tasks.several import MOST, ActOnMany, encode
from core.unit import WorkUnit


def in_one_line(work: WorkUnit, error: ChivvyError, reader: Reader, platform: str) -> Rich:
    """What is wrong with one of several, in one line."""
    told = problems.problem(error, reader, platform, work)
    return tuple(part for line in told.lines for part in (Words(" "), *line))[1:]


def _why(work: WorkUnit, error: ChivvyError, reader: Reader, platform: str) -> Rich:
    """Why one of several is left alone: without the sentence that leads to an example.

    What would be asked of one alone has no buttons here: it ends with what to type.
    """
    told = in_one_line(work, error, reader, platform)
    if error.code in ASKS:
        asks = say("many.asks_alone", reader.locale, **error.fields)
        return (*told, Words(" "), *asks)
    *before, last = told or (Words(""),)
    if isinstance(last, Words) and last.text.rstrip().endswith(":"):
        end = last.text.rfind(". ") + 1
        last = Words(last.text[:end]) if end else last
    return (*before, last)


def _kept(
    work: WorkUnit, left: Sequence[Left], reader: Reader, platform: str
) -> tuple[several.Kept, ...]:
    return tuple(
        several.Kept(each.number, each.task, _why(work, each.why, reader, platform))
        for each in left
    )


def foresee_many(
    work: WorkUnit, asked: ForeseeMany, reader: Reader, ctx: Context
) -> tuple[View, str]:
    """What would happen, and what *Apply* and *Back* need to know."""
    within_bounds(work, asked.many, ctx)
    would = foresee(work, asked.many, ctx)
    many = marked(asked.many, would)
    held = Ticked(many.verb, many.tasks[:MOST], asked.listed, asked.mine, encode(many))
    view = several.preview(
        work, many,
        [(would.before[change.task.id], change.task) for change in would.changed],
        _kept(work, would.left, reader, ctx.platform), kept_key(ctx.key), reader, ctx.platform,
    )  # fmt: skip
    return view, held.encode()


def many_said(
    work: WorkUnit, intent: ActOnMany, done: Done, owed: Sequence[Notice], reader: Reader,
    ctx: Context,
) -> View:  # fmt: skip
    """What came of it."""
    left = _kept(work, done.left, reader, ctx.platform)
    return several.carried_out(
        work, intent, done.tasks, left, owed, reader, ctx.platform, cause=ctx.key
    )


def several_form(work: WorkUnit, token: Token, kept: str, reader: Reader, ctx: Context) -> View:
    """The form of a list that was asked for, of *my list*, or of tasks that were typed."""
    ticked = Ticked.read(kept)
    tasks = work.tasks(ctx.audience)
    wanted = _wanted(work, ticked, ctx)
    if wanted is None:
        found = [task for task in tasks.many(ticked.tasks).values()]
        total = len(found)
    else:
        found = list(tasks.find(wanted, MOST))
        total = tasks.count(wanted) if len(found) == MOST else len(found)
    if not found:
        return Said((say("many.empty", reader.locale),), (plain_press("my_list"),))
    start = several.Start(ticked.tasks, ticked.act, ticked.many.act if ticked.asked else None)
    return several.several_form(work, token, found, total, start, reader, ctx.platform)


def _wanted(work: WorkUnit, ticked: Ticked, ctx: Context) -> TaskFilter | None:
    """What the list shows; None where tasks were typed by their numbers."""
    if ticked.mine:
        return TaskFilter(owner=ctx.actor, statuses=MINE)
    query = read_task(work, ticked.listed, ctx) if ticked.listed else None
    return query.wanted if isinstance(query, ListTasks) else None
