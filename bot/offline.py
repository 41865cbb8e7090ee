"""Units of work for the command line, on the store that ``chivvy run`` would use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, lock_workspace, make_uow
from bot.settings import Settings


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[SqlStore[UnitRows]]:
    """The store, started and closed again."""
    store: SqlStore[UnitRows] = SqlStore(settings.database, make_uow, lock_workspace=lock_workspace)
    async with store:
        yield store
