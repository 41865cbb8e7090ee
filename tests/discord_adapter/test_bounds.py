"""A role for several tasks at once, and so many a day: in a guild of volunteers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import Role, User
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work

LIST = "Order the disks\nRack the disks"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, whose admin is Ana."""
    async with at_work(tmp_path) as found:
        found.world.change_member(found.guild, found.ana, roles=[found.manager])
        await found.world.slash(found.ana, found.infra, "task more admin", {"what": "me"})
        yield found


async def sets(guild: AtWork, value: str) -> Outcome:
    """Ana sets something of the workspace."""
    words = {"what": "workspace", "value": value}
    return await guild.world.slash(guild.ana, guild.infra, "task more settings", words)


async def with_role(guild: AtWork) -> Role:
    """Organisers may; Ben is one."""
    role = guild.world.role(guild.guild, "Organisers")
    guild.world.change_member(guild.guild, guild.ben, roles=[role])
    said = await sets(guild, f"several <@&{role.id}>")
    assert "the role Organisers, and admins" in said.text
    return role


async def pastes(guild: AtWork, who: User) -> str:
    """Somebody says a list to the bot in #infra; what they read of it."""
    before = len(guild.world.dms_of(who))
    await guild.says(who, guild.infra, f"<@{guild.world.bot.id}> add {LIST}")
    return "\n".join(one.text for one in guild.world.dms_of(who)[before:])


async def test_a_guild_begins_with_bounds(guild: AtWork) -> None:
    """Who leads nothing pastes no list, and is told who may and what they can do."""
    said = await pastes(guild, guild.maria)
    assert "for leads of a project" in said and "/task add" in said and "Rack the disks" in said
    assert "new tasks a day" in (await sets(guild, "name Helpers")).text.lower()


async def test_the_first_admin_is_asked(tmp_path: Path) -> None:
    """What holds, and whether it is right; the button opens the form."""
    async with at_work(tmp_path) as guild:
        world = guild.world
        world.change_member(guild.guild, guild.ana, roles=[guild.manager])
        said = await world.slash(guild.ana, guild.infra, "task more admin", {"what": "me"})
        assert "leads and admins" in said.text and "Is that right for this server?" in said.text
        assert said.response is not None
        opened = await world.press(said.response, "Who may, and how much", guild.ana)
        done = await world.submit_modal(opened, {"0.several": "everybody", "0.daily": ""})
        assert "New tasks a day" not in done.text
        assert "needs a few fields" in await pastes(guild, guild.maria)


async def test_who_has_the_role_may(guild: AtWork) -> None:
    """The role is read from what Discord tells with each request."""
    await with_role(guild)
    assert "for the role Organisers" in await pastes(guild, guild.maria)
    assert "needs a few fields" in await pastes(guild, guild.ben)


async def test_in_direct_messages_the_role_is_looked_up(guild: AtWork) -> None:
    """Discord tells of no roles there; who has it may, and who has not is refused."""
    await with_role(guild)
    for who, told in ((guild.ben, "needs a few fields"), (guild.maria, "for the role Organisers")):
        await pastes(guild, who)
        await guild.says(who, guild.world.dm(who), f"add {LIST}")
        assert told in guild.world.dms_of(who)[-1].text


async def test_a_role_that_is_taken_away_counts_no_more(guild: AtWork) -> None:
    """At once: nothing is remembered of it."""
    await with_role(guild)
    guild.world.change_member(guild.guild, guild.ben, roles=[])
    assert "for the role Organisers" in await pastes(guild, guild.ben)


async def test_a_reaction_asks_for_the_role(guild: AtWork) -> None:
    """Refused once a day, by direct message; who has the role makes a task."""
    await with_role(guild)
    await guild.opens_project(guild.ana, guild.infra)
    words = {"field": "capture", "value": "📌"}
    await guild.world.slash(guild.ana, guild.infra, "project set", words)
    for text in ("please order the disks", "please rack the disks"):
        said = await guild.world.say(guild.jonas, guild.infra, text)
        await reacts(guild, guild.maria, said)
    told = [one for one in guild.world.dms_of(guild.maria) if "for the role Organisers" in one.text]
    assert len(told) == 1
    await reacts(guild, guild.ben, said)
    listed = await guild.world.slash(guild.ana, guild.infra, "task list", {"filters": "all"})
    assert "ack the disks" in listed.text and "rder the disks" not in listed.text


async def reacts(guild: AtWork, who: User, message: object) -> None:
    """Returns once the bot has heard it and answered."""
    before = guild.heard
    await guild.world.react(who, message, "📌")  # type: ignore[arg-type]
    await guild.world.until(lambda: guild.heard > before)
    await guild.settled()


async def test_the_day_bounds_who_has_no_role(guild: AtWork) -> None:
    """Whoever has the role is trusted with as many as they like."""
    await with_role(guild)
    await sets(guild, "daily 1")
    for who in (guild.ben, guild.maria):
        for title in (f"Sweep {who.name}", f"Paint {who.name}"):
            done = await guild.world.slash(who, guild.infra, "task add", {"title": title})
        assert ("for one person here: 1" in done.text) is (who is guild.maria)
        assert "Paint" in done.text


async def test_the_role_is_chosen_in_a_form(guild: AtWork) -> None:
    """Discord's own choice of roles; it stands there when the form opens again."""
    role = guild.world.role(guild.guild, "Organisers | core")
    opened = await sets(guild, "several")
    assert opened.modal is not None
    done = await guild.world.submit_modal(
        opened, {"0.several": "role", "0.role": role, "0.daily": "5"}
    )
    assert "the role Organisers core, and admins" in " ".join(done.text.split())
    assert "one person: 5" in done.text
    again = await sets(guild, "several")
    assert role.id in str(again.modal)
    assert (await sets(guild, "several everybody")).failed is None


async def test_a_role_must_be_picked(guild: AtWork) -> None:
    """The choice alone is no role: the form comes back."""
    opened = await sets(guild, "several")
    done = await guild.world.submit_modal(opened, {"0.several": "role"})
    assert done.response is not None and "[" in done.text
    assert "leads and admins" in (await sets(guild, "daily 20")).text
