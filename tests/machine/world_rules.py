"""What the platforms, time and the power supply do."""

import asyncio
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.machine.base import Base, anywhere, deaths, minutes, visits, which
from tests.machine.cast import HALL
from tests.machine.far import Fault

platform = st.sampled_from(["slack", "discord"])


class World(Base):
    """Requests come again, messages get lost, hours pass, processes die."""

    # The platforms

    @precondition(lambda self: self.past)
    @rule(number=which, twice=st.booleans())
    def again(self, number: int, twice: bool) -> None:
        """A request that was answered comes again: nothing more comes of it."""
        past = self.past[number % len(self.past)]
        if not self.house.presence.talks(past.who, past.place):
            return  # From there it does not come any more.
        before, told = self.house.kept.counts(), self.effects(past.key)

        async def repeat() -> None:
            for _ in range(1 + twice):
                await past.again()

        self.does(repeat())
        assert self.effects(past.key) == told
        assert self.house.kept.counts() == before

    @rule(place=anywhere, who=which, owner=which, order=st.permutations(range(4)),
          copies=st.integers(1, 3), point=deaths, visit=visits)  # fmt: skip
    def events(
        self, place: str, who: int, owner: int, order: list[int], copies: int, point: str,
        visit: int,
    ) -> None:  # fmt: skip
        """Four things said in a channel reach us in some order, and more than once; we may die of
        them, and then they come again."""
        place = self.spot(place)
        here = sorted(self.house.presence.readers(place))
        asked, new = here[owner % len(here)], [self.new(place) for _ in range(2)]
        said = [f"add {title} @{asked} tomorrow" for _, title in new]
        said += ["note T-1 heard", "start T-1"]
        first, somebody = self.made - 1, self.here(place, who)

        async def come() -> None:
            for each in order * copies:
                key = f"said:{first}:{each}"
                await self.house.event(somebody, "words", key, place, text=said[each])

        self.dying(point, visit, come())
        self.does(come())
        if place != HALL:  # There one may only make so many.
            self.house.accepted |= {number for number, _ in new}

    @rule(where=platform, faults=st.lists(st.sampled_from(Fault), min_size=1, max_size=4))
    def weather(self, where: str, faults: list[Fault]) -> None:
        """The next messages meet trouble."""
        self.house.ends[where].faults.extend(faults)

    @rule(where=platform, hours=st.integers(1, 20))
    def platform_away(self, where: str, hours: int) -> None:
        """A platform takes nothing for hours, while everybody works on."""
        end = self.house.ends[where]
        end.away = True
        for _ in range(hours):
            self.house.clock.hold(self.house.clock.now() + timedelta(hours=1))
            self.does(asyncio.sleep(0))
        end.away = False
        self.does(asyncio.sleep(0))

    @rule(number=which)
    def deleted_by_hand(self, number: int) -> None:
        """Somebody deletes a message of ours."""
        standing = self.house.standing()
        if standing:
            standing[number % len(standing)].deleted = True

    # Time, and the power supply

    @rule(span=minutes, point=deaths, visit=visits)
    def tick(self, span: int, point: str, visit: int) -> None:
        """Time goes on, and the process may be killed in the middle of what it brings."""
        self.dying(point, visit, self.later(span))

    @rule(span=st.sampled_from([0, 5, 60, 480, 1440]))
    def outage(self, span: int) -> None:
        """Nothing runs meanwhile; then the next process starts."""

        async def down() -> None:
            await self.house.life.end()
            self.house.clock.hold(self.house.clock.now() + timedelta(minutes=span))
            await self.house.again()

        self.does(down())
