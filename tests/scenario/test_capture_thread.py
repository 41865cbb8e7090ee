"""What was agreed in a thread becomes tasks: found, ticked, created, told of once."""

from dataclasses import replace
from typing import Any

from tests.scenario.cast import (
    ANA,
    BOT,
    GENERAL,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    from_bot,
)
from tests.support.team import Team, team_at_work, words

THREAD = "capture_thread"


async def talk(team: Team, where: str, *said: tuple[str, str]) -> str:
    """Says the first in the channel and the rest below it; the thread."""
    who, text = said[0]
    thread = await team.says(who, where, text)
    for other, line in said[1:]:
        await team.says(other, where, line, thread)
    return thread


OUTAGE = (
    (ANA, "The mail relay was down again"),
    (ANA, f"<@{MARIA}> can you write the report by friday?"),
    (MARIA, "sure"),
    (JONAS, "I'll replace the fan tomorrow"),
    (ANA, "somebody needs to tell the customers"),
)


def rows(form: dict[str, Any]) -> dict[str, Any]:
    """The rows of a form by their ids."""
    return {b["block_id"]: b["elements"] for b in form["blocks"] if b["type"] == "actions"}


async def test_a_thread_becomes_the_ticked_tasks() -> None:
    """Each with its owner, date and message; one line in the thread, one message per owner."""
    async with team_at_work(start=MONDAY) as team:
        thread = await talk(team, GENERAL, *OUTAGE)
        form = await team.captures(ANA, GENERAL, thread, THREAD)
        titles = [row[0]["options"][0]["text"]["text"] for row in rows(form).values()]
        assert [title.partition(":")[0] for title in titles] == [
            "Write the report", "Replace the fan", "Tell the customers",
        ]  # fmt: skip
        assert [bool(row[0].get("initial_options")) for row in rows(form).values()] == [
            True, True, False,
        ]  # fmt: skip
        assert rows(form)["line_0"][1]["initial_user"] == MARIA
        assert rows(form)["line_0"][2]["initial_date"] == "2026-11-27"
        assert (await team.submits(ANA))["ok"]
        await team.settled()
        line = await team.finds(ANA, GENERAL, "Captured from this thread: 2", thread=thread)
        assert "T-1 Write the report" in line.text and "Maria" in line.text and "T-2" in line.text
        assert not line.private
        posted = [m for m in await team.sees(ANA, GENERAL, thread) if m.user == BOT]
        assert len([m for m in posted if not m.private]) == 1
        assert len(await from_bot(team, MARIA)) == 1
        shown = await team.types(ANA, GENERAL, "/task show T-1")
        assert "Fri 27 Nov" in shown.text and "From Ana" in shown.text


async def test_what_was_captured_is_not_offered_again() -> None:
    """The second time the task is named instead; when all is captured, only that is said."""
    async with team_at_work(start=MONDAY) as team:
        thread = await talk(team, GENERAL, *OUTAGE)
        await team.captures(ANA, GENERAL, thread, THREAD)
        await team.submits(ANA)
        form = await team.captures(JONAS, GENERAL, thread, THREAD)
        assert "T-1, T-2 were captured from here before" in words(form["blocks"])
        assert len(rows(form)) == 1
        await team.submits(JONAS, **{"line_2.tick": ["yes"]})
        window = await team.uses(JONAS, GENERAL, thread, THREAD)
        assert "captured already: T-1, T-2, T-3" in words(window["blocks"])


async def test_undo_takes_the_line_away() -> None:
    """One Undo drops them all, and the thread no longer says that they were captured."""
    async with team_at_work(start=MONDAY) as team:
        thread = await talk(team, GENERAL, *OUTAGE)
        await team.captures(ANA, GENERAL, thread, THREAD)
        await team.submits(ANA)
        added = await team.finds(ANA, GENERAL, "2 tasks added")
        await team.presses(ANA, added, "Undo")
        await team.settled()
        left = [m for m in await team.sees(ANA, GENERAL, thread) if "Captured from" in m.text]
        assert left == []


async def test_nothing_to_find_offers_the_ordinary_way() -> None:
    """Friendly words, and a button to the form of one task."""
    async with team_at_work(start=MONDAY) as team:
        thread = await talk(team, GENERAL, (ANA, "The lift works again"), (JONAS, "nice!"))
        window = await team.uses(ANA, GENERAL, thread, THREAD)
        assert "still to be done" in words(window["blocks"])
        block = next(b for b in window["blocks"] if b["type"] == "actions")
        button = block["elements"][0]
        container = {"type": "view", "view_id": window["id"]}
        await team.page.post(
            "action", **{"as": ANA, "container": container}, block_id=block["block_id"],
            action_id=button["action_id"],
        )  # fmt: skip
        form = await team.form(ANA)
        assert next(b["block_id"] for b in form["blocks"] if b["type"] == "input") == "title"


async def test_where_chivvy_is_not_nothing_is_read() -> None:
    """The asker hears privately how to let it in."""
    async with team_at_work(start=MONDAY) as team:
        thread = await talk(team, GENERAL, *OUTAGE)
        channels = team.run.sandbox.workspace.channels
        channels[GENERAL] = replace(channels[GENERAL], members=channels[GENERAL].members - {BOT})
        window = await team.uses(ANA, GENERAL, thread, THREAD)
        assert "/invite @Chivvy" in words(window["blocks"])


async def test_a_private_thread_stays_private() -> None:
    """Tasks from a private place are seen by its people alone, by title and by number."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        members = team.run.sandbox.workspace.channels[HIRING].members - {BOT}
        inside = sorted(members)[0]
        outside = next(one for one in (ANA, MARIA, JONAS, PRIYA) if one not in members)
        thread = await talk(team, HIRING, (inside, "I'll call candidate Zebulon on friday"))
        await team.captures(inside, HIRING, thread, THREAD)
        await team.submits(inside)
        assert "Zebulon" in (await team.types(inside, HIRING, "/task show T-1")).text
        refused = await team.types(outside, GENERAL, "/task show T-1")
        unknown = await team.types(outside, GENERAL, "/task show T-99")
        assert refused.text.replace("T-1", "") == unknown.text.replace("T-99", "")
        assert all("Zebulon" not in m.text for m in await team.everything(outside))


async def test_typed_in_a_thread() -> None:
    """``@Chivvy capture`` is answered with a button that reads the thread."""
    async with team_at_work(start=MONDAY) as team:
        thread = await talk(team, INFRA, *OUTAGE)
        await team.says(ANA, INFRA, "@chivvy action items", thread)
        offer = await team.finds(ANA, INFRA, "look through this thread", thread=thread)
        await team.presses(ANA, offer, "Find them")
        assert len(rows(await team.form(ANA))) == 3


async def test_a_list_in_one_message() -> None:
    """*Capture as task* on a list offers its lines; the whole message is one choice away."""
    async with team_at_work(start=MONDAY) as team:
        text = f"For the fair:\n- order banners\n- <@{MARIA}> print flyers by friday\n- book a van"
        said = await team.says(ANA, GENERAL, text)
        form = await team.captures(ANA, GENERAL, said)
        assert "This message has 3 items" in words(form["blocks"]) and len(rows(form)) == 3
        await team.submits(ANA, **{"line_0.tick": []})
        added = await team.finds(ANA, GENERAL, "2 tasks added")
        assert "Print flyers" in added.text and "Order banners" not in added.text


async def test_a_list_as_one_task() -> None:
    """The whole message becomes one task by the ordinary form."""
    async with team_at_work(start=MONDAY) as team:
        text = "Before the move:\n- pack the books\n- call the movers"
        said = await team.says(ANA, GENERAL, text)
        await team.captures(ANA, GENERAL, said)
        await team.submits(ANA, **{"as": "whole"})
        assert (await team.submits(ANA, title="Prepare the move"))["ok"]
        assert await team.finds(ANA, GENERAL, "Prepare the move", thread=said)


async def test_redo_brings_the_line_back() -> None:
    """Undo of the undo: the tasks stand again, and so does the line, once."""
    async with team_at_work(start=MONDAY) as team:
        thread = await talk(team, GENERAL, *OUTAGE)
        await team.captures(ANA, GENERAL, thread, THREAD)
        await team.submits(ANA)
        undone = await team.presses(ANA, await team.finds(ANA, GENERAL, "2 tasks added"), "Undo")
        assert undone is not None
        await team.presses(ANA, undone, "Redo")
        await team.settled()
        lines = [m for m in await team.sees(ANA, GENERAL, thread) if "Captured from" in m.text]
        assert len(lines) == 1 and "T-1" in lines[0].text and "T-2" in lines[0].text


async def test_the_line_follows_each_of_its_tasks() -> None:
    """A task that is not the first, renamed or dropped, changes the line as well."""
    async with team_at_work(start=MONDAY) as team:
        thread = await talk(team, GENERAL, *OUTAGE)
        await team.captures(ANA, GENERAL, thread, THREAD)
        await team.submits(ANA)
        await team.types(JONAS, GENERAL, "/task title T-2 Replace both fans")
        await team.settled()
        assert await team.finds(ANA, GENERAL, "Captured from", "both fans", thread=thread)
        await team.types(JONAS, GENERAL, "/task drop T-2 not needed")
        await team.settled()
        line = await team.finds(ANA, GENERAL, "Captured from", thread=thread)
        assert "1 task" in line.text and "T-2" not in line.text


async def test_of_a_very_long_thread_the_end_is_read() -> None:
    """What was agreed after two thousand messages is found."""
    async with team_at_work(start=MONDAY) as team:
        thread = await team.says(ANA, GENERAL, "The mail relay was down again")
        workspace = team.run.sandbox.workspace
        first = workspace.message(GENERAL, thread)
        whole, _, micros = thread.partition(".")
        for number in range(1, 2101):
            ts = f"{whole}.{int(micros) + number:06d}"
            text = "still looking" if number < 2100 else "I'll replace the fan tomorrow"
            workspace.keep(replace(first, ts=ts, thread_ts=thread, user=JONAS, text=text))
        form = await team.captures(ANA, GENERAL, thread, THREAD)
        assert [row[0]["options"][0]["text"]["text"] for row in rows(form).values()] == [
            "Replace the fan"
        ]
