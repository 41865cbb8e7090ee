"""The sandbox: a Slack-compatible workspace on loopback with the real bot connected to it."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adapters.sandbox.app import Sandbox, build_sandbox
from adapters.sandbox.errors import RefusedError
from adapters.sandbox.foresight import Wish
from adapters.sandbox.serve import Served, serve
from adapters.sandbox.story import default_story
from adapters.sandbox.story_model import Story
from bot import story as tale
from bot.answering import Answers
from bot.app import Chivvy, Tuning, prepare
from bot.clocks import MovableClock
from bot.manifest import app_manifest
from bot.setting_values import SecretStr
from bot.settings import Settings
from bot.simulate import Asked, living_in, simulate
from core.catalogue import Command
from core.kernel.errors import ChivvyError, NotFound
from core.kernel.meter import Meter
from core.projects.model import LadderName
from core.screens.problems import plain_problem
from scheduler.courier import Pace
from scheduler.play import play_to

HOLD = 5
"""Seconds before others hear: short, so that the first minute is lively."""
PREFIX = "chivvy-sandbox-"
"""Of the folder that holds a run's data, unless one is named; it goes when the run stops."""


class ClockHand:
    """What the sandbox's page moves: each thing that is due in between is played at its moment."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock
        self._bot: Chivvy | None = None
        self._moving = asyncio.Lock()

    def attach(self, bot: Chivvy) -> None:
        """The bot that plays what is due."""
        self._bot = bot

    async def stop(self) -> None:
        """Stops the bot that is attached now; it may be another than at the start."""
        if self._bot is not None:
            await self._bot.stop()

    def now(self) -> datetime:
        """Business time."""
        return self._clock.now()

    async def foresee(self, wish: Wish) -> dict[str, Any]:
        """The days ahead of the project that lives in a channel; RefusedError in words."""
        if self._bot is None:
            raise RefusedError("Chivvy is not here yet. Try again in a moment")
        try:
            asked = Asked(
                LadderName(wish.ladder) if wish.ladder else None,
                wish.days,
                Answers(wish.answers),
                at_home="slack",
            )
            find = living_in("slack", wish.channel)
            played = await simulate(self._bot.settings.database, find, asked, self.now())
        except ValueError:
            raise RefusedError("`ladder` and `answers` are one of those on the page") from None
        except NotFound:
            raise RefusedError(
                "no project lives in this channel. Type there: /project new Infra migration"
            ) from None
        except ChivvyError as error:
            raise RefusedError(plain_problem(error)) from None
        return asdict(played)

    async def move_to(self, target: datetime) -> None:
        """Plays time forward to *target*."""
        bot = self._bot
        if bot is None:
            return
        async with self._moving:
            await play_to(target, self._clock, bot.earliest, bot.until_idle)


class SandboxRun:
    """A running sandbox with its bot; ``address`` is the page's."""

    def __init__(
        self, sandbox: Sandbox, served: Served, bot: Chivvy, hand: ClockHand, undo: AsyncExitStack
    ) -> None:
        self.sandbox = sandbox
        self.served = served
        self.bot = bot
        self.hand = hand
        self._undo = undo

    @property
    def address(self) -> str:
        """Where the page is."""
        return self.served.address

    async def stop(self) -> None:
        """The bot first, then the workspace, then the folder that was made for this run."""
        await self._undo.aclose()


async def start_sandbox(
    *,
    port: int = 0,
    start: datetime | None = None,
    story: Story | None = None,
    data_dir: Path | None = None,
    database_url: str = "",
    tuning: Tuning | None = None,
    played: bool = False,
    admins: tuple[str, ...] = (),
    commands: Mapping[Command, str] | None = None,
    meter: Meter | None = None,
) -> SandboxRun:
    """Starts a workspace with the real bot in it; *played*: with the story so far; *commands*:
    what they are called there."""
    begin = start or tale.BEGINS
    clock = MovableClock(begin)
    hand = ClockHand(clock)
    names = {command: f"/{command}" for command in Command} | dict(commands or {})
    sandbox = build_sandbox(
        story or default_story(begin), app_manifest(names), hand, foresee=hand.foresee
    )
    async with AsyncExitStack() as undo:
        folder = data_dir or Path(undo.enter_context(TemporaryDirectory(prefix=PREFIX)))
        served = await serve(sandbox, port)
        undo.push_async_callback(served.stop)
        settings = Settings(
            slack_bot_token=SecretStr(sandbox.bot_token),
            slack_app_token=SecretStr(sandbox.app_token),
            slack_api_base_url=f"{served.address}/api/",
            database_url=database_url,
            data_dir=folder,
            # One person acts for all of them, and tests for all at once.
            commands_per_minute=0,
            admins=admins,
            task_command=names[Command.TASK],
            project_command=names[Command.PROJECT],
        )
        prepare(settings)
        pace = Pace(settle=1.0, look_gap=0.5, ask_after=2.0)
        quick = Tuning(0.5, pace, per_message=0.0, hold=HOLD)
        bot = Chivvy(settings, clock, tuning or quick, meter)
        hand.attach(bot)
        await bot.start()
        undo.push_async_callback(hand.stop)
        await sandbox.connected()
        if played:
            await tale.tell(served.address)
        return SandboxRun(sandbox, served, bot, hand, undo.pop_all())
