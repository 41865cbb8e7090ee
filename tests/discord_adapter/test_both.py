"""One workspace on two platforms: where people are reached, and what stands on both sides."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.both import ANA, INFRA, MARIA, Both, both_at_work


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    """A team and a guild in one workspace."""
    async with both_at_work(tmp_path) as found:
        yield found


@pytest.fixture
async def infra(both: Both) -> Both:
    """Ana has joined her accounts; her project lives in #infra of Slack and #talk of the guild."""
    await both.links(ANA, "ana")
    await both.team.types(ANA, INFRA, "/project new Infra migration")
    await both.team.submits(ANA, key="infra", why="Client A leaves", speaks="yes")
    said = await both.slash("ana", "project home", project="infra-migration", where="here")
    assert "#talk and #infra on Slack" in said
    return both


async def test_both_homes_are_shown_from_either_side(infra: Both) -> None:
    """The channel of the reader's own platform stands first."""
    shown = await infra.slash("ana", "project show", project="infra-migration")
    assert "It lives in #talk and #infra on Slack." in shown
    page = await infra.team.types(ANA, INFRA, "/project show")
    assert "It lives in #infra and #talk on Discord." in page.text


async def test_a_home_is_taken_away_where_it_is(infra: Both) -> None:
    """*Off* typed in the guild leaves the channel of Slack alone."""
    said = await infra.slash("ana", "project home", project="infra-migration", where="off")
    assert "It lives in #infra on Slack." in said
    assert "no channel on Discord" in said


async def test_what_is_added_in_either_home_is_the_projects(infra: Both) -> None:
    """A line typed in a home belongs to its project without the #word."""
    await infra.slash("ana", "task add", title="Order the disks")
    await infra.team.types(ANA, INFRA, "/task add Book the van")
    listed = await infra.slash("ana", "task list", filters="#infra-migration")
    assert "Order the disks" in listed
    assert "Book the van" in listed


async def test_the_digest_comes_to_both(infra: Both) -> None:
    """In the morning each channel reads it once."""
    await infra.team.types(ANA, INFRA, "/project digest at 9:00")
    await infra.team.types(ANA, INFRA, "/task add Book the van")
    await infra.team.later(days=1)
    there = [m for m in infra.world.seen_by(infra.people["maria"], infra.talk) if m.text]
    here = await infra.team.sees(MARIA, INFRA)
    assert sum("Infra migration" in m.text for m in there) == 1
    assert sum("Infra migration" in m.text for m in here if not m.private) == 1
