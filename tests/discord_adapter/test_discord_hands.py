"""People's hands on the loopback Discord, and what a bot hears of what they do."""

from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from tests.discord_adapter.discord_server import CannotDo
from tests.discord_adapter.discord_server import permissions as may
from tests.discord_adapter.library import Room, opened

View = discord.ui.LayoutView


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A room whose client has `/where` and `/panel`, and a menu on people."""
    async with opened() as found:
        tree = found.client.tree

        @tree.command(description="Where am I")
        async def where(interaction: discord.Interaction) -> None:
            channel = interaction.channel
            guild = interaction.guild
            told = f"{type(channel).__name__} in {guild.name if guild else 'no server'}"
            await interaction.response.send_message(told, ephemeral=True)

        @tree.command(description="A panel")
        async def panel(interaction: discord.Interaction) -> None:
            await interaction.response.send_message(view=Panel(), ephemeral=True)

        @tree.command(description="For managers")
        @app_commands.default_permissions(manage_guild=True)
        @app_commands.guild_only()
        async def manage(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("managed", ephemeral=True)

        @tree.context_menu(name="Greet")
        async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
            await interaction.response.send_message(f"hello {member.name}")

        await found.login()
        yield found


class Panel(View):
    """Everything that can be used in a message."""

    row: discord.ui.ActionRow[View] = discord.ui.ActionRow()
    choices: discord.ui.ActionRow[View] = discord.ui.ActionRow()
    people: discord.ui.ActionRow[View] = discord.ui.ActionRow()

    @row.button(label="Think", custom_id="think")
    async def think(
        self, interaction: discord.Interaction, button: discord.ui.Button[View]
    ) -> None:
        """Answers later in the pressed message, and with one more."""
        await interaction.response.defer()
        done = View()
        done.add_item(discord.ui.TextDisplay("thought"))
        await interaction.edit_original_response(view=done)
        await interaction.followup.send("and more", ephemeral=True)

    @row.button(label="Away", custom_id="away")
    async def away(self, interaction: discord.Interaction, button: discord.ui.Button[View]) -> None:
        """Takes the pressed message away."""
        await interaction.response.defer()
        await interaction.delete_original_response()

    @row.button(label="Never", custom_id="never", disabled=True)
    async def never(
        self, interaction: discord.Interaction, button: discord.ui.Button[View]
    ) -> None:
        """Can't be pressed."""

    @choices.select(
        placeholder="Choose",
        options=[discord.SelectOption(label=name, value=name.lower()) for name in ("One", "Two")],
    )
    async def choose(
        self, interaction: discord.Interaction, select: discord.ui.Select[View]
    ) -> None:
        """Says what was chosen."""
        await interaction.response.send_message(" ".join(select.values))

    @people.select(cls=discord.ui.UserSelect, placeholder="Who", max_values=2)
    async def who(
        self, interaction: discord.Interaction, select: discord.ui.UserSelect[View]
    ) -> None:
        """Says who was chosen."""
        await interaction.response.send_message(" ".join(one.name for one in select.values))


async def test_commands_work_everywhere(room: Room) -> None:
    """In a channel, in threads open and private, in a forum's post, in direct messages."""
    world, ana = room.world, room.ana
    post = world.forum_post(world.forum(room.guild, "asks"), "title", "text", ana)
    places = {
        "TextChannel in Example": room.infra,
        "Thread in Example": world.thread(room.infra, "open", ana),
        "DMChannel in no server": world.dm(ana),
    }
    hidden = world.thread(room.infra, "hidden", ana, private=True)
    for told, place in [
        *places.items(),
        ("Thread in Example", hidden),
        ("Thread in Example", post),
    ]:
        assert (await world.slash(ana, place, "where")).text == told


async def test_what_is_offered_depends_on_who_and_where(room: Room) -> None:
    """Default permissions, and commands for servers only."""
    world = room.world
    with pytest.raises(CannotDo, match="not offered to ana"):
        await world.slash(room.ana, room.infra, "manage")
    with pytest.raises(CannotDo, match="not offered in direct messages"):
        await world.slash(room.ana, world.dm(room.ana), "manage")
    managers = world.role(room.guild, "managers", may.MANAGE_GUILD)
    world.change_member(room.guild, room.ana, roles=[managers])
    assert (await world.slash(room.ana, room.infra, "manage")).text == "managed"


async def test_a_menu_on_a_person(room: Room) -> None:
    """Brings the member who was chosen."""
    outcome = await room.world.context(room.ana, room.ben, "Greet", room.infra)
    assert outcome.text == "hello ben"
    assert not outcome.ephemeral


async def test_a_pressed_message_changes_later(room: Room) -> None:
    """A deferred update: the message changes, a follow-up comes, only for who pressed."""
    shown = await room.world.slash(room.ana, room.infra, "panel")
    assert shown.response is not None
    pressed = await room.world.press(shown.response, "Think", room.ana)
    assert pressed.acknowledged == 6
    await room.world.until(lambda: pressed.followed_up == ["and more"])
    assert [seen.text for seen in room.world.seen_by(room.ana)] == ["thought", "and more"]
    assert room.world.seen_by(room.ben) == []


async def test_a_pressed_message_goes(room: Room) -> None:
    """Deleting the original deletes the pressed message."""
    shown = await room.world.slash(room.ana, room.infra, "panel")
    assert shown.response is not None
    await room.world.press(shown.response, "Away", room.ana)
    await room.world.until(lambda: room.world.seen_by(room.ana) == [])


async def test_what_cannot_be_pressed(room: Room) -> None:
    """Disabled buttons, unknown ones, and messages for somebody else."""
    message = (await room.world.slash(room.ana, room.infra, "panel")).response
    assert message is not None
    with pytest.raises(CannotDo, match="disabled"):
        await room.world.press(message, "Never", room.ana)
    with pytest.raises(CannotDo, match="no button `Nothing`"):
        await room.world.press(message, "Nothing", room.ana)
    with pytest.raises(CannotDo, match="does not see"):
        await room.world.press(message, "Think", room.ben)


async def test_selects(room: Room) -> None:
    """Options by their label or value, people as they are, no more than may be chosen."""
    message = (await room.world.slash(room.ana, room.infra, "panel")).response
    assert message is not None
    chosen = await room.world.select(message, "Two", room.ana, which="Choose")
    assert chosen.text == "two"
    people = await room.world.select(message, [room.ana, room.ben], room.ana, which="Who")
    assert people.text == "ana ben"
    with pytest.raises(CannotDo, match="1 to 1"):
        await room.world.select(message, ["One", "Two"], room.ana, which="Choose")
    with pytest.raises(CannotDo, match="no option `Three`"):
        await room.world.select(message, "Three", room.ana, which="Choose")


async def test_edits_and_deletions_are_told(room: Room) -> None:
    """A person's own message changes and goes."""
    told: list[str] = []

    @room.client.event
    async def on_raw_message_edit(payload: discord.RawMessageUpdateEvent) -> None:
        told.append(payload.data["content"])

    @room.client.event
    async def on_raw_message_delete(payload: discord.RawMessageDeleteEvent) -> None:
        told.append(f"gone {payload.message_id}")

    said = await room.world.say(room.ana, room.infra, "one")
    await room.world.edit(room.ana, said, "two")
    await room.world.delete(room.ana, said)
    await room.world.until(lambda: len(told) == 2)
    assert told == ["two", f"gone {said.id}"]


async def test_channels_come_and_go(room: Room) -> None:
    """New, renamed, hidden, shown, deleted: the client knows of each."""
    world, guild = room.world, room.here().guild
    secret = world.private_channel(room.guild, "secret", room.ana, bot=False)
    thread = world.thread(secret, "inside", room.ana)
    await world.until(lambda: guild.get_channel(int(secret.id)))
    assert guild.get_thread(int(thread.id)) is None
    world.allow(secret, world.bot, allow=may.VIEW_CHANNEL)
    await world.until(lambda: guild.get_thread(int(thread.id)))
    world.rename_channel(secret, "plans")
    await world.until(lambda: guild.get_channel(int(secret.id)).name == "plans")  # type: ignore[union-attr]
    world.delete_channel(thread)
    await world.until(lambda: guild.get_thread(int(thread.id)) is None)
    world.delete_channel(secret)
    await world.until(lambda: guild.get_channel(int(secret.id)) is None)


async def test_a_reply_pings_its_author(room: Room) -> None:
    """Unless the reply says otherwise; an edit pings nobody."""
    said = await room.world.say(room.ana, room.infra, "one")
    message = await room.here().fetch_message(int(said.id))
    await message.reply("yes")
    await message.reply("no", mention_author=False)
    mine = await room.here().send("later")
    await mine.edit(content=f"later <@{room.ana.id}>")
    pinged = {seen.text: seen.pinged for seen in room.world.seen_by(room.ana)}
    assert [pinged[text] for text in ("yes", "no")] == [True, False]
    assert not room.world.seen_by(room.ana)[-1].pinged


async def test_threads_begin_with_what_nobody_wrote(room: Room) -> None:
    """On a message: a first message that refers to it; without one: a note in the channel."""
    said = await room.world.say(room.ben, room.infra, "we need a certificate")
    thread = room.world.thread(room.infra, "about it", room.ana, message=said)
    room.world.thread(room.infra, "something else", room.ana)
    await room.world.until(lambda: len(room.client.heard) == 3)
    kinds = [(message.type.name, message.content) for message in room.client.heard]
    assert kinds == [
        ("default", "we need a certificate"),
        ("thread_starter_message", ""),
        ("thread_created", "something else"),
    ]
    first = room.client.heard[1]
    above = first.reference.resolved if first.reference else None
    assert isinstance(above, discord.Message) and above.content == "we need a certificate"
    assert room.world.seen_by(room.ana, thread) == []


async def test_a_mention_brings_into_a_private_thread(room: Room) -> None:
    """The bot hears of a private thread once somebody names it there."""
    hidden = room.world.thread(room.infra, "hidden", room.ana, private=True)
    guild = room.here().guild
    await room.world.say(room.ana, hidden, "between us")
    assert guild.get_thread(int(hidden.id)) is None
    await room.world.say(room.ana, hidden, f"<@{room.world.bot.id}> remember this")
    await room.world.until(lambda: room.client.heard)
    assert [message.clean_content for message in room.client.heard] == ["@chivvy remember this"]
    assert guild.get_thread(int(hidden.id)) is not None


async def test_a_reply_carries_what_it_replies_to(room: Room) -> None:
    """`referenced_message`, until that is deleted."""
    said = await room.world.say(room.ben, room.infra, "we need a certificate")
    answer = await room.world.say(room.ana, room.infra, "who?", reply_to=said)
    found = await room.here().fetch_message(int(answer.id))
    above = found.reference.resolved if found.reference else None
    assert isinstance(above, discord.Message) and above.content == "we need a certificate"
    await room.world.delete(room.ben, said)
    found = await room.here().fetch_message(int(answer.id))
    assert found.reference is not None
    assert isinstance(found.reference.resolved, discord.DeletedReferencedMessage)
