"""The chat platforms of a run: which are set up, and what all of them can do."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from adapters.slack.app import SlackAdapter, SlackConfig
from bot.settings import Settings
from bot.trust import trust
from core.context import Desk
from core.kernel.clock import Clock
from core.kernel.meter import Meter
from core.people.model import Capabilities, Profile, Sender, Spot
from core.screens.messenger import Messenger
from core.unit import Arrival

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

    from adapters.discord.app import DiscordConfig

Known = Callable[[str, str], Awaitable[Sequence[str]]]
"""A platform and an installation to the external ids of the people that we know there."""
Anew = Callable[[Sender], Awaitable[Profile]]
"""Who somebody is, as the platform says now; inactive once they have left."""


class Lookups(Protocol):
    """What a platform tells of people and places; both raise a DeliveryFailure."""

    async def profile(self, sender: Sender) -> Profile: ...
    async def spot(self, sender: Sender) -> Spot: ...
    async def roles(self, sender: Sender) -> tuple[str, ...] | None:
        """The roles that somebody has; None where the platform has none, or does not say."""
        ...

    async def quiet(
        self, team: str, users: Sequence[str]
    ) -> Mapping[str, tuple[datetime, datetime] | None]:
        """From when to when each of *users* wants no messages; None: never, or not now."""
        ...


class Platform(Protocol):
    """Everything between a chat platform and the desk."""

    @property
    def lookups(self) -> Lookups: ...
    @property
    def messenger(self) -> Messenger: ...
    @property
    def anew(self) -> Anew | None:
        """Where to ask whether somebody has left; None where the platform tells of it itself."""
        ...

    @property
    def door(self) -> "Handler | None":
        """What takes the platform's events by HTTP; None where they come another way."""
        ...

    @property
    def teams(self) -> Sequence[str]:
        """The installations that we speak for, known since the start."""
        ...

    @property
    def connection(self) -> str:
        """Whose connection it is that only one process is to hold; empty where we hold none,
        for the platform comes to us."""
        ...

    @property
    def alive(self) -> bool:
        """Whether the platform reaches us, as far as we can tell."""
        ...

    @property
    def repeats(self) -> bool:
        """Whether an event comes again that nobody took."""
        ...

    def session(self, team: str) -> object:
        """Another one where something of the time since the last one may not have been told."""
        ...

    listening: bool
    """Whether this process holds the connection, or tries to."""

    async def start(self, *, listen: bool = True) -> None:
        """Signs in; everything that is asked and sent works from now on."""

    async def listen(self) -> None:
        """Connects, and goes on trying until ``hang_up``."""

    async def hang_up(self) -> None:
        """Takes nothing more."""

    async def stop(self) -> None: ...
    def adapt(self, found: Capabilities) -> None:
        """Goes by what was measured of an installation."""

    async def settle(self) -> None: ...
    async def catch_up(
        self, team: str, spots: Sequence[tuple[str, str | None]], away: tuple[datetime, datetime]
    ) -> int:
        """Takes what was said to us in conversations, and threads of them, while we were *away*;
        says how many could not be read, or not to their end."""
        ...

    async def work_off(self, arrival: Arrival) -> None: ...


def platforms(
    settings: Settings, desk: Desk, clock: Clock, meter: Meter | None, pace: float, known: Known
) -> dict[str, Platform]:
    """Those that have a token; *pace*: seconds between messages in one conversation of Slack, and
    how long other pauses are."""
    found: dict[str, Platform] = {}
    if settings.slack_bot_token is not None or settings.discord_token is None:
        found["slack"] = SlackAdapter(slack_config(settings, pace), desk, clock, meter)
    if settings.discord_token is not None:
        from adapters.discord.app import DiscordAdapter  # Half a second for who has no guild.

        async def known_there(guild: str) -> Sequence[str]:
            return await known("discord", guild)

        found["discord"] = DiscordAdapter(
            discord_config(settings, pace), desk, clock, meter, known_there
        )
    return found


def slack_config(settings: Settings, pace: float = 1.0) -> SlackConfig:
    """What the Slack adapter is told."""
    return SlackConfig(
        bot_token=_secret(settings, "slack_bot_token") or "",
        app_token=_secret(settings, "slack_app_token"),
        signing_secret=_secret(settings, "slack_signing_secret"),
        api_base_url=settings.slack_api_base_url,
        commands={name: home for home, name in settings.commands.items()},
        pace=pace,
        trust=trust(settings.ca_file),
    )


def discord_config(settings: Settings, pace: float = 1.0) -> "DiscordConfig":
    """What the Discord adapter is told."""
    from adapters.discord.app import DiscordConfig

    return DiscordConfig(
        token=_secret(settings, "discord_token") or "",
        api_base_url=settings.discord_api_base_url,
        gateway_url=settings.discord_gateway_url,
        commands=settings.commands,
        content=settings.discord_message_content,
        elsewhere=settings.slack_bot_token is not None,
        trust=trust(settings.ca_file),
        pace=pace,
    )


def _secret(settings: Settings, name: str) -> str | None:
    value = getattr(settings, name)
    return value.get_secret_value() if value is not None else None
