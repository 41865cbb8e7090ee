"""A pasted list through Slack's own form: a row for each line, and one message for each owner."""

from tests.scenario.cast import ANA, BOT, INFRA, JONAS, MARIA, MONDAY, from_bot
from tests.support.team import Team, team_at_work, words

LIST = "/task add - Order disks @maria friday 17:00\n- Copy the database @jonas\n- Renew it @maria"


async def _paste(team: Team, text: str = LIST) -> None:
    await team.page.post("command", **{"as": ANA, "channel": INFRA, "text": text})
    await team.form(ANA)


async def test_each_line_has_its_own_owner_and_day() -> None:
    """One line is left out, one goes to somebody else, one gets a day; each owner hears once."""
    async with team_at_work(start=MONDAY) as team:
        await _paste(team)
        given = {"line_0.due": "2026-11-26", "line_1.tick": [], "line_2.due": "2026-11-25"}
        assert (await team.submits(ANA, **given))["ok"]
        added = await team.finds(ANA, INFRA, "2 tasks added", "T-1", "T-2")
        assert "Undo" in added.buttons
        [told] = await from_bot(team, MARIA)
        assert "T-1 Order disks" in told.text and "T-2 Renew it" in told.text
        assert "Thu 26 Nov 17:00" in (await team.types(ANA, INFRA, "/task show T-1")).text
        assert "Wed 25 Nov, end of day" in (await team.types(ANA, INFRA, "/task show T-2")).text
        assert await from_bot(team, JONAS) == []


async def test_touching_a_row_does_nothing_by_itself() -> None:
    """Slack tells of each change in a row: nobody is answered, and the form stays."""
    async with team_at_work(start=MONDAY) as team:
        await _paste(team)
        form = await team.form(ANA)
        await team.page.post(
            "action", **{"as": ANA, "container": {"type": "view", "view_id": form["id"]}},
            block_id="line_1", action_id="field:owner", value=MARIA,
        )  # fmt: skip
        await team.settled()
        assert (await team.form(ANA))["blocks"] == form["blocks"]


async def test_a_refused_form_comes_back_with_everything() -> None:
    """A past day and a bot are said at their lines; the rest is as it was filled in."""
    async with team_at_work(start=MONDAY) as team:
        await _paste(team)
        given = {"line_0.due": "2026-11-20", "line_1.owner": BOT, "line_2.due": "2026-11-25"}
        await team.submits(ANA, **given, due="thursday", **{"line_2.tick": []})
        again = await team.form(ANA)
        said = words(again["blocks"])
        assert "2 lines need another look" in said
        assert "Fri 20 Nov 17:00 is over" in said and "Chivvy is a bot" in said
        rows = {b["block_id"]: b["elements"] for b in again["blocks"] if b["type"] == "actions"}
        assert rows["line_0"][2]["initial_date"] == "2026-11-20"
        assert rows["line_2"][2]["initial_date"] == "2026-11-25"
        assert "initial_options" not in rows["line_2"][0]
        [due] = [b["element"] for b in again["blocks"] if b["block_id"] == "due"]
        assert due["initial_value"] == "thursday"
        assert [m for m in await team.sees(ANA, INFRA) if "T-1" in m.text] == []
        mended = {"line_0.due": "2026-11-26", "line_1.owner": JONAS}
        assert (await team.submits(ANA, **mended))["ok"]
        await team.finds(ANA, INFRA, "2 tasks added")


async def test_nothing_ticked_and_a_date_for_nobody() -> None:
    """What is wrong with the form as a whole stands at its first field."""
    async with team_at_work(start=MONDAY) as team:
        await _paste(team, "/task add - Order disks\n- Copy the database")
        none = await team.submits(ANA, **{"line_0.tick": [], "line_1.tick": []})
        assert "No line is ticked" in none["errors"]["owner"]
        wrong = await team.submits(ANA, due="blorgsday")
        assert "blorgsday" in wrong["errors"]["due"]


async def test_fifty_one_lines() -> None:
    """Fifty become tasks in one go; the one that did not fit comes back with the answer."""
    async with team_at_work(start=MONDAY) as team:
        lines = "\n".join(f"- Rack server {n} @maria friday" for n in range(51))
        await _paste(team, f"/task add {lines}")
        form = await team.form(ANA)
        assert len(form["blocks"]) <= 100
        assert "1 more line does not fit" in words(form["blocks"])
        assert (await team.submits(ANA))["ok"]
        added = await team.finds(ANA, INFRA, "50 tasks added")
        assert "1 line did not fit" in added.text and "Rack server 50 @maria friday" in added.text
        [told] = await from_bot(team, MARIA)
        assert "T-1" in told.text


async def test_a_title_over_a_list_has_parts() -> None:
    """The first line without a bullet is the whole; unticked, all are tasks of their own."""
    async with team_at_work(start=MONDAY) as team:
        await _paste(team, "/task add Move client A @ana friday\n- Order disks @maria\n- Copy it")
        assert (await team.submits(ANA))["ok"]
        await team.finds(ANA, INFRA, "3 tasks added")
        whole = await team.types(ANA, INFRA, "/task show T-1")
        assert "0 of 2 parts done" in whole.text and "Order disks" in whole.text
        await team.types(ANA, INFRA, "/task undo")
        await _paste(team, "/task add Move client A\n- Order disks\n- Copy it")
        assert (await team.submits(ANA, parts=[]))["ok"]
        assert "parts" not in (await team.types(ANA, INFRA, "/task show T-4")).text
