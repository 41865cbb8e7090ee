"""Words to ``@Chivvy``, which may be talk: a sentence, an answer to a question, or a verb."""

import re

from core import catalogue
from core.catalogue import Command
from core.kernel.context import Context
from core.kernel.locale import command_name
from core.kernel.refs import TaskId
from core.kernel.text import clean
from core.language.handles import find_task
from core.language.verbs import split_verb
from core.people.model import PlaceKind
from core.queries import ChooseTask, Greeting, ReadThread
from core.reading import leave, single
from core.reading.names import task_of_thread
from core.reading.replies import asked_lately, verb_of
from core.reading.typed import Typed, kept_key
from core.reading.verbs import Request, read_task
from core.tasks.commands import AddNote
from core.unit import WorkUnit

_GREETINGS = frozenset({"hello", "hi", "hey", "hallo", "hola", "moin", "thanks", "thank", "good"})
_AGREED = re.compile(
    r"(?:capture(?:\s(?:this|that|it))?(?:\sthread)?"
    r"|(?:the\s)?action\s?(?:items?|points?)|actions)\s*[?.!]?",
    re.IGNORECASE,
)
"""Asks for what was agreed in a thread."""
_THIS = re.compile(r"\b(?:this|that|it)\s*[?.!]?\s*$", re.IGNORECASE)
_OBEYED = frozenset({
    "add", "due", "block", "note", "assign", "help", "list", "search", "settings", "away",
    "title", "criteria", "snooze", "sub",
    "admin", "repeat",
})  # fmt: skip
"""Verbs whose words are an order also in answer to a follow-up, and when they end in "?"."""


def read_mention(work: WorkUnit, text: str, ctx: Context) -> Request | None:
    """What ``@Chivvy <words>`` asks for; None when the words belong to ``/project``."""
    word, rest = split_verb(text := text.lstrip().removeprefix("/"))
    if _is_command(text, Command.PROJECT, ctx):
        return None
    if _is_command(text, Command.TASK, ctx):
        return read_task(work, "".join(text.split(None, 1)[1:]), ctx)
    if _AGREED.fullmatch(clean(text)):
        return ReadThread(ctx.thread, one=bool(_THIS.search(text)))
    if (plain := _plainly(work, text, ctx)) is not None:
        return plain
    if (here := _replied_to(work, word, rest, ctx)) is not None:
        return AddNote(here, clean(text), reply=True)
    if (about := _answered(work, word, rest, text, ctx)) is not None:
        return about
    if not clean(text) or (word or "").casefold() in _GREETINGS or _asks(word, text):
        return Greeting()
    return read_task(work, text, ctx)


def _plainly(work: WorkUnit, text: str, ctx: Context) -> Request | None:
    """Sentences that mean a verb: "I'm on leave next week", "why do I get this?"."""
    if (days := leave.said_away(text, ctx)) is not None:
        return leave.read_away(work.people, days, ctx)
    if single.asks_why(text):
        return single.read_why(Typed(work, ctx, ""))
    return None


def _is_command(text: str, command: Command, ctx: Context) -> bool:
    """Whether *text* begins with the command's name, its own or the one that it has here."""
    first = next(iter(text.split(None, 1)), "").casefold()
    return first in {command, command_name(command, ctx.locale).removeprefix("/")}


def _answered(
    work: WorkUnit, word: str | None, rest: str, text: str, ctx: Context
) -> AddNote | ChooseTask | None:
    """Words that answer a question asked lately; which, is asked where several may be meant."""
    number, _ = find_task(rest, prefix=work.people.workspace().prefix)
    verb = verb_of(word, rest)
    in_thread = verb is not None and not clean(rest) and task_of_thread(work, ctx) is not None
    obeyed = verb is not None and verb.name in _OBEYED and verb.name == word
    # "Need 2 more days" names no task.
    counted = verb is None and rest.lstrip()[:1].isdigit()
    named = number is not None and not counted
    if named or _asks(word, text) or obeyed or in_thread:
        return None
    tasks = asked_lately(work, text, ctx)
    if len(tasks) == 1:
        return AddNote(tasks[0], clean(text), reply=True)
    return ChooseTask(tasks, kept_key(ctx.key)) if tasks else None


def _asks(word: str | None, text: str) -> bool:
    """Whether this is a question to Chivvy; "add ... ?" is a task whose title is a question."""
    verb = catalogue.find(Command.TASK, word) if word else None
    return text.rstrip().endswith("?") and (verb is None or verb.name not in _OBEYED)


def _replied_to(work: WorkUnit, word: str | None, rest: str, ctx: Context) -> TaskId | None:
    """The task of the follow-up that these words answer in direct messages with Chivvy.

    A verb alone is obeyed ("done"), and so are commands; sentences are kept as they are.
    """
    place = work.people.place(ctx.place) if ctx.place is not None else None
    if place is None or place.kind is not PlaceKind.DM or ctx.thread is None:
        return None
    number, _ = find_task(rest, prefix=work.people.workspace().prefix)
    verb = verb_of(word, rest)
    obeyed = verb and verb.name in _OBEYED and verb.name == word
    if verb and (not clean(rest) or number is not None or obeyed):
        return None
    return task_of_thread(work, ctx)
