"""Which step of the schema a database is at, and which ones this release knows.

Asked at every start, so without Alembic: it takes a quarter of a second to come, and only a change
of the schema needs it. Called while no store is open on the database; all functions block.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import URL, Engine, String, column, inspect, select, table
from sqlalchemy.exc import DBAPIError

from adapters.db.engines import migration_engine, parse, sqlite_file
from adapters.db.failures import Trouble, diagnose
from core.kernel.errors import Unavailable

T = TypeVar("T")

MIGRATIONS: Final = Path(__file__).parent / "migrations"
VERSION_TABLE: Final = "alembic_version"
_VERSION: Final = column("version_num", String)


def known(scripts: Path = MIGRATIONS) -> tuple[str, ...]:
    """The steps that this release has, in order: each file's name begins with its number."""
    files = (scripts / "versions").glob("[0-9]*.py")
    return tuple(sorted(file.stem.partition("_")[0] for file in files))


def head(scripts: Path = MIGRATIONS) -> str | None:
    """The last step that this release knows."""
    return next(reversed(known(scripts)), None)


def current(url: str) -> str | None:
    """The last step that the database has; None for a new one."""
    return ask(url, revision_of, missing=None)


def is_empty(url: str) -> bool:
    """Whether the database has no tables; a SQLite file that does not exist is not made."""
    return ask(url, has_no_tables, missing=True)


def require_current(url: str, scripts: Path = MIGRATIONS) -> None:
    """Raises `Unavailable` unless the database is where this release needs it; changes nothing.

    `database_older` with `revision` and `wanted`, `database_newer` with `revision`.
    """
    found, wanted = current(url), head(scripts)
    refuse_newer(found, scripts)
    if found != wanted:
        raise Unavailable("database_older", revision=found or "none", wanted=wanted)


def refuse_newer(revision: str | None, scripts: Path) -> None:
    """Raises `Unavailable("database_newer")` for a step that this release does not know."""
    if revision is not None and revision not in known(scripts):
        raise Unavailable("database_newer", revision=revision)


def ask(url: str, question: Callable[[Engine], T], *, missing: T) -> T:
    """The answer of the database; *missing* for a SQLite file that does not exist."""
    target = parse(url)
    file = sqlite_file(target)
    if file is not None and not file.exists():
        return missing
    with passing(target) as engine:
        return question(engine)


@contextmanager
def passing(target: URL) -> Iterator[Engine]:
    """An engine for the moment; Unavailable ``database_unreachable`` when nobody answers."""
    engine = migration_engine(target)
    try:
        yield engine
    except DBAPIError as error:
        if diagnose(error) is Trouble.LOST:
            raise Unavailable("database_unreachable") from error
        raise
    finally:
        engine.dispose()


def revision_of(engine: Engine) -> str | None:
    """As ``current``."""
    if not inspect(engine).has_table(VERSION_TABLE):
        return None
    with engine.connect() as connection:
        return connection.scalar(select(_VERSION).select_from(table(VERSION_TABLE)))


def has_no_tables(engine: Engine) -> bool:
    """As ``is_empty``."""
    return not set(inspect(engine).get_table_names()) - {VERSION_TABLE}
