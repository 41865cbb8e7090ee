"""Fresh databases in a temporary folder: SQLite files, and a PostgreSQL server that syncs."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final, Protocol

from adapters.db import migrate
from tests.support import postgres

SQLITE: Final = "sqlite"
POSTGRES: Final = "postgresql"
KINDS: Final = (SQLITE, POSTGRES)


class Fresh(Protocol):
    """Makes databases."""

    def __call__(self, kind: str, folder: Path = ...) -> str:
        """The address of a new one of this kind with the product's tables; SQLite in *folder*."""


_DURABLE: Final = (
    *("-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on"),
    *("-c", "listen_addresses=", "-c", "max_connections=100"),
    *("-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB"),
)


@contextmanager
def memory() -> Iterator[Path]:
    """A temporary folder in memory where there is one: the disk shall not play a part."""
    shared = Path("/dev/shm")  # noqa: S108 - only a folder of a name that nobody can guess
    where = shared if shared.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="chivvy-bench-", dir=where) as name:
        yield Path(name)


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder on a disk where there is one: what is measured is the wait for it."""
    disk = Path("/var/tmp")  # noqa: S108 - as above
    where = disk if disk.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="chivvy-bench-", dir=where) as name:
        yield Path(name)


@contextmanager
def databases(where: Path) -> Iterator[Fresh]:
    """Makes databases until it is left; PostgreSQL waits for the disk as it does in production."""
    numbers = count(1)
    sockets = where / "pg"
    sockets.mkdir()
    where.chmod(0o711)
    with postgres.running(sockets, _DURABLE):
        server = postgres.PostgresServer(sockets, count(1))

        def fresh(kind: str, folder: Path = where) -> str:
            file = folder / f"{next(numbers)}.db"
            url = f"sqlite:///{file}" if kind == SQLITE else server.fresh()
            migrate.upgrade(url, backup=False)
            return url

        yield fresh
