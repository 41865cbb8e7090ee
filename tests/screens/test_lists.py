"""My list, other lists, home: parts in order, folded, with a fixed number of questions."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import event

from core.kernel.audience import ForPerson
from core.links.commands import WaitFor
from core.people.commands import SetLeave
from core.people.settling import set_leave
from core.screens.facts import lines_of
from core.screens.home import home
from core.screens.listing import Chosen, Listing, task_list
from core.screens.lists import my_list
from core.screens.scene import scene_of
from core.screens.views import TaskList
from core.tasks.commands import Finish, Start
from core.tasks.commands_blocking import Block, GiveHelp
from core.tasks.model import Due
from core.tasks.ports import TaskFilter
from tests.screens.reading import labels, lines, screen, words
from tests.support.worlds import World


def _due(days: int) -> Due:
    at = datetime(2026, 11, 23, 17, tzinfo=UTC) + timedelta(days=days)
    return Due(at, "Europe/London", has_time=True)


def _mine(world: World, who: str) -> TaskList:
    person = world.people[who]
    return screen(world, who, lambda work, r, p: my_list(work, person, r, p))


def test_my_list_has_its_parts_in_order(world: World) -> None:
    """What waits for me comes first, then late, today, this week, later, and no date."""
    check = world.add("maria", "tom", title="Check me", criteria=("x",))
    world.do("tom", Finish(check.id))
    stuck = world.add("jon", "tom", title="Help me")
    world.do("tom", Block(stuck.id, "needs a key", world.people["maria"]))
    for title, days in (("Late", -1), ("Today", 0), ("Soon", 3), ("Later", 30)):
        world.add(title=title, due=_due(days))
    world.add(title="Some day")
    view = _mine(world, "maria")
    parts = {words(s.title): [line.title for line in s.lines] for s in view.sections}
    assert parts == {
        "Waits for you": ["Check me", "Help me"],
        "Past their date": ["Late"],
        "Today": ["Today"],
        "This week": ["Soon"],
        "Later": ["Later"],
        "Without a date": ["Some day"],
    }
    first = view.sections[0]
    assert [words(line.remark) for line in first.lines] == ["please check", "needs your help"]
    assert [labels(row)[0] for row in first.buttons] == ["Accept", "I'll do it"]


def test_a_way_that_seems_free_waits_for_its_owner(world: World) -> None:
    """Who may be able to go on is asked in the list as well, once."""
    task = world.add("maria", "tom", title="Order disks", due=_due(3))
    world.do("tom", Block(task.id, "which size?", world.people["jon"]))
    world.do("jon", GiveHelp(task.id))
    [section] = _mine(world, "tom").sections
    assert [words(line.remark) for line in section.lines] == ["can you go on?"]
    assert labels(section.buttons[0])[:2] == ["Yes, I can go on", "No, still blocked"]


def test_an_empty_list_says_how_to_fill_it(world: World) -> None:
    """The first look is no dead end."""
    view = _mine(world, "tom")
    assert view.sections == ()
    assert "/task add" in words(view.empty)


def test_a_long_list_is_folded_and_counted(world: World) -> None:
    """More than fits is said as a number."""
    for number in range(45):
        world.add(title=f"Task {number}", due=_due(3))
    (section,) = _mine(world, "maria").sections
    assert (len(section.lines), section.hidden) == (20, 25)


def test_what_somebody_else_checks_is_not_mine_to_do(world: World) -> None:
    """It stands apart, without buttons."""
    task = world.add(title="Done", criteria=("x",))
    world.do("maria", Finish(task.id))
    (section,) = _mine(world, "maria").sections
    assert (words(section.title), section.buttons) == ("Somebody else checks", ())


def test_a_list_asks_as_often_for_fifty_tasks_as_for_five(world: World) -> None:
    """Lines are loaded together: people, waiting tasks and projects in one question each."""
    project = world.project()

    def questions(count: int) -> int:
        tasks = [world.add(title=f"T {n}", due=_due(2), project=project) for n in range(count)]
        world.do("ana", WaitFor(tasks[1].id, (tasks[0].id,)))
        asked: list[str] = []

        def note(conn, cursor, statement, *rest) -> None:  # noqa: ANN001, ANN002
            asked.append(statement)

        def build(work, r, p):  # noqa: ANN001, ANN202
            found = work.tasks(ForPerson(world.people["ana"])).find(TaskFilter(), 200)
            event.listen(world.engine, "before_cursor_execute", note)
            return lines_of(scene_of(work, ForPerson(world.people["ana"]), r, p), found)

        shown = screen(world, "ana", build)
        event.remove(world.engine, "before_cursor_execute", note)
        assert len(shown) >= count
        return len(asked)

    assert questions(5) == questions(50)


def test_a_named_list_says_whose_it_is(world: World) -> None:
    """The title comes from the catalogue, with what it names."""
    task = world.add(title="One")
    query = Listing((Chosen("project", "infra"), Chosen("overdue")), kept="k")
    view = screen(world, "jon", lambda w, r, p: task_list(w, query, [task], 14, r, p))
    assert words(view.title) == "Open in #infra · past their date"
    assert lines(view.footer) == ["1 to 1 of 14"]
    assert labels(view.buttons) == ["Next", "Choose several", "Open my list"]


def test_a_list_without_tasks_says_what_was_understood(world: World) -> None:
    """Each filter by its name, and which others there are."""
    query = Listing((Chosen("person", "Maria"), Chosen("blocked")))
    view = screen(world, "jon", lambda w, r, p: task_list(w, query, [], 0, r, p))
    assert words(view.empty).startswith("Nothing is with Maria · blocked. Filters that I know:")


def test_home_is_my_list_under_the_day(world: World) -> None:
    """The headline has the reader's own date."""
    world.add(title="Today", due=_due(0))
    person = world.people["maria"]
    view = screen(world, "maria", lambda w, r, p: home(w, person, r, p), zone="Pacific/Auckland")
    assert words(view.list.title) == "Mon 23 Nov: your tasks"
    assert lines(view.list.footer) == [
        "Your brief comes at 09:00 on days that you work.",
        "To add one: /task add Renew the certificate @maria friday",
    ]
    assert labels(view.buttons) == ["Settings", "Away ...", "Help"]


def test_home_has_what_others_do_and_what_is_due_this_week(world: World) -> None:
    """Today, this week and later are parts of their own; what was asked of others comes last."""
    for title, days in (("Now", 0), ("Soon", 3), ("Far", 30)):
        world.add(title=title, due=_due(days))
    world.add("maria", "jon", title="Of Jon")
    person = world.people["maria"]
    view = screen(world, "maria", lambda w, r, p: home(w, person, r, p))
    parts = [(words(s.title), [line.title for line in s.lines]) for s in view.list.sections]
    assert parts == [
        ("Today", ["Now"]), ("This week", ["Soon"]), ("Later", ["Far"]),
        ("You wait for others", ["Of Jon"]),
    ]  # fmt: skip


def test_home_says_that_its_reader_is_away(world: World) -> None:
    """Until when, and when they are back."""
    person = world.people["maria"]
    away = SetLeave(person, date(2026, 11, 23), date(2026, 11, 27))
    world.work(lambda work: set_leave(work, away, world.context("maria")))
    view = screen(world, "maria", lambda w, r, p: home(w, person, r, p))
    said = lines(view.list.footer)[0]
    assert said.startswith("You are away until Fri 27 Nov; back on Mon 30 Nov.")


def test_only_begun_work_is_called_quiet(world: World) -> None:
    """A task that nobody has begun is not quiet, it waits."""
    begun, waiting = world.add(title="Begun"), world.add(title="Waiting")
    world.do("maria", Start(begun.id))
    world.later(days=5)
    tasks = [world.task(begun.id), world.task(waiting.id)]
    audience = ForPerson(world.people["maria"])
    shown = screen(world, "maria", lambda w, r, p: lines_of(scene_of(w, audience, r, p), tasks))
    assert [line.silent is not None for line in shown] == [True, False]
