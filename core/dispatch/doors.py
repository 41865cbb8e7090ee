"""Whom no message reaches: told once how to change that, when they next speak to us."""

from dataclasses import replace
from datetime import datetime

from core.calendar.zones import local_date
from core.dispatch.found import known_sender
from core.followup.model import UNREACHED, to_person
from core.kernel.refs import PersonId
from core.people.model import Person, Sender
from core.people.settings import Doors
from core.people.settings import Settings as Mine
from core.screens.delivery import Post
from core.unit import Unit, WorkUnit


def is_shut(unit: Unit, sender: Sender) -> bool:
    """Whether the sender takes no messages, and was not told so yet."""
    found = known_sender(unit, sender)
    return found is not None and found[1].settings.doors == Doors.SHUT


def told_of_doors(unit: Unit, sender: Sender) -> bool:
    """They are told now; False where they were meanwhile."""
    found = known_sender(unit, sender)
    if found is None or found[1].settings.doors != Doors.SHUT:
        return False
    _mark(*found, Doors.TOLD)
    return True


def shut(person: Person, now: datetime) -> Mine:
    """The settings of somebody who refused a message."""
    mine = person.settings
    if not mine.shut_on:
        mine = replace(mine, shut_on=local_date(now, person.zone).isoformat())
    return mine if mine.doors == Doors.TOLD else replace(mine, doors=Doors.SHUT)


def reached(work: WorkUnit, post: Post) -> None:
    """A message arrived for the first time: its conversation is where the next one goes."""
    if post.person is None or post.rehearsed:
        return
    installation = work.people.installation(post.installation)
    account = work.people.account(post.person, installation.platform) if installation else None
    if account is not None and account.dm != post.remote_place:
        work.people.save_account(post.person, replace(account, dm=post.remote_place))
    person = work.people.person(post.person)
    if person is not None and person.settings.doors:
        _open(work, person)


def _open(work: WorkUnit, person: Person) -> None:
    """What was said of their not being reached is over."""
    mine = replace(person.settings, doors=Doors.OPEN, shut_on="")
    work.people.save_person(replace(person, settings=mine))
    for notice in work.notices.of(to_person(person.id)):
        if notice.wanted.kind in UNREACHED and notice.post is not None:
            work.posts.soil_post(notice.post)


def lose(work: WorkUnit, number: PersonId) -> None:
    """Nothing is taken where we spoke last: the next try asks the platform anew."""
    for platform in {each.platform for each in work.people.installations()}:
        account = work.people.account(number, platform)
        if account is not None and account.dm is not None:
            work.people.save_account(number, replace(account, dm=None))


def _mark(work: WorkUnit, person: Person, doors: Doors) -> None:
    work.people.save_person(replace(person, settings=replace(person.settings, doors=doors)))
