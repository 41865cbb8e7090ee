"""Messages that a platform refused: looked at, sent again, or given up, by an admin."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.offline import open_store
from bot.settings import Settings
from core.kernel.errors import NotFound
from core.kernel.refs import PostId, WorkspaceId
from core.screens.delivery import Post, PostState
from core.unit import Unit


def _dead(unit: Unit) -> list[Post]:
    return [p for w in unit.directory.workspaces() for p in unit.of(w).posts.dead()]


async def dead_letters(settings: Settings) -> Sequence[Post]:
    """All of them, of every workspace."""
    async with open_store(settings) as store:
        return await store.read(_dead)


async def revive(settings: Settings, workspace: int, post: int) -> Post:
    """Puts one back in the queue; it is read again before it is sent."""
    now = datetime.now(UTC)
    return await _settle(settings, workspace, post, PostState.PENDING, now)


async def give_up(settings: Settings, workspace: int, post: int) -> Post:
    """Drops one for good."""
    return await _settle(settings, workspace, post, PostState.CANCELLED, datetime.now(UTC))


async def _settle(
    settings: Settings, workspace: int, post: int, state: PostState, now: datetime
) -> Post:
    def change(unit: Unit) -> Post:
        posts = unit.of(WorkspaceId(workspace)).posts
        found = posts.get(PostId(post))
        if found is None or found.state is not PostState.DEAD:
            raise NotFound("no_dead_letter", post=post, example="chivvy deadletter list")
        changed = replace(found, state=state, attempts=0, not_before=now, dirty=False)
        posts.save(changed)
        return changed

    async with open_store(settings) as store:
        return await store.write(change, workspace=workspace)
