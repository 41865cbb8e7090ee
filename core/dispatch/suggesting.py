"""What may be meant by what was typed so far in an option of a command: on a reader, bounded."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core.catalogue import Param
from core.dispatch.handling import reader_of
from core.kernel.context import Context
from core.kernel.errors import ChivvyError
from core.kernel.refs import PersonId, TaskId
from core.kernel.text import shorten
from core.language.dates import read_dues
from core.people import service as people
from core.people.model import Role, Sender
from core.reading.filled import Filled
from core.reading.filters import FILTERS
from core.reading.names import due_from
from core.reading.threads import day_of
from core.screens.moments import due_fact, due_words, typed_due
from core.screens.views import Option
from core.screens.words import plain
from core.tasks.model import OPEN, Status, Task
from core.tasks.ports import TaskFilter
from core.unit import Unit, WorkUnit

MOST = 25
ROOM = 100
"""Characters of a label and of a value. Discord's API documentation, "Application Commands"."""
COMMON = ("today", "tomorrow", "friday", "monday", "in 2 weeks")
_NUMBER = re.compile(r"(?:[a-z]{1,10}-?)?(\d{1,9})", re.I)
_CLOSED = (Status.DONE, Status.DROPPED)
_WANTED: Mapping[str, TaskFilter] = {
    "task accept": TaskFilter(statuses=(Status.IN_REVIEW,)),
    "task claim": TaskFilter(statuses=OPEN, unowned=True),
    "task reopen": TaskFilter(statuses=_CLOSED, newest=True),
    "task unblock": TaskFilter(statuses=(Status.BLOCKED,)),
    "task show": TaskFilter(newest=True),
    "task history": TaskFilter(newest=True),
}
"""Of which tasks a verb makes sense; else of those that are open."""


def suggest(
    unit: Unit, sender: Sender, verb: str, kind: str, typed: str, now: datetime
) -> tuple[Option, ...]:
    """At most 25 options for a parameter of *kind* (``catalogue.Param``); none for a stranger."""
    ctx = people.recognise(unit, sender, now, "")
    if ctx is None:
        return ()
    work, typed = unit.of(ctx.workspace), " ".join(typed.split())[:200]
    match kind:
        case Param.TASK:
            return _tasks(work, ctx, verb, "", typed)
        case Param.TASKS:
            before, _, last = typed.rpartition(" ")
            return _tasks(work, ctx, verb, f"{before} " if before else "", last)
        case Param.DATE:
            return _dates(work, ctx, typed)
        case Param.PROJECT:
            return _projects(work, ctx, typed, out=verb == "task move")
        case Param.NAME:
            return _people(work, ctx, typed)
        case Param.FILTERS:
            before, _, last = typed.rpartition(" ")
            return _filters(work, ctx, f"{before} " if before else "", last)
    return ()


def read_day(unit: Unit, typed: str, ctx: Context) -> str:
    """The date that words say, in ISO; BadInput where they say none that is ahead."""
    due = Filled(unit.of(ctx.workspace), {"due": typed}, ctx).date("due")
    day = day_of(due, ctx)
    return day.isoformat() if day is not None else ""


def _tasks(work: WorkUnit, ctx: Context, verb: str, before: str, typed: str) -> tuple[Option, ...]:
    """Of a number the task itself; then mine, then what else the asker sees."""
    tasks = work.tasks(ctx.audience)
    found: dict[TaskId, Task] = {}
    if (number := _NUMBER.fullmatch(typed)) is not None:
        task = tasks.get(TaskId(int(number[1])))
        found |= {task.id: task} if task is not None else {}
    for wanted in _asked(verb, typed or None, ctx.actor):
        if len(found) < MOST:
            found |= {task.id: task for task in tasks.find(wanted, MOST)}
    options = (_task(work, task, before) for task in list(found.values())[:MOST])
    return tuple(each for each in options if len(each.value) <= ROOM)


def _asked(verb: str, words: str | None, asker: PersonId) -> tuple[TaskFilter, ...]:
    """Two looks at most: what the verb is most likely about, then all that it may be about."""
    wanted = replace(_WANTED.get(verb, TaskFilter(statuses=OPEN)), words=words)
    if wanted.unowned:
        return (wanted,)
    if verb == "task accept":
        return (replace(wanted, waiting_for=asker), wanted)
    return (replace(wanted, owner=asker), wanted)


def _task(work: WorkUnit, task: Task, before: str) -> Option:
    handle = work.people.workspace().handle(task.id)
    owner = work.people.person(task.owner) if task.owner is not None else None
    beside = f" ({shorten(owner.name, 30)})" if owner is not None else ""
    label = shorten(f"{handle} · {task.title.body}", ROOM - len(beside))
    return Option(f"{before}{handle}", label + beside)


def _projects(work: WorkUnit, ctx: Context, typed: str, *, out: bool = False) -> tuple[Option, ...]:
    """Those whose key or name holds what was typed; its beginning first. *out*: where a task can
    go, closed ones left out, and none."""
    wanted = typed.lstrip("#").casefold()
    found = [
        p for p in work.projects(ctx.audience).all()
        if wanted in f"{p.key} {p.name}".casefold() and (p.open or not out)
    ]  # fmt: skip
    found.sort(key=lambda project: (not project.key.startswith(wanted), project.key))
    options = [
        Option(f"#{each.key}"[:ROOM], shorten(f"#{each.key} · {each.name}", ROOM))
        for each in found[:MOST]
    ]
    if out and wanted in (none := plain("option.no_project", ctx.locale)).casefold():
        options = [*options[: MOST - 1], Option("none", none)]
    return tuple(options)


def _people(work: WorkUnit, ctx: Context, typed: str) -> tuple[Option, ...]:
    """Whose handle, name or first name begins so, on whichever platform; who sees a part of the
    people only is offered nobody."""
    asker = work.people.person(ctx.actor)
    word = typed.lstrip("@")
    if not word or asker is None or asker.role is not Role.MEMBER:
        return ()
    found = work.people.named_like(word, MOST)
    return tuple(
        Option(f"@{each.handle}"[:ROOM], shorten(f"{each.name} (@{each.handle})", ROOM))
        for each in sorted(found, key=lambda person: person.name.casefold())
        if each.handle
    )


def _filters(work: WorkUnit, ctx: Context, before: str, typed: str) -> tuple[Option, ...]:
    """Filters that begin so, then projects and people: the last word of those that were typed."""
    word = typed.casefold()
    plain_ones = [Option(each, each) for each in FILTERS if each.startswith(word)]
    named = _projects(work, ctx, typed) if typed.startswith("#") else _people(work, ctx, typed)
    found = (Option(before + each.value, before + each.label) for each in (*plain_ones, *named))
    return tuple(each for each in found if len(each.value) <= ROOM)[:MOST]


def _dates(work: WorkUnit, ctx: Context, typed: str) -> tuple[Option, ...]:
    """Each reading as it is understood, so that a wrong one is seen before it is sent."""
    if not typed:
        return tuple(found for words in COMMON for found in _readings(work, ctx, words)[:1])
    if found := _readings(work, ctx, typed):
        return found
    label = plain("suggest.no_date", ctx.locale, typed=shorten(typed, 40))
    return (Option(typed[:ROOM], shorten(label, ROOM)),)


def _readings(work: WorkUnit, ctx: Context, typed: str) -> tuple[Option, ...]:
    try:
        found = read_dues(typed, now=ctx.now, zone=ctx.zone, locale=ctx.locale)
    except ChivvyError:
        return ()
    reader, asker = reader_of(ctx), work.people.person(ctx.actor)
    said = []
    for number, reading in enumerate(found[:MOST]):
        due = due_from(work.people, reading, asker)
        # The first reading is what the words mean anyhow; of another its date is what is sent.
        value = typed if number == 0 else typed_due(due, reader)
        said.append((value, due_words(due_fact(due, reader), reader)))
    return tuple(Option(v[:ROOM], shorten(f"{typed}: {words}", ROOM)) for v, words in said)
