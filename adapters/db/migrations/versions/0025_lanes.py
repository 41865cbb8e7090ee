"""The conversation of an event that waits, so that a slow one holds up no other."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What waits already is one conversation."""
    op.add_column("arrivals", sa.Column("lane", sa.String(200), nullable=False, server_default=""))


def downgrade() -> None:
    """Each waits for all before it again."""
    with op.batch_alter_table("arrivals") as batch:
        batch.drop_column("lane")
