"""Who covers for somebody on leave can answer what they are asked, and hears what cannot wait."""

import pytest

from tests.scenario.cast import (
    ANA,
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
from tests.support.team import Team, team_at_work

AWAY = "/task away 24 nov - 4 dec cover @jonas"
FOR_MARIA = "You answer for Maria Keller, who is away until Fri 4 Dec."
THEIRS = {"Done", "Something's in the way", "New date", "Ask me tomorrow", "Give to somebody"}


async def asked_instead(team: Team) -> None:
    """Maria's task is late while Jonas covers for her."""
    await open_infra(team)
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria 25 nov")
    await team.types(MARIA, INFRA, AWAY)
    await team.until(november(26, 10))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/task done T-1", "is marked done"),
        ("/task start T-1", "is in progress"),
        ("/task due T-1 4 dec", "is due Fri 4 Dec"),
        ("/task block T-1 no rights", "is blocked"),
        ("/task assign T-1 @sam", "Sam"),
        ("/task drop T-1 by mistake", "is dropped"),
    ],
)
async def test_who_covers_may_type_what_they_are_asked(typed: str, answer: str) -> None:
    """Each answer to a question of the owner's."""
    async with team_at_work(start=MONDAY) as team:
        await asked_instead(team)
        said = await team.types(JONAS, INFRA, typed)
        assert answer in said.text, said.text


async def test_the_buttons_are_those_that_who_covers_can_press() -> None:
    """Not *Not mine*, but *Give to somebody*; and *Done* is done."""
    async with team_at_work(start=MONDAY) as team:
        await asked_instead(team)
        asked = await team.hears(JONAS, "T-1", "How is it?", FOR_MARIA)
        assert set(asked.buttons) >= THEIRS and "Not mine" not in asked.buttons
        said = await team.presses(JONAS, asked, "Done")
        assert "is marked done" in said.text, said.text


async def test_before_and_after_the_leave_who_covers_may_no_more_than_others() -> None:
    """The task is its owner's again."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec")
        await team.types(MARIA, INFRA, "/task away 25 nov - 27 nov cover @jonas")
        for moment in (november(24, 10), november(30, 10)):
            await team.until(moment)
            said = await team.types(JONAS, INFRA, "/task done T-1")
            assert "That's for Maria Keller" in said.text, said.text


async def test_who_covers_changes_nothing_else() -> None:
    """The task is not theirs to rename, nor to weigh."""
    async with team_at_work(start=MONDAY) as team:
        await asked_instead(team)
        for line in ("/task title T-1 Something else", "/task priority T-1 low"):
            said = await team.types(JONAS, INFRA, line)
            assert "That's for Maria Keller" in said.text, said.text


async def test_who_covers_for_the_lead_decides() -> None:
    """The card says for whom, and its buttons work."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(JONAS, INFRA, "/task add Migrate DNS @maria 23 nov 12:00")
        await team.types(ANA, INFRA, "/task away 24 nov - 4 dec cover @sam")
        await team.until(november(27, 12))
        card = await team.hears(SAM, "What shall become of it?")
        assert "You answer for Ana Ruiz, who is away until Fri 4 Dec." in card.text, card.text
        await team.presses(SAM, card, "Drop")
        assert (await team.submits(SAM, reason="not wanted"))["ok"]
        await team.hears(SAM, "T-1 Migrate DNS is dropped.")


async def test_what_is_given_during_a_leave_and_due_in_it_is_for_who_covers() -> None:
    """Who gives it reads who answers; the cover is told, and asked when it is late."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(MARIA, INFRA, AWAY)
        await team.until(november(24, 10))
        said = await team.types(ANA, INFRA, "/task add Renew certificate @maria 26 nov 17:00")
        told = "Maria Keller is back on Mon 7 Dec. Jonas Weber answers meanwhile."
        assert f"{told} I'm telling Jonas Weber now." in said.text, said.text
        heard = await team.hears(JONAS, "T-1 Renew certificate came in for Maria Keller", FOR_MARIA)
        assert {"I'm on it", "New date", "Give to somebody"} <= set(heard.buttons)
        assert "Not mine" not in heard.buttons
        await team.until(november(27, 12))
        asked = await team.hears(JONAS, "T-1", "How is it?", FOR_MARIA)
        assert when(asked) == november(27, 9)
        assert not [m for m in await from_bot(team, MARIA) if "T-1" in m.text]


async def test_what_can_wait_is_told_to_the_owner_alone() -> None:
    """Due after the return: on the first day, and to nobody before."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(MARIA, INFRA, AWAY)
        await team.until(november(24, 10))
        said = await team.types(ANA, INFRA, "/task add Order disks @maria 11 dec")
        assert "Maria Keller is back on Mon 7 Dec and hears of it then." in said.text, said.text
        await team.until(december(7, 14))
        await team.hears(MARIA, "Order disks", "is yours now")
        assert not [m for m in await from_bot(team, JONAS) if "Order disks" in m.text]


async def test_who_goes_on_leave_decides_at_once_what_is_due_meanwhile() -> None:
    """The answer names it, with its buttons, and nothing that is due before or after."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 26 nov")
        await team.types(ANA, INFRA, "/task add Order disks @maria 24 nov")
        await team.types(ANA, INFRA, "/task add Plan spring @maria 7 dec")
        said = await team.types(MARIA, INFRA, "/task away 25 nov - 4 dec")
        assert "Due meanwhile" in said.text and "T-1 Migrate DNS" in said.text, said.text
        assert "T-2" not in said.text and "T-3" not in said.text, said.text
        await team.presses(MARIA, said, "Give to somebody")
        assert (await team.submits(MARIA, owner=JONAS))["ok"]
        await team.hears(JONAS, "T-1 Migrate DNS", "is yours now")


async def test_a_lead_who_sets_a_leave_reads_what_is_due_meanwhile() -> None:
    """For somebody who fell ill."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(JONAS, INFRA, "/task add Migrate DNS @maria 25 nov")
        said = await team.types(ANA, INFRA, "/task away @maria until friday")
        assert "T-1 Migrate DNS" in said.text, said.text
        assert {"Give to somebody", "New date"} <= set(said.buttons)


async def test_without_anything_due_a_leave_is_said_in_lines() -> None:
    """No empty list."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        said = await team.types(MARIA, INFRA, AWAY)
        assert "Due meanwhile" not in said.text and "back on Mon 7 Dec" in said.text, said.text


async def test_a_question_says_who_is_asked_once_its_owner_is_away() -> None:
    """The step that comes is the one that was announced: the cover's hour and name."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(MARIA, INFRA, "/task away 25 nov - 4 dec cover @jonas")
        await team.types(ANA, INFRA, "/task add Due in leave @maria 26 nov")
        await team.types(ANA, INFRA, "/task add Late already @maria 23 nov 10:00")
        await team.until(november(24, 10, 30))
        then = "Without news I'll ask Jonas Weber, who answers for you then:"
        await team.hears(MARIA, "T-1 Due in leave", f"{then} Fri 27 Nov 09:00.")
        await team.hears(MARIA, "T-2 Late already", f"{then} Wed 25 Nov 09:00.")
        await team.until(november(25, 9, 30))
        assert when(await team.hears(JONAS, "T-2", "How is it?")) == november(25, 9)
        await team.until(november(27, 9, 30))
        assert when(await team.hears(JONAS, "T-1", "How is it?")) == november(27, 9)


async def test_what_waits_for_who_covers_is_in_their_list_and_no_longer_than_the_leave() -> None:
    """With the answers that are theirs to give."""
    async with team_at_work(start=MONDAY) as team:
        await asked_instead(team)
        mine = await team.types(JONAS, INFRA, "/task list")
        assert "You answer for who is away" in mine.text and "T-1 Migrate DNS" in mine.text
        assert {"Done", "New date", "Give to somebody"} <= set(mine.buttons)
        await team.until(december(7, 10))
        mine = await team.types(JONAS, INFRA, "/task list")
        assert "T-1" not in mine.text, mine.text


async def test_not_mine_in_words_gives_who_covers_a_way_to_hand_it_on() -> None:
    """It is true, and refuses nothing in the owner's name."""
    async with team_at_work(start=MONDAY) as team:
        await asked_instead(team)
        await team.says(JONAS, f"D{JONAS[1:]}", "not mine")
        await team.settled()
        said = (await from_bot(team, JONAS))[-1]
        assert "Give to somebody" in said.buttons and "Not mine" not in said.buttons


async def test_who_covers_may_answer_until_the_leave_is_over() -> None:
    """On the evening of its last day their buttons stand, and work."""
    async with team_at_work(start=MONDAY) as team:
        await asked_instead(team)
        await team.until(december(4, 20))
        said = await team.types(JONAS, INFRA, "/task done T-1")
        assert "is marked done" in said.text, said.text


async def test_who_covers_for_who_checks_may_use_each_button_of_the_check() -> None:
    """Ticks a criterion, and names somebody else to check."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        line = "/task add Migrate DNS @maria 18 dec verifier: @jonas; done when: it resolves"
        await team.types(ANA, INFRA, line)
        await team.types(JONAS, INFRA, "/task away 24 nov - 4 dec cover @priya")
        await team.until(november(24, 16))
        await team.types(MARIA, INFRA, "/task done T-1")
        asked = await team.hears(PRIYA, "it resolves", "You answer for Jonas Weber")
        [tick] = [label for label in asked.buttons if "it resolves" in label]
        await team.presses(PRIYA, asked, tick)
        asked = await team.hears(PRIYA, "You answer for Jonas Weber")
        assert any("☑" in label for label in asked.buttons), list(asked.buttons)
        await team.presses(PRIYA, asked, "Ask somebody else")
        assert (await team.submits(PRIYA, verifier=ANA))["ok"]
