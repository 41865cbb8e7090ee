"""What people say to each other, and what is made of it: captures, threads, edits."""

from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.screens.views import Form, Problem
from tests.machine.base import Base, Past, anywhere, deaths, visits, which
from tests.machine.cast import ROOMS, TENANTS
from tests.machine.talk import Spoken

talked = precondition(lambda self: self.talk is not None and self.talk.said)


class Saying(Base):
    """Messages are written, captured, edited and taken away."""

    @rule(place=anywhere, who=which, owner=which, kind=st.integers(0, 3), below=which,
          thread=st.booleans(), made=st.booleans())  # fmt: skip
    def writes(
        self, place: str, who: int, owner: int, kind: int, below: int, thread: bool, made: bool
    ) -> None:
        """Somebody asks or promises something in words of their own, perhaps in a thread: that is
        activity, and makes nothing until somebody captures it."""
        place = self.spot(place)
        name = self.owner(place, owner).title()
        first, second = self.new(place)[1], self.new(place)[1]
        text = (
            f"{first} must go out by friday",
            f"{name}, can you send {first} by tomorrow?",
            f"I'll pack {first} today",
            f"To do:\n- {name} sends {first} by friday\n- pack {second}",
        )[kind]
        there = [each for each in self.talk.said if each.place == place and not each.deleted]
        above = there[below % len(there)] if thread and there else None
        tenant = TENANTS[ROOMS[place].team]
        before = self.stand(tenant)
        self.does(self.talk.say(self.here(place, who), place, text, above))
        assert self.stand(tenant) == before
        if made:
            key = self.house.key()
            self.does(self.captured(who, 0, key, anyway=False, thread=False))

    def spoken(self, number: int) -> Spoken:
        """One of the messages that were written, the latest ones first."""
        return self.talk.said[-1 - number % len(self.talk.said)]

    def is_away(self, spoken: Spoken) -> bool:
        """Whether nobody finds it any more, or can do something with it."""
        return spoken.deleted or spoken.place in self.house.presence.archived

    @talked
    @rule(who=which, number=which, anyway=st.booleans(), thread=st.booleans(), point=deaths,
          visit=visits)  # fmt: skip
    def captures(
        self, who: int, number: int, anyway: bool, thread: bool, point: str, visit: int
    ) -> None:
        """Somebody makes a task of a message, or of all that is found in its thread; of one that
        is a task only on purpose again. Who got no answer uses the form again."""
        key, how = self.house.key(), {"anyway": anyway, "thread": thread}
        self.dying(point, visit, self.captured(who, number, key, **how))
        if point:
            self.does(self.captured(who, number, key, **how))

    async def captured(
        self, who: int, number: int, key: str, *, anyway: bool, thread: bool
    ) -> None:
        """What was answered may come again."""
        spoken, talk = self.spoken(number), self.talk
        somebody = self.here(spoken.place, who)
        if self.is_away(spoken):
            return
        if thread:
            await talk.capture_thread(somebody, spoken, key)
            return
        view = await talk.capture(somebody, spoken, key, anyway=anyway)
        if not isinstance(view, Problem | Form):
            again = partial(talk.capture, somebody, spoken, key, anyway=anyway)
            self.past.append(Past(key, somebody, spoken.place, again))

    @talked
    @rule(number=which, first=which, second=which)
    def captures_at_once(self, number: int, first: int, second: int) -> None:
        """Two people capture the same message in the same moment."""
        spoken = self.spoken(number)
        people = [self.here(spoken.place, one) for one in (first, second)]
        if not self.is_away(spoken):
            self.does(self.talk.capture_at_once(people, spoken))

    @talked
    @rule(who=which, number=which, done=st.lists(st.booleans(), min_size=1, max_size=3))
    def reacts(self, who: int, number: int, done: list[bool]) -> None:
        """Somebody reacts to a message and takes it back, and we hear it in another order."""
        spoken = self.spoken(number)
        somebody = self.here(spoken.place, who)
        moments = [(next(self.moments), gone) for gone in done]

        async def come() -> None:
            for at, gone in reversed(moments):
                await self.talk.react(somebody, spoken, at, gone=gone)

        if not self.is_away(spoken):
            self.does(come())

    @talked
    @rule(number=which, gone=st.booleans())
    def changes(self, number: int, gone: bool) -> None:
        """A message is written anew, or taken away: what was made of it keeps its words."""
        spoken = self.spoken(number)
        tenant = TENANTS[ROOMS[spoken.place].team]
        before = {task.id: task.title.body for task in self.house.tasks(tenant).values()}
        change = self.talk.delete(spoken) if gone else self.talk.edit(spoken, f"{spoken.text}!")
        self.does(change)
        after = {task.id: task.title.body for task in self.house.tasks(tenant).values()}
        assert after == before
