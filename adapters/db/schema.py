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
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def flagged_index(name: str, *columns: str, flag: str) -> Index:
    """Rows whose *flag* is on; SQLAlchemy compares flags with 1 on SQLite."""
    return Index(name, *columns, sqlite_where=text(f"{flag} = 1"), postgresql_where=text(flag))
