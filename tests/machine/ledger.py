"""Which tables were written to: what nobody has touched stands as it stood."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import count
from weakref import WeakSet

from sqlalchemy import Connection, Engine, event

from adapters.db.uow import UnitRows, Units

BESIDES = frozenset({"requests", "arrivals", "runs", "gateways", "heard", "alembic_version"})
"""Keys of requests and what was typed, events that wait, and who is alive: none of it is a change
of what people have."""
_WRITES = re.compile(
    r'(INSERT(?: OR \w+)? INTO|(?<!FOR )(?<!KEY )UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE
)
_HEARD: ContextVar[set[str] | None] = ContextVar("heard", default=None)
REWRITTEN = "rewritten:"
"""Before the name of a table of which rows that were there are not as they were."""


class Ledger:
    """Which tables were touched by what was committed, and when."""

    def __init__(self) -> None:
        self._moments = count(1)
        self._last: dict[str, int] = {}
        self._all = 0
        self._engines: WeakSet[Engine] = WeakSet()

    def last(self, *tables: str) -> int:
        """Another number once any of *tables* was touched."""
        return max(self._all, *(self._last.get(table, 0) for table in tables))

    def touched(self, tables: Iterable[str]) -> None:
        """They may not be as they were."""
        for table in tables:
            self._last[table] = next(self._moments)

    def anything(self) -> None:
        """Nobody knows what was touched."""
        self._all = next(self._moments)

    def since(self, moment: int) -> list[str]:
        """What people have of what was touched after *moment*."""
        late = (table for table, when in self._last.items() if when > moment)
        return sorted(name for name in late if name not in BESIDES and ":" not in name)

    def now(self) -> int:
        """Whatever is touched from here on is later."""
        return next(self._moments)

    def listen(self, engine: Engine) -> None:
        """Hears each statement of *engine* from now on."""
        if engine not in self._engines:
            self._engines.add(engine)
            event.listen(engine, "before_cursor_execute", self._heard)

    def _heard(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        tables = written(statement)
        if not tables:
            return
        mine = _HEARD.get()
        if mine is None:
            self.touched(tables)  # It waited for the end of its unit.
        else:
            mine.update(tables)


@contextmanager
def hearing(mine: set[str]) -> Iterator[None]:
    """What is written meanwhile in this thread is noted in *mine*."""
    before = _HEARD.set(mine)
    try:
        yield
    finally:
        _HEARD.reset(before)


@lru_cache(2000)
def written(statement: str) -> tuple[str, ...]:
    """The table that a statement writes to, and whether it changes what was there."""
    found = _WRITES.search(statement)
    if found is None:
        return ()
    table = found[2]
    adds = found[1].upper().startswith("INSERT") and "DO UPDATE" not in statement
    return (table,) if adds else (table, f"{REWRITTEN}{table}")


class Overheard(Units):
    """Makes units of work whose statements a ledger hears."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger

    def __call__(self, connection: Connection) -> UnitRows:
        """As it is."""
        self._ledger.listen(connection.engine)
        return super().__call__(connection)
