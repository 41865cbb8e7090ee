"""Alembic's entry: runs the steps on the connection that `adapters.db.migrate` opened."""

from importlib import import_module

from alembic import context
from sqlalchemy import MetaData


def _target() -> MetaData | None:
    """The wanted schema; only needed, and only imported, when a step is drafted from it."""
    if not context.config.attributes.get("draft"):
        return None
    metadata: MetaData = import_module("adapters.db.tables").metadata
    return metadata


def _run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=_target(),
        # SQLite changes a column only by rebuilding its table.
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        # On PostgreSQL a step may leave its transaction, for CREATE INDEX CONCURRENTLY.
        transaction_per_migration=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
