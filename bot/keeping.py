"""Backing up, restoring and moving the database, for whoever runs Chivvy."""

import asyncio
import shutil
from datetime import datetime
from pathlib import Path

from adapters.db import keeping, sqlite_files
from adapters.db.engines import parse, sqlite_file
from adapters.db.migrate import upgrade
from adapters.db.revisions import is_empty, require_current
from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, Units, lock_workspace
from core import dispatch
from core.kernel.errors import Unavailable
from core.kernel.values import dataclass
from scheduler.tick import tick


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: how many messages wait for an admin, and where the old database is."""

    aside: int
    kept: Path | None = None


def back_up(url: str, target: Path, *, replace: bool) -> str:
    """Copies the SQLite database while Chivvy runs; the step that the copy is at, once it was
    looked at.

    Raises ``Unavailable``: ``backup_is_pg_dump``, ``database_empty``, ``backup_exists``.
    """
    file = sqlite_file(parse(url))
    if file is None:
        raise Unavailable("backup_is_pg_dump")
    if is_empty(url):
        raise Unavailable("database_empty")
    if target.exists() and not replace:
        raise Unavailable("backup_exists", path=str(target))
    sqlite_files.backup(file, target)
    found = keeping.look(target)
    sqlite_files.drop_beside(target)  # A look that only reads leaves both, and the log is empty.
    return found


def restore(url: str, backup: Path, now: datetime, *, replace: bool) -> Restored:
    """Puts *backup* in the place of the SQLite database, brought to this release.

    The database is whole at every moment: the old one, of which a copy is kept, or the new.
    """
    file = sqlite_file(parse(url))
    if file is None:
        raise Unavailable("restore_is_pg_restore")
    keeping.look(backup)
    with keeping.sole_use(url):
        if not is_empty(url) and not replace:
            raise Unavailable("not_empty", path=str(file))
        partial = file.with_name(file.name + ".restoring")
        try:
            return _restore(file, backup, partial, now)
        finally:
            for each in file.parent.glob(f"{partial.name}*"):
                each.unlink()


def _restore(file: Path, backup: Path, partial: Path, now: datetime) -> Restored:
    if backup.with_name(backup.name + "-wal").exists():
        sqlite_files.backup(backup, partial)
    else:
        shutil.copyfile(backup, partial)
        partial.chmod(0o600)
    url = f"sqlite:///{partial}"
    upgrade(url, backup=False)
    aside = asyncio.run(_set_aside(url, now))
    kept = None
    if file.exists() and file.stat().st_size:
        kept = file.with_name(f"{file.name}.replaced.{now:%Y%m%dT%H%M%SZ}.bak")
        sqlite_files.backup(file, kept)
    sqlite_files.flush(partial)
    keeping.put_in_place(partial, file)
    return Restored(aside, kept)


def restored(url: str, now: datetime) -> Restored:
    """After ``pg_restore``: what may have been said since the dump waits for an admin."""
    require_current(url)
    if sqlite_file(parse(url)) is None and keeping.living_runs(url):
        raise Unavailable("in_use")
    return Restored(asyncio.run(_set_aside(url, now)))


async def _set_aside(url: str, now: datetime) -> int:
    """Everything that came due is decided, and nothing of it is sent."""
    store: SqlStore[UnitRows] = SqlStore(url, Units(), lock_workspace=lock_workspace)
    async with store:
        await tick(store, now)
        aside = 0
        for workspace in await store.read(lambda unit: unit.directory.workspaces()):
            aside += await store.write(
                lambda unit, w=workspace: dispatch.set_aside(unit, w, now),  # type: ignore[misc]
                workspace=workspace,
            )
        return aside
