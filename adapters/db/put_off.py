"""Statements whose outcome nobody asks for go with the next one that is asked something.

A round trip to PostgreSQL takes longer than most statements: two wake-ups of another process, and
of our own thread, which may have to wait for its turn. So BEGIN, and what only stores, waits on its
connection and is sent in one go with what comes next, or with the COMMIT. On SQLite, where nothing
travels, each is carried out at once.
"""

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_WAITING: Final = "chivvy.waiting"


class Said(NamedTuple):
    """A statement and its parameters, as the driver takes them."""

    sql: str
    bound: Any = None
    cursor: Any = None
    """Where its answer is looked for later; None: nobody looks, or whoever sends it knows."""


class Numbered(list[Any]):
    """The values of a statement whose parameters are numbered, which only psycopg's own has."""


def prepare(info: dict[Any, Any]) -> None:
    """From now on statements may wait on the connection with this *info*."""
    info[_WAITING] = []


def wait(connection: Connection, said: Said) -> bool:
    """Whether it waits; where nothing can, it is for the caller to send it."""
    waiting: list[Said] | None = connection.info.get(_WAITING)
    if waiting is None:
        return False
    waiting.append(said)
    return True


def is_waiting(connection: Connection, cursor: Any) -> bool:  # noqa: ANN401 - the driver's
    """Whether what is to be answered on *cursor* was not sent yet."""
    return any(said.cursor is cursor for said in connection.info.get(_WAITING) or ())


def taken(connection: Connection) -> list[Said]:
    """What waits, for whoever sends it now."""
    waiting: list[Said] | None = connection.info.get(_WAITING)
    if not waiting:
        return []
    connection.info[_WAITING] = []
    return waiting


def has_only_begun(said: list[Said]) -> bool:
    """Whether *said*, what waits, is the BEGIN of a transaction in which nothing was said yet."""
    return len(said) == 1 and said[0].sql.startswith("BEGIN")


def drop(connection: Connection, first: str) -> bool:
    """What waits is never sent, from *first* on; False where that was sent already, and the rest
    is dropped all the same."""
    waiting: list[Said] = connection.info.get(_WAITING) or []
    place = next((n for n, said in enumerate(waiting) if said.sql == first), None)
    del waiting[place or 0 :]
    return place is not None


def cursor_for(raw: Any, said: Said) -> Any:  # noqa: ANN401 - the driver's own
    """One of the driver's that takes *said* as it is written."""
    if said.cursor is not None:
        return said.cursor
    if not isinstance(said.bound, Numbered):
        return raw.cursor()
    from psycopg import RawCursor  # SQLite does without psycopg.

    return RawCursor(raw)


def execute(connection: Connection, cursor: Any, said: list[Said]) -> None:  # noqa: ANN401
    """In one go; the last on *cursor*, which has its answer."""
    *before, last = said
    if not before:
        _say(connection, cursor, last)
        return
    raw = cursor.connection
    with raw.pipeline():
        for one in before:
            _say(connection, cursor_for(raw, one), one)
        _say(connection, cursor, last)


def _say(connection: Connection, cursor: Any, said: Said) -> None:  # noqa: ANN401 - the driver's
    sql, bound, _ = said
    if bound is not None:  # Whoever listens does not hear of what keeps transactions.
        for listener in connection.dispatch.before_cursor_execute:
            sql, bound = listener(connection, cursor, sql, bound, None, False)
    cursor.execute(sql, bound)


def execute_each(connection: Connection, cursor: Any, sql: str, each: Any) -> None:  # noqa: ANN401
    """One statement for each of many bindings, where nothing waits."""
    for listener in connection.dispatch.before_cursor_execute:
        sql, each = listener(connection, cursor, sql, each, None, True)
    cursor.executemany(sql, each)


def send(connection: Connection, *, commit: bool = False) -> None:
    """Sends what waits; with the COMMIT, if that is due."""
    waiting = taken(connection)
    if not waiting or (commit and has_only_begun(waiting)):
        return
    if commit:
        waiting.append(Said("COMMIT"))
    raw: Any = connection.connection.dbapi_connection
    try:
        execute(connection, cursor_for(raw, waiting[-1]), waiting)
    except connection.dialect.loaded_dbapi.Error as error:
        raise known(connection, raw, None, waiting[-1].sql, error) from error


def at_once(connection: Connection, sql: str) -> None:
    """A statement without parameters, as the driver takes it; nobody who listens hears of it."""
    raw: Any = connection.connection.dbapi_connection
    try:
        raw.execute(sql)
    except connection.dialect.loaded_dbapi.Error as error:
        raise known(connection, raw, None, sql, error) from error


def known(
    connection: Connection, raw: Any, cursor: Any, sql: str, error: Any  # noqa: ANN401
) -> BaseException:  # fmt: skip
    """*error* as SQLAlchemy has it; the values of the statement stay unsaid."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, raw, cursor)
    if lost:
        connection.invalidate(error)
    found: BaseException = DBAPIError.instance(
        sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True,
        connection_invalidated=lost, dialect=dialect,
    )  # fmt: skip
    return found
