"""Column types that mean the same on SQLite and PostgreSQL."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    TIMESTAMP,
    BigInteger,
    Dialect,
    Float,
    Integer,
    String,
    TypeDecorator,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from core.kernel.clock import require_aware


class _Document(TypeDecorator[Any]):
    """JSON; on PostgreSQL in its binary form, whose module only PostgreSQL loads."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON())
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB())

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        if dialect.name == "postgresql":
            return super().result_processor(dialect, coltype)
        return _parsed


def _parsed(value: str | None) -> Any:  # noqa: ANN401 - as JSON has it
    # Most are empty: no labels, no criteria, nothing before.
    if value == "[]":
        return []
    if value == "{}":
        return {}
    return None if value is None else json.loads(value)


Document: Final = _Document()


Word: Final = String(60).with_variant(String(60, collation="C"), "postgresql")
"""Compared by its bytes on both, so that an index finds beginnings."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, in UTC on the way in and out; ValueError for a naive one.

    PostgreSQL keeps a ``timestamptz``. SQLite has no such type: ISO text of one width, which
    sorts as time does and can be read by whoever opens the file.
    """

    impl = String(26)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(26))

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        return _to_utc if dialect.name == "postgresql" else _to_text

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        return _in_utc if dialect.name == "postgresql" else _from_text


def _to_utc(value: datetime | None) -> datetime | None:
    return None if value is None else require_aware(value)


_WIDTH: Final = len("2026-11-30T09:00:00.000000")


def _to_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    return require_aware(value).isoformat(timespec="microseconds")[:_WIDTH]


def _in_utc(value: datetime | None) -> datetime | None:
    return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


class Numbers(TypeDecorator[list[int]]):
    """Any number of ids as one parameter, for ``Among``."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(String())
        from sqlalchemy.dialects.postgresql import ARRAY

        return dialect.type_descriptor(ARRAY(BigInteger))

    def bind_processor(self, dialect: Dialect) -> Callable[[list[int] | None], str]:
        # Both as text: psycopg takes ten times as long for a list.
        return _as_array if dialect.name == "postgresql" else _as_json


def _as_array(numbers: list[int] | None) -> str:
    return "{" + ",".join(map(str, numbers or ())) + "}"


def _as_json(numbers: list[int] | None) -> str:
    return "[" + ",".join(map(str, numbers or ())) + "]"


class Among(FunctionElement[Any]):
    """Whether the first is one of the ``Numbers`` that the second is: for thousands of them."""

    type = Integer()  # As a Boolean it would be compared with 1, which SQLite answers by no index.
    inherit_cache = True
    name = "among"


@compiles(Among, "sqlite")
def _sqlite_among(element: Among, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    column, numbers = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - a parameter


@compiles(Among, "postgresql")
def _postgres_among(element: Among, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    column, numbers = (compiler.process(clause, **kw) for clause in element.clauses)
    # Not the array itself: of a long one the planner believes that a table is read sooner whole.
    return f"{column} = ANY (ARRAY(SELECT unnest({numbers})))"


class DatabaseSeconds(FunctionElement[float]):
    """Seconds since 1970 by the database's own clock, which all processes share."""

    type = Float()
    inherit_cache = True
    name = "database_seconds"


@compiles(DatabaseSeconds, "sqlite")
def _sqlite_seconds(element: DatabaseSeconds, compiler: SQLCompiler, **kw: object) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(DatabaseSeconds, "postgresql")
def _postgres_seconds(element: DatabaseSeconds, compiler: SQLCompiler, **kw: object) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) AS double precision)"
