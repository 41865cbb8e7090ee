"""A workspace where the commands have other names: everything that Chivvy says goes by them."""

from core.catalogue import Command
from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, november
from tests.support.team import Team, team_at_work

NAMES = {Command.TASK: "/todo", Command.PROJECT: "/proj"}
SAID = (
    "/todo", "/todo help", "/todo add", "/todo server is slow", "/todo show T-77",
    "/todo finsh T-1",
    "/todo due T-1 blorgsday", "/todo undo", "/todo help done", "/proj", "/proj help", "/proj show",
    "/proj set #infra ladder soft",
)  # fmt: skip


async def _says(team: Team, who: str) -> str:
    return "\n".join(message.text for message in await team.everything(who))


async def test_nothing_says_the_name_that_was_given_up() -> None:
    """Answers, errors, examples, help, home and what comes by itself."""
    async with team_at_work(start=MONDAY, commands=NAMES) as team:
        await team.types(ANA, INFRA, "/proj new Infra migration")
        await team.submits(ANA, speaks="yes")
        await team.types(ANA, INFRA, "/todo add Write about /task @maria 24 nov")
        await team.settled()
        for line in SAID:
            await team.types(ANA, INFRA, line)
        await team.says(ANA, INFRA, "@Chivvy hello")
        await team.until(november(26, 12))
        for who in (ANA, MARIA):
            said = (await _says(team, who)).replace("Write about /task", "")
            assert "/task" not in said and "/project" not in said
        assert "Write about /task" in await _says(team, MARIA)


async def test_help_and_errors_show_what_to_type_here() -> None:
    """The name stands before the verb, and in what is given back."""
    async with team_at_work(start=MONDAY, commands=NAMES) as team:
        assert "/todo add <line>" in (await team.types(ANA, INFRA, "/todo help add")).text
        assert "/proj show" in (await team.types(ANA, INFRA, "/proj frobnicate")).text
        missing = await team.types(ANA, INFRA, "/todo add")
        assert "/todo add Renew the certificate @maria friday" in missing.text
        await team.says(ANA, INFRA, "@Chivvy todo add Order disks @maria friday")
        assert "Order disks" in (await team.types(ANA, INFRA, "/todo show T-1")).text
