"""What a database error means: run the unit again, tell the person, or let the bug be seen."""

import sqlite3
from enum import Enum, auto
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError

from core.kernel.errors import Busy, ChivvyError, NotSaved, Unavailable

_CONTENDED: Final = frozenset({"40001", "40P01", "55P03"})
_LOST_CLASSES: Final = ("08", "57P")
_EXHAUSTED_CLASSES: Final = ("53", "57014", "58")
_SQLITE_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_SQLITE_STORAGE: Final = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)


class TransactionVanished(Exception):
    """The database rolled everything back although the unit reported no error."""


class Trouble(Enum):
    CONTENDED = auto()
    """Somebody else holds what the unit needs."""
    LOST = auto()
    """The connection is gone; whether a COMMIT arrived is not known."""
    STORAGE = auto()
    """The disk is full or failing, or the statement was cut off."""
    OTHER = auto()
    """The unit's own affair: a constraint, a wrong statement, an error of the product."""


def diagnose(error: BaseException) -> Trouble:
    """Sorts `error` by what can be done about it."""
    if isinstance(error, TransactionVanished):
        return Trouble.STORAGE
    if not isinstance(error, DBAPIError):
        return Trouble.OTHER
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return _diagnose_sqlite(original)
    return _diagnose_postgres(error)


def _diagnose_sqlite(original: sqlite3.Error) -> Trouble:
    # Extended codes keep the primary code in their low byte.
    code = (getattr(original, "sqlite_errorcode", None) or 0) & 0xFF
    if code in _SQLITE_BUSY:
        return Trouble.CONTENDED
    return Trouble.STORAGE if code in _SQLITE_STORAGE else Trouble.OTHER


def _diagnose_postgres(error: DBAPIError) -> Trouble:
    state: str | None = getattr(error.orig, "sqlstate", None)
    unconnected = state is None and isinstance(error, OperationalError)
    if error.connection_invalidated or unconnected:
        return Trouble.LOST
    if state in _CONTENDED:
        return Trouble.CONTENDED
    if state is not None and state.startswith(_LOST_CLASSES):
        return Trouble.LOST
    if state is not None and state.startswith(_EXHAUSTED_CLASSES):
        return Trouble.STORAGE
    return Trouble.OTHER


def typed(error: BaseException, *, storage: type[ChivvyError] = NotSaved) -> BaseException:
    """`error` as callers outside this package know it; the database's own error is its cause.

    `storage` is what a failing disk means to the caller: a reader has nothing to save.
    """
    meanings: dict[Trouble, type[ChivvyError]] = {
        Trouble.CONTENDED: Busy,
        Trouble.LOST: Unavailable,
        Trouble.STORAGE: storage,
    }
    meaning = meanings.get(diagnose(error))
    if meaning is None:
        return error
    known = meaning()
    known.__cause__ = error
    return known
