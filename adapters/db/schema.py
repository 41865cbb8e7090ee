"""What tables are made of: the metadata with its names, and columns of a kind."""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Constraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    false,
    text,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.compiler import DDLCompiler

from adapters.db.column_types import Document, Instant

STANDARD_HOURS: Final = (
    '[["09:00-17:00"], ["09:00-17:00"], ["09:00-17:00"], ["09:00-17:00"], ["09:00-17:00"], [], []]'
)
"""What a workspace works by that has set nothing; packed as mappings do."""


def _last_column(constraint: Constraint, table: Table) -> str:
    return str(constraint.columns.values()[-1].name)  # type: ignore[attr-defined]


metadata: Final = MetaData(
    naming_convention={
        "last_column": _last_column,
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(last_column)s",
    }
)


def workspace_column() -> Column[int]:
    return Column("workspace_id", Integer, nullable=False)


def id_column(name: str = "id", *, optional: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=optional, autoincrement=False)


def string(name: str, length: int, default: str | None = None) -> Column[str]:
    default_sql = None if default is None else text(f"'{default}'")
    return Column(name, String(length), nullable=False, server_default=default_sql)


def perhaps(name: str, type_: Any) -> Column[Any]:  # noqa: ANN401
    return Column(name, type_, nullable=True)


def flag(name: str, *, on: bool = False) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=true() if on else false())


def counter(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def document(name: str, default: str) -> Column[Any]:
    """A document that old rows have as *default* (JSON)."""
    # A colon would begin a parameter of the statement.
    default_sql = text("'" + default.replace(":", r"\:") + "'")
    return Column(name, Document, nullable=False, server_default=default_sql)


def instant(name: str) -> Column[Any]:
    return Column(name, Instant, nullable=False)


def key(*rest: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint("workspace_id", *(rest or ("id",)))


def refers(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def in_workspace() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id"], ["workspaces.id"])


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Queries must say *where* as it stands here, or SQLite does not see that it may use it."""
    return _partial(name, columns, where, where)


def flagged_index(name: str, *columns: str, flag: str) -> Index:
    """Rows whose *flag* is on; SQLAlchemy compares flags with 1 on SQLite."""
    return _partial(name, columns, f"{flag} = 1", flag)


_ON_POSTGRES: Final = "where_on_postgresql"


def _partial(name: str, columns: tuple[str, ...], sqlite: str, postgres: str) -> Index:
    return Index(name, *columns, sqlite_where=text(sqlite), info={_ON_POSTGRES: postgres})


@compiles(CreateIndex, "postgresql")
def _on_postgres(create: CreateIndex, compiler: DDLCompiler, **named: Any) -> str:  # noqa: ANN401
    """Told when the index is made: an option that names PostgreSQL loads all that speaks to it,
    25 ms and 3 MB for nothing on SQLite."""
    if (where := create.element.info.get(_ON_POSTGRES)) is not None:
        create.element.dialect_options["postgresql"]["where"] = text(where)
    said: str = compiler.visit_create_index(create, **named)  # type: ignore[no-untyped-call]
    return said
