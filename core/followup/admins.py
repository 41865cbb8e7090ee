"""Admins hear who becomes one, and who is one no longer."""

from collections.abc import Iterable
from datetime import datetime

from core.calendar.zones import local_date
from core.followup.model import Manner, NoticeKind, Wanted, to_person
from core.followup.ports import FollowupUnit
from core.followup.service import owe
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId

KINDS = {
    Verb.ADMIN_ADDED: NoticeKind.ADMIN_ADDED,
    Verb.ADMIN_REMOVED: NoticeKind.ADMIN_REMOVED,
}


def tell_admins(work: FollowupUnit, events: Iterable[Event], now: datetime) -> None:
    """Every admin but who did it hears of a change among them; so does who it was done to."""
    for event in events:
        kind = KINDS.get(event.verb)
        if kind is None:
            continue
        changed = PersonId(event.subject.id)
        told = {admin.id for admin in work.people.admins()} | {changed}
        for person in sorted(told - {event.actor}):
            slot, to = event.at.isoformat(), to_person(person)
            owe(work, Wanted(event.subject, kind, slot, to, Manner.NOW, now), now)


def tell_of_dead(work: FollowupUnit, now: datetime) -> None:
    """The platform refused a message as wrong: every admin hears of it, once a day at most."""
    day = local_date(now, work.people.workspace().zone).isoformat()
    for admin in work.people.admins():
        to = to_person(admin.id)
        owe(work, Wanted(to, NoticeKind.DEAD_LETTER, day, to, Manner.NOW, now), now)
