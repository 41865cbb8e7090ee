"""A thread, or a list in one message, becomes proposed tasks that a person then ticks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from core.context import MessageRef, ThreadMessage
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId, PlaceId, TaskId
from core.kernel.text import TITLE_LIMIT, one_line, shorten
from core.kernel.values import dataclass
from core.language.model import Mention
from core.language.threads import Candidate, Said, read_items, read_thread
from core.people.model import Person, Role
from core.projects.adding import same_matter
from core.reading.alike import same_as
from core.reading.captures import place_of
from core.reading.filled import Filled
from core.reading.names import as_typed, due_from, find_person, works_by
from core.tasks.commands_adding import Capture, CaptureMany, Draft
from core.tasks.model import Due, Source, SourceState, Task
from core.tasks.persons import able
from core.unit import WorkUnit

EXCERPT = 300
SEVERAL = 2
"""Items from which on a message is shown as a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was found, in our own ids."""

    title: str
    owner: PersonId | None
    requester: PersonId | None
    due: Due | None
    source: Source
    sure: bool
    excerpt: str
    """What the message that it comes from says."""
    earlier: TaskId | None = None
    """The task that it was made into before."""
    same: TaskId | None = None
    """Another task that it would be a second time."""


def propose_thread(
    work: WorkUnit, thread: Sequence[ThreadMessage], ctx: Context
) -> tuple[Item, ...]:
    """What *thread* holds when it ends."""
    if not thread:
        return ()
    said = [_said(work, message, ctx) for message in thread]
    prefix = work.people.workspace().prefix
    found = read_thread(said, zone=ctx.zone, locale=ctx.locale, prefix=prefix)
    place = place_of(work, thread[0].ref, ctx).id
    return tuple(_item(work, one, thread[one.evidence[0]].ref, place, ctx) for one in found)


def propose_items(work: WorkUnit, message: MessageRef, ctx: Context) -> tuple[Item, ...]:
    """The items of one message, where it has several; else none."""
    said = _said(work, ThreadMessage(message, ctx.now), ctx)
    prefix = work.people.workspace().prefix
    found = read_items(said, zone=ctx.zone, locale=ctx.locale, prefix=prefix)
    if len(found) < SEVERAL:
        return ()
    place = place_of(work, message, ctx).id
    return tuple(_item(work, one, message, place, ctx) for one in found)


def _said(work: WorkUnit, message: ThreadMessage, ctx: Context) -> Said:
    author = message.ref.author
    person = work.people.by_account(ctx.platform, author) if author else None
    bot = message.bot or author is None or (person is not None and person.role is Role.BOT)
    names = (person.name,) if person is not None else ()
    return Said(author or "bot", message.ref.text, message.at, names, bot)


def _item(
    work: WorkUnit, found: Candidate, message: MessageRef, place: PlaceId, ctx: Context
) -> Item:
    owner = _person(work, found.owner, ctx)
    asked = _person(work, found.requester, ctx)
    author = _person(work, message.author, ctx)
    source = Source(
        place, message.message, message.thread, message.permalink, author.id if author else None
    )
    title = shorten(one_line(as_typed(work, found.title, ctx.platform)), TITLE_LIMIT)
    earlier = work.tasks(ctx.audience).captured_from(place, message.message)
    works = owner or work.people.person(ctx.actor)
    home = work.projects(ctx.audience).at_home(place)
    same = same_as(work, Draft(title, project=home.id if home else None), ctx)
    return Item(
        title=title,
        owner=owner.id if owner else None,
        requester=asked.id if asked else None,
        due=due_from(work.people, found.due, works) if found.due else None,
        source=source,
        sure=found.sure and owner is not None,
        excerpt=shorten(one_line(as_typed(work, message.text, ctx.platform)), EXCERPT),
        earlier=next((task.id for task in earlier if same_matter(task, title)), None),
        same=same.id if same is not None else None,
    )


def _person(work: WorkUnit, named: str | None, ctx: Context) -> Person | None:
    """Who is meant by an account's id or a name; nobody who can't own a task."""
    if not named:
        return None
    person = work.people.by_account(ctx.platform, named)
    if person is None:
        found = find_person(work.people, Mention(named), ctx).person
        person = work.people.person(found) if found is not None else None
    return person if person and person.active and person.role is not Role.BOT else None


@dataclass(frozen=True, slots=True)
class Kept:
    """What waits until the form comes back: what was found, and the message it was asked on."""

    message: MessageRef
    items: tuple[Item, ...]


def encode(kept: Kept) -> str:
    """One line of JSON; ``decode`` reads it."""
    items = [{**asdict(item), "due": item.due.encode() if item.due else ""} for item in kept.items]
    return json.dumps({"message": asdict(kept.message), "items": items})


def decode(line: str) -> Kept:
    """The inverse of ``encode``."""
    told = json.loads(line)
    return Kept(MessageRef(**told["message"]), tuple(_decoded(item) for item in told["items"]))


def _decoded(told: Mapping[str, Any]) -> Item:
    due = Due.decode(told["due"]) if told["due"] else None
    source = Source(**{**told["source"], "state": SourceState(told["source"].get("state", ""))})
    return Item(**{**told, "due": due, "source": source})


def read_ticked(work: WorkUnit, items: Sequence[Item], filled: Filled, ctx: Context) -> CaptureMany:
    """The ticked items, with owner and day as they were filled in."""
    ticked = [n for n in range(len(items)) if filled.ticked(f"line_{n}.tick")]
    if not ticked:
        raise BadInput("nothing_ticked", field="owner")
    rest = filled.person("owner")
    return CaptureMany(tuple(_capture(work, items[n], n, rest, filled, ctx) for n in ticked))


def _capture(
    work: WorkUnit, item: Item, number: int, rest: PersonId | None, filled: Filled, ctx: Context
) -> Capture:
    owner = filled.person(f"line_{number}.owner") or rest
    if owner is not None:
        able(work, owner, "owner")
    home = work.projects(ctx.audience).at_home(item.source.place)
    draft = Draft(
        title=item.title,
        owner=owner,
        due=_due(work, item, filled.text(f"line_{number}.due"), owner or ctx.actor, ctx),
        notes=item.excerpt if item.excerpt != item.title else "",
        project=home.id if home else None,
    )
    return Capture(draft, item.source, item.requester or item.source.author or ctx.actor)


def day_of(due: Due | None, ctx: Context) -> date | None:
    """The day that the field of an item shows."""
    if due is None:
        return None
    return due.at.astimezone(ZoneInfo(ctx.zone)).date() if due.has_time else due.day


def _due(work: WorkUnit, item: Item, words: str, owner: PersonId, ctx: Context) -> Due | None:
    """The day of the field; with the hour that was said, while the day is the same."""
    if not words:
        return None
    day = date.fromisoformat(words)
    if item.due is not None and item.due.has_time and day_of(item.due, ctx) == day:
        return item.due
    calendar = works_by(work.people, work.people.person(owner), ctx.zone)
    return Due.on(calendar, day)


def earlier_tasks(work: WorkUnit, items: Sequence[Item], ctx: Context) -> tuple[Task, ...]:
    """The tasks that items were made into before, each once."""
    numbers = dict.fromkeys(item.earlier for item in items if item.earlier is not None)
    return tuple(work.tasks(ctx.audience).many(list(numbers)).values())
