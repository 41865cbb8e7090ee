"""A project with very many tasks that wait for each other, beside those of others."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from sqlalchemy import create_engine, insert

from adapters.db.engines import parse
from adapters.db.mapping_people import installation_values, place_values
from adapters.db.mapping_tasks import dependency_values, project_values, task_values, text_values
from adapters.db.tables import dependencies, installations, places, projects, tasks, texts
from benchmarks.many_tasks import FIRST_PERSON, ONE, OWNERS, analyze, fill
from core.digest.model import ProjectHealth
from core.kernel.refs import InstallationId, PersonId, PlaceId, ProjectId, TaskId, TextId
from core.links.model import Dependency
from core.people.model import Installation, Place
from core.projects.model import Project
from core.tasks.model import Blocker, Due, Priority, Status, Task, Text

NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOME: Final = PlaceId(1)
DAG: Final = "groups of fifty, in which a task waits for up to two before it"
CHAIN: Final = "each waits for the two before it"
_EPIC: Final = 50
_STATES: Final = (Status.DONE, Status.TODO, Status.IN_PROGRESS, Status.BLOCKED)
_SHARES: Final = (45, 40, 10, 5)
_AT_ONCE: Final = 5_000
_APART: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Shape:
    """How many tasks, and what they wait for."""

    count: int
    kind: str


def project(number: ProjectId) -> Project:
    """The project, whose digest is said at its home."""
    at, lead = NOW - timedelta(days=90), PersonId(FIRST_PERSON)
    return Project(
        ONE, number, f"p{number}", "Large", lead, at, lead=lead, home=HOME, digest_at=time(9)
    )


def ground(url: str, foreign: int) -> None:
    """People, a place and *foreign* open tasks of no project."""
    fill(url, foreign, NOW)
    engine = create_engine(parse(url))
    slack = Installation(ONE, InstallationId(1), "slack", "T0BENCH", "Bench")
    with engine.begin() as connection:
        connection.execute(insert(installations).values(installation_values(slack)))
        place = Place(ONE, HOME, InstallationId(1), "C0BENCH", "bench")
        connection.execute(insert(places).values(place_values(place)))
    engine.dispose()


def put(url: str, number: ProjectId, shape: Shape) -> None:
    """The project with its tasks; the database knows its figures afterwards."""
    engine = create_engine(parse(url))
    first = 10 * _APART + int(number) * _APART
    with engine.begin() as connection:
        connection.execute(insert(projects).values(project_values(project(number))))
        dice = random.Random(7)
        for begin in range(0, shape.count, _AT_ONCE):
            made = [
                _task(first + n, number, shape, dice)
                for n in range(begin, min(begin + _AT_ONCE, shape.count))
            ]
            words = [t.title for t in made] + [t.blocker.reason for t in made if t.blocker]
            connection.execute(insert(texts), [text_values(ONE, text) for text in words])
            connection.execute(insert(tasks), [task_values(task) for task in made])
        edges = [Dependency(TaskId(a), TaskId(b)) for a, b in _edges(first, shape)]
        connection.execute(insert(dependencies), [dependency_values(ONE, edge) for edge in edges])
    analyze(engine)
    engine.dispose()


def sound(health: ProjectHealth, shape: Shape) -> None:
    """RuntimeError unless as many are open as were put."""
    dice = random.Random(7)
    made = (_task(n, ProjectId(1), shape, dice) for n in range(shape.count))
    wanted = sum(task.status.open for task in made)
    if health.open != wanted:
        raise RuntimeError(f"the digest counts {health.open} open tasks of {wanted}")


def _task(number: int, of: ProjectId, shape: Shape, dice: random.Random) -> Task:
    status = dice.choices(_STATES, _SHARES)[0]
    days, hours, owner = dice.randint(-3, 40), dice.randint(1, 8), dice.randrange(OWNERS)
    touched = NOW - timedelta(hours=dice.randint(30, 80))
    person = PersonId(FIRST_PERSON + owner)
    task = Task(
        ONE, TaskId(number), _text(number, "Fix the build number"), status, person,
        touched - timedelta(days=9), touched, owner=person, project=of,
        priority=Priority.MEDIUM, due=Due(NOW + timedelta(days=days, seconds=-1), "UTC"),
        estimate=60 * hours,
    )  # fmt: skip
    if shape.kind == CHAIN:
        return replace(task, status=Status.TODO)
    if status is Status.DONE:
        return replace(task, closed_at=touched, finished_at=touched, checked=True)
    if status is Status.BLOCKED:
        why = _text(number + _APART // 2, "The key is missing for")
        return replace(task, blocker=Blocker(why, touched))
    return task


def _text(number: int, words: str) -> Text:
    return Text(TextId(number), f"{words} {number}", PersonId(FIRST_PERSON))


def _edges(first: int, shape: Shape) -> list[tuple[int, int]]:
    if shape.kind == CHAIN:
        steps = ((n - back, n) for n in range(shape.count) for back in (1, 2) if n >= back)
        return [(first + earlier, first + later) for earlier, later in steps]
    dice, found = random.Random(8), set[tuple[int, int]]()
    for number in range(shape.count):
        begin = number - number % _EPIC
        if number > begin:
            for _ in range(dice.choice((0, 1, 1, 2))):
                found.add((first + dice.randint(begin, number - 1), first + number))
        if begin and dice.random() < 0.02:
            found.add((first + dice.randint(max(0, begin - 250), begin - 1), first + number))
    return sorted(found)
