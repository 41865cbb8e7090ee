"""What people say and see without the app's commands."""

from dataclasses import dataclass

from tests.discord_adapter.discord_server import flat, permissions, posting
from tests.discord_adapter.discord_server.model import DM, SYSTEM, Channel, Json, Message, User
from tests.discord_adapter.discord_server.offered import CannotDo
from tests.discord_adapter.discord_server.state import State
from tests.discord_adapter.discord_server.wire import member_json


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as somebody sees it."""

    message: Message
    channel: Channel
    author: User
    text: str
    ephemeral: bool
    pinged: bool
    buttons: tuple[str, ...]


class Talking:
    """Needs `state`."""

    state: State

    async def say(
        self, user: User, channel: Channel, text: str, *, reply_to: Message | None = None
    ) -> Message:
        """Say something, perhaps in reply to a message."""
        held = permissions.in_channel(channel, user)
        if not held or not permissions.may_send(channel, held):
            raise CannotDo(f"{user.name} may not write in #{channel.name}")
        body: Json = {"content": text}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to.id}
        return posting.post(self.state, channel, user, body)

    async def edit(self, user: User, message: Message, text: str) -> None:
        """Change one's own message."""
        if message.author is not user:
            raise CannotDo(f"{user.name} did not write that")
        posting.edit(self.state, message, {"content": text})

    async def delete(self, user: User, message: Message) -> None:
        """Delete one's own message, or anybody's where one may; dismiss what only oneself sees."""
        mine = user in (message.author, message.only_for)
        held = permissions.in_channel(message.channel, user)
        if not mine and not held & permissions.MANAGE_MESSAGES:
            raise CannotDo(f"{user.name} may not delete that")
        posting.remove(self.state, message)

    async def react(self, user: User, message: Message, emoji: str) -> None:
        """Add a reaction."""
        if not permissions.in_channel(message.channel, user) or message.ephemeral:
            raise CannotDo(f"{user.name} can't react to that")
        message.reactions.setdefault(emoji, []).append(user.id)
        self._tell("MESSAGE_REACTION_ADD", user, message, emoji)

    async def unreact(self, user: User, message: Message, emoji: str) -> None:
        """Take a reaction back."""
        message.reactions[emoji].remove(user.id)
        self._tell("MESSAGE_REACTION_REMOVE", user, message, emoji)

    def _tell(self, event: str, user: User, message: Message, emoji: str) -> None:
        channel = message.channel
        told: Json = {
            "user_id": user.id, "channel_id": channel.id, "message_id": message.id, "type": 0,
            "emoji": {"id": None, "name": emoji}, "burst": False,
        }  # fmt: skip
        if channel.guild is not None:
            told["guild_id"] = channel.guild.id
            if event == "MESSAGE_REACTION_ADD":
                told["member"] = member_json(channel.guild.members[user.id])
                told["message_author_id"] = message.author.id
        self.state.events.channel(event, told, channel)

    def seen_by(self, user: User, where: Channel | None = None) -> list[Seen]:
        """All messages that somebody wrote and another sees, or those of a channel; old to new."""
        found: list[Message] = []
        for channel in self.state.channels.values():
            if channel.deleted or where not in (None, channel):
                continue
            if not permissions.in_channel(channel, user):
                continue
            found += (one for one in channel.messages.values() if one.kind not in SYSTEM)
            found += [one for one in channel.whispers if one.only_for is user]
        return [_seen(one, user) for one in sorted(found, key=lambda m: int(m.id))]

    def dms_of(self, user: User) -> list[Seen]:
        """What somebody and the bot said to each other."""
        return [seen for seen in self.seen_by(user) if seen.channel.kind == DM]

    def finds(self, user: User, *words: str, where: Channel | None = None) -> Seen:
        """The newest message that somebody sees and that says all of *words*."""
        seen = self.seen_by(user, where)
        found = [one for one in seen if all(word in one.text for word in words)]
        if not found:
            told = "\n---\n".join(one.text for one in seen)
            raise AssertionError(f"nothing says {words} to {user.name}:\n{told}")
        return found[-1]


def _seen(message: Message, user: User) -> Seen:
    return Seen(
        message, message.channel, message.author, flat.text_of(message), message.ephemeral,
        user.id in message.mentioned, tuple(flat.buttons(message)),
    )  # fmt: skip
