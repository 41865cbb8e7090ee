"""A look into the database beside the Chivvy that runs on it, and a short change beside it."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from adapters.db import revisions
from adapters.db.engines import parse, reader_engine, sqlite_file, writer_engine
from adapters.db.instance import InstanceLock
from adapters.db.uow import UnitRows, make_uow
from core.kernel.errors import Unavailable

T = TypeVar("T")


def peek(url: str, read: Callable[[UnitRows], T]) -> T:
    """What *read* finds in one snapshot.

    Raises ``Unavailable``: ``database_empty``, ``database_older``, ``database_newer``, else
    ``database_unreachable``.
    """
    engine = reader_engine(parse(url), threads=1)
    try:
        with engine.begin() as connection:
            return read(make_uow(connection))
    except DBAPIError as error:
        require_current(url)
        raise Unavailable("database_unreachable") from error
    finally:
        engine.dispose()


def read_rows(url: str, read: Callable[[Connection], T]) -> T:
    """As ``peek``, for whole tables."""
    require_current(url)
    engine = reader_engine(parse(url), threads=1)
    try:
        with engine.begin() as connection:
            return read(connection)
    except DBAPIError as error:
        raise Unavailable("database_unreachable") from error
    finally:
        engine.dispose()


def change(url: str, write: Callable[[UnitRows], T]) -> T:
    """One short unit under the database's own lock: the Chivvy that runs waits for it, and sees
    with its next unit what it did.

    Raises ``Unavailable``: ``database_empty``, ``database_older``, ``database_newer``,
    ``database_unreachable``.
    """
    require_current(url)
    engine = writer_engine(parse(url), threads=1)
    try:
        with engine.begin() as connection:
            unit = make_uow(connection)
            for workspace in unit.directory.workspaces():
                unit.hold(workspace)
            return write(unit)
    except DBAPIError as error:
        raise Unavailable("database_unreachable") from error
    finally:
        engine.dispose()


def require_current(url: str) -> None:
    """Raises ``Unavailable`` unless the database is there, and of this release."""
    if revisions.is_empty(url):
        raise Unavailable("database_empty")
    revisions.require_current(url)


def running(url: str) -> str | None:
    """The process that has the SQLite file as its own; None: nobody, or it is PostgreSQL."""
    file = sqlite_file(parse(url))
    return InstanceLock(file).holder() if file is not None else None
