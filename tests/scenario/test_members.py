"""Who is in a private channel, and what follows when that changes."""

from dataclasses import replace

from adapters.sandbox.faults import Fault
from tests.scenario.cast import ANA, BOT, HIRING, INFRA, JONAS, MARIA, MONDAY, SAM
from tests.support.team import Team, team_at_work

CANARY = "Quetzal"
EVERYBODY_ELSE = (JONAS, MARIA)


async def hiring(team: Team) -> None:
    """Ana asks for something in #hiring-private, where Sam is and has never spoken."""
    team.run.sandbox.join(HIRING, BOT)
    await team.settled()
    await team.types(ANA, HIRING, f"/task add Call the {CANARY} candidate")


async def sees(team: Team, who: str) -> bool:
    """Whether T-1 exists for somebody, wherever they ask."""
    shown = await team.types(who, f"D{who[1:]}", "/task show T-1")
    assert (CANARY in shown.text) != ("can't find T-1" in shown.text), shown.text
    return CANARY in shown.text


def drop_silently(team: Team, who: str) -> None:
    """Somebody is removed and the event of it is lost."""
    channels = team.run.sandbox.workspace.channels
    channels[HIRING] = replace(channels[HIRING], members=channels[HIRING].members - {who})


async def test_a_silent_member_sees_what_is_in_their_channel() -> None:
    """Who never spoke to Chivvy in a private channel is known to be there all the same."""
    async with team_at_work(start=MONDAY) as team:
        await hiring(team)
        assert await sees(team, SAM)
        assert not await sees(team, MARIA)
        given = await team.types(ANA, HIRING, "/task add Write the offer @sam friday")
        assert "Sam Cole" in given.text
        assert "can't see" not in given.text


async def test_who_comes_and_who_goes() -> None:
    """Joining shows the channel's tasks at once, and leaving hides them at once."""
    async with team_at_work(start=MONDAY) as team:
        await hiring(team)
        team.run.sandbox.join(HIRING, JONAS)
        await team.settled()
        assert await sees(team, JONAS)
        team.run.sandbox.leave(HIRING, JONAS)
        await team.settled()
        assert not await sees(team, JONAS)


async def test_who_takes_part_still_sees_their_task_after_leaving() -> None:
    """Leaving takes away what is the channel's, not what is one's own."""
    async with team_at_work(start=MONDAY) as team:
        await hiring(team)
        await team.types(ANA, HIRING, "/task assign T-1 @sam")
        await team.types(ANA, HIRING, f"/task add Write the {CANARY} offer")
        team.run.sandbox.leave(HIRING, SAM)
        await team.settled()
        assert await sees(team, SAM)
        assert "can't find T-2" in (await team.types(SAM, "D0SAM", "/task show T-2")).text


async def test_a_lost_event_is_made_up_for() -> None:
    """After a quarter of an hour it is looked up again before an answer."""
    async with team_at_work(start=MONDAY) as team:
        await hiring(team)
        assert await sees(team, SAM)
        drop_silently(team, SAM)
        await team.later(minutes=16)
        assert not await sees(team, SAM)
        assert CANARY not in (await team.home(SAM)).text


async def test_unknown_means_no() -> None:
    """While Slack does not tell who is there nothing is shown, and once it does it is again."""
    async with team_at_work(start=MONDAY) as team:
        await hiring(team)
        await team.later(minutes=16)
        team.run.sandbox.faults.fail_next("conversations.members", 1)
        assert not await sees(team, SAM)
        await team.run.bot.insiders.everywhere()
        assert await sees(team, SAM)


async def test_a_slow_look_up_keeps_nobody_waiting() -> None:
    """After a second the answer comes without what is unsure; the look-up ends by itself."""
    async with team_at_work(start=MONDAY) as team:
        await hiring(team)
        await team.later(minutes=16)
        team.run.sandbox.faults.add("conversations.members", Fault(delay=1.5, applied=True))
        assert not await sees(team, SAM)
        await team.run.bot.insiders.stop()
        await team.run.bot.insiders.everywhere()
        assert await sees(team, SAM)


async def test_where_we_are_removed_nobody_is_known() -> None:
    """Where nobody tells us who is there, tasks are seen by those who take part in them."""
    async with team_at_work(start=MONDAY) as team:
        await hiring(team)
        team.run.sandbox.leave(HIRING, BOT)
        await team.settled()
        assert not await sees(team, SAM)
        assert await sees(team, ANA)
        team.run.sandbox.join(HIRING, BOT)
        await team.settled()
        await team.run.bot.insiders.everywhere()
        assert await sees(team, SAM)


async def test_an_outsider_is_given_a_private_task_on_purpose() -> None:
    """The refusal has a button that does it all the same, and says what it shows."""
    async with team_at_work(start=MONDAY) as team:
        await hiring(team)
        asked = await team.types(ANA, HIRING, "/task assign T-1 @maria")
        assert "Maria Keller can't see" in asked.text
        assert "nothing else of that conversation" in asked.text
        assert not await sees(team, MARIA)
        await team.presses(ANA, asked, "Give to Maria Keller anyway")
        assert await sees(team, MARIA)
        assert not await sees(team, JONAS)


async def test_a_channel_made_private_keeps_what_came_from_it() -> None:
    """Captured tasks and those of its project are its people's; later ones are private too."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, f"/project new {CANARY} move")
        await team.submits(ANA, speaks="no")
        await team.types(ANA, INFRA, f"/task add Order {CANARY} disks")
        said = await team.says(ANA, INFRA, "We need more racks")
        await team.captures(ANA, INFRA, said)
        await team.submits(ANA, title=f"Racks for {CANARY}")
        team.run.sandbox.leave(INFRA, JONAS)
        await team.settled()
        assert await sees(team, JONAS)
        team.run.sandbox.make_private(INFRA, ANA)
        await team.settled()
        await team.run.bot.insiders.everywhere()
        await team.types(ANA, INFRA, f"/task add Cable for {CANARY}")
        for number in ("T-1", "T-2", "T-3"):
            shown = await team.types(JONAS, "D0JONAS", f"/task show {number}")
            assert f"can't find {number}" in shown.text, shown.text
            assert CANARY in (await team.types(MARIA, "D0MARIA", f"/task show {number}")).text
        assert CANARY not in (await team.types(JONAS, "D0JONAS", "/project")).text
