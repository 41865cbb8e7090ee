"""How something repeats, in words: a pattern, or what to type instead."""

from datetime import date

from core.calendar.repeats import Pattern, pattern
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import TaskId
from core.kernel.text import clean
from core.language.dates import read_due
from core.language.line import read_line
from core.language.model import LineReading
from core.recurring.commands import PauseRepeating, RecurringIntent, Repeat, StopRepeating

EXAMPLE = "/task repeat T-42 every 2 weeks"
PAUSE = "/task repeat T-42 pause until 6 jan"
_OFF = frozenset({"off", "stop", "never", "no", "none", "once", "end", "cancel", "no more"})
_ON = frozenset({"on", "resume", "continue", "go on", "unpause", "resumed"})


def read_repeat(task: TaskId, words: str, ctx: Context) -> RecurringIntent:
    """``/task repeat T-42 <words>``: how often, *off*, *pause until ...* or *resume*."""
    rest = clean(words)
    if not rest:
        raise BadInput("no_repeat", field="repeat", example=EXAMPLE)
    if rest.casefold() in _OFF:
        return StopRepeating(task)
    if rest.casefold() in _ON:
        return PauseRepeating(task, None)
    first, _, then = rest.partition(" ")
    if first.casefold() in {"pause", "paused", "not"}:
        return PauseRepeating(task, _pause_day(then, ctx))
    return Repeat(task, read_pattern(rest, ctx, EXAMPLE))


def _pause_day(words: str, ctx: Context) -> date:
    """until 6 jan; for 2 weeks, which is in 2 weeks."""
    first, _, then = clean(words).partition(" ")
    named = {"until": then, "till": then, "before": then, "for": f"in {then}"}
    for typed in (named.get(first.casefold(), words), f"in {words}"):
        due = read_due(clean(typed), now=ctx.now, zone=ctx.zone, locale=ctx.locale)
        if due is not None:
            return due.day
    raise BadInput("no_pause_day", field="until", example=PAUSE)


def pattern_of(line: LineReading) -> Pattern | None:
    """How the task of *line* repeats; None when it says nothing of it. BadInput as ``pattern``."""
    if line.recurrence is None or line.due is None:
        return None
    due = line.due
    return pattern(
        line.recurrence, start=due.day, zone=due.zone, wall=due.time,
        from_completion=line.from_completion,
    )  # fmt: skip


def read_pattern(text: str, ctx: Context, example: str) -> Pattern:
    """What the whole of *text* says; "2 weeks" is "every 2 weeks". BadInput with *example*."""
    words = clean(text)
    for typed in (words, f"every {words}"):
        line = read_line(f"x {typed}", now=ctx.now, zone=ctx.zone, locale=ctx.locale)
        if line.recurrence is None or line.title != "x" or not _nothing_else(line):
            continue
        try:
            found = pattern_of(line)
        except BadInput as error:
            fields = {**error.fields, "typed": words[:80], "example": example}
            raise BadInput(error.code, field="repeat", **fields) from None
        if found is not None:
            return found
    raise BadInput("unknown_repeat", field="repeat", typed=words[:80], example=example)


def _nothing_else(line: LineReading) -> bool:
    return {span.field for span in line.spans} <= {"recurrence", "due"}
