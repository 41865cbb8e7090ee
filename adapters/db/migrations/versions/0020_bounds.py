"""What one person may do how much of, and in which channels."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Workspaces that are there bound nothing, as before."""
    column = sa.Column("bounds", _DOCUMENT, nullable=False, server_default=sa.text("'{}'"))
    op.add_column("workspaces", column)


def downgrade() -> None:
    """Everybody may do everything everywhere."""
    with op.batch_alter_table("workspaces") as batch:
        batch.drop_column("bounds")
