"""What people and workspaces have set."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_STANDARD = (
    '[["09:00-17:00"], ["09:00-17:00"], ["09:00-17:00"], ["09:00-17:00"], ["09:00-17:00"], [], []]'
)


def upgrade() -> None:
    """New columns; rows that were there follow the platform and the standard week."""
    op.add_column("workspaces", _document("hours", _STANDARD))
    op.add_column("workspaces", _document("days_off", "[]"))
    ladder = sa.Column("ladder", sa.String(20), nullable=False, server_default="standard")
    op.add_column("workspaces", ladder)
    op.add_column("persons", _document("settings", "{}"))
    op.add_column("persons", sa.Column("dnd_from", _INSTANT, nullable=True))
    op.add_column("persons", sa.Column("dnd_until", _INSTANT, nullable=True))


def downgrade() -> None:
    """What was set is forgotten."""
    for table, columns in (
        ("persons", ("dnd_until", "dnd_from", "settings")),
        ("workspaces", ("ladder", "days_off", "hours")),
    ):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)


def _document(name: str, default: str) -> sa.Column[object]:
    # A colon would begin a parameter of the statement.
    default_sql = sa.text("'" + default.replace(":", r"\:") + "'")
    return sa.Column(name, _DOCUMENT, nullable=False, server_default=default_sql)
