"""Messages that a platform refused or a restore set aside: an admin looks, and decides."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from adapters.db.beside import change, peek
from bot.settings import Settings
from core import dispatch
from core.kernel.refs import PostId, WorkspaceId
from core.screens.delivery import Post
from core.unit import Unit


def dead_in(unit: Unit) -> list[Post]:
    """Every message that was refused for good."""
    return [post for post in _set_aside(unit) if post.error != dispatch.RESTORED]


def restored_in(unit: Unit) -> list[Post]:
    """Every message that waits for an admin since a restore."""
    return [post for post in _set_aside(unit) if post.error == dispatch.RESTORED]


def _set_aside(unit: Unit) -> list[Post]:
    return [p for w in unit.directory.workspaces() for p in unit.of(w).posts.dead()]


async def dead_letters(settings: Settings) -> Sequence[Post]:
    """All of them, of every workspace; read beside the Chivvy that may be running."""
    return await asyncio.to_thread(peek, settings.database, dead_in)


async def restored_letters(settings: Settings) -> Sequence[Post]:
    """What a restore set aside, of every workspace."""
    return await asyncio.to_thread(peek, settings.database, restored_in)


async def revive(settings: Settings, workspace: int, post: int) -> Post:
    """Puts one back in the queue; it is read again before it is sent."""
    return await _decide(settings, workspace, post, dispatch.revive)


async def give_up(settings: Settings, workspace: int, post: int) -> Post:
    """Drops one for good."""
    return await _decide(settings, workspace, post, dispatch.give_up)


async def _decide(
    settings: Settings,
    workspace: int,
    post: int,
    decide: Callable[[Unit, WorkspaceId, PostId, datetime], Post],
) -> Post:
    now = datetime.now(UTC)
    return await asyncio.to_thread(
        change,
        settings.database,
        lambda unit: decide(unit, WorkspaceId(workspace), PostId(post), now),
    )
