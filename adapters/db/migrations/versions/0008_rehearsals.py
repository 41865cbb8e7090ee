"""Which messages stand in the channel of a dry run."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column that old rows have off: they stand where they belong."""
    off = sa.Column[bool]("rehearsed", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("posts", off)


def downgrade() -> None:
    """They are taken for messages that stand where they belong."""
    with op.batch_alter_table("posts") as batch:
        batch.drop_column("rehearsed")
