"""The people that an intent names: able to act, and able to see what they are given."""

from core.calendar.working import end_of_day
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId, PlaceId
from core.people.calendars import calendar_of
from core.people.model import Person, Role
from core.tasks.changes import handle
from core.tasks.model import Due, Task
from core.tasks.ports import TaskUnit


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
    return person in {task.owner, task.requester, task.verifier, task.helper}


def named(
    work: TaskUnit, task: Task, person: PersonId, field: str, *, confirmed: bool = False
) -> Person:
    """Somebody to be given a part in *task*: ``able`` and, unless in it already, ``insider``."""
    found = able(work, person, field)
    if not takes_part(task, person):
        about = {"task": handle(work, task.id), "id": task.id} if field == "owner" else {}
        insider(work, person, task.visible_in, field, confirmed=confirmed, **about)
    return found


def anchored(work: TaskUnit, due: Due | None, owner: Person) -> Due | None:
    """*due* for another owner: a date means the end of their day on it, an hour its instant."""
    if due is None or due.has_time:
        return due
    calendar = calendar_of(owner, work.people.workspace())
    return Due(end_of_day(calendar, due.day), owner.zone)
