"""No hot query scans: SQLite names the index of every step, PostgreSQL counts what it read."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, event, insert, text

from adapters.db.engines import parse, writer_engine
from adapters.db.mapping_delivery import post_values
from adapters.db.repositories import words
from adapters.db.tables import metadata, posts, watches
from core.followup.model import to_person
from core.kernel.audience import ForPerson, InPlace, System
from core.kernel.refs import InstallationId, PersonId, PostId, task_ref
from core.screens.delivery import PostKind
from core.tasks.model import OPEN, Status
from core.tasks.ports import TaskFilter
from core.tasks.standing import Notable
from tests.storage.repositories.world import NOW, World
from tests.support.postgres import PostgresServer

CROWD = 2000
BATCH = 20

READ_WHOLE = r"CONSTANT|\(subquery|anon_|picked|runs|json_each"
"""Results of subqueries and ids that were asked for are read whole; so are the runs, a handful."""
WHOLE_TABLE = rf"SCAN (?!{READ_WHOLE})\w+(?! USING (COVERING )?INDEX)"
WHOLE_WORKSPACE = r"SEARCH \w+ USING (COVERING )?INDEX \w+ \(workspace_id=\?\)"
SCAN = re.compile(f"{WHOLE_TABLE}|{WHOLE_WORKSPACE}")
SMALL = re.compile(
    "ix_persons_admins|SEARCH (places|projects|own|installations)|ix_watches_check_at"
)
"""What a workspace has few of; and the smallest watch, which SQLite takes from the index's end."""


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[World]:
    """A workspace on SQLite."""
    engine = writer_engine(parse(f"sqlite:///{tmp_path / 'plans.db'}"), threads=1)
    with engine.begin() as connection:
        metadata.create_all(connection)
        yield World(connection)
    engine.dispose()


def plans(connection: Connection, act: Callable[[], object]) -> list[str]:
    """The steps of every statement that *act* runs."""
    steps: list[str] = []

    def explain(
        conn: Connection, cursor: object, statement: str, parameters: object, *_: object
    ) -> None:
        if statement.startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            plan = conn.connection.cursor()
            plan.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps.extend(row[3] for row in plan.fetchall())

    event.listen(connection, "before_cursor_execute", explain)
    try:
        act()
    finally:
        event.remove(connection, "before_cursor_execute", explain)
    return steps


HOT: dict[str, tuple[Callable[[World], object], str]] = {
    "watches due": (lambda w: w.work.watches.due(NOW, 100), "ix_watches_check_at"),
    "next watch": (lambda w: w.work.watches.earliest(), "ix_watches_check_at"),
    "routines due": (lambda w: w.work.routines.due(NOW, 100), "ix_routines_next_at"),
    "recipients due": (lambda w: w.unit.outbox.recipients_due(NOW, 100), "ix_notices_owed"),
    "next to deliver": (lambda w: w.unit.outbox.earliest(), "ix_posts_pending"),
    "anything to send": (lambda w: w.unit.outbox.waiting(NOW), "ix_posts_pending"),
    "anything to draw": (lambda w: w.unit.outbox.waiting(NOW), "ix_posts_dirty"),
    "claim what is new": (lambda w: w.unit.outbox.claim("r", NOW, 50), "ix_posts_pending"),
    "claim redraws": (lambda w: w.unit.outbox.claim("r", NOW, 50), "ix_posts_dirty"),
    "lanes in use": (lambda w: w.unit.outbox.claim("r", NOW, 50), "ix_posts_leased_lane"),
    "orphans": (lambda w: w.unit.outbox.orphans(["r"], 5), "ix_posts_leased"),
    "dead runs": (lambda w: w.unit.outbox.dead_runs(15), "ix_posts_leased"),
    "my list": (
        lambda w: w.work.tasks(ForPerson(w.tom)).find(
            TaskFilter(owner=w.tom, statuses=(Status.TODO, Status.BLOCKED))
        ),
        "ix_tasks_owner",
    ),
    "waiting for me": (
        lambda w: w.work.tasks(ForPerson(w.tom)).find(TaskFilter(waiting_for=w.tom)),
        "ix_tasks_status",
    ),
    "list of a project": (
        lambda w: w.work.tasks(InPlace(w.general)).find(TaskFilter(project=w.project("p").id)),
        "ix_tasks_project",
    ),
    "outline of a project": (
        lambda w: w.work.tasks(InPlace(w.general)).outline(
            w.project("p").id, Notable(NOW, NOW, NOW - timedelta(9))
        ),
        "ix_tasks_project",
    ),
    "what holds up a project": (
        lambda w: w.work.tasks(InPlace(w.general)).holding_up(w.project("p").id),
        "ix_dependencies_later",
    ),
    "what waits for something late": (
        lambda w: w.work.tasks(InPlace(w.general)).later_than(w.project("p").id, [w.task().id]),
        "PRIMARY KEY",
    ),
    "how tasks stand": (
        lambda w: w.work.tasks(InPlace(w.general)).standings([w.task().id]),
        "sqlite_autoindex_tasks_1",
    ),
    "loads of a team": (
        lambda w: w.work.tasks(ForPerson(w.tom)).owners(
            TaskFilter(owners=(w.tom, w.maria), statuses=OPEN, due_before=NOW)
        ),
        "ix_tasks_owner",
    ),
    "what I asked for": (
        lambda w: w.work.tasks(ForPerson(w.tom)).find(TaskFilter(requester=w.tom)),
        "ix_tasks_requester",
    ),
    "what somebody made": (
        lambda w: w.work.tasks(ForPerson(w.tom)).find(
            TaskFilter(made_by=w.tom, made_since=NOW, statuses=OPEN)
        ),
        "ix_events_actor",
    ),
    "captured from": (
        lambda w: w.work.tasks(System("capture")).captured_from(w.general, "1"),
        "ix_tasks_source",
    ),
    "in a thread": (
        lambda w: w.work.tasks(ForPerson(w.tom)).in_thread(w.general, "1"),
        "ix_tasks_thread",
    ),
    "a task's events": (
        lambda w: w.work.tasks(ForPerson(w.tom)).events(task_ref(w.task().id)),
        "ix_events_subject",
    ),
    "several tasks' events": (
        lambda w: w.work.tasks(System("followup")).foresee([w.task().id, w.task().id]),
        "ix_events_subject",
    ),
    "what is owed about several tasks": (
        lambda w: w.work.notices.foresee([w.task().id, w.task().id]),
        "uq_notices",
    ),
    "a command's events": (lambda w: w.work.log.by_cause("c"), "ix_events_cause"),
    "somebody's commands": (
        lambda w: w.work.log.commands(w.tom, NOW - timedelta(1)),
        "ix_events_actor",
    ),
    "how many somebody made today": (lambda w: w.work.log.made(w.tom, NOW, 20), "ix_events_actor"),
    "what was undone": (lambda w: w.work.log.undoing(["c"]), "ix_events_undoes"),
    "a name": (lambda w: w.work.people.by_name("tom"), "ix_persons_first_name"),
    "an account": (lambda w: w.work.people.by_account("slack", "U"), "accounts USING PRIMARY KEY"),
    "admins": (lambda w: w.work.people.admins(), "ix_persons_admins"),
    "owed to somebody": (
        lambda w: w.work.notices.owed_to(to_person(w.tom)),
        "ix_notices_recipient",
    ),
    "said to somebody": (lambda w: w.work.notices.said_to(w.tom, NOW), "ix_notices_recipient"),
    "what reaches somebody": (lambda w: w.work.notices.reached(w.tom, NOW), "ix_notices_recipient"),
    "what a post says": (lambda w: w.work.notices.for_post(w.post().id), "ix_notices_post"),
    "cards": (lambda w: w.work.posts.cards(task_ref(w.task().id)), "ix_posts_subject"),
    "soiling": (lambda w: w.work.posts.soil(task_ref(w.task().id)), "ix_posts_subject"),
    "a post by its message": (
        lambda w: w.work.posts.by_remote(InstallationId(1), "C", "1"),
        "ix_posts_remote",
    ),
    "the day's parent": (
        lambda w: w.work.posts.of_day(PostKind.ATTENTION, w.general, "2026-11-23"),
        "ix_posts_day",
    ),
    "a thread's posts": (lambda w: w.work.posts.children(w.post().id), "ix_posts_parent"),
    "arrivals": (lambda w: w.unit.inbox.waiting(10), "ix_arrivals_state"),
    "places of an installation": (
        lambda w: w.work.people.places_in(w.installation.id),
        "uq_places",
    ),
    "an installation": (lambda w: w.unit.directory.find("slack", "T"), "uq_installations"),
}


@pytest.mark.parametrize("name", HOT)
def test_a_hot_query_uses_its_index(planned: World, name: str) -> None:
    """None of its steps reads a whole table."""
    act, index = HOT[name]
    steps = plans(planned.connection, lambda: act(planned))
    if index.startswith("uq_"):
        index = "INDEX sqlite_autoindex_" + index.removeprefix("uq_")
    assert any(index in step for step in steps), steps
    assert not [s for s in steps if SCAN.search(s) and not SMALL.search(s)], steps


def test_the_plan_of_a_scan_is_recognised(planned: World) -> None:
    """The check can fail."""
    statement = text("SELECT id FROM persons WHERE zone = 'UTC'")
    steps = plans(planned.connection, lambda: planned.connection.execute(statement).all())
    assert [step for step in steps if SCAN.search(step)]


def test_adding_a_task_takes_few_statements(planned: World) -> None:
    """Key, counter with a block of ids, texts, task, event, watch, notice, outcome."""
    statements: list[str] = []
    planned.again()

    def note(conn: object, cursor: object, statement: str, *_: object) -> None:
        statements.append(statement.split("(")[0])

    event.listen(planned.connection, "before_cursor_execute", note)
    planned.unit.inbox.begin("key", NOW)
    notes = planned.draft(notes=planned.work.texts.new("notes", planned.tom))
    planned.work.task_writer.add(notes)
    planned.work.log.append([])
    planned.work.watches.sooner(task_ref(notes.id), NOW)
    planned.owe(notes.id, to_person(planned.tom))
    planned.unit.inbox.finish("key", "done")
    event.remove(planned.connection, "before_cursor_execute", note)
    assert len(statements) <= 9, statements


@pytest.mark.parametrize("plans", ["force_generic_plan", "force_custom_plan"])
@pytest.mark.parametrize(("lanes", "most"), [(CROWD, 10 * BATCH), (1, 5 * CROWD)])
def test_a_claim_reads_no_more_than_it_needs(
    crowded: Callable[[int], World], lanes: int, most: int, plans: str
) -> None:
    """PostgreSQL: each post until the batch is full is read a few times, whatever waits behind."""
    world = crowded(lanes)
    world.connection.exec_driver_sql(f"SET plan_cache_mode = {plans}")
    before = rows_read(world.connection, "posts")
    assert len(world.unit.outbox.claim("run", NOW, BATCH)) == min(lanes, BATCH)
    assert rows_read(world.connection, "posts") - before <= most


@pytest.fixture
def crowded(postgres_server: PostgresServer) -> Iterator[Callable[[int], World]]:
    """Makes so many lanes with a post or more in each, all due."""
    engine = writer_engine(parse(postgres_server.fresh()), threads=1)

    def fill(lanes: int) -> World:
        world = World(connection)
        first = replace(world.post(), not_before=NOW)
        crowd = [
            replace(first, id=PostId(1000 + n), key=f"k{n}", person=PersonId(n % lanes))
            for n in range(CROWD)
        ]
        connection.execute(delete(posts))
        connection.execute(insert(posts), [post_values(post) for post in crowd])
        connection.exec_driver_sql("ANALYZE posts")
        return world

    with engine.begin() as connection:
        metadata.create_all(connection)
        yield fill
    engine.dispose()


@pytest.mark.parametrize("plans", ["force_generic_plan", "force_custom_plan"])
def test_where_something_is_due_is_one_look(crowded: Callable[[int], World], plans: str) -> None:
    """PostgreSQL: at the earliest watch of each workspace, not at all of them."""
    world = crowded(1)
    later = {"workspace_id": world.id, "kind": "task", "check_at": NOW + timedelta(1)}
    rows = [later | {"subject_id": n} for n in range(CROWD)]
    world.connection.execute(insert(watches), rows)
    world.connection.exec_driver_sql("ANALYZE watches")
    world.connection.exec_driver_sql(f"SET plan_cache_mode = {plans}")
    before = rows_read(world.connection, "watches")
    assert world.unit.directory.due(NOW) == []
    assert world.unit.directory.due(NOW + timedelta(1)) == [world.id]
    assert rows_read(world.connection, "watches") - before <= BATCH


def test_common_words_are_looked_for_among_somebodys_tasks(
    planned: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by their owner; not from the newest of all on, as where nothing narrows."""
    monkeypatch.setattr(words, "COMMON", -1)
    wanted = TaskFilter(words="the", newest=True, owner=planned.tom, statuses=OPEN)
    steps = plans(
        planned.connection, lambda: planned.work.tasks(ForPerson(planned.tom)).find(wanted)
    )
    found = [step for step in steps if re.match(r"SEARCH tasks .*\(workspace_id=\?", step)]
    assert found and all("ix_tasks_owner" in step for step in found), steps


def rows_read(connection: Connection, table: str) -> int:
    """Rows of *table* that this transaction has read so far, with and without an index."""
    read = text(
        "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
        " FROM pg_stat_xact_user_tables WHERE relname = :table"
    )
    return int(connection.execute(read, {"table": table}).scalar_one())
