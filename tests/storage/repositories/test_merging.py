"""Two persons become one, and a workspace gives its installation to another."""

from dataclasses import replace

from adapters.db.repositories.merging import ABOUT, NAMED, ONCE
from adapters.db.schema import metadata
from core.followup.model import to_person
from core.kernel.refs import TaskId, task_ref
from core.people.model import PlaceKind
from tests.storage.repositories.world import ALL, World

NOT_PEOPLE = frozenset({
    "workspace_id", "task_id", "place_id", "project_id", "text_id", "title_id", "notes_id",
    "why_id", "installation_id", "post_id", "parent_id", "series_id", "home_id", "subject_id",
    "recipient_id", "criterion_id", "visible_in", "blocker_reason_id", "pause_reason_id",
    "outcome_id", "before_id", "after_id", "remote_id", "external_id", "source_message",
    "source_place_id", "earlier_id", "later_id",
})  # fmt: skip
"""Columns that end as columns of people do, and hold something else or are renamed by subject."""


def test_every_column_of_a_person_is_renamed() -> None:
    """A new column that holds a person is merged as well, or said to hold none."""
    known = {(table.name, name) for table, names in NAMED for name in names}
    known |= {(table.name, "person_id") for table, _ in ONCE}
    known |= {("workspaces", "paused_by")}
    found = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if column.name.endswith(("_id", "_by", "_to")) and column.name not in NOT_PEOPLE
    }
    assert found - known == set()
    assert {table.name for table in ABOUT} <= {table.name for table in metadata.sorted_tables}


def test_tasks_go_along(world: World) -> None:
    """What the one owned and asked for is the other's."""
    task = world.task(owner=world.tom)
    world.work.people.merge(world.maria, world.tom)
    world.again()
    found = world.work.tasks(ALL).get(TaskId(task.id))
    assert found is not None
    assert found.owner == world.maria


def test_accounts_go_along(world: World) -> None:
    """Whoever speaks with the other account is the same person."""
    account = world.work.people.account(world.tom, "slack")
    assert account is not None
    world.work.people.merge(world.maria, world.tom)
    world.again()
    found = world.work.people.by_account("slack", account.external_id)
    assert found is not None
    assert found.id == world.maria


def test_who_was_in_a_place_twice_is_in_it_once(world: World) -> None:
    """Both were there: one row is left."""
    place = world.place("board", PlaceKind.GROUP, (world.maria, world.tom))
    world.work.people.merge(world.maria, world.tom)
    world.again()
    assert world.work.people.members(place) == {world.maria}


def test_what_is_owed_is_owed_once(world: World) -> None:
    """Both were to hear of the same: one message is left, and what only one was to hear."""
    first, second = world.task(), world.task()
    world.owe(first.id, to_person(world.maria))
    world.owe(first.id, to_person(world.tom))
    world.owe(second.id, to_person(world.tom))
    world.work.people.merge(world.maria, world.tom)
    world.again()
    owed = [n for t in (first, second) for n in world.work.notices.of(task_ref(t.id))]
    assert [n.wanted.recipient for n in owed] == [to_person(world.maria)] * 2


def test_an_installation_moves(world: World) -> None:
    """It is found in the other workspace, and the one that it left is gone."""
    other = world.unit.directory.create("discord", f"G{world.id}", "Guild", "UTC")
    moved = world.unit.directory.move(other, world.id)
    world.unit.directory.close(other.workspace)
    found = world.unit.directory.find("discord", f"G{world.id}")
    assert found == moved
    assert found.workspace == world.id
    assert other.workspace not in world.unit.directory.workspaces()
    assert replace(moved, id=world.installation.id) != world.installation
