"""The platform's side of row 3: a Discord on loopback in a process of its own, with people in it.

Run by `benchmarks.discord_commands` as `python -m benchmarks.discord_side`. Prints where it is,
then reads one JSON order a line and answers each with one JSON line. Ends with its standard input.
"""

import asyncio
import json
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from benchmarks.load import share
from tests.discord_adapter.discord_server import CannotDo, Channel, DiscordWorld, Outcome, User

NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday morning at work, as for the bot."""
PEOPLE: Final = 200
COMMAND: Final = "task add"


@dataclass(frozen=True, slots=True)
class Order:
    """So many commands, some of them together; a good answer contains *means_done*."""

    first: int
    count: int
    together: int
    means_done: str


@dataclass(slots=True)
class Tally:
    """What came back; delays in milliseconds, until the answer is visible."""

    good: int = 0
    bad: int = 0
    complaint: str = ""
    seconds: float = 0.0
    delays: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, object]:
        """Without the single delays."""
        told = asdict(self) | {"p50": share(self.delays, 0.50), "p99": share(self.delays, 0.99)}
        del told["delays"]
        return told


class Office:
    """People who add tasks."""

    def __init__(self, world: DiscordWorld) -> None:
        self.world = world
        guild = world.guild("Bench")
        self.people = [world.user(f"person{number}") for number in range(PEOPLE)]
        for person in self.people:
            world.join(guild, person)
        self.channel: Channel = world.channel(guild, "bench")

    async def ready(self) -> None:
        """The bot is connected and its command is published."""
        await self.world.connected()
        await self.world.until(self._published, 60)

    def _published(self) -> bool:
        app = self.world.state.app
        lists = (app.global_commands, *app.guild_commands.values())
        return any(one["name"] == COMMAND.split()[0] for known in lists for one in known)

    async def carry_out(self, order: Order) -> Tally:
        """Adds as many tasks as were ordered."""
        tally, numbers = Tally(), iter(range(order.first, order.first + order.count))

        async def one_after_another() -> None:
            for number in numbers:
                began = perf_counter()
                outcome = await self._add(number)
                tally.delays.append((perf_counter() - began) * 1000)
                if order.means_done in outcome.text:
                    tally.good += 1
                else:
                    tally.bad += 1
                    tally.complaint = tally.complaint or outcome.text or "no answer"

        began = perf_counter()
        await asyncio.gather(*(one_after_another() for _ in range(order.together)))
        tally.seconds = perf_counter() - began
        return tally

    async def _add(self, number: int) -> Outcome:
        owner: User = self.people[(number * 7 + 1) % PEOPLE]
        options = {
            "title": f"Fix the build {number}", "owner": owner, "due": "friday 17:00",
        }  # fmt: skip
        return await self.world.slash(self.people[number % PEOPLE], self.channel, COMMAND, options)


async def main() -> None:
    """Serves until nobody is left who wants it."""
    world = await DiscordWorld.start(now=lambda: NOW)
    office = Office(world)
    told = {"token": world.token, "api": world.api_base_url, "gateway": world.gateway_url}
    print(json.dumps(told), flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        await office.ready()
        try:
            tally = await office.carry_out(Order(**json.loads(line)))
        except CannotDo as problem:
            tally = Tally(bad=1, complaint=str(problem))
        print(json.dumps(tally.summary()), flush=True)
    await world.close()


if __name__ == "__main__":
    asyncio.run(main())
