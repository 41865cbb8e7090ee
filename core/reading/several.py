"""One verb and several tasks, as typed or ticked: ``done T-1 T-2``, and the form of a list."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

from core import catalogue
from core.catalogue import Command, VerbEntry
from core.kernel.errors import BadInput
from core.kernel.refs import TaskId
from core.kernel.text import one_line, shorten
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.language.handles import find_task
from core.language.verbs import split_verb
from core.queries import ChoosePerson, ForeseeMany, FormButton
from core.reading.filled import Filled
from core.reading.moving import filled_target
from core.reading.typed import Typed, kept_key
from core.screens.problems import EXAMPLE_ROOM
from core.tasks.commands import Assign, Drop, Finish, Reopen, SetDue
from core.tasks.commands_apart import Move
from core.tasks.several import SHOWN_FIRST, ActOnMany, OneAct, decode, encode, numbers

_AND = re.compile(r"\s*(?:[,;&+]|\band\b)?\s*", re.IGNORECASE)
_MARKED = re.compile(r"[#A-Za-z]")
_NO_WORDS = frozenset({"assign", "due", "move", "priority"})
"""Verbs behind whose numbers a name, a date or a level stands, and nothing else at first."""


def read_several(
    typed: Typed, verb: VerbEntry, read: Callable[[Typed], object]
) -> ActOnMany | ForeseeMany | FormButton | None:
    """``due T-1 T-2 friday``; None where only one task is named, or the verb takes only one.

    The words behind the numbers are read once, for the first; from four tasks on it is shown
    first what would happen.
    """
    tasks, rest = tasks_in(typed, verb.name) if verb.several else ((), "")
    if len(tasks) < 2:
        return None
    handle = typed.work.people.workspace().handle(tasks[0])
    asked = read(replace(typed, text=f"{handle} {rest}"))
    if isinstance(asked, FormButton):
        ticked = Ticked(verb.name, tasks)
        return FormButton(Token("list_several", value=kept_key(typed.ctx.key)), ticked.encode())
    if isinstance(asked, ChoosePerson):
        code = "several_people" if asked.candidates else "group_named"
        example = f"/task assign {handle} @maria"
        raise BadInput(
            code, field="owner", name=asked.name, typed=asked.name, people=asked.candidates,
            example=example,
        )  # fmt: skip
    if not isinstance(asked, OneAct):
        return None
    many = ActOnMany(asked, tasks)
    return ForeseeMany(many) if len(tasks) >= SHOWN_FIRST else many


def tasks_in(typed: Typed, verb: str) -> tuple[tuple[TaskId, ...], str]:
    """The numbers that the words begin with, each once, and what follows them.

    Numbers without their T- may be words of a note: they count where all are tasks of the asker's,
    and nothing follows, or a comma stands between them and the verb takes no free words.
    """
    prefix = typed.work.people.workspace().prefix
    first, rest = find_task(typed.text, prefix=prefix)
    if first is None:
        return (), typed.text
    found, bare, joined = [first], False, True
    before = typed.text
    while True:
        comma = before[: len(before) - len(rest)].rstrip().endswith(",")
        between = _AND.match(rest)
        behind = rest[between.end() :] if between else rest
        number, after = find_task(behind, prefix=prefix)
        if number is None:
            break
        bare = bare or not _MARKED.match(behind)
        joined = joined and (comma or bool(between and between.group().strip()))
        found.append(number)
        before, rest = behind, after
    tasks = numbers(found)
    doubtful = bare and bool(rest) and (verb not in _NO_WORDS or not joined)
    if doubtful or (bare and not _all_seen(typed, tasks)):
        return (first,), ""
    return tasks, rest


def refuse_turned(typed: Typed) -> None:
    """BadInput("verb_first") for "T-1 T-2 done": several numbers, and then what to do."""
    tasks, rest = tasks_in(typed, "done")
    word, behind = split_verb(rest)
    verb = catalogue.meant(Command.TASK, word) if word else None
    if len(tasks) < 2 or verb is None or not verb.several:
        return
    workspace = typed.work.people.workspace()
    handles = " ".join(map(workspace.handle, tasks))
    example = f"/task {verb.name} {handles} {shorten(one_line(behind), EXAMPLE_ROOM)}".strip()
    raise BadInput("verb_first", example=example)


def _all_seen(typed: Typed, tasks: tuple[TaskId, ...]) -> bool:
    seen = typed.work.tasks(typed.ctx.audience).many(tasks)
    return len(seen) == len(tasks)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What waits for the form of a list, or was filled into it: tasks, and an act on them."""

    act: str = ""
    tasks: tuple[TaskId, ...] = ()
    listed: str = ""
    """The words that asked for the list they were ticked on; empty: my list, or no list."""
    mine: bool = False
    """Whether they were ticked on *my list*."""
    asked: str = ""
    """``ActOnMany``, encoded, once everything was filled in."""

    def encode(self) -> str:
        """One line of JSON; ``read`` is its inverse."""
        return json.dumps([self.act, self.tasks, self.listed, self.mine, self.asked])

    @classmethod
    def read(cls, kept: str) -> "Ticked":
        """What was kept: words of a list, nothing (*my list*), or ``encode``'s line."""
        if not kept.startswith("["):
            return cls(listed=kept, mine=not kept)
        try:
            act, tasks, listed, mine, asked = json.loads(kept)
            return cls(str(act), numbers(tasks), str(listed), bool(mine), str(asked))
        except (ValueError, TypeError):
            raise BadInput("stale_button") from None

    @property
    def many(self) -> ActOnMany:
        """What was asked for; BadInput("stale_button") while it isn't filled in."""
        return decode(self.asked)


def filled_several(ticked: Ticked, filled: Filled) -> ForeseeMany:
    """The filled-in form of a list; BadInput at the field that is missing."""
    chosen = [value for value in filled.ticked("tasks") if value.isdecimal()]
    if not chosen:
        raise BadInput("nothing_ticked_here", field="act")
    tasks = numbers(chosen)
    verb = filled.text("act")
    build = _BUILD.get(verb)
    if build is None:
        raise BadInput("empty_field", field="act")
    many = _of_one(ActOnMany(build(tasks[0], filled), tasks), ticked)
    held = replace(ticked, act=verb, tasks=tasks, asked=encode(many))
    return ForeseeMany(many, held.listed, mine=held.mine)


def _of_one(many: ActOnMany, ticked: Ticked) -> ActOnMany:
    """Of all that somebody made some may be ticked: they are dropped as all would have been."""
    asked = ticked.many if ticked.asked else None
    if asked is None or not isinstance(many.act, Drop) or not set(many.tasks) <= set(asked.tasks):
        return many
    return replace(many, by=asked.by, since=asked.since)


_BUILD: dict[str, Callable[[TaskId, Filled], OneAct]] = {
    "done": lambda task, filled: Finish(task, filled.text("reason")),
    "assign": lambda task, filled: Assign(task, filled.needed_person("owner")),
    "due": lambda task, filled: SetDue(task, filled.needed_date("due"), filled.text("reason")),
    "move": lambda task, filled: Move(task, filled_target(filled, task)),
    "drop": lambda task, filled: Drop(task, filled.needed("reason")),
    "reopen": lambda task, filled: Reopen(task, filled.text("reason")),
}
"""What can be done with a list's form; reason stands for the note of what is done."""
