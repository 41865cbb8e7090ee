"""Typed verbs of ``/task`` become intents and queries."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from core import catalogue
from core.catalogue import Command
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.patterns import later
from core.kernel.refs import TaskId, place_ref, task_ref
from core.kernel.text import clean
from core.kernel.tokens import Token
from core.language.dates import read_due
from core.language.handles import find_task
from core.language.lists import split_lines
from core.language.model import DueReading
from core.language.typos import nearest
from core.language.verbs import split_verb
from core.links.commands import WaitFor
from core.people.commands import AccountLink, AdminIntent, PersonIntent
from core.queries import (
    ChoosePerson,
    FirstTasks,
    FormButton,
    Help,
    ListTasks,
    MyList,
    Query,
    ReadThread,
    ShowHome,
    ShowTask,
    UnknownVerb,
)
from core.reading import leave, moving, single
from core.reading import settings as mine
from core.reading.administration import read_admin, read_link
from core.reading.filters import read_list, read_search
from core.reading.lines import read_add
from core.reading.names import (
    due_from,
    find_person,
    nobody,
    people_of,
    require_future,
    required,
)
from core.reading.obstacles import EXAMPLE as BLOCK_EXAMPLE
from core.reading.obstacles import opened_again, typed_block
from core.reading.pausing import refuse_pause
from core.reading.repeats import EXAMPLE as REPEAT_EXAMPLE
from core.reading.repeats import read_repeat
from core.reading.several import read_several, refuse_turned
from core.reading.typed import Typed, kept_key
from core.recurring.commands import RecurringIntent, Skip
from core.tasks.commands import (
    Accept,
    AddNote,
    Assign,
    CheckBy,
    Claim,
    Finish,
    SetDue,
    Start,
    TaskIntent,
    Undo,
)
from core.tasks.commands_blocking import Unblock
from core.tasks.several import ActOnMany
from core.unit import WorkUnit

Request = (
    TaskIntent | ActOnMany | WaitFor | PersonIntent | AdminIntent | AccountLink | RecurringIntent
    | Query
)  # fmt: skip
_REASON = re.compile(r"\s+(?:-|--|—|–|because|:)\s+")  # noqa: RUF001 - dashes as people type them
_DATE_WORDS = 8
"""Words that the longest date has, with an hour and a zone."""
_BACK = later(r"^\s*back\b[\s:,.-]*", re.IGNORECASE)
_HERE_AGAIN = frozenset({"back", "i'm back", "im back", "i am back"})


def read_task(work: WorkUnit, text: str, ctx: Context) -> Request:
    """What the words after ``/task`` ask for; a bare ``/task`` is *my list*."""
    if not clean(text):
        return MyList()
    word, rest = split_verb(text)
    verb = catalogue.find(Command.TASK, word) if word else None
    if verb is not None:
        typed, read = Typed(work, ctx, rest), _READERS[verb.name]
        return read_several(typed, verb, read) or read(typed)
    if clean(text).casefold().rstrip(" .!") in _HERE_AGAIN:
        return leave.read_away(work.people, "back", ctx)
    number, behind = find_task(text, prefix=work.people.workspace().prefix)
    if number is not None:
        refuse_turned(Typed(work, ctx, text))
        return _turned(number, behind, text, ctx)
    refuse_pause(word or "", Typed(work, ctx, rest))
    return _unknown(Command.TASK, word or text.split()[0], text, work, ctx)


def _unknown(command: Command, word: str, text: str, work: WorkUnit, ctx: Context) -> UnknownVerb:
    near = nearest(word, catalogue.words(command), 3)
    names = tuple(dict.fromkeys(v.name for w in near if (v := catalogue.meant(command, w))))
    _, rest = split_verb(text)
    task, rest = find_task(_meant_by(word, rest), prefix=work.people.workspace().prefix)
    kept = kept_key(ctx.key)
    return UnknownVerb(command, word, names, text, kept, task, _meant_by(word, rest, known=True))


def _meant_by(word: str, rest: str, *, known: bool = False) -> str:
    """What stands behind a word that is no verb, as the verb that was meant takes it: *send back
    T-1* and *send T-1 back: ...* name the task, *tick T-1 2* says what is to be done with 2."""
    if word == "send":
        return _BACK.sub("", rest)
    return f"{word} {rest}".strip() if known and word in {"tick", "untick"} else rest


def _turned(task: TaskId, rest: str, text: str, ctx: Context) -> Request:
    """A number first: alone it shows the task, and "T-42 done" probably means "done T-42"."""
    if not rest.strip():
        return ShowTask(task)
    said, behind = split_verb(rest)
    verb = catalogue.meant(Command.TASK, said or rest.split()[0])
    names = (verb.name,) if verb is not None else ()
    kept, behind = kept_key(ctx.key), _meant_by(said or "", behind, known=True)
    return UnknownVerb(Command.TASK, text.split()[0], names, text, kept, task, behind)


def _add(typed: Typed) -> Request:
    lines = split_lines(typed.text)
    if len(lines) > 1:
        here = place_ref(typed.ctx.place) if typed.ctx.place is not None else None
        kept = Token("add_many", here, value=kept_key(typed.ctx.key))
        return FormButton(kept, typed.text)
    return read_add(typed.work, typed.text, typed.ctx)


def _show(typed: Typed) -> Request:
    return ShowTask(typed.task("/task show T-42")[0])


def _list(typed: Typed) -> Request:
    words = clean(typed.text)
    if not words or words.casefold() in {"mine", "my"}:
        return MyList()
    return _kept(read_list(typed.work, typed.text, typed.ctx), typed.ctx)


def _search(typed: Typed) -> Request:
    return _kept(read_search(typed.work, typed.text, typed.ctx), typed.ctx)


def _kept(found: ListTasks, ctx: Context) -> ListTasks:
    """Its words are kept under the request's short name, should there be another page."""
    return replace(found, listing=replace(found.listing, kept=kept_key(ctx.key)))


def _assign(typed: Typed) -> Request:
    example = "/task assign T-42 @maria"
    task, rest = typed.task(example)
    line = typed.line(rest)
    if line.owner is None and not (rest := clean(rest)):
        raise BadInput("no_person", field="owner", example=example)
    if len(several := people_of(typed.work, line, typed.ctx)) > 1:
        return ChoosePerson(task, "", several)
    name = rest.removeprefix("by ").split()[0].lstrip("@")
    named = line.owner or typed.line(f"x @{name}").owner
    found = find_person(typed.work.people, named, typed.ctx)
    if found.person is not None:
        return Assign(task, found.person)
    if found.doubt in {"several", "group"}:
        return ChoosePerson(task, found.typed, found.candidates)
    raise nobody(typed.work.people, found, typed.ctx, "owner", example)


def _verify(typed: Typed) -> Request:
    """With a person: who checks it. Without one it is checked, and good."""
    example = "/task verify T-42 @ana"
    task, rest = typed.task(example)
    rest = rest.strip().removeprefix("by ")
    line = typed.line(rest)
    if line.owner is None and not (rest := clean(rest)):
        return Accept(task)
    named = line.owner or typed.line(f"x @{rest.split()[0].lstrip('@')}").owner
    return CheckBy(task, required(typed.work.people, named, typed.ctx, "verifier", example))


def _due(typed: Typed) -> Request:
    example = "/task due T-42 friday 17:00"
    task, rest = typed.task(example)
    if not clean(rest):
        return FormButton(Token("due", task_ref(task)), "")
    date, *why = _REASON.split(rest, maxsplit=1)
    if date.strip().casefold() in {"none", "no date", "never", "off"}:
        return SetDue(task, None, why[0] if why else "")
    ctx = typed.ctx
    if (reading := _as_date(date, ctx)) is None:
        example = _with_a_dash(typed, task, date) or example
        raise BadInput("unreadable_date", field="due", typed=clean(date), example=example)
    held = typed.work.tasks(ctx.audience).get(task)
    owner = typed.work.people.person(held.owner) if held and held.owner else None
    people = typed.work.people
    due = due_from(people, reading, owner or people.person(ctx.actor))
    return SetDue(task, require_future(due, ctx.now, example), clean(why[0]) if why else "")


def _as_date(words: str, ctx: Context) -> DueReading | None:
    ways = (words, f"in {words}")  # "2 days" is the length of a wait in a line, and a date here.
    read = (read_due(way, now=ctx.now, zone=ctx.zone, locale=ctx.locale) for way in ways)
    return next(filter(None, read), None)


def _with_a_dash(typed: Typed, task: TaskId, date: str) -> str | None:
    """What to type where a reason follows on the date without one; None: no date begins it."""
    words = clean(date).split()
    for end in range(min(len(words) - 1, _DATE_WORDS), 0, -1):
        if _as_date(" ".join(words[:end]), typed.ctx) is not None:
            number = typed.work.people.workspace().handle(task)
            said = " ".join(words[:end]).rstrip(",;")
            return f"/task due {number} {said} - {' '.join(words[end:])}"
    return None


def _block(typed: Typed) -> Request:
    task, rest = typed.task(BLOCK_EXAMPLE)
    if not clean(rest):
        return FormButton(Token("block", task_ref(task)), "")
    return typed_block(typed.work, task, rest, typed.ctx)


def _after(typed: Typed) -> Request:
    example = "/task after T-50 T-42"
    task, rest = typed.task(example)
    earlier: list[TaskId] = []
    for word in rest.replace(",", " ").split()[:20]:
        number, _ = find_task(word, prefix=typed.work.people.workspace().prefix)
        if number is not None:
            earlier.append(number)
    if not earlier:
        raise BadInput("which_earlier", field="tasks", example=example)
    return WaitFor(task, tuple(earlier))


def _with_words(build: Callable[[TaskId, str], TaskIntent], example: str) -> Callable[..., Request]:
    def read(typed: Typed) -> Request:
        task, rest = typed.task(example)
        return build(task, clean(rest))

    return read


def _alone(build: Callable[[TaskId], Request], example: str) -> Callable[..., Request]:
    return lambda typed: build(typed.task(example)[0])


def _reopen(typed: Typed) -> Request:
    task, rest = typed.task("/task reopen T-42 TTL is still 5 min")
    return opened_again(typed.work, task, clean(rest), typed.ctx)


def _repeat(typed: Typed) -> Request:
    task, rest = typed.task(REPEAT_EXAMPLE)
    return read_repeat(task, rest, typed.ctx)


def _note(typed: Typed) -> Request:
    example = "/task note T-42 Cut over at 14:10"
    task, rest = typed.task(example)
    if not clean(rest):
        raise BadInput("no_note", field="note", example=example)
    return AddNote(task, clean(rest))


def _help(typed: Typed) -> Request:
    return Help(Command.TASK, clean(typed.text).casefold() or None)


_READERS: Mapping[str, Callable[[Typed], Request]] = {
    "add": _add,
    "show": _show,
    "list": _list,
    "search": _search,
    "assign": _assign,
    "claim": _alone(Claim, "/task claim T-42"),
    "due": _due,
    "move": moving.read_move,
    "start": _alone(Start, "/task start T-42"),
    "block": _block,
    "unblock": _alone(Unblock, "/task unblock T-42"),
    "done": _with_words(Finish, "/task done T-42"),
    "accept": _alone(Accept, "/task accept T-42"),
    "verify": _verify,
    "reopen": _reopen,
    "drop": single.read_drop,
    "title": single.read_title,
    "priority": single.read_priority,
    "criteria": single.read_criteria,
    "snooze": single.read_snooze,
    "history": single.read_history,
    "follow": single.read_follow,
    "unfollow": single.read_unfollow,
    "sub": single.read_sub,
    "erase": single.read_erase,
    "nudge": single.read_nudge,
    "about": single.read_about,
    "why": single.read_why,
    "next": lambda typed: FirstTasks(),
    "home": lambda typed: ShowHome(),
    "after": _after,
    "repeat": _repeat,
    "skip": _alone(Skip, "/task skip T-42"),
    "note": _note,
    "away": lambda typed: leave.read_away(typed.work.people, typed.text, typed.ctx),
    "settings": lambda typed: mine.read_settings(typed.work, typed.text, typed.ctx),
    "capture": lambda typed: ReadThread(typed.ctx.thread),
    "link": lambda typed: read_link(typed.text),
    "admin": lambda typed: read_admin(typed.work.people, typed.text, typed.ctx),
    "undo": lambda typed: Undo(),
    "help": _help,
}
