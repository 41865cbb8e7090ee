"""A reaction makes a task of a message, where its channel wants that."""

from adapters.sandbox.sharing import react
from bot.app import Tuning
from scheduler.courier import Pace
from tests.scenario.cast import (
    ANA,
    BOT,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    from_bot,
    open_infra,
)
from tests.support.team import Team, team_at_work

RULE = f"<@{MARIA}> can you open the firewall for the backup by friday?"


async def wants(team: Team, emoji: str = ":pushpin:") -> None:
    """Ana leads #infra and lets people capture by a reaction."""
    await open_infra(team)
    await team.types(ANA, INFRA, f"/project set capture {emoji}")


async def tasks_of(team: Team, who: str = ANA, where: str = INFRA) -> str:
    """All tasks that somebody sees."""
    return (await team.types(who, where, "/task list all")).text


async def test_it_is_off_until_somebody_sets_it() -> None:
    """Reactions are for people to talk with: nothing is made of them by default."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        said = await team.says(ANA, INFRA, RULE)
        await team.reacts(JONAS, INFRA, said)
        assert "firewall" not in await tasks_of(team)


async def test_a_pushpin_makes_a_task() -> None:
    """Who reacts asks for it; the owner, the date and the card are those of the message."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        said = await team.says(ANA, INFRA, RULE)
        await team.reacts(JONAS, INFRA, said)
        told = await team.finds(JONAS, INFRA, "T-1")
        assert told.private and "Undo" in told.buttons
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "Open the firewall for the backup" in shown.text
        assert "Fri 27 Nov" in shown.text and "Maria" in shown.text and "Jonas" in shown.text
        assert not (await team.finds(MARIA, INFRA, "T-1", thread=said)).private
        assert await team.hears(MARIA, "firewall")


async def test_the_answer_says_how_it_is_set() -> None:
    """The confirmation and the project's page name the emoji and the channel."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        answer = await team.types(ANA, INFRA, "/project set capture 📌")
        assert "Who reacts with :pushpin: to a message in #infra makes a task of it" in answer.text
        assert "react" in (await team.types(JONAS, INFRA, "/project show")).text
        assert "react" not in (await team.types(ANA, INFRA, "/project set capture off")).text
        wrong = await team.types(ANA, INFRA, "/project set capture a pin please")
        assert "/project set #infra capture :pushpin:" in wrong.text
        refused = await team.types(JONAS, INFRA, "/project set capture :eyes:")
        assert "react" not in refused.text


async def test_another_emoji_is_only_an_emoji() -> None:
    """The one that is set, with any skin, and no other."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team, ":raised_hands:")
        said = await team.says(ANA, INFRA, RULE)
        await team.reacts(JONAS, INFRA, said, "pushpin")
        assert "firewall" not in await tasks_of(team)
        await team.reacts(JONAS, INFRA, said, "raised_hands")
        assert "firewall" in await tasks_of(team)


async def test_many_react_and_one_task_is_made() -> None:
    """Whoever comes second changes nothing and reads nothing."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        said = await team.says(ANA, INFRA, RULE)
        workspace = team.run.sandbox.workspace
        channel = workspace.channels[INFRA]
        for who in (JONAS, MARIA, ANA):
            react(workspace, channel, workspace.message(INFRA, said), who, "pushpin")
        await team.settled()
        found = await tasks_of(team)
        assert "T-1" in found and "T-2" not in found


async def test_a_reply_is_captured_as_well() -> None:
    """The reply's own words, in its thread."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        thread = await team.says(ANA, INFRA, "The backup was slow")
        reply = await team.says(MARIA, INFRA, "I'll add a second disk tomorrow", thread)
        await team.reacts(JONAS, INFRA, reply)
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "second disk" in shown.text and "Tue 24 Nov" in shown.text
        assert await team.finds(JONAS, INFRA, "T-1", thread=thread)


async def test_taken_away_within_a_minute() -> None:
    """So is the task; and a reaction after that makes another."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        said = await team.says(ANA, INFRA, RULE)
        await team.reacts(JONAS, INFRA, said)
        await team.reacts(JONAS, INFRA, said)
        assert "firewall" not in await tasks_of(team)
        await team.reacts(JONAS, INFRA, said)
        assert "T-2" in await tasks_of(team)


async def test_taken_away_too_late() -> None:
    """After a minute, or once somebody worked on it, the task stays, and the person reads so."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        said = await team.says(ANA, INFRA, RULE)
        await team.reacts(JONAS, INFRA, said)
        await team.later(seconds=70)
        await team.reacts(JONAS, INFRA, said)
        told = await team.finds(JONAS, INFRA, "stays")
        assert told.private and "firewall" in await tasks_of(team)
        other = await team.says(ANA, INFRA, f"<@{MARIA}> please order disks")
        await team.reacts(JONAS, INFRA, other)
        await team.types(MARIA, INFRA, "/task start T-2")
        await team.reacts(JONAS, INFRA, other)
        assert "disks" in await tasks_of(team)


async def test_another_persons_reaction_takes_nothing_away() -> None:
    """Only whoever made it."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        said = await team.says(ANA, INFRA, RULE)
        await team.reacts(JONAS, INFRA, said)
        await team.reacts(MARIA, INFRA, said)
        await team.reacts(MARIA, INFRA, said)
        assert "firewall" in await tasks_of(team)


async def test_events_in_the_wrong_order_and_twice() -> None:
    """Taken away is heard before it was added: nothing is made. Heard twice: once."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        said = await team.says(ANA, INFRA, RULE)
        item = {"type": "message", "channel": INFRA, "ts": said}
        event = {"user": JONAS, "reaction": "pushpin", "item_user": ANA, "item": item}
        emit = team.run.sandbox.emit
        emit("reaction_removed", {"type": "reaction_removed", "event_ts": "9.000002", **event})
        await team.settled()
        emit("reaction_added", {"type": "reaction_added", "event_ts": "9.000001", **event})
        await team.settled()
        assert "firewall" not in await tasks_of(team)
        for _ in range(2):
            emit("reaction_added", {"type": "reaction_added", "event_ts": "9.000003", **event})
        await team.settled()
        found = await tasks_of(team)
        assert "T-1" in found and "T-2" not in found


async def test_five_a_minute_and_no_more() -> None:
    """A hand that slips on a long channel makes five tasks; the person reads what to do instead."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        said = [await team.says(ANA, INFRA, f"please order disk number {n}") for n in range(7)]
        for ts in said:
            await team.reacts(JONAS, INFRA, ts)
        found = await tasks_of(team)
        assert "T-5" in found and "T-6" not in found
        assert (await team.finds(JONAS, INFRA, "more than 5 tasks")).private
        await team.later(seconds=70)
        await team.reacts(MARIA, INFRA, said[6])
        assert "T-6" in await tasks_of(team)


async def test_our_own_messages_are_not_captured() -> None:
    """A pushpin on a card is no more than a nod."""
    async with team_at_work(start=MONDAY) as team:
        await wants(team)
        said = await team.says(ANA, INFRA, RULE)
        await team.reacts(JONAS, INFRA, said)
        card = await team.finds(MARIA, INFRA, "T-1", thread=said)
        await team.reacts(MARIA, INFRA, card.ts)
        assert "T-2" not in await tasks_of(team)


async def test_nobody_hears_before_the_minute_is_over() -> None:
    """Taken back within it, the owner never hears of it."""
    tuning = Tuning(0.05, Pace(settle=0.05, look_gap=0.05), per_message=0.0, hold=60)
    async with team_at_work(start=MONDAY, tuning=tuning) as team:
        await wants(team)
        said = await team.says(ANA, INFRA, RULE)
        await team.reacts(JONAS, INFRA, said)
        await team.reacts(JONAS, INFRA, said)
        await team.later(minutes=10)
        assert await from_bot(team, MARIA) == []


async def test_a_private_channel_keeps_it() -> None:
    """What is captured by a reaction there is seen there."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        inside = sorted(team.run.sandbox.workspace.channels[HIRING].members - {BOT})
        await team.types(inside[0], HIRING, "/project new Hiring")
        await team.submits(inside[0], why="We grow", speaks="yes")
        await team.types(inside[0], HIRING, "/project set capture on")
        said = await team.says(inside[0], HIRING, f"<@{JONAS}> please call candidate Zebulon")
        await team.reacts(inside[0], HIRING, said)
        assert "Zebulon" in (await team.types(inside[0], HIRING, "/task show T-1")).text
        outside = next(one for one in (JONAS, MARIA) if one not in inside)
        assert "Zebulon" not in (await team.types(outside, INFRA, "/task show T-1")).text
        assert all("Zebulon" not in m.text for m in await team.everything(outside))
