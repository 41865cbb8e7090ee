"""The loopback Discord answers a real discord.py as Discord does."""

from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from tests.discord_adapter.library import Room, opened


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
