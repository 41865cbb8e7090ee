"""The edition of a workspace's people, places and projects."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "workspaces",
        sa.Column("edition", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
    )
