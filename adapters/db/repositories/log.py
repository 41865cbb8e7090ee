"""The append-only events."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Integer, bindparam, func, insert, literal_column

from adapters.db.mapping_tasks import event_values, to_event
from adapters.db.prepared import Prepared, PreparedInsert
from adapters.db.repositories.base import Bound
from adapters.db.repositories.numbers import Numbers
from adapters.db.repositories.seen import Seen
from adapters.db.repositories.texts import TextRows
from adapters.db.repositories.words import WordRows
from adapters.db.tables import events
from adapters.db.visibility import all_events, makings_by, viewer
from core.kernel.audience import System
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId, TaskId, WorkspaceId

_UNDO: Final = System("undo")
_NOT_TAKEN_BACK: Final = [
    verb.value
    for verb in (
        Verb.ANSWERED, Verb.SPOKE, Verb.ARRIVED, Verb.NOTED, Verb.SHARED, Verb.SNOOZED, Verb.ERASED,
    )
]  # fmt: skip
COMMANDS = 100
"""So many of the newest are looked through for the last one that stands."""

_ADD: Final = PreparedInsert(insert(events))
_OF_CAUSE: Final = Prepared(all_events(_UNDO).where(events.c.cause == bindparam("of_cause")))
_COMMANDS: Final = (
    all_events(_UNDO)
    .with_only_columns(events.c.cause)
    .where(
        events.c.actor_id == bindparam("by_actor"),
        events.c.at >= bindparam("since"),
        events.c.cause != "",
        events.c.verb.not_in(_NOT_TAKEN_BACK),
    )
    .group_by(events.c.cause)
    .having(func.max(events.c.undoes) == "")
    .order_by(func.max(events.c.at).desc(), func.max(events.c.id).desc())
    .limit(COMMANDS)
)
_BOUNDS: Final = System("bounds")
_MADE: Final = (
    makings_by(_BOUNDS, bindparam("by_actor"))
    .where(events.c.at >= bindparam("since"))
    .limit(bindparam("most", type_=Integer))
)
_UNDOING: Final = (
    all_events(_UNDO)
    .with_only_columns(events.c.undoes, events.c.cause)
    .where(
        events.c.undoes.in_(bindparam("causes", expanding=True)),
        events.c.undoes != literal_column("''"),
    )
)


class LogRows(Bound):
    """Events of one workspace, in the order in which they happened."""

    def __init__(
        self,
        connection: Connection,
        workspace: WorkspaceId,
        numbers: Numbers,
        texts: TextRows,
        seen: Seen,
    ) -> None:
        super().__init__(connection, workspace)
        self._numbers = numbers
        self._texts = texts
        self._seen = seen
        self._words = WordRows(connection, workspace)

    def append(self, happened: Iterable[Event]) -> None:
        """Stores events, and the texts they name."""
        self._texts.flush()
        self._seen.events.clear()
        new = list(happened)
        if new:
            numbers = self._numbers.several(len(new))
            rows = [event_values(self._workspace, i, e) for i, e in zip(numbers, new, strict=True)]
            _ADD.later(self._connection, rows)
        self._find_by_notes(new)

    def _find_by_notes(self, new: Sequence[Event]) -> None:
        """A task is found by the notes that were written about it."""
        noted = {e.text: TaskId(e.subject.id) for e in new if e.verb is Verb.NOTED and e.text}
        for number, text in self._texts.many(noted).items():
            self._words.mention(noted[number], text)

    def by_cause(self, cause: str) -> Sequence[Event]:
        """What one command did, oldest first."""
        values = {**viewer(_UNDO, self._workspace), "of_cause": cause}
        rows = _OF_CAUSE.all(self._connection, values)
        return [to_event(row) for row in sorted(rows, key=lambda row: row.id)]

    def commands(self, actor: PersonId, since: datetime) -> Sequence[str]:
        """The causes of *actor* that changed a task or project and are no undo, newest first."""
        values = {**viewer(_UNDO, self._workspace), "by_actor": actor, "since": since}
        return list(self._connection.scalars(_COMMANDS, values))

    def undoing(self, causes: Iterable[str]) -> Mapping[str, set[str]]:
        """For each of *causes* that was ever taken back: the causes of those undos."""
        wanted = sorted(set(causes))
        found: dict[str, set[str]] = {}
        if wanted:
            values = {**viewer(_UNDO, self._workspace), "causes": wanted}
            for undone, cause in self._connection.execute(_UNDOING, values):
                found.setdefault(undone, set()).add(cause)
        return found

    def made(self, actor: PersonId, since: datetime, most: int) -> int:
        """How many tasks *actor* has made since then; counted up to *most*."""
        values = {"by_actor": actor, "since": since, "most": most}
        return len(
            self._connection.scalars(_MADE, {**viewer(_BOUNDS, self._workspace), **values}).all()
        )
