"""Lists of a whole workspace are as if everything were sorted, which it never is."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from adapters.db.repositories import wide, words
from core.kernel.audience import ForPerson
from core.kernel.refs import TaskId
from core.people.model import PlaceKind
from core.tasks.model import OPEN, Due, Priority, Status
from core.tasks.ports import TaskFilter
from tests.storage.repositories.world import ALL, MINUTE, NOW, World

CLOSED = (Status.DONE, Status.DROPPED)


def crowd(world: World) -> list[TaskId]:
    """Tasks of every status, dated and not, of every priority."""
    made = []
    for number in range(42):
        status = list(Status)[number % 7]
        due = Due(NOW + timedelta(days=number % 4), "UTC") if number % 3 else None
        closed = None if status.open else NOW - number % 5 * MINUTE
        priority = list(Priority)[number % 4]
        task = world.task(status=status, due=due, priority=priority, closed_at=closed)
        made.append(task.id)
    return made


def pages(world: World, wanted: TaskFilter, size: int = 5) -> Sequence[TaskId]:
    """All that is found, page by page."""
    tasks, found = world.work.tasks(ALL), list[TaskId]()
    while page := tasks.find(wanted, size, len(found)):
        found += [task.id for task in page]
    return found


def test_open_tasks_are_in_the_order_of_their_dates(world: World) -> None:
    """None last; then by priority and number; whichever status they have."""
    every = world.work.tasks(ALL).many(crowd(world)).values()
    rank = list(Priority).index
    expected = sorted(
        (task for task in every if task.status.open),
        key=lambda t: (t.due is None, t.due.at if t.due else NOW, rank(t.priority), t.id),
    )
    assert pages(world, TaskFilter(statuses=OPEN)) == [task.id for task in expected]


@pytest.mark.parametrize("few", [0, 2000])
@pytest.mark.parametrize("statuses", [(), CLOSED, (Status.TODO, Status.DONE)])
def test_news_come_first(
    world: World, monkeypatch: pytest.MonkeyPatch, statuses: tuple[Status, ...], few: int
) -> None:
    """Open ones by number, the newest first, then what closed last; be they few or many."""
    monkeypatch.setattr(wide, "FEW", few)
    every = world.work.tasks(ALL).many(crowd(world)).values()
    wanted = [task for task in every if task.status in (statuses or Status)]
    opened = sorted((t.id for t in wanted if t.status.open), reverse=True)
    closed = sorted((t for t in wanted if t.closed_at), key=lambda t: (t.closed_at, t.id))
    expected = [*opened, *(task.id for task in reversed(closed))]
    assert pages(world, TaskFilter(statuses=statuses, newest=True)) == expected


def test_a_wide_list_has_nothing_private(world: World) -> None:
    """Neither a task nor its number in the count."""
    den = world.place("den", PlaceKind.GROUP)
    seen = world.task(requester=world.maria)
    world.task(requester=world.maria, visible_in=den)
    tasks, wanted = world.work.tasks(ForPerson(world.tom)), TaskFilter(statuses=OPEN)
    assert [task.id for task in tasks.find(wanted)] == [seen.id]
    assert tasks.count(wanted) == 1


def test_counting_ends_where_it_is_told_to(world: World) -> None:
    """As many as there are, or as many as were asked for."""
    for _ in range(4):
        world.task()
    counts = [world.work.tasks(ALL).count(TaskFilter(statuses=OPEN), most) for most in (3, 4, 9)]
    assert counts == [3, 4, 4]


def test_words_that_many_have_find_the_newest(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rare word finds old tasks too, together with one that all have."""
    monkeypatch.setattr(words, "COMMON", 2)
    old, *_, last = [world.task(f"Mend the {what}") for what in ("roof", "wall", "gate", "roof")]
    newest = {task.id for task in world.work.tasks(ALL).find(TaskFilter(words="mend the"))}
    assert last.id in newest and old.id not in newest
    rare = world.work.tasks(ALL).find(TaskFilter(words="mend roof"))
    assert [task.id for task in rare] == [old.id, last.id]
    among = [TaskFilter(words="mend the"), TaskFilter(words="mend roof"), TaskFilter()]
    assert list(map(world.work.tasks(ALL).looked_among, among)) == [2, None, None]


def test_of_what_is_narrow_already_common_words_find_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's tasks are few: the old ones among them are found too, and nothing is said."""
    monkeypatch.setattr(words, "COMMON", 2)
    old = world.task("Mend the roof", owner=world.tom)
    for what in ("wall", "gate", "door"):
        world.task(f"Mend the {what}")
    wanted = TaskFilter(words="mend the", owner=world.tom)
    assert [task.id for task in world.work.tasks(ALL).find(wanted)] == [old.id]
    assert world.work.tasks(ALL).looked_among(wanted) is None


@pytest.mark.parametrize("latest", [1, 3, 1000])
@pytest.mark.parametrize("owned", [False, True])
def test_what_is_found_by_common_words_stands_in_one_order(
    world: World, monkeypatch: pytest.MonkeyPatch, latest: int, owned: bool
) -> None:
    """Open ones first, the newest before the others, then what closed last; on each page."""
    whole = TaskFilter(words="mend", newest=True, owner=world.tom if owned else None)
    for number, status in enumerate((*Status, *Status, Status.TODO, Status.DONE)):
        ended = None if status.open else NOW - timedelta(minutes=number)
        world.task("Mend the roof", status=status, closed_at=ended, owner=world.tom)
    expected = pages(world, whole)
    monkeypatch.setattr(words, "COMMON", 9)
    monkeypatch.setattr(wide, "LATEST", latest)
    some = 20 if owned else 9
    newest = sorted(expected)[-some:]
    world.again()
    assert pages(world, whole) == [number for number in expected if number in newest]
