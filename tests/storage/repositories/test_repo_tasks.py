"""Tasks, texts and events as the store keeps them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from core.followup.model import Manner, NoticeKind, NoticeState, Wanted, to_person
from core.kernel.audience import ForPerson, InPlace
from core.kernel.errors import Conflict, NotFound
from core.kernel.events import Event, Verb
from core.kernel.refs import ProjectId, TaskId, TextId, WorkspaceId, task_ref
from core.links.model import Dependency
from core.people.model import PlaceKind
from core.tasks.model import (
    Act,
    Blocker,
    Criterion,
    Due,
    Priority,
    Source,
    Status,
    Task,
    changed,
    snapshot,
)
from core.tasks.ports import TaskFilter
from core.tasks.standing import Notable, standing
from tests.storage.repositories.world import ALL, MINUTE, NOW, World

moments = st.integers(0, 10**15).map(lambda n: NOW - timedelta(days=9000, microseconds=-n))
zones = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu"])
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
bodies = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
short = bodies.map(lambda body: body[:40])


def read(world: World, task: TaskId) -> Task | None:
    """As another unit sees it."""
    world.work.texts.flush()
    world.again()
    return world.work.tasks(ALL).get(task)


@st.composite
def tasks(draw: st.DrawFn, world: World, project: ProjectId) -> Task:
    """Any task whose people, places and project exist."""
    person = st.sampled_from([world.maria, world.tom])
    perhaps_person = st.none() | person
    place = st.just(world.general)
    text = st.builds(world.work.texts.new, bodies, perhaps_person)
    return draw(
        st.builds(
            Task,
            workspace=st.just(world.id),
            id=st.builds(world.work.task_writer.next_number),
            title=text,
            status=st.sampled_from(Status),
            requester=person,
            created_at=moments,
            touched_at=moments,
            notes=st.none() | text,
            owner=perhaps_person,
            verifier=perhaps_person,
            finished_by=perhaps_person,
            project=st.none() | st.just(project),
            priority=st.sampled_from(Priority),
            due=st.none() | st.builds(Due, moments, zones, st.booleans()),
            dateless=st.booleans(),
            start_on=st.none() | days,
            estimate=st.none() | st.integers(0, 10**6),
            criteria=st.lists(st.builds(Criterion, text, st.booleans()), max_size=4).map(tuple),
            blocker=st.none()
            | st.builds(
                Blocker,
                reason=text,
                since=moments,
                helper=perhaps_person,
                promised_until=st.none() | moments,
                freed_at=st.none() | moments,
                outside=st.none() | short,
                check_on=st.none() | days,
            ),
            source=st.none() | st.builds(Source, place, short, short, bodies, perhaps_person),
            visible_in=st.none() | place,
            started_at=st.none() | moments,
            finished_at=st.none() | moments,
            closed_at=st.none() | moments,
            checked=st.booleans(),
            quiet_until=st.none() | moments,
            declines=st.integers(0, 99),
            version=st.integers(0, 10**6),
        )
    )


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_field_of_a_task_comes_back(engine: Engine, data: st.DataObject) -> None:
    """What is added is read, and what is saved is read, in every field."""
    with engine.connect() as connection, connection.begin() as transaction:
        world = World(connection)
        project = world.project("launch").id
        added = data.draw(tasks(world, project))
        world.work.task_writer.add(added)
        saved = data.draw(tasks(world, project))
        saved = replace(saved, id=added.id, version=added.version + 1)
        assert read(world, added.id) == added
        world.work.task_writer.save(saved)
        assert read(world, added.id) == saved
        transaction.rollback()


def test_a_saved_task_comes_back(world: World) -> None:
    """A change of every kind is stored with its new texts."""
    task = world.task(owner=world.tom)
    reason = world.work.texts.new("no access", world.tom)
    new = replace(
        task,
        title=world.work.texts.new("Another title", world.maria),
        status=Status.BLOCKED,
        owner=world.maria,
        blocker=Blocker(reason, NOW, world.tom, NOW + MINUTE, check_on=date(2026, 12, 1)),
        due=Due(NOW, "Europe/Berlin", True),
        version=1,
    )
    world.work.task_writer.save(new)
    world.again()
    assert world.work.tasks(ALL).get(task.id) == new


def test_a_field_can_be_emptied(world: World) -> None:
    """Nothing of a former due date, blocker or owner stays behind."""
    task = world.task(
        owner=world.tom,
        due=Due(NOW, "UTC", True),
        blocker=world.blocker(world.tom),
        source=world.source(world.general),
        notes=world.work.texts.new("notes", None),
    )
    new = replace(task, owner=None, due=None, blocker=None, notes=None, source=None, version=1)
    world.work.task_writer.save(new)
    assert world.work.tasks(ALL).get(task.id) == new


def test_a_lost_race_conflicts(world: World) -> None:
    """Who saves on top of a version that is gone is told, and nothing is overwritten."""
    task = world.task()
    act = Act(world.maria, NOW, "k")
    first, _ = changed(task, replace(task, priority=Priority.HIGH), Verb.PRIORITY_CHANGED, act)
    second, _ = changed(task, replace(task, priority=Priority.LOW), Verb.PRIORITY_CHANGED, act)
    world.work.task_writer.save(first)
    with pytest.raises(Conflict):
        world.work.task_writer.save(second)
    assert world.work.tasks(ALL).get(task.id) == first


def test_saving_an_unknown_task_conflicts(world: World) -> None:
    """Nothing is made by saving."""
    with pytest.raises(Conflict):
        world.work.task_writer.save(world.draft(version=1))


def test_numbers_are_dense(world: World) -> None:
    """Task numbers follow on each other, whatever else takes a number meanwhile."""
    numbers = []
    for _ in range(40):
        numbers.append(world.work.task_writer.next_number())
        world.work.new_id()
    assert numbers == list(range(1, 41))


def test_ids_never_repeat(world: World) -> None:
    """Blocks of one unit and of the next do not overlap, however they are asked for."""
    seen = []
    for _ in range(3):
        for _ in range(20):
            seen += [world.work.new_id(), world.work.new_id()]
            world.work.task_writer.next_number()
            seen.append(world.work.texts.new("x", None).id)
        world.again()
    assert len(set(seen)) == len(seen)


def test_numbers_of_an_unknown_workspace(world: World) -> None:
    """A workspace that does not exist has no numbers."""
    with pytest.raises(NotFound):
        world.unit.of(WorkspaceId(999_999)).new_id()


def test_many_tasks_take_two_statements(world: World) -> None:
    """However many tasks are read, their texts come with one more select."""
    made = [world.task(f"Title {n}", notes=world.work.texts.new("n", None)) for n in range(5)]
    world.again()
    found = world.work.tasks(ALL).many([task.id for task in made] + [TaskId(999)])
    assert found == {task.id: task for task in made}
    assert world.work.tasks(ALL).many([]) == {}


def test_order_is_due_priority_number(world: World) -> None:
    """Due first, none last; then by priority, then by number."""
    late = world.task(due=Due(NOW + MINUTE, "UTC"))
    low = world.task(priority=Priority.LOW)
    soon = world.task(due=Due(NOW, "UTC"))
    urgent = world.task(priority=Priority.URGENT)
    same = world.task(priority=Priority.URGENT)
    found = world.work.tasks(ALL).find(TaskFilter())
    assert [t.id for t in found] == [t.id for t in (soon, late, urgent, same, low)]
    assert [t.id for t in world.work.tasks(ALL).find(TaskFilter(), limit=2, offset=1)] == [
        late.id,
        urgent.id,
    ]


def find(world: World, **wanted: object) -> list[int]:
    """Numbers of the tasks that a filter finds; ``count`` must agree."""
    asked = TaskFilter(**wanted)  # type: ignore[arg-type]
    found = world.work.tasks(ALL).find(asked)
    assert world.work.tasks(ALL).count(asked) == len(found)
    return [task.id for task in found]


def test_filters_by_people(world: World) -> None:
    """Owner, requester, nobody."""
    mine = world.task(owner=world.maria)
    his = world.task(owner=world.tom, requester=world.tom)
    free = world.task(status=Status.TRIAGE)
    assert find(world, owner=world.maria) == [mine.id]
    assert find(world, requester=world.tom) == [his.id]
    assert find(world, unowned=True) == [free.id]
    assert find(world, unowned=True, owner=world.maria) == []


def test_each_owner_is_counted(world: World) -> None:
    """How many tasks of a filter each owner has; what nobody owns is left out."""
    world.task(owner=world.maria)
    world.task(owner=world.maria)
    world.task(owner=world.tom)
    world.task(status=Status.TRIAGE)
    owners = world.work.tasks(ALL).owners
    assert owners(TaskFilter()) == {world.maria: 2, world.tom: 1}
    assert owners(TaskFilter(owners=(world.tom,))) == {world.tom: 1}


def test_filters_by_state(world: World) -> None:
    """Statuses, due before a moment, closed since a moment."""
    due = world.task(due=Due(NOW, "UTC"), status=Status.IN_PROGRESS)
    closed = world.task(closed_at=NOW, status=Status.DONE)
    assert find(world, statuses=(Status.IN_PROGRESS, Status.BLOCKED)) == [due.id]
    assert find(world, due_before=NOW + MINUTE) == [due.id]
    assert find(world, due_before=NOW) == []
    assert find(world, closed_since=NOW) == [closed.id]
    assert find(world, closed_since=NOW + MINUTE) == []


def test_filters_by_place_and_project(world: World) -> None:
    """Captured in the place, or of the project that has its home there, by either end."""
    home = world.place("home")
    project = world.project("launch", home=home)
    second = world.place("second", project=project.id)
    captured = world.task(source=world.source(home))
    ours = world.task(project=project.id)
    world.task(source=world.source(world.general))
    assert find(world, place=home) == [captured.id, ours.id]
    assert find(world, place=second) == [ours.id]
    assert find(world, project=project.id) == [ours.id]


def test_waiting_for_a_checker(world: World) -> None:
    """The verifier, else the requester, else the lead; never who finished it."""
    project = world.project("launch", lead=world.tom)
    review = {"status": Status.IN_REVIEW, "owner": world.tom, "finished_by": world.tom}
    asked = world.task(**review)
    named = world.task(**review | {"verifier": world.tom, "finished_by": world.maria})
    own = world.task(project=project.id, **review | {"finished_by": world.maria})
    world.task(owner=world.tom)
    assert find(world, waiting_for=world.maria) == [asked.id]
    assert find(world, waiting_for=world.tom) == [named.id, own.id]


def test_waiting_for_a_helper(world: World) -> None:
    """Until the helper said that the way is free."""
    blocked = world.task(status=Status.BLOCKED, blocker=world.blocker(world.tom))
    world.task(status=Status.BLOCKED, blocker=world.blocker(world.tom, freed_at=NOW))
    assert find(world, waiting_for=world.tom) == [blocked.id]


def test_captured_from_a_message(world: World) -> None:
    """All tasks of one message, oldest first, and of no other place."""
    here = world.source(world.general, "7.1")
    first, again = world.task(source=here), world.task(source=here)
    world.task(source=world.source(world.place("other"), "7.1"))
    found = world.work.tasks(ALL).captured_from(world.general, "7.1")
    assert [task.id for task in found] == [first.id, again.id]


def test_open_tasks_of_a_thread(world: World) -> None:
    """What is done is no longer touched by talk in its thread."""
    source = world.source(world.general, "8.1", "8.0")
    opened = world.task(source=source)
    world.task(source=source, status=Status.DONE)
    world.task(source=world.source(world.general, "9.1", "9.0"))
    assert world.work.tasks(ALL).in_thread(world.general, "8.0") == [opened.id]


def test_texts_are_found_before_and_after_they_are_stored(world: World) -> None:
    """Unknown ids are left out."""
    text = world.work.texts.new("Body\nwith lines", world.tom)
    assert world.work.texts.many([text.id, TextId(10**9)]) == {text.id: text}
    world.work.texts.flush()
    world.again()
    assert world.work.texts.many([text.id]) == {text.id: text}


def test_an_event_comes_back(world: World) -> None:
    """Every field, and the text that it names."""
    task = world.task()
    text = world.work.texts.new("because", world.tom)
    event = Event(
        task_ref(task.id), Verb.BLOCKED, world.tom, NOW, {"status": "todo"}, snapshot(task),
        text.id, "cause-1", "cause-0",
    )  # fmt: skip
    world.work.log.append([event])
    world.again()
    assert world.work.tasks(ALL).events(task_ref(task.id)) == [event]
    assert world.work.texts.many([text.id]) == {text.id: text}


def happened(
    world: World, task: Task, verb: Verb, minutes: int, cause: str, undoes: str = ""
) -> Event:
    """An event by Tom, appended."""
    event = Event(
        task_ref(task.id), verb, world.tom, NOW + minutes * MINUTE, cause=cause, undoes=undoes
    )
    world.work.log.append([event])
    return event


def test_events_are_read_newest_first(world: World) -> None:
    """At most as many as asked for, of one subject."""
    task, other = world.task(), world.task()
    told = [happened(world, task, Verb.NOTED, n, f"c{n}") for n in range(3)]
    happened(world, other, Verb.NOTED, 9, "c9")
    assert world.work.tasks(ALL).events(task_ref(task.id), limit=2) == [told[2], told[1]]


def test_events_of_one_cause_are_in_order(world: World) -> None:
    """Undo takes back a command as it happened."""
    task = world.task()
    told = [happened(world, task, verb, 0, "c") for verb in (Verb.ADDED, Verb.ASSIGNED)]
    happened(world, task, Verb.NOTED, 1, "d")
    assert world.work.log.by_cause("c") == told
    world.work.log.append([])


def test_foreseen_events_are_the_newest_and_stay_unseen(world: World) -> None:
    """Read at once for several tasks; who does not see a task reads none of it, and what happens
    after that is read anew."""
    den = world.place("den", PlaceKind.GROUP)
    tasks = [world.task(), world.task(visible_in=den, owner=world.maria, requester=world.maria)]
    told = {task.id: [happened(world, task, Verb.NOTED, n, f"c{n}") for n in range(3)]
            for task in tasks}  # fmt: skip
    ids = [task.id for task in tasks]
    assert set(world.work.tasks(ALL).foresee(ids)) == set(ids)
    assert set(world.work.tasks(ForPerson(world.tom)).foresee(ids)) == {ids[0]}
    newest = list(reversed(told[ids[0]]))
    assert world.work.tasks(ALL).events(task_ref(ids[0]), 2) == newest[:2]
    assert world.work.tasks(ForPerson(world.tom)).events(task_ref(ids[0])) == newest
    assert world.work.tasks(ForPerson(world.tom)).events(task_ref(ids[1])) == []
    assert world.work.tasks(ALL).events(task_ref(ids[1])) == list(reversed(told[ids[1]]))
    later = happened(world, tasks[0], Verb.NOTED, 9, "c9")
    assert world.work.tasks(ALL).events(task_ref(ids[0])) == [later, *newest]


def test_foreseen_notices_and_links_are_read_anew_after_a_change(world: World) -> None:
    """What a unit writes is what it reads then."""
    task, later = world.task(), world.task()
    notices, edges = world.work.notices, world.work.dependencies
    notices.foresee([task.id, later.id])
    assert (list(notices.of(task_ref(task.id))), list(edges.after([task.id]))) == ([], [])
    to = to_person(world.tom)
    wanted = Wanted(task_ref(task.id), NoticeKind.DUE_SOON, "s", to, Manner.NOW, NOW)
    owed = notices.owe(wanted, NOW)
    assert owed is not None and list(notices.of(task_ref(task.id))) == [owed]
    notices.foresee([task.id])
    notices.settle([owed.id], NoticeState.DROPPED, NOW)
    assert [n.state for n in notices.of(task_ref(task.id))] == [NoticeState.DROPPED]
    edge = Dependency(earlier=task.id, later=later.id)
    edges.add(edge)
    assert (list(edges.after([task.id])), list(edges.before([later.id]))) == ([edge], [edge])
    edges.remove(edge)
    assert list(edges.after([task.id, later.id])) == []


def test_the_commands_that_undo_goes_through(world: World) -> None:
    """Newest first, each once; what changes no task and undos themselves are left out."""
    task = world.task()
    commands = world.work.log.commands
    assert commands(world.tom, NOW) == []
    for verb, minute, cause in (
        (Verb.ASSIGNED, 1, "c1"), (Verb.LINKED, 1, "c1"), (Verb.DUE_CHANGED, 2, "c2"),
        (Verb.ANSWERED, 3, "c3"), (Verb.NOTED, 4, "c4"), (Verb.SNOOZED, 5, "c5"),
    ):  # fmt: skip
        happened(world, task, verb, minute, cause)
    assert commands(world.tom, NOW) == ["c2", "c1"]
    assert commands(world.maria, NOW) == []
    assert commands(world.tom, NOW + timedelta(days=1)) == []
    undone = Event(task_ref(task.id), Verb.UNDONE, world.tom, NOW, cause="u", undoes="c2")
    along = Event(task_ref(task.id), Verb.STARTED, world.tom, NOW, cause="u")
    world.work.log.append([undone, along])
    assert commands(world.tom, NOW) == ["c2", "c1"]


def test_what_was_taken_back_by_what(world: World) -> None:
    """Each cause with its undos, whoever did them; the others are not named."""
    task = world.task()
    for cause, undoes in (("u1", "c1"), ("u2", "u1"), ("u3", "c1")):
        world.work.log.append(
            [Event(task_ref(task.id), Verb.UNDONE, world.maria, NOW, cause=cause, undoes=undoes)]
        )
    assert world.work.log.undoing(["c1", "c2", "u1", ""]) == {"c1": {"u1", "u3"}, "u1": {"u2"}}
    assert world.work.log.undoing([]) == {}


def test_workspaces_do_not_see_each_other(world: World) -> None:
    """The same numbers in two workspaces are two tasks."""
    other = World(world.connection)
    mine, theirs = world.task("Mine"), other.task("Theirs")
    assert mine.id == theirs.id
    assert world.work.tasks(ALL).get(mine.id) == mine
    assert other.work.tasks(ALL).find(TaskFilter()) == [theirs]
    saved = replace(mine, status=Status.DONE, version=1)
    world.work.task_writer.save(saved)
    assert other.work.tasks(ALL).get(theirs.id) == theirs
    assert other.work.texts.many([TextId(10**6)]) == {}


def test_what_came_from_a_place_is_kept_in_it(world: World) -> None:
    """Captured there or of its project; what is private elsewhere stays there."""
    den = world.place("den", PlaceKind.GROUP)
    project = world.project("lab", home=world.general).id
    captured = world.task(source=world.source(world.general)).id
    planned = world.task(project=project).id
    elsewhere = world.task(source=world.source(world.general, "1.2"), visible_in=den).id
    typed = world.task().id
    assert set(world.work.task_writer.keep_in(world.general)) == {captured, planned}
    stored = world.work.tasks(ALL).many([captured, planned, elsewhere, typed])
    assert {number: task.visible_in for number, task in stored.items()} == {
        captured: world.general, planned: world.general, elsewhere: den, typed: None,
    }  # fmt: skip
    assert {task.version for task in stored.values()} == {0}
    assert world.work.task_writer.keep_in(world.general) == []


NOTABLE = Notable(NOW + MINUTE, NOW - timedelta(days=1), NOW - timedelta(days=7))
OLD = NOW - timedelta(days=3)


def test_an_outline_has_how_each_notable_task_stands(world: World) -> None:
    """As the tasks themselves have it; closed ones and those of others are left out."""
    project, blocker = world.project("lab").id, world.blocker(world.tom)
    stuck = world.task(project=project, status=Status.BLOCKED, blocker=blocker, estimate=90)
    dated = world.task(project=project, owner=world.maria, due=Due(NOW, "Europe/Berlin", True))
    on_purpose = world.task(project=project, dateless=True, touched_at=NOW + MINUTE)
    world.task(project=project, status=Status.DONE)
    world.task(touched_at=NOW + timedelta(days=1))
    found = world.work.tasks(ALL).outline(project, NOTABLE)
    wanted = [standing(task, stirred=True) for task in (stuck, dated, on_purpose)]
    assert sorted(found.tasks) == wanted
    assert [task.due for task in sorted(found.tasks)] == [None, dated.due, None]
    assert found.touched_at == NOW + MINUTE


def test_an_outline_only_counts_what_is_not_notable(world: World) -> None:
    """It has an owner and time, nothing is in its way, and nothing happened to it lately."""
    project = world.project("lab").id
    facts: dict[str, Any] = {"project": project, "touched_at": OLD}
    owned = facts | {"owner": world.maria}
    blocker = world.blocker(None)
    notable = {
        world.task(**facts).id,
        world.task(**owned, due=Due(NOW, "UTC", True)).id,
        world.task(**owned, status=Status.IN_REVIEW).id,
        world.task(**owned, status=Status.BLOCKED, blocker=blocker).id,
    }
    world.task(**owned, due=Due(NOW + MINUTE, "UTC", True))
    world.task(**owned, dateless=True)
    world.task(**owned, status=Status.IN_PROGRESS)
    world.task(**owned, status=Status.DROPPED)
    found = world.work.tasks(ALL).outline(project, NOTABLE)
    assert {task.id for task in found.tasks} == notable
    assert (found.open, found.dateless, found.touched_at) == (7, 4, OLD)


def test_an_empty_project_has_an_empty_outline(world: World) -> None:
    """Nothing open, and no last activity."""
    assert world.work.tasks(ALL).outline(world.project("lab").id, NOTABLE) == ((), 0, 0, None)


def test_how_tasks_stand_by_their_numbers(world: World) -> None:
    """However many are asked for; what is unseen is left out."""
    den = world.place("den", PlaceKind.GROUP)
    seen, hidden = world.task(owner=world.maria), world.task(visible_in=den)
    many = {seen.id, hidden.id, *map(TaskId, range(10_000, 50_000))}
    assert world.work.tasks(InPlace(world.general)).standings(many) == [standing(seen)]


def test_an_outline_has_only_what_its_audience_sees(world: World) -> None:
    """What is private in another place is not even counted."""
    den, project = world.place("den", PlaceKind.GROUP), world.project("lab").id
    world.task(project=project, visible_in=den)
    seen = world.task(project=project)
    tasks = world.work.tasks(InPlace(world.general))
    found = tasks.outline(project, NOTABLE)
    assert ([task.id for task in found.tasks], found.open) == ([seen.id], 1)


def test_dependencies_that_hold_up_a_project(world: World) -> None:
    """Of each the later task is open, and of the project."""
    project = world.project("lab").id
    first, second, closed = (
        world.task(project=project, status=status)
        for status in (Status.TODO, Status.TODO, Status.DONE)
    )
    other = world.task()
    for earlier, later in ((first, second), (other, second), (second, closed), (first, other)):
        world.work.dependencies.add(Dependency(earlier.id, later.id))
    found = world.work.tasks(ALL).holding_up(project)
    assert sorted(found) == [(first.id, second.id), (other.id, second.id)]


def test_what_waits_for_some_tasks(world: World) -> None:
    """With which of them it waits for: the open ones of the project, as they stand."""
    project = world.project("lab").id
    first, second, third, closed = (
        world.task(project=project, status=status, owner=world.maria, touched_at=OLD)
        for status in (Status.TODO, Status.TODO, Status.TODO, Status.DONE)
    )
    other = world.task()
    edges = ((first, second), (other, second), (first, closed), (first, other), (second, third))
    for earlier, later in edges:
        world.work.dependencies.add(Dependency(earlier.id, later.id))
    found = world.work.tasks(ALL).later_than(project, [first.id, other.id, third.id])
    assert sorted(found) == [(first.id, standing(second)), (other.id, standing(second))]


def test_what_was_touched_lately_or_is_long_silent_is_marked(world: World) -> None:
    """Silent is only what was begun."""
    project, old = world.project("lab").id, NOW - timedelta(days=12)
    heard = world.task(project=project, touched_at=NOW)
    silent = world.task(project=project, status=Status.IN_PROGRESS, touched_at=old)
    world.task(project=project, touched_at=old)
    world.task(project=project, status=Status.IN_PROGRESS, touched_at=NOW - timedelta(days=3))
    found = world.work.tasks(ALL).outline(project, NOTABLE)
    assert {task.id for task in found.tasks if task.stirred} == {heard.id, silent.id}
