"""Options of a command that were filled in by themselves: each must say something.

The line that they are put together to is read as any other. There a date that is none is words of
the title, and an unknown project a label; who typed it into its own field meant neither.
"""

from collections.abc import Callable, Mapping, Sequence

from core import catalogue
from core.catalogue import Command, Param, VerbEntry
from core.context import Told
from core.kernel.context import Context
from core.kernel.errors import BadInput, NotFound
from core.language.handles import find_task
from core.language.verbs import split_verb
from core.reading.lines import as_line, says_nothing
from core.reading.names import named_project
from core.unit import WorkUnit

_DUE = "/task add Renew the certificate due friday 17:00"
_OF_A_DATE = frozenset({"due", "recurrence", "mark"})


def require_sound(work: WorkUnit, home: str, text: str, told: Sequence[Told], ctx: Context) -> None:
    """BadInput or NotFound for the first option that can't be read as what it takes."""
    verb = catalogue.find(home, split_verb(text)[0] or "") if told else None
    for option in told if verb is not None else ():
        if (check := _CHECKS.get(option.kind)) is not None and verb is not None:
            check(work, verb, option, ctx)


def _date(work: WorkUnit, verb: VerbEntry, option: Told, ctx: Context) -> None:
    """When a new task is due, or how often it comes again. Where a verb is about a date and nothing
    else, its own reader refuses what is none."""
    if (verb.command, verb.name) != (Command.TASK, "add"):
        return
    line = as_line(work, f"x due {option.value}", ctx)
    found = {span.field for span in line.spans}
    if line.title != "x" or not found & {"due", "recurrence"} or found - _OF_A_DATE:
        raise BadInput("unreadable_date", field=option.name, typed=option.value, example=_DUE)


def _project(work: WorkUnit, verb: VerbEntry, option: Told, ctx: Context) -> None:
    """Known to the asker. Where to is said of a task in more words, which its own reader knows."""
    if (verb.command, verb.name) == (Command.TASK, "move"):
        return
    if named_project(work, option.value, ctx) is None:
        raise NotFound("no_project", project=option.value.lstrip("#"))


def _task(work: WorkUnit, verb: VerbEntry, option: Told, ctx: Context) -> None:
    """A number, and of verbs that take several the first of them."""
    number, rest = find_task(option.value, prefix=work.people.workspace().prefix)
    if number is None or (rest and not verb.several):
        raise BadInput("which_task", field=option.name, example=verb.example)


def _tasks(work: WorkUnit, verb: VerbEntry, option: Told, ctx: Context) -> None:
    """Numbers and nothing else, whatever stands between them."""
    prefix = work.people.workspace().prefix
    for word in option.value.replace(",", " ").split():
        if word.casefold() not in {"and", "&", "+"} and find_task(word, prefix=prefix)[0] is None:
            raise BadInput("which_earlier", field=option.name, example=verb.example)


def _line(work: WorkUnit, verb: VerbEntry, option: Told, ctx: Context) -> None:
    """A name alone is no title, whatever was said beside it."""
    if says_nothing(option.value):
        raise BadInput("no_title", field=option.name, example=verb.example)


_CHECKS: Mapping[str, Callable[[WorkUnit, VerbEntry, Told, Context], None]] = {
    Param.DATE: _date,
    Param.PROJECT: _project,
    Param.TASK: _task,
    Param.TASKS: _tasks,
    Param.LINE: _line,
}
