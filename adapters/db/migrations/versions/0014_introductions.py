"""Where we have said who we are."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whom and where we know from before needs no introduction; 0 is no message of ours."""
    op.add_column("persons", sa.Column("introduced", sa.BigInteger(), nullable=True))
    off = sa.Column[bool]("introduced", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("places", off)
    persons = sa.table("persons", sa.column("introduced", sa.BigInteger()))
    op.execute(persons.update().values(introduced=0))
    places = sa.table("places", sa.column("introduced", sa.Boolean()))
    op.execute(places.update().values(introduced=sa.true()))


def downgrade() -> None:
    """Without them everybody is a stranger again."""
    for table in ("places", "persons"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("introduced")
