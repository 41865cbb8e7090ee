"""How the objects look in JSON. Pure.

Source: docs.discord.com/developers/resources (user, guild, channel, message) and
/topics/permissions; only members that a client needs are written.
"""

from datetime import datetime

from tests.discord_adapter.discord_server.model import (
    DM,
    App,
    Channel,
    Guild,
    Interaction,
    Json,
    Member,
    Message,
    Role,
    User,
)


def stamp(at: datetime) -> str:
    """A moment as Discord writes it."""
    return at.isoformat(timespec="microseconds")


def user_json(user: User) -> Json:
    """An account."""
    return {
        "id": user.id, "username": user.name, "global_name": user.global_name,
        "discriminator": "0000" if user.bot else "0", "avatar": None, "bot": user.bot,
        "public_flags": 0, "flags": 0, "primary_guild": None,
    }  # fmt: skip


def member_json(member: Member, *, whole: bool = True) -> Json:
    """A person in a server; without the account where that stands beside it."""
    shown: Json = {
        "nick": member.nick, "roles": list(member.roles), "joined_at": stamp(member.joined),
        "deaf": False, "mute": False, "flags": 0, "pending": False, "avatar": None,
        "banner": None, "premium_since": None, "communication_disabled_until": None,
    }  # fmt: skip
    return {**shown, "user": user_json(member.user)} if whole else shown


def role_json(role: Role) -> Json:
    """A role."""
    return {
        "id": role.id, "name": role.name, "permissions": str(role.permissions),
        "position": role.position, "color": 0, "hoist": False, "managed": role.managed,
        "mentionable": role.mentionable, "icon": None, "unicode_emoji": None, "flags": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    }  # fmt: skip


def channel_json(channel: Channel, viewer: User) -> Json:
    """A channel, a thread or a direct conversation, as somebody sees it."""
    last = next(reversed(channel.messages), None)
    common: Json = {"id": channel.id, "type": channel.kind, "last_message_id": last, "flags": 0}
    if channel.kind == DM:
        other = [channel.recipient] if channel.recipient else []
        return {**common, "recipients": [user_json(one) for one in other]}
    named = {**common, "name": channel.name, "guild_id": channel.guild and channel.guild.id}
    if channel.is_thread:
        return {**named, **_thread_json(channel, viewer)}
    overwrites = [
        {"id": one.id, "type": int(one.member), "allow": str(one.allow), "deny": str(one.deny)}
        for one in channel.overwrites.values()
    ]
    return {
        **named, "position": channel.position, "permission_overwrites": overwrites,
        "parent_id": channel.parent and channel.parent.id, "topic": None, "nsfw": False,
        "rate_limit_per_user": 0,
    }  # fmt: skip


def _thread_json(thread: Channel, viewer: User) -> Json:
    made = stamp(thread.made) if thread.made else None
    shown: Json = {
        "parent_id": thread.parent and thread.parent.id,
        "owner_id": thread.owner and thread.owner.id,
        "message_count": len(thread.messages), "member_count": len(thread.members),
        "total_message_sent": len(thread.messages), "rate_limit_per_user": 0,
        "thread_metadata": {
            "archived": thread.archived, "locked": thread.locked, "auto_archive_duration": 1440,
            "archive_timestamp": made, "create_timestamp": made, "invitable": True,
        },
    }  # fmt: skip
    joined = thread.members.get(viewer.id)
    return {**shown, "member": thread_member_json(thread, viewer.id)} if joined else shown


def thread_member_json(thread: Channel, user_id: str) -> Json:
    """Somebody who follows a thread."""
    joined = stamp(thread.members[user_id])
    return {"id": thread.id, "user_id": user_id, "join_timestamp": joined, "flags": 0}


def guild_json(guild: Guild) -> Json:
    """A server without what is in it."""
    return {
        "id": guild.id, "name": guild.name, "icon": None, "splash": None, "discovery_splash": None,
        "owner_id": guild.owner.id, "afk_channel_id": None, "afk_timeout": 300,
        "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
        "roles": [role_json(role) for role in guild.roles.values()], "emojis": [], "features": [],
        "mfa_level": 0, "system_channel_id": None, "system_channel_flags": 0,
        "rules_channel_id": None, "max_members": 500000, "vanity_url_code": None,
        "description": None, "banner": None, "premium_tier": 0, "premium_subscription_count": 0,
        "preferred_locale": guild.locale, "public_updates_channel_id": None, "nsfw_level": 0,
        "premium_progress_bar_enabled": False, "safety_alerts_channel_id": None, "stickers": [],
        "home_header": None, "application_id": None, "region": "deprecated", "nsfw": False,
        "widget_enabled": False, "widget_channel_id": None, "max_presences": None,
        "max_stage_video_channel_users": 50, "max_video_channel_users": 25,
        "incidents_data": None,
    }  # fmt: skip


def message_json(message: Message, accounts: dict[str, User]) -> Json:
    """A message with all its content; `accounts` are those whom it may mention."""
    found = {
        "id": message.id, "channel_id": message.channel.id, "type": message.kind,
        "author": user_json(message.author), "content": message.content,
        "timestamp": stamp(message.at),
        "edited_timestamp": stamp(message.edited) if message.edited else None,
        "tts": False, "mention_everyone": message.mention_everyone,
        "mentions": [user_json(accounts[one]) for one in message.mentions if one in accounts],
        "mention_roles": list(message.mention_roles), "attachments": [],
        "embeds": message.embeds, "components": message.components, "pinned": False,
        "flags": message.flags, "reactions": _reactions_json(message),
    }  # fmt: skip
    if message.nonce is not None:
        found["nonce"] = message.nonce
    if message.reference is not None:
        found["message_reference"] = message.reference
    if message.interaction is not None:
        found |= _origin_json(message, message.interaction)
    return found


def _origin_json(message: Message, interaction: Interaction) -> Json:
    """What a message tells of the interaction that made it."""
    metadata: Json = {
        "id": interaction.id, "type": interaction.kind, "user": user_json(interaction.user),
        "authorizing_integration_owners": {},
    }  # fmt: skip
    if message is not interaction.original and interaction.original is not None:
        metadata["original_response_message_id"] = interaction.original.id
    bot = message.author.id
    return {"application_id": bot, "webhook_id": bot, "interaction_metadata": metadata}


def _reactions_json(message: Message) -> list[Json]:
    return [
        {
            "emoji": {"id": None, "name": name}, "count": len(users), "me": False,
            "me_burst": False, "burst_colors": [],
            "count_details": {"normal": len(users), "burst": 0},
        }
        for name, users in message.reactions.items()
        if users
    ]  # fmt: skip


def app_json(app: App) -> Json:
    """The application's own description of itself."""
    return {
        "id": app.id, "name": app.bot.name, "icon": None, "description": "", "type": None,
        "bot_public": False, "bot_require_code_grant": False, "verify_key": "0" * 64,
        "flags": app_flags(app), "owner": user_json(app.owner), "summary": "", "team": None,
        "hook": True, "redirect_uris": [], "tags": [], "flags_new": str(app_flags(app)),
        "interactions_endpoint_url": None, "role_connections_verification_url": None,
        "approximate_guild_count": 1, "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0, "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }  # fmt: skip


def app_flags(app: App) -> int:
    """Privileged intents as the application's flags show them, for bots in few servers.

    Source: docs.discord.com/developers/resources/application, "Application Flags".
    """
    limited = {1 << 8: 1 << 13, 1 << 1: 1 << 15, 1 << 15: 1 << 19}
    return sum(flag for intent, flag in limited.items() if app.privileged & intent)
