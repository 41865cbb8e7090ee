"""What first, and why: one order and one sentence of reason for each task."""

from datetime import UTC, datetime, timedelta

from core.kernel.refs import task_ref
from core.links.commands import WaitFor
from core.screens.firsts import first_tasks
from core.screens.history import page
from core.screens.views import TaskList
from core.screens.why import why
from core.tasks.commands import Finish, NotNow, SetPriority
from core.tasks.model import Due, Priority
from tests.screens.reading import labels, screen, words
from tests.support.worlds import World


def _due(days: int) -> Due:
    at = datetime(2026, 11, 23, 17, tzinfo=UTC) + timedelta(days=days)
    return Due(at, "Europe/London", has_time=True)


def _first(world: World, who: str = "maria") -> TaskList:
    person = world.people[who]
    return screen(world, who, lambda work, r, p: first_tasks(work, person, r, p))


def test_the_order_is_the_weight_of_the_reasons(world: World) -> None:
    """An answer that others wait for, late, holding others up, today, high."""
    check = world.add("maria", "tom", title="Check me", criteria=("x",))
    world.do("tom", Finish(check.id))
    world.add(title="High", priority=Priority.HIGH)
    world.add(title="Today", due=_due(0))
    holds = world.add(title="Holds up")
    later = world.add(title="Waits", due=_due(60))
    world.do("maria", WaitFor(later.id, (holds.id,)))
    world.add(title="Late", due=_due(-1))
    [section] = _first(world).sections
    said = [(line.title, words(line.remark)) for line in section.lines]
    assert [title for title, _ in said] == ["Check me", "Late", "Holds up", "Today", "High"]
    assert said[0][1] == "it is done and waits only for your check."
    assert said[2][1] == f"T-{later.id} can't begin before it."
    assert labels(section.buttons[0])[0] == "Accept"


def test_what_begins_later_is_not_first(world: World) -> None:
    """Other work came before it."""
    task = world.add(title="Later")
    world.do("maria", NotNow(task.id, datetime(2026, 12, 1, tzinfo=UTC).date()))
    view = _first(world)
    assert view.sections == ()
    assert words(view.empty).startswith("Nothing waits for you.")


def test_a_history_has_pages(world: World) -> None:
    """Ten lines each, newest first."""
    task = world.add()
    for number in range(12):
        priority = Priority.HIGH if number % 2 == 0 else Priority.LOW
        world.do("maria", SetPriority(task.id, priority))
    now = world.task(task.id)
    first = screen(world, "jon", lambda w, r, p: page(w, now, 0, r, p))
    assert len(first.lines) == 11 and labels(first.buttons) == ["Next", "Details"]
    last = screen(world, "jon", lambda w, r, p: page(w, now, 1, r, p))
    assert labels(last.buttons) == ["Back", "Details"]
    assert "added it" in words(last.lines[-1])


def test_why_says_what_one_is_to_a_task_of_which_nothing_was_told(world: World) -> None:
    """And of one that is not seen, what it says of one that does not exist."""
    task = world.add(place=world.private)

    def said(who: str, number: int) -> str:
        view = screen(world, who, lambda w, r, p: why(w, task_ref(number), None, r, p))
        return words(view.lines[0])

    assert "you have it" in said("maria", task.id)
    assert "you asked for it" in said("jon", task.id)
    assert said("tom", task.id) == said("tom", 999)
