"""Looks through a whole database for what must never be: reads only, on both databases."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, ForeignKeyConstraint, text

from adapters.db.engines import migration_engine, parse, reader_engine, sqlite_file
from adapters.db.tables import metadata

_POINTS: Final = (
    ("tasks", "verifier_id", "persons"),
    ("tasks", "helper_id", "persons"),
    ("tasks", "offered_to", "persons"),
    ("tasks", "finished_by", "persons"),
    ("events", "actor_id", "persons"),
    ("notices", "post_id", "posts"),
    ("posts", "parent_id", "posts"),
    ("posts", "person_id", "persons"),
    ("posts", "place_id", "places"),
    ("places", "project_id", "projects"),
)
"""Columns that name a row without a foreign key. Actor 0 is time itself."""

_NUMBERED: Final = ("events", "installations", "notices", "persons", "places", "posts", "texts")
_LEDGER: Final = {
    "posts being sent by nobody": "posts WHERE state = 'sending' AND lease IS NULL",
    "posts that wait although somebody has them": (
        "posts WHERE state = 'pending' AND lease IS NOT NULL"
    ),
    "posts sent nowhere": "posts WHERE state = 'sent' AND (remote_id IS NULL OR sent_at IS NULL)",
    "notices claimed by no post": "notices WHERE state = 'claimed' AND post_id IS NULL",
    "notices claimed by a post that is over": (
        "notices WHERE state = 'claimed' AND EXISTS (SELECT 1 FROM posts p WHERE"
        " p.workspace_id = notices.workspace_id AND p.id = notices.post_id"
        " AND p.state IN ('sent', 'cancelled'))"
    ),
    "notices said at no time": "notices WHERE state = 'said' AND said_at IS NULL",
    "tasks blocked since no time": "tasks WHERE status = 'blocked' AND blocker_since IS NULL",
    "tasks that nothing is known of": (
        "tasks WHERE NOT EXISTS (SELECT 1 FROM events e WHERE"
        " e.workspace_id = tasks.workspace_id AND e.subject_kind = 'task'"
        " AND e.subject_id = tasks.id)"
    ),
    "open projects whose home names another project": (
        "projects WHERE home_id IS NOT NULL AND closed_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM places l WHERE l.workspace_id = projects.workspace_id"
        " AND l.id = projects.home_id AND l.project_id = projects.id)"
    ),
    "open projects with two homes on one platform": (
        "(SELECT 1 FROM places l JOIN installations i ON i.workspace_id = l.workspace_id"
        " AND i.id = l.installation_id JOIN projects p ON p.workspace_id = l.workspace_id"
        " AND p.id = l.project_id AND p.closed_at IS NULL"
        " GROUP BY l.workspace_id, l.project_id, i.platform HAVING count(*) > 1) AS twice"
    ),
    "watches of tasks that are not there": (
        "watches WHERE kind = 'task' AND NOT EXISTS (SELECT 1 FROM tasks t WHERE"
        " t.workspace_id = watches.workspace_id AND t.id = watches.subject_id)"
    ),
}


def verify(url: str) -> tuple[str, ...]:
    """What is wrong, one line each; nothing when all is as it must be."""
    target = parse(url)
    # Long looks: the reader's time limits on PostgreSQL are for people who wait.
    of_file = sqlite_file(target) is not None
    engine = reader_engine(target, threads=1) if of_file else migration_engine(target)
    try:
        with engine.connect() as connection, connection.begin():
            return tuple(_found(connection, of_file=of_file))
    finally:
        engine.dispose()


def _found(connection: Connection, *, of_file: bool) -> Iterator[str]:
    if of_file:
        rows = connection.exec_driver_sql("PRAGMA integrity_check(5)").fetchall()
        yield from (f"the file is damaged: {said}" for (said,) in rows if said != "ok")
    else:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY, ISOLATION LEVEL REPEATABLE READ")
    yield from _orphans(connection)
    yield from _counters(connection)
    for name, rows_ in _LEDGER.items():
        if number := _count(connection, f"SELECT count(*) FROM {rows_}"):  # noqa: S608 - ours
            yield f"{number} {name}"
    yield from _rings(connection)


def _count(connection: Connection, statement: str) -> int:
    return int(connection.scalar(text(statement)) or 0)


def _orphans(connection: Connection) -> Iterator[str]:
    """Rows that point to nothing."""
    for table in metadata.sorted_tables:
        for each in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
            yield from _orphan(connection, table.name, each)
    for child, column, parent in _POINTS:
        number = _count(
            connection,
            f"SELECT count(*) FROM {child} c WHERE c.{column} <> 0 AND NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM {parent} p WHERE p.workspace_id = c.workspace_id"
            f" AND p.id = c.{column})",
        )
        if number:
            yield f"{number} rows of {child} point with {column} to no row of {parent}"


def _orphan(connection: Connection, child: str, key: ForeignKeyConstraint) -> Iterator[str]:
    pairs = [(e.parent.name, e.column.name) for e in key.elements]
    set_ = " AND ".join(f"c.{column} IS NOT NULL" for column, _ in pairs)
    same = " AND ".join(f"p.{there} = c.{here}" for here, there in pairs)
    parent = key.referred_table.name
    number = _count(
        connection,
        f"SELECT count(*) FROM {child} c WHERE {set_} AND NOT EXISTS"  # noqa: S608 - our own names
        f" (SELECT 1 FROM {parent} p WHERE {same})",
    )
    if number:
        yield f"{number} rows of {child} point with {pairs[-1][0]} to no row of {parent}"


def _counters(connection: Connection) -> Iterator[str]:
    """A counter that is behind would give a number out twice."""
    numbered = {"tasks": "task_counter", **dict.fromkeys(_NUMBERED, "sequence")}
    for table, counter in numbered.items():
        behind = _count(
            connection,
            f"SELECT count(*) FROM workspaces w WHERE w.{counter} <"  # noqa: S608 - our own names
            f" (SELECT max(t.id) FROM {table} t WHERE t.workspace_id = w.id)",
        )
        if behind:
            yield f"{counter} of {behind} workspaces is behind the numbers of {table}"


def _rings(connection: Connection) -> Iterator[str]:
    """Tasks that wait for each other in a ring."""
    edges = connection.execute(
        text("SELECT workspace_id, earlier_id, later_id FROM dependencies")
    ).all()
    after: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    waits: dict[tuple[int, int], int] = defaultdict(int)
    for workspace, earlier, later in edges:
        after[workspace, earlier].append((workspace, later))
        waits[workspace, later] += 1
    free = [task for task in after if not waits[task]]
    done = 0
    while free:
        for later in after.get(free.pop(), ()):
            done += 1
            waits[later] -= 1
            if not waits[later]:
                free.append(later)
    if done < len(edges):
        yield f"{len(edges) - done} dependencies go round in a ring"
