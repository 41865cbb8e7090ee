"""A reaction makes a task of a message, and taking it away takes the task back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.authority import asker
from core.bounds import require_several
from core.context import MessageRef
from core.dispatch.acts import Intent
from core.dispatch.handling import reader_of
from core.dispatch.newest import is_newest
from core.kernel.audience import InPlace, System
from core.kernel.context import Context
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId, PlaceId, TaskId, task_ref
from core.kernel.text import TITLE_LIMIT, one_line, shorten
from core.kernel.values import dataclass
from core.language import emoji
from core.people.at_work import at_work
from core.people.model import Place, Sender
from core.reading import captures
from core.reading.names import as_typed
from core.screens import reacted
from core.screens.views import View
from core.tasks.commands import Undo
from core.tasks.commands_adding import Capture, Draft
from core.tasks.model import Status, Task
from core.unit import Unit, WorkUnit

KNOWN = System("capture")
CAUSE = "rx"
"""With what the cause of a reaction begins: so that they can be counted."""
A_MINUTE = timedelta(minutes=1)
MOST = 5
"""Tasks that one person makes by reactions in a minute."""
_UNTOUCHED = {Verb.CAPTURED, Verb.SPOKE, Verb.SOURCE_EDITED, Verb.SOURCE_DELETED}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reaction asks for: an intent in its own context, or an answer; nothing: silence."""

    intent: Intent | None = None
    ctx: Context | None = None
    view: View | None = None


NOTHING = Wanted()


def reaction_wanted(unit: Unit, sender: Sender, name: str) -> bool:
    """Whether this emoji makes tasks in the sender's place; cheap, for there are many reactions."""
    home = unit.directory.find(sender.platform, sender.team)
    if home is None or sender.place is None:
        return False
    work = unit.of(home.workspace)
    place = work.people.place_by(home.id, sender.place)
    if place is None or not (sender.apart or at_work(work.people, place)):
        return False
    project = work.projects(InPlace(place.id)).at_home(place.id)
    return project is not None and project.capture == emoji.name_of(name)


def reaction_stands(unit: Unit, sender: Sender, message: str, at: str, now: datetime) -> bool:
    """Whether nothing newer was told of the sender's reaction to *message*: it was added, or taken
    away, last."""
    return is_newest(unit, sender, f"reaction:{sender.place}:{message}:{sender.user}", at, now)


def read_reaction(unit: Unit, message: MessageRef, ctx: Context) -> Wanted:
    """One task for a message, however many react."""
    work = unit.of(ctx.workspace)
    place = captures.place_of(work, message, ctx)
    if _made(work, place.id, message.message):
        return NOTHING
    require_several(work, asker(work, ctx), ctx)
    since = work.log.commands(ctx.actor, ctx.now - A_MINUTE)
    if sum(cause.startswith(CAUSE) for cause in since) >= MOST:
        return Wanted(view=reacted.too_many(MOST, reader_of(ctx)))
    if not one_line(message.text):
        return Wanted(view=reacted.wordless(reader_of(ctx)))
    key = f"{CAUSE}{ctx.key}"[:24]
    return Wanted(_capture(work, message, place, ctx), replace(ctx, key=key))


def _capture(work: WorkUnit, message: MessageRef, place: Place, ctx: Context) -> Capture:
    """As the form would propose it; no more of the message is kept than its title, for nobody
    has confirmed it."""
    found = captures.propose(work, message, ctx)
    home = work.projects(ctx.audience).at_home(place.id)
    owner = found.owner if found.owner is None or _inside(work, place, found.owner) else None
    title = shorten(one_line(as_typed(work, found.title, ctx.platform)), TITLE_LIMIT)
    draft = Draft(title, owner=owner, due=found.due, project=home.id if home else None)
    return Capture(draft, found.source, ctx.actor)


def _inside(work: WorkUnit, place: Place, person: PersonId) -> bool:
    return not place.private or person in work.people.members(place.id)


def _made(work: WorkUnit, place: PlaceId, message: str) -> Sequence[Task]:
    """What the message was made into, whoever sees it, as far as it stands."""
    found = work.tasks(KNOWN).captured_from(place, message)
    return [task for task in found if task.status is not Status.DROPPED]


def refused_first(unit: Unit, sender: Sender, now: datetime) -> bool:
    """Whether the sender was not told yet today that reactions of theirs make no tasks."""
    key = f"bounds:{sender.platform}:{sender.team}:{sender.user}:{now:%Y-%m-%d}"
    return unit.inbox.begin(key, now) is None


def take_reaction(unit: Unit, message: str, ctx: Context) -> Wanted:
    """Within a minute what the reaction made is taken back, if nobody has touched it."""
    if ctx.place is None:
        return NOTHING
    work = unit.of(ctx.workspace)
    for task in _made(work, ctx.place, message):
        events = work.tasks(KNOWN).events(task_ref(task.id), 50)
        first = events[-1]
        if first.actor == ctx.actor and first.cause.startswith(CAUSE):
            return _taken(work, task.id, first, events, ctx)
    return NOTHING


def _taken(
    work: WorkUnit, task: TaskId, first: Event, events: Sequence[Event], ctx: Context
) -> Wanted:
    touched = any(event.verb not in _UNTOUCHED for event in events)
    if not touched and ctx.now - first.at <= A_MINUTE:
        return Wanted(Undo(first.cause), ctx)
    found = work.tasks(ctx.audience).get(task)
    if found is None:
        return NOTHING
    return Wanted(view=reacted.stays(work, found, reader_of(ctx), ctx.platform))
