"""Events that arrive in another order than they were made in end in the same state.

Slack promises no order, so any event may overtake any other, also one about the same thing. What
does not happen, whatever the order, is kept out of the scripts: nobody types a number, or presses a
button, that they were not told yet (commands and buttons are answered at once); and what a message
says is read when its pin is heard of, so whoever edits it before has said something else. Two
things are decided by who is heard of first, on purpose: who asks, of two people who pin one
message; and what is said in a channel that is made private before it is heard of stays there.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from adapters.sandbox import membership
from tests.faults.town import (
    EVA,
    NEWCOMER,
    NILS,
    OPS,
    TOM,
    ZOE,
    Town,
    furnish,
    town,
)
from tests.scenario.cast import (
    ANA,
    BOT,
    CLIENT,
    GENERAL,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    PRIYA,
    SAM,
)
from tests.support.soak import SEED, counted, soak

LATEST = 30
"""So many other things happen, at most, before an event arrives."""


@dataclass(frozen=True)
class Step:
    """One thing that somebody does, *after* Chivvy has heard of the step so many before it in its
    strand; 0: whatever it has heard."""

    do: Callable[[Town], Awaitable[None] | object]
    after: int = 0


Strand = Sequence[Step]


def said(number: int) -> Strand:
    """A task by a mention; then its number is known, and three of them say something about it."""
    title = f"Parcel {number}"
    line = f"<@{BOT}> add {title} <@{JONAS}> in 3 days"

    async def higher(home: Town) -> None:
        await home.types(ANA, INFRA, f"/task priority {await home.number(title)} high")

    async def noted(home: Town) -> None:
        home.says(JONAS, INFRA, f"<@{BOT}> note {await home.number(title)} it is on its way")

    async def due(home: Town) -> None:
        home.says(MARIA, INFRA, f"<@{BOT}> due {await home.number(title)} in 5 days - it rains")

    return (
        Step(lambda home: home.says(MARIA, INFRA, line)),
        Step(higher, 1), Step(noted, 2), Step(due, 3),
    )  # fmt: skip


def pinned(number: int) -> Strand:
    """A message with a pin that is taken away and added again."""
    place: dict[str, str] = {}

    def speaks(home: Town) -> None:
        text = f"can you order parcel {number} by friday?"
        place["ts"] = home.says(JONAS, INFRA, text)

    def pins(home: Town) -> None:
        home.reacts(PRIYA, INFRA, place["ts"])

    return (Step(speaks), Step(pins), Step(pins), Step(pins))


def unpinned(number: int) -> Strand:
    """A message with a pin that is taken away."""
    return pinned(number)[:3]


def source(number: int) -> Strand:
    """A message that is captured, talked about, edited twice and deleted. What it says is read
    when the pin is heard of: nobody changes it before."""
    place: dict[str, str] = {}

    def speaks(home: Town) -> None:
        place["ts"] = home.says(SAM, INFRA, f"can you carry crate {number} by friday?")

    def edits(home: Town) -> None:
        home.edits(SAM, INFRA, place["ts"], f"can you carry crate {number} by thursday?")

    def edits_again(home: Town) -> None:
        home.edits(SAM, INFRA, place["ts"], f"can you carry crate {number} by monday?")

    return (
        Step(speaks),
        Step(lambda home: home.reacts(ANA, INFRA, place["ts"])),
        Step(lambda home: home.says(PRIYA, INFRA, "the lift is broken", place["ts"])),
        Step(edits, 2), Step(edits_again, 3),
        Step(lambda home: home.edits(SAM, INFRA, place["ts"], ""), 4),
    )  # fmt: skip


def renamed(where: str, name: str) -> Strand:
    """A channel is renamed twice."""
    return (
        Step(lambda home: home.renames(where, f"{name}-new")),
        Step(lambda home: home.renames(where, f"{name}-newest")),
    )


def archived(times: int) -> Strand:
    """The home of a project is archived and opened in turn."""

    def archive(home: Town) -> None:
        membership.archive(home.ws, home.ws.channels[CLIENT], SAM)

    def unarchive(home: Town) -> None:
        membership.unarchive(home.ws, home.ws.channels[CLIENT], SAM)

    return tuple(Step(unarchive if each % 2 else archive) for each in range(times))


def changed(who: str, *changes: dict[str, object]) -> Strand:
    """Somebody's profile changes."""

    def becomes(change: dict[str, object]) -> Step:
        def do(home: Town) -> None:
            person = replace(home.ws.person(who), **change)  # type: ignore[arg-type]
            membership.change_person(home.ws, person)

        return Step(do)

    return tuple(becomes(change) for change in changes)


def moving(times: int, who: str = TOM, where: str = HIRING) -> Strand:
    """Somebody comes to a channel and leaves it in turn."""

    def comes(home: Town) -> None:
        membership.join(home.ws, home.ws.channels[where], who)

    def goes(home: Town) -> None:
        membership.leave(home.ws, home.ws.channels[where], who)

    return tuple(Step(goes if each % 2 else comes) for each in range(times))


def disturbed(times: int) -> Strand:
    """Somebody wants no messages, and some again, in turn."""
    off, on = Step(lambda home: home.disturbs(TOM, 2)), Step(lambda home: home.disturbs(TOM, 0))
    return tuple(on if each % 2 else off for each in range(times))


def newcomer(number: int) -> Strand:
    """Somebody begins today, and asks for something at once."""
    return (
        Step(lambda home: home.begins(NEWCOMER)),
        Step(lambda home: home.says(ZOE, INFRA, f"<@{BOT}> add Desk {number} <@{ZOE}> tomorrow")),
    )


def alone(number: int) -> Strand:
    """A task in direct messages."""
    return (Step(lambda home: home.says(MARIA, "D0MARIA", f"add Letter {number} tomorrow")),)


def private(number: int) -> Strand:
    """A task in a private channel."""
    line = f"<@{BOT}> add Secret {number} <@{SAM}> tomorrow"
    return (Step(lambda home: home.says(ANA, HIRING, line)),)


def closed(number: int) -> Strand:
    """A task in a channel that is made private."""
    line = f"<@{BOT}> add Ops {number} <@{JONAS}> tomorrow"

    def close(home: Town) -> None:
        membership.make_private(home.ws, home.ws.channels[OPS], PRIYA)

    return (Step(lambda home: home.says(PRIYA, OPS, line)), Step(close, 1))


def typed(number: int) -> Strand:
    """A task by a command, which its owner starts and finishes."""
    title = f"Typed {number}"

    async def does(home: Town, who: str, verb: str) -> None:
        await home.types(who, INFRA, f"/task {verb} {await home.number(title)}")

    return (
        Step(lambda home: home.types(ANA, INFRA, f"/task add {title} <@{MARIA}> in 4 days")),
        Step(lambda home: does(home, MARIA, "start"), 1),
        Step(lambda home: does(home, MARIA, "done"), 1),
    )


def invited(times: int) -> Strand:
    """We are removed from a channel and invited again in turn."""
    return moving(times + 1, BOT, GENERAL)[1:]


STRANDS: tuple[tuple[str, Strand], ...] = (
    ("said", said(1)), ("said too", said(2)), ("pinned", pinned(3)), ("unpinned", unpinned(4)),
    ("source", source(5)), ("general", renamed(GENERAL, "general")), ("general", invited(2)),
    ("general", invited(3)), ("hiring", renamed(HIRING, "hiring")), ("client", archived(2)),
    ("client", archived(3)), ("tom's dnd", disturbed(2)), ("tom's dnd", disturbed(3)),
    ("tom", changed(TOM, {"tz": "Asia/Kolkata"}, {"tz": "America/New_York"}, {"name": "thomas"})),
    ("eva", changed(EVA, {"tz": "Asia/Kolkata"}, {"deleted": True})),
    ("nils", changed(NILS, {"guest": True}, {"guest": False})),
    ("tom in hiring", moving(2)), ("tom in hiring", moving(3)), ("newcomer", newcomer(6)),
    ("alone", alone(7)), ("private", private(8)), ("ops", closed(9)), ("typed", typed(10)),
)  # fmt: skip
"""What each is about, and what happens."""


@dataclass(frozen=True)
class Script:
    """What was made, in its order, and how late each event of it arrives."""

    made: tuple[int, ...]
    """The strand of each step."""
    late: tuple[int, ...]
    twice: frozenset[int]
    """Steps whose events arrive once more at the end."""


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """About twenty steps."""
    drawn = st.integers(0, len(STRANDS) - 1)
    chosen = draw(st.lists(drawn, min_size=5, max_size=9, unique_by=lambda one: STRANDS[one][0]))
    steps = [strand for strand in chosen for _ in STRANDS[strand][1]]
    made = draw(st.permutations(steps))
    late = draw(st.lists(st.integers(0, LATEST), min_size=len(made), max_size=len(made)))
    twice = draw(st.frozensets(st.integers(0, len(made) - 1), max_size=3))
    return Script(tuple(made), tuple(late), twice)


async def played(
    script: Script, folder: Path, furnished: Path, *, shuffled: bool
) -> dict[str, object]:
    """How it ends, and what was said by then and in the day after."""
    async with town(folder, furnished) as home:
        await Play(home, script, shuffled=shuffled).whole()
        await home.bot.until_idle()
        await home.bot.insiders.everywhere()
        stands = dict(await home.stands())
        await home.quiet(hours=26)
        return stands | {"said": await home.said()}


class Play:
    """One script in one town."""

    def __init__(self, home: Town, script: Script, *, shuffled: bool) -> None:
        self._home = home
        self._script = script
        self._shuffled = shuffled
        self._on_the_way: dict[int, list[dict[str, object]]] = {}
        self._done: dict[int, list[int]] = {}
        """Strand → the steps of the script that were made of it."""

    async def whole(self) -> None:
        """Everything is made, and everything is heard of."""
        again = []
        for number, strand in enumerate(self._script.made):
            mine = self._done.setdefault(strand, [])
            step = STRANDS[strand][1][len(mine)]
            if step.after:
                await self._hear(mine[len(mine) - step.after])
            done = step.do(self._home)
            if asyncio.iscoroutine(done):
                await done
            mine.append(number)
            self._on_the_way[number] = list(self._home.news)
            again += self._home.news if number in self._script.twice else []
            self._home.news.clear()
            for waiting in self._ripe(number):
                await self._hear(waiting)
        for waiting in self._ripe(len(self._script.made) + LATEST):
            await self._hear(waiting)
        for body in again if self._shuffled else ():
            await self._home.hears(body)

    def _ripe(self, now: int) -> list[int]:
        """What has arrived by now, in the order of its arrival."""
        late = self._script.late if self._shuffled else [0] * len(self._script.made)
        arrives = {number: number + late[number] for number in self._on_the_way}
        ripe = [number for number, at in arrives.items() if at <= now]
        return sorted(ripe, key=lambda number: (arrives[number], -number))

    async def _hear(self, number: int) -> None:
        for body in self._on_the_way.pop(number, []):
            await self._home.hears(body)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town's database, to be copied."""
    path = tmp_path_factory.mktemp("orders") / "town.db"
    asyncio.run(furnish(path))
    return path


async def test_a_pin_that_is_taken_away_at_once_shows_nothing(
    furnished: Path, tmp_path: Path
) -> None:
    """Its task was never there: no card says that it was dropped."""
    async with town(tmp_path, furnished) as home:
        before = await home.said()
        for step in unpinned(1):
            step.do(home)
        for body in list(home.news):
            await home.hears(body)
        await home.bot.until_idle()
        assert await home.said() == before
        assert not [task for task in await home.tasks() if "parcel 1" in task.title.body]


@soak
def test_events_in_any_order(furnished: Path, tmp_path: Path) -> None:
    """As if each had arrived when it was made."""

    @settings(
        max_examples=counted(3, 5000), deadline=None, database=None, derandomize=False,
        phases=set(Phase) - {Phase.explain}, suppress_health_check=list(HealthCheck),
        print_blob=True,
    )  # fmt: skip
    @seed(SEED)
    @given(scripts())
    def tried(script: Script) -> None:
        def play(*, shuffled: bool) -> dict[str, object]:
            return asyncio.run(played(script, tmp_path, furnished, shuffled=shuffled))

        assert play(shuffled=True) == play(shuffled=False)

    tried()
