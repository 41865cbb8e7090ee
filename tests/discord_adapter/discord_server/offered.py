"""Commands as Discord's client offers them: found, permitted, their options checked."""

from collections.abc import Mapping
from typing import Final

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.commands import CHAT
from tests.discord_adapter.discord_server.model import DM, Channel, Json, Role, User
from tests.discord_adapter.discord_server.resolving import Resolved
from tests.discord_adapter.discord_server.routes_commands import commands_of
from tests.discord_adapter.discord_server.state import State

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN = 1, 2, 3, 4, 5
USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = 6, 7, 8, 9, 10
"""Types of options. Source: /interactions/application-commands, "Application Command Option"."""
STRING_MOST: Final = 6000
IN_GUILD, IN_BOT_DM = 0, 1
_OBJECTS: Final[Mapping[int, tuple[type, ...]]] = {
    USER: (User,), CHANNEL: (Channel,), ROLE: (Role,), MENTIONABLE: (User, Role),
}  # fmt: skip
_PLAIN: Final[Mapping[int, tuple[type, ...]]] = {
    STRING: (str,), INTEGER: (int,), BOOLEAN: (bool,), NUMBER: (int, float),
}  # fmt: skip


class CannotDo(AssertionError):
    """Something that Discord's client does not let a person do."""


def find(state: State, user: User, channel: Channel, name: str, kind: int) -> Json:
    """The command that somebody sees there under a name; a server's own come first."""
    if not permissions.in_channel(channel, user):
        raise CannotDo(f"{user.name} does not see #{channel.name}")
    guild = channel.guild
    if guild is not None and not guild.installed:
        raise CannotDo(f"the bot is not in {guild.name}")
    near = commands_of(state, guild.id) if guild else []
    known = [*near, *commands_of(state, "")]
    for command in known:
        if command["type"] == kind and command["name"] == name:
            _require_offered(command, user, channel)
            return command
    names = sorted(one["name"] for one in known if one["type"] == kind)
    raise CannotDo(f"no command `{name}`; there are: {', '.join(names) or 'none'}")


def _require_offered(command: Json, user: User, channel: Channel) -> None:
    contexts = command["contexts"]
    if channel.kind == DM:
        if command.get("guild_id") or command["dm_permission"] is False:
            raise CannotDo(f"`{command['name']}` is not offered in direct messages")
        if contexts is not None and IN_BOT_DM not in contexts:
            raise CannotDo(f"`{command['name']}` is not offered in direct messages")
        return
    if contexts is not None and IN_GUILD not in contexts:
        raise CannotDo(f"`{command['name']}` is not offered in servers")
    held = permissions.in_channel(channel, user)
    if not held & permissions.USE_APPLICATION_COMMANDS:
        raise CannotDo(f"{user.name} may not use commands in #{channel.name}")
    needed = command["default_member_permissions"]
    lacking = needed is not None and (int(needed) == 0 or held & int(needed) != int(needed))
    if lacking and not held & permissions.ADMINISTRATOR:
        raise CannotDo(f"`{command['name']}` is not offered to {user.name}")


def menu(state: State, user: User, channel: Channel, name: str, kind: int) -> Json:
    """The data of a menu entry, its target left out."""
    return _identity(find(state, user, channel, name, kind))


def _identity(command: Json) -> Json:
    guild = {"guild_id": command["guild_id"]} if "guild_id" in command else {}
    return {"id": command["id"], "name": command["name"], "type": command["type"], **guild}


def command(
    state: State,
    user: User,
    channel: Channel,
    path: str,
    values: Mapping[str, object],
    *,
    focused: str | None = None,
) -> Json:
    """The data of a slash command such as "task add" with its options' values by name."""
    first, *rest = path.split()
    found = find(state, user, channel, first, CHAT)
    at, nesting = found, []
    for word in rest:
        inside = {o["name"]: o for o in at.get("options") or () if o["type"] in (1, 2)}
        if word not in inside:
            raise CannotDo(f"no `{word}` in `{at['name']}`; there are: {', '.join(sorted(inside))}")
        at = inside[word]
        nesting.append(at)
    if any(o["type"] in (SUBCOMMAND, GROUP) for o in at.get("options") or ()):
        raise CannotDo(f"`{path}` is not whole: it has subcommands")
    resolved = Resolved(channel.guild)
    options = _filled(at, values, resolved, focused)
    for level in reversed(nesting):
        options = [{"name": level["name"], "type": level["type"], "options": options}]
    data = {**_identity(found), "options": options}
    return {**data, "resolved": resolved.json()} if resolved.json() else data


def _filled(
    command: Json, values: Mapping[str, object], resolved: Resolved, focused: str | None
) -> list[Json]:
    known = {one["name"]: one for one in command.get("options") or ()}
    if strange := values.keys() - known.keys():
        raise CannotDo(f"no option {sorted(strange)}; there are: {', '.join(known)}")
    missing = [n for n, o in known.items() if o.get("required") and n not in values]
    if missing and focused is None:
        raise CannotDo(f"required: {', '.join(missing)}")
    filled = []
    for name, value in values.items():
        option = known[name]
        if name == focused:
            if not option.get("autocomplete"):
                raise CannotDo(f"`{name}` does not autocomplete")
            filled.append({"name": name, "type": option["type"], "value": value, "focused": True})
        else:
            told = _value(option, value, resolved)
            filled.append({"name": name, "type": option["type"], "value": told})
    return filled


def _value(option: Json, value: object, resolved: Resolved) -> object:
    """A value as it goes over the wire; CannotDo where the client refuses it."""
    kind, name = option["type"], option["name"]
    if option.get("choices"):
        offered = {one["name"]: one["value"] for one in option["choices"]}
        if value not in offered and value not in offered.values():
            raise CannotDo(f"`{name}` offers {', '.join(offered)}, not {value!r}")
        return offered.get(str(value), value)
    if kind in (USER, CHANNEL, ROLE, MENTIONABLE):
        fits = _OBJECTS[kind]
        if not isinstance(value, fits):
            raise CannotDo(f"`{name}` takes an object of {fits}, not {value!r}")
        if kind == CHANNEL and isinstance(value, Channel):
            kinds = option.get("channel_types")
            if kinds and value.kind not in kinds:
                raise CannotDo(f"`{name}` does not take channels of type {value.kind}")
        return resolved.take(value)
    types = _PLAIN[kind]
    if not isinstance(value, types) or (kind != BOOLEAN and isinstance(value, bool)):
        raise CannotDo(f"`{name}` takes {types}, not {value!r}")
    _require_size(option, value)
    return value


def _require_size(option: Json, value: object) -> None:
    size: float | None = None
    low, high = option.get("min_value"), option.get("max_value")
    if isinstance(value, str):
        size = len(value)
        low, high = option.get("min_length", 0), option.get("max_length", STRING_MOST)
    elif isinstance(value, int | float):
        size = value
    if size is not None and (
        (low is not None and size < low) or (high is not None and size > high)
    ):
        raise CannotDo(f"`{option['name']}` is {size}, outside {low} to {high}")
