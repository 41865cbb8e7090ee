"""Threads and forum posts begin."""

from tests.discord_adapter.discord_server.model import (
    HAS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    Channel,
    Message,
    User,
)
from tests.discord_adapter.discord_server.state import State
from tests.discord_adapter.discord_server.wire import channel_json


def open_thread(
    state: State,
    parent: Channel,
    name: str,
    owner: User,
    *,
    message: Message | None = None,
    private: bool = False,
) -> Channel:
    """Begin a thread; one that hangs on a message has the message's id."""
    thread = Channel(
        message.id if message else state.mint.id(), PRIVATE_THREAD if private else PUBLIC_THREAD,
        name, guild=parent.guild, parent=parent, owner=owner, made=state.now(),
        members={owner.id: state.now()},
    )  # fmt: skip
    state.channels[thread.id] = thread
    told = {**channel_json(thread, state.app.bot), "newly_created": True}
    state.events.channel("THREAD_CREATE", told, thread)
    if message is not None:
        message.thread = thread
        message.flags |= HAS_THREAD
        state.events.message("MESSAGE_UPDATE", state.message_json(message), message)
    return thread
