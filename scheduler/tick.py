"""Turns time into notices: what has come due is decided, a hundred subjects a unit."""

from datetime import datetime

from core import dispatch
from core.kernel.refs import Ref, WorkspaceId
from scheduler.ports import Store

BATCH = 100


async def tick(store: Store, now: datetime) -> int:
    """Decides everything that is due at *now*; says how much that was. Idle: one indexed look."""
    played = 0
    for workspace in await store.read(lambda unit: unit.directory.due(now)):
        played += await _tick(store, workspace, now)
    return played


async def _tick(store: Store, workspace: WorkspaceId, now: datetime) -> int:
    total = 0
    while True:
        count = await store.write(
            lambda unit: dispatch.tick(unit, workspace, now, BATCH),
            workspace=workspace,
            background=True,
        )
        total += count
        if count < BATCH:
            return total


async def compose(store: Store, now: datetime) -> int:
    """Owed notices whose time has come become posts, one recipient a unit."""
    composed = 0
    for workspace, recipient in await store.read(lambda u: u.outbox.recipients_due(now, BATCH)):
        composed += await _compose(store, workspace, recipient, now)
    return composed


async def _compose(store: Store, workspace: WorkspaceId, recipient: Ref, now: datetime) -> int:
    return await store.write(
        lambda unit: dispatch.compose(unit, workspace, recipient, now),
        workspace=workspace,
        background=True,
    )
