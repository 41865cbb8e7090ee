"""The channels in which Chivvy is at work, chosen at set-up: in a guild."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.doctor import examine
from tests.discord_adapter.discord_server import Channel
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, whose admin is Ana."""
    async with at_work(tmp_path) as found:
        found.world.change_member(found.guild, found.ana, roles=[found.manager])
        yield found


async def becomes_admin(guild: AtWork) -> Outcome:
    """Ana is the first admin, and is asked."""
    return await guild.world.slash(guild.ana, guild.infra, "task more admin", {"what": "me"})


async def chooses(guild: AtWork, *channels: Channel) -> Outcome:
    """By the form behind the first admin's question."""
    said = await becomes_admin(guild)
    assert "the channels in which I listen" in said.text and said.response is not None
    opened = await guild.world.press(said.response, "Who may, and how much", guild.ana)
    return await guild.world.submit_modal(opened, {"0.channels": list(channels)})


async def test_the_first_admin_chooses_the_channels(guild: AtWork) -> None:
    """Also one in which nobody ever spoke to the bot; elsewhere people read where it works."""
    tasks = guild.world.channel(guild.guild, "tasks")
    assert "#tasks only" in (await chooses(guild, tasks)).text
    refused = await guild.world.slash(guild.ben, guild.infra, "task add", {"title": "Sweep"})
    assert refused.ephemeral and "but in #tasks" in refused.text
    done = await guild.world.slash(guild.ben, tasks, "task add", {"title": "Sweep"})
    assert "T-1" in done.text


async def test_what_is_said_elsewhere_is_refused_in_private(guild: AtWork) -> None:
    """Nothing stands in the channel; in direct messages everything works."""
    tasks = guild.world.channel(guild.guild, "tasks")
    await chooses(guild, tasks)
    await guild.says(guild.ben, guild.infra, f"<@{guild.world.bot.id}> add Sweep the hall")
    told = guild.world.dms_of(guild.ben)[-1].text
    assert "but in #tasks" in told and "Sweep the hall" in told
    assert not [one for one in guild.world.seen_by(guild.maria, guild.infra) if "Sweep" in one.text
                and one.message.author is guild.world.bot]  # fmt: skip
    await guild.says(guild.ben, guild.world.dm(guild.ben), "add Sweep the hall")
    assert "T-1" in guild.world.dms_of(guild.ben)[-1].text


async def test_threads_of_a_chosen_channel_belong_to_it(guild: AtWork) -> None:
    """And a private thread is a conversation of its own."""
    tasks = guild.world.channel(guild.guild, "tasks")
    await chooses(guild, tasks)
    inside = guild.world.thread(tasks, "the hall", guild.ben)
    own = guild.world.thread(guild.infra, "us", guild.ben, private=True)
    outside = guild.world.thread(guild.infra, "the roof", guild.ben)
    for channel, works in ((inside, True), (own, True), (outside, False)):
        said = await guild.world.slash(guild.ben, channel, "task list")
        assert ("don't work" not in said.text) is works


async def test_who_takes_no_messages_answers_in_their_thread(guild: AtWork) -> None:
    """It lies in some channel of the guild, chosen or not."""
    tasks = guild.world.channel(guild.guild, "tasks")
    guild.world.refuse_dms(guild.maria)
    await chooses(guild, tasks)
    options = {"title": "Sweep", "owner": guild.maria}
    await guild.world.slash(guild.ben, tasks, "task add", options)
    await guild.settled()
    asked = guild.world.finds(guild.maria, "Sweep", "[Take it]")
    taken = await guild.world.press(asked.message, "Take it", guild.maria)
    assert "is yours now" in taken.text


async def test_channels_are_named_in_a_line(guild: AtWork) -> None:
    """Mentioned as Discord writes it; the form shows them again, and *everywhere* ends it."""
    tasks = guild.world.channel(guild.guild, "tasks")
    await becomes_admin(guild)
    words = {"what": "workspace", "value": f"channels <#{tasks.id}> <#{guild.infra.id}>"}
    said = await guild.world.slash(guild.ana, guild.infra, "task more settings", words)
    assert "#tasks, #infra only" in said.text
    opened = await guild.world.slash(
        guild.ana, guild.infra, "task more settings", {"what": "workspace", "value": "channels"}
    )
    assert tasks.id in str(opened.modal) and guild.infra.id in str(opened.modal)
    words = {"what": "workspace", "value": "channels everywhere"}
    said = await guild.world.slash(guild.ana, guild.infra, "task more settings", words)
    assert "only" not in said.text


async def test_the_doctor_tells_where_it_works(guild: AtWork) -> None:
    """And which project lives where nothing is said any more."""
    tasks = guild.world.channel(guild.guild, "tasks")
    await guild.world.slash(guild.ana, guild.infra, "project new", {"name": "Infra"})
    await guild.world.submit_modal(
        await guild.world.slash(guild.ana, guild.infra, "project new", {"name": "Roof"}),
        {"0.speaks": "yes"},
    )
    await chooses(guild, tasks)
    told = [str(each) for each in await examine(guild.bot.settings)]
    assert "✓ channels: at work in #tasks only" in told
    assert "✓ bounds: several tasks at once: leads and admins" in "\n".join(told)
    assert any("#infra is home to the project" in each for each in told)


async def test_a_project_lives_where_it_works(guild: AtWork) -> None:
    """Another channel is no home: an admin reads how to add it, anybody else which there are."""
    tasks = guild.world.channel(guild.guild, "tasks")
    await chooses(guild, tasks)
    home = {"project": "#roof", "channel": guild.infra}
    opened = await guild.world.slash(guild.ben, tasks, "project new", {"name": "Roof"})
    await guild.world.submit_modal(opened, {"0.speaks": "yes"})
    refused = await guild.world.slash(guild.ben, tasks, "project home", home)
    assert "I don't work in #infra" in refused.text and "I work in #tasks" in refused.text
    assert "project home #roof #tasks" in refused.text
    told = await guild.world.slash(guild.ana, tasks, "project home", home)
    assert "what: workspace value: channels #tasks #infra" in told.text
    assert "lives" not in told.text
