"""The loopback Discord answers a real discord.py as Discord does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import discord
import pytest
from discord import app_commands

from tests.discord_adapter.discord_server import Channel, DiscordWorld, Guild, User
from tests.discord_adapter.discord_server.intents import MESSAGE_CONTENT


class Client(discord.AutoShardedClient):
    """A bot as its author would write it."""

    def __init__(self, world: DiscordWorld, intents: discord.Intents | None = None) -> None:
        intents = intents or discord.Intents(
            guilds=True, guild_messages=True, dm_messages=True, message_content=True
        )
        super().__init__(intents=intents, guild_ready_timeout=0.01)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.resumed = 0
        self.world = world

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord wants five seconds between shards; nobody does here."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        self.world.state.bell.ring()

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.resumed += 1
        self.world.state.bell.ring()


@dataclass
class Room:
    """A world with a server, two people, a channel, and a client that may log in."""

    world: DiscordWorld
    guild: Guild
    ana: User
    ben: User
    infra: Channel
    client: Client
    running: asyncio.Task[None] | None = None

    async def login(self) -> None:
        """Log the client in, with its commands published."""
        await self.client.login(self.world.token)
        if self.client.tree.get_commands() or self.client.tree.get_commands(
            type=discord.AppCommandType.message
        ):
            await self.client.tree.sync()
        self.running = asyncio.create_task(self.client.connect())
        await self.client.wait_until_ready()

    def here(self) -> discord.TextChannel:
        """#infra as the client has it."""
        found = self.client.get_channel(int(self.infra.id))
        assert isinstance(found, discord.TextChannel)
        return found


@contextlib.asynccontextmanager
async def opened(*, privileged: int = MESSAGE_CONTENT, shards: int = 1) -> AsyncIterator[Room]:
    """A room that is closed in the end."""
    world = await DiscordWorld.start(privileged=privileged, shards=shards)
    guild, ana, ben = world.guild("Example"), world.user("ana", locale="de"), world.user("ben")
    world.join(guild, ana)
    world.join(guild, ben)
    infra = world.channel(guild, "infra")
    with world.library():
        room = Room(world, guild, ana, ben, infra, Client(world))
        try:
            yield room
        finally:
            await room.client.close()
            if room.running is not None:
                await asyncio.gather(room.running, return_exceptions=True)
            await world.close()


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A room."""
    async with opened() as found:
        yield found


async def test_login(room: Room) -> None:
    """A client logs in and knows its server, channels and itself."""
    await room.login()
    assert [g.name for g in room.client.guilds] == ["Example"]
    assert room.here().name == "infra"
    assert room.client.application_id == int(room.world.state.app.id)
    me = room.here().guild.me
    assert room.here().permissions_for(me).send_messages


async def test_slash_round_trip(room: Room) -> None:
    """A command comes with its options; the answer is seen by whom it is for."""

    @room.client.tree.command(description="Add")
    async def add(interaction: discord.Interaction, title: str, owner: discord.Member) -> None:
        told = f"{interaction.user.name}: {title} for {owner.display_name}, {interaction.locale}"
        await interaction.response.send_message(told, ephemeral=True)

    await room.login()
    outcome = await room.world.slash(
        room.ana, room.infra, "add", {"title": "Renew", "owner": room.ben}
    )
    assert outcome.text == "ana: Renew for ben, de"
    assert outcome.ephemeral and outcome.acknowledged == 4
    assert [seen.text for seen in room.world.seen_by(room.ana)] == [outcome.text]
    assert room.world.seen_by(room.ben) == []


async def test_deferred(room: Room) -> None:
    """A deferred answer is waited for; follow-ups come after it."""

    @room.client.tree.command(description="Think")
    async def think(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="thought")
        await interaction.followup.send("more")

    await room.login()
    outcome = await room.world.slash(room.ana, room.infra, "think")
    assert (outcome.acknowledged, outcome.text, outcome.ephemeral) == (5, "thought", True)
    await room.world.until(lambda: outcome.followed_up == ["more"])


async def test_message_menu_and_threads(room: Room) -> None:
    """A message's menu brings the message; a thread begins on it."""

    @room.client.tree.context_menu(name="Capture as task")
    async def capture(interaction: discord.Interaction, message: discord.Message) -> None:
        thread = await message.create_thread(name="About it")
        await thread.send("here")
        await interaction.response.send_message(message.content, ephemeral=True)

    await room.login()
    said = await room.world.say(room.ben, room.infra, "we need a certificate")
    outcome = await room.world.context(room.ana, said, "Capture as task")
    assert outcome.text == "we need a certificate"
    assert said.thread is not None
    assert [m.text for m in room.world.seen_by(room.ana, said.thread)] == ["here"]


async def test_component_and_modal(room: Room) -> None:
    """Buttons, selects and forms go round: v2 layout, update, modal with labels."""

    class Form(discord.ui.Modal, title="Add a task"):
        name: discord.ui.Label[discord.ui.LayoutView] = discord.ui.Label(
            text="Title", component=discord.ui.TextInput()
        )
        who: discord.ui.Label[discord.ui.LayoutView] = discord.ui.Label(
            text="Owner", component=discord.ui.UserSelect[discord.ui.LayoutView](required=False)
        )

        async def on_submit(self, interaction: discord.Interaction) -> None:
            field = self.name.component
            assert isinstance(field, discord.ui.TextInput)
            await interaction.response.edit_message(view=layout(f"added {field.value}"))

    class Row(discord.ui.ActionRow[discord.ui.LayoutView]):
        @discord.ui.button(label="Add", custom_id="add")
        async def add(
            self, interaction: discord.Interaction, button: discord.ui.Button[discord.ui.LayoutView]
        ) -> None:
            await interaction.response.send_modal(Form())

    def layout(text: str) -> discord.ui.LayoutView:
        view = discord.ui.LayoutView()
        view.add_item(discord.ui.Container(discord.ui.TextDisplay(text), Row()))
        return view

    await room.login()
    await room.here().send(view=layout("tasks"))
    message = room.world.finds(room.ana, "tasks").message
    pressed = await room.world.press(message, "Add", room.ana)
    assert pressed.modal is not None and pressed.modal["title"] == "Add a task"
    done = await room.world.submit_modal(pressed, {"Title": "Renew", "Owner": room.ben})
    assert done.acknowledged == 7
    assert room.world.finds(room.ben, "added Renew").message is message


async def test_autocomplete(room: Room) -> None:
    """What is typed comes to the app, its choices go back."""

    @room.client.tree.command(description="Show")
    async def show(interaction: discord.Interaction, task: str) -> None:
        await interaction.response.send_message(task)

    @show.autocomplete("task")
    async def offers(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}!", value="1")]

    await room.login()
    outcome = await room.world.autocomplete(room.ana, room.infra, "show", "task", "Ren")
    assert outcome.choices == ["Ren!"]


async def test_direct_messages(room: Room) -> None:
    """A direct message arrives, or is refused with the person's reason."""
    await room.login()
    ben = await room.client.fetch_user(int(room.ben.id))
    await ben.send("hello")
    assert [seen.text for seen in room.world.dms_of(room.ben)] == ["hello"]
    room.world.refuse_dms(room.ben)
    with pytest.raises(discord.Forbidden) as refused:
        await ben.send("again")
    assert refused.value.code == 50007


async def test_history_edit_delete(room: Room) -> None:
    """Messages are read by pages, changed and deleted."""
    await room.login()
    sent = [await room.here().send(f"{n}") for n in range(3)]
    await sent[1].edit(content="changed")
    await sent[2].delete()
    found = [m.content async for m in room.here().history(limit=10)]
    assert found == ["changed", "0"]
    assert (await room.here().fetch_message(sent[0].id)).content == "0"
    with pytest.raises(discord.NotFound) as missing:
        await room.here().fetch_message(sent[2].id)
    assert missing.value.code == 10008
