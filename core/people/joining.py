"""Two persons become one: what each of them has chosen holds on, the stayer's where both have."""

from dataclasses import replace
from datetime import time

from core.calendar.leave import Leave
from core.kernel.refs import PersonId
from core.people.model import Account, Person, Profile, Role
from core.people.ports import People
from core.people.settings import Doors, Incoming, Settings

USUAL_BRIEF = time(9)


def joined(stays: Person, goes: Person, platform: str) -> Person:
    """*stays* from now on, reached on *platform*, where they spoke last."""
    mine, theirs = stays.settings, goes.settings
    own_hours = mine.own_hours or not theirs.own_hours
    return replace(
        stays,
        admin=stays.admin or goes.admin,
        appointed=stays.appointed or goes.appointed,
        owner=stays.owner or goes.owner,
        role=Role.MEMBER if Role.MEMBER in {stays.role, goes.role} else stays.role,
        zone=stays.zone if mine.zone or not theirs.zone else goes.zone,
        locale=stays.locale if mine.locale or not theirs.locale else goes.locale,
        hours=stays.hours if own_hours else goes.hours,
        country=stays.country or goes.country,
        brief_at=stays.brief_at if stays.brief_at != USUAL_BRIEF else goes.brief_at,
        leave=_leave(stays, goes),
        unreachable_until=None,
        introduced=stays.introduced or goes.introduced,
        settings=_chosen(mine, theirs, platform),
    )


WIDEST = (Role.MEMBER, Role.GUEST, Role.EXTERNAL, Role.BOT)


def of_all(people: People, known: Person, fresh: Person, platform: str, profile: Profile) -> Person:
    """*known*, of whom *platform* says *profile* (*fresh*, were that all): with several accounts
    they are here while one is, as what the widest allows, and called as where they spoke last."""
    accounts = people.accounts(known.id)
    if len(accounts) < 2:
        return fresh
    told = [_told(people, known, each, platform, profile) for each in accounts]
    here = [account for account in told if account.active]
    if not here:
        return replace(known, active=False)
    base = fresh if profile.active and known.settings.spoke_on in {"", platform} else known
    mine = base.settings
    if mine.spoke_on not in {account.platform for account in here}:
        mine = mine.here(here[0].platform)
    role = min((account.role or known.role for account in here), key=WIDEST.index)
    owner = any(account.owner for account in here)
    return replace(base, active=True, role=role, owner=owner, settings=mine)


def _told(
    people: People, known: Person, account: Account, platform: str, profile: Profile
) -> Account:
    """What the platform says of one of them is kept with it."""
    if (account.platform, account.external_id) != (platform, profile.external_id):
        return account
    new = replace(account, active=profile.active, role=profile.role, owner=profile.owner)
    if new != account:
        people.save_account(known.id, new)
    return new


def apart(people: People, person: Person) -> None:
    """What holds of *person*, who has one account so far, is kept with that account."""
    for account in people.accounts(person.id):
        role, owner = account.role or person.role, account.owner or person.owner
        people.save_account(person.id, replace(account, role=role, owner=owner))


def nobody(goes: Person, stays: PersonId) -> Person:
    """Who became another: nobody is found by their name any more."""
    return replace(
        goes, name="", handle="", active=False, admin=False, appointed=False, owner=False, leave=(),
        became=stays,
    )  # fmt: skip


def now_is(people: People, number: int) -> PersonId:
    """The person with that number, or whom they have become: buttons live longer than that."""
    found = people.person(PersonId(number))
    return found.became if found is not None and found.became is not None else PersonId(number)


def _chosen(mine: Settings, theirs: Settings, platform: str) -> Settings:
    incoming = mine.incoming if mine.incoming is not Incoming.USUAL else theirs.incoming
    return replace(
        mine.choosing({**dict(theirs.ways), **dict(mine.ways)}.items()),
        zone=mine.zone or theirs.zone,
        locale=mine.locale or theirs.locale,
        own_hours=mine.own_hours or theirs.own_hours,
        incoming=incoming,
        doors=Doors.OPEN,
        shut_on="",
        spoke_on=platform,
    )


def _leave(stays: Person, goes: Person) -> tuple[Leave, ...]:
    """All days off, of two that overlap the stayer's; nobody stands in for themselves."""
    own = {stays.id, goes.id}
    apart = (
        span for span in goes.leave
        if all(span.last < mine.first or mine.last < span.first for mine in stays.leave)
    )  # fmt: skip
    spans = sorted((*stays.leave, *apart), key=lambda span: span.first)
    return tuple(replace(s, cover=None if s.cover in own else s.cover) for s in spans)
