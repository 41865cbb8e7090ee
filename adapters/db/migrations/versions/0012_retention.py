"""Up to when what was closed has been gone through."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
_MARKS = ("messages_swept", "excerpts_swept")


def upgrade() -> None:
    """Columns that old rows leave empty, and closed tasks in the order of their closing."""
    for name in _MARKS:
        op.add_column("workspaces", sa.Column(name, _INSTANT, nullable=True))
    closed = sa.text("closed_at IS NOT NULL")
    op.create_index(
        "ix_tasks_closed", "tasks", ["workspace_id", "closed_at", "id"],
        sqlite_where=closed, postgresql_where=closed,
    )  # fmt: skip


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_tasks_closed", "tasks")
    with op.batch_alter_table("workspaces") as batch:
        for name in _MARKS:
            batch.drop_column(name)
