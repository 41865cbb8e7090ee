"""A project changes rules of its ladder; what is owed says under which ladder its climb began."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is changed of any ladder; climbs that have begun go on under the present one."""
    for table, column in (("projects", "tuning"), ("notices", "ladder")):
        op.add_column(
            table, sa.Column(column, sa.String(1000), nullable=False, server_default=sa.text("''"))
        )


def downgrade() -> None:
    """The three ladders as they are."""
    for table, column in (("notices", "ladder"), ("projects", "tuning")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
