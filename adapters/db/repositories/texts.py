"""Free text by id."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select

from adapters.db.mapping_tasks import text_values, to_text
from adapters.db.prepared import Prepared, PreparedInsert
from adapters.db.repositories.base import Bound
from adapters.db.repositories.numbers import Numbers
from adapters.db.repositories.seen import Shelf
from adapters.db.tables import texts
from core.kernel.refs import PersonId, TextId, WorkspaceId
from core.tasks.model import Text

_ADD: Final = PreparedInsert(insert(texts))
_THESE: Final = Prepared(
    select(texts).where(
        texts.c.workspace_id == bindparam("of_workspace"),
        texts.c.id.in_(bindparam("ids", expanding=True)),
    ),
    many="ids",
)


class TextRows(Bound):
    """Texts of one workspace.

    New ones are stored together, by ``flush``, which every writer calls that stores a row which
    may name a text; a text that nothing names is not stored.
    """

    def __init__(self, connection: Connection, workspace: WorkspaceId, numbers: Numbers) -> None:
        super().__init__(connection, workspace)
        self._numbers = numbers
        self._new: dict[TextId, Text] = {}
        self._known: Shelf[TextId, Text] = Shelf()

    def new(self, body: str, author: PersonId | None) -> Text:
        """A text with its id."""
        text = Text(TextId(self._numbers.new()), body, author)
        self._new[text.id] = text
        self._known.keep(text.id, text)
        return text

    def many(self, ids: Iterable[TextId]) -> dict[TextId, Text]:
        """Those of *ids* that exist, in one select."""
        return self._known.some(ids, self._read)

    def forget(self, ids: Iterable[TextId]) -> None:
        """They were changed in their rows: read again when they are wanted."""
        for number in ids:
            self._known.forget(number)

    def flush(self) -> None:
        """Stores what is new."""
        if self._new:
            rows = [text_values(self._workspace, text) for text in self._new.values()]
            _ADD.later(self._connection, rows)
            self._new.clear()

    def _read(self, ids: list[TextId]) -> dict[TextId, Text]:
        # New ones may have been pushed off their shelf before they were stored.
        unread = [i for i in ids if i not in self._new]
        found = {i: self._new[i] for i in ids if i in self._new}
        if unread:
            values = {"of_workspace": self._workspace, "ids": unread}
            rows = _THESE.all(self._connection, values)
            found |= {TextId(row.id): to_text(row) for row in rows}
        return found
