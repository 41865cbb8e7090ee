"""How a test builds its world: servers, people, roles, channels. The bot is told of each."""

from collections.abc import Iterable

from tests.discord_adapter.discord_server import following, permissions, posting
from tests.discord_adapter.discord_server.gateway import Gateway
from tests.discord_adapter.discord_server.model import (
    CATEGORY,
    FORUM,
    TEXT,
    Channel,
    Guild,
    Member,
    Message,
    Overwrite,
    Role,
    User,
)
from tests.discord_adapter.discord_server.state import State
from tests.discord_adapter.discord_server.threads import open_thread
from tests.discord_adapter.discord_server.wire import (
    channel_json,
    guild_json,
    member_json,
    role_json,
    user_json,
)

BOT = (
    permissions.VIEW_CHANNEL | permissions.SEND_MESSAGES | permissions.READ_MESSAGE_HISTORY
    | permissions.SEND_MESSAGES_IN_THREADS
    | permissions.CREATE_PUBLIC_THREADS | permissions.CREATE_PRIVATE_THREADS
)  # fmt: skip
"""What the bot's own role holds, as its invitation asked for."""


class Making:
    """Needs `state` and `gateway`."""

    state: State
    gateway: Gateway

    def user(
        self, name: str, *, locale: str = "en-US", shown: str | None = None, bot: bool = False
    ) -> User:
        """A new account; `shown` is its display name."""
        made = User(self.state.mint.id(), name, shown, locale, bot)
        self.state.users[made.id] = made
        return made

    def guild(
        self, name: str, owner: User | None = None, *, locale: str = "en-US", installed: bool = True
    ) -> Guild:
        """A new server with the bot in it, unless told otherwise."""
        state = self.state
        owner = owner or state.app.owner
        made = Guild(state.mint.id(apart=True), name, owner, locale, installed=False)
        made.roles[made.id] = Role(made.id, "@everyone", permissions.EVERYONE)
        made.members[owner.id] = Member(owner, state.now())
        state.guilds[made.id] = made
        if installed:
            self.install(made)
        return made

    def install(self, guild: Guild, held: int = BOT) -> None:
        """Invite the bot: it gets a role of its own."""
        state = self.state
        role = Role(state.mint.id(), state.app.bot.name, held, len(guild.roles), managed=True)
        guild.roles[role.id] = role
        guild.members[state.app.bot.id] = Member(state.app.bot, state.now(), roles=[role.id])
        guild.installed = True
        told = self.gateway.guild_create(guild)
        del told["unavailable"]  # Only servers that were known before have it.
        self.state.events.guild("GUILD_CREATE", told, guild)

    def uninstall(self, guild: Guild) -> None:
        """Throw the bot out."""
        guild.installed = False
        guild.members.pop(self.state.app.bot.id, None)
        self.state.events.guild("GUILD_DELETE", {"id": guild.id}, guild)

    def outage(self, guild: Guild) -> None:
        """The server is not to be had for a while; the bot stays in it."""
        self.state.events.guild("GUILD_DELETE", {"id": guild.id, "unavailable": True}, guild)

    def recover(self, guild: Guild) -> None:
        """The server is to be had again."""
        self.state.events.guild("GUILD_CREATE", self.gateway.guild_create(guild), guild)

    def rename(self, guild: Guild, name: str) -> None:
        """Give a server another name."""
        guild.name = name
        self.state.events.guild("GUILD_UPDATE", guild_json(guild), guild)

    def role(self, guild: Guild, name: str, held: int = 0, *, mentionable: bool = False) -> Role:
        """A new role."""
        made = Role(self.state.mint.id(), name, held, len(guild.roles), mentionable=mentionable)
        guild.roles[made.id] = made
        told = {"guild_id": guild.id, "role": role_json(made)}
        self.state.events.guild("GUILD_ROLE_CREATE", told, guild)
        return made

    def rename_role(self, guild: Guild, role: Role, name: str) -> None:
        """Give a role another name."""
        role.name = name
        told = {"guild_id": guild.id, "role": role_json(role)}
        self.state.events.guild("GUILD_ROLE_UPDATE", told, guild)

    def delete_role(self, guild: Guild, role: Role) -> None:
        """Delete a role; nobody has it any more."""
        del guild.roles[role.id]
        for member in guild.members.values():
            member.roles = [each for each in member.roles if each != role.id]
        told = {"guild_id": guild.id, "role_id": role.id}
        self.state.events.guild("GUILD_ROLE_DELETE", told, guild)

    def join(self, guild: Guild, user: User, *roles: Role, nick: str | None = None) -> Member:
        """Somebody comes into a server."""
        made = Member(user, self.state.now(), nick, [role.id for role in roles])
        guild.members[user.id] = made
        told = {**member_json(made), "guild_id": guild.id}
        self.state.events.guild("GUILD_MEMBER_ADD", told, guild)
        return made

    def change_member(
        self, guild: Guild, user: User, *, nick: str | None = None, roles: Iterable[Role] = ()
    ) -> None:
        """Somebody gets another nickname and other roles."""
        member = guild.members[user.id]
        member.nick, member.roles = nick, [role.id for role in roles]
        told = {**member_json(member), "guild_id": guild.id}
        self.state.events.guild("GUILD_MEMBER_UPDATE", told, guild)

    def leave(self, user: User, guild: Guild) -> None:
        """Somebody leaves a server, or is removed from it."""
        del guild.members[user.id]
        told = {"guild_id": guild.id, "user": user_json(user)}
        self.state.events.guild("GUILD_MEMBER_REMOVE", told, guild)

    def refuse_dms(self, user: User, code: int | None = 50007) -> None:
        """Let somebody refuse the bot's direct messages with 50007 or 50278; None takes them."""
        user.refuses = code

    def channel(
        self, guild: Guild, name: str, *overwrites: Overwrite, kind: int = TEXT,
        parent: Channel | None = None,
    ) -> Channel:  # fmt: skip
        """A new channel that everybody sees, unless overwrites say otherwise."""
        held = {one.id: one for one in overwrites}
        place = len(list(self.state.of_guild(guild)))
        made = Channel(self.state.mint.id(), kind, name, guild, place, held, parent=parent)
        self.state.channels[made.id] = made
        told = channel_json(made, self.state.app.bot)
        self.state.events.channel("CHANNEL_CREATE", told, made)
        return made

    def private_channel(self, guild: Guild, name: str, *members: User, bot: bool = True) -> Channel:
        """A channel that only some see; the bot too, unless told otherwise."""
        seeing = [one.id for one in members] + ([self.state.app.bot.id] if bot else [])
        allowed = [Overwrite(one, True, allow=permissions.VIEW_CHANNEL) for one in seeing]
        hidden = Overwrite(guild.id, False, deny=permissions.VIEW_CHANNEL)
        return self.channel(guild, name, hidden, *allowed)

    def forum(self, guild: Guild, name: str, *overwrites: Overwrite) -> Channel:
        """A forum, where every post is a thread."""
        return self.channel(guild, name, *overwrites, kind=FORUM)

    def category(self, guild: Guild, name: str) -> Channel:
        """A category of channels."""
        return self.channel(guild, name, kind=CATEGORY)

    def allow(
        self, channel: Channel, who: User | Role | Guild, *, allow: int = 0, deny: int = 0
    ) -> None:
        """Set what a channel allows and denies somebody, a role, or everybody."""
        bot = self.state.app.bot
        before = permissions.in_channel(channel, bot)
        channel.overwrites[who.id] = Overwrite(who.id, isinstance(who, User), allow, deny)
        self.state.events.channel("CHANNEL_UPDATE", channel_json(channel, bot), channel)
        if not before and permissions.in_channel(channel, bot):
            self._tell_threads(channel)

    def _tell_threads(self, channel: Channel) -> None:
        """The bot gets to know the open threads of a channel that it sees from now on."""
        inside = [c for c in self.state.channels.values() if c.parent is channel and c.is_thread]
        bot = self.state.app.bot
        found = [channel_json(c, bot) for c in inside if not c.archived and not c.deleted]
        told = {
            "guild_id": channel.guild and channel.guild.id, "channel_ids": [channel.id],
            "threads": found, "members": [],
        }  # fmt: skip
        self.state.events.channel("THREAD_LIST_SYNC", told, channel)

    def rename_channel(self, channel: Channel, name: str) -> None:
        """Give a channel or thread another name."""
        channel.name = name
        event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
        told = channel_json(channel, self.state.app.bot)
        self.state.events.channel(event, told, channel)

    def archive_thread(self, thread: Channel, *, locked: bool = False) -> None:
        """Close a thread; locked ones stay closed."""
        thread.archived, thread.locked = True, locked
        told = channel_json(thread, self.state.app.bot)
        self.state.events.channel("THREAD_UPDATE", told, thread)

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads, or a thread."""
        bot = self.state.app.bot
        inside = [c for c in self.state.channels.values() if c.parent is channel]
        for thread in (c for c in inside if c.is_thread and not c.deleted):
            thread.deleted = True
        told = channel_json(channel, bot)
        if channel.is_thread:
            gone = {name: told[name] for name in ("id", "guild_id", "parent_id", "type")}
            self.state.events.channel("THREAD_DELETE", gone, channel)
        else:
            self.state.events.channel("CHANNEL_DELETE", told, channel)
        channel.deleted = True

    def thread(
        self, parent: Channel, name: str, by: User, *, message: Message | None = None,
        private: bool = False,
    ) -> Channel:  # fmt: skip
        """Somebody begins a thread, on a message or without one."""
        return open_thread(self.state, parent, name, by, message=message, private=private)

    def add_to_thread(self, thread: Channel, *users: User) -> None:
        """People, or the bot, are brought into a thread."""
        for user in users:
            following.follow(self.state, thread, user)

    def forum_post(self, forum: Channel, title: str, text: str, by: User) -> Channel:
        """Somebody posts in a forum; the post's text is the first message of its thread."""
        made = open_thread(self.state, forum, title, by)
        posting.post(self.state, made, by, {"content": text})
        return made

    def dm(self, user: User) -> Channel:
        """The direct conversation between somebody and the bot."""
        return self.state.dm_with(user)
