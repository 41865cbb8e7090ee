"""What repeats, and the place of each of its tasks."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Two new tables; nothing that was there changes."""
    op.create_table(
        "recurrences",
        _column("workspace_id", sa.Integer()), _column("id", sa.BigInteger()),
        _column("rule", sa.Text()), _column("zone", sa.String(64)), _column("start", sa.Date()),
        sa.Column("wall", sa.Time(), nullable=True), _flag("from_completion", on=False),
        _column("template", _DOCUMENT), sa.Column("project_id", sa.BigInteger(), nullable=True),
        _flag("running", on=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("passed", sa.Date(), nullable=True),
        sa.Column("next_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_recurrences")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_recurrences_workspace_id")
        ),
    )  # fmt: skip
    op.create_table(
        "occurrences",
        _column("workspace_id", sa.Integer()), _column("series_id", sa.BigInteger()),
        _column("slot", sa.Date()), _column("task_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint(
            "workspace_id", "series_id", "slot", name=op.f("pk_occurrences")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "series_id"], ["recurrences.workspace_id", "recurrences.id"],
            name=op.f("fk_occurrences_series_id"),
        ),
        sa.UniqueConstraint("workspace_id", "task_id", name=op.f("uq_occurrences_task")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_recurrences_next_at", "recurrences", ["workspace_id", "next_at"])
    where = sa.text("project_id IS NOT NULL")
    op.create_index(
        "ix_recurrences_project", "recurrences", ["workspace_id", "project_id"],
        postgresql_where=where, sqlite_where=where,
    )  # fmt: skip


def downgrade() -> None:
    """Tasks stay; that they repeat is forgotten."""
    op.drop_table("occurrences")
    op.drop_table("recurrences")


def _column(name: str, type_: Any) -> sa.Column[Any]:  # noqa: ANN401
    return sa.Column(name, type_, nullable=False, autoincrement=False)


def _flag(name: str, *, on: bool) -> sa.Column[bool]:
    default = sa.true() if on else sa.false()
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=default)
