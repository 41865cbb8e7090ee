"""``move T-42 to #infra``: the project that the words name, or none; and its buttons and form."""

import re

from core.kernel.context import Context
from core.kernel.errors import BadInput, ChivvyError, NotFound
from core.kernel.refs import ProjectId, TaskId, task_ref
from core.kernel.text import clean, one_line
from core.kernel.tokens import Token
from core.language.dates import read_due
from core.language.mentions import channel, mention
from core.language.typos import nearest
from core.projects.model import Project
from core.queries import FormButton
from core.reading.date_presses import task_of
from core.reading.filled import Filled
from core.reading.names import as_typed, find_person, named_project
from core.reading.typed import Typed
from core.screens.moves import STAYS
from core.tasks.commands_apart import Move
from core.unit import WorkUnit

EXAMPLE = "/task move T-42 #infra"
_TO = re.compile(
    r"(?:(?:this|that|it|over)\s+)*(?:(?:to|into|in|under)\b\s*)?(?:the\b\s*)?(?:project\b[\s:,]*)?",
    re.I,
)
_OUT = re.compile(r"out\s+of\s+\S.*", re.I)
_FROM = re.compile(r"^\s*from\s+\S+(?=\s+(?:to|into)\s)", re.I)
_BEHIND = re.compile(r"(?:\s+project)?[\s.!?]*$", re.I)
_ARROW = re.compile(r"^\s*(?:->|→|=>|=)\s*")
NOWHERE = frozenset({
    "none", "no", "nothing", "nowhere", "off", "out", "-", "no project", "any project", "without",
    "any", "of any", "of any project", "of project", "#none", "#no project",
})  # fmt: skip
"""Out of the project that it is in."""
_HERE = frozenset({"here", "this", "this channel", "this one", "channel"})
_PRESSED = re.compile(r"(\d{1,18})(?::(~|\d{1,18}))?")


def read_move(typed: Typed) -> Move | FormButton:
    """``move T-42 to #infra``; a number alone opens the form."""
    task, rest = typed.task(EXAMPLE)
    words = clean(rest)
    if not words:
        return FormButton(Token("move", task_ref(task)), "")
    return Move(task, target(typed.work, words, typed.ctx, task=_handle(typed.work, task)))


def _handle(work: WorkUnit, task: TaskId) -> str:
    return work.people.workspace().handle(task)


def target(work: WorkUnit, words: str, ctx: Context, *, task: str = "T-42") -> ProjectId | None:
    """The project that *words* name, by key, name or channel; None for none.

    NotFound or BadInput with what to type instead; what the asker doesn't see is unknown.
    """
    words = one_line(words)
    named = _BEHIND.sub("", _ARROW.sub("", _FROM.sub("", words))).strip()
    bare = _TO.sub("", named, count=1).strip()
    for name in dict.fromkeys((bare, named, words)):
        if (found := _project(work, name.strip(" \"'“”"), ctx)) is not None:
            return found.id
    if {bare.casefold(), named.casefold(), words.casefold()} & NOWHERE or _OUT.fullmatch(named):
        return None
    raise _no_project(work, bare or named, ctx, task)


def _project(work: WorkUnit, name: str, ctx: Context) -> Project | None:
    """By its key, its name, or a channel that it lives in."""
    projects = work.projects(ctx.audience)
    if name.casefold() in _HERE:
        return projects.at_home(ctx.place) if ctx.place is not None else None
    word = channel(name)
    if not word:
        return None
    found = named_project(work, word, ctx) or _of_channel(work, name, word, ctx)
    if found is not None:
        return found
    called = [each for each in projects.all() if _same(each, word)]
    return called[0] if len(called) == 1 else None


def _same(project: Project, word: str) -> bool:
    said = word.casefold()
    return said in {project.name.casefold(), project.key.replace("-", " ")}


def _of_channel(work: WorkUnit, name: str, word: str, ctx: Context) -> Project | None:
    """Of ``<#C1>`` the project that lives there."""
    if not name.startswith("<#"):
        return None
    here = [i.id for i in work.people.installations() if i.platform == ctx.platform]
    places = (work.people.place_by(home, word) for home in here)
    place = next(filter(None, places), None)
    return work.projects(ctx.audience).at_home(place.id) if place is not None else None


def _no_project(work: WorkUnit, typed: str, ctx: Context, task: str) -> BadInput | NotFound:
    """What was probably meant: a project of nearly that name, somebody, or a date."""
    shown = as_typed(work, typed, ctx.platform).lstrip("#")
    if not typed.startswith(("#", "<#")):
        named = mention(typed) or mention(f"@{typed}")
        if find_person(work.people, named, ctx).person is not None:
            example = f"/task assign {task} {typed if typed[0] in '@<' else '@' + typed}"
            spelt = as_typed(work, example, ctx.platform)
            return BadInput("move_to_person", field="project", name=shown, example=spelt)
        if read_due(typed, now=ctx.now, zone=ctx.zone, locale=ctx.locale) is not None:
            example = f"/task due {task} {typed}"
            return BadInput("move_to_date", field="project", typed=shown, example=example)
    near = _near(work, shown, ctx)
    if near is not None:
        example = f"/task move {task} #{near.key}"
        return BadInput(
            "nearly_project", field="project", name=shown, near=f"#{near.key}", example=example
        )
    return NotFound("no_project_to", project=shown, example="/project list")


def _near(work: WorkUnit, word: str, ctx: Context) -> Project | None:
    """The open project that *word* is nearest to, of those that the asker sees."""
    known: dict[str, Project] = {}
    for project in work.projects(ctx.audience).all():
        if project.open:
            known |= {project.key: project, project.name.casefold(): project}
    found = nearest(word.casefold(), known, 1)
    return known[found[0]] if found else None


def press_move(work: WorkUnit, token: Token, ctx: Context) -> Move:
    """*5* is a project, *0* none; *5:77* with the place in which it was agreed to be seen, *5:~*
    as now."""
    found = _PRESSED.fullmatch(token.value)
    if found is None:
        raise BadInput("stale_button")
    to = ProjectId(int(found.group(1))) if int(found.group(1)) else None
    return Move(task_of(token), to, found.group(2) or "")


# Forms


def filled_project(filled: Filled, task: TaskId) -> tuple[bool, ProjectId | None]:
    """Whether the form moves *task*, and where to; errors name the field."""
    words = filled.text("project")
    if "project" not in filled.names or words == STAYS:
        return False, None
    work, audience = filled.work, filled.ctx.audience
    held = work.tasks(audience).get(task)
    now = held.project if held is not None else None
    if not words:  # What was out of sight wasn't shown, so that nobody has taken it away.
        return now is not None and work.projects(audience).get(now) is not None, None
    to = filled_target(filled, task)
    return to != now, to


def filled_target(filled: Filled, task: TaskId) -> ProjectId | None:
    """The project chosen or typed, or none; BadInput at the field for neither."""
    words = filled.needed("project")
    if words.isdecimal():
        return ProjectId(int(words)) if int(words) else None
    try:
        return target(filled.work, words, filled.ctx, task=filled.handle(task))
    except ChivvyError as wrong:
        raise BadInput(wrong.code, field="project", **wrong.fields) from None


def filled_move(task: TaskId, filled: Filled) -> Move:
    """The form of one task; chosen as it is, it says so."""
    moves, to = filled_project(filled, task)
    held = filled.work.tasks(filled.ctx.audience).get(task)
    return Move(task, to if moves or held is None else held.project)
