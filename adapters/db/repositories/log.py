"""The append-only events."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert

from adapters.db.mapping_tasks import event_values, to_event
from adapters.db.repositories.base import Bound
from adapters.db.repositories.numbers import Numbers
from adapters.db.repositories.texts import TextRows
from adapters.db.tables import events
from adapters.db.visibility import all_events, not_undone, viewer
from core.kernel.audience import System
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId, WorkspaceId

_UNDO: Final = System("undo")
_CHANGE_NOTHING: Final = [Verb.ANSWERED.value, Verb.SPOKE.value, Verb.ARRIVED.value]

_ADD: Final = insert(events)
_OF_CAUSE: Final = all_events(_UNDO).where(events.c.cause == bindparam("of_cause"))
_LAST_CAUSE: Final = (
    all_events(_UNDO)
    .with_only_columns(events.c.cause)
    .where(
        events.c.actor_id == bindparam("by_actor"),
        events.c.at >= bindparam("since"),
        events.c.cause != "",
        events.c.verb.not_in(_CHANGE_NOTHING),
        not_undone(),
    )
    .order_by(events.c.at.desc(), events.c.id.desc())
    .limit(1)
)


class LogRows(Bound):
    """Events of one workspace, in the order in which they happened."""

    def __init__(
        self, connection: Connection, workspace: WorkspaceId, numbers: Numbers, texts: TextRows
    ) -> None:
        super().__init__(connection, workspace)
        self._numbers = numbers
        self._texts = texts

    def append(self, happened: Iterable[Event]) -> None:
        """Stores events, and the texts they name."""
        self._texts.flush()
        new = list(happened)
        if new:
            numbers = self._numbers.several(len(new))
            rows = [event_values(self._workspace, i, e) for i, e in zip(numbers, new, strict=True)]
            self._connection.execute(_ADD, rows)

    def by_cause(self, cause: str) -> Sequence[Event]:
        """What one command did, oldest first."""
        values = {**viewer(_UNDO, self._workspace), "of_cause": cause}
        rows = self._connection.execute(_OF_CAUSE, values)
        return [to_event(row) for row in sorted(rows, key=lambda row: row.id)]

    def last_cause(self, actor: PersonId, since: datetime) -> str | None:
        """The newest command of *actor* that changed something and that no event undoes."""
        values = {**viewer(_UNDO, self._workspace), "by_actor": actor, "since": since}
        return self._connection.scalar(_LAST_CAUSE, values)
