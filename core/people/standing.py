"""What the roles of a platform make of whoever has them: a guest, a member, or who leads.

They are told with each request, so nothing is asked and a role that was taken away counts no more.
As what somebody is there is kept with their account, for who sees what is decided without them.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from core.people import joining
from core.people.model import Bounds, Granted, Person, Profile, Right, Role
from core.people.ports import People

KEPT = frozenset({Role.MEMBER, Role.GUEST})
"""As what somebody can be by a role: the platform itself tells the rest."""

RIGHTS: Mapping[str, Right] = {
    "guests": Right.GUEST,
    "members": Right.MEMBER,
    "leads": Right.LEAD,
}
"""As they are typed, and the fields of their form."""


def granted(bounds: Bounds, roles: Collection[str], *, steers: bool) -> Role:
    """As what somebody is there who has *roles*. *steers*: who administers, there or here, is never
    less than a member, so that nobody shuts themselves out."""
    rights = {each.right for each in bounds.roles if each.role in roles}
    if steers or rights & {Right.MEMBER, Right.LEAD}:
        return Role.MEMBER
    needed = any(each.right is Right.MEMBER and each.team in roles for each in bounds.roles)
    return Role.GUEST if needed or Right.GUEST in rights else Role.MEMBER


def leads(bounds: Bounds, roles: Collection[str] | None) -> bool:
    """Whether one of *roles* makes its people leads of every project that they see."""
    return any(each.right is Right.LEAD and each.role in (roles or ()) for each in bounds.roles)


def as_told(people: People, platform: str, profile: Profile) -> Profile:
    """*profile* with what the roles in it make of the person; where it tells of none, they are what
    they were."""
    if profile.role is not Role.MEMBER or profile.roles == ():
        return profile
    known = people.by_account(platform, profile.external_id)
    if profile.roles is None:
        was = _stands(people, known, platform) if known is not None else Role.MEMBER
        return replace(profile, role=was if was in KEPT else profile.role)
    steers = profile.owner or (known is not None and known.admin)
    bounds = people.workspace().bounds
    return replace(profile, role=granted(bounds, profile.roles, steers=steers))


def changed(
    people: People, person: Person, platform: str, roles: Collection[str] | None
) -> Role | None:
    """What *person* has become by *roles*; None where nothing is told, or they are that already."""
    if roles is None:
        return None
    was = _stands(people, person, platform)
    now = granted(people.workspace().bounds, roles, steers=person.owner or person.admin)
    return now if was in KEPT and now is not was else None


def become(people: People, person: Person, platform: str, role: Role) -> Person:
    """*person* is *role* on *platform* from now on; with several accounts they are what the widest
    of them allows."""
    widest = role
    if person.settings.spoke_on:
        every = people.accounts(person.id)
        told = [replace(a, role=role) if a.platform == platform else a for a in every]
        for account in (each for each in told if each.platform == platform):
            people.save_account(person.id, account)
        here = [account.role or person.role for account in told if account.active]
        widest = min(here, key=joining.WIDEST.index, default=role)
    new = replace(person, role=widest)
    if new != person:
        people.save_person(new)
    return new


def named(bounds: Bounds, role: str, name: str) -> Bounds:
    """*bounds*, with the name that a role has now."""
    several = name if bounds.role == role else bounds.role_name
    roles = tuple(replace(r, name=name) if r.role == role else r for r in bounds.roles)
    return replace(bounds, role_name=several, roles=roles)


def asked_for(bounds: Bounds) -> tuple[tuple[str, str], ...]:
    """Every role that something depends on, with its name."""
    several = ((bounds.role, bounds.role_name),) if bounds.role else ()
    return tuple(dict.fromkeys((*several, *((each.role, each.name) for each in bounds.roles))))


def with_roles(bounds: Bounds, right: Right, team: str, chosen: Collection[Granted]) -> Bounds:
    """*bounds*, where these roles of *team* give *right*, and nothing else any more."""
    ids = {each.role for each in chosen}
    kept = (
        each for each in bounds.roles
        if each.role not in ids and not (each.right is right and each.team in {team, ""})
    )  # fmt: skip
    return replace(bounds, roles=(*kept, *chosen))


def _stands(people: People, person: Person, platform: str) -> Role:
    """As what they are there; of somebody with one account that is the person's own."""
    if not person.settings.spoke_on:
        return person.role
    account = people.account(person.id, platform)
    return (account.role if account is not None else None) or person.role
