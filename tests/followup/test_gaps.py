"""For how long a team's tasks are usually quiet: learnt, bounded, kept, and said."""

from datetime import UTC, datetime, timedelta

import pytest

from core.calendar.hours import Hours
from core.calendar.working import WorkCalendar
from core.followup import service as followup
from core.followup.gaps import ENOUGH, usual
from core.followup.ladder import ladder_of
from core.kernel.audience import System
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId, ProjectId, TaskId, WorkspaceId, task_ref
from core.people.model import Workspace
from core.projects.model import LadderName, Project
from core.tasks.commands import AddNote, Finish, Start
from core.unit import WorkUnit
from tests.support.worlds import World

WEEK = WorkCalendar("Europe/London", Hours.standard())


def history(*days: int, actor: int | None = 1) -> list[Event]:
    """One task on which something happened on these days of November."""
    who = PersonId(actor) if actor is not None else None
    at = (datetime(2026, 11, day, 10, tzinfo=UTC) for day in days)
    return [Event(task_ref(TaskId(1)), Verb.NOTED, who, each, f"k{each}") for each in at]


def test_gaps_count_in_working_days_between_days_of_activity() -> None:
    """Thursday to Tuesday is three; the second note of a day is no gap."""
    assert usual([history(19, 19, 24)], WEEK) == 3


def test_seventeen_of_twenty_gaps_are_no_longer_than_the_usual_one() -> None:
    """The 85th percentile: three long silences of twenty do not make it longer."""
    short, long = [history(23, 24)] * 17, [history(2, 24)] * 3
    assert usual(short + long, WEEK) == 1
    assert usual(short[1:] + long, WEEK) == 16


def test_what_chivvy_did_is_no_activity() -> None:
    """Nor is there a gap where something happened once."""
    assert usual([history(19, 24, actor=None), history(20)], WEEK) is None


@pytest.mark.parametrize(("name", "gap", "days"), [
    (LadderName.STANDARD, 4, 4), (LadderName.STANDARD, 0, 2), (LadderName.STANDARD, 30, 10),
    (LadderName.FIRM, 9, 5), (LadderName.GENTLE, 1, 4),
])  # fmt: skip
def test_what_was_learnt_is_bounded(name: LadderName, gap: int, days: int) -> None:
    """No team is asked every hour, none never."""
    project = Project(
        WorkspaceId(1), ProjectId(2), "infra", "Infra", PersonId(1), datetime.now(UTC),
        ladder=name, usual_gap=gap,
    )  # fmt: skip
    assert ladder_of(project, Workspace(WorkspaceId(1), "example")).stalled.days == days


def closed(world: World, project: ProjectId, count: int) -> None:
    """*count* tasks of Maria's own, each with news on Monday, on Friday, and done the same day."""
    made = [world.add("maria", project=project).id for _ in range(count)]
    world.later(days=4)
    for number in made:
        world.do("maria", AddNote(number, "half of it is there"))
        world.do("maria", Finish(number))


def usual_gap(world: World, number: ProjectId) -> int | None:
    """What is kept of the project."""
    found = world.work(lambda work: work.projects(System("followup")).get(number))
    assert found is not None
    return found.usual_gap


def test_thirty_closed_tasks_are_enough(world: World) -> None:
    """Below that the ladder's own days hold; then the next look at a closed task learns."""
    project = world.project()
    closed(world, project, ENOUGH - 1)
    last = world.add("maria", project=project)

    def look() -> None:
        world.work(lambda work: followup.follow(work, task_ref(TaskId(1)), world.now))

    look()
    assert usual_gap(world, project) is None
    world.do("maria", Finish(last.id))
    look()
    assert usual_gap(world, project) is None, "looked at once a day"
    world.later(days=1, hours=1)
    look()
    assert usual_gap(world, project) == 4


def test_a_quiet_task_is_asked_about_after_the_usual_gap(world: World) -> None:
    """Four days in place of three."""
    project = world.project()
    world.work(lambda w: w.project_writer.learn(project, 4, world.now))
    task = world.add("maria", project=project)
    world.do("maria", Start(task.id))
    begun, maria = world.task(task.id), world.people["maria"]

    def asked(work: WorkUnit) -> datetime:
        around = followup.around(work, begun, world.now)
        return around.ladder.stalled.after(around.calendars.of(maria), world.now)

    assert world.work(asked) - world.now == timedelta(days=4)
