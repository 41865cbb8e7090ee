"""Somebody goes, or is here again: who is told, and what is looked at anew."""

from datetime import datetime, timedelta

from core.followup import leaving
from core.followup.around import has_left
from core.followup.gather import SYSTEM
from core.followup.model import Manner, NoticeKind, Wanted, to_person
from core.followup.moments import iso
from core.followup.ports import FollowupUnit
from core.followup.routines import put_brief
from core.followup.service import owe
from core.kernel.refs import Kind, PersonId
from core.people.model import Role

LONGEST = timedelta(days=60)
"""So long somebody who was told of another's going may still be the one to decide about it."""


def left(work: FollowupUnit, person: PersonId, now: datetime) -> None:
    """*person* is here no more: nothing is said to them, and who decides hears of what they had."""
    put_brief(work, person, now)
    work.watches.sooner_for_person(person, now)
    tell(work, person, iso(now), now)
    _hand_on(work, person, now)
    if not work.people.admins():
        _ask_owners(work, person, now)


def tell(work: FollowupUnit, gone: PersonId, slot: str, now: datetime) -> None:
    """One message to each who decides about something that *gone* had."""
    for person in sorted(leaving.deciders(work, gone, now)):
        owe(work, leaving.wanted(gone, slot, person, now), now)


def _hand_on(work: FollowupUnit, person: PersonId, now: datetime) -> None:
    """What *person* was to decide about others who have left is decided by somebody else."""
    heard = work.notices.said_to(person, now - LONGEST)
    for notice in (*heard, *work.notices.owed_to(to_person(person))):
        subject = notice.wanted.subject
        if notice.wanted.kind is NoticeKind.LEFT and subject.kind is Kind.PERSON:
            gone = PersonId(subject.id)
            if has_left(work.people.person(gone)):
                tell(work, gone, notice.wanted.slot, now)


def _ask_owners(work: FollowupUnit, gone: PersonId, now: datetime) -> None:
    """There is always an admin: where the last one has left, the platform's owners may be one."""
    person = work.people.person(gone)
    if person is None or not person.admin:
        return
    for owner in work.people.owners():
        if owner.role is Role.MEMBER:
            subject, kind = leaving.of_person(gone), NoticeKind.ADMIN_NEEDED
            owe(work, Wanted(subject, kind, iso(now), to_person(owner.id), Manner.NOW, now), now)


def returned(work: FollowupUnit, person: PersonId, now: datetime) -> None:
    """*person* is here again: what is still theirs stands in their next brief, once."""
    put_brief(work, person, now)
    work.watches.sooner_for_person(person, now)
    for project in work.projects(SYSTEM).led_by(person):
        work.watches.sooner_for_project(project.id, now)
    slot, to = iso(now), to_person(person)
    subject, kind = leaving.of_person(person), NoticeKind.STILL_YOURS
    owe(work, Wanted(subject, kind, slot, to, Manner.BRIEF, now), now)
