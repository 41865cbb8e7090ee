"""What repeats, as a team lives with it: through real Slack messages, buttons and forms."""

from datetime import datetime, timedelta

from tests.scenario.cast import (
    ANA,
    BERLIN,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import team_at_work

MARCH = datetime(2027, 3, 15, 9, 5, tzinfo=BERLIN)
"""A Monday; the clocks of Berlin go forward on Sunday the 28th."""


async def test_a_fortnight_across_a_clock_change() -> None:
    """Every other Friday at nine: two cycles, with an hour lost between them, and still at nine."""
    async with team_at_work(start=MARCH) as team:
        await open_infra(team)
        line = "/task add Rotate the keys @maria every 2 weeks on friday 9:00"
        echo = await team.types(ANA, INFRA, line)
        assert "It comes again every 2 weeks on Fri 09:00, next Fri 2 Apr." in echo.text
        await team.until(datetime(2027, 3, 19, 8, 30, tzinfo=BERLIN))
        done = await team.types(MARIA, INFRA, "/task done T-1")
        assert "It comes again: T-2 Rotate the keys, due Fri 2 Apr 09:00" in done.text
        await team.until(datetime(2027, 4, 1, 10, tzinfo=BERLIN))
        soon = await team.hears(MARIA, "T-2 Rotate the keys is due Fri 2 Apr 09:00")
        await team.presses(MARIA, soon, "Done")
        shown = await team.types(MARIA, INFRA, "/task show T-3")
        assert "Fri 16 Apr 09:00" in shown.text and "Next of T-2" in shown.text
        assert "every 2 weeks on Fri 09:00, next Fri 30 Apr" in shown.text
        assert "Chivvy" not in shown.text and "It came again: next of T-2." in shown.text


async def test_a_report_that_is_late_does_not_pile_up() -> None:
    """The late one stays, the new one comes on its day, and then no third."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task add Weekly report @maria every friday")
        await team.until(november(27, 9))
        for week in range(3):
            await team.until(november(27, 20) + timedelta(weeks=week + 1))
        mine = await team.types(MARIA, INFRA, "/task")
        assert mine.text.count("Weekly report") == 2 and "every Fri" in mine.text
        shown = await team.types(MARIA, INFRA, "/task show T-2")
        assert "Fri 11 Dec brought no new one: two are open already." in shown.text


async def test_for_this_one_or_for_all_that_come() -> None:
    """An edit is for this one; a button makes it hold for all, and the next one shows it."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Weekly report @maria every friday")
        moved = await team.types(ANA, INFRA, "/task assign T-1 @jonas")
        assert "Apply to all that come" in moved.buttons
        said = await team.presses(ANA, moved, "Apply to all that come")
        assert said is not None and "All that come are like T-1 Weekly report now" in said.text
        await team.types(JONAS, INFRA, "/task done T-1")
        shown = await team.types(ANA, INFRA, "/task show T-2")
        assert "Jonas Weber" in shown.text


async def test_set_changed_paused_skipped_and_stopped_by_words() -> None:
    """Each verb says what happens now; what can't be read says what to type instead."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task add Water the plants @maria friday")
        said = await team.types(MARIA, INFRA, "/task repeat T-1 2 weeks")
        assert "T-1 Water the plants comes again every 2 weeks, next Fri 11 Dec." in said.text
        said = await team.types(MARIA, INFRA, "/task repeat T-1 pause until 14 dec")
        assert "every 2 weeks, paused until Mon 14 Dec" in said.text
        said = await team.types(MARIA, INFRA, "/task repeat T-1 resume")
        assert "T-1 Water the plants goes on: every 2 weeks, next Fri 11 Dec." in said.text
        said = await team.types(MARIA, INFRA, "/task skip T-1")
        assert "is skipped this time" in said.text and "T-2 Water the plants" in said.text
        said = await team.types(MARIA, INFRA, "/task repeat T-2 every blue moon")
        assert "I can't read “every blue moon” as how often." in said.text
        assert "/task repeat T-2 every 2 weeks" in said.text
        said = await team.types(MARIA, INFRA, "/task repeat T-2 every 2 hours")
        assert "once a day is the most" in said.text
        said = await team.types(MARIA, INFRA, "/task repeat T-2")
        assert "How often shall it come again?" in said.text
        said = await team.types(PRIYA, INFRA, "/task repeat T-2 every day")
        assert "That's for Maria Keller to do." in said.text
        said = await team.types(MARIA, INFRA, "/task repeat T-2 off")
        assert "T-2 Water the plants doesn't come again." in said.text
        said = await team.types(MARIA, INFRA, "/task skip T-2")
        assert "T-2 doesn't repeat. To let it come again, type:" in said.text


async def test_a_form_says_how_it_repeats() -> None:
    """The field shows it as one would type it; a wrong word gets its error at the field."""
    async with team_at_work(start=MONDAY) as team:
        echo = await team.types(MARIA, INFRA, "/task add Weekly report @maria friday 17:00")
        await team.presses(MARIA, echo, "Edit")
        wrong = await team.submits(MARIA, repeat="every blue moon")
        assert "repeat" in str(wrong) and "I can't read “every blue moon”" in str(wrong)
        await team.submits(MARIA, repeat="every friday")
        shown = await team.types(MARIA, INFRA, "/task show T-1")
        assert "every Fri 17:00, next Fri 4 Dec" in shown.text
        await team.presses(MARIA, shown, "Edit")
        assert "every friday at 17:00" in str(await team.form(MARIA))
        await team.submits(MARIA, repeat="")
        shown = await team.types(MARIA, INFRA, "/task show T-1")
        assert "Maria Keller let it come again no more." in shown.text


async def test_a_message_becomes_a_task_that_repeats() -> None:
    """The form behind the shortcut has the field too."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.says(JONAS, INFRA, "Can somebody check the backups?")
        await team.captures(MARIA, INFRA, said)
        await team.submits(MARIA, owner=JONAS, repeat="every weekday 9:00")
        card = await team.finds(JONAS, INFRA, "every weekday 09:00", thread=said)
        assert "next Wed 25 Nov" in card.text


async def test_undo_takes_the_next_one_back() -> None:
    """Undo of done: this one is open again, and the next one is gone."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task add Weekly report @maria every friday")
        done = await team.types(MARIA, INFRA, "/task done T-1")
        await team.presses(MARIA, done, "Undo")
        mine = await team.types(MARIA, INFRA, "/task")
        assert mine.text.count("Weekly report") == 1
        assert "T-1 Weekly report" in mine.text


async def test_it_comes_once_through_a_restart_and_an_outage() -> None:
    """The bot was down for two weeks: one new task, and nobody is asked for ten."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Check the backups @maria every weekday")
        await team.restarts(at=november(23, 10) + timedelta(days=14))
        await team.settled()
        mine = await team.types(MARIA, INFRA, "/task")
        assert mine.text.count("Check the backups") == 2
        shown = await team.types(MARIA, INFRA, "/task show T-2")
        assert "9 dates were left out: Tue 24 Nov to Fri 4 Dec." in shown.text
        assert len(await from_bot(team, MARIA)) < 6
