"""Tasks that are parts of others, and people who want to hear how a task ends."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is a part of anything yet, and nobody follows."""
    op.add_column("tasks", sa.Column("parent_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_tasks_parent", "tasks", ["workspace_id", "parent_id"],
        sqlite_where=sa.text("parent_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )  # fmt: skip
    op.create_table(
        "followers",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("workspace_id", "task_id", "person_id", name="pk_followers"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"],
            name="fk_followers_task_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"], ["persons.workspace_id", "persons.id"],
            name="fk_followers_person_id",
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip


def downgrade() -> None:
    """Everything stands by itself again."""
    op.drop_table("followers")
    op.drop_index("ix_tasks_parent", "tasks")
    op.drop_column("tasks", "parent_id")
