"""Threads and forum posts begin."""

from tests.discord_adapter.discord_server.model import (
    HAS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    THREAD_CREATED,
    THREAD_STARTER,
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
    if message is None and parent.kind == TEXT and not private:
        _announce(state, thread, owner)
    if message is not None:
        _begin(state, thread, message)
        message.thread = thread
        message.flags |= HAS_THREAD
        state.events.message("MESSAGE_UPDATE", message)
    return thread


def _announce(state: State, thread: Channel, owner: User) -> None:
    """The channel shows that a thread began: a message that nobody wrote, with its name."""
    parent = thread.parent
    assert parent is not None and parent.guild is not None
    told = Message(
        state.mint.id(), parent, owner, state.now(), content=thread.name, kind=THREAD_CREATED,
        reference={"type": 0, "channel_id": thread.id, "guild_id": parent.guild.id},
    )  # fmt: skip
    parent.messages[told.id] = told
    state.events.message("MESSAGE_CREATE", told)


def _begin(state: State, thread: Channel, message: Message) -> None:
    """A thread on a message begins with a message without words that refers to it."""
    first = Message(
        state.mint.id(), thread, message.author, state.now(), kind=THREAD_STARTER,
        reference={"type": 0, "channel_id": message.channel.id, "message_id": message.id},
    )  # fmt: skip
    thread.messages[first.id] = first
    state.events.message("MESSAGE_CREATE", first)
