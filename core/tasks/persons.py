"""The people that an intent names: able to act, and able to see what they are given."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from core.calendar.working import next_working
from core.calendar.zones import local_date
from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId, PlaceId
from core.people.calendars import calendar_of
from core.people.model import Person, Role
from core.tasks.changes import handle
from core.tasks.model import Due, Task
from core.tasks.ports import TaskUnit

RULES: Final = System("dispatch")
"""To read who leads a task's project, whoever asks: it shows nothing."""


def able(work: TaskUnit, person: PersonId, field: str) -> Person:
    """A human who is still there; BadInput ``unknown_person``, ``owner_is_bot``,
    ``person_is_bot`` or ``person_left``."""
    found = work.people.person(person)
    if found is None:
        raise BadInput("unknown_person", field=field)
    if found.role is Role.BOT:
        code = "owner_is_bot" if field == "owner" else "person_is_bot"
        raise BadInput(code, field=field, who=person, example="@maria")
    if not found.active:
        raise BadInput("person_left", field=field, who=person)
    return found


def insider(
    work: TaskUnit, person: PersonId, place: PlaceId | None, field: str, *, confirmed: bool,
    **about: object,
) -> None:  # fmt: skip
    """BadInput("outsider", who, place) when *person* would be shown what stays in *place*.

    Members of a private place are what was looked up last; unknown means no. *about*: the task
    that can be given to them all the same.
    """
    if place is None or confirmed or person in work.people.members(place):
        return
    raise BadInput("outsider", field=field, who=person, place=place, **about)


def takes_part(task: Task, person: PersonId) -> bool:
    """Whether *person* sees the task wherever it stays."""
    return person in {task.owner, task.requester, task.verifier, task.helper, task.offered_to}


def named(
    work: TaskUnit, task: Task, person: PersonId, field: str, *, confirmed: bool = False
) -> Person:
    """Somebody to be given a part in *task*: ``able`` and, unless in it already, ``insider``."""
    found = able(work, person, field)
    if not takes_part(task, person):
        about = {"task": handle(work, task.id), "id": task.id} if field == "owner" else {}
        insider(work, person, task.visible_in, field, confirmed=confirmed, **about)
    return found


def being_here(work: TaskUnit, task: Task, person: Person, field: str, ctx: Context) -> None:
    """BadInput("person_away", who, day, instead) while *person* is on leave.

    *instead*: who covers, else people of the task who are here. No more is said of an absence
    than the day of return.
    """
    back = _back_on(work, person, ctx.now)
    if back is None:
        return
    instead = tuple(_instead(work, task, person, ctx))
    raise BadInput(
        "person_away", field=field, who=person.id, day=back, task=handle(work, task.id),
        id=task.id, instead=instead,
    )  # fmt: skip


def _back_on(work: TaskUnit, person: Person, now: datetime) -> date | None:
    """The date on which somebody who is on leave works again; None for who is here."""
    today = local_date(now, person.zone)
    if not any(today in leave for leave in person.leave):
        return None
    at = next_working(calendar_of(person, work.people.workspace()), now)
    return local_date(at, person.zone) if at is not None else None


def _instead(work: TaskUnit, task: Task, person: Person, ctx: Context) -> Iterator[PersonId]:
    today = local_date(ctx.now, person.zone)
    covers = [leave.cover for leave in person.leave if today in leave and leave.cover is not None]
    project = work.projects(RULES).get(task.project) if task.project is not None else None
    lead = project.in_charge if project is not None else None
    order = (*covers, lead, task.requester, task.verifier)
    barred = {None, person.id, task.owner, task.finished_by, ctx.actor}
    for number in dict.fromkeys(order):
        found = work.people.person(number) if number is not None else None
        if found is None or number in barred or not found.active or found.role is Role.BOT:
            continue
        if _back_on(work, found, ctx.now) is None:
            yield found.id


def anchored(work: TaskUnit, due: Due | None, owner: Person) -> Due | None:
    """*due* for another owner: a date means the end of their day on it, an hour its instant."""
    if due is None or due.has_time:
        return due
    calendar = calendar_of(owner, work.people.workspace())
    return Due.on(calendar, due.day)
