"""What repeats: series, and the place of each of their tasks."""

from typing import Final

from sqlalchemy import Column, Date, Index, Table, Text, Time, UniqueConstraint

from adapters.db.column_types import Document, Instant
from adapters.db.schema import (
    flag,
    id_column,
    in_workspace,
    key,
    metadata,
    partial_index,
    perhaps,
    refers,
    string,
    workspace_column,
)

recurrences: Final = Table(
    "recurrences",
    metadata,
    workspace_column(),
    id_column(),
    Column("rule", Text, nullable=False),
    string("zone", 64),
    Column("start", Date, nullable=False),
    perhaps("wall", Time),
    flag("from_completion"),
    Column("template", Document, nullable=False),
    id_column("project_id", optional=True),
    flag("running", on=True),
    perhaps("paused_until", Date),
    perhaps("passed", Date),
    perhaps("next_at", Instant),
    key(),
    in_workspace(),
    Index("ix_recurrences_next_at", "workspace_id", "next_at"),
    partial_index(
        "ix_recurrences_project", "workspace_id", "project_id", where="project_id IS NOT NULL"
    ),
)

occurrences: Final = Table(
    "occurrences",
    metadata,
    workspace_column(),
    id_column("series_id"),
    Column("slot", Date, nullable=False),
    id_column("task_id"),
    key("series_id", "slot"),
    refers("series_id", "recurrences"),
    UniqueConstraint("workspace_id", "task_id", name="uq_occurrences_task"),
    sqlite_with_rowid=False,
)
