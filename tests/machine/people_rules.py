"""What people do with tasks: in the open, in private, as a guest, on another platform."""

import asyncio
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.screens.views import Problem, View
from tests.machine.base import Base, anywhere, everyone, which
from tests.machine.cast import CLUB, HALL, OURS, PEOPLE
from tests.machine.hands import Pressable, pressable
from tests.machine.life import DEATHS
from tests.machine.words import ACTS, CHECKS, LEVELS, LOOKS, REPEATS, RHYTHMS, SEVERAL, WHENS

ALL_ACTS = ACTS + REPEATS + SEVERAL


class People(Base):
    """Tasks are made, moved, answered, looked at and taken back."""

    @rule(place=anywhere, who=which, owner=which, when=st.sampled_from(WHENS),
          level=st.sampled_from(LEVELS), checks=st.sampled_from(CHECKS))  # fmt: skip
    def add(self, place: str, who: int, owner: int, when: str, level: str, checks: str) -> None:
        """Somebody adds a task in a channel, private or not, on any platform."""
        number, title = self.new(place)
        line = f"add {title} @{self.owner(place, owner)} {when} {level} {checks}"
        self.does(self.adds(self.here(place, who), line, number, place))

    @rule(place=anywhere, who=which, owner=which, rhythm=st.sampled_from(RHYTHMS))
    def add_repeating(self, place: str, who: int, owner: int, rhythm: str) -> None:
        """What comes again and again."""
        number, title = self.new(place)
        line = f"add {title} @{self.owner(place, owner)} {rhythm}"
        self.does(self.adds(self.here(place, who), line, number, place))

    @rule(place=anywhere, who=which)
    def add_for_nobody(self, place: str, who: int) -> None:
        """A task without an owner."""
        number, title = self.new(place)
        self.does(self.adds(self.here(place, who), f"add {title}", number, place))

    @rule(who=which, count=st.integers(2, 5))
    def flood(self, who: int, count: int) -> None:
        """Somebody of the club wants a lot at once."""

        async def all_of_them() -> None:
            for _ in range(count):
                number, title = self.new(HALL)
                await self.adds(self.here(HALL, who), f"add {title}", number, HALL)

        self.does(all_of_them())

    @rule(who=everyone, act=st.sampled_from(ALL_ACTS), number=which, other=which, room=which)
    def type(self, who: str, act: str, number: int, other: int, room: int) -> None:
        """Somebody types a verb about a task, whether they may or not."""
        line = self.line(who, act, number, other)
        self.does(self.types(who, line, self.room(who, room)))

    def line(self, who: str, act: str, number: int, other: int) -> str:
        """An act on one or two of the tasks of somebody's workspace."""
        return act.format(n=self.task(who, number), m=self.task(who, other))

    @rule(who=everyone, look=st.sampled_from(LOOKS), number=which, room=which)
    def look(self, who: str, look: str, number: int, room: int) -> None:
        """Somebody looks: nothing changes, and nothing shows that is not theirs."""
        before = self.stand(PEOPLE[who].tenant)
        line = look.format(n=self.task(who, number))
        self.does(self.types(who, line, self.room(who, room)))
        assert self.stand(PEOPLE[who].tenant) == before

    @rule(who=everyone, number=which)
    def press(self, who: str, number: int) -> None:
        """Somebody presses something on their screen; a form that opens is filled in."""
        self.does(self.presses(who, number))

    @rule(who=everyone, act=st.sampled_from(ALL_ACTS), number=which, other=which, room=which)
    def takes_back(self, who: str, act: str, number: int, other: int, room: int) -> None:
        """What is undone at once leaves every task as it was."""
        before, place = self.stand(PEOPLE[who].tenant), self.room(who, room)
        line = self.line(who, act, number, other)
        view = self.does(self.types(who, line, place))
        self.goes_back(who, view, place, before)

    @rule(who=everyone, whom=everyone, room=which, back=st.booleans())
    def drops_all(self, who: str, whom: str, room: int, back: bool) -> None:
        """All that somebody made is dropped, as far as who asks may; and perhaps taken back."""
        place = self.room(who, room)
        before = {tenant: self.stand(tenant) for tenant in (OURS, CLUB)}
        shown = self.does(self.types(who, f"drop all by @{whom} - a flood", place))
        if shown is None or isinstance(shown, Problem):
            return
        assert {tenant: self.stand(tenant) for tenant in (OURS, CLUB)} == before
        said = self.does(self.applied(who, shown, place))
        for tenant in (OURS, CLUB):
            self.dropped_only_theirs(who, tenant, before[tenant])
        if back:
            self.goes_back(who, said, place, before[PEOPLE[who].tenant])

    async def applied(self, who: str, shown: View, place: str) -> View | None:
        """Somebody says yes to what is shown first."""
        yes = [button.token for button in pressable(shown) if button.label == "apply"]
        return await self.house.press(who, Pressable(yes[0], place, "apply")) if yes else None

    def dropped_only_theirs(
        self, who: str, tenant: str, before: dict[int, dict[str, object]]
    ) -> None:
        """What who asks doesn't see is as it was."""
        after = self.stand(tenant)
        for number, task in self.house.tasks(tenant).items():
            if number not in before or after[number] == before[number]:
                continue
            words = task.title.body
            for tag in self.house.tags(words):
                assert self.house.watch.may_read(who, tag), f"{who} dropped {words} unseen"

    @rule(who=everyone, after=st.integers(0, 4), days=st.integers(0, 6),
          cover=st.sampled_from(["", "jonas", "priya"]))  # fmt: skip
    def leaves(self, who: str, after: int, days: int, cover: str) -> None:
        """Somebody says when they are away, and perhaps who covers."""
        today = self.house.clock.now().date()
        first, last = today + timedelta(days=after), today + timedelta(days=after + days)
        self.does(self.goes(who, first, last, "" if cover == who else cover))

    async def goes(self, who: str, first: date, last: date, cover: str) -> None:
        """From the day that the bot has understood."""
        covered = f" cover @{cover}" if cover else ""
        line = f"away {first:%d %b %Y} to {last:%d %b %Y}{covered}"
        view = await self.house.type(who, line, self.room(who, 0))
        if not isinstance(view, Problem):
            leaves = self.house.leaves(who)  # Two that meet may be one.
            assert any(each[0] <= first and last <= each[1] for each in leaves)

    @rule(who=everyone)
    def returns(self, who: str) -> None:
        """Somebody is back early, or does not go."""
        self.does(self.house.type(who, "away off", self.room(who, 0)))

    @rule(place=anywhere, who=which, owner=which)
    def at_once(self, place: str, who: int, owner: int) -> None:
        """One request comes twice within a moment."""
        number, title = self.new(place)
        key, line = self.house.key(), f"add {title} @{self.owner(place, owner)} tomorrow"
        somebody = self.here(place, who)

        async def both() -> None:
            await asyncio.gather(*(self.adds(somebody, line, number, place, key) for _ in range(2)))

        self.does(both())

    @rule(point=st.sampled_from(DEATHS), visit=st.integers(1, 4), place=anywhere, who=which,
          owner=which, rhythm=st.sampled_from(["today 17:00 urgent", *RHYTHMS]))  # fmt: skip
    def crash_in_request(
        self, point: str, visit: int, place: str, who: int, owner: int, rhythm: str
    ) -> None:
        """Killed while somebody asks for something; who got no answer asks again."""
        number, title = self.new(place)
        key, line = self.house.key(), f"add {title} @{self.owner(place, owner)} {rhythm}"
        somebody = self.here(place, who)
        self.dying(point, visit, self.adds(somebody, line, number, place, key))
        if number not in self.house.accepted:
            self.does(self.adds(somebody, line, number, place, key))

    @rule(point=st.sampled_from(DEATHS), visit=st.integers(1, 6), who=everyone, number=which)
    def crash_in_answer(self, point: str, visit: int, who: str, number: int) -> None:
        """Killed while somebody answers by a button."""
        self.dying(point, visit, self.presses(who, number))

    @precondition(lambda self: self.made)
    @rule(point=st.sampled_from(DEATHS), visit=st.integers(1, 6), who=everyone,
          act=st.sampled_from(("done T-{n}", *REPEATS)), number=which, room=which)  # fmt: skip
    def crash_in_act(
        self, point: str, visit: int, who: str, act: str, number: int, room: int
    ) -> None:
        """Killed while the next of what repeats is to come."""
        line = self.line(who, act, number, number)
        self.dying(point, visit, self.types(who, line, self.room(who, room)))
