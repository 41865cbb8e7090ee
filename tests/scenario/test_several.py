"""One act on several tasks, through the real Slack adapter: typed, and ticked on a list."""

from collections.abc import Mapping
from typing import Any

from tests.scenario.cast import ANA, CLIENT, INFRA, JONAS, MARIA, MONDAY, PRIYA, from_bot
from tests.scenario.test_guests import CANARY, LEE, guest_at_work
from tests.support.team import Team, buttons, team_at_work, words

TITLES = ("Order disks", "Copy the database", "Renew it", "Move the mail", "Test the restore")


async def _five(team: Team, owner: str = "@maria", who: str = ANA) -> None:
    for title in TITLES:
        await team.types(who, INFRA, f"/task add {title} {owner} friday")
    await team.settled()


async def test_two_are_done_at_once_and_taken_back_together() -> None:
    """Below four tasks it is done at once, with one Undo for all."""
    async with team_at_work(start=MONDAY) as team:
        await _five(team, "@ana")
        said = await team.types(ANA, INFRA, "/task done T-1, T-2 and T-5 ticket 8812")
        assert "3 tasks are marked done" in said.text
        assert "ticket 8812" in (await team.types(ANA, INFRA, "/task history T-5")).text
        await team.presses(ANA, said, "Undo")
        await team.finds(ANA, INFRA, "Taken back", "2 more tasks went back with it")
        assert "T-5" in (await team.types(ANA, INFRA, "/task")).text


async def test_four_are_shown_first() -> None:
    """From four tasks on it is said for each what would happen, and why some are left alone."""
    async with team_at_work(start=MONDAY) as team:
        await _five(team)
        await team.types(MARIA, INFRA, "/task done T-2")
        await team.types(ANA, INFRA, "/task accept T-2")
        shown = await team.types(ANA, INFRA, "/task assign T-1 T-2 T-3 T-4 T-77 @jonas")
        assert "Give 3 tasks to Jonas" in shown.text
        assert "Left alone: 1" in shown.text and "T-77: there is no such task" in shown.text
        assert "Nothing is changed yet" in shown.text
        assert await from_bot(team, JONAS) == []
        await team.presses(ANA, shown, "Apply")
        await team.finds(ANA, INFRA, "3 tasks go to Jonas")
        [told] = await from_bot(team, JONAS)
        assert "T-1" in told.text and "T-3" in told.text and "T-4" in told.text


async def test_a_list_is_ticked() -> None:
    """Choose several: a form, what would happen, Apply; Back shows the form as it was."""
    async with team_at_work(start=MONDAY) as team:
        await _five(team)
        listed = await team.types(ANA, INFRA, "/task list @maria")
        await team.presses(ANA, listed, "Choose several")
        form = await team.form(ANA)
        assert "Tick tasks" in words(form["blocks"])
        wrong = await team.submits(ANA, tasks=["1", "3"], act="drop")
        assert "reason" in wrong["errors"]
        assert (await team.submits(ANA, tasks=["1", "3"], act="drop", reason="not needed"))["ok"]
        shown = await team.finds(ANA, INFRA, "Drop 2 tasks?")
        await team.presses(ANA, shown, "Back")
        again = await team.form(ANA)
        [ticks] = [b["element"] for b in again["blocks"] if b.get("block_id") == "tasks"]
        assert [o["value"] for o in ticks["initial_options"]] == ["1", "3"]
        assert len(ticks["options"]) == 5
        assert (await team.submits(ANA, tasks=["1", "3", "5"]))["ok"]
        shown = await team.finds(ANA, INFRA, "Drop 3 tasks?")
        await team.presses(ANA, shown, "Apply")
        await team.finds(ANA, INFRA, "3 tasks are dropped")
        assert "not needed" in (await team.types(ANA, INFRA, "/task history T-5")).text


async def test_what_changed_between_tick_and_apply_is_named() -> None:
    """Somebody else finished one meanwhile: it is left alone, with who did it."""
    async with team_at_work(start=MONDAY) as team:
        await _five(team)
        shown = await team.types(ANA, INFRA, "/task drop T-1 T-2 T-3 T-4 not needed")
        await team.types(MARIA, INFRA, "/task done T-2")
        await team.types(ANA, INFRA, "/task accept T-2")
        await team.presses(ANA, shown, "Apply")
        said = await team.finds(ANA, INFRA, "3 tasks are dropped")
        assert "T-2 Copy the database" in said.text and "is done already" in said.text


async def test_six_tasks_are_one_message(database_url: str) -> None:
    """Whoever they go to hears once, on both databases; nothing stands in the channel."""
    async with team_at_work(start=MONDAY, database_url=database_url) as team:
        await _five(team, "@priya", MARIA)
        await team.types(MARIA, INFRA, "/task add One more @priya friday")
        await team.settled()
        shown = await team.types(MARIA, INFRA, "/task assign T-1 T-2 T-3 T-4 T-5 T-6 @jonas")
        await team.presses(MARIA, shown, "Apply")
        said = await team.finds(MARIA, INFRA, "6 tasks go to Jonas")
        assert said.text.count("I'm telling Jonas") == 1
        [told] = await from_bot(team, JONAS)
        assert all(f"T-{n}" in told.text for n in range(1, 7))
        assert not [m for m in await team.sees(ANA, INFRA) if "T-1" in m.text]


async def test_home_is_ticked_in_one_window() -> None:
    """From the app's home the window stays: form, what would happen, what came of it."""
    async with team_at_work(start=MONDAY) as team:
        await _five(team, "@ana")
        home = await team.home(ANA)
        await _presses_in(team, home.raw["id"], home.buttons["Choose several"])
        assert (await team.submits(ANA, tasks=["1", "2"], act="done"))["ok"]
        shown = await _window(team)
        assert "Mark 2 tasks done?" in words(shown["blocks"])
        await _presses_in(team, shown["id"], buttons(shown["blocks"])["Apply"])
        said = words((await _window(team))["blocks"])
        assert "2 tasks are marked done" in said
        assert "T-1" not in (await team.home(ANA)).text


async def _window(team: Team) -> dict[str, Any]:
    found: Any = (await team.page.get("views", **{"as": ANA})).get("view")
    return dict(found)


async def _presses_in(team: Team, view: str, press: Mapping[str, Any]) -> None:
    container = {"type": "view", "view_id": view}
    await team.page.post("action", **{"as": ANA, "container": container, **press})
    await team.settled()


async def test_my_list_is_ticked() -> None:
    """Without a filter it is one's own list; what is missing is said at its field."""
    async with team_at_work(start=MONDAY) as team:
        await _five(team, "@ana")
        listed = await team.types(ANA, INFRA, "/task")
        await team.presses(ANA, listed, "Choose several")
        missing = await team.submits(ANA, tasks=["1", "2"], act="due")
        assert "due" in missing["errors"]
        assert "ticked" in (await team.submits(ANA, tasks=[], act="due"))["errors"]["act"]
        assert (await team.submits(ANA, tasks=["1", "2"], act="due", due="next tuesday"))["ok"]
        shown = await team.finds(ANA, INFRA, "Move 2 tasks to Tue 1 Dec")
        await team.presses(ANA, shown, "Apply")
        said = await team.finds(ANA, INFRA, "2 tasks are due Tue 1 Dec")
        await team.presses(ANA, said, "Undo")
        assert "Fri 27 Nov" in (await team.types(ANA, INFRA, "/task show T-2")).text


async def test_a_missing_reason_opens_the_form() -> None:
    """Typed numbers without the rest: they are ticked in the form that asks for it."""
    async with team_at_work(start=MONDAY) as team:
        await _five(team)
        await team.page.post(
            "command", **{"as": ANA, "channel": INFRA, "text": "/task drop T-2 T-4"}
        )
        form = await team.form(ANA)
        [ticks] = [b["element"] for b in form["blocks"] if b.get("block_id") == "tasks"]
        assert [o["value"] for o in ticks["initial_options"]] == ["2", "4"]
        assert (await team.submits(ANA, reason="not needed"))["ok"]
        await team.presses(ANA, await team.finds(ANA, INFRA, "Drop 2 tasks?"), "Apply")
        await team.finds(ANA, INFRA, "2 tasks are dropped")


async def test_a_guest_acts_on_their_own_places_alone() -> None:
    """What a guest doesn't see is named by its number, like what never was."""
    async with guest_at_work() as team:
        said = await team.types(LEE, CLIENT, "/task claim T-1 T-3")
        assert "1 task is yours now" in said.text and CANARY not in said.text
        assert "T-1: there is no such task" in said.text


async def test_whose_tasks_are_dropped_reads_of_it_once() -> None:
    """Singly and among several: one line each in the brief; who dropped it is told so."""
    async with team_at_work(start=MONDAY) as team:
        await _five(team, who=PRIYA)
        await team.later(hours=2)
        one = await team.types(PRIYA, INFRA, "/task drop T-1 the customer has cancelled")
        assert "Maria Keller, who had it" in one.text
        await team.types(PRIYA, INFRA, "/task drop T-2 T-3 the customer has cancelled")
        await team.later(days=1)
        heard = [m.text for m in await team.dm(MARIA)]
        for number in (1, 2, 3):
            assert sum(f"Priya Shah dropped T-{number}" in text for text in heard) == 1, heard
