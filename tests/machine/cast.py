"""Who there is and where they talk: people, their accounts, rooms, and what is bounded there.

Five people of one team and two of its channels are the small house; in the whole one there are a
guest, a private project, a guild that belongs to the team, and a club with a guild of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.people.model import PlaceKind, Profile, Role, Sender

TEAM, GUILD, CLUB_GUILD = "T1", "900", "901"
PLATFORMS = {TEAM: "slack", GUILD: "discord", CLUB_GUILD: "discord"}
OURS, CLUB = "ours", "club"
TENANTS = {TEAM: OURS, GUILD: OURS, CLUB_GUILD: CLUB}
"""Whose each installation is: a workspace of its own for each tenant."""
INFRA, SECRET, CLIENT, HIRING, TALK, HALL = "C1", "G1", "C2", "G2", "9001", "9101"
COMPANY_OFF = date(2026, 12, 1)
DAILY = 3
"""New tasks that somebody of the club makes in a day, at most."""
OWNERS = frozenset({"ana", "nils"})
"""Who may make themselves admins."""
REACTION = "eyes"
"""What makes a task of a message in #infra."""
HIRING_NAME = "Quetzal"
"""What the private project is called, which nobody else reads."""


@dataclass(frozen=True)
class Human:
    """Somebody: the zone they live in, and who they are in each installation."""

    zone: str
    accounts: Mapping[str, str]
    guest: bool = False
    hours: tuple[int, int] = (9, 17)
    """When they may be disturbed, by their own clock."""
    days: int = 5
    """Of a week, from Monday on."""
    off: frozenset[date] = frozenset({COMPANY_OFF})

    @property
    def tenant(self) -> str:
        """Whose they are."""
        return TENANTS[next(iter(self.accounts))]


def _free(*, account: str) -> Human:
    """Somebody who gives their free time."""
    return Human("Europe/Berlin", {CLUB_GUILD: account}, hours=(9, 21), days=7, off=frozenset())


PEOPLE: Mapping[str, Human] = {
    "maria": Human("Europe/Berlin", {TEAM: "MARIA", GUILD: "101"}),
    "jonas": Human("Europe/Berlin", {TEAM: "JONAS"}),
    "ana": Human("Europe/London", {TEAM: "ANA"}),
    "priya": Human("Asia/Kolkata", {TEAM: "PRIYA"}),
    "eve": Human("America/New_York", {TEAM: "EVE"}),
    "lee": Human("Europe/Berlin", {TEAM: "LEE"}, guest=True),
    "nils": Human("Europe/Berlin", {GUILD: "102"}),
    "otto": _free(account="103"),
    "vera": _free(account="104"),
    "mia": _free(account="101"),
}
"""Mia is Maria, as the club knows her: one account of hers is in both guilds."""
SMALL = ("maria", "jonas", "ana", "priya", "eve")
ZONES = {name: PEOPLE[name].zone for name in SMALL}
NAMES = {
    (team, account): name
    for name, human in PEOPLE.items() for team, account in human.accounts.items()
}  # fmt: skip
INSIDERS = frozenset({"maria", "jonas", "priya"})
"""Who is in the private channel."""


@dataclass(frozen=True)
class Room:
    """A channel, and who is in it."""

    team: str
    name: str
    people: frozenset[str]
    private: bool = False
    readers: frozenset[str] = field(default_factory=frozenset)
    """Who may read what belongs to it."""


def _open(team: str, name: str, *, guests: frozenset[str] = frozenset()) -> Room:
    here = {who for who, human in PEOPLE.items() if team in human.accounts and not human.guest}
    all_of_us = {
        who for who, human in PEOPLE.items() if human.tenant == TENANTS[team] and not human.guest
    }
    return Room(team, name, frozenset(here | guests), readers=frozenset(all_of_us | guests))


def _private(name: str, people: frozenset[str]) -> Room:
    return Room(TEAM, name, people, private=True, readers=people)


ROOMS: Mapping[str, Room] = {
    INFRA: _open(TEAM, "infra"),
    CLIENT: _open(TEAM, "client", guests=frozenset({"lee"})),
    SECRET: _private("secret", INSIDERS),
    HIRING: _private("hiring", frozenset({"ana", "eve"})),
    TALK: _open(GUILD, "talk"),
    HALL: _open(CLUB_GUILD, "hall"),
}

BEGINNING: Sequence[tuple[str, str, str]] = (
    (INFRA, "ana", "@maria tomorrow 10:00 high"), (INFRA, "maria", "@jonas every day"),
    (SECRET, "jonas", "@priya today 17:00 urgent"), (CLIENT, "lee", "@eve friday done when: it is"),
    (CLIENT, "ana", "@lee every workday 9:00"), (HIRING, "eve", "@ana tomorrow"),
    (TALK, "nils", "@maria in 2 days"), (TALK, "maria", "@nils every 2 days"),
    (HALL, "otto", "@vera tomorrow"), (HALL, "mia", "@mia every! day"), (INFRA, "priya", ""),
)  # fmt: skip
"""Tasks that are there already: where, who asked, and what was typed behind the title."""


def rooms_of(who: str) -> list[str]:
    """Where somebody talks."""
    return [place for place, room in ROOMS.items() if who in room.people]


def owners_in(place: str) -> list[str]:
    """Who may be asked for something there."""
    return sorted(ROOMS[place].readers)


def sender(who: str, place: str = INFRA, thread: str | None = None) -> Sender:
    """Who speaks, and where; alone with us in a place that is named by their account."""
    room, accounts = ROOMS.get(place), PEOPLE[who].accounts
    if room is None:
        team = next(team for team, account in accounts.items() if place == f"D{account}")
        kind, name = PlaceKind.DM, ""
    else:
        team, name = room.team, room.name
        kind = PlaceKind.GROUP if room.private else PlaceKind.CHANNEL
    return Sender(PLATFORMS[team], team, accounts[team], who, "", place, name, kind, thread)


def profile(who: str, team: str, *, owner: bool = False, active: bool = True) -> Profile:
    """What a platform knows of somebody."""
    human = PEOPLE[who]
    role = Role.GUEST if human.guest else Role.MEMBER
    return Profile(
        human.accounts[team], who.title(), who, human.zone, role=role, active=active, owner=owner
    )  # fmt: skip


def title(number: int) -> str:
    """Of a task that was never there."""
    return f"Parcel p{number}q"


_TITLE = re.compile(r"Parcel p(\d+)q")


def named_in(words: str) -> set[int]:
    """The numbers of all titles that stand in *words*."""
    return {int(number) for number in _TITLE.findall(words)}
