"""Up to which message it has been looked whether it is still needed."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None has been."""
    column = sa.Column("posts_swept", sa.BigInteger, nullable=False, server_default=sa.text("0"))
    op.add_column("workspaces", column)


def downgrade() -> None:
    """Without it."""
    with op.batch_alter_table("workspaces") as batch:
        batch.drop_column("posts_swept")
