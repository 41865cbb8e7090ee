"""Statements that go to the driver as they are mean what they mean to SQLAlchemy."""

from datetime import timedelta

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    event,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from adapters.db.prepared import AT_ONCE, MANY, Prepared, PreparedInsert
from adapters.db.tables import requests
from tests.storage.repositories.world import NOW

_ADD = PreparedInsert(insert(requests))
_THESE = select(requests).where(requests.c.key.in_(bindparam("keys", expanding=True)))
_SOME = Prepared(_THESE.order_by(requests.c.key), many="keys")


def fill(connection: Connection, count: int) -> list[str]:
    keys = [f"key{number:05}" for number in range(count)]
    rows = [{"key": key, "outcome": f"of {key}", "at": NOW} for key in keys]
    _ADD.run(connection, rows)
    return keys


@pytest.mark.parametrize("count", [1, 2, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
def test_rows_are_stored_and_read_as_sqlalchemy_reads_them(
    connection: Connection, count: int
) -> None:
    """One or many of them, with moments and all."""
    keys = fill(connection, count)
    asked = connection.execute(_THESE, {"keys": keys})
    assert [tuple(row) for row in _SOME.all(connection, {"keys": keys})] == sorted(
        map(tuple, asked)
    )


@pytest.mark.parametrize("count", [0, 1, 3, 8, MANY + 1])
def test_several_values_are_asked_for_together(connection: Connection, count: int) -> None:
    """Each is found once, and of none there is none."""
    keys = fill(connection, 10)
    wanted = [*keys[:count], *(f"other{n}" for n in range(count - 10))]
    found = _SOME.all(connection, {"keys": wanted})
    assert [row.key for row in found] == keys[:count]


def test_a_long_statement_says_what_a_short_one_does(connection: Connection) -> None:
    """A sign that stands for nothing, a name that stands twice, and a statement that waits."""
    keys = fill(connection, 10)
    _ADD.later(connection, [{"key": f"new{n}", "outcome": "50%", "at": NOW} for n in range(40)])
    mine = requests.c.outcome.in_([bindparam("of_outcome"), "50%"])
    other = requests.c.outcome != bindparam("of_outcome")
    some = Prepared(_THESE.where(mine, other).order_by(requests.c.key), many="keys")
    sure = Prepared(_THESE.where(literal_column("'100%' LIKE '1%'"), mine), many="keys")
    for count in (1, 200):
        asked = {"keys": [*keys, *(f"new{n}" for n in range(count))], "of_outcome": "of key00003"}
        assert len(some.all(connection, asked)) == min(count, 40)
        assert len(sure.all(connection, asked)) == min(count, 40) + 1


def test_a_change_says_how_many_rows_it_changed(connection: Connection) -> None:
    """What the statement says itself and what it is given go in together."""
    keys = fill(connection, 3)
    old = requests.c.at < bindparam("before", type_=requests.c.at.type)
    forget = Prepared(update(requests).where(old).values(outcome="old"))
    assert forget.run(connection, {"before": NOW}) == 0
    assert forget.run(connection, {"before": NOW + timedelta(1)}) == 3
    assert {row.outcome for row in _SOME.all(connection, {"keys": keys})} == {"old"}


def test_there_may_be_no_row(connection: Connection) -> None:
    """Neither the row nor its first column."""
    assert _SOME.one(connection, {"keys": ["nobody's"]}) is None
    assert _SOME.scalar(connection, {"keys": ["nobody's"]}) is None
    assert _SOME.scalars(connection, {"keys": ["nobody's"]}) == []


def test_what_the_database_refuses_is_said_without_values(connection: Connection) -> None:
    """As SQLAlchemy's own error."""
    fill(connection, 1)
    with pytest.raises(IntegrityError) as refused:
        _ADD.run(connection, [{"key": "key00000", "outcome": "somebody's words", "at": NOW}])
    assert "somebody's words" not in str(refused.value).partition("[SQL:")[2]


def test_a_column_that_only_sqlalchemy_would_fill_is_refused(connection: Connection) -> None:
    """It would be stored as nothing."""
    aged = Table("aged", MetaData(), Column("key", String), Column("age", Integer, default=7))
    with pytest.raises(TypeError, match="default"):
        PreparedInsert(insert(aged)).run(connection, [{"key": "k"}])


def test_whoever_listens_hears_of_it(connection: Connection) -> None:
    """Before it is executed, as of any other statement."""
    heard: list[str] = []

    def note(_conn: object, _cursor: object, sql: str, *_: object) -> None:
        heard.append(sql)

    event.listen(connection, "before_cursor_execute", note)
    _SOME.all(connection, {"keys": ["a"]})
    event.remove(connection, "before_cursor_execute", note)
    assert heard and heard[0].startswith("SELECT")


def test_what_a_statement_compares_with_is_no_parameter(connection: Connection) -> None:
    """A partial index is chosen by it; of a parameter SQLite would plan the statement each time."""
    fill(connection, 1)
    said: list[tuple[str, object]] = []
    old = Prepared(select(requests.c.key).where(requests.c.outcome == "it's of key00000"))

    def hear(_connection: object, _cursor: object, sql: str, bound: object, *_: object) -> None:
        said.append((sql, bound))

    event.listen(connection, "before_cursor_execute", hear)
    assert old.scalars(connection, {}) == []
    event.remove(connection, "before_cursor_execute", hear)
    assert "it''s of key00000" in said[-1][0]
    assert not said[-1][1]
