"""Each home of an open project names it: so a project may have one on each platform."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A project that was opened again could have lost the name that its home had of it."""
    op.execute(
        "UPDATE places SET project_id = p.id FROM projects AS p"
        " WHERE p.workspace_id = places.workspace_id AND p.home_id = places.id"
        " AND p.closed_at IS NULL AND places.project_id IS NULL"
    )


def downgrade() -> None:
    """What a place names is no harm to the step before."""
