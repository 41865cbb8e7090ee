"""What would be heard if nobody answered: played on a copy, with nothing sent."""

import json
from datetime import timedelta

import pytest

from bot.simulate import Heard, as_json, as_text, simulate
from core.followup import service as followup
from core.kernel.audience import System
from core.kernel.errors import NotFound, Unavailable
from core.kernel.refs import task_ref
from core.projects.model import LadderName
from core.tasks.commands import Start
from core.tasks.model import Due
from tests.support.worlds import World, empty_database, engine, world

__all__ = ["empty_database", "engine", "world"]


def late(world: World) -> None:
    """A task of Maria's in *infra*, which Ana leads and which speaks in its channel."""
    project = world.project(home=world.channel, speaks=True)
    due = Due(world.now + timedelta(hours=2), "Europe/London", has_time=True)
    task = world.add(title="Migrate DNS", due=due, project=project)
    world.do("maria", Start(task.id))
    world.work(lambda work: followup.put_brief(work, world.people["jon"], world.now))


async def played(world: World, ladder: LadderName | None = None) -> list[Heard]:
    """Ten days from the present of the world."""
    return await simulate(f"sqlite:///{world.engine.url.database}", "infra", ladder, 10, world.now)


async def test_nobody_answers(world: World) -> None:
    """Owner, owner again with the requester told, lead: each once, in working hours."""
    late(world)
    told = await played(world)
    about_date = [(each.who, each.kind) for each in told if each.kind.startswith("overdue")]
    assert about_date[:1] == [("Maria", "overdue")] and about_date[-1] == ("Ana", "overdue_lead")
    assert sorted(about_date[1:-1]) == [("Jon", "overdue_told"), ("Maria", "overdue_again")]
    assert "Maria" in as_text(told) and json.loads(as_json(told))[0]["task"] == "T-1"


async def test_another_ladder_is_tried_and_nothing_is_changed(world: World) -> None:
    """Firm speaks in the channel too; the database has no notice, and the project its ladder."""
    late(world)
    assert ("#general", "overdue_channel") in {
        (each.who, each.kind) for each in await played(world, LadderName.FIRM)
    }
    assert world.work(lambda w: w.notices.of(task_ref(1))) == []  # type: ignore[arg-type]
    project = world.work(lambda w: w.projects(System("followup")).by_key("infra"))
    assert project is not None and project.ladder is LadderName.STANDARD


async def test_what_cannot_be_played_is_refused(world: World) -> None:
    """An unknown project; a database that is no file."""
    with pytest.raises(NotFound, match="project_not_found"):
        await played(world)
    with pytest.raises(Unavailable, match="simulate_is_sqlite"):
        await simulate("postgresql://127.0.0.1/none", "infra", None, 10, world.now)


def test_a_quiet_project_says_so() -> None:
    """Nothing to come is said in words."""
    assert as_text([]) == "Nobody would hear anything."
