"""Statements that are compiled once and then go to the driver as they are.

SQLAlchemy looks its form of a statement up anew for each execution, binds through several layers
and wraps what comes back: for a row found by its key that is more than the database takes. What
every request asks is said with ``Prepared``; all else is executed as usual, and the two mix in one
transaction. Listeners, errors and lost connections are as SQLAlchemy has them.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    Dialect,
    Insert,
    Select,
    UpdateBase,
    bindparam,
)
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.types import TypeEngine

from adapters.db import put_off
from core.kernel.values import dataclass

Values = Mapping[str, Any]
Processor = Callable[[Any], Any]
Statement = Select[Any] | CompoundSelect[Any] | UpdateBase
MANY: Final = 1024
"""Values of one IN up to which its statement is kept."""
AT_ONCE: Final = 16
"""Rows of one insert: each number of them is a statement of its own to the database."""
_READ_ONCE: Final = (50, 4096)
"""Parameters and length up to which psycopg remembers how it reads a statement. Of longer ones it
would look for the names of the parameters each time, so they are numbered, and it need not."""
_NAME: Final = re.compile(r"%%|%\((?P<name>[^)]*)\)s")


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement as a dialect says it, with the ways of its values into it and out of it."""

    sql: str
    names: tuple[str, ...] | None
    """The order of the parameters; None: they are bound by name."""
    fixed: Values
    """What the statement says itself."""
    into: tuple[tuple[Any, Processor], ...]
    """What becomes of parameters, by place or by name."""
    row: Callable[[Iterable[Any]], Any] | None
    out: tuple[tuple[int, Processor], ...]
    numbered: bool = False
    """Whether its parameters are numbered, as the server has them."""

    def bind(self, values: Values) -> Any:  # noqa: ANN401 - the driver's own
        held = {**self.fixed, **values} if self.fixed else values
        bound: Any = {**held} if self.names is None else [held[name] for name in self.names]
        for place, process in self.into:
            bound[place] = process(bound[place])
        return put_off.Numbered(bound) if self.numbered else bound

    def read(self, cursor: Any) -> list[Any]:  # noqa: ANN401 - the driver's own
        found = cursor.fetchall()
        if self.row is None or not found:
            return []
        if not self.out:
            return list(map(self.row, found))
        return [self.row(self._cells(raw)) for raw in found]

    def plain(self, cursor: Any) -> Sequence[Sequence[Any]]:  # noqa: ANN401 - the driver's own
        found: list[Sequence[Any]] = cursor.fetchall()
        return [self._cells(raw) for raw in found] if self.out else found

    def _cells(self, raw: Sequence[Any]) -> list[Any]:
        cells = list(raw)
        for place, process in self.out:
            value = cells[place]
            if value is not None:
                cells[place] = process(value)
        return cells


class Prepared:
    """A statement with named parameters; its rows come as named tuples.

    *statement*: or what puts it together, when it is asked first: for one of many parts, of which a
    start has no use. *many*: the parameter that stands for several values, in an IN; never in a
    NOT IN.
    """

    def __init__(self, statement: Statement | Callable[[], Statement], many: str = "") -> None:
        self._statement = statement
        self._many = many
        self._forms: dict[tuple[str, int, tuple[str, ...]], _Form] = {}

    def all(self, connection: Connection, values: Values) -> list[Any]:
        """All rows."""
        form, bound = self._bound(connection.dialect, values)
        return form.read(_send(connection, form.sql, bound))

    def cells(self, connection: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """All rows without names: for thousands of them."""
        form, bound = self._bound(connection.dialect, values)
        return form.plain(_send(connection, form.sql, bound))

    def alone(self, connection: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """As ``cells``; said first in a unit it is a transaction of its own on PostgreSQL: one
        round trip, committed with its answer, whatever becomes of the unit."""
        form, bound = self._bound(connection.dialect, values)
        return form.plain(_send_alone(connection, form.sql, bound))

    def one(self, connection: Connection, values: Values) -> Any | None:  # noqa: ANN401 - a row
        """The only row; None when there is none."""
        found = self.all(connection, values)
        return found[0] if found else None

    def scalars(self, connection: Connection, values: Values) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.all(connection, values)]

    def scalar(self, connection: Connection, values: Values) -> Any | None:  # noqa: ANN401 - a cell
        """The first column of the only row; None when there is none."""
        found = self.all(connection, values)
        return found[0][0] if found else None

    def run(self, connection: Connection, values: Values) -> int:
        """Says how many rows it changed."""
        form, bound = self._bound(connection.dialect, values)
        changed: int = _send(connection, form.sql, bound).rowcount
        return changed

    def later(self, connection: Connection, values: Values) -> None:
        """Before anything else is asked of *connection*, and with that."""
        form, bound = self._bound(connection.dialect, values)
        _send_later(connection, form.sql, bound)

    def ask(self, connection: Connection, values: Values) -> "Answer":
        """Before anything else is asked of *connection*, and with that, or when its answer is
        looked for."""
        form, bound = self._bound(connection.dialect, values)
        return Answer(connection, form, put_off.Said(form.sql, bound))

    def _bound(self, dialect: Dialect, values: Values) -> tuple[_Form, Any]:
        names, size = tuple(values), 0
        if self._many:
            values, size = _spread(values, self._many)
        form = self._forms.get((dialect.name, size, names))
        if form is None:
            several = {self._many: [None] * size} if size else {}
            statement = self._statement() if callable(self._statement) else self._statement
            form = _formed(statement, dialect, names, several)
            if size <= MANY:
                self._forms[dialect.name, size, names] = form
        return form, form.bind(values)


class Answer:
    """Of a statement that travels with the next one: its rows, once somebody wants them."""

    def __init__(self, connection: Connection, form: _Form, said: put_off.Said) -> None:
        self._connection = connection
        self._form = form
        self._rows: list[Any] | None = None
        raw: Any = connection.connection.dbapi_connection
        self._cursor = put_off.cursor_for(raw, said)
        if not put_off.wait(connection, said._replace(cursor=self._cursor)):
            self._cursor = _send(connection, *said[:2])

    def one(self) -> Any | None:  # noqa: ANN401 - a row
        """The only row; None when there is none."""
        if self._rows is None:
            if put_off.is_waiting(self._connection, self._cursor):
                put_off.send(self._connection)
            self._rows = self._form.read(self._cursor)
        return self._rows[0] if self._rows else None


def _spread(values: Values, many: str) -> tuple[Values, int]:
    """The several values one by one, the last again and again up to a power of two: few statements
    serve all numbers of them."""
    several = list(values[many]) or [None]
    size = 1 << (len(several) - 1).bit_length() if len(several) <= MANY else len(several)
    several += several[-1:] * (size - len(several))
    named = {f"{many}_{n}": value for n, value in enumerate(several, 1)}
    return {**values, **named}, size


class PreparedInsert:
    """An insert without values: rows, all with the same columns, by one statement; on SQLite, where
    nothing travels, by one that is carried out for each of them."""

    def __init__(self, statement: Insert) -> None:
        self._statement = statement.inline()
        self._forms: dict[tuple[str, int, tuple[str, ...]], _Form] = {}

    def run(self, connection: Connection, rows: Sequence[Values]) -> int:
        """Says how many of *rows* it stored."""
        if connection.dialect.name == "sqlite":
            return self._each(connection, rows) if rows else 0
        return sum(self._run(connection, some) for some in _portions(rows))

    def later(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Before anything else is asked of *connection*, and with that."""
        if connection.dialect.name == "sqlite":
            self.run(connection, rows)
            return
        for some in _portions(rows):
            form, bound = self._bound(connection, some)
            _send_later(connection, form.sql, bound)

    def _each(self, connection: Connection, rows: Sequence[Values]) -> int:
        form, bound = self._bound(connection, rows[:1])
        if len(rows) == 1:
            stored: int = _send(connection, form.sql, bound).rowcount
            return stored
        each = [bound, *map(form.bind, rows[1:])]
        return _send_each(connection, form.sql, each)

    def _run(self, connection: Connection, rows: Sequence[Values]) -> int:
        form, bound = self._bound(connection, rows)
        stored: int = _send(connection, form.sql, bound).rowcount
        return stored

    def _bound(self, connection: Connection, rows: Sequence[Values]) -> tuple[_Form, Any]:
        names, values = tuple(rows[0]), rows[0]
        key = (connection.dialect.name, len(rows), names)
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = self._form(connection.dialect, names, len(rows))
        if len(rows) > 1:
            values = {f"{name}_m{n}": v for n, row in enumerate(rows) for name, v in row.items()}
        return form, form.bind(values)

    def _form(self, dialect: Dialect, names: tuple[str, ...], count: int) -> _Form:
        if count == 1:
            return _formed(self._statement, dialect, names)
        types = {column.name: column.type for column in self._statement.table.columns}
        marked = [
            {name: bindparam(f"{name}_m{n}", type_=types[name]) for name in names}
            for n in range(count)
        ]
        return _formed(self._statement.values(marked), dialect, ())


def _portions(rows: Sequence[Values]) -> Iterable[Sequence[Values]]:
    if len(rows) <= AT_ONCE:
        return (rows,) if rows else ()
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _formed(
    statement: Statement, dialect: Dialect, names: Sequence[str], several: Values | None = None
) -> _Form:
    """*statement* as *dialect* says it; an insert or update without values sets those of *names*
    that it does not use otherwise. *several*: as many values as a parameter stands for."""
    keys = list(names) if isinstance(statement, UpdateBase) else None
    _speak_out(statement)
    said: Any = statement.compile(dialect=dialect, column_keys=keys)
    if said.insert_prefetch or said.update_prefetch:
        raise TypeError(f"a column has a default that only SQLAlchemy knows: {said}")
    asked = {name: None for name, bind in said.binds.items() if bind.required}
    spelt = said.construct_expanded_state({**asked, **(several or {})})
    ways = {name: _way(bind.type, dialect, "bind_processor") for name, bind in said.binds.items()}
    ways |= spelt.processors
    sql, order = spelt.statement, tuple(spelt.positiontup) if said.positional else None
    numbered = not said.positional and _is_long(sql, len(spelt.parameters))
    if numbered:
        sql, order = _numbered(sql)
    used = spelt.parameters if order is None else order
    places = ((name, name) for name in used) if order is None else enumerate(used)
    open_ones = {*asked, *(n for name in several or () for n in spelt.parameter_expansion[name])}
    columns = list(statement.exported_columns)
    outward = (_way(column.type, dialect, "result_processor", None) for column in columns)
    return _Form(
        sql=sql,
        names=order,
        fixed={name: v for name, v in spelt.parameters.items() if name not in open_ones},
        into=tuple((place, way) for place, name in places if (way := ways.get(name)) is not None),
        row=row_of(tuple(column.name for column in columns)) if columns else None,
        out=tuple((place, way) for place, way in enumerate(outward) if way is not None),
        numbered=numbered,
    )


def _is_long(sql: str, parameters: int) -> bool:
    most, longest = _READ_ONCE
    return parameters > most or len(sql) > longest


def _numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """*sql* with numbers for the names of its parameters, and these in their order."""
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        name = found["name"]
        return "%" if name is None else f"${numbers.setdefault(name, len(numbers) + 1)}"

    return _NAME.sub(number, sql), tuple(numbers)


def _speak_out(statement: Statement) -> None:
    """What *statement* compares with stands in its text. A partial index is chosen by it: of a
    parameter SQLite plans the statement anew for each execution, to see which value it has."""
    for part in iterate(statement):
        if isinstance(part, BindParameter) and not part.required:
            part.literal_execute = isinstance(part.value, str | int)


@lru_cache
def row_of(names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """Makes named tuples, whose attributes are read at a tenth of what those of a row cost."""
    kind: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    make: Callable[[Iterable[Any]], Any] = kind._make
    return make


def _way(kind: TypeEngine[Any], dialect: Dialect, maker: str, *more: object) -> Processor | None:
    way: Processor | None = getattr(kind.dialect_impl(dialect), maker)(dialect, *more)
    return way


def plainly(connection: Connection, sql: str) -> None:
    """A statement without parameters; SQLAlchemy's own way takes three times as long."""
    _send(connection, sql, ())


def _send_later(connection: Connection, sql: str, bound: Any) -> None:  # noqa: ANN401
    if not put_off.wait(connection, put_off.Said(sql, bound)):
        _send(connection, sql, bound)


def _send_each(connection: Connection, sql: str, each: list[Any]) -> int:
    if not connection.in_transaction():
        connection.begin()
    raw: Any = connection.connection.dbapi_connection
    cursor = raw.cursor()
    try:
        put_off.execute_each(connection, cursor, sql, each)
    except connection.dialect.loaded_dbapi.Error as error:
        raise put_off.known(connection, raw, cursor, sql, error) from error
    changed: int = cursor.rowcount
    return changed


def _send_alone(connection: Connection, sql: str, bound: Any) -> Any:  # noqa: ANN401 - a cursor
    if not connection.in_transaction():
        connection.begin()
    before = put_off.taken(connection)
    if not put_off.has_only_begun(before):
        return _carry_out(connection, [*before, put_off.Said(sql, bound)])
    cursor = _carry_out(connection, [put_off.Said(sql, bound)])
    put_off.wait(connection, before[0])  # For what the unit says after it.
    return cursor


def _send(connection: Connection, sql: str, bound: Any) -> Any:  # noqa: ANN401 - a cursor
    """What SQLAlchemy does around a statement."""
    if not connection.in_transaction():
        connection.begin()
    return _carry_out(connection, [*put_off.taken(connection), put_off.Said(sql, bound)])


def _carry_out(connection: Connection, said: list[put_off.Said]) -> Any:  # noqa: ANN401 - a cursor
    """The cursor of the last."""
    raw: Any = connection.connection.dbapi_connection
    cursor = put_off.cursor_for(raw, said[-1])
    try:
        put_off.execute(connection, cursor, said)
    except connection.dialect.loaded_dbapi.Error as error:
        raise put_off.known(connection, raw, cursor, said[-1].sql, error) from error
    return cursor
