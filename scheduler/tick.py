"""Turns time into notices: what has come due is decided, a hundred subjects a unit.

What cannot be decided stops nothing else: it is put off, and the log says why.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from core import dispatch
from core.kernel.errors import STORE
from core.kernel.incidents import incident
from core.kernel.refs import Ref, WorkspaceId
from core.unit import Unit
from scheduler.failpoints import reach
from scheduler.ports import Store

log = logging.getLogger("chivvy.tick")
BATCH = 100
TOGETHER = 2.0
"""Seconds that nobody of a workspace is told for, while more has come due there than a batch."""


async def tick(store: Store, now: datetime) -> int:
    """Decides everything that is due at *now*; says how much that was."""
    played = 0
    while True:
        counts = await some(store, now)
        played += sum(counts.values())
        if not more(counts):
            return played


async def some(store: Store, now: datetime) -> Mapping[WorkspaceId, int]:
    """A batch of each workspace where something is due; idle: one indexed look.

    No workspace waits for all that is due in another.
    """
    due = await store.read(lambda unit: unit.directory.due(now))
    return {workspace: await _batch(store, workspace, now) for workspace in due}


def more(counts: Mapping[WorkspaceId, int]) -> frozenset[WorkspaceId]:
    """Where a batch was full: more may be due."""
    return frozenset(workspace for workspace, count in counts.items() if count >= BATCH)


class Together:
    """Who is asked about several things is asked once: nobody of a workspace is told before all
    that has come due there is decided, be it after an outage or at nine in the morning; but not
    for longer than ``TOGETHER``."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._since: dict[WorkspaceId, float] = {}
        self.waits: frozenset[WorkspaceId] = frozenset()

    def decided(self, counts: Mapping[WorkspaceId, int]) -> bool:
        """A batch of each is decided; whether there is more."""
        now, left = self._elapsed(), more(counts)
        self._since = {workspace: self._since.get(workspace, now) for workspace in left}
        self.waits = frozenset(w for w, since in self._since.items() if now - since < TOGETHER)
        return bool(left)


async def _batch(store: Store, workspace: WorkspaceId, now: datetime) -> int:
    try:
        return await store.write(
            lambda unit: dispatch.tick(unit, workspace, now, BATCH),
            workspace=workspace,
            background=True,
        )
    except STORE as error:
        log.warning("workspace %s is decided later: %s", workspace, error.code)
        return 0
    except Exception as error:
        log.error("workspace %s is decided one by one: %s", workspace, incident(error))
    try:
        return await _one_by_one(store, workspace, now)
    except STORE as error:
        log.warning("workspace %s is decided later: %s", workspace, error.code)
    except Exception as error:
        log.error("nothing of workspace %s is decided for now: %s", workspace, incident(error))
    return 0


async def _one_by_one(store: Store, workspace: WorkspaceId, now: datetime) -> int:
    """Says how much of it will not be due again at once."""
    due = await store.read(lambda unit: dispatch.due(unit, workspace, now, BATCH))
    return sum([await _one(store, workspace, one, now) for one in due])


async def _one(store: Store, workspace: WorkspaceId, one: dispatch.Due, now: datetime) -> bool:
    try:
        await store.write(
            lambda unit: dispatch.tick_one(unit, workspace, one, now),
            workspace=workspace,
            background=True,
        )
    except STORE as error:
        log.warning("workspace %s is decided later: %s", workspace, error.code)
        return False
    except Exception as error:
        subject = one if isinstance(one, Ref) else one.subject
        log.error(
            "%s %s of workspace %s cannot be decided and is put off: %s",
            subject.kind, subject.id, workspace, incident(error),
        )  # fmt: skip
        return await _put_off(
            store, workspace, lambda unit: dispatch.put_off(unit, workspace, one, now)
        )
    return True


async def _put_off(store: Store, workspace: WorkspaceId, later: Callable[[Unit], None]) -> bool:
    """Whether it was; where even that cannot be done it is due still, and others go on."""
    try:
        await store.write(later, workspace=workspace, background=True)
    except STORE as error:
        log.warning("workspace %s puts it off later: %s", workspace, error.code)
    except Exception as error:
        log.error("workspace %s cannot put it off: %s", workspace, incident(error))
    else:
        return True
    return False


async def compose(store: Store, now: datetime, besides: Collection[WorkspaceId] = ()) -> int:
    """Owed notices whose time has come become posts, one recipient a unit; *besides*: none of
    these workspaces."""
    composed = 0
    due = await store.read(lambda unit: unit.outbox.recipients_due(now, BATCH, besides))
    for workspace, recipient in due:
        composed += await _compose(store, workspace, recipient, now)
    return composed


async def _compose(store: Store, workspace: WorkspaceId, recipient: Ref, now: datetime) -> int:
    try:
        count = await store.write(
            lambda unit: _freeze(unit, workspace, recipient, now),
            workspace=workspace,
            background=True,
        )
    except STORE as error:
        log.warning("%s %s is told later: %s", recipient.kind, recipient.id, error.code)
        return 0
    except Exception as error:
        log.error(
            "nothing can be composed for %s %s of workspace %s for now: %s",
            recipient.kind, recipient.id, workspace, incident(error),
        )  # fmt: skip
        await _put_off(
            store, workspace, lambda unit: dispatch.hold(unit, workspace, recipient, now)
        )
        return 0
    reach("composed")
    return count


def _freeze(unit: Unit, workspace: WorkspaceId, recipient: Ref, now: datetime) -> int:
    count = dispatch.compose(unit, workspace, recipient, now)
    reach("composing")
    return count
