"""Recorded histories: what people did and when, and how it ended. New code must end the same.

``python -m tests.machine.histories`` records them anew, on purpose: the difference is for a
reviewer to read. With a number: from that one on, for what was interrupted.
"""

import asyncio
import json
import logging
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.kernel.refs import Kind
from core.kernel.tokens import Token
from core.screens.views import Brief, Bundle, Problem, View
from core.tasks.model import Task
from tests.machine.cast import INFRA, INSIDERS, OURS, SECRET, ZONES
from tests.machine.furnish import furnish
from tests.machine.hands import Pressable
from tests.machine.house import House, house
from tests.machine.words import ACTS, CHECKS, LEVELS, WHENS

KEPT = Path(__file__).parent / "recorded"
WRITTEN_OUT = 20
"""Histories that are kept with all they say; of the others the steps, and the end as a hash."""
ALL = 200
SHORT, LONG = 10, 12
"""Steps of those that are written out, and of the others."""
SPANS = (30, 60, 240, 480, 1440, 1440, 2 * 1440)
LOOKS = frozenset({"show", "why", "my_list", "history", "help", "unfit", "settings", "details"})
"""Buttons that change nothing."""
Step = list[Any]
"""What was done: ["type", who, where, line], ["press", who, label, task], ["tick", minutes],
["down", minutes] or ["again", step]."""


@dataclass
class End:
    """How a history ended, in what people can see: no ids, no words of ours."""

    answers: list[str]
    tasks: dict[str, str]
    heard: list[str]

    def hash(self) -> str:
        """In one word."""
        line = json.dumps([self.answers, self.tasks, self.heard])
        return sha256(line.encode()).hexdigest()[:24]


class Historian:
    """Plays steps in a house, and makes up the next ones."""

    def __init__(self, home: House) -> None:
        self.home = home
        self.answers: list[str] = []
        self.keys: list[tuple[str, Step]] = []
        self.made = 0

    async def play(self, step: Step) -> None:
        """One step, and everything that is due after it."""
        match step:
            case ["tick", span]:
                await self.home.life.play(self.home.clock.now() + timedelta(minutes=span))
            case ["down", span]:
                await self.home.life.end()
                self.home.clock.hold(self.home.clock.now() + timedelta(minutes=span))
                await self.home.again()
            case ["again", number]:
                key, before = self.keys[number]
                self.answers.append(f"again: {told(await self.request(before, key))}")
            case _:
                key = self.home.key()
                self.keys.append((key, step))
                self.answers.append(told(await self.request(step, key)))
        await self.home.life.idle()

    async def request(self, step: Step, key: str) -> View | str | None:
        """What somebody typed or pressed; "no button" where it is not on their screen any more."""
        match step:
            case ["type", who, place, line]:
                return await self.home.type(who, line, place, key)
            case ["press", who, label, task]:
                found = [b for b in self.home.buttons(who) if (b.label, about(b)) == (label, task)]
                if not found:
                    return "no button"
                return await self.home.press(who, found[-1], key)
        raise ValueError(step)

    def next(self, chance: random.Random) -> Step:
        """What somebody may do now."""
        kind = chance.choice(["add", "add", "act", "act", "press", "press", "press", "tick", "tick",
                              "tick", "down", "again"])  # fmt: skip
        who = chance.choice(sorted(ZONES))
        if kind == "add" or not self.made:
            return self.added(who, chance)
        if kind == "act":
            line = chance.choice(ACTS).format(n=chance.randint(1, self.made))
            return ["type", who, SECRET if who in INSIDERS else INFRA, line]
        if kind == "press":
            buttons = [b for b in self.home.buttons(who) if b.label not in LOOKS]
            if buttons:
                chosen = chance.choice(buttons)
                return ["press", who, chosen.label, about(chosen)]
        if kind == "again" and self.keys:
            return ["again", chance.randrange(len(self.keys))]
        return [chance.choice(["tick", "tick", "tick", "down"]), chance.choice(SPANS)]

    def added(self, who: str, chance: random.Random) -> Step:
        """A task that was never there."""
        self.made += 1
        private = who in INSIDERS and chance.random() < 0.3
        owner = chance.choice(sorted(INSIDERS if private else ZONES))
        parts = (f"add Parcel number {self.made} @{owner}", chance.choice(WHENS),
                 chance.choice(LEVELS), chance.choice(CHECKS))  # fmt: skip
        return ["type", who, SECRET if private else INFRA, " ".join(p for p in parts if p)]

    def end(self) -> End:
        """How it stands."""
        tasks = {f"T-{number}": self.stand(task) for number, task in self.home.tasks().items()}
        heard = sorted(self.line(message) for message in self.home.far.messages.values())
        return End(self.answers, tasks, heard)

    def stand(self, task: Task) -> str:
        """A task in one line."""
        due = task.due.at.isoformat() if task.due else "no date"
        who = self.home.tenants[OURS].who
        owner = who(task.owner) or "nobody"
        checked = "checked" if task.checked else "unchecked"
        helper = who(task.helper)
        parts = (task.status, owner, due, task.priority, checked, helper, f"v{task.version}")
        return " ".join(str(part) for part in parts if part)

    def line(self, message: Any) -> str:  # noqa: ANN401
        """When a message came, where, and what it asks by now."""
        view = message.letter.view
        asks = view.asks if isinstance(view, Bundle | Brief) else ()
        said = [f"{a.kind} T-{a.facts.line.task}{' answered' if a.answered else ''}" for a in asks]
        return (
            f"{message.at:%m-%d %H:%M} {message.remote.place} {type(view).__name__} "
            + ", ".join(sorted(said))
        )


def about(button: Pressable) -> str:
    """The task that a button is about; no number of a message, which order alone decides."""
    token = Token.decode(button.token)
    if token.subject is None or token.subject.kind is not Kind.TASK:
        return ""
    return f"T-{token.subject.id} {token.value}"


def told(view: View | str | None) -> str:
    """What kind of answer it was."""
    if isinstance(view, Problem):
        return f"Problem {view.code}"
    return view if isinstance(view, str) else type(view).__name__


async def made_up(seed: int, furnished: Path) -> tuple[list[Step], End]:
    """A history by chance, from *seed*."""
    random.seed(seed)
    chance = random.Random(seed)
    steps: list[Step] = []
    with tempfile.TemporaryDirectory(prefix="chivvy-history-") as folder:
        historian = Historian(house(Path(folder), furnished, direct=True))
        await historian.home.open()
        for _ in range(SHORT if seed <= WRITTEN_OUT else LONG):
            steps.append(historian.next(chance))
            await historian.play(steps[-1])
        return steps, await _rested(historian)


async def played(steps: Sequence[Step], furnished: Path) -> End:
    """The same steps again."""
    random.seed(0)
    with tempfile.TemporaryDirectory(prefix="chivvy-history-") as folder:
        historian = Historian(house(Path(folder), furnished, direct=True))
        await historian.home.open()
        for step in steps:
            await historian.play(step)
        return await _rested(historian)


async def _rested(historian: Historian) -> End:
    """A day and a half later."""
    await historian.play(["tick", 3 * 720])
    found = historian.end()
    await historian.home.close()
    return found


async def record(seeds: Sequence[int]) -> None:
    """Writes them down; one that does not end the same twice is no history."""
    KEPT.mkdir(exist_ok=True)
    kept = KEPT / "longer.json"
    longer = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        furnished = Path(folder) / "furnished.db"
        await furnish(f"sqlite:///{furnished}")
        for seed in seeds:
            steps, end = await made_up(seed, furnished)
            if await played(steps, furnished) != end:
                sys.exit(f"history {seed} does not end the same twice")
            if seed <= WRITTEN_OUT:
                _write(KEPT / f"{seed:03}.json", {"seed": seed, "steps": steps, **vars(end)})
            else:
                longer[str(seed)] = {"steps": json.dumps(steps), "end": end.hash()}
                _write(kept, longer)


def _write(path: Path, what: object) -> None:
    text = json.dumps(what, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    asyncio.run(record(range(first, ALL + 1)))
