"""The rules of the machine: what people, time, the platform and the power supply do to a house."""

import asyncio
import random
import tempfile
from collections.abc import Coroutine
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.recognising import short
from core.kernel.tokens import Token
from core.screens.views import Problem, View
from core.tasks.model import snapshot
from tests.machine import promises
from tests.machine.far import Fault, Killed
from tests.machine.house import (
    INFRA,
    INSIDERS,
    SECRET,
    SECRET_WORD,
    ZONES,
    House,
    Pressable,
    house,
    pressable,
    sender,
)  # fmt: skip
from tests.machine.life import DEATHS
from tests.machine.words import ACTS, CHECKS, LEVELS, WHENS

T = TypeVar("T")
someone = st.sampled_from(sorted(ZONES))
insider = st.sampled_from(sorted(INSIDERS))
which = st.integers(0, 60)
minutes = st.sampled_from([5, 30, 60, 180, 480, 1440, 3 * 1440])


class Machine(RuleBasedStateMachine):
    """Each rule is one thing that happens; then everything that must hold is looked at."""

    furnished: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="chivvy-machine-")
        self.made = 0
        self.past: list[tuple[str, str, str, str | Pressable]] = []
        """Requests that were answered: their key, who made them, where, and what they were."""
        self.house: House = None  # type: ignore[assignment]

    @initialize(seed=st.integers(0, 1000))
    def opens(self, seed: int) -> None:
        """The house opens on a Monday morning; *seed* is for what the product leaves to chance."""
        random.seed(seed)
        self.house = house(Path(self.folder.name), self.furnished)
        self.run(self.house.open())

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        """Runs it to its end; whatever dies, the next process is there afterwards."""

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

    # People

    @rule(who=someone, owner=someone, when=st.sampled_from(WHENS), level=st.sampled_from(LEVELS),
          checks=st.sampled_from(CHECKS))  # fmt: skip
    def add(self, who: str, owner: str, when: str, level: str, checks: str) -> None:
        """Somebody adds a task in the channel."""
        title = self.title()
        line = f"add {title} @{owner} {when} {level} {checks}"
        self.run(self.lives_through(self.adds(who, line, title, INFRA)))

    @rule(who=insider, owner=insider, when=st.sampled_from(WHENS), level=st.sampled_from(LEVELS))
    def add_in_private(self, who: str, owner: str, when: str, level: str) -> None:
        """Somebody adds a task in the private channel."""
        title = f"{self.title()} {SECRET_WORD}{self.made}."
        line = f"add {title} @{owner} {when} {level}"
        self.run(self.lives_through(self.adds(who, line, title, SECRET)))

    @rule(who=someone)
    def add_for_nobody(self, who: str) -> None:
        """A task without an owner."""
        title = self.title()
        self.run(self.lives_through(self.adds(who, f"add {title}", title, INFRA)))

    def title(self) -> str:
        """Of a task that was never there."""
        self.made += 1
        return f"Parcel number {self.made}"

    async def adds(self, who: str, line: str, title: str, place: str, key: str = "") -> None:
        """An answer that is no problem is a promise."""
        key = key or self.house.key()
        view = await self.house.type(who, line, place, key)
        if not isinstance(view, Problem):
            self.house.accepted[title] = self.made
            self.past.append((key, who, place, line))

    @precondition(lambda self: self.made)
    @rule(who=someone, act=st.sampled_from(ACTS), number=which)
    def type(self, who: str, act: str, number: int) -> None:
        """Somebody types a verb about a task, whether they may or not."""
        self.run(self.lives_through(self.types(who, act.format(n=1 + number % self.made))))

    async def types(self, who: str, line: str) -> View:
        """Where they are at home: the private channel for its people."""
        key, place = self.house.key(), SECRET if who in INSIDERS else INFRA
        view = await self.house.type(who, line, place, key)
        if not isinstance(view, Problem):
            self.past.append((key, who, place, line))
        return view

    @rule(who=someone, number=which)
    def press(self, who: str, number: int) -> None:
        """Somebody presses something on their screen; a form that opens is filled in."""
        self.run(self.lives_through(self.presses(who, number)))

    async def presses(self, who: str, number: int) -> None:
        """The n-th of what is there."""
        buttons = self.house.buttons(who)
        if not buttons:
            return
        button = buttons[number % len(buttons)]
        key = self.house.key()
        view = await self.house.press(who, button, key)
        if not isinstance(view, Problem):
            self.past.append((key, who, button.place, button))

    @precondition(lambda self: self.made)
    @rule(who=someone, act=st.sampled_from(ACTS), number=which)
    def takes_back(self, who: str, act: str, number: int) -> None:
        """What is undone at once leaves every task as it was."""
        before = self.stand()
        line = act.format(n=1 + number % self.made)
        view = self.run(self.lives_through(self.types(who, line)))
        undo = [button.token for button in pressable(view) if button.label == "undo"]
        if view is None or isinstance(view, Problem) or not undo:
            return
        button = Pressable(undo[0], INFRA, "undo")
        answer = self.run(self.lives_through(self.house.press(who, button)))
        assert not isinstance(answer, Problem), answer
        assert self.stand() == before

    def stand(self) -> dict[int, dict[str, object]]:
        """Every task, as far as people can change it."""
        return {number: dict(snapshot(task)) for number, task in self.house.tasks().items()}

    @rule(who=someone, after=st.integers(0, 4), days=st.integers(0, 6),
          cover=st.sampled_from(["", "jonas", "priya"]))  # fmt: skip
    def leaves(self, who: str, after: int, days: int, cover: str) -> None:
        """Somebody says when they are away, and perhaps who covers."""
        today = self.house.clock.now().date()
        first, last = today + timedelta(days=after), today + timedelta(days=after + days)
        self.run(self.lives_through(self.goes(who, first, last, "" if cover == who else cover)))

    async def goes(self, who: str, first: date, last: date, cover: str) -> None:
        """From the day that the bot has understood."""
        covered = f" cover @{cover}" if cover else ""
        line = f"away {first:%d %b %Y} to {last:%d %b %Y}{covered}"
        view = await self.house.type(who, line)
        if not isinstance(view, Problem):
            leaves = self.house.leaves(who)  # Two that meet may be one.
            assert any(each[0] <= first and last <= each[1] for each in leaves)

    @rule(who=someone)
    def returns(self, who: str) -> None:
        """Somebody is back early, or does not go."""

        self.run(self.lives_through(self.house.type(who, "away off")))

    # The platform

    @precondition(lambda self: self.past)
    @rule(number=which, twice=st.booleans())
    def again(self, number: int, twice: bool) -> None:
        """A request that was answered comes again: nothing more comes of it."""
        key, who, place, what = self.past[number % len(self.past)]
        before, told = self.stand(), self.effects(key)

        async def repeat() -> None:
            for _ in range(1 + twice):
                await self.request(key, who, place, what)

        self.run(self.lives_through(repeat()))
        assert self.effects(key) == told
        assert self.made == 0 or self.stand().keys() == before.keys()

    async def request(self, key: str, who: str, place: str, what: str | Pressable) -> None:
        """As it was made."""
        if isinstance(what, str):
            await self.house.life.desk.words(sender(who, place), what, key)
        elif not self.house.life.desk.opens_form(Token.decode(what.token)):
            await self.house.life.desk.press(sender(who, place), Token.decode(what.token), key)

    def effects(self, key: str) -> int:
        """How many events have this request as their cause."""
        return self.house.work(lambda work: len(work.log.by_cause(short(key))))

    @rule(who=someone, owner=someone)
    def at_once(self, who: str, owner: str) -> None:
        """One request comes twice within a moment."""
        title, key = self.title(), self.house.key()
        line = f"add {title} @{owner} tomorrow"

        async def both() -> None:
            await asyncio.gather(*(self.adds(who, line, title, INFRA, key) for _ in range(2)))

        self.run(self.lives_through(both()))

    @rule(who=someone, owner=someone, order=st.permutations(range(4)), copies=st.integers(1, 3))
    def events(self, who: str, owner: str, order: list[int], copies: int) -> None:
        """Four things said in the channel reach us in some order, and more than once."""
        said = [f"add {self.title()} @{owner} tomorrow" for _ in range(2)]
        said += ["note T-1 heard", "start T-1"]
        first = self.made - 1

        async def come() -> None:
            for place in order * copies:
                key = f"said:{first}:{place}"
                await self.house.event(who, "words", key, INFRA, text=said[place])

        self.run(self.lives_through(come()))

    @rule(faults=st.lists(st.sampled_from(Fault), min_size=1, max_size=4))
    def weather(self, faults: list[Fault]) -> None:
        """The next messages meet trouble."""
        self.house.far.faults.extend(faults)

    @rule(hours=st.integers(1, 20))
    def platform_away(self, hours: int) -> None:
        """The platform takes nothing for hours, while everybody works on."""
        self.house.far.away = True
        for _ in range(hours):
            self.house.clock.hold(self.house.clock.now() + timedelta(hours=1))
            self.run(self.lives_through(asyncio.sleep(0)))
        self.house.far.away = False
        self.run(self.lives_through(asyncio.sleep(0)))

    @rule(number=which)
    def deleted_by_hand(self, number: int) -> None:
        """Somebody deletes a message of ours."""
        standing = self.house.far.standing()
        if standing:
            standing[number % len(standing)].deleted = True

    # Time, and the power supply

    @rule(span=minutes)
    def tick(self, span: int) -> None:
        """Time goes on, and everything that is due meanwhile is done when it is due."""
        until = self.house.clock.now() + timedelta(minutes=span)
        self.run(self.lives_through(self.house.life.play(until)))

    @rule(span=minutes)
    def outage(self, span: int) -> None:
        """Nothing runs meanwhile; then the next process starts."""

        async def down() -> None:
            await self.house.life.end()
            self.house.clock.hold(self.house.clock.now() + timedelta(minutes=span))
            await self.house.again()

        self.run(self.lives_through(down()))

    @rule()
    def restart(self) -> None:
        """Stopped as it should be, and started."""
        self.run(self.lives_through(self.house.again()))

    @rule(point=st.sampled_from(DEATHS), visit=st.integers(1, 8), span=minutes)
    def crash_in_time(self, point: str, visit: int, span: int) -> None:
        """Killed in the middle of what time brings."""
        until = self.house.clock.now() + timedelta(minutes=span)
        self.house.life.dies(point, visit)
        self.run(self.lives_through(self.house.life.play(until)))
        self.house.life.dies("", 0)

    @rule(point=st.sampled_from(DEATHS), visit=st.integers(1, 4), who=someone, owner=someone)
    def crash_in_request(self, point: str, visit: int, who: str, owner: str) -> None:
        """Killed while somebody asks for something; who got no answer asks again."""
        title, key = self.title(), self.house.key()
        line = f"add {title} @{owner} today 17:00 urgent"
        self.house.life.dies(point, visit)
        self.run(self.lives_through(self.adds(who, line, title, INFRA, key)))
        self.house.life.dies("", 0)
        if title not in self.house.accepted:
            self.run(self.lives_through(self.adds(who, line, title, INFRA, key)))

    @rule(point=st.sampled_from(DEATHS), visit=st.integers(1, 6), who=someone, number=which)
    def crash_in_answer(self, point: str, visit: int, who: str, number: int) -> None:
        """Killed while somebody answers by a button."""
        self.house.life.dies(point, visit)
        self.run(self.lives_through(self.presses(who, number)))
        self.house.life.dies("", 0)

    # What must hold

    @invariant()
    def promised(self) -> None:
        """After each step, whatever it was."""
        if self.house is not None:
            promises.at_rest(self.house)

    def teardown(self) -> None:
        """In good weather everything that is owed is said, and then nothing more is on its way."""
        try:
            if self.house is not None:
                self.house.far.faults.clear()
                until = self.house.clock.now() + timedelta(days=4)
                self.run(self.lives_through(self.house.life.play(until)))
                promises.at_rest(self.house)
                promises.all_heard(self.house)
                self.run(self.house.close())
        finally:
            self.runner.close()
            self.folder.cleanup()
