"""Whom somebody became, whose accounts were joined with another's."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of who was joined before, nobody knows it any more."""
    op.add_column("persons", sa.Column("became", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Buttons of before a join say nothing again."""
    with op.batch_alter_table("persons") as batch:
        batch.drop_column("became")
