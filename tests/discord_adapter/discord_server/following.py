"""Who follows a thread."""

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.model import PRIVATE_THREAD, Channel, Message, User
from tests.discord_adapter.discord_server.state import State
from tests.discord_adapter.discord_server.wire import channel_json, thread_member_json


def follow(state: State, thread: Channel, user: User) -> None:
    """Somebody comes into a thread; a private one is new to the bot then."""
    if user.id in thread.members:
        return
    thread.members[user.id] = state.now()
    guild = {"guild_id": thread.guild.id} if thread.guild else {}
    if user is state.app.bot and thread.kind == PRIVATE_THREAD:
        state.events.channel("THREAD_CREATE", channel_json(thread, user), thread)
    told = {
        "id": thread.id, "member_count": len(thread.members), **guild,
        "added_members": [thread_member_json(thread, user.id)], "removed_member_ids": [],
    }  # fmt: skip
    state.events.channel("THREAD_MEMBERS_UPDATE", told, thread)


def pull_in(state: State, message: Message) -> None:
    """Who writes in a thread follows it, and so do those whom the message mentions.

    Source: docs.discord.com/developers/topics/threads, "Thread Membership".
    """
    thread = message.channel
    follow(state, thread, message.author)
    for user_id in message.mentions:
        user = state.users.get(user_id)
        if user and thread.parent and permissions.in_channel(thread.parent, user):
            follow(state, thread, user)
            message.mentioned |= {user.id} - {message.author.id}
