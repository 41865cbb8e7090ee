"""A look into the database beside the Chivvy that runs on it: nothing is written or locked."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from adapters.db.engines import parse, reader_engine, sqlite_file
from adapters.db.instance import InstanceLock
from core.kernel.errors import Unavailable

U = TypeVar("U")
T = TypeVar("T")


def peek(url: str, make_uow: Callable[[Connection], U], read: Callable[[U], T]) -> T:
    """What *read* finds in one snapshot. Raises ``Unavailable("database_unreachable")``."""
    engine = reader_engine(parse(url), threads=1)
    try:
        with engine.begin() as connection:
            return read(make_uow(connection))
    except DBAPIError as error:
        raise Unavailable("database_unreachable") from error
    finally:
        engine.dispose()


def running(url: str) -> str | None:
    """The process that has the SQLite file as its own; None: nobody, or it is PostgreSQL."""
    file = sqlite_file(parse(url))
    return InstanceLock(file).holder() if file is not None else None
