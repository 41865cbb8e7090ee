"""Which process holds the connection to a platform."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new table: nobody holds one."""
    op.create_table(
        "gateways",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("holder", sa.String(100), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("name", name="pk_gateways"),
    )


def downgrade() -> None:
    """Every process connects."""
    op.drop_table("gateways")
