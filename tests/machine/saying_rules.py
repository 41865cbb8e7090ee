"""What people say to each other, and what is made of it: captures, threads, edits."""

from itertools import count

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from core.screens.views import Form, Problem
from tests.machine.base import Base, Past, anywhere, everyone, which
from tests.machine.cast import ROOMS, TENANTS
from tests.machine.life import DEATHS
from tests.machine.talk import Spoken

talked = precondition(lambda self: self.talk is not None and self.talk.said)


class Saying(Base):
    """Messages are written, captured, edited and taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.moments = count(1)

    @rule(place=anywhere, who=which, owner=which, kind=st.integers(0, 3), below=which,
          thread=st.booleans())  # fmt: skip
    def writes(self, place: str, who: int, owner: int, kind: int, below: int, thread: bool) -> None:
        """Somebody asks or promises something in words of their own, perhaps in a thread."""
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
        self.does(self.talk.say(self.here(place, who), place, text, above))

    def spoken(self, number: int) -> Spoken:
        """One of the messages that were written."""
        return self.talk.said[number % len(self.talk.said)]

    @talked
    @rule(who=which, number=which, anyway=st.booleans())
    def captures(self, who: int, number: int, anyway: bool) -> None:
        """Somebody makes a task of a message; of one that is a task only on purpose again."""
        self.does(self.captured(who, number, self.house.key(), anyway=anyway))

    async def captured(self, who: int, number: int, key: str, *, anyway: bool = False) -> None:
        """What was answered may come again."""
        spoken = self.spoken(number)
        if spoken.deleted:
            return  # Nobody finds it any more.
        somebody = self.here(spoken.place, who)
        view = await self.talk.capture(somebody, spoken, key, anyway=anyway)
        if not isinstance(view, Problem | Form):
            self.past.append(
                Past(key, lambda: self.talk.capture(somebody, spoken, key, anyway=anyway))
            )

    @talked
    @rule(number=which, first=which, second=which)
    def captures_at_once(self, number: int, first: int, second: int) -> None:
        """Two people capture the same message in the same moment."""
        spoken = self.spoken(number)
        people = [self.here(spoken.place, one) for one in (first, second)]
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

        if not spoken.deleted:
            self.does(come())

    @talked
    @rule(who=which, number=which)
    def captures_thread(self, who: int, number: int) -> None:
        """Somebody ticks all that is found in a thread."""
        spoken = self.spoken(number)
        somebody = self.here(spoken.place, who)
        self.does(self.talk.capture_thread(somebody, spoken, self.house.key()))

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

    @talked
    @rule(point=st.sampled_from(DEATHS), visit=st.integers(1, 5), who=which, number=which)
    def crash_in_capture(self, point: str, visit: int, who: int, number: int) -> None:
        """Killed while somebody captures; they use the same form again."""
        key = self.house.key()
        self.dying(point, visit, self.captured(who, number, key))
        self.does(self.captured(who, number, key))

    @talked
    @rule(who=everyone, number=which)
    def speaks_below(self, who: str, number: int) -> None:
        """Somebody says more in a thread: it is activity, and makes nothing."""
        spoken = self.spoken(number)
        if who not in ROOMS[spoken.place].people:
            return
        before = self.stand(TENANTS[ROOMS[spoken.place].team])
        self.does(self.talk.say(who, spoken.place, "I have looked at it", spoken))
        assert self.stand(TENANTS[ROOMS[spoken.place].team]) == before
