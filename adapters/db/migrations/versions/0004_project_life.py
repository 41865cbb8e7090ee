"""Projects are paused, closed, and offered to a new lead."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
_NUMBERS = ("offered_to", "pause_reason_id", "outcome_id")
_MOMENTS = ("paused_at", "paused_until", "closed_at")


def upgrade() -> None:
    """Columns that old rows leave empty."""
    for name in _NUMBERS:
        op.add_column("projects", sa.Column(name, sa.BigInteger(), nullable=True))
    for name in _MOMENTS:
        op.add_column("projects", sa.Column(name, _INSTANT, nullable=True))
    paused = sa.text("paused_at IS NOT NULL")
    op.create_index(
        "ix_projects_paused", "projects", ["workspace_id"],
        sqlite_where=paused, postgresql_where=paused,
    )  # fmt: skip


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_projects_paused", "projects")
    for name in (*_NUMBERS, *_MOMENTS):
        op.drop_column("projects", name)
