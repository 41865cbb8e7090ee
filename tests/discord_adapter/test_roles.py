"""What roles of the guild make of people: guests, members, leads."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Chivvy
from bot.doctor import examine
from tests.discord_adapter.discord_server import Channel, Role, User
from tests.discord_adapter.discord_server import permissions as may
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import QUICK, AtWork, at_work

REFUSED = "Guests don't open projects"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, whose admin is Ana."""
    async with at_work(tmp_path) as found:
        found.world.change_member(found.guild, found.ana, roles=[found.manager])
        await found.world.slash(found.ana, found.infra, "task more admin", {"what": "me"})
        yield found


async def sets(guild: AtWork, value: str, where: Channel | None = None) -> Outcome:
    """Ana sets something of the workspace."""
    words = {"what": "workspace", "value": value}
    return await guild.world.slash(guild.ana, where or guild.infra, "task more settings", words)


async def with_role(guild: AtWork, name: str, right: str, *people: User) -> Role:
    """A role that these have, and what it makes of them."""
    role = guild.world.role(guild.guild, name)
    for user in people:
        guild.world.change_member(guild.guild, user, roles=[role])
    said = await sets(guild, f"{right} <@&{role.id}>")
    assert name in said.text
    return role


async def may_open(guild: AtWork, who: User) -> bool:
    """Whether somebody may open a project, which guests may not."""
    opened = await guild.world.slash(who, guild.infra, "project new", {"name": "Roof"})
    if opened.modal is None:
        assert REFUSED in opened.text
        return False
    done = await guild.world.submit_modal(opened, {"0.speaks": "no"})
    return REFUSED not in done.text


async def test_a_role_makes_a_guest(guild: AtWork) -> None:
    """Who has it adds and claims, and opens no project."""
    await with_role(guild, "Newcomers", "guests", guild.ben)
    assert not await may_open(guild, guild.ben)
    done = await guild.world.slash(guild.ben, guild.infra, "task add", {"title": "Sweep"})
    assert "T-1" in done.text
    assert await may_open(guild, guild.maria)


async def test_a_role_that_is_gone_makes_nobody_a_guest(guild: AtWork) -> None:
    """From the next command on, and back again with it."""
    role = await with_role(guild, "Newcomers", "guests", guild.ben)
    assert not await may_open(guild, guild.ben)
    guild.world.change_member(guild.guild, guild.ben, roles=[])
    assert await may_open(guild, guild.ben)
    guild.world.change_member(guild.guild, guild.ben, roles=[role])
    assert not await may_open(guild, guild.ben)


async def test_a_guest_sees_their_own_places(guild: AtWork) -> None:
    """What came from a channel that their role may not see is unknown to them."""
    role = await with_role(guild, "Newcomers", "guests", guild.ben)
    roof = guild.world.channel(guild.guild, "roof")
    guild.world.allow(roof, role, deny=may.VIEW_CHANNEL)
    await guild.opens_project(guild.ana, roof, "Roof")
    await guild.world.slash(guild.ana, roof, "task add", {"title": "Mend the gutter"})
    await guild.opens_project(guild.ana, guild.infra, "Infra")
    await guild.world.slash(guild.ana, guild.infra, "task add", {"title": "Mend the fence"})
    await guild.later(minutes=20)
    found = await guild.world.slash(guild.ben, guild.infra, "task search", {"words": "mend"})
    assert "fence" in found.text and "gutter" not in found.text
    guild.world.change_member(guild.guild, guild.ben, roles=[])
    found = await guild.world.slash(guild.ben, guild.infra, "task search", {"words": "mend"})
    assert "gutter" in found.text


async def test_in_direct_messages_a_guest_stays_one(guild: AtWork) -> None:
    """Discord tells of no roles there: they are what they were."""
    await with_role(guild, "Newcomers", "guests", guild.ben)
    await guild.world.slash(guild.ben, guild.infra, "task list")
    await guild.says(guild.ben, guild.world.dm(guild.ben), "about me")
    assert "What you are here: guest" in guild.world.dms_of(guild.ben)[-1].text


async def test_only_who_has_the_role_is_a_member(guild: AtWork) -> None:
    """Everybody else is a guest, save who manages the server."""
    await with_role(guild, "Verified", "members", guild.ben)
    assert await may_open(guild, guild.ben)
    assert not await may_open(guild, guild.maria)
    assert await may_open(guild, guild.ana)
    assert "Members: Verified" in (await sets(guild, "daily 20")).text
    await sets(guild, "members off")
    assert await may_open(guild, guild.maria)


async def test_who_is_named_is_what_their_roles_say(guild: AtWork) -> None:
    """Also before they have spoken: a guest covers for nobody."""
    await with_role(guild, "Newcomers", "guests", guild.ben)
    words = {"dates": f"until monday cover <@{guild.ben.id}>"}
    said = await guild.world.slash(guild.ana, guild.infra, "task away", words)
    assert "can't answer for others" in said.text


async def test_a_role_makes_a_lead(guild: AtWork) -> None:
    """Of every project that they see, while they have it."""
    await guild.opens_project(guild.ana, guild.infra)
    await guild.world.slash(guild.ana, guild.infra, "task add", {"title": "Order the disks"})
    moved = {"task": "T-1", "date": "friday"}
    refused = await guild.world.slash(guild.jonas, guild.infra, "task due", moved)
    assert "Ana" in refused.text or "ana" in refused.text
    await with_role(guild, "Organisers", "leads", guild.jonas)
    done = await guild.world.slash(guild.jonas, guild.infra, "task due", moved)
    assert "Fri 4 Dec" in done.text
    words = {"field": "name", "value": "Infrastructure"}
    done = await guild.world.slash(guild.jonas, guild.infra, "project set", words)
    assert "Infrastructure" in done.text
    guild.world.change_member(guild.guild, guild.jonas, roles=[])
    again = await guild.world.slash(guild.jonas, guild.infra, "task due", moved)
    assert "Fri 4 Dec" not in again.text


async def test_a_lead_by_role_leads_in_direct_messages(guild: AtWork) -> None:
    """There the role is looked up, once somebody is refused without it."""
    await guild.opens_project(guild.ana, guild.infra)
    await guild.world.slash(guild.ana, guild.infra, "task add", {"title": "Order the disks"})
    await with_role(guild, "Organisers", "leads", guild.jonas)
    for who, done in ((guild.jonas, True), (guild.maria, False)):
        await guild.world.slash(who, guild.infra, "task list")
        await guild.says(who, guild.world.dm(who), "priority T-1 high")
        assert ("for ana to do" not in guild.world.dms_of(who)[-1].text) is done


async def test_leads_by_role_may_do_several_at_once(guild: AtWork) -> None:
    """Where that is for leads, as in a new guild."""
    await with_role(guild, "Organisers", "leads", guild.jonas)
    for who, told in ((guild.jonas, "needs a few fields"), (guild.maria, "for leads of a project")):
        before = len(guild.world.dms_of(who))
        await guild.says(who, guild.infra, f"<@{guild.world.bot.id}> add Order disks\nRack disks")
        assert told in "\n".join(one.text for one in guild.world.dms_of(who)[before:])


async def test_a_project_page_has_the_buttons_of_who_leads_by_role(guild: AtWork) -> None:
    """Whoever has no such role looks at what is in it."""
    await with_role(guild, "Organisers", "leads", guild.jonas)
    await guild.opens_project(guild.ana, guild.infra)
    for who, changes in ((guild.jonas, True), (guild.maria, False)):
        shown = await guild.world.slash(who, guild.infra, "project show", {"project": "#infra"})
        assert ("[Change]" in shown.text) is changes, shown.text
        assert "[Show all]" in shown.text


async def test_roles_are_chosen_in_a_form(guild: AtWork) -> None:
    """Several at once, by Discord's own choice; they stand there when it opens again."""
    first, second, third = (guild.world.role(guild.guild, name) for name in ("New", "Old", "Core"))
    opened = await sets(guild, "guests")
    done = await guild.world.submit_modal(opened, {"0.guests": [first, second], "0.leads": [third]})
    assert "Guests, with the least rights: New, Old." in done.text
    assert "Lead every project that they see: Core." in done.text
    again = await sets(guild, "leads")
    assert {first.id, second.id, third.id} <= set(_ids(again))
    await guild.world.submit_modal(again, {"0.guests": [], "0.leads": []})
    assert "least rights" not in (await sets(guild, "daily 20")).text


def _ids(opened: Outcome) -> list[str]:
    assert opened.modal is not None
    fields = [each.get("component") or {} for each in opened.modal["components"]]
    return [chosen["id"] for each in fields for chosen in each.get("default_values") or ()]


async def test_a_role_means_one_thing(guild: AtWork) -> None:
    """In two fields it is refused; typed for another right it moves."""
    role = guild.world.role(guild.guild, "New")
    opened = await sets(guild, "guests")
    done = await guild.world.submit_modal(opened, {"0.guests": [role], "0.members": [role]})
    assert "stands in two fields" in done.text
    await sets(guild, f"guests <@&{role.id}>")
    moved = await sets(guild, f"members <@&{role.id}>")
    assert "Members: New" in moved.text and "least rights" not in moved.text


async def test_what_is_no_role_is_refused(guild: AtWork) -> None:
    """With how to pick one; in direct messages, where to."""
    said = await sets(guild, "guests Newcomers")
    assert "no role that I can tell" in said.text and "value: guests @Newcomers" in said.text
    dm = await sets(guild, "guests @Newcomers", guild.world.dm(guild.ana))
    assert "in a channel of their server" in dm.text


async def test_undo_brings_the_roles_back(guild: AtWork) -> None:
    """As any setting."""
    await with_role(guild, "Newcomers", "guests", guild.ben)
    said = await sets(guild, "guests off")
    assert said.response is not None
    back = await guild.world.press(said.response, "Undo", guild.ana)
    assert "Newcomers" in back.text


async def test_a_role_is_shown_as_it_is_called_now(guild: AtWork) -> None:
    """Renamed while we listen, and while we did not."""
    role = await with_role(guild, "Newcomers", "guests", guild.ben)
    before = guild.heard
    guild.world.rename_role(guild.guild, role, "Visitors")
    await guild.world.until(lambda: guild.heard > before)
    await guild.settled()
    assert "rights: Visitors" in (await sets(guild, "daily 20")).text
    await guild.bot.stop()
    guild.world.rename_role(guild.guild, role, "Friends")
    guild.bot = Chivvy(guild.bot.settings, guild.clock, QUICK)
    guild.world.forward(5)
    await guild.begins()
    await guild.settled()
    assert "rights: Friends" in (await sets(guild, "daily 20")).text


async def test_the_doctor_names_a_role_that_is_gone(guild: AtWork) -> None:
    """With the setting that asks for it; who had it has nothing of it any more."""
    role = await with_role(guild, "Newcomers", "guests", guild.ben)
    told = "\n".join(map(str, await examine(guild.bot.settings)))
    assert "guests by role: Newcomers" in told and "no longer there" not in told
    guild.world.delete_role(guild.guild, role)
    told = "\n".join(str(each) for each in await examine(guild.bot.settings) if each.bad)
    assert "the role Newcomers is no longer there" in told and "workspace guests" in told
    assert await may_open(guild, guild.ben)
