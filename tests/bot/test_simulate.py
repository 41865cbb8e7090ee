"""What would be heard, played on a copy: nobody answers, everybody does, or as in the past."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.answering import Answers, Habit, Habits, told
from bot.simulate import Asked, Played, as_json, as_text, living_in, named, simulate
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.followup.routines import put_brief
from core.kernel.audience import System
from core.kernel.errors import NotFound, Unavailable
from core.kernel.refs import InstallationId, NoticeId, PlaceId, TaskId, task_ref
from core.people.model import Installation, PlaceKind
from core.people.service import see_place
from core.projects.commands import SetProject
from core.projects.model import LadderName
from core.tasks.commands import Start
from core.tasks.model import Due
from core.unit import WorkUnit
from tests.support.worlds import World


def late(world: World) -> None:
    """A task of Maria's in *infra*, which Ana leads and which speaks in its channel."""
    project = world.project(home=world.channel, speaks=True)
    due = Due(world.now + timedelta(hours=2), "Europe/London", has_time=True)
    task = world.add(title="Migrate DNS", due=due, project=project)
    world.do("maria", Start(task.id))
    world.work(lambda work: put_brief(work, world.people["jon"], world.now))


async def played(
    world: World, ladder: LadderName | None = None, answers: Answers = Answers.NONE, seed: int = 1
) -> Played:
    """Ten days from the present of the world."""
    url = f"sqlite:///{world.engine.url.database}"
    return await simulate(url, named("infra"), Asked(ladder, 10, answers, seed), world.now)


async def test_nobody_answers(world: World) -> None:
    """Owner, owner again with the requester told, lead: each once, in working hours."""
    late(world)
    found = await played(world)
    about = [(each.who, each.kind) for each in found.heard if each.kind.startswith("overdue")]
    assert about[:1] == [("Maria", "overdue")] and about[-1] == ("Ana", "overdue_lead")
    assert sorted(about[1:-1]) == [("Jon", "overdue_told"), ("Maria", "overdue_again")]
    assert "Maria" in as_text(found) and json.loads(as_json(found))["heard"][0]["task"] == "T-1"


async def test_another_ladder_is_tried_and_nothing_is_changed(world: World) -> None:
    """Firm speaks in the channel too; the database has no notice, and the project its ladder."""
    late(world)
    found = await played(world, LadderName.FIRM)
    assert ("#general", "overdue_channel") in {(each.who, each.kind) for each in found.heard}
    assert found.ladder == "firm"
    assert world.work(lambda w: w.notices.of(task_ref(1))) == []  # type: ignore[arg-type]
    project = world.work(lambda w: w.projects(System("followup")).by_key("infra"))
    assert project is not None and project.ladder is LadderName.STANDARD


async def test_everybody_answers_within_the_hour(world: World) -> None:
    """Each question once; nobody is told and no lead decides; answered when it says."""
    late(world)
    found = await played(world, answers=Answers.ALL)
    asked = [each for each in found.heard if each.kind.startswith("overdue")]
    assert {each.who for each in asked} == {"Maria"}
    assert all(each.answered for each in asked)
    assert "overdue_again" not in {each.kind for each in asked}
    assert "(answered 2026-11-" in as_text(found)


def asked_before(world: World, answered: int, of: int) -> None:
    """*of* questions of the past about tasks of the project; *answered* of them after an hour."""
    project = world.project(home=world.channel, speaks=True)
    maria = world.people["maria"]
    at, to = world.now, to_person(maria)

    def run(work: WorkUnit, subject: TaskId, number: int) -> None:
        wanted = Wanted(task_ref(subject), NoticeKind.OVERDUE, "past", to, Manner.NOW, at)
        notice = work.notices.owe(wanted, at)
        assert notice is not None
        work.notices.settle([notice.id], NoticeState.SAID, at)
        if number < answered:
            work.notices.answer(task_ref(subject), maria, at + timedelta(hours=1))

    for number in range(of):
        task = world.add(title=f"Past {number}", project=project)
        world.work(partial(run, subject=task.id, number=number))


async def test_the_past_answers_as_it_did(world: World) -> None:
    """Five of ten within an hour: said in words, by kind, of nobody; the same seed, the same."""
    asked_before(world, 5, 10)
    project = world.work(lambda w: w.projects(System("followup")).by_key("infra"))
    assert project is not None
    due = Due(world.now + timedelta(hours=2), "Europe/London", has_time=True)
    for number in range(6):
        task = world.add(title=f"Late {number}", due=due, project=project.id)
        world.do("maria", Start(task.id))
    first = await played(world, answers=Answers.PAST)
    again = await played(world, answers=Answers.PAST)
    assert first == again
    assert "  overdue: 5 of 10 answered, half of them within 1.0 working hours, 0 with done" in (
        first.habits
    )
    assert not any("Maria" in line for line in first.habits)
    kinds = {each.kind: each for each in first.heard if each.answered}
    assert "overdue" in kinds
    other = await played(world, answers=Answers.PAST, seed=2)
    assert other.habits[0].endswith("with seed 2.")


async def test_without_a_past_nobody_answers(world: World) -> None:
    """And that is said."""
    late(world)
    found = await played(world, answers=Answers.PAST)
    assert found.heard == (await played(world)).heard
    assert "nobody answers here" in as_text(found)


def test_few_questions_of_a_kind_tell_nothing_by_themselves() -> None:
    """Then all kinds together do."""
    often = Habit(20, (timedelta(hours=1),) * 20, 0)
    rare = Habit(1, (), 0)
    habits = Habits(Answers.PAST, {NoticeKind.STALLED: rare, NoticeKind.OVERDUE: often}, often)
    wanted = Wanted(task_ref(TaskId(1)), NoticeKind.STALLED, "s", to_person(1), Manner.NOW, None)  # type: ignore[arg-type]
    assert habits.draw(Notice(NoticeId(1), wanted, NoticeState.SAID, None)) is not None  # type: ignore[arg-type]
    assert any("too few" in line for line in told(habits))


async def test_a_project_is_found_by_the_channel_it_lives_in(world: World) -> None:
    """As the sandbox asks for it; where none lives nothing is found."""
    late(world)
    url = f"sqlite:///{world.engine.url.database}"
    found = await simulate(url, living_in("slack", "C1"), Asked(), world.now)
    assert found.project == "infra"
    with pytest.raises(NotFound, match="project_not_found"):
        await simulate(url, living_in("slack", "C2"), Asked(), world.now)


async def test_what_is_private_is_not_told_in_the_channel(world: World) -> None:
    """A private task of the project is played for an admin, and left out where others read."""
    late(world)
    project = world.work(lambda w: w.projects(System("followup")).by_key("infra"))
    assert project is not None
    due = Due(world.now + timedelta(hours=2), "Europe/London", has_time=True)
    world.add(title="Raise for Tom", due=due, project=project.id, place=world.private)
    url = f"sqlite:///{world.engine.url.database}"
    found = await simulate(url, living_in("slack", "C1"), Asked(at_home="slack"), world.now)
    assert found.heard and "Raise" not in as_json(found)
    assert "Raise" in as_json(await played(world))


async def test_of_two_homes_the_one_on_the_platform_counts(world: World) -> None:
    """What only the guild's home sees is left out on Slack, though that home was the first."""

    def join(work: WorkUnit) -> PlaceId:
        guild = Installation(world.workspace, InstallationId(work.new_id()), "discord", "G1")
        work.people.save_installation(guild)
        return see_place(work, guild.id, "71", "talk", PlaceKind.CHANNEL, world.now).id

    talk = world.work(join)
    project = world.project(home=talk, speaks=True)
    world.do("ana", SetProject(project, home=world.channel))
    due = Due(world.now + timedelta(hours=2), "Europe/London", has_time=True)
    world.add(title="Paint the hall", due=due, project=project)
    swept = world.add(title="Sweep the guild", due=due, project=project)
    narrow = replace(world.task(swept.id), visible_in=talk, version=swept.version + 1)
    world.work(lambda work: work.task_writer.save(narrow))
    url = f"sqlite:///{world.engine.url.database}"
    found = await simulate(url, living_in("slack", "C1"), Asked(at_home="slack"), world.now)
    assert "Paint" in as_json(found) and "Sweep" not in as_json(found)
    there = await simulate(url, living_in("discord", "71"), Asked(at_home="discord"), world.now)
    assert "Sweep" in as_json(there)
    firm = await played(world, LadderName.FIRM)
    assert any(each.who == "#general on Slack" for each in firm.heard)


async def test_what_cannot_be_played_is_refused(world: World) -> None:
    """An unknown project; a database that nobody has begun."""
    with pytest.raises(NotFound, match="project_not_found"):
        await played(world)
    with pytest.raises(Unavailable, match="database_empty"):
        await simulate("sqlite:////nowhere/none.db", named("infra"), Asked(), world.now)


def test_a_quiet_project_says_so() -> None:
    """Nothing to come is said in words."""
    assert as_text(Played("infra", "standard", "UTC", ("Answers: none.",))).endswith(
        "Nobody would hear anything."
    )
