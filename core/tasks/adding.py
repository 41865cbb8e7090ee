"""How tasks come in: typed, ticked in a form, or captured from a message."""

from collections.abc import Callable
from dataclasses import replace

from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.events import Verb
from core.kernel.refs import PersonId, PlaceId, TaskId
from core.kernel.text import one_line
from core.kernel.values import dataclass
from core.people.model import Role
from core.tasks import transitions, wording
from core.tasks.blocking import OUTSIDE_LIMIT
from core.tasks.changes import Changed, being_open, handle
from core.tasks.commands_adding import AddTask, Capture, Draft
from core.tasks.model import Blocker, Criterion, Source, Status, Task
from core.tasks.offers import at_once
from core.tasks.persons import able, insider
from core.tasks.planning import day_to_come
from core.tasks.ports import TaskUnit
from core.tasks.projects import open_project


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a new task comes from."""

    verb: Verb
    requester: PersonId
    place: PlaceId | None
    """The private place that it stays in."""
    source: Source | None = None
    confirmed: bool = False


def add(work: TaskUnit, intent: AddTask, ctx: Context) -> Changed:
    """One line becomes a task. A date in the past is kept: the echo says so."""
    return _create(work, intent.draft, _typed(ctx, intent.confirmed), ctx)


def capture(work: TaskUnit, intent: Capture, ctx: Context) -> Changed:
    """A message becomes a task; Conflict("already_captured", task, id) when it is one."""
    if not intent.anyway:
        _refuse_repetition(work, intent.source, ctx)
    stays = ctx.private_place or _private(work, intent.source.place)
    requester = _asker(work, intent.requester) or ctx.actor
    origin = _Origin(Verb.CAPTURED, requester, stays, intent.source, intent.confirmed)
    return _create(work, intent.draft, origin, ctx)


def _typed(ctx: Context, confirmed: bool) -> _Origin:
    return _Origin(Verb.ADDED, ctx.actor, ctx.private_place, confirmed=confirmed)


def _create(work: TaskUnit, draft: Draft, origin: _Origin, ctx: Context) -> Changed:
    parent = whole(work, draft.parent, ctx) if draft.parent is not None else None
    draft = _as_part(draft, parent)
    project = open_project(work, draft.project, ctx)
    place = _narrower(work, origin.place or (project.visible_in if project else None), parent)
    _check_people(work, draft, place, origin.confirmed)
    draft = _or_offered(work, draft, ctx)
    task, event = transitions.added(_task(work, draft, origin, place, ctx), origin.verb, ctx.act)
    work.task_writer.add(task)
    work.log.append([event])
    return Changed(task, (event,))


def _task(
    work: TaskUnit, draft: Draft, origin: _Origin, place: PlaceId | None, ctx: Context
) -> Task:
    # All that may be refused comes before the number: numbers are dense. The number comes before
    # the texts, whose ids are taken along with it.
    title, notes = wording.title(draft.title), wording.notes(draft.notes)
    criteria = wording.criteria(draft.criteria)
    labels = wording.labels(draft.labels)
    blocker = _waiting(work, draft, ctx)
    number = work.task_writer.next_number()
    return Task(
        workspace=work.workspace,
        title=work.texts.new(title, ctx.actor),
        notes=work.texts.new(notes, ctx.actor) if notes else None,
        criteria=tuple(Criterion(work.texts.new(line, ctx.actor)) for line in criteria),
        id=number,
        status=_begins(draft),
        requester=origin.requester,
        owner=draft.owner,
        offered_to=draft.offered_to,
        verifier=draft.verifier,
        project=draft.project,
        parent=draft.parent,
        priority=draft.priority,
        due=draft.due,
        dateless=draft.dateless and draft.due is None,
        estimate=draft.estimate,
        labels=labels,
        blocker=blocker(),
        source=origin.source,
        visible_in=place,
        created_at=ctx.now,
        touched_at=ctx.now,
    )


def whole(work: TaskUnit, task: TaskId, ctx: Context) -> Task:
    """The task that gets a part: open, and no part itself (BadInput ``part_of_part``)."""
    found = being_open(work, task, ctx)
    if found.parent is not None:
        whole_one = handle(work, found.parent)
        example = f"/task sub {whole_one} order the disks @maria"
        raise BadInput("part_of_part", field="task", task=handle(work, task), example=example)
    return found


def _as_part(draft: Draft, parent: Task | None) -> Draft:
    """A part is of the project of the whole."""
    return draft if parent is None else replace(draft, project=parent.project, project_word=None)


def _narrower(work: TaskUnit, place: PlaceId | None, parent: Task | None) -> PlaceId | None:
    """Where both are private they are so in one place: BadInput ``private_part``."""
    if parent is None or parent.visible_in is None:
        return place
    if place not in {None, parent.visible_in}:
        raise BadInput("private_part", field="task", task=handle(work, parent.id))
    return parent.visible_in


def _begins(draft: Draft) -> Status:
    if draft.outside:
        return Status.BLOCKED
    return Status.TODO if draft.owner is not None else Status.TRIAGE


def _waiting(work: TaskUnit, draft: Draft, ctx: Context) -> Callable[[], Blocker | None]:
    """The answer from outside that it waits for; made once its number is taken."""
    outside = wording.bounded(one_line(draft.outside), OUTSIDE_LIMIT, "outside")
    if not outside:
        return lambda: None
    if draft.check_on is not None:
        day_to_come(draft.check_on, ctx, "check_on")
    return lambda: Blocker(
        work.texts.new(outside, ctx.actor), ctx.now, outside=outside, check_on=draft.check_on
    )


def _check_people(work: TaskUnit, draft: Draft, place: PlaceId | None, confirmed: bool) -> None:
    for field, person in (("owner", draft.owner), ("verifier", draft.verifier)):
        if person is not None:
            able(work, person, field)
            insider(work, person, place, field, confirmed=confirmed)


def _or_offered(work: TaskUnit, draft: Draft, ctx: Context) -> Draft:
    """Who wants to be asked first is asked, and nobody has it until then."""
    owner = work.people.person(draft.owner) if draft.owner is not None else None
    if owner is None or at_once(work, owner, ctx.actor):
        return draft
    return replace(draft, owner=None, offered_to=owner.id)


def _refuse_repetition(work: TaskUnit, source: Source, ctx: Context) -> None:
    for task in work.tasks(ctx.audience).captured_from(source.place, source.message):
        if task.status is not Status.DROPPED:
            raise Conflict("already_captured", task=handle(work, task.id), id=task.id)


def _private(work: TaskUnit, place: PlaceId) -> PlaceId | None:
    """*place* when what is captured there stays there, direct messages with Chivvy included."""
    found = work.people.place(place)
    return place if found and found.private else None


def _asker(work: TaskUnit, author: PersonId | None) -> PersonId | None:
    """The author of a message as who asks for it; bots ask for nothing."""
    person = work.people.person(author) if author is not None else None
    return person.id if person and person.active and person.role is not Role.BOT else None
