"""Who is asked in somebody's place reads for whom, and nobody is told that another was asked."""

from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    december,
    from_bot,
    november,
    open_infra,
    when,
)
from tests.support.team import team_at_work

CHECKED = "/task add Migrate DNS @maria 11 dec verifier: @jonas; done when: it resolves"


async def test_who_covers_reads_for_whom_and_the_requester_who_is_asked() -> None:
    """The question says whose it is; the brief names who was asked, not who is away."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 25 nov")
        await team.types(MARIA, INFRA, "/task away 25 nov - 4 dec cover @jonas")
        await team.until(november(27, 10))
        await team.hears(JONAS, "T-1", "You answer for Maria Keller, who is away until Fri 4 Dec.")
        told = await team.hears(ANA, "is still open")
        assert "I'm asking Jonas Weber how it is" in told.text, told.text


async def test_what_was_put_off_before_a_leave_is_put_off_for_who_covers() -> None:
    """Until Wednesday at eleven, whoever is asked then."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 23 nov 12:00")
        await team.until(november(23, 13))
        await team.hears(MARIA, "T-1", "How is it?")
        await team.types(MARIA, INFRA, "/task snooze T-1 wed 11:00")
        await team.types(MARIA, INFRA, "/task away 24 nov - 4 dec cover @jonas")
        await team.until(november(25, 10, 59))
        assert not any("How is it?" in m.text for m in await from_bot(team, JONAS))
        await team.until(november(25, 11, 15))
        assert when(await team.hears(JONAS, "T-1", "How is it?")) == november(25, 11)


async def test_done_names_who_really_checks() -> None:
    """The verifier is away: whoever stands in is named, and reads for whom."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, CHECKED)
        await team.types(JONAS, INFRA, "/task away 23 nov - 4 dec")
        said = await team.types(MARIA, INFRA, "/task done T-1")
        assert "Jonas Weber is away, so I'm asking Ana Ruiz to check it." in said.text, said.text
        await team.hears(ANA, "Please check", "Jonas Weber would check it, and is away.")


async def test_who_stood_in_is_not_asked_a_third_time() -> None:
    """Twice, as announced; that the verifier is back makes them nobody else."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, CHECKED)
        await team.types(JONAS, INFRA, "/task away 23 nov - 26 nov")
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.until(december(2, 18))
        asked = [m for m in await from_bot(team, ANA) if "Please check" in m.text]
        assert len(asked) == 1, [m.text for m in asked]  # The first is one line by now.
        assert not any("nobody has checked it yet" in m.text for m in await from_bot(team, ANA))


async def test_on_the_day_of_return_it_is_said_when_they_hear() -> None:
    """Not before 13:00, and not "now"."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 26 nov 17:00")
        await team.types(MARIA, INFRA, "/task away 24 nov - 27 nov")
        announced = await team.hears(MARIA, "T-1")
        assert "Mon 30 Nov 13:00" in announced.text, announced.text
        await team.until(november(30, 9, 30))
        said = await team.types(ANA, INFRA, "/task add Hot thing @maria today 16:00 urgent")
        assert "Maria Keller is just back from leave and hears of it Mon 30 Nov 13:00" in said.text
        await team.until(november(30, 13, 30))
        hot = await team.hears(MARIA, "Hot thing", "is yours now")
        assert when(hot) == november(30, 13)


async def test_who_hears_late_is_not_asked_in_the_same_minute() -> None:
    """A task that is past its date when its owner learns of it: asked a working day later."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(MARIA, INFRA, "/task away 24 nov")
        await team.until(november(24, 10))
        await team.types(ANA, INFRA, "/task add Hot thing @maria today 16:00 urgent")
        await team.until(november(25, 18))
        heard = await team.hears(MARIA, "T-1 Hot thing is yours now")
        assert "I'll ask how it is: Thu 26 Nov 09:00" in heard.text, heard.text
        assert not any("How is it?" in m.text for m in await from_bot(team, MARIA))
        await team.until(november(26, 10))
        await team.hears(MARIA, "T-1 Hot thing was due", "How is it?")


async def test_a_way_that_is_said_to_be_free_goes_to_no_lead() -> None:
    """Its owner is asked whether they can go on; the lead reads nothing of "can't go on"."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec")
        await team.types(MARIA, INFRA, "/task block T-1 firewall rule needs admin rights @jonas")
        asked = await team.hears(JONAS, "can't go on")
        await team.presses(JONAS, asked, "It's done")
        await team.until(december(2, 18))
        assert not any("can't go on since" in m.text for m in await from_bot(team, ANA))


async def test_a_brief_says_each_task_once() -> None:
    """What is told of a task does not stand among what is waited for, nor among "more"."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.types(ANA, INFRA, "/task add Cut over @jonas 27 nov")
        await team.until(november(26, 10))
        told = await team.hears(ANA, "I'm asking Maria Keller how it is")
        assert told.text.count("T-1") == 1, told.text
        asked = await team.hears(JONAS, "T-2", "Will it be done?")
        assert "more this week" not in asked.text, asked.text


async def test_an_old_brief_promises_nothing_that_others_say() -> None:
    """Drawn anew after the task was asked about since, it names no other hour."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Cut over @jonas 25 nov")
        await team.until(november(27, 10))
        await team.hears(JONAS, "Good morning", "T-1 Cut over: I asked again in a newer message.")
        await team.types(ANA, INFRA, "/task priority T-1 high")
        await team.until(november(27, 11))
        briefs = [m.text for m in await from_bot(team, JONAS) if "Good morning" in m.text]
        assert not any("I'll ask about it" in text for text in briefs), briefs
