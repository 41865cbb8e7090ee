"""Queries become views, on a reader; words, buttons and forms become intents or views."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from core import catalogue
from core.catalogue import Command
from core.context import FieldValue, MessageRef
from core.digest import service as digests
from core.dispatch.acts import ACTS, Intent
from core.dispatch.handling import reader_of
from core.kernel.context import Context
from core.kernel.errors import ChivvyError, NotFound
from core.kernel.refs import ProjectId, TaskId, task_ref
from core.kernel.tokens import Token
from core.people import service as people
from core.people.model import Sender
from core.projects.model import Project
from core.queries import (
    ChoosePerson,
    DigestNow,
    FormButton,
    Greeting,
    Help,
    History,
    ListTasks,
    MyList,
    OpenForm,
    Query,
    ShowProject,
    ShowTask,
    UnknownVerb,
    WhyThis,
)
from core.reading import buttons, captures, kept
from core.reading.lines import read_lines
from core.reading.projects import read_project
from core.reading.verbs import Typed, kept_key, read_mention, read_task
from core.screens import answers, cards, forms, helps, lists, problems, projects
from core.screens import digests as digest_views
from core.screens import home as homes
from core.screens import why as whys
from core.screens.views import HelpEntry, Reader, View
from core.tasks.model import Task
from core.unit import Unit, WorkUnit


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for: an intent to carry out, or the answer. ``keep`` is typed text that a
    button of the answer will want again."""

    intent: Intent | None = None
    view: View | None = None
    keep: str = ""


def read_words(unit: Unit, text: str, ctx: Context, home: str, *, forms: bool) -> Found:
    """``/task ...``, ``/project ...`` or ``@Chivvy ...`` (*home* is empty)."""
    work = unit.of(ctx.workspace)
    if home == Command.PROJECT:
        return _found(work, read_project(Typed(work, ctx, text)), ctx, text, forms=forms)
    if home == Command.TASK:
        return _found(work, read_task(work, text, ctx), ctx, text, forms=forms)
    request = read_mention(work, text, ctx)
    if request is None:
        rest = text.split(None, 1)[1] if len(text.split()) > 1 else ""
        return _found(work, read_project(Typed(work, ctx, rest)), ctx, rest, forms=forms)
    return _found(work, request, ctx, text, forms=forms)


def _found(
    work: WorkUnit, request: Intent | Query, ctx: Context, typed: str, *, forms: bool
) -> Found:
    if type(request) in ACTS:
        return Found(intent=request)  # type: ignore[arg-type]
    if isinstance(request, FormButton):
        return _form_button(work, request, ctx, at_once=forms)
    view = look(work, request, ctx)  # type: ignore[arg-type]
    return Found(view=view, keep=typed if isinstance(request, UnknownVerb) else "")


def _form_button(work: WorkUnit, asked: FormButton, ctx: Context, *, at_once: bool) -> Found:
    """The form at once where the surface can open one, else a button that opens it."""
    reader = reader_of(ctx)
    if at_once:
        view: View = open_form(work, asked.token, asked.text, ctx)
    else:
        view = forms.form_button(asked.token, reader)
    return Found(view=view, keep=asked.text)


def open_form(work: WorkUnit, token: Token, typed: str, ctx: Context) -> View:
    """The form behind a token, filled with what is known."""
    reader = reader_of(ctx)
    if token.verb == "add_many":
        lines = read_lines(work, typed, ctx)
        return forms.add_many(work, token, lines, reader, ctx.platform)
    if token.verb in {"project_new", "project_answer"}:
        return forms.project(work, token, typed, reader, ctx.platform)
    return forms.task_form(work, token, _seen(work, _subject(token), ctx), reader, ctx.platform)


def _subject(token: Token) -> TaskId:
    return TaskId(token.subject.id) if token.subject is not None else TaskId(0)


def read_press(unit: Unit, token: Token, ctx: Context) -> Found:
    """A pressed button."""
    work = unit.of(ctx.workspace)
    if token.verb == "add_kept":
        text = kept.recall(unit, token.value)
        return _found(work, read_task(work, f"add {text}", ctx), ctx, text, forms=False)
    request = buttons.read_press(work, token, ctx)
    if isinstance(request, OpenForm):
        typed = kept.recall(unit, token.value) if token.verb in {"add_many"} else ""
        if token.verb == "project_new" and token.value:
            typed = kept.recall(unit, token.value)
        if token.verb == "capture_anyway":
            return Found(view=_capture(unit, token, ctx, anyway=True))
        return Found(view=open_form(work, token, typed, ctx))
    return _found(work, request, ctx, "", forms=False)


def read_form(unit: Unit, token: Token, values: Mapping[str, FieldValue], ctx: Context) -> Found:
    """A filled-in form."""
    work = unit.of(ctx.workspace)
    filled = buttons.Filled(work, values, ctx)
    if token.verb in {"capture", "capture_anyway"}:
        message = captures.decode(kept.recall(unit, token.value))
        source = captures.propose(work, message, ctx).source
        anyway = token.verb == "capture_anyway" or bool(filled.ticked("anyway"))
        return Found(intent=captures.read_capture(work, source, filled, ctx, anyway=anyway))
    if token.verb == "add_many":
        text = kept.recall(unit, token.value)
        return Found(intent=captures.read_many(work, text, filled, ctx))
    return _found(work, buttons.read_form(work, token, filled, ctx), ctx, "", forms=False)


def capture_form(unit: Unit, message: MessageRef, ctx: Context) -> View:
    """The prefilled form, or the card it was captured as before with *Add anyway*."""
    short = capture_key(message, ctx)
    return _capture_of(unit, message, Token("capture", value=short), ctx, anyway=False)


def capture_key(message: MessageRef, ctx: Context) -> str:
    """The short name under which the reference to a message is kept."""
    return kept_key(f"{ctx.workspace}:{ctx.actor}:{message.place}:{message.message}")


def _capture(unit: Unit, token: Token, ctx: Context, *, anyway: bool) -> View:
    message = captures.decode(kept.recall(unit, token.value))
    return _capture_of(unit, message, token, ctx, anyway=anyway)


def _capture_of(
    unit: Unit, message: MessageRef, token: Token, ctx: Context, *, anyway: bool
) -> View:
    work = unit.of(ctx.workspace)
    found = captures.propose(work, message, ctx)
    reader = reader_of(ctx)
    if found.earlier and not anyway:
        again = Token("capture_anyway", value=token.value)
        return forms.captured_before(work, again, found.earlier[0], reader, ctx.platform)
    return forms.capture(
        work, token, reader, ctx.platform,
        title=found.title, notes=found.notes, owner=found.owner, due=found.due,
        requester=found.requester,
    )  # fmt: skip


def look(work: WorkUnit, query: Query, ctx: Context) -> View:
    """The view that answers a query."""
    reader = reader_of(ctx)
    match query:
        case ShowTask(task):
            return cards.details(work, _seen(work, task, ctx), reader, ctx.platform)
        case History(task):
            return cards.details(work, _seen(work, task, ctx), reader, ctx.platform, history=20)
        case MyList():
            return lists.my_list(work, ctx.actor, reader, ctx.platform)
        case ListTasks():
            return _list(work, query, ctx)
        case Help(command, verb):
            return help_page(command, verb, reader)
        case UnknownVerb():
            return _unknown(work, query, reader)
        case Greeting():
            return answers.greeting(reader)
        case ShowProject(project):
            return projects.project_page(work, _project(work, project, ctx), reader, ctx.platform)
        case DigestNow(project):
            return _digest_now(work, project, ctx)
        case OpenForm(token, typed):
            return open_form(work, token, typed, ctx)
        case FormButton(token, _):
            return forms.form_button(token, reader)
        case ChoosePerson(task, name, candidates):
            held = _seen(work, task, ctx)
            return forms.choose_person(work, held, name, candidates, reader, ctx.platform)
        case WhyThis(subject, post):
            return whys.why_this(work, subject, post, reader, ctx.platform)
        case _:
            assert_never(query)


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
    found = tasks.find(query.wanted, limit=20)
    hidden = max(0, tasks.count(query.wanted) - len(found))
    return lists.task_list(
        work, query.title, query.name, found, hidden, reader_of(ctx), ctx.platform
    )


def _unknown(work: WorkUnit, query: UnknownVerb, reader: Reader) -> View:
    near = []
    for name in query.near:
        verb = catalogue.find(query.command, name)
        near.append((name, verb.example if verb else ""))
    handle = work.people.workspace().handle(query.task) if query.task is not None else ""
    subject = task_ref(query.task) if query.task is not None else None
    return problems.unknown_verb(query.word, near, query.typed, query.kept, handle, subject, reader)


def help_page(command: str, verb: str | None, reader: Reader) -> View:
    """The verbs of a command, or one of them."""
    found = catalogue.find(command, verb) if verb else None
    shown = (found,) if found else tuple(v for v in catalogue.VERBS if v.command == command)
    entries = tuple(HelpEntry(v.usage, v.help, v.example) for v in shown)
    return helps.help_page(entries, reader)


def _digest_now(work: WorkUnit, project: ProjectId, ctx: Context) -> View:
    found = _project(work, project, ctx)
    health = digests.health_for(work, found, ctx.audience, ctx.now)
    return digest_views.digest(work, found, health, reader_of(ctx), ctx.platform, ctx.audience)


def home(unit: Unit, ctx: Context) -> Found:
    """A person's home."""
    work = unit.of(ctx.workspace)
    return Found(view=homes.home(work, ctx.actor, reader_of(ctx), ctx.platform))


def problem(unit: Unit, error: ChivvyError, sender: Sender, now: datetime, typed: str) -> View:
    """What went wrong, for the person who is looking."""
    ctx = people.recognise(unit, sender, now, "")
    if ctx is None:
        return problems.problem(error, Reader("UTC", now=now), sender.platform, None, typed)
    work = unit.of(ctx.workspace)
    return problems.problem(error, reader_of(ctx), ctx.platform, work, typed)
