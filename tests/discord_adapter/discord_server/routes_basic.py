"""Who the bot is, where its gateway is, which servers and people it sees."""

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.errors import Problems, refusal
from tests.discord_adapter.discord_server.gateway import IDENTIFIES_PER_DAY, Gateway
from tests.discord_adapter.discord_server.rest import Answer, Call, Routes
from tests.discord_adapter.discord_server.sessions import IDENTIFY
from tests.discord_adapter.discord_server.wire import (
    app_json,
    channel_json,
    guild_json,
    member_json,
    role_json,
    user_json,
)


def routes(gateway: Gateway, shards: int) -> Routes:
    """The routes of this module."""

    def gateway_bot(call: Call) -> Answer:
        left = IDENTIFIES_PER_DAY - gateway.received[IDENTIFY]
        limit = {
            "total": IDENTIFIES_PER_DAY, "remaining": left, "reset_after": 86_400_000,
            "max_concurrency": 1,
        }  # fmt: skip
        return 200, {"url": gateway.address, "shards": shards, "session_start_limit": limit}

    return {
        "GET /gateway/bot": gateway_bot,
        "GET /gateway": lambda call: (200, {"url": gateway.address}),
        "GET /users/@me": _me,
        "GET /users/{user_id}": _user,
        "GET /users/@me/guilds": _my_guilds,
        "POST /users/@me/channels": _open_dm,
        "GET /applications/@me": _application,
        "GET /oauth2/applications/@me": _application,
        "GET /guilds/{guild_id}": _guild,
        "DELETE /users/@me/guilds/{guild_id}": _leave,
        "GET /guilds/{guild_id}/channels": _channels,
        "GET /guilds/{guild_id}/roles": _roles,
        "GET /guilds/{guild_id}/threads/active": _active_threads,
        "GET /guilds/{guild_id}/members": _members,
        "GET /guilds/{guild_id}/members/search": _search,
        "GET /guilds/{guild_id}/members/{user_id}": _member,
    }


def _me(call: Call) -> Answer:
    shown = {"verified": True, "mfa_enabled": True, "locale": "en-US", "flags": 0}
    return 200, {**user_json(call.state.app.bot), **shown}


def _user(call: Call) -> Answer:
    user = call.state.users.get(call.path["user_id"])
    if user is None:
        raise refusal(10013)
    return 200, user_json(user)


def _application(call: Call) -> Answer:
    return 200, app_json(call.state.app)


def _my_guilds(call: Call) -> Answer:
    bot = call.state.app.bot
    mine = [g for g in call.state.guilds.values() if g.installed]
    return 200, [
        {
            "id": g.id, "name": g.name, "icon": None, "banner": None, "owner": False,
            "permissions": str(permissions.in_guild(g, bot)), "features": [],
        }
        for g in mine
    ]  # fmt: skip


def _open_dm(call: Call) -> Answer:
    problems = Problems()
    user = call.state.users.get(str(call.body.get("recipient_id")))
    if user is None or user.bot:
        problems.add(("recipient_id",), "INVALID_RECIPIENT", "Invalid Recipient(s)")
    problems.refuse()
    assert user is not None
    return 200, channel_json(call.state.dm_with(user), call.state.app.bot)


def _guild(call: Call) -> Answer:
    guild = call.state.seen_guild(call.path["guild_id"])
    counts = {}
    if call.query.get("with_counts") in ("1", "true"):
        counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 0}
    return 200, {**guild_json(guild), **counts}


def _leave(call: Call) -> Answer:
    guild = call.state.seen_guild(call.path["guild_id"])
    guild.installed = False
    del guild.members[call.state.app.bot.id]
    call.state.events.guild("GUILD_DELETE", {"id": guild.id}, guild)
    return 204, None


def _channels(call: Call) -> Answer:
    guild = call.state.seen_guild(call.path["guild_id"])
    inside = [c for c in call.state.of_guild(guild) if not c.is_thread]
    return 200, [channel_json(c, call.state.app.bot) for c in inside]


def _roles(call: Call) -> Answer:
    guild = call.state.seen_guild(call.path["guild_id"])
    return 200, [role_json(role) for role in guild.roles.values()]


def _active_threads(call: Call) -> Answer:
    guild = call.state.seen_guild(call.path["guild_id"])
    open_ones = [c for c in call.state.of_guild(guild) if c.is_thread and not c.archived]
    bot = call.state.app.bot
    return 200, {
        "threads": [channel_json(c, bot) for c in open_ones],
        "members": [],
        "has_more": False,
    }


def _members(call: Call) -> Answer:
    """Needs the privileged intent switched on; by pages of at most 1000 after an id."""
    guild = call.state.seen_guild(call.path["guild_id"])
    if not call.state.app.privileged & 1 << 1:
        raise refusal(50001)
    after, limit = int(call.query.get("after", "0")), int(call.query.get("limit", "1"))
    sought = sorted((m for m in guild.members.values()), key=lambda m: int(m.user.id))
    return 200, [member_json(m) for m in sought if int(m.user.id) > after][:limit]


def _search(call: Call) -> Answer:
    """By the beginning of the account's name or the nickname."""
    guild = call.state.seen_guild(call.path["guild_id"])
    start, limit = call.query["query"].lower(), int(call.query.get("limit", "1"))
    found = [
        member
        for member in guild.members.values()
        if any((name or "").lower().startswith(start) for name in (member.user.name, member.nick))
    ]
    return 200, [member_json(one) for one in found[:limit]]


def _member(call: Call) -> Answer:
    guild = call.state.seen_guild(call.path["guild_id"])
    user_id = call.path["user_id"]
    if user_id not in call.state.users:
        raise refusal(10013)
    if user_id not in guild.members:
        raise refusal(10007)
    return 200, member_json(guild.members[user_id])
