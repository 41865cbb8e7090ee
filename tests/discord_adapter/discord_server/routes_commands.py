"""Application commands: read, and overwritten in bulk; creations are counted.

Source: docs.discord.com/developers/interactions/application-commands.
"""

from typing import Final

from tests.discord_adapter.discord_server import commands
from tests.discord_adapter.discord_server.errors import refusal
from tests.discord_adapter.discord_server.model import Json
from tests.discord_adapter.discord_server.rest import Answer, Call, Routes
from tests.discord_adapter.discord_server.state import State

CREATES_PER_DAY: Final = 200
_OWN = ("id", "application_id", "version", "guild_id")


class CommandRoutes:
    """The routes of this module; `created` counts by server ("" is global)."""

    def __init__(self) -> None:
        self.created: dict[str, int] = {}

    def routes(self) -> Routes:
        """The routes by method and template."""
        whole = "/applications/{application_id}/commands"
        one = "/applications/{application_id}/guilds/{guild_id}/commands"
        return {
            f"GET {whole}": lambda call: self._get(call, ""),
            f"PUT {whole}": lambda call: self._put(call, ""),
            f"GET {one}": lambda call: self._get(call, call.path["guild_id"]),
            f"PUT {one}": lambda call: self._put(call, call.path["guild_id"]),
        }

    def _get(self, call: Call, guild_id: str) -> Answer:
        self._require(call, guild_id)
        return 200, commands_of(call.state, guild_id)

    def _put(self, call: Call, guild_id: str) -> Answer:
        """Those with a known name and type keep their id and aren't counted as created."""
        self._require(call, guild_id)
        commands.check(call.list)
        before = {_key(one): one for one in commands_of(call.state, guild_id)}
        new = [one for one in call.list if _key(one) not in before]
        made = self.created.get(guild_id, 0) + len(new)
        if made > CREATES_PER_DAY:
            raise refusal(30034)
        self.created[guild_id] = made
        after = [self._stored(call, guild_id, one, before.get(_key(one))) for one in call.list]
        if guild_id:
            call.state.app.guild_commands[guild_id] = after
        else:
            call.state.app.global_commands = after
        return 200, after

    def _require(self, call: Call, guild_id: str) -> None:
        if call.path["application_id"] != call.state.app.id:
            raise refusal(20012)
        if guild_id:
            call.state.seen_guild(guild_id)

    def _stored(self, call: Call, guild_id: str, given: Json, before: Json | None) -> Json:
        base: Json = {
            "type": commands.CHAT, "description": "", "options": [],
            "default_member_permissions": None, "nsfw": False, "name_localizations": None,
            "description_localizations": None, "dm_permission": True, "contexts": None,
            "integration_types": [0],
        }  # fmt: skip
        guild = {"guild_id": guild_id} if guild_id else {}
        kept = {**base, **given}
        kept["integration_types"] = kept["integration_types"] or [0]
        needed = kept["default_member_permissions"]
        kept["default_member_permissions"] = None if needed is None else str(needed)
        same = before is not None and all(before.get(k) == v for k, v in kept.items())
        identity = {
            "id": before["id"] if before else call.state.mint.id(),
            "application_id": call.state.app.id,
            "version": before["version"] if before and same else call.state.mint.id(),
        }
        return {**kept, **identity, **guild}


def _key(command: Json) -> tuple[int, str]:
    return command.get("type", commands.CHAT), command["name"]


def commands_of(state: State, guild_id: str) -> list[Json]:
    """The commands of a server, or the global ones."""
    if guild_id:
        return state.app.guild_commands.get(guild_id, [])
    return state.app.global_commands
