"""A task may be offered to somebody, who then takes it or not."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is offered yet: what people have, they go on with."""
    op.add_column("tasks", sa.Column("offered_to", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_tasks_offered", "tasks", ["workspace_id", "offered_to"],
        postgresql_where=sa.text("offered_to IS NOT NULL"),
        sqlite_where=sa.text("offered_to IS NOT NULL"),
    )  # fmt: skip


def downgrade() -> None:
    """What is offered waits for an owner."""
    op.drop_index("ix_tasks_offered", "tasks")
    with op.batch_alter_table("tasks") as batch:
        batch.drop_column("offered_to")
