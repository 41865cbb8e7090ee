"""Queries become views, on a reader."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from core import catalogue
from core.authority import asker, authorise, authorise_project
from core.bounds import require_several
from core.digest import service as digests
from core.dispatch.handling import reader_of
from core.dispatch.helping import help_page
from core.dispatch.several import foresee_many, in_one_line, several_form
from core.kernel.context import Context
from core.kernel.errors import ChivvyError, NotFound
from core.kernel.locale import Locale
from core.kernel.refs import Kind, ProjectId, TaskId, place_ref
from core.kernel.tokens import Token
from core.people import service as people
from core.people.access import ActName
from core.people.commands import SetWorkspace
from core.people.model import PlaceKind, Sender
from core.projects.commands import OpenProject
from core.projects.model import LadderName, Project
from core.queries import (
    AboutMe,
    AskAfter,
    ChoosePerson,
    ChooseTask,
    DigestNow,
    DraftReminder,
    FirstTasks,
    ForeseeMany,
    FormButton,
    Greeting,
    Help,
    History,
    ListLeft,
    ListProjects,
    ListTasks,
    MyList,
    OpenForm,
    Query,
    ReadThread,
    ShowAdmins,
    ShowHome,
    ShowProject,
    ShowTask,
    Unfit,
    UnknownVerb,
    WhyThis,
)
from core.reading.names import as_typed
from core.reading.pasted import Pasted, read_pasted
from core.reading.roles import team_of
from core.screens import (
    about,
    administration,
    answers,
    bounds,
    cards,
    elsewhere,
    firsts,
    forms,
    history,
    ladders,
    leavers,
    listing,
    lists,
    loads,
    nudges,
    problems,
    project_forms,
    project_lists,
    projects,
    replies,
    roles,
    settings,
    ticked,
    unfit,
)
from core.screens import digests as digest_views
from core.screens import home as homes
from core.screens import leave as leaves
from core.screens import why as whys
from core.screens.erasing import erase_form
from core.screens.pasted import ManyLine, add_many_form
from core.screens.reminding import reminder
from core.screens.scene import scene_for
from core.screens.views import Reader, View
from core.tasks.changes import being_open, being_worked
from core.tasks.model import Task
from core.unit import Unit, WorkUnit


def _thread(thread: str | None, reader: Reader, *, one: bool) -> View:
    return ticked.offer(thread, reader, one=one) if thread else ticked.refused("nowhere", reader)


def look(work: WorkUnit, query: Query, ctx: Context) -> View:
    """The view that answers a query."""
    view = _look(work, query, ctx)
    return administration.with_pause(work, view, reader_of(ctx), ctx.platform)


def _look(work: WorkUnit, query: Query, ctx: Context) -> View:
    reader = reader_of(ctx)
    match query:
        case ShowTask(task):
            return cards.details(work, _seen(work, task, ctx), reader, ctx.platform)
        case History(task, page):
            return history.page(work, _seen(work, task, ctx), page, reader, ctx.platform)
        case DraftReminder(task):
            return reminder(work, _seen(work, task, ctx), reader, ctx.platform)
        case AskAfter(task):
            return nudges.standing(work, _seen(work, task, ctx), reader, ctx.platform)
        case AboutMe():
            return about.about_me(work, ctx.actor, reader, ctx.platform)
        case FirstTasks():
            return firsts.first_tasks(work, ctx.actor, reader, ctx.platform)
        case ShowHome():
            return homes.home(work, ctx.actor, reader, ctx.platform)
        case MyList():
            return lists.my_list(work, ctx.actor, reader, ctx.platform)
        case ListTasks():
            return _list(work, query, ctx)
        case ForeseeMany():
            return foresee_many(work, query, reader, ctx)[0]
        case Help(command, verb):
            return help_page(command, verb, reader)
        case UnknownVerb():
            return _unknown(work, query, reader, ctx.platform)
        case ChooseTask(tasks, kept):
            return replies.which_task(work, tasks, kept, reader, ctx.platform)
        case ReadThread(thread, one):
            return _thread(thread, reader, one=one)
        case Greeting():
            return answers.greeting(reader)
        case ShowProject(project):
            return projects.project_page(work, _project(work, project, ctx), reader, ctx.platform)
        case ListProjects(words, page):
            return project_lists.project_list(work, words, page, reader, ctx.platform)
        case DigestNow(project):
            return _digest_now(work, project, ctx)
        case OpenForm(token, typed):
            return open_form(work, token, typed, ctx)
        case FormButton(token, _):
            return forms.form_button(token, reader)
        case ChoosePerson(task, name, candidates):
            held = _seen(work, task, ctx)
            return answers.choose_person(work, held, name, candidates, reader, ctx.platform)
        case Unfit(task):
            if task is None:
                return unfit.which(work, ctx.actor, reader, ctx.platform)
            return unfit.what(work, _seen(work, task, ctx), reader, ctx.platform)
        case ListLeft(of):
            return leavers.one_by_one(work, of, reader, ctx.platform)
        case ShowAdmins():
            return administration.admin_page(work, reader, ctx.platform)
        case WhyThis(subject, post):
            return whys.why(work, subject, post, reader, ctx.platform)
        case _:
            assert_never(query)


_OF_PROJECT = {
    "project_close": project_forms.project_close_form,
    "project_answer": project_forms.project_answer_form,
    "project_home": project_forms.project_home_form,
    "ladder_tune": ladders.ladder_form,
}


def open_form(work: WorkUnit, token: Token, typed: str, ctx: Context) -> View:
    """The form behind a token, filled with what is known. Nothing is to be filled in in vain: who
    may not save it reads that now."""
    _may_save(work, token, ctx)
    form = _form(work, token, typed, ctx)
    return elsewhere.named_too(work, form, ctx.platform, reader_of(ctx))


def _may_save(work: WorkUnit, token: Token, ctx: Context) -> None:
    if token.verb in {"settings_home", "settings_bounds", "settings_roles"}:
        authorise(work, SetWorkspace(), ctx)
    elif token.verb == "project_new":
        authorise(work, OpenProject("", ""), ctx)
    elif token.verb in _OF_PROJECT:
        project = ProjectId(token.subject.id if token.subject else 0)
        authorise_project(work, ActName.SET_PROJECT, project, ctx)


def _form(work: WorkUnit, token: Token, typed: str, ctx: Context) -> View:
    reader = reader_of(ctx)
    if token.verb == "add_many":
        require_several(work, asker(work, ctx), ctx)
        return many_form(work, token, read_pasted(work, typed, ctx), ctx)
    if token.verb == "list_several":
        return several_form(work, token, typed, reader, ctx)
    if token.verb == "settings":
        return settings.settings_form(work, token, reader, ctx.platform)
    if token.verb == "load_hand_over":
        return loads.hand_over_form(work, token, reader, ctx.platform)
    if token.verb == "name_pick":
        return forms.name_form(token)
    if token.verb == "away":
        return leaves.leave_form(work, token, reader, ctx.platform)
    if token.verb == "left_give":
        return leavers.give_form(work, token, reader, ctx.platform)
    if token.verb == "settings_home":
        return settings.workspace_form(work, token, reader, ctx.platform)
    if token.verb == "settings_bounds":
        return bounds.bounds_form(work, token, reader, ctx.platform, alone=_alone(work, ctx))
    if token.verb == "settings_roles":
        return roles.roles_form(work, token, team_of(work, "guests", ctx), reader, ctx.platform)
    if token.verb == "erase":
        return erase_form(work, token, reader, ctx.platform)
    if token.verb == "project_new":
        return _project_form(work, token, typed, ctx)
    if (form := _OF_PROJECT.get(token.verb)) is not None:
        project = _project(work, ProjectId(token.subject.id if token.subject else 0), ctx)
        return form(work, token, project, reader, ctx.platform)
    if token.verb in _OF_OPEN and token.subject is not None and token.subject.kind is Kind.TASK:
        still = being_worked if token.verb in _OF_WORKED else being_open
        still(work, TaskId(token.subject.id), ctx)  # Nothing is to be filled in in vain.
    return forms.task_form(work, token, reader, ctx.platform)


_OF_WORKED = frozenset({
    "block", "check_again", "decline_help", "done", "know_who", "not_now", "promise",
    "promise_pick",
})  # fmt: skip
"""Forms about what is still to be done: none of them is of a task that is with who checks it."""
_OF_OPEN = _OF_WORKED | {
    "assign", "check_by", "choose_owner", "due", "reassign", "send_back", "split",
}  # fmt: skip
"""Those and the ones about what is still to be done or checked."""


def _alone(work: WorkUnit, ctx: Context) -> bool:
    """Whether the request comes from direct messages."""
    place = work.people.place(ctx.place) if ctx.place is not None else None
    return place is not None and place.kind is PlaceKind.DM


def many_form(work: WorkUnit, token: Token, pasted: Pasted, ctx: Context) -> View:
    """The form of a pasted list, as it was read or as it was filled in."""
    reader = reader_of(ctx)
    lines = [
        ManyLine(
            row.draft, row.owner, row.day, row.ticked, row.doubt, row.about, row.named,
            in_one_line(work, row.problem, reader, ctx.platform) if row.problem else (),
            row.same,
        )
        for row in pasted.rows
    ]  # fmt: skip
    return add_many_form(
        work, token, lines, reader, ctx.platform,
        left_out=len(pasted.left_out), owner=pasted.owner, due=pasted.due,
        parted=pasted.parted if pasted.headed else None,
    )  # fmt: skip


def _project_form(work: WorkUnit, token: Token, typed: str, ctx: Context) -> View:
    """The new project's home is the channel that it was asked for in."""
    place = work.people.place(ctx.place) if ctx.place is not None else None
    home = place if place is not None and place.kind is not PlaceKind.DM else None
    subject = place_ref(home.id) if home is not None else token.subject
    named = f"#{home.name}" if home is not None else ""
    lead = scene_for(work, reader_of(ctx), ctx.platform).faces.reached(ctx.actor)
    asked = Token("project_new", subject, value=token.value)
    return project_forms.project_new_form(
        asked, reader_of(ctx), name=typed, place=named, lead=lead,
        ladder=LadderName(work.people.workspace().ladder),
    )  # fmt: skip


def _seen(work: WorkUnit, task: TaskId, ctx: Context) -> Task:
    found = work.tasks(ctx.audience).get(task)
    if found is None:
        raise NotFound("not_found", task=work.people.workspace().handle(task))
    return found


def _project(work: WorkUnit, project: ProjectId, ctx: Context) -> Project:
    found = work.projects(ctx.audience).get(project)
    if found is None:
        raise NotFound("project_not_found")
    return found


def _list(work: WorkUnit, query: ListTasks, ctx: Context) -> View:
    tasks = work.tasks(ctx.audience)
    page = listing.PAGE
    found = tasks.find(query.wanted, page, page * query.listing.page)
    full = len(found) == page or query.listing.page > 0
    most = page * query.listing.page + listing.COUNTED
    total = tasks.count(query.wanted, most) if full else len(found)
    among = tasks.looked_among(query.wanted)
    return listing.task_list(
        work, query.listing, found, total, reader_of(ctx), ctx.platform, among=among
    )


def _unknown(work: WorkUnit, query: UnknownVerb, reader: Reader, platform: str) -> View:
    near = []
    for name in query.near:
        verb = catalogue.find(query.command, name)
        near.append((name, verb.example if verb else ""))
    handle = work.people.workspace().handle(query.task) if query.task is not None else ""
    typed = as_typed(work, query.typed, platform)
    return problems.unknown_verb(
        query.word, near, reader,
        typed=typed, kept=query.kept, task=query.task, handle=handle, command=query.command,
        rest=as_typed(work, query.rest, platform),
    )  # fmt: skip


def _digest_now(work: WorkUnit, project: ProjectId, ctx: Context) -> View:
    found = _project(work, project, ctx)
    health = digests.health_for(work, found, ctx.audience, ctx.now)
    return digest_views.digest(work, found, health, reader_of(ctx), ctx.platform, ctx.audience)


def home(unit: Unit, ctx: Context) -> View:
    """A person's home."""
    return homes.home(unit.of(ctx.workspace), ctx.actor, reader_of(ctx), ctx.platform)


def problem(
    unit: Unit, error: ChivvyError, sender: Sender, now: datetime, typed: str,
    commands: Mapping[str, str] | None = None,
) -> View:  # fmt: skip
    """What went wrong, for the person who is looking. *commands*: what ours are called here."""
    ctx, names = people.recognise(unit, sender, now, ""), commands or {}
    if ctx is None:
        unknown = Reader("UTC", Locale("en-US", names, sender.platform), now)
        return problems.problem(error, unknown, sender.platform, None, typed)
    work, reader = unit.of(ctx.workspace), reader_of(ctx)
    typed = as_typed(work, typed, ctx.platform)
    reader = replace(reader, locale=Locale(reader.locale, names, ctx.platform))
    return problems.problem(error, reader, ctx.platform, work, typed)
