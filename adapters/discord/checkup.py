"""What ``chivvy doctor`` asks of Discord: who we are, where we are, and what we may do there."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from types import SimpleNamespace

import aiohttp
import discord

from adapters.discord import commands
from adapters.discord.api import Api, point_at
from adapters.discord.app import DiscordConfig
from adapters.discord.pace import Pace
from adapters.discord.permissions import PERMISSIONS, Permission, install_link, missing
from adapters.discord.refusals import UNKNOWN_CHANNEL, code_of, failure
from core.screens.messenger import Gone, MessageGone, Refused, Remote, Suspended


@dataclass(frozen=True, slots=True)
class Standing:
    """A guild that we are in."""

    id: str
    name: str
    missing: tuple[Permission, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Who the bot is, and what is not as it should be."""

    bot: str
    link: str
    """Where it is let into a guild."""
    content: bool
    """Whether the app may ask for the words of messages that are not for it."""
    guilds: tuple[Standing, ...]
    current: bool
    """Whether Discord has the commands of this release."""
    starts: int
    """How often the gateway may still be begun anew today."""
    behind: float | None = None
    """Seconds that our clock is behind Discord's; negative: ahead. None: it does not tell."""
    closed: tuple[tuple[str, tuple[Permission, ...]], ...] = ()
    """Of the channels that were asked about: what we may not do there."""
    lost: tuple[str, ...] = ()
    """Of the roles that were asked about, by their ids: those that are in no guild."""


async def check_discord(
    config: DiscordConfig, channels: Sequence[tuple[str, str]] = (),
    roles: Sequence[str] = (), now: datetime | None = None,
) -> Report:  # fmt: skip
    """Signs in, without a gateway. *channels*: guild and channel; *roles*: those that something
    depends on. Raises a DeliveryFailure that says why Discord refused or was not reached."""
    try:
        async with _signed_in(config) as (client, api, dates):
            report = await _report(client, api, config, channels, _behind(dates, now))
            return replace(report, lost=await _lost(api, report.guilds, roles))
    except Exception as error:
        raise failure(error) from error


async def send_test(config: DiscordConfig, to: str, text: str) -> Remote:
    """One message to a channel or a person, by its id. Raises a DeliveryFailure."""
    body = {"content": text, "allowed_mentions": {"parse": []}}
    try:
        async with _signed_in(config) as (_, api, _dates):
            place = to
            try:
                sent = await api.post(place, body, secrets.token_hex(8))
            except discord.HTTPException as error:
                if code_of(error) != UNKNOWN_CHANNEL:
                    raise
                place = await api.open_dm(to)
                sent = await api.post(place, body, secrets.token_hex(8))
    except Exception as error:
        raise failure(error) from error
    return Remote(place, str(sent["id"]))


@asynccontextmanager
async def _signed_in(
    config: DiscordConfig,
) -> AsyncIterator[tuple[discord.Client, Api, list[str]]]:
    """A client that only asks, with the dates of the answers that it got."""
    point_at(config.api_base_url, config.gateway_url)
    dates: list[str] = []
    client = discord.Client(intents=discord.Intents(guilds=True), http_trace=_dated(dates))
    if config.trust is not None:
        client.http.connector = aiohttp.TCPConnector(limit=0, ssl=config.trust)
    try:
        await client.login(config.token)
        yield client, Api(client.http, Pace(monotonic)), dates
    except discord.LoginFailure as error:
        raise Suspended("invalid token") from error
    finally:
        await client.close()


def _dated(dates: list[str]) -> aiohttp.TraceConfig:
    trace = aiohttp.TraceConfig()

    async def note(
        _session: aiohttp.ClientSession, _context: SimpleNamespace,
        told: aiohttp.TraceRequestEndParams,
    ) -> None:  # fmt: skip
        dates.append(told.response.headers.get("Date", ""))

    trace.on_request_end.append(note)
    return trace


def _behind(dates: Sequence[str], now: datetime | None) -> float | None:
    try:
        theirs = parsedate_to_datetime(dates[-1] if dates else "")
    except ValueError:
        return None
    return (theirs - (now or datetime.now(UTC))).total_seconds()


async def _report(
    client: discord.Client, api: Api, config: DiscordConfig,
    channels: Sequence[tuple[str, str]], behind: float | None,
) -> Report:  # fmt: skip
    about = client.application
    application = str(about.id) if about is not None else ""
    flags = client.application_flags
    wanted = commands.digest(commands.payload(config.commands, elsewhere=config.elsewhere))
    return Report(
        bot=client.user.name if client.user else "",
        link=install_link(application),
        content=flags.gateway_message_content or flags.gateway_message_content_limited,
        guilds=tuple([_standing(one) for one in await api.guilds()]),
        current=commands.digest(await api.registered(application)) == wanted,
        starts=await api.starts_left(),
        behind=behind,
        closed=tuple([(place, lack) for guild, place in channels
                      if (lack := await _lacking(client, guild, place))]),
    )  # fmt: skip


async def _lost(api: Api, guilds: Sequence[Standing], roles: Sequence[str]) -> tuple[str, ...]:
    """Those of *roles* that no guild has; nothing is asked where nothing depends on any."""
    left = dict.fromkeys(roles)
    for guild in guilds if roles else ():
        for each in (await api.guild(guild.id)).get("roles") or ():
            left.pop(str(each["id"]), None)
    return tuple(left)


def _standing(guild: dict[str, object]) -> Standing:
    held = discord.Permissions(int(str(guild.get("permissions") or 0)))
    return Standing(str(guild["id"]), str(guild.get("name")), missing(held))


async def _lacking(client: discord.Client, guild: str, place: str) -> tuple[Permission, ...]:
    """With what the channel itself allows and denies; what we do not see lacks everything."""
    try:
        home = await client.fetch_guild(int(guild), with_counts=False)
        channel = await home.fetch_channel(int(place))
        ours = await home.fetch_member(client.user.id if client.user else 0)
    except Exception as error:
        if isinstance(why := failure(error), Gone | MessageGone | Refused):
            return PERMISSIONS
        raise why from error
    return missing(channel.permissions_for(ours))
