"""Who speaks and where: payload ids become ours; people and places are learnt as they appear.

**What stays in a place.** ``Context.private_place`` is set in a private channel and in a
conversation between people (``PlaceKind.GROUP``): what is said there stays there, typed lines
included. It is not set in the direct messages with Chivvy (``PlaceKind.DM``), for a task typed
there is the workspace's; one captured from a message there stays there, see ``tasks.adding``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.calendar.zones import is_zone
from core.kernel.context import Context
from core.kernel.events import Event, Verb
from core.kernel.refs import InstallationId, Kind, PersonId, PlaceId, Ref
from core.kernel.text import one_line
from core.people import joining, standing
from core.people.founding import Door, at_home
from core.people.habits import common_zone, locale_in
from core.people.model import (
    Account,
    Looked,
    Person,
    Place,
    PlaceKind,
    Profile,
    Role,
    Sender,
    Spot,
)
from core.people.ports import PeopleUnit
from core.people.settings import Doors

NAME_LIMIT = 80
UNSETTLED = "UTC"
"""The zone of a workspace that nobody is known of yet."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When the members of a place that nobody has looked up were looked up."""
FRESH = timedelta(minutes=15)
"""How long it is believed who is in a place."""
TEAM = 30
"""With more people a newcomer's private places are looked up in their turn, not at once."""
NARROW: Mapping[PlaceKind, int] = {PlaceKind.CHANNEL: 0, PlaceKind.GROUP: 1, PlaceKind.DM: 2}
"""Of two things said of a place the narrower is believed; it is never widened by itself."""
NOTHING = Looked()
_LOGGED = ("zone", "locale", "role", "active", "admin")
"""What events tell of a person: ids and values, never names."""


def recognise(unit: Door, sender: Sender, now: datetime, key: str) -> Context | None:
    """The request in our own ids; reads only.

    None when the installation, person or place is unknown, when the place is narrower than was
    known, when the sender's roles make something else of them than they were, or when it is not yet
    known that they belong to a place where that matters: then ``arrive``.
    """
    installation = unit.directory.find(sender.platform, sender.team)
    if installation is None:
        return None
    work = unit.of(installation.workspace)
    person = work.people.by_account(sender.platform, sender.user)
    if person is None or standing.changed(work.people, person, sender.platform, sender.roles):
        return None
    if sender.place is None:
        return _context(person, None, sender, now, key)
    place = work.people.place_by(installation.id, sender.place)
    if place is None or _narrower(place.kind, sender.place_kind):
        return None
    if not _known_in(work, place, person):
        return None
    return _context(person, place, sender, now, key)


def arrive(
    unit: Door, sender: Sender, now: datetime, key: str, looked: Looked = NOTHING
) -> Context:
    """As ``recognise``, creating what is missing: workspace, installation, person, place.

    *looked*: what the platform says of them. Somebody of whom it says nothing is a guest until
    it does, for least rights do no harm.

    A new person's ARRIVED event carries *key* as its cause, for whoever reacts to it.
    """
    installation = at_home(unit, sender.platform, sender.team)
    work = unit.of(installation.workspace)
    person = work.people.by_account(sender.platform, sender.user)
    if person is None:
        told = looked.profile or _stranger(sender)
        profile = standing.as_told(work.people, sender.platform, told)
        person, event = _newcomer(work, sender.platform, profile, now, key)
        work.log.append([event])
        _look_again(work, sender.platform, now)
    else:
        person = _by_roles(work, person, sender, now, key)
    place = _place_of(work, installation.id, sender, person, now, looked.spot)
    return _context(person, place, sender, now, key)


def _by_roles(
    work: PeopleUnit, person: Person, sender: Sender, now: datetime, cause: str
) -> Person:
    """Who speaks, as what their roles make of them."""
    role = standing.changed(work.people, person, sender.platform, sender.roles)
    if role is None:
        return person
    new = standing.become(work.people, person, sender.platform, role)
    work.log.append(_difference(person, new, now, cause))
    return new


def learn(
    work: PeopleUnit,
    platform: str,
    profiles: Sequence[Profile],
    now: datetime,
    cause: str = "",
) -> tuple[Event, ...]:
    """Creates or refreshes people from what the platform knows; who is admin stays as it is.

    ARRIVED for the new, EDITED where zone, locale, role or activity changed; names change silently.
    """
    events: list[Event] = []
    several = len({each.platform for each in work.people.installations()}) > 1
    work.people.know_accounts(platform, [profile.external_id for profile in profiles])
    for told in profiles:
        profile = standing.as_told(work.people, platform, told)
        known = work.people.by_account(platform, profile.external_id)
        if known is None:
            events.append(_newcomer(work, platform, profile, now, cause)[1])
            continue
        fresh = _refreshed(known, profile)
        if several:
            fresh = joining.of_all(work.people, known, fresh, platform, profile)
            if fresh.active and not profile.active:
                _gone_from(work, known, platform)
        if fresh != known:
            work.people.save_person(fresh)
            events += _difference(known, fresh, now, cause)
    work.log.append(events)
    if any(event.verb is Verb.ARRIVED for event in events):
        _look_again(work, platform, now)
    return tuple(events)


def _look_again(work: PeopleUnit, platform: str, now: datetime) -> None:
    """Of whoever was not known until now nobody has asked in which private places they are.

    In a team: to ask for each of a crowd takes longer than anybody waits for an answer.
    """
    if len(work.people.not_on("", TEAM + 1)) > TEAM:  # On no platform at all: everybody.
        return
    due = now - FRESH - timedelta(seconds=1)
    for home in work.people.installations():
        if home.platform != platform:
            continue
        for place in work.people.places_in(home.id):
            if place.private and place.checked_at is not None and place.checked_at > due:
                work.people.set_members(place.id, work.people.members(place.id), due)


def _gone_from(work: PeopleUnit, person: Person, platform: str) -> None:
    """Who stays on another platform is in no place of this one any more."""
    there = {each.id for each in work.people.installations() if each.platform == platform}
    for place in work.people.places_of(person.id):
        if place.installation in there:
            left = work.people.members(place.id) - {person.id}
            work.people.set_members(place.id, left, place.checked_at or NEVER)


def appoint(work: PeopleUnit, platform: str, admins: frozenset[str], now: datetime) -> None:
    """Admins are the members behind *admins*, as far as they are known and still here.

    Nothing changes while none of them is: a workspace never loses its last admin.
    """
    named = [
        person
        for person in work.people.by_accounts(platform, admins)
        if person.active and person.role is Role.MEMBER
    ]
    if not named:
        return
    ids = {person.id for person in named}
    others = [
        person for person in work.people.admins() if person.id not in ids and not person.appointed
    ]
    for person in (*named, *others):
        wanted = replace(person, admin=person.id in ids)
        if wanted != person:
            work.people.save_person(wanted)
            work.log.append(_difference(person, wanted, now, ""))


def settle_zone(work: PeopleUnit, profiles: Sequence[Profile]) -> None:
    """A new workspace lives in the zone that most of its people live in."""
    workspace = work.people.workspace()
    if workspace.zone != UNSETTLED:
        return
    people = [p.zone for p in profiles if p.zone and p.active and p.role is Role.MEMBER]
    zone = common_zone((zone for zone in people if is_zone(zone)), UNSETTLED)
    if zone != UNSETTLED:
        work.people.save_workspace(replace(workspace, zone=zone))


def see_place(
    work: PeopleUnit,
    installation: InstallationId,
    external_id: str,
    name: str,
    kind: PlaceKind,
    now: datetime,
    members: frozenset[PersonId] | None = None,
) -> Place:
    """The place, created or refreshed; *members* are all its people, when looked up.

    Of what was known of its kind and *kind*, the narrower holds.
    """
    known = work.people.place_by(installation, external_id)
    line = one_line(name)[:NAME_LIMIT]
    if known is None:
        place = Place(work.workspace, PlaceId(work.new_id()), installation, external_id, line, kind)
        work.people.add_place(place)
    else:
        place = replace(_narrowed(known, kind), name=line or known.name)
        if place != known:
            work.people.save_place(place)
    if members is None:
        return place
    work.people.set_members(place.id, members, now)
    return replace(place, checked_at=now)


def _context(
    person: Person, place: Place | None, sender: Sender, now: datetime, key: str
) -> Context:
    stays = place is not None and place.kind is PlaceKind.GROUP
    return Context(
        workspace=person.workspace,
        actor=person.id,
        platform=sender.platform,
        now=now,
        key=key,
        place=place.id if place else None,
        private_place=place.id if place and stays else None,
        thread=sender.thread,
        zone=person.zone,
        locale=person.locale,
        roles=frozenset(sender.roles) if sender.roles is not None else None,
        moved=person.settings.reached_elsewhere(sender.platform),
        shut=person.settings.doors == Doors.SHUT,
    )


def _place_of(
    work: PeopleUnit, installation: InstallationId, sender: Sender, person: Person, now: datetime,
    spot: Spot | None,
) -> Place | None:  # fmt: skip
    """The place that was spoken in, with the speaker among its people where that matters."""
    if sender.place is None:
        return None
    known = work.people.place_by(installation, sender.place)
    if known is None or _narrower(known.kind, sender.place_kind):
        place = _seen_first(work, installation, sender, now, spot)
    else:
        place = known
    if not _known_in(work, place, person):
        members = work.people.members(place.id) | {person.id}
        work.people.set_members(place.id, members, place.checked_at or NEVER)
    return place


def _seen_first(
    work: PeopleUnit, installation: InstallationId, sender: Sender, now: datetime,
    spot: Spot | None,
) -> Place:  # fmt: skip
    """A place as its payload and, where that was looked up, the platform describe it."""
    kind = sender.place_kind
    if spot is not None and spot.kind is not None and _narrower(kind, spot.kind):
        kind = spot.kind
    name = sender.place_name or (spot.name if spot else "")
    place = see_place(work, installation, sender.place or "", name, kind, now)
    if spot is None or (place.bot_in, place.archived) == (spot.here, spot.archived):
        return place
    told = replace(place, bot_in=spot.here, archived=spot.archived)
    work.people.save_place(told)
    return told


def _known_in(work: PeopleUnit, place: Place, person: Person) -> bool:
    """Whether nothing is to be learnt: members see public places anyway, others only theirs."""
    if not place.private and person.role is Role.MEMBER:
        return True
    return person.id in work.people.members(place.id)


def _narrower(known: PlaceKind, told: PlaceKind) -> bool:
    return NARROW[told] > NARROW[known]


def _narrowed(place: Place, told: PlaceKind) -> Place:
    """The place with the narrower kind; who is in it is unknown from then on."""
    if not _narrower(place.kind, told):
        return place
    return replace(place, kind=told, checked_at=None)


def _stranger(sender: Sender) -> Profile:
    """What a payload tells of somebody who is not known: not that they are a member."""
    role = Role.EXTERNAL if sender.home_team else Role.GUEST
    name = sender.user_name
    return Profile(sender.user, name, name, role=role, home_team=sender.home_team)


def _newcomer(
    work: PeopleUnit, platform: str, profile: Profile, now: datetime, cause: str
) -> tuple[Person, Event]:
    blank = Person(
        work.workspace,
        PersonId(work.new_id()),
        name=profile.external_id,
        handle=profile.external_id.casefold(),
        zone=work.people.workspace().zone,
    )
    person = _refreshed(blank, profile)
    account = Account(platform, profile.external_id, profile.home_team)
    work.people.add_person(person, account)
    return person, Event(_ref(person), Verb.ARRIVED, person.id, now, cause=cause)


def _refreshed(person: Person, profile: Profile) -> Person:
    """What the platform left empty, or says in a way that nobody understands, stays; so does what
    the person has chosen otherwise."""
    mine = person.settings
    zone = profile.zone if profile.zone and is_zone(profile.zone) else mine.told_zone or person.zone
    known = mine.told_locale or person.locale
    locale = profile.locale or (locale_in(zone) if profile.zone else known)
    mine = replace(
        mine, told_zone=zone if mine.zone else "", told_locale=locale if mine.locale else ""
    )
    return replace(
        person,
        name=one_line(profile.name)[:NAME_LIMIT] or person.name,
        handle=one_line(profile.handle)[:NAME_LIMIT].casefold() or person.handle,
        zone=mine.zone or zone,
        locale=mine.locale or locale,
        settings=mine,
        role=profile.role,
        active=profile.active,
        owner=profile.owner,
    )


def _difference(old: Person, new: Person, now: datetime, cause: str) -> list[Event]:
    names = [name for name in _LOGGED if getattr(old, name) != getattr(new, name)]
    if not names:
        return []
    before = {name: getattr(old, name) for name in names}
    after = {name: getattr(new, name) for name in names}
    return [Event(_ref(new), Verb.EDITED, None, now, before, after, cause=cause)]


def _ref(person: Person) -> Ref:
    return Ref(Kind.PERSON, person.id)
