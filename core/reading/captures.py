"""A message becomes a proposed task: title, notes, owner, date, project, requester."""

import json
from dataclasses import asdict

from core.context import MessageRef
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId
from core.kernel.values import dataclass
from core.language.message import read_message
from core.people.model import Place
from core.reading.filled import Filled
from core.reading.names import due_from, find_person
from core.tasks.commands_adding import Capture, Draft
from core.tasks.model import Due, Priority, Source, Task
from core.unit import WorkUnit


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form is prefilled with, and the tasks this message was captured as before."""

    title: str
    notes: str
    owner: PersonId | None
    due: Due | None
    requester: PersonId | None
    source: Source
    earlier: tuple[Task, ...] = ()


def propose(work: WorkUnit, message: MessageRef, ctx: Context) -> Proposal:
    """What *message* says, as a task that a person then confirms."""
    place = place_of(work, message, ctx)
    author = work.people.by_account(ctx.platform, message.author) if message.author else None
    name = message.author or ""
    read = read_message(message.text, now=ctx.now, zone=ctx.zone, locale=ctx.locale, author=name)
    owner = find_person(work.people, read.owner, ctx).person if read.owner else None
    person = work.people.person(owner) if owner else work.people.person(ctx.actor)
    source = Source(
        place=place.id,
        message=message.message,
        thread=message.thread,
        permalink=message.permalink,
        author=author.id if author else None,
    )
    return Proposal(
        title=read.title,
        notes=read.notes,
        owner=owner,
        due=due_from(work.people, read.due, person) if read.due else None,
        requester=author.id if author else ctx.actor,
        source=source,
        earlier=tuple(work.tasks(ctx.audience).captured_from(place.id, message.message)),
    )


def place_of(work: WorkUnit, message: MessageRef, ctx: Context) -> Place:
    """Where the message stands: the form that comes back does not say, the message does."""
    for installation in work.people.installations():
        found = work.people.place_by(installation.id, message.place)
        if found is not None and installation.platform == ctx.platform:
            return found
    raise BadInput("no_place", example="/task add Renew the certificate @maria friday")


def read_capture(work: WorkUnit, source: Source, filled: Filled, ctx: Context) -> Capture:
    """The filled-in capture form."""
    owner = filled.person("owner")
    person = work.people.person(owner) if owner else None
    home = work.projects(ctx.audience).at_home(source.place)
    priority = filled.text("priority")
    pattern, _ = filled.repeat()
    draft = Draft(
        repeat=pattern,
        title=filled.needed("title"),
        owner=owner,
        due=filled.date("due", person, ahead=False),
        notes=filled.text("notes"),
        priority=Priority(priority) if priority else Priority.MEDIUM,
        project=home.id if home else None,
        criteria=tuple(line for line in filled.text("criteria").splitlines() if line.strip()),
    )
    return Capture(draft, source, source.author or ctx.actor, bool(filled.ticked("anyway")))


def encode(message: MessageRef) -> str:
    """A reference to keep until the form comes back: ids and the link, and the text to read."""
    return json.dumps(asdict(message))


def decode(line: str) -> MessageRef:
    """The inverse of ``encode``."""
    return MessageRef(**json.loads(line))
