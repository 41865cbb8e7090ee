"""What a team meets that has read the documents and nothing else, in its first days on Discord."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import User, flat
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    async with at_work(tmp_path) as found:
        yield found


async def types(guild: AtWork, who: User, name: str, **options: object) -> Outcome:
    """A slash command in #infra; everything that follows is said."""
    done = await guild.world.slash(who, guild.infra, name, options)
    await guild.settled()
    return done


async def test_who_is_named_first_has_a_private_task(guild: AtWork) -> None:
    """Nobody has heard of Maria until Ana names her in their private channel: she is in it."""
    board = guild.world.private_channel(guild.guild, "board", guild.ana, guild.maria)
    await guild.opens_project(guild.ana, board, "Atlas")
    for title, who in (("Sell the company", guild.maria), ("Buy a boat", guild.jonas)):
        given = {"title": title, "owner": who}
        told = await guild.world.slash(guild.ana, board, "task add", given)
        assert ("can't see" in told.text) == (who is guild.jonas), told.text


async def test_a_newcomer_sees_their_private_channel_at_once(guild: AtWork) -> None:
    """Maria first speaks elsewhere, and finds what stays in the channel that she is in."""
    board = guild.world.private_channel(guild.guild, "board", guild.ana, guild.maria)
    await guild.opens_project(guild.ana, board, "Atlas")
    await types(guild, guild.maria, "task list")
    given = {"title": "Sell the company", "owner": guild.maria}
    told = await guild.world.slash(guild.ana, board, "task add", given)
    assert "can't see" not in told.text


async def test_in_a_crowd_a_newcomer_is_looked_up_in_turn(
    guild: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To ask for everybody anew with each would take longer than anybody waits."""
    monkeypatch.setattr("core.people.service.TEAM", 1)
    board = guild.world.private_channel(guild.guild, "board", guild.ana, guild.maria)
    await guild.opens_project(guild.ana, board, "Atlas")
    given = {"title": "Sell the company", "owner": guild.maria}
    told = await guild.world.slash(guild.ana, board, "task add", given)
    assert "can't see" in told.text
    await guild.later(minutes=20)
    told = await guild.world.slash(guild.ana, board, "task add", given)
    assert "can't see" not in told.text


async def test_a_project_is_found_by_its_name(guild: AtWork) -> None:
    """Who types what the project is called, and not its key, means that project."""
    await guild.opens_project(guild.ana, guild.infra, "Data centre move")
    told = await types(guild, guild.ana, "task add", title="Rack", project="data Centre move")
    assert "#data-centre-move" in told.text
    shown = await types(guild, guild.ana, "project show", project="Data centre move")
    assert "Data centre move" in shown.text and "I know no project" not in shown.text


async def test_a_workspace_without_a_name_is_no_number(guild: AtWork) -> None:
    """Its admin reads no id, and may leave the name open."""
    guild.world.change_member(guild.guild, guild.ana, roles=[guild.manager])
    await types(guild, guild.ana, "task more admin", what="me")
    setting = {"what": "workspace", "value": "ladder standard"}
    told = await types(guild, guild.ana, "task more settings", **setting)
    assert "This workspace: UTC" in told.text and guild.guild.id not in told.text
    form = await types(guild, guild.ana, "task more settings", what="workspace")
    assert form.modal is not None and f'"{guild.guild.id}"' not in json.dumps(form.modal)
    named = {"what": "workspace", "value": "name Example"}
    told = await types(guild, guild.ana, "task more settings", **named)
    assert "Example: UTC" in told.text


async def test_what_is_skipped_is_not_called_dropped(guild: AtWork) -> None:
    """Who asked for it reads that it comes again another time, not that it is gone."""
    given = {"title": "Check the backup", "owner": guild.jonas, "due": "every monday 17:00"}
    await types(guild, guild.ana, "task add", **given)
    await types(guild, guild.jonas, "task claim", task="T-1")
    await types(guild, guild.jonas, "task more skip", task="T-1")
    await guild.later(days=1)
    brief = guild.world.finds(guild.ana, "Check the backup")
    assert "jonas skipped **T-1** Check the backup this time." in brief.text


async def test_who_is_back_after_the_date_is_said_so(guild: AtWork) -> None:
    """Whoever gives the task learns at once that nobody hears of it in time."""
    await types(guild, guild.maria, "task away", dates="until friday")
    settled = await types(guild, guild.maria, "task more settings", what="incoming", value="direct")
    assert settled.failed is None
    for due, late in (("thursday 10:00", True), ("14 dec", False)):
        given = {"title": f"Patch it by {due}", "owner": guild.maria, "due": due}
        told = await types(guild, guild.ana, "task add", **given)
        assert ("is back on Fri 4 Dec, after its date, and hears" in told.text) == late, told.text
        assert "is back on Fri 4 Dec" in told.text
    nudged = await types(guild, guild.ana, "task more nudge", task="T-1")
    assert "I ask maria nothing meanwhile" in nudged.text


async def test_who_covers_hears_of_what_cannot_wait_and_does_it(guild: AtWork) -> None:
    """Whoever gives it learns who answers meanwhile; *I'm on it* is theirs to press."""
    await types(guild, guild.maria, "task away", dates="until friday", cover=guild.jonas)
    await types(guild, guild.maria, "task more settings", what="incoming", value="direct")
    given = {"title": "Patch it", "owner": guild.maria, "due": "thursday 10:00"}
    told = await types(guild, guild.ana, "task add", **given)
    assert "maria is back on Fri 4 Dec. jonas answers meanwhile." in told.text, told.text
    await guild.later(minutes=5)
    heard = guild.world.finds(guild.jonas, "Patch it", "came in for maria")
    assert "Not mine" not in heard.buttons
    said = await guild.world.press(heard.message, "I'm on it", guild.jonas)
    assert said.failed is None and "That's for" not in said.text, said.text


async def test_nobody_fills_in_a_form_in_vain(guild: AtWork) -> None:
    """Who may not save it is shown no button that opens it, and reads who may by its words."""
    guild.world.change_member(guild.guild, guild.ana, roles=[guild.manager])
    await types(guild, guild.ana, "task more admin", what="me")
    await guild.opens_project(guild.ana, guild.infra)
    told = await types(guild, guild.ben, "task more settings", what="workspace")
    assert told.modal is None and "That's for ana to set" in told.text
    shown = await types(guild, guild.ben, "project show")
    assert shown.response is not None
    assert not {"Change", "Fine-tune", "Close it"} & set(flat.buttons(shown.response))
    shown = await types(guild, guild.ana, "project show")
    assert shown.response is not None
    assert (await guild.world.press(shown.response, "Change", guild.ana)).modal is not None


async def test_help_is_asked_only_where_somebody_is_asked(guild: AtWork) -> None:
    """The message that gave the task says what is so: nobody was named, or somebody was."""
    await types(guild, guild.maria, "task more settings", what="incoming", value="direct")
    for number, helper in ((1, None), (2, guild.jonas)):
        await types(guild, guild.ana, "task add", title=f"Piece {number}", owner=guild.maria)
        given = {"task": f"T-{number}", "reason": "no access"} | (
            {"helper": helper} if helper else {}
        )
        await types(guild, guild.maria, "task block", **given)
        dms = [
            seen.text for seen in guild.world.dms_of(guild.maria) if f"Piece {number}" in seen.text
        ]
        said = dms[0]
        assert "is blocked" in said
        assert ("who can help is asked" in said) == (helper is not None), said


async def test_criteria_stand_in_the_title_beside_other_fields(guild: AtWork) -> None:
    """There is no field for them; a day among them is not the date that was given."""
    title = "Write the runbook done when: covers restore; tried on friday"
    told = await types(guild, guild.ana, "task add", title=title, owner=guild.maria, due="9 dec")
    assert "**T-1** Write the runbook\n" in told.text
    assert "Done when: 0 of 2" in told.text and "covers restore; tried on friday" in told.text
    assert "Wed 9 Dec" in told.text


async def test_a_checker_in_the_title_is_no_owner(guild: AtWork) -> None:
    """Beside a date in its field, too."""
    await types(guild, guild.ben, "task list")
    told = await types(guild, guild.ana, "task add", title="Fix it verifier @ben", due="9 dec")
    assert "ben checks it" in told.text and "no owner yet" in told.text
