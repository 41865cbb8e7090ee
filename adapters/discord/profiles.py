"""What Discord says of its people → profiles. Pure."""

from collections.abc import Mapping
from typing import Any

import discord

from core.people.model import Profile, Role

MANAGES = discord.Permissions(manage_guild=True, administrator=True).value
"""Rights of people who may make themselves admins of Chivvy."""


def profile(told: Mapping[str, Any], team: str, *, manages: bool = False) -> Profile:
    """A member object of the guild *team*, with its user; in direct messages the user alone."""
    user = told.get("user") or {}
    handle = str(user.get("username") or "")
    return Profile(
        external_id=str(user.get("id") or ""),
        name=str(told.get("nick") or user.get("global_name") or handle),
        handle=handle.casefold(),
        role=Role.BOT if user.get("bot") else Role.MEMBER,
        owner=manages,
        roles=roles_in(told, team),
    )


def roles_in(told: Mapping[str, Any], team: str) -> tuple[str, ...] | None:
    """The roles of a member object, with everybody's own, which has the number of the guild."""
    roles = told.get("roles")
    return None if roles is None else tuple(sorted((team, *map(str, roles))))
