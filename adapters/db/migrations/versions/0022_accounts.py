"""Of each account by itself: whether its person is there, and as what."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is known of an account by itself yet: it is as its person."""
    here = sa.Column[bool]("active", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("accounts", here)
    role = sa.Column("role", sa.String(20), nullable=False, server_default=sa.text("''"))
    op.add_column("accounts", role)
    owner = sa.Column[bool]("owner", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("accounts", owner)


def downgrade() -> None:
    """Whoever leaves one platform has left them all."""
    with op.batch_alter_table("accounts") as batch:
        for name in ("owner", "role", "active"):
            batch.drop_column(name)
