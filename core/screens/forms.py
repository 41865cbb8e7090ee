"""Forms: which fields, what they hold, and the token that comes back with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import Kind, TaskId
from core.kernel.text import NOTE_LIMIT, REASON_LIMIT, TITLE_LIMIT, Words, shorten
from core.kernel.tokens import Token
from core.language.written import written
from core.projects.commands import Leftover
from core.projects.model import LadderName, Project
from core.screens.candidates import reassign_form
from core.screens.dwellings import homes_named
from core.screens.facts import lines_of
from core.screens.moments import local_day, typed_due
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_for, title_of
from core.screens.views import (
    Button,
    Field,
    FieldKind,
    Form,
    Option,
    Reader,
    Said,
    TaskLine,
    Who,
)
from core.screens.words import plain, say
from core.tasks.blocking import OUTSIDE_LIMIT
from core.tasks.model import OPEN, Blocker, Priority, Task
from core.tasks.ports import TaskFilter

CRITERIA_LIMIT = 2000
DROPPED_AS = ("not_needed", "duplicate", "out_of_scope", "mistake", "other")


def _text(name: str, initial: str = "", *, limit: int = TITLE_LIMIT, need: bool = False) -> Field:
    return Field(name, FieldKind.TEXT, name, name, initial=initial, optional=not need, limit=limit)


def _long(
    name: str, initial: str = "", *, limit: int = REASON_LIMIT, need: bool = False, **facts: str
) -> Field:
    return Field(
        name, FieldKind.MULTILINE, name, name, facts, initial, optional=not need, limit=limit
    )


def _person(name: str, initial: Who | None = None, *, need: bool = False) -> Field:
    return Field(name, FieldKind.PERSON, name, name, initial=initial, optional=not need)


def _date(name: str, initial: str = "", *, need: bool = False) -> Field:
    return Field(name, FieldKind.DATE, name, name, initial=initial, optional=not need, limit=100)


# Forms about one task


def task_form(work: ScreenUnit, token: Token, reader: Reader, platform: str) -> Form:
    """The form behind a button of a task. NotFound for the unseen, BadInput("stale_button") for
    a verb that opens none."""
    build = _FORMS.get(token.verb)
    if build is None or token.subject is None or token.subject.kind is not Kind.TASK:
        raise BadInput("stale_button")
    scene = scene_for(work, reader, platform)
    task = work.tasks(scene.audience).get(TaskId(token.subject.id))
    if task is None:
        raise NotFound("not_found", task=scene.handle(TaskId(token.subject.id)))
    return build(scene, task, token)


def name_form(token: Token) -> Form:
    """Who is meant by a name that is nobody's in particular."""
    return form_of(token, "name_pick", "save", _person("person", need=True))


def form_button(token: Token, reader: Reader) -> Said:
    """Where no form can be opened at once: a button that opens it."""
    title = plain(f"form.{_TITLES.get(token.verb, token.verb)}", reader.locale)
    button = Button(token.encode(), "open_form")
    return Said((say("form.press", reader.locale, title=title),), (button,))


_TITLES = {
    "capture_anyway": "capture",
    "choose_owner": "assign",
    "reassign": "assign",
    "promise_pick": "promise",
}


def form_of(token: Token, title: str, submit: str, *fields: Field) -> Form:
    """A form with its token, its title (``form.<title>``) and its button."""
    return Form(token.encode(), title, submit, fields)


def _about(scene: Scene, task: Task) -> Field:
    """Which task the form is about."""
    return Field("about", FieldKind.NOTE, "about", words=(scene.named(task),))


def _edit(scene: Scene, task: Task, token: Token) -> Form:
    owner = scene.faces.reached(task.owner) if task.owner is not None else None
    return form_of(
        Token("edit", token.subject, token.post, str(task.version)), "edit", "save",
        _text("title", title_of(task, scene.reader), need=True),
        _person("owner", owner),
        _date("due", typed_due(task.due, scene.reader)),
        _priority(scene.reader, task.priority),
        _long("notes", task.notes.body if task.notes else "", limit=3000),
        _criteria(task),
        _text("labels", ", ".join(task.labels), limit=CRITERIA_LIMIT),
        _text("repeat", typed_repeat(scene.work, task.id), limit=200),
    )  # fmt: skip


def typed_repeat(work: ScreenUnit, task: TaskId) -> str:
    """How it comes again, as a person could have typed it; empty for what doesn't."""
    known = work.recurrences.of([task]).get(task)
    return written(known.series.pattern) if known is not None and known.series.on else ""


def _priority(reader: Reader, initial: Priority) -> Field:
    options = tuple(Option(p, plain(f"priority.{p}", reader.locale)) for p in Priority)
    return Field(
        "priority", FieldKind.CHOICE, "priority", initial=str(initial), optional=True,
        options=options,
    )  # fmt: skip


def _block(scene: Scene, task: Task, token: Token) -> Form:
    helper = scene.faces.reached(task.helper) if task.helper is not None else None
    blocker = task.blocker
    # Who has promised to help is asked, whoever outside was waited for before.
    waiting = blocker if blocker and blocker.helper is None else None
    return form_of(
        token, "block", "save",
        _about(scene, task),
        _long("reason", blocker.reason.body if blocker else "", need=True),
        _person("helper", helper),
        _text("outside", (waiting.outside if waiting else None) or "", limit=OUTSIDE_LIMIT),
        _date("check_on", _check_on(scene, waiting)),
    )  # fmt: skip


def _check_on(scene: Scene, blocker: Blocker | None) -> str:
    """The day to look again that was named, while it lies ahead."""
    day = blocker.check_on if blocker else None
    return day.isoformat() if day and day >= local_day(scene.now, scene.reader) else ""


def _due(scene: Scene, task: Task, token: Token) -> Form:
    initial = typed_due(task.due, scene.reader)
    fields = (_about(scene, task), _date("due", initial, need=True), _long("reason"))
    return form_of(token, "due", "save", *fields)


def _assign(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "assign", "save", _about(scene, task), _person("owner", need=True))


def _reassign(scene: Scene, task: Task, token: Token) -> Form:
    return reassign_form(scene, task, token, _about(scene, task))


def _check_by(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "check_by", "save", _about(scene, task), _person("verifier", need=True))


def _send_back(scene: Scene, task: Task, token: Token) -> Form:
    missing = _long("missing", limit=NOTE_LIMIT, need=True)
    return form_of(token, "send_back", "send_back_now", _about(scene, task), missing)


def _note(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "note", "save", _about(scene, task), _long("note", limit=3000, need=True))


def _done(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "done", "done", _about(scene, task), _long("note", limit=3000))


def _drop(scene: Scene, task: Task, token: Token) -> Form:
    """An owner whom somebody else asked says why: by a choice, or in words of their own."""
    reasons = tuple(Option(each, scene.plain(f"option.drop_{each}")) for each in DROPPED_AS)
    chosen = Field("dropped_as", FieldKind.CHOICE, "dropped_as", optional=True, options=reasons)
    same, words = _text("duplicate_of", limit=40), _long("reason")
    return form_of(token, "drop", "drop", _about(scene, task), chosen, same, words)


def _criteria(task: Task) -> Field:
    lines = "\n".join(criterion.text.body for criterion in task.criteria)
    return _long("criteria", lines, limit=CRITERIA_LIMIT)


def _promise(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "promise", "promise", *_need(scene, task), _date("until", need=True))


def _decline_help(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "decline_help", "save", *_need(scene, task), _person("ask"))


def _know_who(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "know_who", "save", *_need(scene, task), _person("ask", need=True))


def _need(scene: Scene, task: Task) -> tuple[Field, ...]:
    """The task, and what it needs."""
    if task.blocker is None:
        return (_about(scene, task),)
    words = say("form.needs", scene.reader.locale, reason=task.blocker.reason.body)
    return (_about(scene, task), Field("needs", FieldKind.NOTE, "about", words=words))


def _not_now(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "not_now", "save", _about(scene, task), _date("start_on", need=True))


_FORMS: Mapping[str, Callable[[Scene, Task, Token], Form]] = {
    "edit": _edit,
    "block": _block,
    "due": _due,
    "assign": _assign,
    "choose_owner": _assign,
    "reassign": _reassign,
    "check_by": _check_by,
    "send_back": _send_back,
    "note": _note,
    "done": _done,
    "split": lambda s, t, k: form_of(
        k, "split", "add", _about(s, t), _long("part_lines", limit=3000, need=True)
    ),
    "reopen": lambda s, t, k: form_of(k, "reopen", "reopen", _about(s, t), _long("reason")),
    "drop": _drop,
    "priority": lambda s, t, token: form_of(
        token, "priority", "save", _about(s, t), _priority(s.reader, t.priority)
    ),
    "criteria": lambda s, t, k: form_of(k, "criteria", "save", _about(s, t), _criteria(t)),
    "promise": _promise,
    "promise_pick": _promise,
    "decline_help": _decline_help,
    "know_who": _know_who,
    "not_now": _not_now,
}


# Forms that add


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a new task's form begins with."""

    title: str
    notes: str = ""
    owner: Who | None = None
    due: str = ""
    """As typed, or as ``typed_due`` says it."""
    repeat: str = ""
    same: TaskLine | None = None
    """The task that it would be a second time."""


def capture_form(
    token: Token, prefill: Prefill, reader: Reader, already: Sequence[TaskLine] = ()
) -> Form:
    """The form that makes a task of a message; *already*: tasks that it was made into before."""
    known = _already(already, reader) or _already([prefill.same], reader, "form.alike")
    fields = (
        _text("title", shorten(prefill.title, TITLE_LIMIT), need=True),
        _person("owner", prefill.owner),
        _date("due", prefill.due),
        _long("notes", shorten(prefill.notes, 3000), limit=3000),
        _text("repeat", prefill.repeat, limit=200),
    )
    return form_of(token, "capture", "add", *known, *fields)


def _already(
    tasks: Sequence[TaskLine | None], reader: Reader, key: str = "form.already"
) -> tuple[Field, ...]:
    first = tasks[0] if tasks else None
    if first is None:
        return ()
    handle = Words(first.handle, bold=True)
    words = say(key, reader.locale, handle=handle, title=shorten(first.title, 120))
    again = Option("yes", plain("option.anyway", reader.locale))
    return (
        Field("already", FieldKind.NOTE, "about", words=words),
        Field("anyway", FieldKind.CHECKS, "anyway", options=(again,), optional=True),
    )


def captured_before(
    work: ScreenUnit, tasks: Sequence[Task], reader: Reader, platform: str
) -> tuple[TaskLine, ...]:
    """The tasks that a message was made into, as ``capture_form`` wants them."""
    return lines_of(scene_for(work, reader, platform), tasks)


# Forms about projects


def project_new_form(
    token: Token, reader: Reader, *, name: str = "", place: str = "", lead: Who | None = None,
    ladder: LadderName = LadderName.STANDARD,
) -> Form:  # fmt: skip
    """A new project: name, why, lead, how firmly it follows up, whether it may post in *place*."""
    return form_of(
        token, "project_new", "open",
        _text("name", name, need=True), _why(), _person("lead", lead),
        _ladder(reader, ladder), *_speaks(reader, place, None),
    )  # fmt: skip


def project_answer_form(
    work: ScreenUnit, token: Token, project: Project, reader: Reader, platform: str
) -> Form:
    """What a project was not told yet, or what is to be changed about it."""
    scene = scene_for(work, reader, platform)
    places = homes_named(scene, project)
    lead = scene.faces.reached(project.in_charge)
    return form_of(
        token, "project_answer", "save",
        _text("name", project.name, need=True),
        _why(project.why.body if project.why else ""), _person("lead", lead),
        _ladder(reader, project.ladder),
        *_speaks(reader, places, project.speaks),
    )  # fmt: skip


def project_home_form(
    work: ScreenUnit, token: Token, project: Project, reader: Reader, platform: str
) -> Form:
    """Another channel for a project that lives where we can't post."""
    words = (Words(f"{project.name} (#{project.key})", bold=True),)
    about = Field("about", FieldKind.NOTE, "about", words=words)
    home = Field("home", FieldKind.PLACE, "home", "home", limit=TITLE_LIMIT)
    return form_of(token, "project_home", "save", about, home)


def project_close_form(
    work: ScreenUnit, token: Token, project: Project, reader: Reader, platform: str
) -> Form:
    """What becomes of what is open, and what was delivered in words."""
    scene = scene_for(work, reader, platform)
    count = work.tasks(scene.audience).count(TaskFilter(project=project.id, statuses=OPEN))
    words = scene.say("form.closing", n=count, name=project.name)
    options = tuple(
        Option(str(choice), scene.plain(f"option.leftover_{choice}", n=count))
        for choice in Leftover
    )
    leftover = Field("leftover", FieldKind.CHOICE, "leftover", options=options)
    return form_of(
        token, "project_close", "project_close",
        Field("about", FieldKind.NOTE, "about", words=words),
        *((leftover,) if count else ()),
        _long("outcome", limit=REASON_LIMIT),
    )  # fmt: skip


def _why(initial: str = "") -> Field:
    return _long("why", initial, limit=REASON_LIMIT)


def _ladder(reader: Reader, initial: LadderName) -> Field:
    options = tuple(
        Option(name, *(plain(f"option.{name}{part}", reader.locale) for part in ("", "_says")))
        for name in LadderName
    )
    return Field(
        "ladder", FieldKind.CHOICE, "ladder", "ladder", initial=str(initial), options=options
    )


def _speaks(reader: Reader, place: str, speaks: bool | None) -> tuple[Field, ...]:
    """Asked only where there is a channel; nothing is chosen before somebody chooses."""
    if not place:
        return ()
    options = (
        Option("yes", plain("option.yes", reader.locale)),
        Option("no", plain("option.not_yet", reader.locale)),
    )
    initial = {None: None, True: "yes", False: "no"}[speaks]
    return (
        Field(
            "speaks", FieldKind.CHOICE, "speaks", "speaks", {"place": place}, initial,
            optional=speaks is None, options=options,
        ),
    )  # fmt: skip
