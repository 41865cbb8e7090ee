"""What all rules of the machine rest on: a house, its life and death, and what must hold."""

import asyncio
import random
import tempfile
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from bot.recognising import short
from core.kernel.tokens import Token
from core.recurring.service import facts_of
from core.screens.views import Problem, View
from core.tasks.model import snapshot
from tests.machine import left, promises, repeats
from tests.machine.cast import BEGINNING, PEOPLE, ROOMS, owners_in, sender
from tests.machine.far import Killed
from tests.machine.hands import Pressable, pressable
from tests.machine.house import House
from tests.machine.life import DEATHS
from tests.machine.talk import Talk, captured_once
from tests.machine.words import GLANCES

T = TypeVar("T")
which = st.integers(0, 60)
everyone = st.sampled_from(sorted(PEOPLE))
anywhere = st.sampled_from(sorted(ROOMS))
minutes = st.sampled_from([5, 30, 60, 180, 480, 1440, 3 * 1440])
deaths = st.sampled_from([""] * 7 + list(DEATHS))
"""Where the process dies of it; mostly nowhere."""
visits = st.integers(1, 8)


@dataclass(frozen=True)
class Past:
    """A request that was answered, to be made again as it was made."""

    key: str
    who: str
    place: str
    again: Callable[[], Awaitable[object]]


class Base(RuleBasedStateMachine):
    """Each rule is one thing that happens; then everything that must hold is looked at."""

    houses: Callable[[Path], House]
    """A house of one's own, which may keep files in that folder."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="chivvy-machine-")
        self.made = 0
        self.glances = 0
        self.moments = count(1)
        """Orders what the platforms tell."""
        self.past: list[Past] = []
        self.house: House = None  # type: ignore[assignment]
        self.talk: Talk = None  # type: ignore[assignment]

    @initialize(seed=st.integers(0, 1000))
    def opens(self, seed: int) -> None:
        """The house opens on a Monday morning; *seed* is for what the product leaves to chance."""
        random.seed(seed)
        self.house = self.houses(Path(self.folder.name))
        self.talk = Talk(self.house)
        for place, _, _ in BEGINNING:
            self.house.accepted.add(self.new(place)[0])
        self.does(self.house.open())

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        """Runs it to its end."""

        async def whole() -> T:
            return await what

        return self.runner.run(whole())

    async def lives_through(self, what: Coroutine[Any, Any, T]) -> T | None:
        """None: the process died of it, and another one goes on."""
        try:
            found = await what
            await self.house.life.idle()
        except Killed:
            await self.house.again()
            await self.house.life.idle()
            return None
        return found

    def does(self, what: Coroutine[Any, Any, T]) -> T | None:
        """Something happens, and what follows from it at once."""
        return self.run(self.lives_through(what))

    def dying(self, point: str, visit: int, what: Coroutine[Any, Any, T]) -> T | None:
        """The same, in a process that dies when it reaches *point* for the n-th time."""
        self.house.life.dies(point, visit)
        found = self.does(what)
        self.house.life.dies("", 0)
        return found

    # Who, where and what

    def here(self, place: str, number: int) -> str:
        """One of those who are in a place."""
        people = sorted(self.house.presence.people(place))
        return people[number % len(people)]

    def someone(self, who: str) -> str:
        """Somebody, or the next one of theirs who has not left."""
        ours = [one for one in sorted(PEOPLE) if PEOPLE[one].tenant == PEOPLE[who].tenant]
        start = ours.index(who)
        here = (one for one in ours[start:] + ours[:start] if self.house.presence.here(one))
        return next(here)

    def spot(self, place: str) -> str:
        """A place, or another one of its installation while it is archived."""
        team, closed = ROOMS[place].team, self.house.presence.archived
        others = (one for one in ROOMS if ROOMS[one].team == team and one not in closed)
        return next(others) if place in closed else place

    def owner(self, place: str, number: int) -> str:
        """One of those who may be asked there."""
        people = owners_in(place)
        return people[number % len(people)]

    def room(self, who: str, number: int) -> str:
        """One of the places in which somebody talks."""
        rooms = self.house.presence.rooms(who)
        return rooms[number % len(rooms)]

    def new(self, place: str) -> tuple[int, str]:
        """The number and the title of a task that was never there."""
        self.made += 1
        return self.made, self.house.new(self.made, place)

    def task(self, who: str, number: int) -> int:
        """The number of one of the tasks of somebody's workspace; or of the next one."""
        return 1 + number % (self.house.highest(PEOPLE[who].tenant) + 1)

    # What people do

    async def adds(self, who: str, line: str, number: int, place: str, key: str = "") -> None:
        """An answer that is no problem is a promise."""
        key = key or self.house.key()
        view = await self.house.type(who, line, place, key)
        if not isinstance(view, Problem):
            self.house.accepted.add(number)
            self.typed(key, who, line, place)

    async def types(self, who: str, line: str, place: str) -> View:
        """Somebody types something."""
        key = self.house.key()
        view = await self.house.type(who, line, place, key)
        if not isinstance(view, Problem):
            self.typed(key, who, line, place)
        return view

    def typed(self, key: str, who: str, line: str, place: str) -> None:
        """It may come again."""
        again = partial(self.house.type, who, line, place, key)
        self.past.append(Past(key, who, place, again))

    async def presses(self, who: str, number: int) -> None:
        """The n-th of what is there."""
        buttons = self.house.buttons(who)
        if not buttons:
            return
        button = buttons[number % len(buttons)]
        key = self.house.key()
        view = await self.house.press(who, button, key)
        form = self.house.life.desk.opens_form(Token.decode(button.token))
        if not form and not isinstance(view, Problem):
            at, token = sender(who, button.place), Token.decode(button.token)
            again = partial(self.house.life.desk.press, at, token, key)
            self.past.append(Past(key, who, button.place, again))

    def goes_back(self, who: str, view: View | None, place: str, before: Mapping[int, Any]) -> None:
        """What is undone at once leaves every task of theirs as it was."""
        undo = [button.token for button in pressable(view) if button.label == "undo"]
        if view is None or isinstance(view, Problem) or not undo:
            return
        button = Pressable(undo[0], place, "undo")
        answer = self.does(self.house.press(who, button))
        if answer is None:
            return
        assert not isinstance(answer, Problem), answer
        after = self.stand(PEOPLE[who].tenant)
        assert {number: after[number] for number in before} == before
        born = [task for number, task in after.items() if number not in before]
        assert all(task["status"] == "dropped" for task in born), born

    def stand(self, tenant: str) -> dict[int, dict[str, Any]]:
        """Every task, as far as people can change it, and how it repeats."""
        tasks = self.house.tasks(tenant)
        known = self.house.repeating(tenant)
        return {
            number: {**snapshot(task), **facts_of(known.get(task.id))}
            for number, task in tasks.items()
        }

    def effects(self, key: str) -> int:
        """How many events have this request as their cause."""
        question = "SELECT count(*) FROM events WHERE cause = :cause"
        return int(str(self.house.ask(question, cause=short(key))[0][0]))

    def later(self, span: int) -> Coroutine[Any, Any, None]:
        """So many minutes go by, and everything that is due meanwhile is done when it is due."""
        return self.house.life.play(self.house.clock.now() + timedelta(minutes=span))

    # What must hold

    @invariant()
    def promised(self) -> None:
        """After each step, whatever it was."""
        if self.house is not None:
            promises.at_rest(self.house)
            repeats.at_rest(self.house)
            left.at_rest(self.house)
            captured_once(self.talk)

    @invariant()
    def seen(self) -> None:
        """After each step somebody else looks at something else, and reads nothing of others."""
        if self.house is not None:
            self.glances += 1
            who = sorted(PEOPLE)[self.glances % len(PEOPLE)]
            if not self.house.presence.talks(who, self.house.presence.alone(who)):
                who = self.someone(who)
            look = GLANCES[self.glances // 2 % len(GLANCES)]
            self.run(self.house.type(who, look, self.room(who, self.glances)))
            assert self.house.watch.wrong == [], self.house.watch.wrong

    def in_good_weather(self) -> None:
        """What may be in the way of what is owed."""
        for end in self.house.ends.values():
            end.faults.clear()

    def teardown(self) -> None:
        """In good weather everything that is owed is said, and then nothing more is on its way."""
        try:
            if self.house is not None:
                self.in_good_weather()
                self.does(self.later(2 * 1440))
                self.promised()
                promises.all_heard(self.house)
                promises.all_shown(self.house)
                left.decided(self.house)
                self.run(self.house.close())
        finally:
            self.runner.close()
            self.folder.cleanup()
