"""A dry run shows one channel what would go out; a pilot is at work in a few channels only."""

from dataclasses import replace

from adapters.sandbox.story import default_story
from tests.scenario.cast import (
    ANA,
    BOT,
    CLIENT,
    GENERAL,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    SAM,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import Seen, Team, team_at_work

TRIAL = "#general"


async def rehearsed(team: Team) -> list[Seen]:
    """What the dry run's channel was shown."""
    return [m for m in await team.sees(ANA, GENERAL) if m.user == BOT and not m.private]


async def test_everything_goes_to_one_channel() -> None:
    """Marked with whom it was for; nobody is mentioned, and there is nothing to press."""
    async with team_at_work(start=MONDAY) as team:
        await team.says(ANA, GENERAL, "hello")
        await team.types(ANA, GENERAL, "/task list")
        await team.restarts(dry_run=TRIAL)
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday !share")
        await team.until(november(24, 12))
        shown = await rehearsed(team)
        assert [m for m in shown if m.text.startswith("Dry run: for Maria Keller, directly")]
        assert [m for m in shown if m.text.startswith("Dry run: for #infra")]
        assert all(m.text.startswith("Dry run: for ") and not m.buttons for m in shown)
        assert "<@" not in str([m.raw for m in shown]) and "user_id" not in str(
            [m.raw["blocks"] for m in shown]
        )
        assert not await from_bot(team, MARIA)
        assert not [m for m in await team.sees(ANA, INFRA) if m.user == BOT and not m.private]


async def test_afterwards_nothing_is_said_twice() -> None:
    """What the dry run has shown was said; its messages stay as they are, and new ones go out."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task list")
        await team.restarts(dry_run=TRIAL)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        await team.until(november(23, 10))
        before = [m.text for m in await rehearsed(team)]
        assert before
        await team.restarts(dry_run="")
        await team.types(ANA, INFRA, "/task due T-1 wednesday")
        await team.types(ANA, INFRA, "/task add Rack the hosts @maria friday")
        await team.until(november(23, 12))
        assert [m.text for m in await rehearsed(team)] == before
        heard = [m for m in await from_bot(team, MARIA) if "Rack the hosts" in m.text]
        assert len(heard) == 1
        assert not [m for m in await from_bot(team, MARIA) if "gives you Order disks" in m.text]


async def test_what_stands_already_waits() -> None:
    """A card from before is not drawn anew during a dry run, and is afterwards."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task list")
        await team.types(ANA, INFRA, "/task add Order disks @maria friday !share")
        await team.settled()
        await team.restarts(dry_run=TRIAL)
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.until(november(23, 10))
        assert "Done" in (await team.finds(ANA, INFRA, "Order disks")).buttons
        await team.restarts(dry_run="")
        await team.until(november(23, 11))
        assert "Done" not in (await team.finds(ANA, INFRA, "Order disks")).buttons


async def test_what_is_private_is_left_out() -> None:
    """The dry run's channel learns that something would be said, and no word of it."""
    story = default_story(MONDAY)
    channels = tuple(replace(c, with_app=True) if c.id == HIRING else c for c in story.channels)
    async with team_at_work(start=MONDAY, story=replace(story, channels=channels)) as team:
        await team.types(ANA, GENERAL, "/task list")
        await team.restarts(dry_run=TRIAL)
        line = "/task add Call Quokka @sam tomorrow done when: Wombat signed"
        await team.types(ANA, HIRING, line)
        await team.types(ANA, HIRING, "/task note T-1 Narwhal")
        await team.types(SAM, HIRING, "/task block T-1 Zanzibar is out @ana")
        await team.until(november(27, 12))
        shown = str([m.raw for m in await rehearsed(team)])
        assert "left out in a dry run" in shown
        for canary in ("Quokka", "Wombat", "Narwhal", "Zanzibar", "hiring"):
            assert canary not in shown, canary


async def test_a_pilot_is_at_work_in_its_channels_only() -> None:
    """Elsewhere a command is answered privately, saves nothing, and nothing is posted there."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, CLIENT, "/task add Agree on a window @sam friday")
        await team.restarts(channels=("#infra",))
        refused = await team.types(ANA, CLIENT, "/task add Something @sam friday")
        assert refused.private and "not at work in this channel yet" in refused.text
        assert "#infra" in refused.text and "Something @sam friday" in refused.text
        shown = await team.types(ANA, f"D{ANA[1:]}", "/task list @sam")
        assert "Agree on a window" in shown.text and "Something" not in shown.text
        assert "disks" in (await team.types(ANA, INFRA, "/task add Order disks @jonas")).text
        await team.types(ANA, INFRA, "/project set home #client-a")
        await team.types(ANA, INFRA, "/project digest now")
        await team.until(november(23, 12))
        assert [m for m in await from_bot(team, JONAS) if "Order disks" in m.text]
        assert not [m for m in await team.sees(ANA, CLIENT) if m.user == BOT and not m.private]
