"""A workspace's messages are paused, and who is its admin by what."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """Columns that old rows leave empty: nothing is paused, nobody is appointed."""
    op.add_column("workspaces", sa.Column("paused_at", _INSTANT, nullable=True))
    op.add_column("workspaces", sa.Column("paused_by", sa.BigInteger(), nullable=True))
    for name, length in (("pause_reason", 500), ("admin_code", 64)):
        text = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("workspaces", text)
    for name in ("owner", "appointed"):
        off = sa.Column[bool](name, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column("persons", off)


def downgrade() -> None:
    """Without them; messages go out again."""
    for table, columns in (
        ("persons", ("appointed", "owner")),
        ("workspaces", ("admin_code", "pause_reason", "paused_by", "paused_at")),
    ):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
