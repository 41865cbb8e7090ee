"""People say how they want to be told, and that they are away; through Slack, as they would."""

from dataclasses import replace

from tests.scenario.cast import (
    ANA,
    GENERAL,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    from_bot,
    november,
    open_infra,
    when,
)
from tests.support.team import team_at_work

DNS = "T-1 Migrate DNS"


async def test_the_form_keeps_what_is_set() -> None:
    """Opened by the command and submitted; a wrong field is named; opened again it is there."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, GENERAL, "/task settings")
        wrong = await team.submits(MARIA, hours="whenever")
        assert "hours" in str(wrong)
        values = {"hours": "mon-thu 10-16, fri 10-12", "country": "Germany, Bavaria"}
        await team.submits(MARIA, **values, brief="10:30", way_quiet="off")
        await team.types(MARIA, GENERAL, "/task settings")
        shown = str(await team.form(MARIA))
        assert "mon-thu 10:00-16:00; fri 10:00-12:00" in shown and "DE-BY" in shown
        assert "10:30" in shown


async def test_one_undo_takes_settings_back() -> None:
    """Of a typed line and of the form, whatever it changed; the undo can be undone."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.types(MARIA, GENERAL, "/task settings hours mon-fri 9-16")
        await team.presses(MARIA, said, "Undo")
        await team.finds(MARIA, GENERAL, "You work the usual hours")
        await team.types(MARIA, GENERAL, "/task settings")
        await team.submits(MARIA, country="DE-BY", brief="10:30", way_quiet="off")
        said = await team.finds(MARIA, GENERAL, "10:30")
        await team.presses(MARIA, said, "Undo")
        await team.types(MARIA, GENERAL, "/task settings")
        shown = str(await team.form(MARIA))
        assert "09:00" in shown and "10:30" not in shown


async def test_typed_settings_are_answered_privately() -> None:
    """Each with what holds now; nonsense with an example; nobody else reads any of it."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.types(MARIA, GENERAL, "/task settings hours mon-fri 9-16")
        assert "You work mon-fri 09:00-16:00." in said.text and said.private
        said = await team.types(MARIA, GENERAL, "/task settings country DE-BY")
        assert "Germany (BY)" in said.text and "Fri 25 Dec" in said.text
        said = await team.types(MARIA, GENERAL, "/task settings brief 8:30")
        assert "08:30" in said.text
        said = await team.types(MARIA, GENERAL, "/task settings zone berlin")
        assert "Europe/Berlin" in said.text
        said = await team.types(MARIA, GENERAL, "/task settings clock 12h")
        assert "5:00 PM" in said.text
        said = await team.types(MARIA, GENERAL, "/task settings country Germny")
        assert "Near it: Germany" in said.text
        said = await team.types(MARIA, GENERAL, "/task settings zone LA")
        assert "Did you mean America/Los_Angeles?" in said.text
        assert "/task settings zone America/Los_Angeles" in said.text
        said = await team.types(MARIA, GENERAL, "/task settings huors mon-fri 9-16")
        assert "I know no setting" in said.text
        assert "decisions, news, workspace. Type" in said.text
        said = await team.types(MARIA, GENERAL, "/task settings given off")
        assert "can't be off" in said.text
        said = await team.types(JONAS, GENERAL, "/task settings workspace hold 10")
        assert "to set" in said.text
        for message in await team.everything(JONAS):
            assert "09:00-16:00" not in message.text


async def test_less_of_this_silences_a_kind_in_one_press() -> None:
    """From the message: in the brief, then not at all, and back; the climb holds meanwhile."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.until(november(25, 10))
        asked = await team.hears(MARIA, f"{DNS} was due")
        why = await team.presses(MARIA, asked, "Why this?")
        assert why is not None and "Settings" in why.buttons
        less = await team.presses(MARIA, why, "Less of this")
        assert less is not None and "in your morning brief" in less.text
        off = await team.presses(MARIA, less, "Not at all")
        assert off is not None and "I won't tell you" in off.text
        heard, lead = len(await from_bot(team, MARIA)), len(await from_bot(team, ANA))
        await team.until(november(28, 10))
        later = (await from_bot(team, MARIA))[heard:]
        assert all("Good morning" in m.text for m in later)
        assert all("Good morning" in m.text for m in (await from_bot(team, ANA))[lead:])
        await team.presses(MARIA, off, "As before")
        await team.hears(MARIA, "as it comes, in your hours")
        await team.until(november(30, 10))
        await team.hears(MARIA, f"{DNS} was due", "is still open")


async def test_away_with_a_cover_and_the_first_day_back() -> None:
    """The cover is told and asked; who is away hears nothing until the day of return."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        said = await team.types(MARIA, GENERAL, "/task away 25 nov - 29 nov cover @jonas")
        assert "back on Mon 30 Nov" in said.text and "Jonas" in said.text
        told = await team.hears(JONAS, "Maria Keller is away", "Back on Mon 30 Nov")
        assert when(told) < november(23, 10)
        await team.until(november(25, 9, 30))
        await team.hears(JONAS, f"{DNS} was due")
        await team.until(november(30, 8))
        assert not [m for m in await from_bot(team, MARIA) if when(m) >= november(25, 0)]
        await team.until(november(30, 12))
        morning = [m for m in await from_bot(team, MARIA) if when(m) >= november(25, 0)]
        assert len(morning) == 1 and "Welcome back, Maria." in morning[0].text
        assert "Needs you" in morning[0].text and when(morning[0]) == november(30, 9)


async def test_do_not_disturb_holds_messages_until_it_ends() -> None:
    """Maria pauses notifications in Slack until eleven; what she is owed comes then."""
    async with team_at_work(start=MONDAY) as team:
        begins, ends = november(23, 9), november(23, 11)
        status = {
            "dnd_enabled": True,
            "next_dnd_start_ts": int(begins.timestamp()),
            "next_dnd_end_ts": int(ends.timestamp()),
        }
        event = {"type": "dnd_updated_user", "user": MARIA, "dnd_status": status}
        span = (status["next_dnd_start_ts"], status["next_dnd_end_ts"])
        team.run.sandbox.change_person(MARIA, dnd=span)
        team.run.sandbox.emit("dnd_updated_user", event)
        await team.settled()
        await team.types(ANA, GENERAL, "/task add Migrate DNS @maria 4 dec")
        await team.until(november(23, 10, 50))
        assert not [m for m in await from_bot(team, MARIA) if "Migrate DNS" in m.text]
        await team.until(november(23, 11, 5))
        assert when(await team.hears(MARIA, DNS)) == november(23, 11)


async def test_an_unreadable_leave_says_what_to_type() -> None:
    """Nothing is guessed; past days and no leave at all are answered with an example."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.types(PRIYA, GENERAL, "/task away until banana")
        assert "/task away until monday" in said.text
        said = await team.types(PRIYA, GENERAL, "/task away off")
        assert "no leave to take back" in said.text
        said = await team.types(PRIYA, GENERAL, "/task away @maria until friday")
        assert "lead" in said.text and "/task away until monday" in said.text


async def test_do_not_disturb_that_began_while_down_is_known_at_the_start() -> None:
    """No event of it came: of whom something is due, Slack is asked before anything goes out."""
    async with team_at_work(start=MONDAY) as team:
        begins, ends = november(23, 9), november(23, 12)
        await team.types(ANA, GENERAL, "/task add Migrate DNS @maria today 10:30")
        await team.settled()
        people = team.run.sandbox.workspace.people
        window = (int(begins.timestamp()), int(ends.timestamp()))
        people[MARIA] = replace(people[MARIA], dnd=window)
        await team.restarts(at=november(23, 10))
        await team.until(november(23, 11, 50))
        asked = "Migrate DNS was due"
        assert not [m for m in await from_bot(team, MARIA) if asked in m.text]
        await team.until(november(23, 12, 5))
        assert when(await team.hears(MARIA, asked)) == november(23, 12)


async def test_a_single_day_is_said_as_one() -> None:
    """Not "from Tuesday to Tuesday"."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.types(MARIA, INFRA, "/task away tomorrow cover @priya")
        assert "You are away on Tue 24 Nov; back on Wed 25 Nov" in said.text
        await team.until(november(24, 16))
        await team.hears(PRIYA, "Maria Keller is away on Tue 24 Nov, and you answer meanwhile")
