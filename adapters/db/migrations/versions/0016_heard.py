"""When each platform could last reach us."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    """A new table: nothing is known of outages before."""
    op.create_table(
        "heard",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("installation_id", sa.BigInteger(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "installation_id", name="pk_heard"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "installation_id"],
            ["installations.workspace_id", "installations.id"],
            name="fk_heard_installation_id",
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """The next start does not know that there was an outage."""
    op.drop_table("heard")
