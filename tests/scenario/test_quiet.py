"""Briefs and digests: in the morning, once, and not at all when there is nothing to say."""

from core import dispatch
from core.followup.model import to_person
from core.unit import Unit
from tests.scenario.cast import (
    ANA,
    EVERYBODY,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    SAM,
    december,
    from_bot,
    november,
    open_infra,
    when,
)
from tests.support.team import team_at_work


async def test_nobody_with_nothing_to_do_gets_a_brief() -> None:
    """A week without tasks is a week without messages."""
    async with team_at_work(start=MONDAY) as team:
        for who in EVERYBODY:
            await team.types(who, INFRA, "/task")
        await team.until(november(30, 12))
        for who in EVERYBODY:
            assert await from_bot(team, who) == []


async def test_a_brief_comes_at_nine_where_its_reader_is() -> None:
    """What is due today, what waits for an answer and what is waited for, in one message."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria tuesday 17:00")
        await team.types(MARIA, INFRA, "/task add Copy database @priya tuesday after T-1")
        await team.types(ANA, INFRA, "/task add Backup test @jonas wednesday")
        await team.types(JONAS, INFRA, "/task done T-3 it runs")
        await team.until(november(24, 16))
        brief = await team.hears(MARIA, "Good morning, Maria. One for today.")
        assert when(brief) == november(24, 9)
        assert "T-1 Order disks" in brief.text and "T-2 waits for it" in brief.text
        ours = await team.hears(ANA, "Good morning", "T-3 Backup test")
        assert when(ours) == november(24, 9)
        hers = await team.hears(PRIYA, "Good morning", "T-2 Copy database")
        assert when(hers) == november(24, 15)
        assert not [m for m in await from_bot(team, SAM) if "Good morning" in m.text]


async def test_what_nobody_need_check_closes_by_itself() -> None:
    """Asked by somebody else, without criteria: a line in the brief, then done, not checked."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Backup test @jonas wednesday")
        await team.types(JONAS, INFRA, "/task done T-1 it runs")
        await team.until(december(1, 12))
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "not checked" in shown.text


async def test_my_own_without_criteria_just_closes() -> None:
    """My own to-do is done when I say so."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(JONAS, INFRA, "/task add Tidy the rack @jonas")
        done = await team.types(JONAS, INFRA, "/task done T-1")
        assert "T-1 Tidy the rack" in done.text
        assert "Done" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_a_digest_is_silent_when_nothing_changed() -> None:
    """One digest says how it stands; the next comes when there is something new to say."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 9:00")
        await team.types(ANA, INFRA, "/task add Order disks @maria 18 dec")
        await team.until(november(27, 12))
        digests = [m for m in await team.sees(SAM, INFRA) if "Infra migration:" in m.text]
        assert len(digests) <= 1, [m.text for m in digests]
        await team.types(MARIA, INFRA, "/task done T-1 they came")
        await team.types(ANA, INFRA, "/task accept T-1")
        await team.until(november(30, 12))
        newest = await team.finds(SAM, INFRA, "Infra migration:")
        assert when(newest) == november(30, 9)
        assert "Finished and checked: 1" in newest.text


async def test_an_empty_project_posts_nothing() -> None:
    """No tasks, no digest; asked for by hand, it is answered privately."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 9:00")
        await team.until(november(27, 12))
        assert not [m for m in await team.sees(SAM, INFRA) if "Infra migration:" in m.text]
        now = await team.types(ANA, INFRA, "/project digest")
        assert now.private and "Infra migration" in now.text


async def test_three_interruptions_a_day_and_the_rest_waits_for_the_brief() -> None:
    """The fourth message of a day waits for the morning; what is urgent does not."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        for number in range(1, 6):
            await team.types(ANA, INFRA, f"/task add Order disk {number} @maria 11 dec")
            await team.later(minutes=10)
        told = await from_bot(team, MARIA)
        assert len(told) == 3, [m.text for m in told]
        await team.types(ANA, INFRA, "/task add Put out the fire @maria today urgent")
        await team.hears(MARIA, "T-6 Put out the fire is yours now.")
        await team.until(november(24, 9, 30))
        morning = [m for m in await from_bot(team, MARIA) if when(m) == november(24, 9)]
        said = " ".join(m.text for m in morning)
        assert "T-4 Order disk 4 is yours now." in said
        assert "T-5 Order disk 5 is yours now." in said


async def test_news_is_in_the_brief_even_when_its_turn_comes_first() -> None:
    """The turn of what is owed comes just before that of the brief: nothing waits a day more."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Paint the rack @maria 4 dec")
        shown = await team.types(MARIA, INFRA, "/task show T-1")
        await team.presses(MARIA, shown, "Drop")
        await team.submits(MARIA, reason="there is no rack any more")
        await team.until(november(24, 8, 59))
        await team.run.bot.store.write(_compose_at_nine, workspace=None)
        await team.until(november(24, 9, 30))
        brief = await team.hears(ANA, "Good morning", "there is no rack any more")
        assert when(brief) == november(24, 9)


def _compose_at_nine(unit: Unit) -> None:
    [workspace] = unit.directory.workspaces()
    ana = unit.of(workspace).people.by_account("slack", ANA)
    assert ana is not None
    dispatch.compose(unit, workspace, to_person(ana.id), november(24, 9))


async def test_what_one_waits_for_comes_as_a_brief_when_it_changes() -> None:
    """Ana hears that it is due and that it is late; the mornings after that are silent, and her
    list has it all the time. Maria reads each morning what is hers."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 25 nov 17:00")
        await team.types(MARIA, INFRA, "/task start T-1")
        await team.until(december(1, 12))
        said = [when(m) for m in await from_bot(team, ANA) if "Good morning" in m.text]
        assert said[-1] < november(28, 0), "Friday is the last that says something new"
        assert november(26, 9) in said and november(30, 9) not in said
        mine = [when(m) for m in await from_bot(team, MARIA) if "Good morning" in m.text]
        assert mine[-2:] == [november(30, 9), december(1, 9)]
        listed = await team.types(ANA, INFRA, "/task list given by me")
        assert "T-1 Migrate DNS" in listed.text
