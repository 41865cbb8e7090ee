"""What people are shown: who may read what, when somebody may be disturbed, and how often.

Asked of what stands on the platforms and of the store, never of the rules that decide.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.screens.delivery import PostKind
from core.screens.messenger import Letter
from core.screens.views import Brief, Bundle, Card, View
from tests.machine.cast import (
    HIRING,
    HIRING_NAME,
    NAMES,
    OURS,
    PEOPLE,
    ROOMS,
    TENANTS,
    Human,
    named_in,
)
from tests.machine.presence import Presence

Leaves = list[tuple[date, date]]
_AT_ANY_TIME = frozenset(
    {PostKind.CARD, PostKind.DIGEST, PostKind.CAPTURED, PostKind.CLOSING, PostKind.HELLO}
)
"""What answers somebody who has just asked for it, and what has a time of its own."""


@dataclass
class Watch:
    """What was seen so far. *partake* tells who takes part in a title; *leaves* when somebody is
    away; *kind* what a message is; *urgent* whether it passes the limit of a day; *at_once* whether
    it tells somebody what was just done in their name, at any hour; *led* who ever led a project;
    *resting* what a message held of tasks whose project rests, and should not say; *zone* where the
    digest of what lives in a place is said."""

    now: Callable[[], datetime]
    shown: Callable[[str], int]
    leaves: Callable[[str], Leaves]
    kind: Callable[[str], str]
    urgent: Callable[[str], bool]
    at_once: Callable[[str], bool]
    partake: Callable[[str, int], set[str]]
    presence: Presence
    led: Callable[[str], set[str]]
    resting: Callable[[str], set[tuple[str, int, int]]]
    zone: Callable[[str, str], str]
    born: dict[int, str] = field(default_factory=dict)
    """Where each title was first said."""
    partook: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Who ever took part in it: what they read before stays with them."""
    interrupted: Counter[tuple[str, date]] = field(default_factory=Counter)
    briefed: Counter[tuple[str, date]] = field(default_factory=Counter)
    heard_on: dict[str, str] = field(default_factory=dict)
    """The platform's installation that showed each key."""
    asleep: set[tuple[str, int, int]] = field(default_factory=set)
    """Notices that were about a project that rests, in the post that was shown then."""
    wrong: list[str] = field(default_factory=list)

    def letter(self, letter: Letter) -> None:
        """What was just shown, for the first time or anew."""
        if isinstance(letter.view, Card):
            self._shared(letter)
        for who in self.audience(letter):
            self.view(letter.view, who)
        to = letter.to
        if to.person is not None and not self.presence.has(
            to.installation, who := NAMES[to.installation, to.person]
        ):
            self.wrong.append(f"{who} hears though they have left: {letter}")
        if self.shown(letter.key) > 1:
            self.wrong.append(f"shown twice: {letter}")
        if self.shown(letter.key) == 1 and letter.key not in self.heard_on:
            self.heard_on[letter.key] = letter.to.installation
            self._first_time(letter)

    def _shared(self, letter: Letter) -> None:
        """Somebody has put the card there on purpose: what is not private is for all of the room
        from then on."""
        for number in named_in(repr(letter.view)):
            if number in self.born and not ROOMS[self.born[number]].private:
                self.partook[number] |= self.audience(letter)

    def view(self, view: View, who: str) -> None:
        """Nothing stands before somebody that is not theirs to read."""
        words = repr(view)
        for number in named_in(words):
            if not self.may_read(who, number):
                self.wrong.append(f"{who} reads {number}: {view}")
        reads = self.presence.people(HIRING)
        if HIRING_NAME in words and who not in reads and who not in self.led("hiring"):
            self.wrong.append(f"{who} reads of {HIRING_NAME}: {view}")

    def may_read(self, who: str, number: int) -> bool:
        """Whether the title is of a room whose readers they are, or they take part in it."""
        place = self.born.get(number)
        if place is None:
            return True  # Nobody has said it.
        tenant = TENANTS[ROOMS[place].team]
        if PEOPLE[who].tenant != tenant:
            return False
        if who in self.presence.readers(place) or who in self.partook[number]:
            return True
        self.partook[number] |= self.partake(tenant, number)
        return who in self.partook[number]

    def audience(self, letter: Letter) -> set[str]:
        """Who reads it where it stands."""
        if letter.to.person is not None:
            return {NAMES[letter.to.installation, letter.to.person]}
        return set(self.presence.people(letter.to.place or ""))

    def _first_time(self, letter: Letter) -> None:
        now = self.now()
        self.asleep |= self.resting(letter.key)
        if letter.to.person is None:
            if self.kind(letter.key) not in _AT_ANY_TIME and not at_work(
                self._channel(letter), [], now
            ):
                self.wrong.append(f"a channel hears at {now}: {letter.view}")
            return
        who = NAMES[letter.to.installation, letter.to.person]
        if not at_work(PEOPLE[who], self.leaves(who), now) and not self.at_once(letter.key):
            self.wrong.append(f"{who} hears at {now}: {letter.view}")
        day = now.astimezone(ZoneInfo(PEOPLE[who].zone)).date()
        if isinstance(letter.view, Brief):
            self.briefed[who, day] += 1
        if isinstance(letter.view, Bundle) and not self.urgent(letter.key):
            self.interrupted[who, day] += 1

    def _channel(self, letter: Letter) -> Human:
        """A place works as those who are at home there do, where its digest is said by their clock;
        whoever sets that tells in which zone."""
        to = letter.to
        home = PEOPLE["maria" if TENANTS[to.installation] == OURS else "otto"]
        return replace(home, zone=self.zone(to.installation, to.place or "") or home.zone)


def at_work(human: Human, leaves: Leaves, now: datetime) -> bool:
    """In the hours of a working day by their own clock, and not on leave."""
    local = now.astimezone(ZoneInfo(human.zone))
    day, (first, last) = local.date(), human.hours
    off = day.weekday() >= human.days or day in human.off
    away = any(begins <= day <= ends for begins, ends in leaves)
    return not off and not away and first <= local.hour < last


def most_in_a_day(of: Mapping[tuple[str, date], int], most: int) -> list[str]:
    """Whoever had more than *most* of something in a day."""
    return [f"{who}: {count} on {day}" for (who, day), count in of.items() if count > most]
