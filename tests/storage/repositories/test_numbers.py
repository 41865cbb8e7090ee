"""Numbers of a workspace are dense for tasks and never given twice, locked or not."""

from typing import Any

import pytest
from sqlalchemy import Connection

from adapters.db import put_off
from tests.storage.repositories.world import NOW, World


def numbers(world: World, others: int) -> tuple[int, list[int]]:
    """A task's, and some of the sequence."""
    task = world.draft().id
    return task, [world.work.new_id() for _ in range(others)]


def test_who_holds_the_workspace_counts_on_from_the_lock(world: World) -> None:
    """Units with and without the lock follow each other without a gap in tasks or a double."""
    tasks: list[int] = []
    others: list[int] = []
    for held in (False, True, True, False, True):
        world.again()
        if held:
            world.unit.hold(world.id)
        for count in (3, 40):  # The second goes beyond the block that came with the first.
            task, some = numbers(world, count)
            tasks.append(task)
            others += some
    assert tasks == list(range(tasks[0], tasks[0] + len(tasks)))
    assert len(set(others)) == len(others) == 5 * 43


def test_an_installation_that_moves_in_takes_a_number_of_its_own(world: World) -> None:
    """Although the workspace was locked, and counts on from there."""
    other = world.unit.directory.create("discord", f"G{world.id}", "Acme", "UTC")
    world.again()
    world.unit.hold(world.id)
    moved = world.unit.directory.move(other, world.id)
    assert world.work.new_id() > moved.id


def test_a_lock_waits_for_the_first_question(
    world: World, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL it is a round trip with that, and the numbers are none; on SQLite each is."""
    sent: list[int] = []
    execute = put_off.execute

    def count(connection: Connection, cursor: Any, said: list[put_off.Said]) -> None:  # noqa: ANN401
        sent.append(len(said))
        execute(connection, cursor, said)

    world.again()
    monkeypatch.setattr(put_off, "execute", count)
    world.unit.hold(world.id)
    world.unit.inbox.begin("key", NOW)
    numbers(world, 3)
    put_off.send(connection)
    travels = connection.dialect.name == "postgresql"
    assert sent == ([2, 1] if travels else [1, 1, 1])
