"""A task past its date in the open: who can help says so there, and its owner decides."""

from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    in_attention,
    november,
    open_infra,
)
from tests.support.team import Seen, Team, team_at_work


async def asked_in_the_open(team: Team) -> Seen:
    """The reply about Maria's late task, which nothing is in the way of."""
    await open_infra(team)
    await team.types(ANA, INFRA, "/project set ladder firm")
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
    await team.until(november(27, 16))
    line = (await in_attention(team, ANA))[-1]
    assert "Can somebody here help to finish it?" in line.text
    assert list(line.buttons)[:2] == ["I can help", "I know who"]
    return line


async def test_who_can_help_says_so_and_the_owner_gives_it_to_them() -> None:
    """The line in the channel closes; one press of Maria's is enough."""
    async with team_at_work(start=MONDAY) as team:
        line = await asked_in_the_open(team)
        said = await team.presses(PRIYA, line, "I can help")
        assert said is not None and "hears of it, and decides" in said.text
        closed = (await in_attention(team, ANA))[-1]
        assert "offers to help" in closed.text and "I can help" not in closed.buttons
        await team.until(november(30, 10))
        told = await team.hears(MARIA, "T-1 Migrate DNS: Priya", "offers to help to finish it")
        give = next(label for label in told.buttons if label.startswith("Give to Priya"))
        given = await team.presses(MARIA, told, give)
        assert given is not None and "T-1 Migrate DNS goes to Priya" in given.text


async def test_who_knows_who_names_them_to_the_owner() -> None:
    """Not in the channel: there only that somebody was named. The lead gives it at once."""
    async with team_at_work(start=MONDAY) as team:
        line = await asked_in_the_open(team)
        await team.presses(PRIYA, line, "I know who")
        await team.submits(PRIYA, ask=JONAS)
        closed = (await in_attention(team, ANA))[-1]
        assert "somebody who can help was named" in closed.text and "Jonas" not in closed.text
        await team.until(november(30, 10))
        await team.hears(MARIA, "thinks that Jonas", "can help to finish it")
