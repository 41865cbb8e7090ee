"""Each home of an open project names it: so a project may have one on each platform."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A project that was opened again could have lost the name that its home had of it."""
    places = sa.table(
        "places", sa.column("workspace_id", sa.Integer()), sa.column("id", sa.BigInteger()),
        sa.column("project_id", sa.BigInteger()),
    )  # fmt: skip
    projects = sa.table(
        "projects", sa.column("workspace_id", sa.Integer()), sa.column("id", sa.BigInteger()),
        sa.column("home_id", sa.BigInteger()), sa.column("closed_at", sa.String()),
    )  # fmt: skip
    living = (
        sa.select(sa.func.min(projects.c.id))
        .where(
            projects.c.workspace_id == places.c.workspace_id,
            projects.c.home_id == places.c.id,
            projects.c.closed_at.is_(None),
        )
        .scalar_subquery()
    )
    unnamed = places.c.project_id.is_(None)
    op.execute(places.update().where(unnamed, living.is_not(None)).values(project_id=living))


def downgrade() -> None:
    """What a place names is no harm to the step before."""
