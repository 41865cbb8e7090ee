"""Everything that can be typed wrong is answered with what to type instead, and given back."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.people.model import Sender
from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, SAM, open_infra
from tests.support.team import Team, team_at_work

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team() -> AsyncIterator[Team]:
    """A project with two tasks, and another workspace with nine; no test here changes anything."""
    async with team_at_work(start=MONDAY) as at_work:
        await open_infra(at_work)
        await at_work.types(ANA, INFRA, "/task add Migrate DNS @maria 11 dec")
        await at_work.types(ANA, INFRA, "/task add Cut over @maria 14 dec after T-1")
        stranger = Sender("slack", "T0OTHER", "U9", "Zed", place="C9")
        for number in range(9):
            desk = at_work.run.bot.desk
            await desk.words(stranger, f"add Foreign task {number}", f"foreign:{number}")
        await at_work.settled()
        yield at_work


FRIDAY = "/task due T-1 friday 17:00"
WRONG = {
    "no title": (ANA, "/task add", "What is to be done?",
                 "/task add Renew the certificate @maria friday"),
    "only an owner": (ANA, "/task add @maria #infra", "What is to be done?",
                      "/task add Renew the certificate @maria friday"),
    "unknown person": (ANA, "/task assign T-1 @nobody", "I know nobody called “nobody” here.",
                       "/task assign T-1 @maria"),
    "unknown helper": (MARIA, "/task block T-1 stuck @nobody", "I know nobody called “nobody”",
                       "/task block T-1 firewall rule needs admin rights @jonas"),
    "past date": (ANA, "/task due T-1 yesterday", "That date is over: Sun 22 Nov", FRIDAY),
    "unreadable date": (ANA, "/task due T-1 blorgsday", "I can't read “blorgsday” as a date.",
                        FRIDAY),
    "reason without a dash": (ANA, "/task due T-1 friday 17:00, waiting for access",
                              "I can't read “friday 17:00, waiting for access” as a date.",
                              "/task due T-1 friday 17:00 - waiting for access"),
    "a verb of the other command": (ANA, "/project done T-1",
                                    "“done” goes with the other command", "/task done T-1"),
    "a digest of one weekday": (ANA, "/project digest monday 9:00",
                                "I can't read “monday 9:00” as a time.", "/project digest at 9:00"),
    "cycle": (ANA, "/task after T-1 T-2", "Then a task would wait for itself", ""),
    "waits for itself": (ANA, "/task after T-1 T-1", "T-1 can't wait for itself.", ""),
    "another workspace's task": (ANA, "/task show T-9", "I can't find T-9.", "/task list"),
    "no such task": (ANA, "/task done T-99", "I can't find T-99.", "/task list"),
    "no number": (ANA, "/task done", "Which task?", "/task done T-42"),
    "not allowed": (JONAS, "/task due T-1 friday", "That's for Maria Keller, Ana Ruiz to do.",
                    "/task note T-1 Could you have a look at this?"),
    "not allowed in a project": (JONAS, "/project digest off", "That's for Ana Ruiz to do.",
                                 "/project show"),
    "title too long": (ANA, "/task add " + "x" * 400, "That has 400 characters; 300 fit here.",
                       "/task note"),
    "note too long": (ANA, "/task note T-1 " + "y" * 5000, "4000 fit here.", "/task note T-1"),
    "empty note": (ANA, "/task note T-1", "What shall I write down?",
                   "/task note T-1 Cut over at 14:10"),
    "nothing to check": (ANA, "/task accept T-1", "T-1 isn't done yet", "/task done T-1"),
    "not blocked": (MARIA, "/task unblock T-1", "T-1 isn't blocked any more.", "/task show T-1"),
    "taken": (JONAS, "/task claim T-1", "Maria Keller has T-1 already.", "/task show T-1"),
    "nothing to undo": (SAM, "/task undo", "There is nothing left of yours to take back",
                        "/task list"),
    "unknown list": (ANA, "/task list @nobody", "I know nobody and nothing called “@nobody”.",
                     "/task list @maria"),
    "unknown project": (ANA, "/task list #nothing", "I know no project #nothing,",
                        "/task list"),
    "a slip of a filter": (ANA, "/task list overdeu", "Did you mean overdue?",
                           "/task list overdue"),
    "no words to look for": (ANA, "/task search ??", "Which words shall I look for?",
                             "/task search certificate"),
    "unknown field": (ANA, "/project set colour red", "I can set why, lead, ladder",
                      "/project set #infra lead @ana"),
    "unknown ladder": (ANA, "/project set ladder wobbly", "none of gentle, standard, firm",
                       "/project ladder #infra-migration firm"),
    "unreadable time": (ANA, "/project digest at blorg", "I can't read “blorg” as a time.",
                        "/project digest at 9:00"),
    "unknown verb": (ANA, "/task fnish T-1", "I don't know “fnish”", "/task done T-1"),
    "empty verb": (ANA, "/task !!!", "I don't know", "/task add"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
async def test_what_to_type_instead(team: Team, case: str) -> None:
    """The answer is private, says what is wrong and what to type, and gives the words back."""
    who, typed, said, instead = WRONG[case]
    before = len(await team.sees(who, INFRA))
    answer = await team.types(who, INFRA, typed)
    assert len(await team.sees(who, INFRA)) == before + 1
    assert answer.private
    assert said in answer.text
    assert instead in answer.text
    words = typed.partition(" ")[2]
    assert "You typed:" in answer.text and words[:300] in answer.text


async def test_unseen_and_unknown_are_one_answer(team: Team) -> None:
    """A task of another workspace is answered exactly as one that never was."""
    for verb in ("show", "done", "start", "claim"):
        foreign = await team.types(ANA, INFRA, f"/task {verb} T-9")
        unknown = await team.types(ANA, INFRA, f"/task {verb} T-77")
        assert foreign.text.replace("T-9", "T-?") == unknown.text.replace("T-77", "T-?")


async def test_an_empty_field_keeps_the_form_open(team: Team) -> None:
    """The error stands at the field; the form stays with what was typed."""
    shown = await team.types(ANA, INFRA, "/task show T-1")
    await team.presses(ANA, shown, "Edit" if "Edit" in shown.buttons else "New date")
    form = await team.form(ANA)
    names = [b["block_id"] for b in form["blocks"] if b["type"] == "input"]
    field = "title" if "title" in names else "due"
    refused = await team.submits(ANA, **{field: "  "})
    assert refused["ok"] is False
    assert "can't stay empty" in refused["errors"][field]
    assert (await team.form(ANA))["id"] == form["id"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("blorgsday", "I can't read “blorgsday” as a date."), ("yesterday", "That date is over")],
)
async def test_a_wrong_date_in_a_form_is_said_at_its_field(
    team: Team, typed: str, said: str
) -> None:
    """The error says what to type instead, at the field that it is about."""
    shown = await team.types(ANA, INFRA, "/task show T-1")
    await team.presses(ANA, shown, "New date")
    refused = await team.submits(ANA, due=typed)
    assert refused["ok"] is False
    assert said in refused["errors"]["due"] and "friday 17:00" in refused["errors"]["due"]


async def test_nothing_is_saved_by_any_of_it(team: Team) -> None:
    """Both tasks stand as they were made."""
    for handle, due in (("T-1", "11 Dec"), ("T-2", "14 Dec")):
        shown = await team.types(ANA, INFRA, f"/task show {handle}")
        assert "Maria Keller" in shown.text and due in shown.text and "To do" in shown.text


async def test_a_date_in_a_line_that_is_none_is_said() -> None:
    """Nothing is lost: it stays in the title, and the answer says how a date is written."""
    async with team_at_work(start=MONDAY) as team:
        echo = await team.types(ANA, INFRA, "/task add Count the racks @maria due:blorgsday")
        assert "Count the racks due:blorgsday" in echo.text
        assert "I can't read “blorgsday” as a date" in echo.text
        assert "due:friday 17:00" in echo.text
        assert "Today" in echo.buttons
