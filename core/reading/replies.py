"""A free-text reply to a follow-up: which task it is about, and what it seems to mean."""

import re
from datetime import time

from core import catalogue
from core.calendar.working import next_working
from core.calendar.zones import instant
from core.catalogue import Command, VerbEntry
from core.kernel.context import Context
from core.kernel.refs import Kind, PersonId, TaskId
from core.kernel.text import clean
from core.language.meanings import Meaning, Means
from core.language.model import Mention
from core.people.model import PlaceKind
from core.reading.names import (
    LATELY,
    due_from,
    find_person,
    questions_open,
    tasks_of_post,
    works_by,
)
from core.screens.replies import Guess
from core.tasks.commands_blocking import Block
from core.tasks.model import Due
from core.unit import WorkUnit

CHOICES = 5
_MENTION = re.compile(r"<@!?(\w{1,40})(?:\|([^<>]{0,80}))?>")
_WHOM = re.compile(
    r"\b(?:for|on|by|with|from)\s+(?P<who><@\w{1,40}[^<>]{0,80}>|@?[^\W\d_][\w'-]{1,40})"
)


def _read(text: str, ctx: Context) -> tuple[Meaning, ...]:
    from core.language.replies import read_reply  # With the patterns of threads, which come late.

    return read_reply(text, now=ctx.now, zone=ctx.zone, locale=ctx.locale)


def guesses(work: WorkUnit, text: str, ctx: Context) -> tuple[Guess, ...]:
    """What *text* may mean, in our own ids."""
    found = _read(text, ctx)
    return tuple(_guess(work, one, ctx) for one in found)


def _guess(work: WorkUnit, meaning: Meaning, ctx: Context) -> Guess:
    people = work.people
    due = due_from(people, meaning.due, people.person(ctx.actor)) if meaning.due else None
    if due is not None and meaning.means is Means.LATER:
        due = _morning(work, due, ctx)
    person = _person(work, meaning.who, ctx) if meaning.who else None
    return Guess(meaning.means, due, _by_name(work, meaning.reason, ctx), person)


def _morning(work: WorkUnit, due: Due, ctx: Context) -> Due | None:
    """When to ask again: a date alone means the beginning of one's working day, if it is ahead."""
    if not due.has_time:
        calendar = works_by(work.people, work.people.person(ctx.actor), ctx.zone)
        midnight = instant(due.day, time(0), calendar.zone)
        due = Due(next_working(calendar, midnight) or midnight, calendar.zone)
    return due if due.at > ctx.now else None


def _by_name(work: WorkUnit, words: str, ctx: Context) -> str:
    """*words* with people by their names: ids are read by nobody."""

    def name(match: re.Match[str]) -> str:
        known = work.people.by_account(ctx.platform, match[1])
        return known.name if known is not None else match[2] or match[0]

    return _MENTION.sub(name, words)


def _person(work: WorkUnit, name: str, ctx: Context) -> PersonId | None:
    known = work.people.by_account(ctx.platform, name.strip("<@>").partition("|")[0])
    if known is not None:
        return known.id
    return find_person(work.people, Mention(name.lstrip("@")), ctx).person


def read_block(work: WorkUnit, task: TaskId, text: str, ctx: Context) -> Block:
    """What is in the way, as *text* says it, and who can help, where somebody is named."""
    found = _read(text, ctx)
    reason = next((one.reason for one in found if one.means is Means.BLOCKED), "") or text
    named = _WHOM.search(reason)
    helper = _person(work, named["who"], ctx) if named else None
    reason = _by_name(work, reason, ctx)
    return Block(task, reason, helper if helper != ctx.actor else None)


def verb_of(word: str | None, rest: str) -> VerbEntry | None:
    """The verb that *word* is or means; "later" and "remind me friday" are answers, no orders."""
    verb = catalogue.meant(Command.TASK, word) if word else None
    if verb is None or verb.name != "snooze":
        return verb
    return verb if verb.name == word and clean(rest) else None


def asked_lately(work: WorkUnit, text: str, ctx: Context) -> tuple[TaskId, ...]:
    """The open tasks that *text*, typed to Chivvy alone, may answer a question about."""
    place = work.people.place(ctx.place) if ctx.place is not None else None
    if place is None or place.kind is not PlaceKind.DM:
        return ()
    if not _read(text, ctx):
        return ()
    about = tasks_of_post(work, place.id, ctx.thread) if ctx.thread else set()
    if not about and (asked := questions_open(work, ctx)):
        return asked[:CHOICES]
    if not about:
        told = work.notices.said_to(ctx.actor, ctx.now - LATELY)
        subjects = (notice.wanted.subject for notice in told)
        about = {TaskId(ref.id) for ref in subjects if ref.kind is Kind.TASK}
    held = work.tasks(ctx.audience).many(sorted(about)).values()
    return tuple(task.id for task in held if task.status.open)[:CHOICES]
