"""One act on several tasks: read, foreseen, done in one unit, and taken back by one undo."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import dispatch
from core.catalogue import SEVERAL
from core.context import Outcome
from core.kernel.errors import BadInput, ChivvyError, NotAllowed
from core.kernel.refs import TaskId
from core.many import foresee, marked
from core.people.model import Role
from core.queries import ForeseeMany, FormButton
from core.reading.several import Ticked, tasks_in
from core.reading.typed import Typed
from core.reading.verbs import read_task
from core.screens.views import TaskList
from core.tasks.commands import AddNote, Assign, Drop, Finish, SetDue, SetPriority, Start, Undo
from core.tasks.model import Due, Priority, Status
from core.tasks.several import ACTS, ActOnMany, decode, encode
from tests.screens.reading import words
from tests.support.worlds import World

FRIDAY = datetime(2026, 11, 27, 17, tzinfo=UTC)


def read(world: World, typed: str, who: str = "jon") -> object:
    """What a typed line asks for."""
    ctx = world.context(who)
    return world.work(lambda work: read_task(work, typed, ctx))


def handle(world: World, who: str, intent: object) -> Outcome:
    """Through the door."""
    with world.unit() as unit:
        return dispatch.handle(unit, intent, world.context(who))  # type: ignore[arg-type]


def three(world: World, **draft: object) -> tuple[TaskId, ...]:
    """Three tasks that Jon asked Maria for."""
    return tuple(world.add(title=f"Step {n}", **draft).id for n in range(3))


def test_verbs_of_the_catalogue_are_those_that_take_several() -> None:
    """Help and readers name the same verbs."""
    assert ACTS.keys() == SEVERAL


@pytest.mark.parametrize(
    ("typed", "tasks", "rest"),
    [
        ("T-1 T-2 T-3 not needed", (1, 2, 3), "not needed"),
        ("T-1, t2 and #3: not needed", (1, 2, 3), "not needed"),
        ("T-1 T-1 T-2", (1, 2), ""),
        ("1 2 3", (1, 2, 3), ""),
        ("1, 2 and 3", (1, 2, 3), ""),
        ("T-1 2 servers are gone", (1,), ""),
        ("1, 2 servers are gone", (1,), ""),
        ("1 8812", (1,), ""),
        ("T-1 8812", (1,), ""),
        ("the client left", (), "the client left"),
    ],
)
def test_numbers_are_told_from_words(
    world: World, typed: str, tasks: tuple[int, ...], rest: str
) -> None:
    """A bare number that may belong to a note is one."""
    three(world)
    ctx = world.context("jon")
    found, behind = world.work(lambda work: tasks_in(Typed(work, ctx, typed), "drop"))
    assert found == tasks
    assert behind == rest or len(tasks) == 1


def test_a_name_may_follow_bare_numbers(world: World) -> None:
    """Where no free words can follow, a comma between them is enough."""
    three(world)
    maria = world.people["maria"]
    assert read(world, "assign 1, 2 @maria") == ActOnMany(
        Assign(TaskId(1), maria), (TaskId(1), TaskId(2))
    )


def test_below_four_it_is_done_and_from_four_shown(world: World) -> None:
    """What would happen is shown first where somebody may have lost track."""
    assert isinstance(read(world, "done T-1 T-2 T-3"), ActOnMany)
    assert isinstance(read(world, "done T-1 T-2 T-3 T-4"), ForeseeMany)
    assert read(world, "done T-1 all good") == Finish(TaskId(1), "all good")


def test_numbers_before_the_verb_are_turned_round(world: World) -> None:
    """Nothing is done; what to type has them all, and the words behind."""
    three(world)
    with pytest.raises(BadInput, match="verb_first") as refused:
        read(world, "T-1, T-3 finish ticket 8812")
    assert refused.value.fields["example"] == "/task done T-1 T-3 ticket 8812"


def test_what_is_missing_is_asked_by_a_form(world: World) -> None:
    """A reason or a date for all of them; the tasks are ticked in it."""
    three(world)
    asked = read(world, "drop T-1 T-3")
    assert isinstance(asked, FormButton)
    assert Ticked.read(asked.text).tasks == (1, 3)


def test_a_name_that_is_several_peoples_is_refused_with_them(world: World) -> None:
    """Nothing is guessed, and who may be meant comes with the refusal."""
    three(world)
    world.meet("maria2")
    with pytest.raises(BadInput, match=r"unknown_person|misspelt_person"):
        read(world, "assign T-1 T-2 @nobody")


def test_too_many_are_refused_with_a_filter(world: World) -> None:
    """Fifty is what one act takes."""
    with pytest.raises(BadInput, match="too_many_tasks"):
        read(world, "done " + " ".join(f"T-{n}" for n in range(1, 53)))


def test_each_is_asked_for_by_itself(world: World) -> None:
    """No right, done already, not there: left alone with the reason; the others are done."""
    mine = world.add("jon", "jon", title="Mine").id
    closed = world.add("jon", "jon", title="Closed").id
    world.do("jon", Finish(closed))
    others = world.add("maria", "maria", title="Another's").id
    hidden = world.add("maria", "maria", place=world.private, title="Quetzal").id
    asked = ActOnMany(Finish(mine), (mine, closed, others, hidden, TaskId(99)))
    outcome = handle(world, "jon", asked)
    assert world.task(mine).status is Status.DONE
    assert world.task(others).status.open
    shown = outcome.view
    assert isinstance(shown, TaskList)
    left = {line.handle: words(line.remark) for line in shown.sections[1].lines}
    assert "is done already" in left["T-2"]
    assert "Maria" in left["T-3"]
    assert {event.subject.id for event in outcome.events} == {mine}


def test_unseen_and_unknown_are_one(world: World) -> None:
    """A private task of others and a number that never was are named alike, without a title."""
    hidden = world.add("maria", "maria", place=world.private, title="Quetzal").id
    asked = ActOnMany(Finish(hidden), (hidden, TaskId(99)))
    shown = handle(world, "tom", asked).view
    assert isinstance(shown, TaskList)
    assert "Quetzal" not in str(shown)
    assert words(shown.footer[0]).startswith("T-1, T-99: there are no such tasks")


def test_foreseeing_changes_nothing(world: World) -> None:
    """What would happen is told by the services themselves, and nothing of it is kept."""
    tasks = three(world, criteria=("x",))
    ctx = world.context("maria")
    asked = ActOnMany(Finish(tasks[0], "all good"), tasks)
    before = [world.task(task) for task in tasks]
    told = [world.events(task) for task in tasks]
    would = world.work(lambda work: foresee(work, asked, ctx))
    assert [change.task.status for change in would.changed] == [Status.IN_REVIEW] * 3
    assert [world.task(task) for task in tasks] == before
    assert [world.events(task) for task in tasks] == told


@pytest.mark.parametrize("verb", sorted(ACTS))
def test_what_is_foreseen_comes_true(world: World, verb: str) -> None:
    """Of every verb: the same tasks change, the same are left alone."""
    one, two, _ = three(world)
    unowned = world.add(owner=None, title="Open").id
    world.do("maria", Start(two))
    world.do("jon", Drop(one, "no"))
    values = {
        "assign": {"owner": world.people["tom"]},
        "due": {"due": Due(FRIDAY, "Europe/London")},
        "priority": {"priority": Priority.HIGH},
        "move": {"to": world.project()},
        "drop": {"reason": "not needed"},
    }.get(verb, {})
    asked = ActOnMany(ACTS[verb](one, **values), (one, two, unowned))  # type: ignore[arg-type]
    for who in ("maria", "jon", "tom"):
        ctx = world.context(who)
        try:
            would = world.work(lambda work, ctx=ctx: foresee(work, asked, ctx))
        except ChivvyError as refused:
            with pytest.raises(type(refused)):
                handle(world, who, asked)
            continue
        events = handle(world, who, asked).events
        assert {e.subject.id for e in events} == {c.task.id for c in would.changed}


def test_what_changed_since_it_was_shown_is_left_alone(world: World) -> None:
    """Somebody moved a date, somebody finished one: both are named when it is applied."""
    tasks = three(world)
    asked = ActOnMany(Drop(tasks[0], "not needed"), tasks)
    ctx = world.context("jon")
    shown = world.work(lambda work: marked(asked, foresee(work, asked, ctx)))
    world.do("maria", SetDue(tasks[0], Due(FRIDAY, "Europe/London")))
    world.do("maria", AddNote(tasks[2], "Nearly there"))
    outcome = handle(world, "jon", decode(encode(shown)))
    assert [world.task(task).status.open for task in tasks] == [True, False, False]
    view = outcome.view
    assert isinstance(view, TaskList)
    assert "changed since you looked" in words(view.sections[1].lines[0].remark)


def test_a_date_is_the_end_of_each_owners_day(world: World) -> None:
    """Without an hour the date means the end of the day of whoever has the task."""
    tasks = three(world)
    due = Due(datetime(2026, 11, 27, 22, 59, tzinfo=UTC), "Europe/Berlin")
    handle(world, "jon", ActOnMany(SetDue(tasks[0], due), tasks))
    [after] = {world.task(task).due for task in tasks}
    assert after is not None
    assert (after.zone, after.day) == ("Europe/London", due.day)


def test_what_is_wrong_with_the_words_is_said_once(world: World) -> None:
    """A date that is over is refused as for one task, not task by task."""
    tasks = three(world)
    past = Due(datetime(2020, 1, 1, tzinfo=UTC), "Europe/London")
    with pytest.raises(BadInput, match="past_date"):
        handle(world, "jon", ActOnMany(SetDue(tasks[0], past), tasks))


def test_one_undo_for_all(world: World) -> None:
    """All go back, save what somebody changed since: that is named."""
    tasks = three(world)
    handle(world, "jon", ActOnMany(SetPriority(tasks[0], Priority.HIGH), tasks))
    world.do("maria", SetPriority(tasks[1], Priority.LOW))
    view = handle(world, "jon", Undo()).view
    levels = [world.task(task).priority for task in tasks]
    assert levels == [Priority.MEDIUM, Priority.LOW, Priority.MEDIUM]
    said = " ".join(words(line) for line in view.lines)  # type: ignore[union-attr]
    assert "1 more task went back" in said
    assert "T-2 (Maria)" in said


def test_undo_of_several_by_somebody_else(world: World) -> None:
    """Who did none of it takes nothing back."""
    tasks = three(world)
    cause = handle(world, "jon", ActOnMany(SetPriority(tasks[0], Priority.HIGH), tasks)).events
    with pytest.raises(NotAllowed):
        handle(world, "tom", Undo(cause[0].cause))


def test_a_task_that_came_again_stays_with_one_that_is_not_undone(world: World) -> None:
    """Two that repeat are done at once; one was touched since: what followed it stays too."""
    for number in (1, 2):
        world.add("jon", "jon", title=f"Report {number}")
        handle(world, "jon", read(world, f"repeat T-{number} every monday"))
    handle(world, "jon", read(world, "done T-1 T-2"))
    world.do("jon", read(world, "reopen T-1 not yet"))
    handle(world, "jon", Undo(world.events(TaskId(2))[-1].cause))
    assert world.task(TaskId(2)).status.open
    assert world.task(TaskId(1)).status.open
    later = [world.task(TaskId(n)).status for n in (3, 4)]
    assert sorted(status.open for status in later) == [False, True]


def test_guests_act_on_what_they_see(world: World) -> None:
    """A guest's list of numbers reaches the tasks of their own places alone."""
    world.meet("lee", Role.GUEST)
    task = world.add("jon", "maria").id
    shown = handle(world, "lee", ActOnMany(Finish(task), (task, TaskId(99)))).view
    assert isinstance(shown, TaskList)
    assert "Renew" not in str(shown)


@given(
    verb=st.sampled_from(sorted(ACTS)),
    tasks=st.lists(st.integers(1, 10**6).map(TaskId), min_size=1, max_size=50, unique=True),
    said=st.text(max_size=200),
)
def test_what_waits_for_apply_is_kept_whole(verb: str, tasks: list[TaskId], said: str) -> None:
    """Encoding keeps every value."""
    values = {
        "assign": {"owner": 7},
        "due": {"due": Due(FRIDAY, "Europe/London"), "reason": said},
        "priority": {"priority": Priority.HIGH},
        "drop": {"reason": said},
        "done": {"note": said},
        "move": {"to": 5, "agreed": "~"},
    }.get(verb, {})
    asked = ActOnMany(ACTS[verb](tasks[0], **values), tuple(tasks), {tasks[0]: "todo|1|"})  # type: ignore[arg-type]
    assert decode(encode(asked)) == asked


@pytest.mark.parametrize("kept", ["", "{}", "[]", "list @maria", '{"verb": "eat", "tasks": [1]}'])
def test_nothing_else_is_taken_for_it(kept: str) -> None:
    """A button of something else is stale."""
    with pytest.raises(BadInput, match="stale_button"):
        decode(kept)
