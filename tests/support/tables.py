"""This release's tables in an empty database, at the price of a copy.

Hundreds of tests begin with a database that has tables and nothing in them. To step through every
migration takes each of them a good part of its time; here it is done once in a process.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import psycopg

from adapters.db.engines import parse, prepare_file, sqlite_file
from adapters.db.migrate import upgrade

TEMPLATE = "with_tables"
"""The database that is copied, on each server of the tests."""


def lay_tables(url: str) -> None:
    """As ``upgrade`` of the empty database at *url*; one that has tables is left alone."""
    file = sqlite_file(parse(url))
    if file is None:
        _copy_database(url)
    elif not file.exists():
        prepare_file(file)
        shutil.copyfile(_stepped(), file)


@cache
def _stepped() -> Path:
    """A SQLite file that was stepped through every migration."""
    folder = Path(tempfile.mkdtemp(prefix="chivvy-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "empty.db"
    upgrade(f"sqlite:///{file}", backup=False)
    return file


def _copy_database(url: str) -> None:
    """Puts a copy in the place of the database, if it is empty; nobody else is connected to it."""
    server, _, rest = url.replace("+psycopg", "").partition("@/")
    name, _, where = rest.partition("?")
    if not name:
        upgrade(url, backup=False)  # A server of a test's own, on a port.
        return

    def other(database: str) -> str:
        return f"{server}@/{database}?{where}"

    with psycopg.connect(other(name), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone():
            return
    with psycopg.connect(other("postgres"), autocommit=True) as connection:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(known, (TEMPLATE,)).fetchone() is None:
            connection.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0".encode())
            upgrade(other(TEMPLATE), backup=False)
        copy = f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
        connection.execute(copy.encode())
