"""Channels capture by a reaction and answer task numbers; sources are edited and deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is captured by a reaction, numbers are answered, sources are as they were."""
    for table, name, length in (("projects", "capture", 100), ("tasks", "source_state", 20)):
        text = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column(table, text)
    on = sa.Column[bool]("numbers", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("projects", on)


def downgrade() -> None:
    """Without them."""
    for table, columns in (("projects", ("numbers", "capture")), ("tasks", ("source_state",))):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
