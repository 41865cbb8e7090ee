"""Channels, their messages and threads, as the bot reads and writes them.

Source: docs.discord.com/developers/resources/channel and /resources/message.
"""

from tests.discord_adapter.discord_server import bodies, following, permissions, posting
from tests.discord_adapter.discord_server.errors import Problems, refusal
from tests.discord_adapter.discord_server.model import (
    CATEGORY,
    DM,
    FORUM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    THREADS,
    Channel,
    Json,
    Message,
)
from tests.discord_adapter.discord_server.rest import Answer, Call, Routes
from tests.discord_adapter.discord_server.state import State
from tests.discord_adapter.discord_server.threads import open_thread
from tests.discord_adapter.discord_server.wire import channel_json, thread_member_json

NONCE_SECONDS = 180.0
"""How long a nonce is remembered: "the past few minutes", of no stated length."""


def routes() -> Routes:
    """The routes of this module."""
    one, many = "/channels/{channel_id}", "/channels/{channel_id}/messages"
    members = one + "/thread-members"
    return {
        f"GET {one}": _get,
        f"PATCH {one}": _change,
        f"POST {one}/typing": lambda call: (204, _channel(call) and None),
        f"GET {many}": _history,
        f"POST {many}": _Create().serve,
        f"GET {many}/{{message_id}}": _message,
        f"PATCH {many}/{{message_id}}": _edit,
        f"DELETE {many}/{{message_id}}": _delete,
        f"POST {many}/{{message_id}}/threads": _thread_from_message,
        f"PUT {many}/{{message_id}}/reactions/{{emoji_name}}/@me": _react,
        f"POST {one}/threads": _thread,
        f"GET {members}": _thread_members,
        f"GET {members}/{{user_id}}": _thread_member,
        f"PUT {members}/@me": _join_thread,
        f"PUT {members}/{{user_id}}": _add_to_thread,
        f"DELETE {members}/@me": _leave_thread,
    }


def _channel(call: Call) -> Channel:
    return call.state.seen_channel(call.path["channel_id"])


def _held(call: Call, channel: Channel) -> int:
    return permissions.in_channel(channel, call.state.app.bot)


def _require(call: Call, channel: Channel, permission: int) -> None:
    if not _held(call, channel) & permission:
        raise refusal(50013)


def _get(call: Call) -> Answer:
    return 200, channel_json(_channel(call), call.state.app.bot)


def _change(call: Call) -> Answer:
    """Only what the product does to threads: rename, archive, lock."""
    channel = _channel(call)
    if not channel.is_thread or call.body.keys() - {"name", "archived", "locked"}:
        raise refusal(50024)
    if channel.owner is not call.state.app.bot:
        _require(call, channel, permissions.MANAGE_THREADS)
    channel.name = call.body.get("name", channel.name)
    channel.archived = call.body.get("archived", channel.archived)
    channel.locked = call.body.get("locked", channel.locked)
    told = channel_json(channel, call.state.app.bot)
    call.state.events.channel("THREAD_UPDATE", told, channel)
    return 200, told


def _history(call: Call) -> Answer:
    """Newest first; nothing for those who may not read what was before."""
    channel = _channel(call)
    if channel.kind in (FORUM, CATEGORY):
        raise refusal(50008)
    limit = int(call.query.get("limit", "50"))
    if not 1 <= limit <= 100:
        problems = Problems()
        problems.add(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        problems.refuse()
    if not _held(call, channel) & permissions.READ_MESSAGE_HISTORY:
        return 200, []
    found = _page(list(channel.messages.values()), call, limit)
    return 200, [call.state.read_json(one) for one in reversed(found)]


def _page(messages: list[Message], call: Call, limit: int) -> list[Message]:
    if "before" in call.query:
        before = int(call.query["before"])
        return [m for m in messages if int(m.id) < before][-limit:]
    if "after" in call.query:
        after = int(call.query["after"])
        return [m for m in messages if int(m.id) > after][:limit]
    if "around" in call.query:
        middle = int(call.query["around"])
        near = sorted(messages, key=lambda m: abs(int(m.id) - middle))[:limit]
        return sorted(near, key=lambda m: int(m.id))
    return messages[-limit:]


class _Create:
    """Create Message, which knows the nonces of the last minutes."""

    def __init__(self) -> None:
        self._nonces: dict[tuple[str, str], tuple[float, Message]] = {}

    def serve(self, call: Call) -> Answer:
        channel = _channel(call)
        require_writable(call.state, channel)
        bodies.check(call.body)
        nonce = (channel.id, str(call.body.get("nonce")))
        if call.body.get("enforce_nonce") and "nonce" in call.body:
            at, before = self._nonces.get(nonce, (float("-inf"), None))
            if before is not None and call.state.elapsed() - at < NONCE_SECONDS:
                if before.deleted:
                    raise refusal(10008)
                return 200, call.state.message_json(before)
        body = _within(call, channel, call.body)
        made = posting.post(call.state, channel, call.state.app.bot, body)
        if "nonce" in call.body:
            self._nonces[nonce] = (call.state.elapsed(), made)
        return 200, call.state.message_json(made)


def _within(call: Call, channel: Channel, body: Json) -> Json:
    """Embeds are left out where the bot may not embed links; a reply needs its message."""
    reference = body.get("message_reference")
    if reference and str(reference.get("message_id")) not in channel.messages:
        if reference.get("fail_if_not_exists", True):
            problems = Problems()
            told = "Unknown message"
            problems.add(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", told)
            problems.refuse()
        body = {name: value for name, value in body.items() if name != "message_reference"}
    elif reference and not _held(call, channel) & permissions.READ_MESSAGE_HISTORY:
        raise refusal(50013)
    if _held(call, channel) & permissions.EMBED_LINKS:
        return body
    return {name: value for name, value in body.items() if name != "embeds"}


def require_writable(state: State, channel: Channel) -> None:
    """Refuse where the bot may not write, or the person takes no direct messages."""
    if channel.kind == DM:
        person = channel.recipient
        if person is not None and person.refuses is not None:
            raise refusal(person.refuses)
        if person is not None and not state.share_a_guild(person):
            raise refusal(50278)
        return
    if channel.kind in (FORUM, CATEGORY):
        raise refusal(50008)
    if not permissions.may_send(channel, permissions.in_channel(channel, state.app.bot)):
        raise refusal(50013)
    if channel.is_thread and channel.archived:
        if channel.locked:
            raise refusal(50083)
        channel.archived = False
        told = channel_json(channel, state.app.bot)
        state.events.channel("THREAD_UPDATE", told, channel)


def _message(call: Call) -> Answer:
    channel = _channel(call)
    _require(call, channel, permissions.READ_MESSAGE_HISTORY)
    found = call.state.seen_message(channel, call.path["message_id"])
    return 200, call.state.read_json(found)


def _edit(call: Call) -> Answer:
    message = call.state.seen_message(_channel(call), call.path["message_id"])
    if message.author is not call.state.app.bot:
        raise refusal(50005)
    if message.channel.archived:
        raise refusal(50083)
    bodies.check(call.body, message)
    posting.edit(call.state, message, call.body)
    return 200, call.state.message_json(message)


def _delete(call: Call) -> Answer:
    channel = _channel(call)
    message = call.state.seen_message(channel, call.path["message_id"])
    if message.author is not call.state.app.bot:
        _require(call, channel, permissions.MANAGE_MESSAGES)
    posting.remove(call.state, message)
    return 204, None


def _react(call: Call) -> Answer:
    channel = _channel(call)
    _require(call, channel, permissions.ADD_REACTIONS)
    message = call.state.seen_message(channel, call.path["message_id"])
    users = message.reactions.setdefault(call.path["emoji_name"], [])
    if call.state.app.bot.id not in users:
        users.append(call.state.app.bot.id)
    return 204, None


def _name_of(call: Call) -> str:
    problems = Problems()
    name = call.body.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= 100:
        problems.length(("name",), 1, 100)
    problems.refuse()
    return str(name)


def _thread_from_message(call: Call) -> Answer:
    channel = _channel(call)
    message = call.state.seen_message(channel, call.path["message_id"])
    if channel.is_thread:
        raise refusal(50024)
    _require(call, channel, permissions.CREATE_PUBLIC_THREADS)
    if message.thread is not None:
        raise refusal(160004)
    bot = call.state.app.bot
    made = open_thread(call.state, channel, _name_of(call), bot, message=message)
    return 201, channel_json(made, bot)


def _thread(call: Call) -> Answer:
    """Without a message: private unless it says otherwise; in a forum with its first message."""
    channel = _channel(call)
    bot, name = call.state.app.bot, _name_of(call)
    if channel.kind == FORUM:
        _require(call, channel, permissions.SEND_MESSAGES)
        body = call.body.get("message") or {}
        bodies.check(body)
        made = open_thread(call.state, channel, name, bot)
        first = posting.post(call.state, made, bot, body)
        return 201, {**channel_json(made, bot), "message": call.state.message_json(first)}
    kind = call.body.get("type", PRIVATE_THREAD)
    if channel.is_thread or kind not in THREADS:
        raise refusal(50024)
    need = permissions.CREATE_PUBLIC_THREADS
    if kind != PUBLIC_THREAD:
        need = permissions.CREATE_PRIVATE_THREADS
    _require(call, channel, need)
    made = open_thread(call.state, channel, name, bot, private=kind == PRIVATE_THREAD)
    return 201, channel_json(made, bot)


def _in_thread(call: Call) -> Channel:
    channel = _channel(call)
    if not channel.is_thread:
        raise refusal(50024)
    return channel


def _thread_members(call: Call) -> Answer:
    thread = _in_thread(call)
    return 200, [thread_member_json(thread, one) for one in thread.members]


def _thread_member(call: Call) -> Answer:
    """docs.discord.com/developers/resources/channel#get-thread-member: 404 for who is not in it."""
    thread, user = _in_thread(call), call.path["user_id"]
    if user not in thread.members:
        raise refusal(10007)
    return 200, thread_member_json(thread, user)


def _join_thread(call: Call) -> Answer:
    thread = _in_thread(call)
    following.follow(call.state, thread, call.state.app.bot)
    return 204, None


def _add_to_thread(call: Call) -> Answer:
    thread = _in_thread(call)
    guild, user_id = thread.guild, call.path["user_id"]
    if guild is None or user_id not in guild.members:
        raise refusal(10007)
    if thread.parent and not permissions.in_channel(thread.parent, guild.members[user_id].user):
        raise refusal(50001)
    following.follow(call.state, thread, guild.members[user_id].user)
    return 204, None


def _leave_thread(call: Call) -> Answer:
    _in_thread(call).members.pop(call.state.app.bot.id, None)
    return 204, None
