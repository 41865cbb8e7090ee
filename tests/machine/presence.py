"""Who is where at the moment: people come to places and leave them, go for good and return."""

from dataclasses import dataclass, field

from tests.machine.cast import INFRA, PEOPLE, PLATFORMS, ROOMS, TALK, TENANTS

ALSO_IN = {INFRA: TALK, TALK: INFRA}
"""The other home of a project that lives on both platforms: guests there read it all."""


@dataclass
class Presence:
    """What the platforms know of it; the bot hears of each change by an event."""

    inside: dict[str, set[str]] = field(
        default_factory=lambda: {place: set(room.people) for place, room in ROOMS.items()}
    )
    gone: set[tuple[str, str]] = field(default_factory=set)
    """Accounts that were deactivated, or are not in the guild any more: (installation, who)."""
    archived: set[str] = field(default_factory=set)

    def has(self, team: str, who: str) -> bool:
        """Whether somebody has an account there that works."""
        return team in PEOPLE[who].accounts and (team, who) not in self.gone

    def here(self, who: str) -> bool:
        """Whether one of their accounts works."""
        return any(self.has(team, who) for team in PEOPLE[who].accounts)

    def people(self, place: str) -> frozenset[str]:
        """Who reads what is posted there."""
        team = ROOMS[place].team
        return frozenset(who for who in self.inside[place] if self.has(team, who))

    def readers(self, place: str) -> frozenset[str]:
        """Who may read what belongs to it: of an open one every member, and guests in it."""
        inside = self.people(place)
        if ROOMS[place].private:
            return inside
        inside |= self.people(ALSO_IN.get(place, place))
        ours = TENANTS[ROOMS[place].team]
        members = (who for who, one in PEOPLE.items() if one.tenant == ours and not one.guest)
        return inside | {who for who in members if self.here(who)}

    def rooms(self, who: str) -> list[str]:
        """Where somebody can say something; alone with us where there is nothing else."""
        places = [place for place in ROOMS if self.talks(who, place)]
        return places or [self.alone(who)]

    def talks(self, who: str, place: str) -> bool:
        """Whether somebody can say something there, or press what stands there. In the direct
        messages of Discord one still can after one has left the guild."""
        if place in ROOMS:
            return who in self.people(place) and place not in self.archived
        teams = (team for team, account in PEOPLE[who].accounts.items() if place == f"D{account}")
        return any(self.has(team, who) or PLATFORMS[team] == "discord" for team in teams)

    def alone(self, who: str) -> str:
        """Their direct messages."""
        accounts = PEOPLE[who].accounts
        team = next((team for team in accounts if self.has(team, who)), next(iter(accounts)))
        return f"D{accounts[team]}"

    def may_go(self, team: str, who: str) -> bool:
        """Somebody stays everywhere, and in each workspace there are at least two of three."""
        ours = [one for one, human in PEOPLE.items() if human.tenant == TENANTS[team]]
        staying = [one for one in ours if one != who and self.here(one)]
        theirs = (place for place, inside in self.inside.items() if who in inside)
        rooms = [self.people(place) for place in theirs if ROOMS[place].team == team]
        return 3 * len(staying) >= 2 * len(ours) - 1 and all(room - {who} for room in rooms)
