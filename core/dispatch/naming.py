"""Task numbers in messages: shown to their writer, who may then show them to all."""

from collections.abc import Sequence
from itertools import chain

from core.calendar.zones import local_date
from core.captured import named_by
from core.dispatch.handling import reader_of
from core.dispatch.narrowing import place_of
from core.dispatch.reacting import KNOWN
from core.kernel.audience import InPlace
from core.kernel.context import Context
from core.kernel.refs import PlaceId, TaskId
from core.language.handles import find_task
from core.people.model import Installation, Sender
from core.reading.names import tasks_of, tasks_of_post
from core.screens import named
from core.screens.delivery import PostKind
from core.screens.views import View
from core.tasks.model import Task
from core.tasks.persons import RULES
from core.unit import Unit, WorkUnit

MOST = 3
"""Numbers of one message that are answered."""


def numbers_of(unit: Unit, sender: Sender, words: Sequence[str]) -> tuple[TaskId, ...]:
    """The tasks that *words* name or link to, where such are answered; reads only, for most name
    none. ``show_named`` looks at what may be seen."""
    home = unit.directory.find(sender.platform, sender.team)
    if home is None or sender.place is None:
        return ()
    work = unit.of(home.workspace)
    place = work.people.place_by(home.id, sender.place)
    if place is not None and not _answered(work, place.id):
        return ()
    found = chain.from_iterable(_meant(work, home, word) for word in words)
    return tuple(dict.fromkeys(found))[:MOST]


def in_our_thread(unit: Unit, sender: Sender) -> bool:
    """Whether the sender's thread is about tasks of ours, or hangs on a message of ours."""
    home, place = unit.directory.find(sender.platform, sender.team), place_of(unit, sender)
    if home is None or place is None or sender.thread is None:
        return False
    work = unit.of(home.workspace)
    found = work.tasks(KNOWN).in_thread(place.id, sender.thread)
    return bool(found or tasks_of_post(work, place.id, sender.thread))


def _meant(work: WorkUnit, home: Installation, word: str) -> Sequence[TaskId]:
    """A task's number, or the tasks that a linked message of ours tells of."""
    place, slash, message = word.partition("/")
    if not slash:
        number = find_task(word, prefix=work.people.workspace().prefix)[0]
        return () if number is None else (number,)
    post = work.posts.by_remote(home.id, place, message)
    if post is None:
        return ()
    if post.kind is PostKind.CAPTURED:
        return [task.id for task in named_by(work, post, RULES)]
    return sorted(tasks_of(work, post))


def _answered(work: WorkUnit, place: PlaceId) -> bool:
    project = work.projects(InPlace(place)).at_home(place)
    return project is None or project.numbers


def show_named(unit: Unit, numbers: Sequence[TaskId], ctx: Context) -> View | None:
    """What the writer and this place may both see of them, each once a day and thread."""
    if ctx.place is None:
        return None
    work = unit.of(ctx.workspace)
    mine = work.tasks(ctx.audience).many(numbers)
    here = work.tasks(InPlace(ctx.place)).many(mine)
    told = [task for task in here.values() if not _at_home(task, ctx) and _first(unit, task, ctx)]
    return named.named(work, told, reader_of(ctx), ctx.platform) if told else None


def _at_home(task: Task, ctx: Context) -> bool:
    """Whether its card stands in this very thread."""
    source = task.source
    return source is not None and (source.place, source.thread) == (ctx.place, ctx.thread)


def _first(unit: Unit, task: Task, ctx: Context) -> bool:
    day = local_date(ctx.now, ctx.zone).isoformat()
    where = ":".join(map(str, chain((ctx.workspace, ctx.place), (ctx.thread or "",))))
    return unit.inbox.begin(f"named:{where}:{task.id}:{day}", ctx.now) is None
