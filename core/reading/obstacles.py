"""What is in the way, as typed or as filled in: both roads read the same words the same way."""

from datetime import date

from core.kernel.context import Context
from core.kernel.refs import TaskId
from core.kernel.text import clean
from core.language.line import read_line
from core.language.model import LineReading, Mention
from core.reading.names import as_typed, find_person, nobody
from core.tasks.blocking import OUTSIDE_LIMIT
from core.tasks.commands import Reopen, SendBack
from core.tasks.commands_blocking import Block
from core.tasks.model import Status
from core.unit import WorkUnit

EXAMPLE = "/task block T-42 firewall rule needs admin rights @jonas"


def typed_block(work: WorkUnit, task: TaskId, words: str, ctx: Context) -> Block:
    """``/task block T-42 <words>``: the helper is an @name, wherever it stands."""
    line = _line(work, words, ctx)
    named = _named(work, words, line, ctx)
    found = find_person(work.people, named, ctx)
    if named is not None and found.person is None:
        raise nobody(work.people, found, ctx, "helper", EXAMPLE)
    outside, check = _outside(line, named)
    reason = as_typed(work, _without_mention(words, line), ctx.platform)
    return Block(task, reason, found.person, outside, check)


def opened_again(work: WorkUnit, task: TaskId, words: str, ctx: Context) -> Reopen | SendBack:
    """What waits for its check is sent back with the words that open another again."""
    held = work.tasks(ctx.audience).get(task)
    waits = held is not None and held.status is Status.IN_REVIEW
    return SendBack(task, words) if waits else Reopen(task, words)


def filled_block(work: WorkUnit, block: Block, ctx: Context) -> Block:
    """The filled-in form; where it names nobody, "waiting for ACME, check friday" in the reason
    means what it means when it is typed."""
    if block.helper is not None or block.outside:
        return block
    line = _line(work, block.reason, ctx)
    if line.waiting_for is None:
        return block
    named = _named(work, block.reason, line, ctx)
    helper = find_person(work.people, named, ctx).person
    outside, check = _outside(line, named if helper is not None else None)
    return Block(block.task, block.reason, helper, outside, block.check_on or check)


def _line(work: WorkUnit, words: str, ctx: Context) -> LineReading:
    prefix = work.people.workspace().prefix
    return read_line(words, now=ctx.now, zone=ctx.zone, locale=ctx.locale, prefix=prefix)


def _named(work: WorkUnit, words: str, line: LineReading, ctx: Context) -> Mention | None:
    """The @name; "waiting for" takes the words behind it, and may hide one."""
    if line.owner is not None or line.waiting_for is None:
        return line.owner
    return _line(work, f"x {words}", ctx).owner or _line(work, f"x {line.waiting_for}", ctx).owner


def _outside(line: LineReading, named: Mention | None) -> tuple[str | None, date | None]:
    """Who outside is waited for, and when to look again. A colleague is not outside, and words
    too long for a name are the reason alone."""
    check = line.check_on.day if line.check_on else None
    who = line.waiting_for
    if who is None or (check is None and (named is not None or len(who) > OUTSIDE_LIMIT)):
        return None, check
    return who, check


def _without_mention(words: str, line: LineReading) -> str:
    """The reason as typed, less the helper's @name at its edge."""
    for span in line.spans:
        if span.field == "owner":
            words = words[: span.start] + words[span.end :]
    return clean(words)
