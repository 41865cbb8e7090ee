"""What people do with tasks: in the open, in private, as a guest, on another platform."""

import asyncio
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from core.screens.views import Problem, View
from tests.machine.base import Base, anywhere, deaths, everyone, visits, which
from tests.machine.cast import CLUB, HALL, OURS, PEOPLE
from tests.machine.hands import Pressable, pressable
from tests.machine.words import ACTS, CHECKS, LEVELS, LOOKS, REPEATS, RHYTHMS, SEVERAL, WHENS

ALL_ACTS = ACTS + REPEATS + REPEATS + SEVERAL + ("done T-{n}",) * 4
"""With what ends something and brings the next more often."""


class People(Base):
    """Tasks are made, moved, answered, looked at and taken back."""

    @rule(place=anywhere, who=which, owner=which, when=st.sampled_from(WHENS + RHYTHMS),
          level=st.sampled_from(LEVELS), checks=st.sampled_from(CHECKS), times=st.integers(1, 2),
          point=deaths, visit=visits)  # fmt: skip
    def add(
        self, place: str, who: int, owner: int, when: str, level: str, checks: str, times: int,
        point: str, visit: int,
    ) -> None:  # fmt: skip
        """Somebody adds a task in a channel, and the request comes once, or twice within a moment;
        who got no answer asks again."""
        place = self.spot(place)
        number, title = self.new(place)
        whom = f"@{self.owner(place, owner)}" if owner else ""
        line, somebody = f"add {title} {whom} {when} {level} {checks}", self.here(place, who)
        key = self.house.key()

        async def asked() -> None:
            await asyncio.gather(
                *(self.adds(somebody, line, number, place, key) for _ in range(times))
            )

        self.dying(point, visit, asked())
        if number not in self.house.accepted:
            self.does(self.adds(somebody, line, number, place, key))

    @rule(who=which, count=st.integers(2, 5))
    def flood(self, who: int, count: int) -> None:
        """Somebody of the club wants a lot at once."""

        async def all_of_them() -> None:
            for _ in range(count):
                number, title = self.new(HALL)
                await self.adds(self.here(HALL, who), f"add {title}", number, HALL)

        self.does(all_of_them())

    @rule(who=everyone, acts=st.lists(st.sampled_from(ALL_ACTS), min_size=1, max_size=3),
          number=which, other=which, room=which, theirs=st.booleans(), point=deaths,
          visit=visits)  # fmt: skip
    def type(
        self, who: str, acts: list[str], number: int, other: int, room: int, theirs: bool,
        point: str, visit: int,
    ) -> None:  # fmt: skip
        """Somebody types verbs about a few tasks, one after the other, whether they may or not."""

        who = self.someone(who)

        async def all_of_them() -> None:
            for step, act in enumerate(acts):
                one = number + step * other
                person = self.owner_of(who, one) if theirs else who
                line = self.line(person, act, one, other)
                await self.types(person, line, self.room(person, room))

        self.dying(point, visit, all_of_them())

    def owner_of(self, who: str, number: int) -> str:
        """Whoever has the task of that number in somebody's workspace; nobody's is *who*'s."""
        tenant = PEOPLE[who].tenant
        task = self.house.tasks(tenant).get(self.task(who, number))
        owner = self.house.tenants[tenant].who(task.owner) if task is not None else ""
        return owner if owner and self.house.presence.here(owner) else who

    def line(self, who: str, act: str, number: int, other: int) -> str:
        """An act on one or two of the tasks of somebody's workspace."""
        return act.format(n=self.task(who, number), m=self.task(who, other))

    @rule(who=everyone, act=st.sampled_from(ALL_ACTS), number=which, other=which, room=which,
          theirs=st.booleans())  # fmt: skip
    def takes_back(
        self, who: str, act: str, number: int, other: int, room: int, theirs: bool
    ) -> None:
        """What is undone at once leaves every task as it was."""
        who = self.someone(who)
        who = self.owner_of(who, number) if theirs else who
        before, place = self.stand(PEOPLE[who].tenant), self.room(who, room)
        line = self.line(who, act, number, other)
        view = self.does(self.types(who, line, place))
        self.goes_back(who, view, place, before)

    @rule(who=everyone, look=st.sampled_from(LOOKS), number=which, room=which)
    def look(self, who: str, look: str, number: int, room: int) -> None:
        """Somebody looks: nothing changes, and nothing shows that is not theirs."""
        who = self.someone(who)
        before = self.stand(PEOPLE[who].tenant)
        line = look.format(n=self.task(who, number))
        self.does(self.types(who, line, self.room(who, room)))
        assert self.stand(PEOPLE[who].tenant) == before

    @rule(who=everyone, number=which, point=deaths, visit=visits)
    def press(self, who: str, number: int, point: str, visit: int) -> None:
        """Somebody presses something on their screen; a form that opens is filled in."""
        self.dying(point, visit, self.presses(who, number))

    @rule(who=everyone, whom=everyone, room=which, back=st.booleans())
    def drops_all(self, who: str, whom: str, room: int, back: bool) -> None:
        """All that somebody made is dropped, as far as who asks may; and perhaps taken back."""
        who = self.someone(who)
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

    @rule(who=everyone, after=st.integers(0, 4), days=st.integers(-1, 6),
          cover=st.sampled_from(["", "jonas", "priya"]))  # fmt: skip
    def leaves(self, who: str, after: int, days: int, cover: str) -> None:
        """Somebody says when they are away, and perhaps who covers; or is back early."""
        who = self.someone(who)
        if days < 0:
            self.does(self.house.type(who, "away off", self.room(who, 0)))
            return
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
