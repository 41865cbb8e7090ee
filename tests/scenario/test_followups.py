"""What people are asked, how far it climbs, and what ends it."""

import pytest

from core import dispatch
from core.unit import Unit
from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    NEW_YORK,
    PRIYA,
    SAM,
    december,
    from_bot,
    in_attention,
    november,
    open_infra,
    when,
)
from tests.support.team import Team, team_at_work

DNS = "T-1 Migrate DNS"


async def late_task(team: Team) -> None:
    """Maria's, due on Tuesday at 17:00; Priya's waits for it."""
    await open_infra(team)
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
    await team.types(JONAS, INFRA, "/task add Cut over @priya 4 dec after T-1")


async def test_an_overdue_task_climbs_one_step_a_day() -> None:
    """Owner, owner again with the requester told, the channel, the lead; each after its day."""
    async with team_at_work(start=MONDAY) as team:
        await late_task(team)
        await team.until(november(25, 10))
        first = await team.hears(MARIA, f"{DNS} was due Tue 24 Nov 17:00 (yesterday)")
        assert when(first) == november(25, 9)
        assert "Thu 26 Nov 09:00 I'll ask again and tell Ana Ruiz it is still open." in first.text
        await team.until(november(26, 10))
        second = await team.hears(MARIA, f"{DNS} was due", "and is still open. How is it?")
        assert when(second) == november(26, 9)
        told = await team.hears(ANA, "Good morning", "I'm asking Maria Keller how it is.")
        assert when(told) == november(26, 9)
        asked = [m for m in await from_bot(team, MARIA) if "Done" in m.buttons]
        assert [m.ts for m in asked] == [second.ts], "the older question has no buttons left"
        await team.until(november(27, 10))
        [line] = await in_attention(team, SAM)
        assert when(line) == november(27, 9)
        assert f"{DNS} was due" in line.text and "Maria" not in line.text
        await team.until(november(30, 10))
        decide = await team.hears(ANA, f"{DNS} was due", "What shall become of it?")
        assert when(decide) == november(30, 9)
        assert {"Give to somebody", "New date", "Drop"} <= set(decide.buttons)
        assert "Open tasks due by Mon 7 Dec: Ana Ruiz 0, Jonas Weber 0," in decide.text
        await team.presses(ANA, decide, "Give to somebody")
        form = await team.form(ANA)
        candidates = next(b for b in form["blocks"] if b["block_id"] == "candidate")
        assert "Priya" in str(candidates) and "Maria" not in str(candidates)
        before = len(await from_bot(team, MARIA))
        await team.until(december(4, 12))
        later = (await from_bot(team, MARIA))[before:]
        assert all("Good morning" in m.text for m in later), "the last step was the last"


@pytest.mark.parametrize("label", ["Ask me tomorrow", "Ask me in an hour", "Ask me on Monday"])
async def test_a_snooze_asks_again_then_and_moves_no_date(label: str) -> None:
    """Snoozed: the question comes back when asked for, the date stays, nobody else hears."""
    again = {"Ask me tomorrow": november(26, 10), "Ask me in an hour": november(25, 11),
             "Ask me on Monday": november(30, 9)}[label]  # fmt: skip
    async with team_at_work(start=MONDAY) as team:
        await late_task(team)
        await team.until(november(25, 10))
        first = await team.hears(MARIA, f"{DNS} was due", "How is it?")
        await team.presses(MARIA, first, label)
        await team.until(november(30, 12))
        asked = [m for m in await from_bot(team, MARIA) if "T-1" in m.text
                 and "Good morning" not in m.text and when(m) > when(first)]  # fmt: skip
        assert when(asked[0]) == again
        shown = await team.types(MARIA, INFRA, "/task show T-1")
        assert "Tue 24 Nov 17:00" in shown.text


async def test_an_answer_ends_the_climb() -> None:
    """A new date with its reason: no second question, the requester reads it in the brief."""
    async with team_at_work(start=MONDAY) as team:
        await late_task(team)
        await team.until(november(25, 10))
        first = await team.hears(MARIA, f"{DNS} was due")
        await team.presses(MARIA, first, "New date")
        await team.submits(MARIA, due="friday 12:00", reason="waiting for access")
        await team.until(november(26, 10))
        line = await team.hears(MARIA, f"{DNS}: answered. It is due Fri 27 Nov 12:00")
        assert line.ts == first.ts and "Done" not in line.buttons
        told = await team.hears(ANA, "Good morning", "waiting for access")
        assert when(told) == november(26, 9)
        assert not [m for m in await from_bot(team, MARIA) if "still open" in m.text]


async def test_what_is_past_its_date_is_said_once_a_morning() -> None:
    """The question alone; where the brief has more, that alone, and that there is something
    besides; the morning after, unanswered and not asked again, the brief."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria tomorrow 17:00")
        await team.until(november(24, 12))
        before = len(await from_bot(team, MARIA))
        await team.until(november(25, 12))
        [asked] = (await from_bot(team, MARIA))[before:]
        assert "T-1 Order disks was due" in asked.text
        await team.types(ANA, INFRA, "/task add Move the mail @maria thursday 17:00")
        await team.settled()
        before = len(await from_bot(team, MARIA))
        await team.until(november(26, 12))
        brief, asked = (await from_bot(team, MARIA))[before:]
        assert "One for today, besides what I ask about in a message of its own." in brief.text
        assert "T-2 Move the mail" in brief.text and "T-1" not in brief.text
        assert "T-1 Order disks was due" in asked.text
        before = len(await from_bot(team, MARIA))
        await team.until(november(27, 12))
        brief, _ = (await from_bot(team, MARIA))[before:]
        assert "T-1 Order disks" in brief.text and "T-2" not in brief.text


async def test_what_a_brief_asked_is_over_once_a_message_asks_it_anew() -> None:
    """Of a task there is one live question: the reminder of the day before becomes a line."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 30 nov")
        await team.until(november(27, 10))
        brief = await team.hears(MARIA, "Will it be done?")
        await team.until(december(1, 10))
        await team.hears(MARIA, "T-1 Migrate DNS was due", "How is it?")
        [left] = [m for m in await team.dm(MARIA) if m.ts == brief.ts]
        assert "T-1 Migrate DNS: I asked again in a newer message." in left.text
        assert "Done" not in left.buttons and "Open my list" in left.buttons


async def test_quiet_work_is_asked_twice_and_then_only_listed() -> None:
    """Stalled is not overdue: "is something in the way?" twice, then the digest names the task."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec 17:00")
        await team.types(MARIA, INFRA, "/task start T-1")
        await team.types(ANA, INFRA, "/project digest at 9:00")
        await team.until(december(7, 8))
        assert not [m for m in await team.sees(SAM, INFRA) if "Quiet:" in m.text]
        await team.until(december(7, 10))
        asked = [m for m in await from_bot(team, MARIA) if "T-1" in m.text]
        first, second = asked[-2:]
        assert when(first) == november(26, 9, 5)
        assert "It isn't late" in second.text and "Is something in the way?" in second.text
        assert when(second) == december(1, 9, 5)
        assert "the digest lists the task (not you): Fri 4 Dec 09:05" in second.text
        quiet = await team.finds(SAM, INFRA, "Quiet: T-1 Migrate DNS")
        assert "Maria" not in quiet.text
        said = await team.presses(MARIA, second, "All fine")
        assert said is not None and "I won't ask about T-1 before" in said.text


async def test_not_now_names_a_start_and_the_requester_reads_it() -> None:
    """Other work came first: it starts later, the requester is told in the brief."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec 17:00")
        await team.types(MARIA, INFRA, "/task start T-1")
        await team.until(november(26, 10))
        asked = await team.hears(MARIA, "Is something in the way?")
        await team.presses(MARIA, asked, "Not now")
        await team.submits(MARIA, start_on="monday")
        await team.hears(MARIA, "T-1 Migrate DNS starts on Mon 30 Nov. I won't ask before.")
        await team.until(november(27, 10))
        told = await team.hears(ANA, "Good morning", "T-1 Migrate DNS", "Mon 30 Nov")
        assert when(told) == november(27, 9)


async def test_not_mine_twice_comes_to_the_lead() -> None:
    """Two people say *Not mine*: the lead decides, nobody is asked a third time."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(SAM, INFRA, "/task add Migrate DNS @maria friday")
        await team.presses(MARIA, await team.hears(MARIA, "is yours now"), "Not mine")
        await team.types(SAM, INFRA, "/task assign T-1 @jonas")
        await team.settled()
        await team.presses(JONAS, await team.hears(JONAS, "is yours now"), "Not mine")
        decide = await team.hears(ANA, "T-1 Migrate DNS came back twice. Who takes it?")
        assert when(decide) == MONDAY
        await team.presses(ANA, decide, "Give to somebody")
        refused = await team.submits(ANA)
        assert refused["errors"] == {"owner": "Choose who takes it, here or above."}


async def test_follow_ups_come_in_the_readers_own_morning() -> None:
    """A date that ends on Tuesday in New York is asked about on Wednesday at nine in New York."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Renew certificate @priya tuesday 12:00")
        await team.until(november(27, 12))
        for message in await from_bot(team, PRIYA):
            local = when(message).astimezone(NEW_YORK)
            assert 9 <= local.hour < 17 and local.weekday() < 5, message.text
        first = await team.hears(PRIYA, "T-1 Renew certificate")
        assert first


async def test_nobody_hears_anything_at_night_or_on_the_weekend() -> None:
    """Given on Friday evening: told on Monday morning, in the brief."""
    async with team_at_work(start=november(27, 20)) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Renew certificate @maria tuesday")
        await team.until(november(30, 8, 59))
        assert not await from_bot(team, MARIA)
        await team.until(november(30, 9, 30))
        [brief] = await from_bot(team, MARIA)
        assert when(brief) == november(30, 9)
        assert "T-1 Renew certificate is yours now." in brief.text


async def test_three_things_due_at_once_are_one_message() -> None:
    """Three dates that passed the same evening are one message with an answer for each."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        for title in ("Renew certificate", "Copy database", "Order disks"):
            await team.types(ANA, INFRA, f"/task add {title} @maria 24 nov 17:00")
        await team.until(november(25, 9, 30))
        asking = [m for m in await from_bot(team, MARIA)
                  if when(m) >= november(25, 0) and "Good morning" not in m.text]  # fmt: skip
        assert len(asking) == 1, [m.text for m in asking]
        assert asking[0].text.count("How is it?") == 3


async def test_undone_within_the_hold_nobody_ever_saw_it() -> None:
    """What a typed line makes others hear waits a minute; undone by then, nothing was sent."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task list")
        await team.run.bot.store.write(_hold_of_a_minute, workspace=None)
        echo = await team.types(ANA, INFRA, "/task add Migrate DNS @maria friday")
        assert "I'll tell Maria Keller in a minute." in echo.text
        await team.later(seconds=50)
        assert not await from_bot(team, MARIA)
        await team.presses(ANA, echo, "Undo")
        await team.later(days=3)
        assert not [m for m in await from_bot(team, MARIA) if "DNS" in m.text]
        kept = await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        assert "I'll tell Maria Keller in a minute." in kept.text
        await team.later(seconds=61)
        await team.hears(MARIA, "T-2 Order disks is yours now.")


def _hold_of_a_minute(unit: Unit) -> None:
    dispatch.set_hold(unit, 60)


async def test_every_message_says_why_it_came() -> None:
    """*Why this?* answers on each message that Chivvy sent of its own accord."""
    async with team_at_work(start=MONDAY) as team:
        await late_task(team)
        await team.types(ANA, INFRA, "/project digest at 9:00")
        await team.until(november(30, 10))
        asked = 0
        for who in (ANA, MARIA, PRIYA):
            for message in await from_bot(team, who):
                assert "Why this?" in message.buttons, message.text
                why = await team.presses(who, message, "Why this?")
                assert why is not None and why.private and len(why.text) > 40
                asked += 1
        for line in await in_attention(team, SAM):
            why = await team.presses(SAM, line, "Why this?")
            assert why is not None and "T-1" in why.text
            asked += 1
        assert asked > 8


async def test_who_has_what_is_opened_again_hears_why() -> None:
    """Of what was checked and closed, too: the words come as a message, with what may follow."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 4 dec")
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.types(ANA, INFRA, "/task accept T-1")
        await team.until(november(24, 11))
        said = await team.types(ANA, INFRA, "/task reopen T-1 the old record answers again")
        assert "Maria Keller hears of it" in said.text
        told = await team.hears(MARIA, "Ana Ruiz opened T-1 Migrate DNS again", "the old record")
        assert when(told) == november(24, 11) and "Done" in told.buttons


async def test_not_me_twice_comes_to_the_lead_at_once() -> None:
    """Also where the owner named who could help instead: the blocker is as old as it was."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(SAM, INFRA, "/task add Migrate DNS @maria 4 dec")
        await team.types(MARIA, INFRA, "/task block T-1 firewall rule is missing @jonas")
        await team.presses(JONAS, await team.hears(JONAS, "can't go on"), "Not me ...")
        await team.submits(JONAS)
        await team.later(hours=1)
        told = await team.hears(MARIA, "Jonas Weber can't help")
        await team.presses(MARIA, told, "Name who can help")
        await team.submits(MARIA, helper=ANA)
        await team.presses(ANA, await team.hears(ANA, "can't go on"), "Not me ...")
        await team.submits(ANA)
        decide = await team.hears(ANA, "T-1 Migrate DNS: two who were asked can't help.")
        assert "Name who can help" in decide.buttons


async def test_a_date_that_is_over_was_due_also_where_its_owner_is_away() -> None:
    """Who decides is not told that yesterday's date comes."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 10:00")
        await team.until(november(25, 11))
        await team.types(MARIA, INFRA, "/task away 25 nov - 1 dec")
        await team.hears(ANA, "T-1 Migrate DNS was due Tue 24 Nov 10:00", "Wait, or give it on?")
