"""Labels of tasks, and the words that tasks are searched by."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_WORD = sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql")
_PAGE = 500
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def upgrade() -> None:
    """Every task is found by its words at once."""
    op.add_column(
        "tasks", sa.Column("labels", _DOCUMENT, nullable=False, server_default=sa.text("'[]'"))
    )
    op.create_table(
        "words",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("word", _WORD, nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("workspace_id", "word", "task_id", "text_id", name="pk_words"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"],
            name="fk_words_task_id",
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_words_task", "words", ["workspace_id", "task_id", "text_id"])
    _fill()


def downgrade() -> None:
    """Tasks are searched no more."""
    op.drop_table("words")
    op.drop_column("tasks", "labels")


def _fill() -> None:
    """Along the keys of tasks and of events, so that no page costs more than another."""
    connection = op.get_bind()
    add = sa.text(
        "INSERT INTO words (workspace_id, word, task_id, text_id) "
        "VALUES (:workspace, :word, :task, :text)"
    )
    for query in (_TITLES, _NOTES, _NOTED):
        last = (0, 0)
        while rows := connection.execute(
            sa.text(query), {"workspace": last[0], "after": last[1], "page": _PAGE}
        ).all():
            if words := [word for row in rows for word in _words(row)]:
                connection.execute(add, words)
            last = (rows[-1].workspace_id, rows[-1].id)


def _words(row: sa.Row[Any]) -> Iterator[dict[str, object]]:
    for word in _split(row.body):
        yield {
            "workspace": row.workspace_id, "word": word, "task": row.task_id, "text": row.text_id
        }  # fmt: skip


_TITLES = """
SELECT t.workspace_id, t.id, x.id AS text_id, x.body, t.id AS task_id
FROM tasks t JOIN texts x ON x.workspace_id = t.workspace_id AND x.id = t.title_id
WHERE (t.workspace_id, t.id) > (:workspace, :after)
ORDER BY t.workspace_id, t.id LIMIT :page
"""
_NOTES = """
SELECT t.workspace_id, t.id, x.id AS text_id, x.body, t.id AS task_id
FROM tasks t JOIN texts x ON x.workspace_id = t.workspace_id AND x.id = t.notes_id
WHERE (t.workspace_id, t.id) > (:workspace, :after)
ORDER BY t.workspace_id, t.id LIMIT :page
"""
_NOTED = """
SELECT e.workspace_id, e.id, x.id AS text_id, x.body, e.subject_id AS task_id
FROM events e JOIN texts x ON x.workspace_id = e.workspace_id AND x.id = e.text_id
WHERE e.verb = 'noted' AND e.subject_kind = 'task'
    AND (e.workspace_id, e.id) > (:workspace, :after)
ORDER BY e.workspace_id, e.id LIMIT :page
"""


def _split(body: str) -> tuple[str, ...]:
    """As of this release ``core.kernel.folding.words_of``."""
    apart = unicodedata.normalize("NFKD", body.casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    found: dict[str, None] = {}
    for word in re.findall(r"\w+", unicodedata.normalize("NFC", plain)):
        for part in _parts(word.strip("_")):
            found.setdefault(part[:40])
    return tuple(found)[:400]


def _parts(word: str) -> tuple[str, ...]:
    if not word:
        return ()
    if len(word) < 3 or not re.search(
        "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]", word
    ):
        return (word,)
    return tuple(word[i : i + 2] for i in range(len(word) - 1))
