"""Who answers for somebody on leave, and what they, and who is away, are told of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from core.calendar.working import cover_of
from core.calendar.zones import local_date
from core.followup.absences import covers, leave_of
from core.followup.calendars import calendars
from core.followup.model import Manner, NoticeKind, NoticeState, Wanted, to_person
from core.followup.moments import cover_at
from core.followup.ports import FollowupUnit
from core.followup.service import owe
from core.kernel.context import Context
from core.kernel.refs import Kind, PersonId, Ref
from core.people.model import Person
from core.people.ports import PeopleUnit


def tell_of_leave(work: FollowupUnit, of: PersonId, first: date, by: Context) -> None:
    """Who covers hears of it, and so does somebody whose leave another person has set."""
    person = work.people.person(of)
    leave = leave_of(person, first.isoformat()) if person is not None else None
    if leave is None:
        return
    slot = f"{leave.first}|{leave.last}|{by.now.isoformat()}"
    if of != by.actor:
        _owe(work, of, NoticeKind.LEAVE_SET, slot, of, by)
    if leave.cover is not None and leave.cover != by.actor:
        _owe(work, of, NoticeKind.COVERS, slot, leave.cover, by)


def tell_who_covered(work: FollowupUnit, before: Person, by: Context) -> None:
    """Whoever was told that they answer, and does not any longer, hears that too."""
    person = work.people.person(before.id)
    if person is None:
        return
    today = local_date(by.now, person.zone)
    gone = covers(before.leave, today) - covers(person.leave, today) - {by.actor}
    for cover in sorted(gone & _told(work, before.id)):
        slot = f"{today}|{today}|{by.now.isoformat()}"
        _owe(work, before.id, NoticeKind.COVERS_NO_MORE, slot, cover, by)


def answers_for(
    work: PeopleUnit, cover: PersonId, people: Iterable[PersonId | None], now: datetime
) -> tuple[PersonId, ...]:
    """Those of *people* who are away now, and for whom *cover* answers meanwhile: from the end of
    the last working day before it to the midnight after the leave."""
    known = calendars(work)
    others = (person for person in people if person is not None and person != cover)
    found = ((person, known.of(person)) for person in others)
    return tuple(p for p, cal in found if cover in {cover_of(cal, now), cover_at(cal, now)})


def _told(work: FollowupUnit, of: PersonId) -> set[PersonId]:
    said = {NoticeState.SAID, NoticeState.ANSWERED, NoticeState.CLAIMED}
    notices = work.notices.of(Ref(Kind.PERSON, of))
    return {
        PersonId(notice.wanted.recipient.id)
        for notice in notices
        if notice.wanted.kind is NoticeKind.COVERS and notice.state in said
    }


def _owe(
    work: FollowupUnit, of: PersonId, kind: NoticeKind, slot: str, to: PersonId, by: Context
) -> None:
    at = by.now + timedelta(seconds=work.people.workspace().hold)
    wanted = Wanted(Ref(Kind.PERSON, of), kind, slot, to_person(to), Manner.NOW, at)
    owe(work, wanted, by.now)
