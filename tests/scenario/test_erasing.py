"""A secret was pasted: it goes from everything that is kept, and what is left to do is said."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, select

from tests.scenario.cast import ANA, GENERAL, HIRING, INFRA, JONAS, MARIA, MONDAY, SAM
from tests.support.team import Team, team_at_work, words

SECRET = "hunter2-correct-horse"


async def ticks(team: Team, who: str, *meant: str) -> dict[str, object]:
    """Ticks what the open form has under these words, and submits it."""
    form = await team.form(who)
    options = [
        option for block in form["blocks"] for option in block.get("element", {}).get("options", [])
    ]
    chosen = [o["value"] for o in options if any(word in str(o) for word in meant)]
    assert chosen, options
    return await team.submits(who, what=chosen)


def kept(folder: Path) -> list[str]:
    """Where the secret stands in the database, column by column."""
    engine = create_engine(f"sqlite:///{next(folder.rglob('*.db'))}")
    found = []
    known = MetaData()
    known.reflect(engine)
    with engine.connect() as connection:
        for table in known.tables.values():
            for row in connection.execute(select(table)).mappings():
                found += [f"{table}.{name}" for name, value in row.items() if SECRET in str(value)]
    engine.dispose()
    return found


async def test_a_secret_goes_from_everything_that_is_kept(tmp_path: Path) -> None:
    """Title, note, what it said before, and lines that wait; cards are drawn anew."""
    async with team_at_work(start=MONDAY, data_dir=tmp_path) as team:
        await team.types(ANA, INFRA, f"/task add Log in with {SECRET} @maria friday !share")
        await team.hears(MARIA, "T-1", SECRET)
        await team.types(ANA, INFRA, f"/task add log in with {SECRET} @maria")
        await team.types(MARIA, INFRA, f"/task note T-1 it is {SECRET}")
        await team.types(ANA, INFRA, "/task title T-1 Log in as usual")
        await team.types(ANA, INFRA, f"/task title T-1 Log in with {SECRET} again")
        assert kept(tmp_path)
        await team.types(ANA, INFRA, "/task erase T-1")
        form = await team.form(ANA)
        assert "can't be undone" in words(form["blocks"])
        assert (await ticks(team, ANA, SECRET))["ok"]
        said = await team.finds(ANA, INFRA, "Words of T-1", "are erased")
        assert "change it" in said.text and "Backups" in said.text
        assert "deletes it there" in said.text and SECRET not in said.text
        assert kept(tmp_path) == []
        card = next(m for m in await team.sees(JONAS, INFRA) if not m.private and "T-1" in m.text)
        assert "[erased by Ana Ruiz]" in card.text
        assert all(SECRET not in m.text for m in await team.sees(JONAS, INFRA))
        told = await team.hears(MARIA, "T-1")
        assert SECRET not in told.text
        history = await team.types(MARIA, INFRA, "/task history T-1")
        assert "Ana Ruiz erased words of it" in history.text and SECRET not in history.text
        assert "No task" in (await team.types(ANA, INFRA, f"/task search {SECRET}")).text


async def test_an_author_erases_their_own_words_and_no_others() -> None:
    """Jonas asked for nothing here: only his own note is offered."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task add Order disks @maria")
        await team.types(JONAS, GENERAL, f"/task note T-1 {SECRET}")
        await team.types(SAM, GENERAL, "/task erase T-1")
        refused = await team.finds(SAM, GENERAL, "for Ana Ruiz")
        assert SECRET not in refused.text
        await team.types(JONAS, GENERAL, "/task erase T-1")
        shown = str((await team.form(JONAS))["blocks"])
        assert SECRET in shown and "Title" not in shown
        await ticks(team, JONAS, SECRET)
        await team.finds(JONAS, GENERAL, "are erased")
        shown = await team.types(ANA, GENERAL, "/task history T-1")
        assert "[erased by Jonas" in shown.text and SECRET not in shown.text


async def test_undo_goes_past_it_and_brings_nothing_back() -> None:
    """The last change is taken back; what was erased stays erased."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, f"/task add Log in with {SECRET} @maria")
        await team.types(ANA, GENERAL, "/task title T-1 Log in as usual")
        await team.types(ANA, GENERAL, "/task erase T-1")
        await ticks(team, ANA, SECRET)
        back = await team.types(ANA, GENERAL, "/task undo")
        assert SECRET not in back.text
        shown = await team.types(ANA, GENERAL, "/task show T-1")
        assert "[erased by Ana Ruiz]" in shown.text and SECRET not in shown.text


async def test_of_a_private_task_nobody_outside_learns_anything() -> None:
    """A number that is not seen and one that is not given answer the same."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(ANA, HIRING)
        await team.types(ANA, HIRING, f"/task add Offer {SECRET} @ana")
        unseen = await team.types(JONAS, GENERAL, "/task erase T-1")
        unknown = await team.types(JONAS, GENERAL, "/task erase T-9")
        assert unseen.text.replace("T-1", "T-9") == unknown.text
        await team.types(ANA, HIRING, "/task erase T-1")
        await ticks(team, ANA, SECRET)
        assert SECRET not in (await team.types(ANA, HIRING, "/task show T-1")).text


@pytest.mark.parametrize("pressed", [[], ["999999"]])
async def test_nothing_ticked_is_said_at_the_field(pressed: list[str]) -> None:
    """And nothing is erased; a text of another task is none of this one."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task add Order disks @maria")
        await team.types(ANA, GENERAL, "/task erase T-1")
        await team.submits(ANA, what=pressed)
        assert "Order disks" in (await team.types(ANA, GENERAL, "/task show T-1")).text
