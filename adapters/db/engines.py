"""Engines, one maker per purpose; every setting was measured, or cost somebody data.

None tells the values of a statement in its errors: people wrote them, and errors are logged.
"""

import os
import re
import sqlite3
import sys
from pathlib import Path
from typing import Final, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from adapters.db import put_off
from adapters.db.failures import TransactionVanished
from core.kernel.errors import Unavailable

WAIT_FOR_OTHERS: Final = 10
"""Seconds that SQLite waits for a lock held by another process, such as a migration."""

_SQLITE_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    f"busy_timeout={WAIT_FOR_OTHERS * 1000}",
)
POSTGRES_NETWORK: Final = {"connect_timeout": 5, "tcp_user_timeout": 10000}
"""Seconds and milliseconds: a server that vanished must not hold a thread for minutes."""
_POSTGRES_OPTIONS: Final = (
    "-c lock_timeout=3000 -c statement_timeout=8000 -c idle_in_transaction_session_timeout=10000"
    " -c TimeZone=UTC"
)


_SEVERAL: Final = re.compile(
    r"(?P<scheme>postgres(?:ql)?(?:\+psycopg)?://)(?P<user>[^@/?]*@)?"
    r"(?P<hosts>[\w.-]+(?::\d+)?(?:,[\w.-]+(?::\d+)?)+)/(?P<name>[^?]*)(?:\?(?P<query>.*))?"
)
"""An address of several servers, as libpq writes it; each may have a port."""


def parse(url: str) -> URL:
    """The database that `url` names: a SQLite file or a PostgreSQL server, through psycopg.

    Of several servers the one that takes writes is used, whichever that is at the time. Raises
    `Unavailable` for anything else, an SQLite database in memory included.
    """
    try:
        parsed = make_url(_one_host_each(url))
    except Exception:
        # The cause would quote the address, and with it the password.
        raise Unavailable("database_url") from None
    backend = parsed.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or parsed.database in {None, "", ":memory:"}:
        raise Unavailable("database_url")
    return parsed


def _one_host_each(url: str) -> str:
    """Several servers in SQLAlchemy's way: each a `host` of the query."""
    several = _SEVERAL.fullmatch(url)
    if several is None:
        return url
    hosts = [f"host={host}" for host in several["hosts"].split(",")]
    given = [several["query"]] if several["query"] else []
    if "target_session_attrs=" not in (several["query"] or ""):
        given.append("target_session_attrs=read-write")
    query = "&".join([*hosts, *given])
    return f"{several['scheme']}{several['user'] or ''}/{several['name']}?{query}"


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None on PostgreSQL."""
    if url.get_backend_name() != "sqlite":
        return None
    return Path(url.database or "").expanduser().absolute()


def prepare_file(path: Path) -> None:
    """Makes the file and its folder where they are missing, for their owner's eyes only.

    Raises `Unavailable("database_file")` with `path` and `reason`.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise Unavailable("database_file", path=str(path), reason=error.strerror) from error


def writer_engine(url: URL, *, threads: int) -> Engine:
    """For units of work; READ COMMITTED, for after a lock the newest rows must be seen."""
    path = sqlite_file(url)
    if path is None:
        return _postgres_engine(url, threads, isolation="READ COMMITTED")
    return _sqlite_engine(path, 1, begin="BEGIN IMMEDIATE", pragmas=("foreign_keys=ON",))


def reader_engine(url: URL, *, threads: int) -> Engine:
    """For reading: each transaction is one snapshot, and refuses to write."""
    path = sqlite_file(url)
    if path is None:
        # Said once to the server: SQLAlchemy's own option is set and reset around each transaction.
        never = "-c default_transaction_read_only=on"
        if url.query.get("target_session_attrs") == "read-write":
            # Of a session that reads by default libpq believes that its server takes no writes.
            url = url.update_query_dict({"target_session_attrs": "primary"})
        return _postgres_engine(url, threads, isolation="REPEATABLE READ", options=never)
    return _sqlite_engine(path, threads, begin="BEGIN", pragmas=("query_only=ON",))


def migration_engine(url: URL) -> Engine:
    """For changing the schema.

    Foreign keys are off on SQLite: rebuilding a table with them on deletes its children.
    """
    path = sqlite_file(url)
    if path is None:
        arguments = {**POSTGRES_NETWORK, "options": "-c lock_timeout=3000"}
        return create_engine(
            url, pool_size=1, max_overflow=1, connect_args=arguments, hide_parameters=True
        )
    return _sqlite_engine(path, 1, begin="BEGIN IMMEDIATE", pragmas=("foreign_keys=OFF",))


def require_transaction(connection: Connection) -> None:
    """Raises when SQLite rolled the whole transaction back, as it does when the disk is full.

    A statement after that would be committed by itself, and a SAVEPOINT would begin anew: a unit
    that swallowed the error would leave half of what it did.
    """
    if not cast(sqlite3.Connection, connection.connection.dbapi_connection).in_transaction:
        raise TransactionVanished


def _sqlite_engine(path: Path, size: int, *, begin: str, pragmas: tuple[str, ...]) -> Engine:
    arguments: dict[str, object] = {"timeout": WAIT_FOR_OTHERS, "check_same_thread": False}
    if sys.version_info >= (3, 12):
        arguments["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=size,
        max_overflow=0,
        connect_args=arguments,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # Python's own rules open no transaction for SELECT or SAVEPOINT, so it never begins; we do.
        connection.isolation_level = None
        for pragma in (*_SQLITE_PRAGMAS, *pragmas):
            connection.cursor().execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        put_off.at_once(connection, begin)

    @event.listens_for(engine, "before_cursor_execute")
    def _about_to_execute(connection: Connection, *_: object) -> None:
        require_transaction(connection)

    return engine


def _postgres_engine(url: URL, size: int, *, isolation: str, options: str = "") -> Engine:
    """Without a ping before each transaction: a unit whose connection is lost is run again."""
    # Said to the server too: a statement may be a transaction of its own, without a BEGIN.
    usual = f"-c default_transaction_isolation={isolation.lower().replace(' ', chr(92) + ' ')}"
    engine = create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_pre_ping=True,
        isolation_level="AUTOCOMMIT",  # For the driver's own BEGIN is a round trip by itself.
        hide_parameters=True,
        connect_args={**POSTGRES_NETWORK, "options": f"{_POSTGRES_OPTIONS} {usual} {options}"},
    )
    begin = f"BEGIN ISOLATION LEVEL {isolation}"

    @event.listens_for(engine, "connect")
    def _connected(_connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        put_off.prepare(entry.info)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        put_off.taken(connection)  # What a transaction that was lost has left.
        put_off.wait(connection, put_off.Said(begin))

    @event.listens_for(engine, "before_cursor_execute")
    def _about_to_execute(connection: Connection, *_: object) -> None:
        put_off.send(connection)

    @event.listens_for(engine, "commit")
    def _committing(connection: Connection) -> None:
        put_off.send(connection, commit=True)

    return engine
