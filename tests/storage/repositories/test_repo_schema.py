"""The steps of the schema make exactly what the tables say."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, inspect

from adapters.db import migrate
from adapters.db.engines import parse
from adapters.db.tables import metadata


def test_the_steps_make_the_tables(database_url: str) -> None:
    """Alembic finds nothing to add, remove or change."""
    migrate.upgrade(database_url, backup=False)
    assert migrate.differences(database_url, metadata) == []


def test_names_and_conditions_are_the_same(tmp_path: Path) -> None:
    """Constraints, defaults and conditions of indexes too, which Alembic does not compare."""
    stepped, made = tmp_path / "stepped.db", tmp_path / "made.db"
    migrate.upgrade(f"sqlite:///{stepped}", backup=False)
    engine = create_engine(f"sqlite:///{made}")
    metadata.create_all(engine)
    engine.dispose()
    assert _definitions(stepped) == _definitions(made)


def _definitions(database: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name <> 'alembic_version'"
        ).fetchall()
    return {name: sorted(_parts(sql)) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    """Columns and constraints, wherever the line breaks are: a later step adds columns on one."""
    parts, depth = [""], 0
    for sign in sql:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 1:
            parts.append("")
        else:
            parts[-1] += sign
    return [" ".join(part.split()).strip(" )") for part in parts]


def test_every_key_starts_with_the_workspace() -> None:
    """But those of what belongs to the whole database."""
    everybody = {"workspaces", "runs", "gateways", "requests", "arrivals"}
    for name, table in metadata.tables.items():
        first = next(iter(table.primary_key.columns)).name
        assert (first == "workspace_id") != (name in everybody), name


def test_every_constraint_has_a_name_that_fits(database_url: str) -> None:
    """PostgreSQL cuts names at 63 characters; a step can only change what has a name."""
    migrate.upgrade(database_url, backup=False)
    engine = create_engine(parse(database_url))
    inspector = inspect(engine)
    names = [
        constraint["name"]
        for table in metadata.tables
        for constraint in (
            *inspector.get_foreign_keys(table),
            *inspector.get_unique_constraints(table),
            inspector.get_pk_constraint(table),
        )
    ]
    engine.dispose()
    assert all(name is not None and len(name) <= 63 for name in names)
