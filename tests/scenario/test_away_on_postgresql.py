"""What people say while Chivvy is away, where the database is PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.scenario import test_away as away
from tests.support.team import Team, team_at_work

STORIES: tuple[Callable[[Team], Awaitable[None]], ...] = (
    away.test_do_it_does_it,
    away.test_each_is_offered_once,
    away.test_an_event_that_comes_after_all_is_not_done_twice,
    away.test_a_mention_in_a_thread_is_offered_to_its_writer,
    away.test_the_next_brief_says_so_once,
    away.test_a_brief_that_was_due_meanwhile_says_so,
    away.test_what_could_not_be_read_is_told_to_admins,
)


@pytest.fixture
async def team(tmp_path: Path, postgres_url: str) -> AsyncIterator[Team]:
    """As on SQLite."""
    at = team_at_work(start=away.START, data_dir=tmp_path / "data", database_url=postgres_url)
    async with at as team:
        await away.prepared(team)
        yield team


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__.removeprefix("test_"))
async def test_a_story_on_postgresql(story: Callable[[Team], Awaitable[None]], team: Team) -> None:
    """It ends the same."""
    await story(team)
