"""The commands that keep the database: backup, restore, verify, move."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from adapters.db.beside import require_current
from adapters.db.transfer import move as move_all
from adapters.db.verify import verify as look_through
from bot import keeping
from bot import settings as reading
from bot.settings import Settings
from bot.terminal import Config

Yes = Annotated[bool, typer.Option("--yes", help="Replace what is there.")]


def backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes.")],
    yes: Yes = False,
    config: Config = None,
) -> None:
    """Copy the SQLite database, while Chivvy runs."""
    at = keeping.back_up(reading.load(file=config).database, file, replace=yes)
    print(f"{file}: {file.stat().st_size} bytes, whole, at {at}.")


def restore(
    file: Annotated[
        Path | None, typer.Argument(help="A backup; none on PostgreSQL, after pg_restore.")
    ] = None,
    yes: Yes = False,
    config: Config = None,
) -> None:
    """Put a backup in the place of the database; nothing is sent twice because of it."""
    url, now = reading.load(file=config).database, datetime.now(UTC)
    done = (
        keeping.restore(url, file, now, replace=yes)
        if file is not None
        else keeping.restored(url, now)
    )
    if done.kept:
        print(f"What was there: {done.kept}")
    print("The database is restored, and at this release.")
    if done.aside:
        print(
            f"{done.aside} messages may have been sent since the backup, and wait for you:"
            " `chivvy review list`."
        )


def verify(config: Config = None) -> None:
    """Look through the whole database for what must never be."""
    database = reading.load(file=config).database
    require_current(database)
    found = look_through(database)
    for line in found:
        print(f"✗ {line}")
    if found:
        raise SystemExit(1)
    print("✓ the database is sound")


def move(
    source: Annotated[str, typer.Argument(help="Such as sqlite:///data/chivvy.db")],
    target: Annotated[str, typer.Argument(help="Such as postgresql://chivvy@db.example/chivvy")],
) -> None:
    """Copy everything to an empty database, and prove that it arrived."""
    addresses = [Settings(database_url=url).database for url in (source, target)]
    moved = move_all(*addresses)
    for table in moved:
        print(f"{table.table:<16} {table.rows:>9} rows  {table.digest[:16]}  same on both sides")
    print(f"{sum(t.rows for t in moved)} rows moved. Set DATABASE_URL to the new address.")
