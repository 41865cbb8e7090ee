"""People who give their free time: a guild's defaults, and what they are spared."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work."""
    async with at_work(tmp_path) as found:
        yield found


async def test_a_task_is_offered(guild: AtWork) -> None:
    """What somebody else gives a volunteer is an offer: theirs once they take it."""
    done = await added(guild)
    assert "asked first" in done.text
    told = guild.world.dms_of(guild.maria)[-1]
    assert "[Take it]" in told.text
    assert "[No thanks]" in told.text
    taken = await guild.world.press(told.message, "Take it", guild.maria)
    assert "is yours now" in taken.text


async def test_what_nobody_takes_is_nobodys(guild: AtWork) -> None:
    """An offer without an answer is no debt: the date passes, and nobody asks for it."""
    await added(guild)
    before = len(guild.world.seen_by(guild.maria))
    await guild.later(days=10)
    said = [one.text for one in guild.world.dms_of(guild.maria)[before:]]
    assert not [text for text in said if "[Done]" in text]


async def test_who_wants_to_has_tasks_at_once(guild: AtWork) -> None:
    """``/task settings incoming direct``: no offer, the task is theirs."""
    await takes_all(guild, guild.maria)
    await added(guild)
    told = guild.world.dms_of(guild.maria)[-1]
    assert "[Take it]" not in told.text
    assert "[Step back]" in told.text


async def test_ones_own_task_is_no_offer(guild: AtWork) -> None:
    """Who writes down what they do themselves has it."""
    done = await added(guild, owner=guild.ana)
    assert "asked first" not in done.text


async def test_no_lead_is_told(guild: AtWork) -> None:
    """An unanswered task is asked after twice, three days apart, and goes to nobody else."""
    await guild.opens_project(guild.ben, guild.infra)
    await takes_all(guild, guild.maria)
    await added(guild, project="#infra")
    before = len(guild.world.seen_by(guild.ben))
    await guild.later(days=30)
    asked = [one for one in guild.world.dms_of(guild.maria) if "[Done]" in one.text]
    assert len(asked) >= 1
    assert len(guild.world.seen_by(guild.ben)) == before


async def test_no_lead_is_told_of_what_nobody_wants_or_removes(guild: AtWork) -> None:
    """Given back twice, blocked for weeks, question after question unanswered: it is offered in the
    open, and stands in the digest; nobody is above the others."""
    await guild.opens_project(guild.ben, guild.infra)
    for person in (guild.maria, guild.jonas, guild.priya):
        await takes_all(guild, person)
    await added(guild, title="Twice", project="infra", due="20 jan")
    for person in (guild.maria, guild.priya):
        await guild.settled()
        told = guild.world.finds(person, "Twice", "[Step back]")
        await guild.world.press(told.message, "Step back", person)
        again = {"task": "T-1", "person": guild.priya}
        if person is guild.maria:
            await guild.world.slash(guild.ana, guild.infra, "task assign", again)
    for number in range(1, 5):
        await added(guild, title=f"Order part {number}", project="infra", due=f"{number} dec 18:00")
    blocked = {"task": "T-2", "reason": "no key", "helper": guild.jonas}
    await guild.world.slash(guild.maria, guild.infra, "task block", blocked)
    await guild.settled()
    before = len(guild.world.dms_of(guild.ben))
    await guild.later(days=28)
    told = guild.world.dms_of(guild.ben)[before:]
    assert not [one.text for one in told if "morning" not in one.text]
    asked = guild.world.finds(guild.maria, "My last questions to you are open")
    assert "ben" not in asked.text and "[Step back from some]" in asked.text


async def test_stepping_back_needs_no_reason(guild: AtWork) -> None:
    """Every message about a task of one's own has *Step back*, and a thank-you."""
    await takes_all(guild, guild.maria)
    await added(guild)
    told = guild.world.dms_of(guild.maria)[-1]
    done = await guild.world.press(told.message, "Step back", guild.maria)
    assert "No reason needed, thank you" in done.text


async def test_nights_are_quiet_and_weekends_are_not(guild: AtWork) -> None:
    """Nobody works for a community by the hour: it is asked from 9 to 21, every day."""
    await takes_all(guild, guild.maria)
    await guild.world.slash(
        guild.ana, guild.infra, "task add",
        {"title": "Order the disks", "owner": guild.maria, "due": "saturday 10:00"},
    )  # fmt: skip
    await guild.settled()
    await guild.later(days=5, hours=1)
    asked = guild.world.finds(guild.maria, "Order the disks", "[Done]")
    assert asked.message.at.weekday() == 5


async def test_the_city_is_asked_once(guild: AtWork) -> None:
    """Discord says no time zone: the first hour that somebody types is echoed with the question."""
    first = await added(guild)
    assert "Your city?" in first.text
    second = await added(guild, title="Renew the other certificate")
    assert "Your city?" not in second.text


async def test_a_flood_is_dropped_at_once(guild: AtWork) -> None:
    """By the options of *drop*: seen first, dropped together, taken back together."""
    world = guild.world
    world.change_member(guild.guild, guild.ana, roles=[guild.manager])
    await world.slash(guild.ana, guild.infra, "task more admin", {"what": "me"})
    await takes_all(guild, guild.maria)
    for title in ("Order the disks", "Rack the disks", "Test the disks"):
        options = {"title": title, "owner": guild.maria}
        await world.slash(guild.ben, guild.infra, "task add", options)
    await guild.settled()
    asked = {"all_by": guild.ben, "since": "2 hours", "reason": "a flood"}
    shown = await world.slash(guild.ana, guild.infra, "task drop", asked)
    assert "Drop all 3 open tasks" in shown.text and "Rack the disks" in shown.text
    assert shown.response is not None
    done = await world.press(shown.response, "Apply", guild.ana)
    assert "3 tasks that ben added" in done.text.lower()
    assert "Rack the disks" not in (await world.slash(guild.maria, guild.infra, "task list")).text
    assert done.response is not None
    await world.press(done.response, "Undo", guild.ana)
    assert "Rack the disks" in (await world.slash(guild.maria, guild.infra, "task list")).text


async def test_one_task_is_dropped_by_its_options(guild: AtWork) -> None:
    """The task and why; nothing at all asks which."""
    await added(guild)
    named = {"task": "T-1", "reason": "it is cancelled"}
    done = await guild.world.slash(guild.ana, guild.infra, "task drop", named)
    assert "dropped" in done.text
    told = await guild.world.slash(guild.ana, guild.infra, "task more history", {"task": "T-1"})
    assert "it is cancelled" in told.text and "- it is" not in told.text
    asked = await guild.world.slash(guild.ana, guild.infra, "task drop", {})
    assert "/task drop task: T-42" in asked.text
