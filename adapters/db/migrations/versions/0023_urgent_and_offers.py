"""What is urgent may reach people outside of their hours; offers that nobody takes end."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_LOOK = """
INSERT INTO watches (workspace_id, kind, subject_id, check_at)
SELECT workspace_id, 'task', id, touched_at FROM tasks
WHERE offered_to IS NOT NULL AND closed_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM watches WHERE watches.workspace_id = tasks.workspace_id
    AND watches.kind = 'task' AND watches.subject_id = tasks.id
)
"""

_SOONER = """
UPDATE watches SET check_at = (
    SELECT touched_at FROM tasks
    WHERE tasks.workspace_id = watches.workspace_id AND tasks.id = watches.subject_id
)
WHERE kind = 'task' AND EXISTS (
    SELECT 1 FROM tasks
    WHERE tasks.workspace_id = watches.workspace_id AND tasks.id = watches.subject_id
    AND offered_to IS NOT NULL AND closed_at IS NULL AND touched_at < watches.check_at
)
"""


def upgrade() -> None:
    """What is urgent waits for the hours, as before. Offers of long ago are looked at again."""
    column = sa.Column[bool](
        "urgent_anytime", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("workspaces", column)
    op.execute(_SOONER)
    op.execute(_LOOK)


def downgrade() -> None:
    """It waits everywhere."""
    with op.batch_alter_table("workspaces") as batch:
        batch.drop_column("urgent_anytime")
