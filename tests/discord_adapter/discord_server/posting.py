"""Messages come, change and go; what bodies may hold is in `bodies.py`."""

from collections.abc import Mapping

from tests.discord_adapter.discord_server import flat, following, mentions, rules
from tests.discord_adapter.discord_server.model import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    Channel,
    Interaction,
    Json,
    Message,
    User,
)
from tests.discord_adapter.discord_server.state import State

KEPT_FLAGS = EPHEMERAL | COMPONENTS_V2 | 1 << 2 | 1 << 12
"""What an author may set."""


def compose(message: Message, body: Mapping[str, object], state: State) -> None:
    """Put what a body says into a message: members that are there replace, null clears."""
    if "content" in body:
        message.content = str(body["content"] or "")
    if "embeds" in body:
        message.embeds = [{"type": "rich", **one} for one in _list(body["embeds"])]
    if "components" in body:
        message.components = numbered(_list(body["components"]))
    if "flags" in body:
        asked = body["flags"]
        flags = asked & KEPT_FLAGS & ~EPHEMERAL if isinstance(asked, int) else 0
        kept = message.flags & (EPHEMERAL | COMPONENTS_V2 | LOADING)
        message.flags = flags | kept
    allowed = body.get("allowed_mentions")
    words = "\n".join((message.content, flat.texts(message.components)))
    found = mentions.read(
        words, allowed if isinstance(allowed, dict) else None, message.channel, message.author
    )
    answered = _answered(message, allowed, state)
    message.mentions = list(dict.fromkeys([*found.users, *answered]))
    message.mention_roles, message.mention_everyone = found.roles, found.everyone
    message.mentioned = found.told | answered


def _answered(message: Message, allowed: object, state: State) -> set[str]:
    """The author of the message that this one replies to, unless `replied_user` says no."""
    if message.reference is None or message.kind != 19:
        return set()
    told = allowed.get("replied_user", False) if isinstance(allowed, dict) else True
    above = message.channel.messages.get(str(message.reference["message_id"]))
    return {above.author.id} if told and above is not None else set()


def _list(value: object) -> list[Json]:
    return list(value) if isinstance(value, list) else []


_DEFAULTS: Mapping[int, Json] = {
    **{kind: {"min_values": 1, "max_values": 1} for kind in flat.SELECTS},
    rules.SEPARATOR: {"divider": True, "spacing": 1},
    rules.CONTAINER: {"accent_color": None, "spoiler": False},
}


def numbered(components: list[Json]) -> list[Json]:
    """Components with the ids and defaults that Discord gives to those that have none."""
    count = 0

    def number(one: Json) -> Json:
        nonlocal count
        count += 1
        named: Json = {"id": count, **one}
        named = {**_DEFAULTS.get(one["type"], {}), **named}
        if one.get("components"):
            named["components"] = [number(inner) for inner in one["components"]]
        for name in ("accessory", "component"):
            if one.get(name):
                named[name] = number(one[name])
        return named

    return [number(one) for one in components]


def post(
    state: State,
    channel: Channel,
    author: User,
    body: Mapping[str, object],
    *,
    kind: int = 0,
    interaction: Interaction | None = None,
    only_for: User | None = None,
) -> Message:
    """Post a message and tell of it; one that is `only_for` somebody is told to nobody."""
    message = Message(
        state.mint.id(), channel, author, state.now(), kind=kind, interaction=interaction,
        only_for=only_for,
    )  # fmt: skip
    nonce, reference = body.get("nonce"), body.get("message_reference")
    message.nonce = nonce if isinstance(nonce, str | int) else None
    if isinstance(reference, dict):
        guild = {"guild_id": channel.guild.id} if channel.guild else {}
        message.reference = {"type": 0, "channel_id": channel.id, **guild, **reference}
        message.kind = kind or 19
    compose(message, body, state)
    if only_for is not None:
        message.flags |= EPHEMERAL
        channel.whispers.append(message)
    else:
        channel.messages[message.id] = message
        if channel.is_thread:
            following.pull_in(state, message)
        state.events.message("MESSAGE_CREATE", message)
    state.bell.ring()
    return message


def edit(
    state: State, message: Message, body: Mapping[str, object], *, first: bool = False
) -> None:
    """Change a message and tell of it; only the `first` text of a deferred answer pings."""
    told = message.mentioned
    compose(message, body, state)
    if not first:
        message.mentioned = told
        message.edited = state.now()
    state.events.message("MESSAGE_UPDATE", message)
    state.bell.ring()


def remove(state: State, message: Message) -> None:
    """Delete a message and tell of it."""
    channel = message.channel
    message.deleted = True
    if message.ephemeral:
        channel.whispers.remove(message)
    else:
        del channel.messages[message.id]
        guild = {"guild_id": channel.guild.id} if channel.guild else {}
        data = {"id": message.id, "channel_id": channel.id, **guild}
        state.events.channel("MESSAGE_DELETE", data, channel)
    state.bell.ring()
