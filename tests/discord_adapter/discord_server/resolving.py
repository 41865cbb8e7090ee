"""People, roles and channels that somebody chose, as interactions describe them."""

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.model import Channel, Guild, Json, Role, User
from tests.discord_adapter.discord_server.wire import (
    channel_json,
    member_json,
    role_json,
    user_json,
)


class Resolved:
    """Collects what was chosen."""

    def __init__(self, guild: Guild | None) -> None:
        self._guild = guild
        self._found: dict[str, Json] = {}

    def take(self, chosen: object) -> str:
        """Note something that was chosen; return its id."""
        if isinstance(chosen, User):
            self._put("users", chosen.id, user_json(chosen))
            member = self._guild.members.get(chosen.id) if self._guild else None
            if member is not None and self._guild is not None:
                held = permissions.in_guild(self._guild, chosen)
                shown = member_json(member, whole=False) | {"permissions": str(held)}
                del shown["deaf"], shown["mute"]
                self._put("members", chosen.id, shown)
            return chosen.id
        if isinstance(chosen, Role):
            self._put("roles", chosen.id, role_json(chosen))
            return chosen.id
        if isinstance(chosen, Channel):
            self._put("channels", chosen.id, partial_channel(chosen, None))
            return chosen.id
        raise TypeError(f"neither person, role nor channel: {chosen!r}")

    def _put(self, kind: str, one: str, shown: Json) -> None:
        self._found.setdefault(kind, {})[one] = shown

    def json(self) -> Json:
        """All of it, by kind and id."""
        return dict(self._found)


def partial_channel(channel: Channel, user: User | None) -> Json:
    """A channel as interactions carry it, with what somebody may do in it."""
    held = permissions.in_channel(channel, user) if user else permissions.EVERYONE
    viewer = user or User("0", "")
    shown = channel_json(channel, viewer)
    shown.pop("permission_overwrites", None)
    return {**shown, "permissions": str(held)}
