"""Typed verbs about one task: its title, priority and criteria, when to ask again, its history."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.calendar.working import next_working
from core.calendar.zones import instant, local_date
from core.catalogue import Command
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.patterns import later
from core.kernel.refs import TaskId, task_ref
from core.kernel.text import clean
from core.kernel.tokens import Token
from core.language.dates import read_due
from core.language.handles import find_task
from core.language.lists import split_lines
from core.queries import (
    AboutMe,
    AskAfter,
    FormButton,
    History,
    Query,
    ShowTask,
    UnknownVerb,
    WhyThis,
)
from core.reading.dropping import read_drop_all
from core.reading.lines import read_add
from core.reading.names import find_person, works_by
from core.reading.typed import Typed, kept_key
from core.tasks.commands import (
    Drop,
    Follow,
    SetCriteria,
    SetPriority,
    SetTitle,
    Snooze,
    TickCriterion,
)
from core.tasks.commands_adding import AddMany, AddTask
from core.tasks.model import Priority
from core.unit import WorkUnit

Request = (
    AddTask
    | AddMany
    | Follow
    | SetTitle
    | SetPriority
    | SetCriteria
    | TickCriterion
    | Snooze
    | Drop
    | Query
)
_TICK = later(r"(tick|untick|check|uncheck|done|met|open|not)\s+#?(\d{1,2})\s*$", re.IGNORECASE)
_ADD = later(r"add(?:\s*:\s*|\s+|$)", re.IGNORECASE)
"""Typed before what is to be added; no part of it."""
_UNTICKED = frozenset({"untick", "uncheck", "open", "not"})
_SNOOZE = "/task snooze T-42 until tuesday"
_CRITERIA = "/task criteria T-42 records answer in staging; TTL is back to 1 h"
_DUPLICATE = later(
    r"(?:it'?s\s+)?(?:a\s+)?(?:dup(?:licate)?|same)\s+(?:of|as)\s+(.+)", re.IGNORECASE
)


def read_title(typed: Typed) -> Request:
    """``title T-42 New words``."""
    example = "/task title T-42 Renew the wildcard certificate"
    task, rest = typed.task(example)
    if not clean(rest):
        raise BadInput("no_title", field="title", example=example)
    return SetTitle(task, clean(rest))


def read_priority(typed: Typed) -> Request:
    """``priority T-42 high``, as a line says it: p1, urgent, !!; without one, the form."""
    example = "/task priority T-42 high"
    task, rest = typed.task(example)
    word = clean(rest).strip("!. ")
    if not word:
        return FormButton(Token("priority", task_ref(task)), "")
    said = typed.line(f"x priority: {word}").priority
    if said is None:
        known = ", ".join(Priority)
        raise BadInput(
            "unknown_priority", field="priority", typed=clean(rest), known=known, example=example
        )
    return SetPriority(task, Priority(said))


def read_criteria(typed: Typed) -> Request:
    """``criteria T-42 a; b`` adds, ``= a; b`` replaces, ``tick 2`` ticks; alone, the form."""
    task, rest = typed.task(_CRITERIA)
    words = clean(rest)
    if not words:
        return FormButton(Token("criteria", task_ref(task)), "")
    if ticked := _TICK.match(words):
        met = ticked.group(1).lower() not in _UNTICKED
        return TickCriterion(task, int(ticked.group(2)) - 1, met)
    words = words[found.end() :] if (found := _ADD.match(words)) else words
    replaces = words.startswith("=")
    lines = tuple(line.strip(" -*•\t") for line in re.split(r"[;\n]", words.lstrip("=")))
    if not any(lines) and not replaces:
        raise BadInput("no_criteria", field="criteria", example=_CRITERIA)
    return SetCriteria(task, lines, replace=replaces)


def read_snooze(typed: Typed) -> Request:
    """``snooze T-42 until tuesday``: a date alone means the beginning of one's working day."""
    task, rest = typed.task(_SNOOZE)
    words = re.sub(r"^(?:until|till|to|for)\s+", "", clean(rest), flags=re.IGNORECASE)
    if not words:
        raise BadInput("no_until", field="until", example=_SNOOZE)
    ctx = typed.ctx
    reading = read_due(words, now=ctx.now, zone=ctx.zone, locale=ctx.locale)
    if reading is None:
        reading = read_due(f"in {words}", now=ctx.now, zone=ctx.zone, locale=ctx.locale)
    if reading is None:
        raise BadInput("unreadable_date", field="until", typed=words, example=_SNOOZE)
    if (over := _just_over(words, reading.day, local_date(ctx.now, ctx.zone))) is not None:
        at = instant(over, time(9), ctx.zone)
        raise BadInput("past_date", field="until", when=at, example=_SNOOZE)
    if reading.day < local_date(ctx.now, ctx.zone):
        at = instant(reading.day, time(9), ctx.zone)
        raise BadInput("past_date", field="until", when=at, example=_SNOOZE)
    if reading.exact is not None or reading.time is not None:
        at = reading.exact or instant(reading.day, reading.time or time(9), reading.zone)
        return Snooze(task, at)
    return Snooze(task, _morning(typed, instant(reading.day, time(0), ctx.zone)))


_LONG_AHEAD = timedelta(days=300)
_MEANT = later(r"\b(?:19|20)\d\d\b|\b(?:next|days?|weeks?|months?|years?)\b", re.IGNORECASE)


def _just_over(words: str, day: date, today: date) -> date | None:
    """The day that was meant where one without a year has just been: nobody means almost a year."""
    far = day - today > _LONG_AHEAD and not _MEANT.search(words)
    return day - timedelta(days=365) if far else None


def _morning(typed: Typed, midnight: datetime) -> datetime:
    people, ctx = typed.work.people, typed.ctx
    calendar = works_by(people, people.person(ctx.actor), ctx.zone)
    return next_working(calendar, midnight) or midnight


def read_drop(typed: Typed) -> Request:
    """``drop T-42 the client cancelled it``; ``duplicate of T-31`` names what it is the same as;
    without a word, the form asks why. ``drop all by @maria`` is about all that she made."""
    if (all_by := read_drop_all(typed)) is not None:
        return all_by
    task, rest = typed.task("/task drop T-42 the client cancelled it")
    words = clean(rest).lstrip("-– ")  # noqa: RUF001
    if not words:
        return FormButton(Token("drop", task_ref(task)), "")
    if (same := _DUPLICATE.match(words)) and (number := _number(typed, same.group(1))):
        return Drop(task, words, duplicate_of=number)
    return Drop(task, words)


def _number(typed: Typed, text: str) -> TaskId | None:
    return find_task(text, prefix=typed.work.people.workspace().prefix)[0]


def read_follow(typed: Typed) -> Request:
    """``follow T-42``: how it ends, and nothing else."""
    return Follow(typed.task("/task follow T-42")[0])


def read_unfollow(typed: Typed) -> Request:
    """``unfollow T-42``."""
    return Follow(typed.task("/task unfollow T-42")[0], on=False)


EXAMPLE_PART = "order the disks @maria friday"


def read_sub(typed: Typed) -> Request:
    """``sub T-42 <line>`` adds a part; several lines add as many, with one Undo."""
    example = f"/task sub T-42 {EXAMPLE_PART}"
    task, rest = typed.task(example)
    if not clean(rest):
        raise BadInput("no_title", field="title", example=example)
    return parts_of(typed.work, task, rest, typed.ctx)


def parts_of(
    work: WorkUnit, task: TaskId, text: str, ctx: Context, *, sure: bool = False
) -> AddTask | AddMany:
    """Each line of *text* as a part of *task*. *sure*: a name that is nobody's in particular is
    refused, for the words stand in a form and can be mended there."""
    read = [read_add(work, line, ctx) for line in split_lines(text)]
    doubtful = next((line for line in read if line.owner_doubt), None)
    if sure and doubtful is not None:
        raise BadInput("unknown_person", name=doubtful.owner_typed, example=EXAMPLE_PART)
    parts = tuple(replace(line, draft=replace(line.draft, parent=task)) for line in read)
    return parts[0] if len(parts) == 1 else AddMany(tuple(part.draft for part in parts))


def read_history(typed: Typed) -> Request:
    """``history T-42``, newest first."""
    return History(typed.task("/task history T-42")[0])


def read_erase(typed: Typed) -> Request:
    """``erase T-42``: which words, asks the form; nothing is taken out before."""
    return FormButton(Token("erase", task_ref(typed.task("/task erase T-42")[0])), "")


def read_nudge(typed: Typed) -> Request:
    """``nudge T-42``: what is known of it comes before anybody is asked."""
    return AskAfter(typed.task("/task nudge T-42")[0])


_ME = frozenset({"", "me", "myself", "i", "mine", "my data"})
_MOST_NAME = 3
"""Words of a name, at most: more of them are no name."""


def read_about(typed: Typed) -> Request:
    """``about me``: only oneself; of others there is a list of their open tasks."""
    words = clean(typed.text).strip(" .?!")
    if words.casefold() in _ME:
        return AboutMe()
    if (number := _number(typed, words)) is not None:
        return ShowTask(number)
    if len(words.split()) > _MOST_NAME:
        text = f"about {typed.text}"
        return UnknownVerb(Command.TASK, "about", ("show",), text, kept_key(typed.ctx.key))
    named = typed.line(f"x {words if words[:1] in '<@' else '@' + words}").owner
    if named is not None and find_person(typed.work.people, named, typed.ctx).person == (
        typed.ctx.actor
    ):
        return AboutMe()
    raise BadInput("about_others", example="/task list @maria")


_ASKS_WHY = later(
    r"why\s(?:do|did|am|was)\s(?:i|you)\s(?:get(?:ting)?|got|hear(?:ing)?|asked|ask(?:ing)?|see(?:ing)?|tell(?:ing)?)"
    r"(?:\s(?:me|this|that|it|of|about|again|the|message))*[\s?.!]*|why\s(?:this|me)[\s?.!]*",
    re.IGNORECASE,
)


def asks_why(text: str) -> bool:
    """ "Why do I get this?": of what was asked last."""
    return _ASKS_WHY.fullmatch(clean(text)) is not None


def read_why(typed: Typed) -> Request:
    """``why T-42``: why one hears of it."""
    return WhyThis(task_ref(typed.task("/task why T-42")[0]), None)
