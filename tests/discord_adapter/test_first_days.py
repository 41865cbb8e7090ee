"""What a team meets that has read the documents and nothing else, in its first days on Discord."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import User
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


async def test_a_project_is_found_by_its_name(guild: AtWork) -> None:
    """Who types what the project is called, and not its key, means that project."""
    await guild.opens_project(guild.ana, guild.infra, "Data centre move")
    told = await types(guild, guild.ana, "task add", title="Rack", project="data Centre move")
    assert "#data-centre-move" in told.text
    shown = await types(guild, guild.ana, "project show", project="Data centre move")
    assert "Data centre move" in shown.text and "I know no project" not in shown.text


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
