"""One typed line, one pasted list, one captured message: drafts of tasks."""

import re
from dataclasses import replace

from core.calendar.repeats import Pattern
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.text import clean
from core.language.line import read_line
from core.language.model import LineReading
from core.people.model import PlaceKind
from core.reading.names import (
    Found,
    as_typed,
    by_handle,
    due_from,
    find_person,
    named_project,
    nearest_people,
    people_of,
    required,
)
from core.reading.repeats import pattern_of
from core.tasks.commands_adding import AddTask, Draft
from core.tasks.model import Due, Priority
from core.unit import WorkUnit

_NAMES = re.compile(r"<[@#!][^<>\n]{1,100}>|[@#][^\W\d][\w.-]*")
"""People and projects: a line of these alone says nothing that is to be done."""
NO_TITLE = "/task add Renew the certificate @maria friday"


def read_add(work: WorkUnit, text: str, ctx: Context) -> AddTask:
    """``/task add <line>``: the task that the line describes, with what was doubtful in it."""
    if says_nothing(text):
        raise BadInput("no_title", field="title", example=NO_TITLE)
    line = as_line(work, text, ctx)
    return _one_owner(work, line, add_of(work, line, text, ctx), ctx)


def says_nothing(text: str) -> bool:
    """Whether *text* names people and projects, and nothing that is to be done."""
    return not clean(_NAMES.sub(" ", text))


_UNREAD_DUE = re.compile(r"(?<!\w)(?:due|deadline)\s?[:=]\s?(\S.{0,39})", re.IGNORECASE)


def _one_owner(work: WorkUnit, line: LineReading, task: AddTask, ctx: Context) -> AddTask:
    """Of two people who stand together nobody has the task yet: whose it is, the echo asks."""
    named = people_of(work, line, ctx)
    if len(named) < 2:
        return task
    draft = replace(task.draft, owner=None)
    return replace(task, draft=draft, owner_doubt="owners", candidates=named)


def as_line(work: WorkUnit, text: str, ctx: Context) -> LineReading:
    """The facts of a typed line; BadInput when it is too long."""
    prefix, text = work.people.workspace().prefix, by_handle(work.people, text)
    return read_line(text, now=ctx.now, zone=ctx.zone, locale=ctx.locale, prefix=prefix)


def add_of(work: WorkUnit, line: LineReading, text: str, ctx: Context) -> AddTask:
    """The task that a line's facts describe, with names looked up."""
    owner = find_person(work.people, line.owner, ctx)
    if owner.person is None and not owner.doubt and _mine_by_default(work, ctx):
        owner = Found(ctx.actor)
    if line.verifier is not None:
        required(work.people, line.verifier, ctx, "verifier", NO_TITLE)
    if owner.doubt == "unknown":
        owner = replace(owner, candidates=nearest_people(work.people, owner.typed, ctx))
    draft = draft_of(work, line, owner, ctx)
    other = _other_due(work, line, draft)
    repeats = _as_written(line, "recurrence") if draft.repeat is None else ""
    unread = _UNREAD_DUE.search(line.title) if draft.due is None else None
    return AddTask(
        draft, text, other, owner.doubt, owner.typed, owner.candidates, repeats,
        due_unread=unread.group(1).strip() if unread else "",
    )  # fmt: skip


def _other_due(work: WorkUnit, line: LineReading, draft: Draft) -> Due | None:
    """The other reading of an ambiguous date."""
    if not line.alternatives:
        return None
    person = work.people.person(draft.owner) if draft.owner else None
    return due_from(work.people, line.alternatives[0], person)


def _as_written(line: LineReading, field: str) -> str:
    """The words of the line that were read as *field*."""
    return " ".join(span.text for span in line.spans if span.field == field)


def draft_of(work: WorkUnit, line: LineReading, owner: Found, ctx: Context) -> Draft:
    """The draft that a line's reading stands for; the channel's project where none is named."""
    person = work.people.person(owner.person or ctx.actor)
    project = named_project(work, line.project, ctx) if line.project else None
    if line.project is None and ctx.place is not None:
        project = work.projects(ctx.audience).at_home(ctx.place)
    verifier = find_person(work.people, line.verifier, ctx)
    return Draft(
        title=line.title,
        owner=owner.person,
        due=due_from(work.people, line.due, person) if line.due else None,
        priority=Priority(line.priority) if line.priority else Priority.MEDIUM,
        project=project.id if project else None,
        project_word=line.project if line.project and project is None else None,
        criteria=line.criteria,
        verifier=verifier.person,
        estimate=line.estimate_minutes,
        labels=line.labels,
        outside=as_typed(work, line.waiting_for or "", ctx.platform),
        check_on=line.check_on.day if line.check_on else None,
        after=line.after,
        share=line.share,
        repeat=_pattern(line),
    )


def _pattern(line: LineReading) -> Pattern | None:
    """How it repeats, where that can be kept; the echo names what can't."""
    try:
        return pattern_of(line)
    except BadInput:
        return None


def _mine_by_default(work: WorkUnit, ctx: Context) -> bool:
    """Whether a task without a name is the asker's own: in the direct messages with Chivvy."""
    place = work.people.place(ctx.place) if ctx.place is not None else None
    return place is None or place.kind is PlaceKind.DM
