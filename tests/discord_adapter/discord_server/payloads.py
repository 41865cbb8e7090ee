"""Interactions as they arrive at the app.

Source: docs.discord.com/developers/interactions/receiving-and-responding, "Interaction Object".
"""

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.model import Channel, Interaction, Json, Message, User
from tests.discord_adapter.discord_server.resolving import Resolved, partial_channel
from tests.discord_adapter.discord_server.state import State
from tests.discord_adapter.discord_server.wire import member_json, user_json

ATTACHMENT_LIMIT = 10 * 1024 * 1024


def interaction(state: State, made: Interaction) -> Json:
    """The whole payload of an interaction."""
    channel, user, app = made.channel, made.user, state.app
    told: Json = {
        "id": made.id, "application_id": app.id, "type": made.kind, "token": made.token,
        "version": 1, "data": made.data, "channel_id": channel.id, "entitlements": [],
        "channel": partial_channel(channel, user), "locale": user.locale,
        "app_permissions": str(permissions.in_channel(channel, app.bot)),
        "attachment_size_limit": ATTACHMENT_LIMIT,
    }  # fmt: skip
    if made.message is not None:
        told["message"] = state.message_json(made.message)
    guild = channel.guild
    if guild is None:
        owners = {"authorizing_integration_owners": {"0": "0"}, "context": 1}
        return {**told, **owners, "user": user_json(user)}
    held = permissions.in_channel(channel, user)
    member = {**member_json(guild.members[user.id]), "permissions": str(held)}
    return {
        **told, "member": member, "guild_id": guild.id, "guild_locale": guild.locale,
        "guild": {"id": guild.id, "features": [], "locale": guild.locale},
        "authorizing_integration_owners": {"0": guild.id}, "context": 0,
    }  # fmt: skip


def message_target(state: State, message: Message) -> Json:
    """The target of a message's menu: the app gets it whole, whatever its intents."""
    resolved = {"messages": {message.id: state.message_json(message)}}
    return {"target_id": message.id, "resolved": resolved}


def user_target(user: User, channel: Channel) -> Json:
    """The target of a person's menu."""
    resolved = Resolved(channel.guild)
    resolved.take(user)
    return {"target_id": user.id, "resolved": resolved.json()}
