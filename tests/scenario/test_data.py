"""What an admin takes out beside a Chivvy that runs: audit, export, and the erasure of a person."""

import asyncio
import csv
import io
import json
from pathlib import Path

import pytest

from bot import audit, erasing, export, pausing
from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, from_bot, november, open_infra
from tests.support.team import Team, team_at_work

CANARIES = ("Quokka", "Wombat", "Narwhal", "Zanzibar")


async def furnish(team: Team) -> None:
    """Maria writes a title, a note, a criterion and a reason; Jonas has the task."""
    await open_infra(team)
    await team.types(
        MARIA, INFRA, "/task add Order Quokka @jonas friday !share done when: Wombat is here"
    )
    await team.types(MARIA, INFRA, "/task note T-1 Narwhal comes first")
    await team.types(MARIA, INFRA, "/task block T-1 waiting for Zanzibar, check friday")
    await team.until(november(23, 12))


async def test_erasing_takes_out_words_names_and_accounts(
    database_url: str, tmp_path: Path
) -> None:
    """Nothing of theirs is left in the export; the task, its number and its history stay."""
    async with team_at_work(start=MONDAY, database_url=database_url) as team:
        await furnish(team)
        settings = team.run.bot.settings
        who = erasing.found(settings, "@maria")
        done = await asyncio.to_thread(erasing.erase, settings, who)
        assert done.texts >= 4 and done.tasks == 1
        await team.until(november(23, 13))
        card = await team.finds(ANA, INFRA, "T-1")
        shown = (await team.types(JONAS, INFRA, "/task show T-1")).text
        assert not [c for c in CANARIES if c in card.text + shown]
        assert "Maria" not in shown
        lines, table = await asyncio.to_thread(export.export, settings, tmp_path / "out")
        whole = lines.read_text() + table.read_text()
        assert not [c for c in (*CANARIES, "Maria", "maria", MARIA) if c in whole]
        assert '"table": "tasks"' in whole and "T-1" in whole
        with pytest.raises(audit.Unclear, match="Slack id"):
            erasing.found(settings, "@maria")


async def test_an_export_is_everything_and_no_formula(database_url: str, tmp_path: Path) -> None:
    """JSON lines that are read back, a table that no spreadsheet carries out, and no secret."""
    async with team_at_work(start=MONDAY, database_url=database_url) as team:
        await furnish(team)
        await team.types(ANA, INFRA, '/task add =HYPERLINK("http://x") the wiki @ana friday')
        lines, table = await asyncio.to_thread(
            export.export, team.run.bot.settings, tmp_path / "out"
        )
        rows = [json.loads(line) for line in lines.read_text().splitlines()]
        assert {"workspaces", "persons", "texts", "tasks", "events"} <= {r["table"] for r in rows}
        assert "admin_code" not in lines.read_text()
        cells = list(csv.reader(io.StringIO(table.read_text())))
        titles = [row[1] for row in cells]
        assert "Order Quokka" in titles and '\'=HYPERLINK("http://x") the wiki' in titles
        assert not [c for row in cells for c in row if c.startswith(("=", "+", "-", "@"))]
        assert lines.stat().st_mode & 0o077 == 0 and table.stat().st_mode & 0o077 == 0


async def test_an_audit_tells_what_happened_without_words(database_url: str) -> None:
    """Acts, what was owed, said and held, by task and by person; narrowed by a day."""
    async with team_at_work(start=MONDAY, database_url=database_url) as team:
        await furnish(team)
        assert await from_bot(team, JONAS)
        settings = team.run.bot.settings

        def rows(*asked: str | None) -> str:
            return audit.as_text(audit.audit(settings, *asked))  # type: ignore[arg-type]

        told = await asyncio.to_thread(rows, "T-1", None, None)
        assert "act  added  task:1  Maria Keller" in told
        assert "said  assigned  task:1  Jonas Weber" in told
        assert "sent  nag" in told and "sent  card" in told
        assert not [c for c in CANARIES if c in told]
        of_maria = await asyncio.to_thread(rows, None, "@maria", None)
        assert "act  blocked  task:1  Maria Keller" in of_maria
        assert await asyncio.to_thread(rows, None, None, "2027-01-01") == ""
        await asyncio.to_thread(pausing.pause, settings, "Quokka")
        everything = audit.as_csv(await asyncio.to_thread(audit.audit, settings, None, None, None))
        assert "messages_paused" in everything and "Quokka" not in everything


@pytest.mark.parametrize(("task", "since"), [("certificate", None), (None, "yesterday")])
async def test_an_unclear_audit_says_what_to_write(task: str | None, since: str | None) -> None:
    """One line with an example."""
    async with team_at_work(start=MONDAY) as team:
        with pytest.raises(audit.Unclear, match="write for example"):
            audit.audit(team.run.bot.settings, task, None, since)
