"""A project knows for how long its tasks are usually quiet."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Nothing is learnt yet."""
    op.add_column("projects", sa.Column("usual_gap", sa.Integer(), nullable=True))
    op.add_column("projects", sa.Column("gap_at", _INSTANT, nullable=True))


def downgrade() -> None:
    """Without it."""
    with op.batch_alter_table("projects") as batch:
        batch.drop_column("gap_at")
        batch.drop_column("usual_gap")
