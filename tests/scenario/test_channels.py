"""The channels in which Chivvy is at work, as an admin chose them: on Slack."""

from tests.scenario.cast import (
    ANA,
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


async def chooses(team: Team, words: str = "#general") -> Seen:
    """Ana is admin, and says where."""
    await team.types(ANA, GENERAL, "/task admin me")
    return await team.types(ANA, GENERAL, f"/task settings workspace channels {words}")


async def test_elsewhere_is_refused_for_the_askers_eyes() -> None:
    """With the channels where it works; there, and in direct messages, everything goes on."""
    async with team_at_work(start=MONDAY) as team:
        assert "#general only" in (await chooses(team)).text
        refused = await team.types(JONAS, INFRA, "/task add Order disks")
        assert refused.private and "I don't work in this channel, but in #general" in refused.text
        assert "Order disks" in refused.text
        assert "T-1" in (await team.types(JONAS, GENERAL, "/task add Order disks @maria")).text
        await team.settled()
        direct = (await team.dm(MARIA))[-1].channel
        assert "Order disks" in (await team.types(MARIA, direct, "/task list all")).text


async def test_nothing_is_said_in_other_channels() -> None:
    """No card, no digest, no request for help; whose task it is hears as ever."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 9:00")
        await chooses(team)
        before = len(await team.sees(ANA, INFRA))
        await team.types(ANA, GENERAL, "/task add Order disks @maria friday #infra-migration")
        await team.until(november(24, 12))
        assert len(await team.sees(ANA, INFRA)) == before
        assert [m for m in await from_bot(team, MARIA) if "Order disks" in m.text]


async def test_a_reaction_elsewhere_makes_nothing_and_says_nothing() -> None:
    """Reactions are for people there."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project set capture :pushpin:")
        await chooses(team)
        said = await team.says(MARIA, INFRA, "please open the firewall by friday")
        before = len(await team.sees(ANA, INFRA))
        await team.reacts(ANA, INFRA, said)
        assert len(await team.sees(ANA, INFRA)) == before
        assert "firewall" not in (await team.types(ANA, GENERAL, "/task list all")).text


async def test_a_private_channel_is_not_named_to_others() -> None:
    """Nobody else reads of it; who is in it works there."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(ANA, HIRING)
        await team.types(SAM, HIRING, "/task add Call the candidate @sam")
        await team.types(ANA, HIRING, "/task")
        assert "a private channel of yours" in (await chooses(team, "#hiring-private")).text
        refused = await team.types(MARIA, INFRA, "/task")
        assert "hiring" not in refused.text and "direct messages" in refused.text
        assert "don't work" not in (await team.types(SAM, HIRING, "/task")).text


async def test_what_one_does_not_see_one_does_not_take_away() -> None:
    """Another admin chooses: the private channel that they don't see stays chosen."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(ANA, HIRING)
        await team.types(SAM, HIRING, "/task add Call the candidate @sam")
        await team.types(ANA, HIRING, "/task")
        await chooses(team, "#hiring-private #general")
        await team.types(ANA, GENERAL, "/task admin add @maria")
        await team.types(ANA, INFRA, "/task")
        said = await team.types(MARIA, GENERAL, "/task settings workspace channels #infra")
        assert "#infra only" in said.text and "hiring" not in said.text
        assert "don't work" not in (await team.types(SAM, HIRING, "/task")).text
        assert "don't work" in (await team.types(SAM, GENERAL, "/task")).text


async def test_everywhere_again_and_undo() -> None:
    """In a word, in the form, and by Undo."""
    async with team_at_work(start=MONDAY) as team:
        unmet = await chooses(team, "#general and #infra")
        assert "type /task list there" in unmet.text
        await team.types(ANA, INFRA, "/task")
        said = await chooses(team, "#general and #infra")
        assert "#general, #infra only" in said.text
        await team.presses(ANA, said, "Undo")
        assert "don't work" not in (await team.types(JONAS, "C0CLIENTA", "/task")).text
        await chooses(team)
        await team.page.post(
            "command",
            **{"as": ANA, "channel": GENERAL, "text": "/task settings workspace channels"},
        )
        await team.form(ANA)
        assert (await team.submits(ANA, channels=""))["ok"]
        assert "don't work" not in (await team.types(JONAS, INFRA, "/task")).text


async def test_what_is_no_channel_is_said() -> None:
    """With the line to type instead; nothing is changed."""
    async with team_at_work(start=MONDAY) as team:
        said = await chooses(team, "#nowhere")
        assert "#nowhere" in said.text and "/task settings workspace channels" in said.text
        assert "don't work" not in (await team.types(JONAS, INFRA, "/task")).text
