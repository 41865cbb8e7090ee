"""What a message with many questions costs: statements do not grow with their number."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from core import compose, drawing
from core.drawing import Drawing
from core.followup import service as followup
from core.followup.model import Manner, NoticeKind, Routine, RoutineKind, Wanted, to_person
from core.kernel.refs import TaskId, task_ref
from core.links.commands import WaitFor
from core.screens.delivery import PostKind
from core.tasks.commands import SetDue
from core.tasks.model import Due
from core.unit import WorkUnit
from tests.support.worlds import World, world_in

Make = Callable[[World, int], None]


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement meanwhile."""
    seen: list[str] = []

    def note(conn: object, cursor: object, statement: str, *more: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def overdue(world: World, count: int) -> None:
    """*count* tasks of Maria's are over their date, and tasks of Jon's wait for them."""
    due = Due(world.now + timedelta(hours=2), "UTC", has_time=True)
    made = [world.add(due=due, title=f"Task {number}").id for number in range(count)]
    for number in made:
        world.do("jon", WaitFor(world.add("jon", "jon").id, (number,)))
    world.later(days=1)

    def run(work: WorkUnit) -> None:
        for number in made:
            followup.follow(work, task_ref(number), world.now)
        compose.compose(work, to_person(world.people["maria"]), world.now)

    world.work(run)


def news(world: World, count: int) -> None:
    """Maria moved the dates of *count* tasks that Jon asked for, each with a reason."""
    due = Due(world.now + timedelta(days=9), "UTC", has_time=True)
    jon = to_person(world.people["jon"])
    for number in range(count):
        task = world.add(due=due, title=f"Task {number}").id
        moved = Due(due.at + timedelta(days=1), "UTC", has_time=True)
        world.do("maria", SetDue(task, moved, f"Reason {number}"))
        wanted = Wanted(
            task_ref(task), NoticeKind.DATE_MOVED, str(number), jon, Manner.BRIEF, world.now
        )
        world.work(lambda work, wanted=wanted: work.notices.owe(wanted, world.now))
    brief = Routine(world.workspace, RoutineKind.BRIEF, jon, time(9), "UTC", world.now)
    assert world.work(lambda work: compose.play(work, brief, world.now))


def cost(world: World, who: str, kind: PostKind) -> tuple[Drawing, int]:
    """What the message to *who* shows, and in how many statements that is read."""

    def read(work: WorkUnit) -> Drawing:
        told = work.notices.of(task_ref(TaskId(1)))
        posts = [n.post for n in told if n.wanted.recipient == to_person(world.people[who])]
        post = next(p for n in posts if n is not None and (p := work.posts.get(n)) is not None)
        assert post.kind is kind
        return drawing.draw(work, post, world.now)

    with statements(world.engine) as seen:
        return world.work(read), len(seen)


@pytest.mark.parametrize(("who", "kind", "make"), [
    ("maria", PostKind.NAG, overdue),
    ("jon", PostKind.BRIEF, news),
])  # fmt: skip
def test_what_is_asked_and_told_is_read_together(
    tmp_path: Path, who: str, kind: PostKind, make: Make
) -> None:
    """Twelve questions, or pieces of news, cost no more statements than three."""
    costs = []
    for number, count in enumerate((3, 12)):
        with world_in(tmp_path / f"{number}.db") as world:
            make(world, count)
            drawn, statements_ = cost(world, who, kind)
        assert len(drawn.said) == count
        costs.append(statements_)
    assert costs[1] <= costs[0]
