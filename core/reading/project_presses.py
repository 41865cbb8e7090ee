"""Buttons and forms of projects become intents and queries."""

from collections.abc import Callable, Mapping

from core.kernel.context import Context
from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import Kind, PlaceId, ProjectId
from core.kernel.tokens import Token
from core.projects.commands import (
    CloseProject,
    DeclineLead,
    Leftover,
    OpenProject,
    PostDigest,
    ProjectIntent,
    ReopenProject,
    ResumeProject,
    SetProject,
    TakeBackProject,
    TakeLead,
    TuneLadder,
)
from core.projects.firmness import RULES, as_value, field_of
from core.projects.model import LadderName
from core.queries import ListProjects, ListTasks, MyList, Query, ShowProject
from core.reading.filled import Filled
from core.reading.typed import kept_key
from core.screens.listing import Chosen, Listing
from core.tasks.model import OPEN, Status
from core.tasks.ports import TaskFilter
from core.unit import WorkUnit

Request = ProjectIntent | Query


def _project(token: Token) -> ProjectId:
    if token.subject is None or token.subject.kind is not Kind.PROJECT:
        raise BadInput("stale_button")
    return ProjectId(token.subject.id)


def _show_all(work: WorkUnit, token: Token, ctx: Context) -> Request:
    if token.subject is None:
        return MyList()
    return _of_project(work, token, OPEN, ctx)


def _of_project(
    work: WorkUnit, token: Token, statuses: tuple[Status, ...], ctx: Context
) -> Request:
    project = work.projects(ctx.audience).get(_project(token))
    if project is None:
        raise NotFound("project_not_found")
    chosen = (Chosen("project", project.key), *(() if statuses == OPEN else (Chosen("done"),)))
    wanted = TaskFilter(project=project.id, statuses=statuses)
    words = f"#{project.key}" if statuses == OPEN else f"#{project.key} done"
    return ListTasks(wanted, Listing(chosen, kept_key(ctx.key)), words)


def _projects(token: Token) -> Request:
    page, _, words = token.value.partition(":")
    return ListProjects(words, int(page) if page.isdecimal() else 0)


PROJECT_PRESSES: Mapping[str, Callable[[WorkUnit, Token, Context], Request]] = {
    "show_all": _show_all,
    "digest_post": lambda work, token, ctx: PostDigest(_project(token)),
    "take_lead": lambda work, token, ctx: TakeLead(_project(token)),
    "decline_lead": lambda work, token, ctx: DeclineLead(_project(token)),
    "ladder_back": lambda work, token, ctx: TakeBackProject(_project(token), token.value),
    "ladder_gentle": lambda work, token, ctx: TuneLadder(_project(token), LadderName.GENTLE),
    "project_resume": lambda work, token, ctx: ResumeProject(_project(token)),
    "project_reopen": lambda work, token, ctx: ReopenProject(_project(token)),
    "project_show": lambda work, token, ctx: ShowProject(_project(token)),
    "projects": lambda work, token, ctx: _projects(token),
    "show_done": lambda work, token, ctx: _of_project(work, token, (Status.DONE,), ctx),
    "project_speaks": lambda work, token, ctx: SetProject(
        _project(token), speaks=token.value == "yes"
    ),
}


def _submit_project(token: Token, filled: Filled) -> Request:
    name = filled.needed("name")
    home = token.subject if token.subject and token.subject.kind is Kind.PLACE else None
    return OpenProject(
        key=filled.text("key") or name,
        name=name,
        why=filled.text("why"),
        lead=filled.person("lead"),
        ladder=LadderName(ladder) if (ladder := filled.text("ladder")) else None,
        home=PlaceId(home.id) if home else None,
        speaks=filled.text("speaks") == "yes",
    )


def _submit_close(token: Token, filled: Filled) -> Request:
    leftover = filled.text("leftover")
    return CloseProject(
        _project(token), Leftover(leftover) if leftover else None, filled.text("outcome")
    )


def _submit_project_answer(token: Token, filled: Filled) -> Request:
    return SetProject(
        _project(token),
        name=filled.text("name") or None,
        why=filled.text("why") or None,
        lead=filled.person("lead"),
        ladder=LadderName(filled.text("ladder") or LadderName.GENTLE),
        speaks=filled.text("speaks") == "yes",
        strict=filled.text("strict") == "yes" if filled.text("strict") else None,
    )


def _submit_home(token: Token, filled: Filled) -> Request:
    return SetProject(_project(token), home=filled.place("home"))


def _submit_ladder(token: Token, filled: Filled) -> Request:
    """What was left empty is as the ladder itself has it."""
    typed = {rule: filled.text(field_of(rule)) for rule in RULES}
    return TuneLadder(
        _project(token),
        rules={rule: as_value(words, rule) for rule, words in typed.items() if words},
    )


PROJECT_FORMS: Mapping[str, Callable[[Token, Filled], Request]] = {
    "project_new": _submit_project,
    "project_close": _submit_close,
    "project_answer": _submit_project_answer,
    "project_home": _submit_home,
    "ladder_tune": _submit_ladder,
}
