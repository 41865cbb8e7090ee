"""Free text by id."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from adapters.db.mapping_tasks import text_values, to_text
from adapters.db.repositories.base import Bound
from adapters.db.repositories.numbers import Numbers
from adapters.db.tables import texts
from core.kernel.refs import PersonId, TextId, WorkspaceId
from core.tasks.model import Text


class TextRows(Bound):
    """Texts of one workspace.

    New ones are stored together, by ``flush``, which every writer calls that stores a row which
    may name a text; a text that nothing names is not stored.
    """

    def __init__(self, connection: Connection, workspace: WorkspaceId, numbers: Numbers) -> None:
        super().__init__(connection, workspace)
        self._numbers = numbers
        self._new: dict[TextId, Text] = {}

    def new(self, body: str, author: PersonId | None) -> Text:
        """A text with its id."""
        text = Text(TextId(self._numbers.new()), body, author)
        self._new[text.id] = text
        return text

    def many(self, ids: Iterable[TextId]) -> dict[TextId, Text]:
        """Those of *ids* that exist, in one select."""
        wanted = set(ids)
        found = {i: self._new[i] for i in wanted & self._new.keys()}
        missing = wanted - found.keys()
        if missing:
            statement = select(texts).where(
                texts.c.workspace_id == self._workspace, texts.c.id.in_(missing)
            )
            found |= {TextId(row.id): to_text(row) for row in self._connection.execute(statement)}
        return found

    def flush(self) -> None:
        """Stores what is new."""
        if self._new:
            rows = [text_values(self._workspace, text) for text in self._new.values()]
            self._connection.execute(insert(texts), rows)
            self._new.clear()
