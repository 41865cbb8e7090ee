"""A unit reads nothing twice, and never takes what it has read for what somebody else may see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection, event, select

from adapters.db.repositories.seen import ROOM, Shelf, new_edition
from adapters.db.tables import workspaces
from adapters.db.uow import Units
from core.kernel.audience import ForPerson, InPlace, System
from core.kernel.refs import PersonId
from core.people.model import Account, PlaceKind, Role
from tests.storage.repositories.world import ALL, NOW, World


@contextmanager
def statements(connection: Connection) -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        sent.append(sql)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", note)


READS: dict[str, Callable[[World], object]] = {
    "workspace": lambda w: w.work.people.workspace(),
    "person": lambda w: w.work.people.person(w.tom),
    "persons": lambda w: w.work.people.persons([w.tom, w.maria]),
    "speaker": lambda w: w.work.people.by_account("slack", f"U{w.id}-{w.tom}"),
    "nobody": lambda w: w.work.people.by_account("slack", "U0"),
    "account": lambda w: w.work.people.account(w.tom, "slack"),
    "installation": lambda w: w.work.people.installation(w.installation.id),
    "installations": lambda w: w.work.people.installations(),
    "place": lambda w: w.work.people.place(w.general),
    "channel": lambda w: w.work.people.place_by(w.installation.id, f"C{w.general}"),
    "project": lambda w: w.work.projects(ForPerson(w.tom)).by_key("launch"),
    "home": lambda w: w.work.projects(ForPerson(w.tom)).at_home(w.general),
    "pauses": lambda w: w.work.projects(ALL).resting(NOW),
}


@pytest.mark.parametrize("name", READS)
def test_what_was_read_is_not_read_again(world: World, name: str) -> None:
    """Once in a unit; the next unit reads it anew and gets the same."""
    read = READS[name]
    world.again()
    first = read(world)
    with statements(world.connection) as sent:
        assert read(world) == first
        assert sent == []
        world.again()
        assert read(world) == first
        edition, _ = sent
        assert edition.startswith("SELECT workspaces.edition")


def test_people_who_are_known_together_are_not_read_one_by_one(world: World) -> None:
    """Who they are, and their account where there is one: of several the first."""
    both, people = [world.tom, world.maria], world.work.people
    people.save_account(world.tom, Account("slack", "U-first"))
    world.again()
    wanted = [(world.work.people.person(who), read_account(world, who)) for who in both]
    world.again()
    with statements(world.connection) as sent:
        world.work.people.know_people(both)
        known = len(sent)
        assert [(world.work.people.person(who), read_account(world, who)) for who in both] == wanted
        assert (len(sent), known) == (known, 4)


def read_account(world: World, who: PersonId) -> Account | None:
    """Theirs on Slack."""
    return world.work.people.account(who, "slack")


@pytest.mark.parametrize("name", READS)
def test_units_share_what_nobody_changed(world: World, name: str) -> None:
    """A unit that remembers what others read asks for the edition of the workspace alone."""
    units = Units()
    world.again(units)
    first = READS[name](world)
    with statements(world.connection) as sent:
        world.again(units)
        assert READS[name](world) == first
        assert len(sent) == 1


def _settings(w: World) -> None:
    w.work.people.save_workspace(replace(w.work.people.workspace(), hold=7))


def _person(w: World) -> None:
    w.work.people.save_person(replace(w.work.people.persons([w.tom])[w.tom], name="Thomas"))


def _project(w: World) -> None:
    project = w.project("launch")
    w.work.project_writer.save(
        replace(project, name="Lift", paused_at=NOW, version=project.version + 1)
    )


CHANGES: dict[str, Callable[[World], object]] = {
    "settings": _settings,
    "newcomer": lambda w: w.person("Nora"),
    "person": _person,
    "account": lambda w: w.work.people.save_account(w.tom, Account("slack", "U0")),
    "installation": lambda w: w.work.people.save_installation(replace(w.installation, name="B")),
    "new place": lambda w: w.place("lobby"),
    "members": lambda w: w.work.people.set_members(w.general, frozenset({w.tom}), NOW),
    "project": _project,
}


def edition(world: World) -> int:
    return world.connection.scalars(
        select(workspaces.c.edition).where(workspaces.c.id == world.id)
    ).one()


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_ends_what_others_remember(world: World, name: str) -> None:
    """It draws a new edition, once in a unit; whoever remembers the old one reads anew."""
    units = Units()
    world.again(units)
    before, known = edition(world), [read(world) for read in READS.values()]
    world.again()
    CHANGES[name](world)
    after = edition(world)
    assert after != before
    CHANGES["members"](world)
    assert edition(world) == after
    world.again()
    now = [read(world) for read in READS.values()]
    world.again(units)
    assert [read(world) for read in READS.values()] == now
    assert len(now) == len(known)


def test_a_change_that_is_rolled_back_is_forgotten(world: World) -> None:
    """What units saw of it meanwhile is nobody's answer, and what was known before is again."""
    units = Units()
    world.again(units)
    name = READS["person"](world)
    savepoint = world.connection.begin_nested()
    _person(world)
    world.again(units)
    assert READS["person"](world) != name
    savepoint.rollback()
    world.again(units)
    assert READS["person"](world) == name


def test_a_new_workspace_has_an_edition_of_its_own(world: World) -> None:
    """One that takes the number of another which was rolled back is not taken for it."""
    assert edition(world) != 0
    assert len({new_edition() for _ in range(100)}) == 100


def test_a_task_is_read_once_with_its_texts(world: World) -> None:
    """Each audience asks for itself; what is not there is not looked for again."""
    task = world.task()
    world.again()
    with statements(world.connection) as sent:
        for _ in range(2):
            assert world.work.tasks(ALL).get(task.id) == task
            assert world.work.tasks(System("undo")).many([task.id]) == {task.id: task}
        assert len(sent) == 2
        assert world.work.tasks(InPlace(world.general)).get(task.id) == task
        assert len(sent) == 3


def test_a_new_task_is_not_read_back(world: World) -> None:
    """Neither it nor what was written in it."""
    with statements(world.connection) as sent:
        task = world.task(notes=world.work.texts.new("notes", world.tom))
        assert world.work.tasks(ALL).get(task.id) == task
        changed = replace(task, owner=world.tom, version=task.version + 1)
        world.work.task_writer.save(changed)
        assert world.work.tasks(ALL).get(task.id) == changed
        assert not [sql for sql in sent if sql.startswith("SELECT")]


def test_what_the_system_has_read_is_nobodys_answer(world: World) -> None:
    """A task of a private place stays unseen, in either order of asking."""
    secret = world.place("secret", PlaceKind.GROUP, members=(world.tom,))
    task = world.task(visible_in=secret, requester=world.tom)
    outsider = world.work.tasks(ForPerson(world.maria))
    assert outsider.get(task.id) is None
    assert world.work.tasks(ALL).get(task.id) == task
    assert outsider.get(task.id) is None
    assert world.work.tasks(InPlace(world.general)).get(task.id) is None
    assert world.work.tasks(InPlace(secret)).get(task.id) == task


def test_who_comes_to_see_a_task_sees_it_at_once(world: World) -> None:
    """By a change of the task, of a place's people or of a person's standing."""
    secret = world.place("secret", PlaceKind.GROUP)
    task = world.task(visible_in=secret, requester=world.tom)
    mine = world.work.tasks(ForPerson(world.maria))
    assert mine.get(task.id) is None
    world.work.people.set_members(secret, frozenset({world.maria}), NOW)
    assert mine.get(task.id) == task
    world.work.people.set_members(secret, frozenset(), NOW)
    assert mine.get(task.id) is None
    given = replace(task, owner=world.maria, version=task.version + 1)
    world.work.task_writer.save(given)
    assert mine.get(task.id) == given


def test_a_guest_who_becomes_a_member_sees_more(world: World) -> None:
    """And a project that moves is seen from its new home."""
    guest = world.guest("Gil")
    task, project = world.task(), world.project("launch")
    tasks, projects = world.work.tasks(ForPerson(guest)), world.work.projects(ForPerson(guest))
    assert tasks.get(task.id) is None and projects.get(project.id) is None
    room = world.place("room", members=(guest,))
    moved = replace(project, home=room, version=project.version + 1)
    world.work.project_writer.save(moved)
    assert projects.get(project.id) == moved
    person = world.work.people.person(guest)
    assert person is not None
    world.work.people.save_person(replace(person, role=Role.MEMBER))
    assert tasks.get(task.id) == task


def test_what_is_saved_is_what_is_read(world: World) -> None:
    """Settings, people, accounts and places, by whatever they are found."""
    people = world.work.people
    people.save_workspace(replace(people.workspace(), name="Other"))
    assert people.workspace().name == "Other"
    tom = people.by_account("slack", f"U{world.id}-{world.tom}")
    assert tom is not None
    people.save_person(replace(tom, name="Thomas"))
    again = people.by_account("slack", f"U{world.id}-{world.tom}")
    assert again is not None and again.name == "Thomas"
    people.save_account(world.maria, Account("slack", f"U{world.id}-{world.tom}"))
    assert people.account(world.tom, "slack") is None
    general = people.place_by(world.installation.id, f"C{world.general}")
    assert general is not None
    people.save_place(replace(general, name="lobby"))
    assert people.place(world.general) == replace(general, name="lobby")
    assert people.place_by(world.installation.id, f"C{world.general}") == people.place(general.id)


def test_places_narrowed_meanwhile_are_read_anew(world: World) -> None:
    """What came from a place that turned private is seen there only."""
    task = world.task(source=world.source(world.general))
    assert world.work.tasks(InPlace(world.general)).get(task.id) == task
    assert world.work.task_writer.keep_in(world.general) == [task.id]
    kept = world.work.tasks(ALL).get(task.id)
    assert kept is not None and kept.visible_in == world.general


def test_a_shelf_does_not_grow_without_end() -> None:
    """A unit that reads a whole workspace answers rightly and forgets what it read first."""
    shelf: Shelf[int, str] = Shelf()
    keys = list(range(2 * ROOM + 1))
    wanted = {key: str(key) for key in keys}
    assert shelf.some(keys, lambda missing: {key: str(key) for key in missing}) == wanted
    read: list[int] = []
    assert shelf.one(0, lambda: read.append(0) or "0") == "0"
    assert read == [0]
