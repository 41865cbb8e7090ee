"""Projects and dependencies."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy.exc import IntegrityError

from core.kernel.errors import Conflict
from core.kernel.refs import ProjectId, TaskId
from core.links.model import Dependency
from core.projects.model import LadderName, Project
from tests.storage.repositories.world import ALL, NOW, World


def full_project(world: World) -> Project:
    """A project with every field set."""
    return Project(
        workspace=world.id,
        id=ProjectId(world.work.new_id()),
        key="launch",
        name="The launch",
        creator=world.maria,
        created_at=NOW,
        why=world.work.texts.new("so that people see it", world.maria),
        lead=world.tom,
        home=world.general,
        ladder=LadderName.FIRM,
        tuning=(("overdue.channel", "never"), ("overdue.lead_days", 5)),
        speaks=True,
        answered=False,
        strict=True,
        digest_at=time(16, 30),
        digest_zone="Europe/Berlin",
        visible_in=world.general,
        usual_gap=4,
        gap_at=NOW,
        version=3,
    )


def test_who_leads_is_the_lead_else_who_opened_it(world: World) -> None:
    """Open ones alone, and only what the audience may see."""
    project = full_project(world)
    number = ProjectId(world.work.new_id())
    own = Project(world.id, number, "own", "Own", world.tom, NOW)
    over = replace(own, id=ProjectId(world.work.new_id()), key="over", closed_at=NOW)
    for each in (replace(project, lead=world.tom), own, over):
        world.work.project_writer.add(each)
    assert [p.key for p in world.work.projects(ALL).led_by(world.tom)] == ["launch", "own"]
    assert list(world.work.projects(ALL).led_by(world.maria)) == []


def test_every_field_of_a_project_comes_back(world: World) -> None:
    """Added and saved, read by id and by key, whatever its case."""
    project = full_project(world)
    world.work.project_writer.add(project)
    world.again()
    assert world.work.projects(ALL).get(project.id) == project
    assert world.work.projects(ALL).by_key("LAUNCH") == project
    plain = Project(world.id, project.id, "ship", "Ship", world.tom, NOW, version=4)
    world.work.project_writer.save(plain)
    assert world.work.projects(ALL).by_key("launch") is None
    world.again()
    assert world.work.projects(ALL).all() == [plain]
    assert world.work.projects(ALL).by_key("launch") is None
    assert world.work.projects(ALL).get(ProjectId(10**6)) is None


def test_what_is_learnt_of_a_project_conflicts_with_nobody(world: World) -> None:
    """Its usual gap is kept without a new version: a change of people's goes on."""
    project = world.project("launch")
    world.work.project_writer.learn(project.id, 4, NOW)
    assert world.work.projects(ALL).get(project.id) == replace(project, usual_gap=4, gap_at=NOW)
    world.work.project_writer.save(replace(project, name="First", version=1))


def test_a_lost_race_conflicts(world: World) -> None:
    """As with tasks."""
    project = world.project("launch")
    world.work.project_writer.save(replace(project, name="First", version=1))
    with pytest.raises(Conflict):
        world.work.project_writer.save(replace(project, name="Second", version=1))


def test_a_key_is_taken_once(world: World) -> None:
    """In one workspace; another has its own."""
    world.project("launch")
    World(world.connection).project("launch")
    with world.connection.begin_nested() as savepoint, pytest.raises(IntegrityError):
        try:
            world.project("launch")
        finally:
            savepoint.rollback()


def test_projects_are_listed_by_key(world: World) -> None:
    """At most as many as asked for."""
    for key in ("b", "c", "a"):
        world.project(key)
    assert [project.key for project in world.work.projects(ALL).all(limit=2)] == ["a", "b"]


def test_a_home_is_known_by_either_end(world: World) -> None:
    """By the project's own home, or by a place of a second platform that names it."""
    project = world.project("launch", home=world.general)
    second = world.place("second", project=project.id)
    both = replace(project, others=(second,))
    assert world.work.projects(ALL).at_home(world.general) == both
    assert world.work.projects(ALL).at_home(second) == both
    assert world.work.projects(ALL).at_home(world.place("other")) is None


def test_dependencies_are_read_from_both_ends(world: World) -> None:
    """Added once, however often; removed whether there or not."""
    a, b, c = (world.task().id for _ in range(3))
    edges = world.work.dependencies
    for dependency in (Dependency(a, b), Dependency(b, c), Dependency(a, c), Dependency(a, b)):
        edges.add(dependency)
    assert edges.before([c]) == [Dependency(a, c), Dependency(b, c)]
    assert edges.after([a, b]) == [Dependency(a, b), Dependency(a, c), Dependency(b, c)]
    edges.remove(Dependency(a, b))
    edges.remove(Dependency(a, b))
    assert edges.after([a]) == [Dependency(a, c)]
    assert edges.before([]) == []


def test_dependencies_stay_in_their_workspace(world: World) -> None:
    """The same numbers elsewhere are other tasks."""
    other = World(world.connection)
    for each in (world, other):
        each.task(), each.task()
    world.work.dependencies.add(Dependency(TaskId(1), TaskId(2)))
    assert other.work.dependencies.before([TaskId(2)]) == []
