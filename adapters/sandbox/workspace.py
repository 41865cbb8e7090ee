"""The workspace in memory: who is in it, what was said, and who may see what."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from adapters.sandbox.clock import ClockControl, Mint, timestamp
from adapters.sandbox.errors import SlackError
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import App, Channel, Message, Person, Team
from adapters.sandbox.story_model import Story, StoryChannel, StoryMessage
from adapters.sandbox.stream import Hub

Emit = Callable[[str, Json], None]


class Workspace:
    """State and look-ups; what changes it lives in `posting`, `membership` and `modals`.

    `emit(subscription, event)` sends an event to the app, if its manifest subscribes to it.
    """

    def __init__(self, story: Story, app: App, clock: ClockControl, hub: Hub) -> None:
        self.team: Team = story.team
        self.app = app
        self.clock = clock
        self.hub = hub
        self.mint = Mint(clock.now)
        self.emit: Emit = lambda subscription, event: None
        self.people: dict[str, Person] = {p.id: p for p in (*story.people, app.bot_user)}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = defaultdict(dict)
        self.replies: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.ephemeral: dict[str, dict[str, Message]] = defaultdict(dict)
        self.read_marks: dict[tuple[str, str], str] = {}
        self.refuses_dms: set[str] = set()
        self._seed(story)

    def _seed(self, story: Story) -> None:
        for channel in story.channels:
            self.channels[channel.id] = self._seeded(channel)
        for person in story.people:
            self.im_between(person.id, self.app.bot_user.id)
        keys: dict[str, str] = {}
        for said in story.messages:
            self._say(said, keys)

    def _seeded(self, story: StoryChannel) -> Channel:
        with_app = story.with_app and story.kind != "im"
        members = {*story.members, *([self.app.bot_user.id] if with_app else [])}
        created = self.mint.seconds()
        return Channel(
            story.id,
            story.name,
            story.kind,
            frozenset(members),
            story.topic,
            creator=story.members[0],
            created=created,
        )

    def _say(self, said: StoryMessage, keys: dict[str, str]) -> None:
        ts = timestamp(said.at)
        while ts in self.messages[said.channel]:
            ts = f"{ts[:-6]}{int(ts[-6:]) + 1:06d}"
        keys[said.key] = ts
        thread = keys[said.reply_to] if said.reply_to else None
        self.keep(Message(ts, said.channel, said.user, said.text, thread_ts=thread))
        for person in self.people:
            self.read_marks[person, said.channel] = ts

    def keep(self, message: Message) -> None:
        """Store a message or its new version."""
        shelf = self.ephemeral if message.to else self.messages
        if message.ts not in shelf[message.channel] and message.is_reply and not message.to:
            self.replies[message.channel, str(message.thread_ts)].append(message.ts)
        shelf[message.channel][message.ts] = message

    @property
    def bot(self) -> str:
        """Return the user id of the app's bot."""
        return self.app.bot_user.id

    def person(self, user: str) -> Person:
        """Find a person; `user_not_found` when there is none."""
        if user not in self.people:
            raise SlackError("user_not_found")
        return self.people[user]

    def may_see(self, user: str, channel: Channel) -> bool:
        """Tell whether a conversation exists for a person."""
        guest = self.people[user].guest
        return user in channel.members or (channel.kind == "channel" and not guest)

    def channel_for(self, user: str, channel_id: str) -> Channel:
        """Find a conversation as a person sees it; `channel_not_found` when it does not exist."""
        channel = self.channels.get(channel_id)
        if channel is None or not self.may_see(user, channel):
            raise SlackError("channel_not_found")
        return channel

    def im_between(self, one: str, other: str) -> Channel:
        """Find the direct messages between two people, or begin them."""
        members = frozenset((one, other))
        for channel in self.channels.values():
            if channel.is_im and channel.members == members:
                return channel
        suffix = one.removeprefix("U0") if other == self.bot else self.mint.id()
        channel = Channel(
            f"D0{suffix}", "", "im", members, creator=one, created=self.mint.seconds()
        )
        self.channels[channel.id] = channel
        return channel

    def message(self, channel_id: str, ts: str) -> Message:
        """Find a message that everybody in the channel sees; `message_not_found` otherwise."""
        found = self.messages[channel_id].get(ts)
        if found is None or found.tombstone:
            raise SlackError("message_not_found")
        return found

    def seen_by(self, user: str, channel_id: str, ts: str) -> Message:
        """Find a message as a person sees it, their own ephemeral ones included."""
        private = self.ephemeral[channel_id].get(ts)
        if private is not None and private.to == user:
            return private
        return self.message(channel_id, ts)

    def thread(self, channel_id: str, ts: str) -> list[Message]:
        """List the replies to a message, oldest first."""
        shelf = self.messages[channel_id]
        return [shelf[reply] for reply in self.replies[channel_id, ts] if reply in shelf]

    def changed(
        self, channel: Channel, thread_ts: str | None = None, to: str | None = None
    ) -> None:
        """Tell the pages of those who see the channel (or of one person) that it changed."""
        data = {"channel": channel.id, **({"thread_ts": thread_ts} if thread_ts else {})}
        everybody: Iterable[str] = [p for p in self.people if self.may_see(p, channel)]
        self.hub.tell("changed", data, [to] if to else list(everybody))
