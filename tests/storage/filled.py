"""Databases of this release with a workspace at work in them, on either kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from adapters.db.engines import migration_engine, parse, writer_engine
from core.kernel.refs import PostId
from core.screens.delivery import Post, PostKind, PostState
from core.tasks.model import Due
from tests.support.tables import lay_tables
from tests.support.worlds import MONDAY, World, furnished

TASKS = 12


@contextmanager
def world_on(url: str) -> Iterator[World]:
    """A furnished workspace in the empty database at *url*."""
    lay_tables(url)
    engine = writer_engine(parse(url), threads=2)
    try:
        yield furnished(engine)
    finally:
        engine.dispose()


def fill(world: World) -> None:
    """Tasks with dates, words beyond ASCII, a project, one post on its way and one that waits."""
    world.project()
    for n in range(TASKS):
        due = Due(MONDAY + timedelta(days=n), "Europe/Berlin", has_time=True)
        world.add(title=f"Prüfen: Nr. {n} 日本語 \N{ROCKET}", due=due)
    post(world, state=PostState.SENT, remote_place="C1", remote_id="1.1", sent_at=MONDAY)
    post(world, state=PostState.SENDING, lease="gone", sending_at=MONDAY)
    post(world)


def post(world: World, **facts: object) -> PostId:
    """A message to Maria."""

    def add(work):  # noqa: ANN001, ANN202
        number = PostId(work.new_id())
        made = Post(
            workspace=world.workspace, id=number, key=f"key{number}", kind=PostKind.NAG,
            installation=work.people.installations()[0].id, created_at=MONDAY, not_before=MONDAY,
            person=world.people["maria"],
        )  # fmt: skip
        work.posts.add(replace(made, **facts))
        return number

    return world.work(add)


def execute(url: str, *statements: str) -> None:
    """Past everything that is under test; foreign keys are not looked at on SQLite."""
    engine = migration_engine(parse(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def count(url: str, table: str) -> int:
    """How many rows a table has."""
    engine = writer_engine(parse(url), threads=1)
    with engine.begin() as connection:
        found = int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608
    engine.dispose()
    return found
