"""Forms: which fields, what they hold, and the token that comes back with them."""

from collections.abc import Callable, Mapping, Sequence

from core.kernel.errors import BadInput, Conflict, NotFound
from core.kernel.refs import Kind, TaskId
from core.kernel.text import NOTE_LIMIT, TITLE_LIMIT, Words, shorten
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.language.written import written
from core.screens.candidates import reassign_form
from core.screens.facts import lines_of
from core.screens.fields import date_field, form_of, long_field, person_field, text_field
from core.screens.moments import local_day, typed_due
from core.screens.moves import project_field
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
from core.tasks.model import Blocker, Priority, Task

CRITERIA_LIMIT = 2000
DROPPED_AS = ("not_needed", "duplicate", "out_of_scope", "mistake", "other")


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
    return form_of(token, "name_pick", "save", person_field("person", need=True))


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


def _about(scene: Scene, task: Task) -> Field:
    """Which task the form is about."""
    return Field("about", FieldKind.NOTE, "about", words=(scene.named(task),))


def _edit(scene: Scene, task: Task, token: Token) -> Form:
    owner = scene.faces.reached(task.owner) if task.owner is not None else None
    return form_of(
        Token("edit", token.subject, token.post, str(task.version)), "edit", "save",
        text_field("title", title_of(task, scene.reader), need=True),
        person_field("owner", owner),
        date_field("due", typed_due(task.due, scene.reader)),
        _priority(scene.reader, task.priority),
        long_field("notes", task.notes.body if task.notes else "", limit=3000),
        _criteria(task),
        project_field(scene, task),
        text_field("labels", ", ".join(task.labels), limit=CRITERIA_LIMIT),
        text_field("repeat", typed_repeat(scene.work, task.id), limit=200),
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
        long_field("reason", blocker.reason.body if blocker else "", need=True),
        person_field("helper", helper),
        text_field("outside", (waiting.outside if waiting else None) or "", limit=OUTSIDE_LIMIT),
        date_field("check_on", _check_on(scene, waiting)),
    )  # fmt: skip


def _check_on(scene: Scene, blocker: Blocker | None) -> str:
    """The day to look again that was named, while it lies ahead."""
    day = blocker.check_on if blocker else None
    return day.isoformat() if day and day >= local_day(scene.now, scene.reader) else ""


def _due(scene: Scene, task: Task, token: Token) -> Form:
    initial = typed_due(task.due, scene.reader)
    fields = (_about(scene, task), date_field("due", initial, need=True), long_field("reason"))
    return form_of(token, "due", "save", *fields)


def _assign(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "assign", "save", _about(scene, task), person_field("owner", need=True))


def _reassign(scene: Scene, task: Task, token: Token) -> Form:
    return reassign_form(scene, task, token, _about(scene, task))


def _check_by(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(
        token, "check_by", "save", _about(scene, task), person_field("verifier", need=True)
    )


def _send_back(scene: Scene, task: Task, token: Token) -> Form:
    missing = long_field("missing", limit=NOTE_LIMIT, need=True)
    return form_of(token, "send_back", "send_back_now", _about(scene, task), missing)


def _note(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(
        token, "note", "save", _about(scene, task), long_field("note", limit=3000, need=True)
    )


def _done(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "done", "done", _about(scene, task), long_field("note", limit=3000))


def _drop(scene: Scene, task: Task, token: Token) -> Form:
    """An owner whom somebody else asked says why: by a choice, or in words of their own."""
    reasons = tuple(Option(each, scene.plain(f"option.drop_{each}")) for each in DROPPED_AS)
    chosen = Field("dropped_as", FieldKind.CHOICE, "dropped_as", optional=True, options=reasons)
    same, words = text_field("duplicate_of", limit=40), long_field("reason")
    return form_of(token, "drop", "drop", _about(scene, task), chosen, same, words)


def _criteria(task: Task) -> Field:
    lines = "\n".join(criterion.text.body for criterion in task.criteria)
    return long_field("criteria", lines, limit=CRITERIA_LIMIT)


def _promise(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "promise", "promise", *_need(scene, task), date_field("until", need=True))


def _decline_help(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "decline_help", "save", *_need(scene, task), person_field("ask"))


def _know_who(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "know_who", "save", *_need(scene, task), person_field("ask", need=True))


def _need(scene: Scene, task: Task) -> tuple[Field, ...]:
    """The task, and what it needs."""
    if task.blocker is None:
        return (_about(scene, task),)
    words = say("form.needs", scene.reader.locale, reason=task.blocker.reason.body)
    return (_about(scene, task), Field("needs", FieldKind.NOTE, "about", words=words))


def _check_again(scene: Scene, task: Task, token: Token) -> Form:
    if task.blocker is None or task.blocker.outside is None:
        raise Conflict("not_blocked", task=scene.handle(task.id))
    return form_of(
        token, "check_again", "save", _about(scene, task), date_field("check_on", need=True)
    )


def _not_now(scene: Scene, task: Task, token: Token) -> Form:
    return form_of(token, "not_now", "save", _about(scene, task), date_field("start_on", need=True))


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
        k, "split", "add", _about(s, t), long_field("part_lines", limit=3000, need=True)
    ),
    "reopen": lambda s, t, k: form_of(k, "reopen", "reopen", _about(s, t), long_field("reason")),
    "drop": _drop,
    "move": lambda s, t, k: form_of(k, "move", "save", _about(s, t), project_field(s, t)),
    "priority": lambda s, t, token: form_of(
        token, "priority", "save", _about(s, t), _priority(s.reader, t.priority)
    ),
    "criteria": lambda s, t, k: form_of(k, "criteria", "save", _about(s, t), _criteria(t)),
    "promise": _promise,
    "promise_pick": _promise,
    "decline_help": _decline_help,
    "know_who": _know_who,
    "check_again": _check_again,
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
        text_field("title", shorten(prefill.title, TITLE_LIMIT), need=True),
        person_field("owner", prefill.owner),
        date_field("due", prefill.due),
        long_field("notes", shorten(prefill.notes, 3000), limit=3000),
        text_field("repeat", prefill.repeat, limit=200),
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
