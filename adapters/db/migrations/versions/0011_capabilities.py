"""What was measured of an installation's platform."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """A column that old rows have empty: nothing was measured."""
    empty = sa.text("'{}'")
    op.add_column(
        "installations",
        sa.Column("capabilities", _DOCUMENT, nullable=False, server_default=empty),
    )


def downgrade() -> None:
    """To be measured again."""
    with op.batch_alter_table("installations") as batch:
        batch.drop_column("capabilities")
