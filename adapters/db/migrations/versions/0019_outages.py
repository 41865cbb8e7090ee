"""When we were away is remembered until everybody with a brief was told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """A new table: nothing is known of outages before."""
    op.create_table(
        "outages",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("began", _INSTANT, nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("ended", _INSTANT, nullable=False),
        sa.Column("noted_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "installation_id", "began", "unread", name="pk_outages"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "installation_id"],
            ["installations.workspace_id", "installations.id"],
            name="fk_outages_installation_id",
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Nobody is told of an outage."""
    op.drop_table("outages")
