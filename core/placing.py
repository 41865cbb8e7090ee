"""Where we may post: what follows when a place closes to us, and when it opens again.

What waits to be posted there stays; it is tried once a working day, and at once when we are let in.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from core.calendar.working import add_working_days
from core.followup import service as followup
from core.followup.calendars import calendars
from core.followup.model import Manner, NoticeKind, Wanted, to_person
from core.kernel.audience import System
from core.kernel.errors import ChivvyError
from core.kernel.refs import PersonId, PlaceId, PostId, place_ref
from core.people.model import Place, PlaceKind, PlaceNews, Shut
from core.people.service import NEVER
from core.projects.model import Project
from core.screens.delivery import Post, PostKind
from core.screens.keys import post_key
from core.unit import WorkUnit

SYSTEM = System("delivery")
NOWHERE = timedelta(days=1)
_NEWS = {
    PlaceNews.WENT: Shut.OUT,
    PlaceNews.ARCHIVED: Shut.ARCHIVED,
    PlaceNews.DELETED: Shut.DELETED,
}


def next_try(work: WorkUnit, place: Place, now: datetime) -> datetime:
    """When what waits for a closed place is tried again: a working day later."""
    try:
        return add_working_days(calendars(work).of_project(_living_in(work, place)), now, 1)
    except ChivvyError:
        return now + NOWHERE


def first_try(work: WorkUnit, place: Place, now: datetime) -> datetime:
    """When something new for *place* is posted first."""
    return next_try(work, place, now) if place.closed else now


def heard(
    work: WorkUnit, place: Place, news: PlaceNews, now: datetime, *, archived: bool = False
) -> None:
    """What the platform tells of our being in a place. *archived*: that it was since we came."""
    if news in _NEWS:
        shut(work, place, _NEWS[news], now)
        return
    in_again = news is PlaceNews.CAME
    opened(work, replace(place, archived=archived, bot_in=place.bot_in or in_again), now)
    if in_again:
        _introduce(work, place.id, now)


def _introduce(work: WorkUnit, number: PlaceId, now: datetime) -> None:
    """We say what we do in a channel that invites us: once, however often we come again."""
    place = work.people.place(number)
    if place is None or place.closed or place.introduced or place.kind is PlaceKind.DM:
        return
    work.people.save_place(replace(place, introduced=True))
    post = PostId(work.new_id())
    work.posts.add(
        Post(
            workspace=work.workspace, id=post, key=post_key(work.workspace, post, now),
            kind=PostKind.HELLO, installation=place.installation, created_at=now,
            not_before=now, subject=place_ref(place.id), place=place.id,
        )
    )  # fmt: skip


def shut(
    work: WorkUnit, place: Place, why: Shut, now: datetime, asker: PersonId | None = None
) -> None:
    """We can't post there any more; who leads what lives there hears once, and so does *asker*,
    for whom something was to be posted."""
    archived = why in {Shut.ARCHIVED, Shut.DELETED}
    kept = replace(
        place,
        bot_in=place.bot_in and why is Shut.ARCHIVED,
        archived=place.archived or archived,
    )
    if kept != place:
        work.people.save_place(kept)
    if why is Shut.OUT and place.kind is PlaceKind.GROUP:
        # Of a private place nobody tells us any more who is there.
        work.people.set_members(place.id, frozenset(), NEVER)
    work.posts.put_off(place.id, next_try(work, kept, now))
    if place.closed:
        return  # Who is to hear of it has heard.
    project = _living_in(work, place)
    slot = f"{why}|{now.isoformat()}"
    told = {asker} if asker is not None else set()
    if project is not None:
        work.watches.sooner_for_project(project.id, now)
        lead = _lead(work, project)
        told -= {lead}
        _tell(work, place, lead, f"{slot}|{project.id}", now)
    for person in told:
        _tell(work, place, person, slot, now)


def opened(work: WorkUnit, place: Place, now: datetime) -> None:
    """*place*, as it is known now, may take what waited for it."""
    was = work.people.place(place.id)
    if was != place:
        work.people.save_place(place)
    if place.closed:
        return
    work.posts.release(place.id, now)
    work.posts.soil(place_ref(place.id))
    if was is not None and was.closed and place.project is not None:
        work.watches.sooner_for_project(place.project, now)


def _tell(work: WorkUnit, place: Place, person: PersonId | None, slot: str, now: datetime) -> None:
    if person is None:
        return
    to, kind = to_person(person), NoticeKind.PLACE_CLOSED
    followup.owe(work, Wanted(place_ref(place.id), kind, slot, to, Manner.NOW, now), now)


def _living_in(work: WorkUnit, place: Place) -> Project | None:
    return work.projects(SYSTEM).get(place.project) if place.project is not None else None


def _lead(work: WorkUnit, project: Project) -> PersonId | None:
    """Who is in charge of it and still here, else who opened it, else an admin."""
    people = work.people.persons([project.in_charge, project.creator])
    for number in (project.in_charge, project.creator):
        if number in people and people[number].active:
            return number
    return next((admin.id for admin in work.people.admins() if admin.active), None)
