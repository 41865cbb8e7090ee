"""Nudges: somebody asks after a task, as one line of the owner's next message; never a message."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from core.calendar.working import WorkCalendar, next_working
from core.calendar.zones import local_date
from core.followup.calendars import calendars
from core.followup.gather import SYSTEM
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.followup.moments import back_on, next_brief
from core.followup.ports import FollowupUnit
from core.kernel.refs import PersonId, task_ref
from core.kernel.values import dataclass
from core.people.model import Role
from core.tasks.model import Status, Task

UNSAID = {NoticeState.OWED, NoticeState.CLAIMED}


class Bar(StrEnum):
    """Why nobody is nudged about a task now."""

    CLOSED = "closed"
    REVIEW = "review"
    """Its owner is done with it."""
    UNOWNED = "unowned"
    OWN = "own"
    GONE = "gone"
    AWAY = "away"
    RESTS = "rests"
    """Its project is paused."""
    WAITING = "waiting"
    """A nudge is in the owner's next message already."""
    TODAY = "today"
    """A nudge was said this working day."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Whether a nudge goes along with the owner's next message, and when that comes at the latest.

    *by*: who nudged already. *day*: when somebody who is away is back.
    """

    bar: Bar | None = None
    at: datetime | None = None
    day: date | None = None
    by: PersonId | None = None


def chance(work: FollowupUnit, task: Task, asker: PersonId, now: datetime) -> Chance:
    """What a nudge by *asker* would come to now."""
    if (bar := _of_task(work, task, asker, now)) is not None:
        return Chance(bar)
    owner = work.people.person(task.owner) if task.owner is not None else None
    if owner is None or not owner.active or owner.role is Role.BOT:
        return Chance(Bar.GONE)
    calendar = calendars(work).of(owner.id)
    today = local_date(now, owner.zone)
    if any(today in leave for leave in owner.leave):
        return Chance(Bar.AWAY, day=back_on(calendar, now))
    at = next_brief(calendar, owner.brief_at, now)
    if at is None:
        return Chance(Bar.GONE)
    return _once_a_day(_nudges(work, task), _working_day(calendar, now), at)


def _of_task(work: FollowupUnit, task: Task, asker: PersonId, now: datetime) -> Bar | None:
    if not task.status.open:
        return Bar.CLOSED
    if task.status is Status.IN_REVIEW:
        return Bar.REVIEW
    if task.owner is None:
        return Bar.UNOWNED
    if task.owner == asker:
        return Bar.OWN
    project = work.projects(SYSTEM).get(task.project) if task.project is not None else None
    return Bar.RESTS if project is not None and project.rests(now) else None


def _nudges(work: FollowupUnit, task: Task) -> list[Notice]:
    """Those to the present owner."""
    recipient = to_person(task.owner or PersonId(0))
    return [
        n for n in work.notices.of(task_ref(task.id))
        if n.wanted.kind is NoticeKind.NUDGED and n.wanted.recipient == recipient
    ]  # fmt: skip


def _working_day(calendar: WorkCalendar, now: datetime) -> date:
    """The working day of *now*: of a night or a day off, the next one."""
    return local_date(next_working(calendar, now) or now, calendar.zone)


def _once_a_day(nudges: list[Notice], day: date, at: datetime) -> Chance:
    for notice in nudges:
        said_on, by = read_slot(notice.wanted.slot)
        if notice.state in UNSAID:
            return Chance(Bar.WAITING, at=notice.wanted.not_before, by=by)
        if said_on == day:
            return Chance(Bar.TODAY, at=notice.said_at, by=by)
    return Chance(at=at, day=day)


def slot_of(day: date, by: PersonId) -> str:
    """The slot of a nudge: the owner's working day, and who nudged."""
    return f"{day.isoformat()}|{by}"


def read_slot(slot: str) -> tuple[date, PersonId]:
    """The inverse of ``slot_of``."""
    day, _, by = slot.partition("|")
    return date.fromisoformat(day), PersonId(int(by))


def nudge(work: FollowupUnit, task: Task, asker: PersonId, now: datetime) -> Notice | None:
    """Owes the line, whatever its owner has set: that it is off shows when it would be said.

    None where nobody is nudged now.
    """
    found = chance(work, task, asker, now)
    if found.bar is not None or found.at is None or found.day is None or task.owner is None:
        return None
    wanted = Wanted(
        task_ref(task.id), NoticeKind.NUDGED, slot_of(found.day, asker), to_person(task.owner),
        Manner.BRIEF, found.at,
    )  # fmt: skip
    return work.notices.owe(wanted, now)


def along(owed: Iterable[Notice]) -> list[Notice]:
    """What of *owed* goes along with any message to its person: it never is one of its own."""
    return [n for n in owed if n.wanted.kind is NoticeKind.NUDGED]
