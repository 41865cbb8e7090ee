"""Calendars, leave, snoozes and checks that can't be: refused at every door, with what would do."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, november, open_infra
from tests.support.team import Team, team_at_work

pytestmark = pytest.mark.asyncio(loop_scope="module")
LEFT = "U0SAM"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Maria has a task with criteria; Sam has left; Ana is admin. No test changes anything."""
    async with team_at_work(start=MONDAY, data_dir=tmp_path_factory.mktemp("data")) as at_work:
        await open_infra(at_work)
        await at_work.types(LEFT, INFRA, "/task list")
        await at_work.types(ANA, INFRA, "/task add Migrate DNS @maria 11 dec")
        at_work.run.sandbox.change_person(LEFT, deleted=True)
        await at_work.settled()
        await at_work.restarts(admins=(ANA,))
        yield at_work


TYPED = {
    "unknown country": (MARIA, "/task settings country Atlantis", "no holidays of “Atlantis”",
                        "/task settings country"),
    "unknown country here": (ANA, "/task settings workspace country Atlantis",
                             "no holidays of “Atlantis”", "/task settings workspace country"),
    "hours of no length": (MARIA, "/task settings hours sat 9-9", "I can't read “sat 9-9”",
                           "/task settings hours"),
    "hours of nobody": (MARIA, "/task settings hours none", "no working time at all is left",
                        "/task settings hours"),
    "hours of nobody here": (ANA, "/task settings workspace hours none",
                             "no working time at all is left", "/task settings workspace hours"),
    "hours that overlap": (MARIA, "/task settings hours mon 22:00-06:00, tue 4:00-8:00", "overlap",
                           "/task settings hours"),
    "leave that ends before it begins": (MARIA, "/task away 4 dec - 1 dec", "", "/task away"),
    "leave that is over": (MARIA, "/task away 2 nov 2026 - 6 nov 2026", "", "/task away"),
    "who covers is oneself": (MARIA, "/task away 1 dec - 4 dec cover @maria", "", "/task away"),
    "snoozed into the past": (MARIA, "/task snooze T-1 until yesterday", "That date is over",
                              "/task snooze T-1"),
    "snoozed to a day that has just been": (MARIA, "/task snooze T-1 until 20 nov",
                                            "That date is over: Fri 20 Nov", "/task snooze T-"),
    "who has it shall help": (MARIA, "/task block T-1 firewall rights @maria", "Who else can help?",
                              "/task block T-1 firewall rights @priya"),
    "snoozed beyond a year": (MARIA, "/task snooze T-1 until 24 dec 2030", "",
                              "/task snooze T-1"),
    "its owner checks": (ANA, "/task verify T-1 @maria", "Maria Keller does it",
                         "/task verify T-1 @ana"),
    "who has left checks": (ANA, "/task verify T-1 @sam", "", "/task verify T-1"),
}  # fmt: skip


@pytest.mark.parametrize("case", TYPED)
async def test_typed_it_is_refused_with_what_would_do(team: Team, case: str) -> None:
    """The reason, a line that can be typed instead, and the words again."""
    who, typed, said, instead = TYPED[case]
    answer = await team.types(who, INFRA, typed)
    assert answer.private and said in answer.text, answer.text
    assert instead in answer.text and "You typed:" in answer.text, answer.text


async def test_in_the_form_it_is_said_at_its_field(team: Team) -> None:
    """Country, hours and zone: the form stays open, with the error where it belongs."""
    await team.types(MARIA, INFRA, "/task settings")
    for field, value in (("country", "Atlantis"), ("hours", "sat 9-9"), ("zone", "Moon/Crater")):
        refused = await team.submits(MARIA, **{field: value})
        assert refused["ok"] is False and field in refused["errors"], refused


async def test_the_form_of_leave_refuses_what_ends_before_it_begins(team: Team) -> None:
    """And who covers for themselves: at the field."""
    await team.types(MARIA, INFRA, "/task away")
    refused = await team.submits(MARIA, **{"from": "4 dec", "back": "1 dec"})
    assert refused["ok"] is False and refused["errors"], refused
    refused = await team.submits(MARIA, **{"from": "1 dec", "back": "4 dec", "cover": MARIA})
    assert refused["ok"] is False and "cover" in refused["errors"], refused


async def test_leave_that_lies_half_over_another_is_refused_with_the_line_for_both() -> None:
    """That line is taken as it stands, and takes the place of the first."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task away 1 dec - 4 dec")
        refused = await team.types(MARIA, INFRA, "/task away 3 dec - 9 dec")
        line = "/task away 1 dec 2026 - 9 dec 2026"
        assert "already" in refused.text and line in refused.text, refused.text
        said = await team.types(MARIA, INFRA, line)
        assert "1 Dec" in said.text and "9 Dec" in said.text, said.text


async def test_three_years_of_leave_cannot_be_put_together() -> None:
    """Each line is short enough, all of them together would not be."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task away 4 jan 2027 - 1 oct 2027")
        refused = await team.types(MARIA, INFRA, "/task away 4 jan 2027 - 1 jun 2028")
        assert "longer than a year" in refused.text, refused.text


async def test_who_covered_until_now_hears_that_it_is_over() -> None:
    """Another cover is named during the leave: each answers on their own days."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(MARIA, INFRA, "/task away 24 nov - 30 nov cover @jonas")
        await team.until(november(25, 9))
        said = await team.types(MARIA, INFRA, "/task away until 9 dec cover @ana")
        assert "9 Dec" in said.text or "8 Dec" in said.text, said.text
        await team.until(november(25, 9, 5))
        await team.hears(JONAS, "You no longer answer for Maria")
        await team.hears(ANA, "you answer meanwhile")


async def test_who_comes_back_early_frees_who_covers() -> None:
    """Taking the leave back tells whoever was told to answer."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(MARIA, INFRA, "/task away 24 nov - 30 nov cover @jonas")
        await team.until(november(25, 9))
        await team.types(MARIA, INFRA, "/task away off")
        await team.until(november(25, 9, 5))
        await team.hears(JONAS, "You no longer answer for Maria")


async def test_the_picker_of_who_checks_refuses_who_did_it_and_who_has_left() -> None:
    """At the field, and the form stays open."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(LEFT, INFRA, "/task list")
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria; done when: it resolves")
        team.run.sandbox.change_person(LEFT, deleted=True)
        await team.settled()
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.presses(ANA, await team.hears(ANA, "You asked for it"), "Ask somebody else")
        for person in (MARIA, LEFT):
            refused = await team.submits(ANA, verifier=person)
            assert refused["ok"] is False and "verifier" in refused["errors"], refused
