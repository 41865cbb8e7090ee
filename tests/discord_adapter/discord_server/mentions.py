"""Whom a message really pings: its text against `allowed_mentions` and the author's permissions.

Source: docs.discord.com/developers/resources/message, "Allowed Mentions Object". Without the
object everything is parsed; an empty one parses nothing.
"""

import re
from dataclasses import dataclass, field

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.errors import Problems
from tests.discord_adapter.discord_server.model import Channel, Json, User

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_ALL = re.compile(r"@(everyone|here)\b")
KINDS = ("roles", "users", "everyone")
MOST = 100
"""Ids a list may name."""


@dataclass
class Mentions:
    """What a text mentions, and who of it is told."""

    users: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    everyone: bool = False
    told: set[str] = field(default_factory=set)


def read(text: str, allowed: Json | None, channel: Channel, author: User) -> Mentions:
    """Find whom a text mentions and pings there."""
    found = Mentions()
    may = permissions.in_channel(channel, author)
    for user in dict.fromkeys(_USER.findall(text)):
        if _allows(allowed, "users", user):
            found.users.append(user)
            found.told.add(user)
    guild = channel.guild
    if guild is None:
        return found
    for role in dict.fromkeys(_ROLE.findall(text)):
        open_to_all = role in guild.roles and guild.roles[role].mentionable
        free = open_to_all or may & permissions.MENTION_EVERYONE
        if role in guild.roles and free and _allows(allowed, "roles", role):
            found.roles.append(role)
            found.told |= {m.user.id for m in guild.members.values() if role in m.roles}
    if _ALL.search(text) and may & permissions.MENTION_EVERYONE and _allows(allowed, "everyone"):
        found.everyone = True
        found.told |= set(guild.members)
    seeing = {m.user.id for m in guild.members.values() if permissions.in_channel(channel, m.user)}
    found.told = (found.told & seeing) - {author.id}
    return found


def _allows(allowed: Json | None, kind: str, one: str = "") -> bool:
    if allowed is None or kind in (allowed.get("parse") or ()):
        return True
    return one in [str(named) for named in allowed.get(kind) or ()] if one else False


def check(allowed: Json | None, problems: Problems) -> None:
    """Refuse an object that Discord refuses: unknown kinds, long lists, a kind named twice."""
    if allowed is None:
        return
    at = "allowed_mentions"
    parse = allowed.get("parse") or []
    for place, kind in enumerate(parse):
        if kind not in KINDS:
            told = f"Value must be one of {KINDS}."
            problems.add((at, "parse", place), "BASE_TYPE_CHOICES", told)
    for kind in ("users", "roles"):
        named = allowed.get(kind) or []
        if len(named) > MOST:
            problems.length((at, kind), 0, MOST)
        if named and kind in parse:
            told = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            problems.add((at,), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", told)
