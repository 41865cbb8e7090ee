"""Somebody speaks whom Chivvy has never heard of: who that is, is looked up first."""

from adapters.sandbox.faults import Fault
from adapters.sandbox.model import Person
from tests.scenario.cast import INFRA, MONDAY
from tests.support.team import Team, team_at_work

NEW = "U0NEW"
WAIT = "still finding out who you are"


def comes(team: Team, *, guest: bool = False) -> None:
    """Somebody is in the workspace, and no event has told of it."""
    ws = team.run.sandbox.workspace
    ws.people[NEW] = Person(NEW, "noor", "Noor Haddad", "Europe/Berlin", guest=guest)
    ws.im_between(NEW, ws.bot)
    team.run.sandbox.join(INFRA, NEW)


async def test_an_unknown_guest_is_a_guest() -> None:
    """Who is looked up and turns out to be a guest opens no project."""
    async with team_at_work(start=MONDAY) as team:
        comes(team, guest=True)
        told = await team.types(NEW, INFRA, "/task add Order disks #newproject")
        assert "can't find that project" in told.text, told.text
        told = await team.types(NEW, "D0NEW", "/task list")
        assert "Order disks" not in told.text


async def test_an_unknown_member_is_a_member_at_once() -> None:
    """Their name and zone are known with the first answer, and so are their rights."""
    async with team_at_work(start=MONDAY) as team:
        comes(team)
        told = await team.types(NEW, INFRA, "/task add Order disks @noor friday #newproject")
        assert "Noor Haddad" in told.text, told.text


async def test_who_is_not_known_in_time_has_least_rights() -> None:
    """A slow look-up: what a guest may not do is put off kindly, and works once it is known."""
    async with team_at_work(start=MONDAY) as team:
        comes(team)
        team.run.sandbox.faults.add("users.info", Fault(delay=1.5, applied=True))
        told = await team.types(NEW, INFRA, "/task add Order disks #newproject")
        assert WAIT in told.text, told.text
        assert "add Order disks #newproject" in told.text, "what was typed is not lost"
        await team.run.bot.introductions.settle()
        told = await team.types(NEW, INFRA, "/task add Order disks #newproject")
        assert "Order disks" in told.text and WAIT not in told.text


async def test_a_look_up_that_fails_is_tried_again() -> None:
    """Slack refuses the first look-up: it is repeated by itself."""
    async with team_at_work(start=MONDAY) as team:
        team.run.bot.introductions.pause = 0.2
        comes(team)
        team.run.sandbox.faults.fail_next("users.info", 2)
        assert WAIT in (await team.types(NEW, INFRA, "/task add Disks #newproject")).text
        await team.run.bot.introductions.settle()
        assert WAIT not in (await team.types(NEW, INFRA, "/task add Disks #newproject")).text
