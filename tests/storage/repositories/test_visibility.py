"""Who sees which task, project, event and notice; and that no select goes around it."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

import adapters
from adapters.db.visibility import SYSTEM_REASONS, notices_for, viewer
from core.followup.model import to_person, to_place
from core.kernel.audience import Audience, ForPerson, InPlace, System
from core.kernel.events import Event, Verb
from core.kernel.refs import Kind, PersonId, PlaceId, Ref, TaskId, project_ref, task_ref
from core.people.model import PlaceKind, Role
from core.tasks.model import Status
from core.tasks.ports import TaskFilter
from tests.storage.repositories.world import ALL, NOW, World

ROOT: Final = Path(adapters.__file__).parents[1]
GUARDED: Final = {"tasks", "events", "projects", "notices"}
ALLOWED: Final = {
    "adapters/db/visibility.py",
    # A step of the schema fills the index of words; it shows nothing to anybody.
    "adapters/db/migrations/versions/0003_labels_and_words.py",
    # A step of the schema has offers looked at again; it shows nothing to anybody.
    "adapters/db/migrations/versions/0023_urgent_and_offers.py",
    # Counts what must not be, and shows nothing but how many.
    "adapters/db/verify.py",
}
READS: Final = {
    "select", "exists", "select_from", "join", "outerjoin", "join_from", "alias", "aliased",
    "table_valued", "lateral", "union", "cte",
}  # fmt: skip


class Houses(World):
    """Two private groups, a guest, and tasks of every kind of visibility."""

    def settle(self) -> None:
        self.anna = self.person("Anna")
        self.gast = self.guest("Gast")
        self.club = self.place("club", PlaceKind.GROUP, (self.anna, self.maria))
        self.den = self.place("den", PlaceKind.GROUP, (self.tom, self.gast))
        self.chat = self.place("chat", PlaceKind.DM, (self.anna,))
        self.work.people.set_members(self.general, frozenset({self.maria, self.tom}), NOW)
        boss = {"requester": self.person("Boss")}
        self.open = self.task("open", **boss).id
        self.in_club = self.task("club", visible_in=self.club, **boss).id
        self.in_den = self.task("den", visible_in=self.den, **boss).id
        self.in_chat = self.task("chat", visible_in=self.chat, **boss).id
        self.every = (self.open, self.in_club, self.in_den, self.in_chat)


@pytest.fixture
def houses(world: World) -> Houses:
    houses = Houses(world.connection)
    houses.settle()
    return houses


def seen(world: World, audience: Audience) -> set[TaskId]:
    """Tasks an audience finds; every other way of reading must agree."""
    tasks = world.work.tasks(audience)
    found = {task.id for task in tasks.find(TaskFilter())}
    everything = {task.id for task in world.work.tasks(ALL).find(TaskFilter())}
    assert tasks.count(TaskFilter()) == len(found)
    assert set(tasks.many(everything)) == found
    assert {task for task in everything if tasks.get(task)} == found
    return found


def test_members_see_the_workspace_and_their_places(houses: Houses) -> None:
    """A private place is seen by its people alone."""
    assert seen(houses, ForPerson(houses.anna)) == {houses.open, houses.in_club, houses.in_chat}
    assert seen(houses, ForPerson(houses.tom)) == {houses.open, houses.in_den}
    assert seen(houses, ForPerson(houses.maria)) == {houses.open, houses.in_club}


def test_a_direct_message_is_seen_by_who_is_in_it(houses: Houses) -> None:
    """Not even by an admin."""
    admin = houses.person("Admin", admin=True)
    assert seen(houses, ForPerson(admin)) == {houses.open}


@pytest.mark.parametrize("part", ["owner", "requester", "verifier", "helper"])
@pytest.mark.parametrize("role", [Role.MEMBER, Role.GUEST, Role.EXTERNAL])
def test_who_takes_part_always_sees(houses: Houses, part: str, role: Role) -> None:
    """Wherever the task is private, and whoever they are."""
    outsider = houses.person("Outsider", role=role)
    facts: dict[str, object] = {part: outsider}
    if part == "helper":
        facts = {"blocker": houses.blocker(outsider), "status": Status.BLOCKED}
    task = houses.task(visible_in=houses.chat, **facts)
    assert task.id in seen(houses, ForPerson(outsider))
    assert task.id not in seen(houses, ForPerson(houses.tom))


def test_who_only_finished_it_sees_no_more(houses: Houses) -> None:
    """Taking part is a matter of now."""
    task = houses.task(visible_in=houses.chat, finished_by=houses.tom)
    assert task.id not in seen(houses, ForPerson(houses.tom))


def test_guests_see_only_their_own_places(houses: Houses) -> None:
    """What was captured there, what is private to it, what a project does that is at home there."""
    gast = ForPerson(houses.gast)
    assert seen(houses, gast) == {houses.in_den}
    captured = houses.task(source=houses.source(houses.den)).id
    home = houses.project("home", home=houses.den)
    planned = houses.task(project=home.id).id
    second = houses.project("second")
    houses.place("mirror", members=(houses.gast,), project=second.id)
    mirrored = houses.task(project=second.id).id
    hidden = houses.task(project=home.id, visible_in=houses.club).id
    assert seen(houses, gast) == {houses.in_den, captured, planned, mirrored}
    assert hidden not in seen(houses, gast)


@pytest.mark.parametrize(
    "facts", [{"role": Role.BOT}, {"role": Role.MEMBER, "active": False}], ids=["bot", "gone"]
)
def test_bots_and_leavers_see_nothing(houses: Houses, facts: dict[str, object]) -> None:
    """Their membership of a place, if it is still cached, is worth nothing."""
    person = houses.person("X", **facts)
    houses.work.people.set_members(houses.club, frozenset({person}), NOW)
    assert seen(houses, ForPerson(person)) == set()


def test_strangers_see_nothing(houses: Houses) -> None:
    """Somebody of another workspace, and nobody at all."""
    other = World(houses.connection)
    for _ in range(99):
        stranger = other.person("Stranger")
    assert seen(houses, ForPerson(stranger)) == set()
    assert seen(houses, ForPerson(PersonId(10**9))) == set()


def test_leaving_a_place_ends_the_view(houses: Houses) -> None:
    """The next look-up of its members counts."""
    houses.work.people.set_members(houses.club, frozenset({houses.maria}), NOW)
    assert seen(houses, ForPerson(houses.anna)) == {houses.open, houses.in_chat}


def test_in_a_place_its_own_and_the_workspace(houses: Houses) -> None:
    """Nothing private is posted elsewhere, whoever is in both places."""
    assert seen(houses, InPlace(houses.general)) == {houses.open}
    assert seen(houses, InPlace(houses.club)) == {houses.open, houses.in_club}
    assert seen(houses, InPlace(houses.den)) == {houses.open, houses.in_den}
    assert seen(houses, InPlace(PlaceId(10**9))) == {houses.open}


def test_an_owner_does_not_carry_it_into_a_place(houses: Houses) -> None:
    """That somebody in the place takes part opens nothing there."""
    task = houses.task(owner=houses.tom, visible_in=houses.chat)
    assert task.id not in seen(houses, InPlace(houses.den))


def test_the_system_sees_all_for_a_listed_reason(houses: Houses) -> None:
    """Each reason is spelt out; any other is an error of the product."""
    for why in SYSTEM_REASONS:
        assert seen(houses, System(why)) == set(houses.every)
    for read in (houses.work.tasks, houses.work.projects):
        with pytest.raises(ValueError, match="curiosity"):
            read(System("curiosity")).get(1)  # type: ignore[arg-type]
    assert all(len(reason) > 20 for reason in SYSTEM_REASONS.values())


def test_every_way_of_finding_is_narrowed(houses: Houses) -> None:
    """By message, by thread, by words, by owner."""
    source = houses.source(houses.club)
    boss = houses.person("Chief")
    secret = houses.task("Zebra", owner=boss, requester=boss, source=source, visible_in=houses.club)
    for audience, wanted in ((ForPerson(houses.tom), []), (ForPerson(houses.anna), [secret.id])):
        tasks = houses.work.tasks(audience)
        assert [t.id for t in tasks.captured_from(houses.club, source.message)] == wanted
        assert tasks.in_thread(houses.club, source.thread) == wanted
        assert [t.id for t in tasks.find(TaskFilter(words="zebra"))] == wanted
        assert [t.id for t in tasks.find(TaskFilter(owner=boss))] == wanted
        assert [t.id for t in tasks.find(TaskFilter(place=houses.club))] == wanted


def test_projects_follow_the_same_rule(houses: Houses) -> None:
    """Those who lead or opened one always see it."""
    boss = houses.person("Chief")
    free = houses.project("free", creator=boss)
    club = houses.project("club", creator=boss, visible_in=houses.club)
    led = houses.project("led", creator=boss, visible_in=houses.chat, lead=houses.tom)
    den = houses.project("den", creator=boss, home=houses.den)

    def keys(audience: Audience) -> set[str]:
        projects = houses.work.projects(audience)
        found = projects.all()
        assert all(projects.get(p.id) == projects.by_key(p.key) == p for p in found)
        return {project.key for project in found}

    assert keys(ForPerson(houses.anna)) == {"free", "club", "led", "den"}
    assert keys(ForPerson(houses.tom)) == {"free", "led", "den"}
    assert keys(ForPerson(houses.gast)) == {"den"}
    assert keys(ForPerson(boss)) == {"free", "club", "led", "den"}
    assert keys(InPlace(houses.club)) == {"free", "club", "den"}
    assert keys(InPlace(houses.den)) == {"free", "den"}
    assert keys(ALL) == {p.key for p in (free, club, led, den)}
    assert houses.work.projects(ForPerson(houses.tom)).by_key("club") is None
    assert houses.work.projects(InPlace(houses.general)).get(club.id) is None


def told(world: World, subject: Ref, audience: Audience) -> bool:
    """Whether an audience reads the events of a subject."""
    return bool(world.work.tasks(audience).events(subject))


def test_events_follow_their_subject(houses: Houses) -> None:
    """Of a task and a project who sees it; of a person that person; of a place its people."""
    project = houses.project("club", visible_in=houses.club)
    subjects = {
        "task": task_ref(houses.in_club),
        "project": project_ref(project.id),
        "person": Ref(Kind.PERSON, houses.anna),
        "place": Ref(Kind.PLACE, houses.club),
        "workspace": Ref(Kind.WORKSPACE, houses.id),
    }
    houses.work.log.append([Event(s, Verb.NOTED, None, NOW) for s in subjects.values()])

    def read(audience: Audience) -> set[str]:
        return {name for name, subject in subjects.items() if told(houses, subject, audience)}

    assert read(ForPerson(houses.anna)) == {"task", "project", "person", "place"}
    assert read(ForPerson(houses.maria)) == {"task", "project", "place"}
    assert read(ForPerson(houses.tom)) == set()
    assert read(InPlace(houses.club)) == {"task", "project"}
    assert read(InPlace(houses.general)) == set()
    assert read(ALL) == set(subjects)


def test_events_of_a_channel_are_for_members(houses: Houses) -> None:
    """Guests only where they are in it."""
    subject = Ref(Kind.PLACE, houses.general)
    houses.work.log.append([Event(subject, Verb.NOTED, None, NOW)])
    assert told(houses, subject, ForPerson(houses.anna))
    assert not told(houses, subject, ForPerson(houses.gast))


def test_notices_are_for_their_recipient(houses: Houses) -> None:
    """What somebody is owed is nobody else's business."""
    mine = houses.owe(houses.open, to_person(houses.tom))
    club = houses.owe(houses.open, to_place(houses.club))

    def owed(audience: Audience) -> set[int]:
        rows = houses.connection.execute(notices_for(audience), viewer(audience, houses.id))
        return {row.id for row in rows}

    assert owed(ForPerson(houses.tom)) == {mine.id}
    assert owed(ForPerson(houses.anna)) == set()
    assert owed(InPlace(houses.club)) == {club.id}
    assert owed(InPlace(PlaceId(houses.tom))) == set()
    assert owed(ALL) == {mine.id, club.id}


def reads_of_guarded_tables(source: str) -> Iterator[str]:
    """Lines of *source* that begin or widen a select with a guarded table."""
    tree = ast.parse(source)
    names = {name: name for name in GUARDED}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {a.asname or a.name: a.name for a in node.names if a.name in GUARDED}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (table := _guarded_read(node, names)):
            yield f"line {node.lineno}: {table}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.lower().split()
            named = {b.strip('",();') for a, b in pairwise(words) if a in {"from", "join"}}
            if "select" in words and named & GUARDED:
                yield f"line {node.lineno}: SQL text"


def _guarded_read(call: ast.Call, names: dict[str, str]) -> str | None:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name not in READS:
        return None
    parts = [*call.args, *(keyword.value for keyword in call.keywords)]
    if isinstance(function, ast.Attribute):
        # tasks.select(), tasks.alias(), tasks.join(...): the table itself is the subject.
        parts.append(function.value if _is_table(function.value, names) else ast.Constant(0))
    for part in parts:
        for node in ast.walk(part):
            if _is_table(node, names):
                return name
    return None


def _is_table(node: ast.AST, names: dict[str, str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in names
    return isinstance(node, ast.Attribute) and node.attr in GUARDED and _is_module(node.value)


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id.endswith("tables")


def modules() -> Iterator[Path]:
    """Every module of the product that may speak SQL, and those that may not."""
    for package in ("adapters/db", "bot", "scheduler"):
        yield from (ROOT / package).rglob("*.py")


def test_every_select_over_guarded_tables_begins_in_visibility() -> None:
    """A select over tasks, events, projects or notices anywhere else could show too much."""
    found = {
        f"{path.relative_to(ROOT)} {read}"
        for path in modules()
        if str(path.relative_to(ROOT)) not in ALLOWED
        for read in reads_of_guarded_tables(path.read_text())
    }
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "select(tasks)",
        "select(tasks.c.id).where(tasks.c.id == 1)",
        "sqlalchemy.select(func.count(events.c.id))",
        "tables.tasks.select()",
        "select(tables.projects.c.id)",
        "select(persons).join(tasks, true())",
        "select(persons).select_from(notices)",
        "notices.alias()",
        "exists(events.c.id)",
        "from adapters.db.tables import tasks as t\nselect(t.c.id)",
        "text('SELECT id FROM tasks')",
    ],
)
def test_the_guard_sees_a_select(line: str) -> None:
    """Each way of reading a guarded table is caught."""
    assert list(reads_of_guarded_tables(line))


@pytest.mark.parametrize(
    "line",
    [
        "insert(tasks)",
        "update(tasks).where(tasks.c.id == 1)",
        "tasks_for(audience).where(tasks.c.id == 1).with_only_columns(tasks.c.id)",
        "select(persons.c.id)",
        "delete(notices)",
    ],
)
def test_the_guard_lets_writing_and_narrowing_pass(line: str) -> None:
    """What begins in visibility.py is free to go on."""
    assert not list(reads_of_guarded_tables(line))
