"""The health of a project is read narrowly, and is the same as if all of it were read."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from core.digest import held_up as rounds
from core.digest import policy
from core.digest.model import ProjectHealth
from core.digest.service import health_for
from core.followup.calendars import calendars
from core.followup.ladder import ladder_of
from core.kernel.audience import Audience, ForPerson, InPlace
from core.kernel.refs import PlaceId, ProjectId
from core.links.model import Dependency
from core.people.model import PlaceKind
from core.projects.model import Project
from core.tasks.model import Due, Priority, Status, Task
from core.tasks.ports import TaskFilter
from core.tasks.standing import Notable, Outline, Standing, standing
from tests.storage.repositories.world import ALL, NOW, World

MOST = 1000
hours = st.integers(-200, 300).map(lambda n: timedelta(hours=n))
past = st.integers(0, 400).map(lambda n: NOW - timedelta(hours=n))
rarely = st.integers(0, 5).map(lambda n: n == 0)
states = st.sampled_from([*Status, Status.TODO, Status.TODO, Status.IN_PROGRESS])
pairs = st.tuples(st.integers(0, 11), st.integers(0, 11)).map(sorted)


@st.composite
def drafts(draw: st.DrawFn, world: World, where: tuple[ProjectId, ProjectId, PlaceId]) -> Task:
    """A task that may be late, blocked, quiet, unowned, hidden, or only counted."""
    project, other, den = where
    zone, status = draw(st.sampled_from(["UTC", "Asia/Kathmandu"])), draw(states)
    due = None if draw(rarely) else Due(NOW + draw(hours), zone, draw(st.booleans()))
    blocker = world.blocker(world.tom, promised_until=None) if draw(rarely) else None
    return world.task(
        status=status, project=other if draw(rarely) else project,
        owner=None if draw(rarely) else world.maria, due=due, dateless=draw(st.booleans()),
        blocker=blocker, estimate=draw(st.none() | st.integers(0, 3000)),
        priority=draw(st.sampled_from(Priority)), touched_at=draw(past),
        visible_in=den if draw(rarely) else None,
        closed_at=None if status.open else draw(past), checked=draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_digest_is_the_same_as_of_all_rows(engine: Engine, data: st.DataObject) -> None:
    """Of any project, for any audience, to the last number and the mark of its state; also where
    what is late holds up so much that all dependencies are read at once."""
    few = data.draw(st.sampled_from([0, 100]))
    with pytest.MonkeyPatch.context() as patch, engine.connect() as connection:
        patch.setattr(rounds, "FEW", few)
        connection.begin()
        world = World(connection)
        den = world.place("den", PlaceKind.GROUP, (world.tom,))
        project = world.project("lab", home=world.general)
        where = project.id, world.project("other").id, den
        made = [data.draw(drafts(world, where)) for _ in range(12)]
        for earlier, later in {tuple(pair) for pair in data.draw(st.lists(pairs, max_size=20))}:
            if earlier != later:
                world.work.dependencies.add(Dependency(made[earlier].id, made[later].id))
        for eyes in (ALL, InPlace(world.general), ForPerson(world.tom)):
            found = health_for(world.work, project, eyes, NOW)
            assert found == of_all(world, project, eyes, found)


def of_all(world: World, project: Project, eyes: Audience, found: ProjectHealth) -> ProjectHealth:
    """The health of a project of which every open task and every edge was read."""
    tasks, calendar = world.work.tasks(eyes), calendars(world.work).of_project(project)
    every = tasks.find(TaskFilter(project=project.id), MOST)
    live = [task for task in every if task.status.open]
    ladder = ladder_of(project, world.work.people.workspace())
    notable = policy.notable(found.since, NOW, ladder, calendar)
    outline = Outline(
        standings(live, notable),
        open=len(live),
        dateless=sum(task.due is None and not task.dateless for task in live),
        touched_at=max((task.touched_at for task in live), default=None),
    )
    edges = tasks.holding_up(project.id)
    return policy.health(outline, every, edges, found.since, NOW, calendar)


def standings(live: Sequence[Task], notable: Notable) -> list[Standing]:
    """Of tasks that were read whole."""
    return [standing(task, stirred=_stirred(task, notable)) for task in live]


def _stirred(task: Task, notable: Notable) -> bool:
    silent = task.status is Status.IN_PROGRESS and task.touched_at < notable.untouched_since
    return task.touched_at >= notable.since or silent
