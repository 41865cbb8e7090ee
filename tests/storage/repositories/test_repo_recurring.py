"""Series and their occurrences, on both databases."""

from dataclasses import replace
from datetime import date, time, timedelta

from sqlalchemy import Connection, text

from core.calendar.repeats import Pattern
from core.kernel.refs import ProjectId, SeriesId, TaskId
from core.recurring.model import Occurrence, Series, as_set, decode, encode
from tests.storage.repositories.world import NOW, World

FRIDAY = date(2026, 11, 27)
WEEKLY = Pattern("FREQ=WEEKLY;BYDAY=FR", "Europe/Berlin", FRIDAY, time(9, 30), from_completion=True)


def kept(world: World, **facts: object) -> Series:
    number = SeriesId(world.work.new_id())
    series = Series(world.id, number, WEEKLY, {"title": 7, "project": None}, **facts)  # type: ignore[arg-type]
    world.work.recurrences.put(series)
    return series


def occurs(world: World, series: Series, week: int) -> TaskId:
    task = world.task().id
    slot = FRIDAY + week * timedelta(days=7)
    assert world.work.recurrences.place(Occurrence(series.id, slot, task))
    return task


def test_a_series_comes_back_as_it_was_kept(world: World) -> None:
    """Rule, zone, wall time, template, pause and the next look, added and changed."""
    series = kept(world)
    changed = replace(
        series, on=False, paused_until=FRIDAY, passed=FRIDAY, next_at=NOW,
        pattern=replace(WEEKLY, wall=None, from_completion=False),
    )  # fmt: skip
    assert world.work.recurrences.get(series.id) == series
    world.work.recurrences.put(changed)
    assert world.work.recurrences.get(series.id) == changed


def test_what_people_set_is_one_value_of_an_event(world: World) -> None:
    """Encoded and decoded it is the same; bookkeeping is not part of it."""
    series = kept(world, paused_until=FRIDAY)
    setup = decode(encode(replace(series, next_at=NOW, passed=FRIDAY)))
    other = replace(series, on=False, paused_until=None, template={})
    assert as_set(other, setup) == series


def test_a_day_and_a_task_have_one_place(world: World) -> None:
    """A second task for a day, and a second day for a task, are refused."""
    series = kept(world)
    first = occurs(world, series, 0)
    recurrences = world.work.recurrences
    assert not recurrences.place(Occurrence(series.id, FRIDAY, world.task().id))
    assert not recurrences.place(Occurrence(series.id, FRIDAY + timedelta(days=7), first))
    recurrences.displace(first)
    assert recurrences.place(Occurrence(series.id, FRIDAY, first))


def test_the_newest_come_first(world: World) -> None:
    """By their days, as many as are asked for."""
    series = kept(world)
    tasks = [occurs(world, series, week) for week in (1, 0, 2)]
    found = world.work.recurrences.newest(series.id, 2)
    assert [each.task for each in found] == [tasks[2], tasks[0]]
    assert world.work.recurrences.count(series.id) == 3


def test_how_tasks_repeat_is_one_question(world: World) -> None:
    """Those that do, with the day that each stands for; nothing for the others."""
    series = kept(world)
    first, second, single = occurs(world, series, 0), occurs(world, series, 1), world.task().id
    found = world.work.recurrences.of([first, second, single])
    assert {task: each.slot for task, each in found.items()} == {
        first: FRIDAY, second: FRIDAY + timedelta(days=7),
    }  # fmt: skip
    assert found[first].series == series
    assert world.work.recurrences.of([]) == {}


def test_due_are_those_whose_time_has_come(world: World) -> None:
    """Longest ago first; the workspace is named to the scheduler, and when to look next."""
    later = kept(world, next_at=NOW - timedelta(minutes=1))
    first = kept(world, next_at=NOW - timedelta(hours=1))
    kept(world, next_at=NOW + timedelta(hours=1))
    kept(world)
    recurrences = world.work.recurrences
    assert recurrences.due(NOW, 10) == [first, later]
    assert recurrences.due(NOW, 1) == [first]
    assert recurrences.earliest() == first.next_at
    assert world.id in world.unit.directory.due(NOW)


def test_those_of_a_project_that_go_on(world: World) -> None:
    """What was stopped is not among them."""
    mine = ProjectId(world.work.new_id())
    running = kept(world)
    running = replace(running, template={"project": mine})
    world.work.recurrences.put(running)
    world.work.recurrences.put(replace(kept(world), template={"project": mine}, on=False))
    kept(world)
    assert list(world.work.recurrences.in_project(mine)) == [running]


def test_due_is_found_by_an_index(world: World, connection: Connection) -> None:
    """It costs what is due, not what exists."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    rows = connection.execute(text(explain + _LOOK))
    assert "ix_recurrences_next_at" in "".join(str(row) for row in rows)


_LOOK = """SELECT * FROM recurrences WHERE workspace_id = 1 AND next_at <= '2026-11-23 09:00'
ORDER BY next_at"""
