"""A pasted list: each line becomes a task of its own, with its tick, its owner and its day."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from zoneinfo import ZoneInfo

from core.calendar.zones import instant
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId, PlaceId, ProjectId
from core.kernel.text import NOTE_LIMIT, TITLE_LIMIT, one_line, shorten
from core.kernel.values import dataclass
from core.language.lists import ITEM_LIMIT, all_lines, headed
from core.language.model import LINE_LIMIT
from core.reading.alike import same_as
from core.reading.filled import Filled
from core.reading.lines import add_of, as_line
from core.reading.names import as_typed, works_by
from core.screens.elsewhere import OTHER
from core.tasks.commands_adding import AddMany, Draft
from core.tasks.model import Due, Task
from core.tasks.offers import at_once
from core.tasks.persons import able, anchored, insider
from core.unit import WorkUnit

SEVERAL_OWNERS, LONG = "owners", "long"
"""Doubts of a line beside those about a name ("several", "group", "unknown", "bot")."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: what it says, and what its fields hold."""

    draft: Draft
    doubt: str = ""
    about: str = ""
    """The name that is in doubt."""
    named: bool = False
    """Whether it names its project itself."""
    ticked: bool = True
    owner: PersonId | None = None
    day: date | None = None
    same: Task | None = None
    """The task that it would be a second time."""
    problem: BadInput | None = None
    """Why it can't become a task as it was filled in."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """The list, and what is to hold for lines that name nobody or no date."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...] = ()
    """Lines beyond fifty."""
    owner: PersonId | None = None
    """Who was chosen for the others."""
    due: str = ""
    """The date for the others, as typed."""
    headed: bool = False
    """Whether the first line stands as a title over the others."""
    parted: bool = False
    """Whether the others become its parts."""

    @property
    def refused(self) -> int:
        """How many lines need another look."""
        return sum(row.problem is not None for row in self.rows)


def read_pasted(work: WorkUnit, text: str, ctx: Context) -> Pasted:
    """The lines of *text*, at most fifty; no line is refused before somebody has seen it."""
    lines = all_lines(text)
    rows = tuple(_row(work, line, ctx) for line in lines[:ITEM_LIMIT])
    left_out = tuple(as_typed(work, line, ctx.platform) for line in lines[ITEM_LIMIT:])
    over = headed(text)
    rows = tuple(_known(work, row, ctx, title=over and not n) for n, row in enumerate(rows))
    return Pasted(rows, left_out, headed=over, parted=over)


def _known(work: WorkUnit, row: Row, ctx: Context, *, title: bool) -> Row:
    """What is there already is not ticked; a title over the others stays what it is."""
    same = same_as(work, row.draft, ctx)
    return replace(row, same=same, ticked=same is None or title)


def _row(work: WorkUnit, text: str, ctx: Context) -> Row:
    shown = one_line(as_typed(work, text, ctx.platform))
    if len(text) > LINE_LIMIT:
        return Row(_shortened(Draft(shown), shown), LONG)
    line = as_line(work, text, ctx)
    task = add_of(work, line, text, ctx)
    draft = replace(task.draft, title=one_line(as_typed(work, task.draft.title, ctx.platform)))
    if task.repeats:  # No echo says what can't be repeated: it stays in the title.
        draft = replace(draft, title=f"{draft.title} ({task.repeats})")
    doubt, about = task.owner_doubt, task.owner_typed
    if len(line.owners) > 1 and not doubt:
        doubt = SEVERAL_OWNERS
    if len(draft.title) > TITLE_LIMIT:
        draft, doubt = _shortened(draft, shown), LONG
    draft = draft if draft.title else replace(draft, title=shown)
    named, day = line.project is not None, _day(draft.due, ctx)
    return Row(draft, doubt, about, named, owner=draft.owner, day=day)


def _shortened(draft: Draft, whole: str) -> Draft:
    """What is too long for a title stands in the notes, whole."""
    notes = shorten(whole, NOTE_LIMIT)
    return replace(draft, title=shorten(draft.title, TITLE_LIMIT), notes=notes)


def _day(due: Due | None, ctx: Context) -> date | None:
    """The day that the field of a line shows."""
    if due is None:
        return None
    return due.at.astimezone(ZoneInfo(ctx.zone)).date() if due.has_time else due.day


@dataclass(frozen=True, slots=True)
class _Rest:
    """What holds for lines that name nobody or no date, and where tasks of a project stay."""

    owner: PersonId | None
    due: Due | None
    stays: Mapping[ProjectId, PlaceId | None] = field(default_factory=dict)


def fill(work: WorkUnit, pasted: Pasted, filled: Filled, ctx: Context) -> Pasted:
    """The list as it was filled in; BadInput about the fields that are for all lines."""
    owner = filled.person("owner")
    if owner is not None:
        able(work, owner, "owner")
    due = filled.date("due", work.people.person(owner) if owner else None)
    named = {row.draft.project for row in pasted.rows if row.draft.project is not None}
    found = {number: work.projects(ctx.audience).get(number) for number in named}
    stays = {number: project.visible_in for number, project in found.items() if project}
    rest = _Rest(owner, due, stays)
    rows = [_filled(work, row, n, filled, rest, ctx) for n, row in enumerate(pasted.rows)]
    return replace(
        pasted, rows=tuple(rows), owner=owner, due=filled.text("due"),
        parted=bool(filled.ticked("parts")),
    )  # fmt: skip


def _filled(
    work: WorkUnit, row: Row, number: int, filled: Filled, rest: _Rest, ctx: Context
) -> Row:
    ticked = bool(filled.ticked(f"line_{number}.tick"))
    words = filled.text(f"line_{number}.due")
    row = replace(row, ticked=ticked, owner=None, day=date.fromisoformat(words) if words else None)
    try:
        owner = filled.person(f"line_{number}.owner")
        if owner is None and f"line_{number}{OTHER}" not in filled.names:
            owner = _unreached(work, row, ctx)
        row = replace(row, owner=owner)
        draft = replace(row.draft, owner=owner or rest.owner)
        draft = replace(draft, due=_due(work, row, draft.owner, rest, ctx))
        if ticked:
            _check(work, draft, rest, ctx)
        return replace(row, draft=draft)
    except BadInput as problem:
        return replace(row, problem=_picked(problem) if ticked else None)


def _picked(problem: BadInput) -> BadInput:
    """*problem*, said to who picks from a list and types no name."""
    return BadInput(_PICKED.get(problem.code, problem.code), field="owner", **problem.fields)


_PICKED: Mapping[str, str] = {"owner_is_bot": "picked_bot", "unknown_person": "picked_stranger"}


def _unreached(work: WorkUnit, row: Row, ctx: Context) -> PersonId | None:
    """The owner whom a line names and whom the field could not show: known elsewhere only."""
    named = row.draft.owner
    if named is None or work.people.account(named, ctx.platform) is not None:
        return None
    return named


def _due(work: WorkUnit, row: Row, owner: PersonId | None, rest: _Rest, ctx: Context) -> Due | None:
    """The day of the line's own field, with the hour that its words gave; else that of the rest."""
    person = work.people.person(owner or ctx.actor)
    if row.day is None:
        return anchored(work, rest.due, person) if person is not None else rest.due
    said = row.draft.due
    if said is not None and said.has_time:
        at = said.at.astimezone(ZoneInfo(ctx.zone))
        same = at.date() == row.day
        return said if same else Due(instant(row.day, at.time(), ctx.zone), ctx.zone, has_time=True)
    calendar = works_by(work.people, person, ctx.zone)
    return Due.on(calendar, row.day)


def _check(work: WorkUnit, draft: Draft, rest: _Rest, ctx: Context) -> None:
    """BadInput for what would be refused when the task is made, so that it stands at its line."""
    if draft.owner is not None:
        at_once(work, able(work, draft.owner, "owner"), ctx.actor)
        project = draft.project
        place = ctx.private_place or (rest.stays.get(project) if project is not None else None)
        insider(work, draft.owner, place, "owner", confirmed=False)
    if (due := draft.due) is not None and due.at < ctx.now:
        raise BadInput("day_over", field="due", when=due.at if due.has_time else due.day)


def many(pasted: Pasted) -> AddMany:
    """The ticked lines; BadInput ``nothing_ticked`` when there is none."""
    chosen = tuple(row.draft for row in pasted.rows if row.ticked)
    if not chosen:
        raise BadInput("nothing_ticked", field="owner")
    return AddMany(
        chosen, left_out=pasted.left_out, whole=pasted.parted and pasted.rows[0].ticked
    )  # fmt: skip
