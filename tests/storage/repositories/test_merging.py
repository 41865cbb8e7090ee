"""Two persons become one, and a workspace gives its installation to another."""

import json
from dataclasses import replace
from datetime import date

from sqlalchemy import JSON, BigInteger

from adapters.db.repositories.merging import ABOUT, GONE, NAMED, ONCE
from adapters.db.repositories.merging_documents import HELD
from adapters.db.schema import metadata
from core.calendar.leave import Leave
from core.calendar.repeats import Pattern
from core.followup.model import Manner, NoticeKind, Wanted, to_person
from core.kernel.events import Event, Verb
from core.kernel.refs import SeriesId, TaskId, task_ref
from core.people.joining import nobody, now_is
from core.people.model import PlaceKind
from core.recurring.model import Series
from tests.storage.repositories.world import ALL, NOW, World

OTHER_NUMBERS = frozenset({
    "workspace_id", "id", "task_id", "place_id", "project_id", "text_id", "title_id", "notes_id",
    "why_id", "installation_id", "post_id", "parent_id", "series_id", "home_id", "visible_in",
    "blocker_reason_id", "pause_reason_id", "outcome_id", "source_place_id", "earlier_id",
    "later_id", "introduced", "sequence", "edition", "posts_swept",
})  # fmt: skip
"""Columns of numbers that are never a person's."""
BY_KIND = frozenset({"subject_id", "recipient_id"})
"""Whose a number is, the column beside it says."""
OTHER_DOCUMENTS = frozenset({
    "workspaces.hours", "workspaces.days_off", "workspaces.bounds",
    "installations.capabilities", "persons.hours",
    "persons.settings", "tasks.criteria", "tasks.labels",
})  # fmt: skip
"""Documents in which nobody stands."""


def columns(kind: type) -> set[tuple[str, str]]:
    """Every column of that type in the schema."""
    return {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(getattr(column.type, "impl", column.type), kind)
    }


def test_every_column_of_a_person_is_renamed() -> None:
    """A new column of numbers is merged as one that holds persons, or said to hold none."""
    known = {(table.name, name) for table, names in NAMED for name in names}
    known |= {(table.name, "person_id") for table, _ in ONCE}
    found = {each for each in columns(BigInteger) if each[1] not in OTHER_NUMBERS | BY_KIND}
    assert found == known


def test_every_reference_to_persons_is_renamed() -> None:
    """What the schema itself knows to be a person's is among the columns that are merged."""
    known = {(table.name, name) for table, names in NAMED for name in names}
    known |= {(table.name, "person_id") for table, _ in ONCE}
    found = {
        (table.name, key.parent.name)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "persons" and key.column.name == "id"
    }
    assert found - known == set()


def test_every_table_about_somebody_is_merged() -> None:
    """What is said about a person, or to one, is about and to who they are now."""
    handled = {table.name for table in (*ABOUT, *GONE)}
    assert {table for table, name in columns(BigInteger) if name in BY_KIND} == handled


def test_every_document_with_a_person_is_merged() -> None:
    """A new document is merged as well, or said to hold nobody."""
    found = {f"{table}.{name}" for table, name in columns(JSON)}
    assert found - OTHER_DOCUMENTS == HELD.keys()


def test_what_repeats_comes_to_who_stays(world: World) -> None:
    """The template of a series names who owns and checks the next occurrence."""
    template = {"title": 1, "owner": world.tom, "verifier": world.maria, "estimate": world.tom}
    pattern = Pattern("FREQ=DAILY", "UTC", date(2026, 11, 23), None, from_completion=False)
    series = Series(world.id, SeriesId(world.work.new_id()), pattern, template)
    world.work.recurrences.put(series)
    world.work.people.merge(world.maria, world.tom)
    world.again()
    found = world.work.recurrences.get(series.id)
    assert found is not None
    assert found.template == {**template, "owner": world.maria}


def test_what_happened_happened_to_who_stays(world: World) -> None:
    """An undo gives the task back to the person who is still there; other numbers stay."""
    task = world.task()
    blocked = f"7|{world.tom}|2026-11-23T09:00:00+00:00||||"
    repeat = json.dumps({"rule": "FREQ=DAILY", "template": {"owner": world.tom}})
    before = {"owner": world.tom, "project": world.tom, "blocker": blocked, "repeat": repeat}
    event = Event(task_ref(task.id), Verb.ASSIGNED, world.tom, NOW, before, {}, cause="c")
    world.work.log.append([event])
    world.work.people.merge(world.maria, world.tom)
    world.again()
    found = world.work.log.by_cause("c")[0]
    assert found.actor == world.maria
    assert (found.before["owner"], found.before["project"]) == (world.maria, world.tom)
    assert str(found.before["blocker"]).startswith(f"7|{world.maria}|2026")
    assert json.loads(str(found.before["repeat"]))["template"] == {"owner": world.maria}


def test_who_covers_goes_along(world: World) -> None:
    """Somebody's stand-in is the person that stays."""
    ana = world.person("Ana")
    known = world.work.people.person(ana)
    assert known is not None
    leave = Leave(date(2026, 12, 1), date(2026, 12, 4), world.tom)
    world.work.people.save_person(replace(known, leave=(leave,)))
    world.work.people.merge(world.maria, world.tom)
    world.again()
    found = world.work.people.person(ana)
    assert found is not None
    assert found.leave[0].cover == world.maria


def test_who_was_asked_by_themselves_is_asked_no_more(world: World) -> None:
    """A lead is not offered the project that is theirs."""
    project = world.project("infra", lead=world.maria, offered_to=world.tom)
    world.work.people.merge(world.maria, world.tom)
    world.again()
    found = world.work.projects(ALL).get(project.id)
    assert found is not None
    assert (found.lead, found.offered_to) == (world.maria, None)


def test_who_asked_after_a_task_goes_along(world: World) -> None:
    """A nudge is by the person that stays; two of one day are one."""
    task = world.task()
    ana = world.person("Ana")
    for day, by in (
        ("2026-11-23", world.tom),
        ("2026-11-23", world.maria),
        ("2026-11-24", world.tom),
    ):
        wanted = Wanted(
            task_ref(task.id), NoticeKind.NUDGED, f"{day}|{by}", to_person(ana), Manner.NOW, NOW
        )
        world.work.notices.owe(wanted, NOW)
    world.work.people.merge(world.maria, world.tom)
    world.again()
    slots = sorted(n.wanted.slot for n in world.work.notices.of(task_ref(task.id)))
    assert slots == [f"2026-11-23|{world.maria}", f"2026-11-24|{world.maria}"]


def test_what_was_typed_is_still_there(world: World) -> None:
    """A button under what the one typed finds it for the other; of two the stayer's holds."""
    for person, name in ((world.tom, "a"), (world.tom, "lately"), (world.maria, "lately")):
        key = f"kept:{world.id}.{person}:{name}"
        world.unit.inbox.begin(key, NOW)
        world.unit.inbox.finish(key, f"typed by {person}")
    world.work.people.merge(world.maria, world.tom)
    world.again()
    kept = [world.unit.inbox.look(f"kept:{world.id}.{world.maria}:{n}") for n in ("a", "lately")]
    assert [each.outcome for each in kept if each] == [
        f"typed by {world.tom}", f"typed by {world.maria}",
    ]  # fmt: skip


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


def test_who_became_somebody_becomes_who_they_become(world: World) -> None:
    """Two joins after each other lead to the person who is there."""
    ana = world.person("Ana")
    people = world.work.people
    for stays, goes in ((world.tom, ana), (world.maria, world.tom)):
        known = people.person(goes)
        assert known is not None
        people.merge(stays, goes)
        people.save_person(nobody(known, stays))
    world.again()
    for number in (ana, world.tom, world.maria):
        assert now_is(world.work.people, number) == world.maria
