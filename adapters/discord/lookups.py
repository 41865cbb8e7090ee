"""What Discord says of one person, of one place, and of who sees a private place."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from adapters.discord.api import Api
from adapters.discord.asked import spot_of
from adapters.discord.faces import Faces
from adapters.discord.guilds import Channel, Guilds
from adapters.discord.profiles import MANAGES, profile, roles_in
from adapters.discord.refusals import NOT_THERE, code_of, failure
from adapters.discord.tenancy import sender_in
from core.people.model import PlaceKind, Profile, Sender, Spot
from core.screens.messenger import DeliveryFailure, Gone

log = logging.getLogger(__name__)
MENTION = re.compile(r"<@!?(\d{1,20})>")
ROLE = re.compile(r"<@&(\d{1,20})>")
PLACE = re.compile(r"<#(\d{1,20})>")
MOST_NAMED = 10
Known = Callable[[str], Awaitable[Sequence[str]]]
"""A guild to the external ids of the people that we know there."""


class Lookups:
    """One call each, save where the gateway told us already; failures are typed."""

    def __init__(self, api: Api, guilds: Guilds, known: Known, faces: Faces) -> None:
        self._api = api
        self._guilds = guilds
        self._known = known
        self._faces = faces

    async def quiet(self, team: str, users: Sequence[str]) -> dict[str, None]:
        """Discord tells no times at which somebody wants no messages."""
        return {}

    async def profile(self, sender: Sender) -> Profile:
        """Who somebody is; inactive once they have left the guild."""
        if (seen := self._faces.look(sender)) is not None:
            return seen
        try:
            told = await self._api.member(sender.team, sender.user)
        except Exception as error:
            if isinstance(why := failure(error), Gone):
                name = sender.user_name or sender.user
                return Profile(sender.user, name, name.casefold(), active=False, roles=None)
            raise why from error
        return profile(told, sender.team, manages=await self._manages(sender, told))

    async def roles(self, sender: Sender) -> tuple[str, ...] | None:
        """The roles that somebody has in the guild now; None where Discord does not say."""
        try:
            told = await self._api.member(sender.team, sender.user)
        except Exception as error:
            log.info("the roles of somebody could not be looked up: %s", failure(error))
            return None
        return roles_in(told, sender.team)

    async def with_roles(self, team: str, text: str) -> str:
        """Mentions of roles with the names that these have."""
        if ROLE.search(text) is None:
            return text
        try:
            guild = await self._guilds.of(team)
        except DeliveryFailure as why:
            log.info("the names of roles could not be looked up: %s", why)
            return text

        def named(found: re.Match[str]) -> str:
            role = guild.get_role(int(found.group(1))) if guild is not None else None
            return f"<@&{found.group(1)}|{fitting(role.name)}>" if role else found.group()

        return ROLE.sub(named, text)

    async def role_name(self, team: str, role: str) -> str:
        """What a role is called now; empty where there is none, or nobody can tell."""
        try:
            guild = await self._guilds.of(team)
        except DeliveryFailure as why:
            log.info("the name of a role could not be looked up: %s", why)
            return ""
        found = guild.get_role(int(role)) if guild is not None and role.isdigit() else None
        return fitting(found.name) if found is not None else ""

    async def introduce(self, sender: Sender, text: str) -> None:
        """People whom typed words mention become known, for Discord tells of them in options and
        messages only; who can't be looked up stays unknown."""
        named = dict.fromkeys(MENTION.findall(text))
        found = []
        for user in list(named)[:MOST_NAMED]:
            who = replace(sender, user=user, user_name="", place=None, thread=None)
            if self._faces.look(who) is not None:
                continue
            try:
                found.append(await self.profile(who))
            except DeliveryFailure as why:
                log.info("who is mentioned could not be looked up: %s", why)
        here = tuple(each for each in found if each.active)
        await self._faces.told(sender, here)
        await self.places(sender, PLACE.findall(text)[:MOST_NAMED])

    async def places(
        self, sender: Sender, channels: Sequence[str], *, chosen: bool = False
    ) -> None:
        """Channels that typed words mention become known, where everybody sees them; those that
        were *chosen* in any case, for Discord offers nobody what they don't see."""
        for channel in channels:
            try:
                found = await self._guilds.channel(sender.team, channel)
            except DeliveryFailure as why:
                log.info("a channel that is named could not be looked up: %s", why)
                continue
            if not isinstance(found, discord.TextChannel):
                continue
            spot = spot_of(found)
            if spot.kind is PlaceKind.CHANNEL or chosen:
                await self._faces.place(sender_in(sender, spot), chosen=chosen)

    async def anew(self, sender: Sender) -> Profile:
        """As ``profile``, but asked now whatever we remember; only what surely means that they
        are not in the guild makes them inactive, and leaves their name as it is."""
        try:
            told = await self._api.member(sender.team, sender.user)
        except Exception as error:
            if code_of(error) not in NOT_THERE:
                raise failure(error) from error
            self._faces.forget(sender)
            return Profile(sender.user, "", "", active=False, roles=None)
        return profile(told, sender.team, manages=await self._manages(sender, told))

    async def spot(self, sender: Sender) -> Spot:
        """What sort of place it is, and whether we may post there."""
        if sender.place_kind is PlaceKind.DM:
            return Spot(PlaceKind.DM, here=True)
        channel = await self._guilds.channel(sender.team, sender.place or "")
        if channel is None:
            return Spot()
        found = spot_of(channel)
        rights = channel.permissions_for(channel.guild.me)
        if isinstance(channel, discord.ForumChannel):
            return Spot(found.kind, found.name)  # Nobody writes in it, only in its posts.
        is_thread = isinstance(channel, discord.Thread)
        writes = rights.send_messages_in_threads if is_thread else rights.send_messages
        return Spot(found.kind, found.name, here=rights.view_channel and writes)

    async def members(self, team: str, place: str) -> frozenset[str]:
        """Of the people that we know, those who see a private place. Raises Gone where we do not
        see it ourselves."""
        channel = await self._guilds.channel(team, place)
        if channel is None:
            raise Gone("hidden")
        if _open_to_all(channel):
            return frozenset(await self._known(team))
        found = [user for user in await self._known(team) if await self._sees(channel, user)]
        return frozenset(found)

    async def _sees(self, channel: Channel, user: str) -> bool:
        """By the roles that the person has now; in a private thread, by being in it."""
        try:
            if isinstance(channel, discord.Thread) and channel.is_private():
                await self._api.in_thread(str(channel.id), user)
                return True
            member = await channel.guild.fetch_member(int(user))
        except Exception as error:
            if isinstance(why := failure(error), Gone):
                return False
            raise why from error
        return channel.permissions_for(member).view_channel

    async def _manages(self, sender: Sender, told: Mapping[str, Any]) -> bool:
        guild = await self._guilds.of(sender.team)
        if guild is None:
            return False
        ours = {str(role.id): role.permissions.value for role in guild.roles}
        rights = [ours.get(str(role), 0) for role in told.get("roles") or ()]
        return str(guild.owner_id) == sender.user or any(each & MANAGES for each in rights)


def _open_to_all(channel: Channel) -> bool:
    """Whether whoever is in the guild sees it, whatever roles they have: then nobody is asked about
    one by one."""
    above = channel.parent if isinstance(channel, discord.Thread) else channel
    if above is None or (isinstance(channel, discord.Thread) and channel.is_private()):
        return False
    if spot_of(above).kind is not PlaceKind.CHANNEL:
        return False
    return not any(rule.view_channel is False for rule in above.overwrites.values())


def fitting(name: str) -> str:
    """A role's name, without what would end its mention."""
    return re.sub(r"[<>|\n]", " ", name).strip()[:80]
