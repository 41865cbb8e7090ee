"""What is told of somebody's leave, and whether it still holds."""

from collections.abc import Iterable
from datetime import date, datetime

from core.calendar.leave import Leave
from core.calendar.zones import local_date
from core.followup.model import Notice, NoticeKind, to_person
from core.followup.ports import FollowupUnit
from core.kernel.refs import PersonId
from core.people.model import Person


def holds(work: FollowupUnit, notice: Notice, now: datetime) -> bool:
    """Whether the leave that *notice* tells of is still ahead, or runs."""
    person = work.people.person(PersonId(notice.wanted.subject.id))
    if person is None:
        return False
    kind, recipient = notice.wanted.kind, notice.wanted.recipient
    if kind is NoticeKind.COVERS_NO_MORE:
        covering = covers(person.leave, local_date(now, person.zone))
        return recipient not in {to_person(each) for each in covering}
    leave = leave_of(person, notice.wanted.slot)
    if leave is None or leave.last < local_date(now, person.zone):
        return False
    return kind is not NoticeKind.COVERS or recipient == to_person(leave.cover or PersonId(0))


def leave_of(person: Person, slot: str) -> Leave | None:
    """The leave that a notice with this slot tells of, as it is now."""
    day = date.fromisoformat(slot.partition("|")[0])
    return next((leave for leave in person.leave if day in leave), None)


def covers(leaves: Iterable[Leave], today: date) -> set[PersonId]:
    """Who answers today, or later."""
    return {each.cover for each in leaves if each.cover is not None and each.last >= today}
