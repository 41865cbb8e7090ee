"""A workspace with very many open tasks, written by the database itself: a million in a minute."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Integer,
    MetaData,
    String,
    Table,
    cast,
    create_engine,
    delete,
    event,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.engine.interfaces import DBAPIConnection

from adapters.db.column_types import Document, Instant
from adapters.db.engines import parse
from adapters.db.mapping_people import person_values, workspace_values
from adapters.db.tables import events, notices, persons, tasks, texts, watches, workspaces
from core.kernel.events import Verb
from core.kernel.refs import Kind, PersonId, WorkspaceId
from core.people.model import Person, Workspace
from core.tasks.model import Priority, Status

FILLED: Final = (texts, tasks, events, watches)
ONE: Final = WorkspaceId(1)
OWNERS: Final = 500
FIRST_PERSON: Final = 1001
FIRST_TEXT: Final = 1_000_000
FIRST_EVENT: Final = 10_000_000
NEVER_USED: Final = 100_000_000
"""Where the workspace's sequence goes on."""

patterns: Final = Table(
    "bench_patterns",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("owner", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("check_at", Instant, nullable=False),
    Column("after", Document, nullable=False),
)
"""What tasks have in common: task n takes pattern n modulo *OWNERS*."""


def fill(url: str, count: int, now: datetime) -> None:
    """*count* open tasks of people who gave them to themselves; none is due before two days."""
    engine = create_engine(parse(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _careless)
    with engine.begin() as connection:
        _hurry(connection)
        _people(connection)
        _patterns(connection, now)
        indexes = [index for table in FILLED for index in table.indexes]
        for index in indexes:  # Made at the end, they are sorted once.
            index.drop(connection)
        for copy in _copies(count, now):
            connection.execute(copy)
        for index in indexes:
            index.create(connection)
        connection.execute(update(workspaces).values(task_counter=count))
        patterns.drop(connection)
    if engine.dialect.name == "postgresql":
        analyze(engine)
    engine.dispose()


def analyze(engine: Engine) -> None:
    """The database knows its figures afterwards, and where nothing is dead."""
    said = "VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(said)


def make_due(engine: Engine, count: int, now: datetime) -> None:
    """The first *count* tasks are an hour late, nothing was said about it, and it is time to."""
    late, these = now - timedelta(hours=1), tasks.c.id <= count
    with engine.begin() as connection:
        connection.execute(delete(notices))
        connection.execute(update(tasks).where(these).values(due_at=late, due_has_time=True))
        watch = update(watches).where(watches.c.subject_id <= count)
        connection.execute(watch.values(check_at=now - timedelta(minutes=1)))


def owed(engine: Engine) -> int:
    """How many notices there are."""
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(notices)) or 0)


def _careless(connection: DBAPIConnection, _entry: object) -> None:
    """What is being filled needs no journal; the store sets its own when it opens the file."""
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
        connection.cursor().execute(f"PRAGMA {pragma}")


def _hurry(connection: Connection) -> None:
    """The rows are known to refer to what exists."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")


def _people(connection: Connection) -> None:
    workspace = workspace_values(Workspace(ONE, "Bench", zone="Europe/Berlin"))
    connection.execute(insert(workspaces).values(id=ONE, sequence=NEVER_USED, **workspace))
    everybody = [_person(FIRST_PERSON + n) for n in range(OWNERS)]
    connection.execute(insert(persons), [person_values(person) for person in everybody])


def _person(number: int) -> Person:
    name = f"person{number}"
    return Person(ONE, PersonId(number), name, name, zone="Europe/Berlin")


def _patterns(connection: Connection, now: datetime) -> None:
    patterns.create(connection)
    rows = []
    for number in range(OWNERS):
        due = now + timedelta(days=2 + number % 60, minutes=number)
        owner = FIRST_PERSON + number
        after = {"owner": owner, "due": due.isoformat(), "status": Status.TODO.value}
        check = due - timedelta(days=1)
        row = {"number": number, "owner": owner, "due_at": due, "check_at": check, "after": after}
        rows.append(row)
    connection.execute(insert(patterns), rows)


def _numbers(count: int) -> CTE:
    first = select(literal(1).label("n")).cte("numbers", recursive=True)
    return first.union_all(select(first.c.n + 1).where(first.c.n < count))


def _copies(count: int, now: datetime) -> Iterator[Insert]:
    """A statement for each table."""
    numbers = _numbers(count)
    rows = numbers.join(patterns, patterns.c.number == numbers.c.n % OWNERS)
    since = now - timedelta(days=1)
    for table, values in _values(numbers.c.n, since).items():
        columns = [value.label(name) for name, value in values.items()]
        yield insert(table).from_select(list(values), select(*columns).select_from(rows))


def _values(n: ColumnElement[int], since: datetime) -> dict[Table, dict[str, Any]]:
    task, at = literal(Kind.TASK.value), literal(since, Instant())
    number = cast(n, String(20))
    one = {"workspace_id": literal(int(ONE))}
    return {
        texts: one | {
            "id": n + FIRST_TEXT,
            "body": literal("Fix the build ") + number,
            "folded": literal("fix the build ") + number,
            "author_id": patterns.c.owner,
        },
        tasks: one | {
            "id": n,
            "title_id": n + FIRST_TEXT,
            "status": literal(Status.TODO.value),
            "requester_id": patterns.c.owner,
            "owner_id": patterns.c.owner,
            "priority": literal(Priority.MEDIUM.value),
            "due_at": patterns.c.due_at,
            "due_zone": literal("Europe/Berlin"),
            "criteria": literal([], Document),
            "created_at": at,
            "touched_at": at,
        },
        events: one | {
            "id": n + FIRST_EVENT,
            "subject_kind": task,
            "subject_id": n,
            "verb": literal(Verb.ADDED.value),
            "actor_id": patterns.c.owner,
            "at": at,
            "before": literal({}, Document),
            "after": patterns.c.after,
        },
        watches: one | {"kind": task, "subject_id": n, "check_at": patterns.c.check_at},
    }  # fmt: skip
