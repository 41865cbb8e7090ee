"""Words of a task that go for good, such as a password: which there are, and taking them out."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId, TaskId, TextId, task_ref
from core.kernel.values import dataclass
from core.tasks.changes import Changed, handle, seen
from core.tasks.commands_apart import Erase
from core.tasks.model import Task, Text, text_ids
from core.tasks.ports import Tasks, TaskUnit

EVENTS_READ = 500


class PieceKind(StrEnum):
    """Where words stand."""

    TITLE = "title"
    NOTES = "notes"
    """The description: of what was captured, what its message said."""
    CRITERION = "criterion"
    REASON = "reason"
    """What is in the way."""
    EARLIER = "earlier"
    """What its title, description or criteria said before."""
    SAID = "said"
    """A note, or the words with an act."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a task: where it stands, and since when."""

    kind: PieceKind
    text: Text
    at: datetime | None = None


class Wiper(Protocol):
    """Takes texts out, wherever they stand."""

    def wipe(self, texts: Sequence[TextId], mark: str, by: PersonId) -> Sequence[TaskId]:
        """*mark* stands in their place, as the words of *by*; says which tasks have them."""
        ...


class WipingUnit(TaskUnit, Protocol):
    """What erasing needs of a unit of work."""

    @property
    def erasure(self) -> Wiper: ...


def pieces(work: TaskUnit, tasks: Tasks, task: Task) -> tuple[Piece, ...]:
    """All texts of *task* that say something: as it is now first, then the newest."""
    events = tasks.events(task_ref(task.id), EVENTS_READ)
    now = list(_now(task))
    later = list(_ever(events))
    known = work.texts.many({number for _, number, _ in later})
    found = {piece.text.id: piece for piece in reversed(now)}
    for kind, number, at in later:
        if number in known and number not in found:
            found[number] = Piece(kind, known[number], at)
    order = [*(piece.text.id for piece in now), *(number for _, number, _ in later)]
    return tuple(found[n] for n in dict.fromkeys(order) if n in found and found[n].text.body)


def _now(task: Task) -> Iterator[Piece]:
    yield Piece(PieceKind.TITLE, task.title)
    if task.notes is not None:
        yield Piece(PieceKind.NOTES, task.notes)
    for criterion in task.criteria:
        yield Piece(PieceKind.CRITERION, criterion.text)
    if task.blocker is not None:
        yield Piece(PieceKind.REASON, task.blocker.reason, task.blocker.since)


def _ever(newest_first: Sequence[Event]) -> Iterator[tuple[PieceKind, TextId, datetime]]:
    for event in newest_first:
        if event.text is not None:
            yield PieceKind.SAID, event.text, event.at
        for number in sorted(text_ids(event.before) | text_ids(event.after)):
            yield PieceKind.EARLIER, number, event.at


def erase(work: WipingUnit, intent: Erase, ctx: Context) -> tuple[Changed, Sequence[TaskId]]:
    """The chosen texts go, in everything that is kept of them; who may, was looked at before.

    BadInput ``nothing_chosen``. Says also which tasks had them: of what repeats, several.
    """
    task = seen(work, intent.task, ctx.audience)
    there = {piece.text.id for piece in pieces(work, work.tasks(ctx.audience), task)}
    chosen = [number for number in dict.fromkeys(intent.texts) if number in there]
    if not chosen:
        example = f"/task erase {handle(work, task.id)}"
        raise BadInput("nothing_chosen", field="what", example=example)
    touched = work.erasure.wipe(chosen, intent.mark, ctx.actor)
    event = Event(task_ref(task.id), Verb.ERASED, ctx.actor, ctx.now, cause=ctx.act.cause)
    work.log.append([event])
    return Changed(seen(work, task.id, ctx.audience), (event,)), touched


def wrote_all(work: TaskUnit, intent: Erase, person: PersonId) -> bool:
    """Whether *person* is the author of every text that is to go."""
    found = work.texts.many(intent.texts)
    return bool(found) and all(text.author == person for text in found.values())
