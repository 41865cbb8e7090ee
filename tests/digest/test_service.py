"""Briefs and digests read from the store, each for the audience that will read it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from core import compose, dispatch
from core.digest import service as digests
from core.digest.model import HealthWord, ProjectHealth
from core.followup import service as followup
from core.followup.model import Routine, RoutineKind, to_person
from core.followup.routines import advance, put_brief
from core.kernel.audience import InPlace
from core.kernel.events import Verb
from core.kernel.refs import ProjectId, project_ref, task_ref
from core.links.commands import WaitFor
from core.people.settings import Topic, Way
from core.tasks.commands import Finish, Reopen, SendBack, SetDue, Start
from core.tasks.commands_blocking import Block
from core.tasks.model import Due, Task
from core.unit import WorkUnit
from tests.support.worlds import World


def at(day: int, hour: int) -> datetime:
    """A moment of November 2026; the 23rd is a Monday, and London is at UTC."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def due(day: int, hour: int) -> Due:
    """A date in UTC."""
    return Due(at(day, hour), "UTC", True)


def home(world: World) -> ProjectId:
    """The project *infra* with its home in the channel."""
    return world.project(home=world.channel, speaks=True)


def routine(world: World, project: ProjectId, last: str = "") -> Routine:
    """The digest of the project, due now."""
    return Routine(
        world.workspace, RoutineKind.DIGEST, project_ref(project), time(9), "UTC", world.now, last
    )


def health(world: World, number: ProjectId) -> ProjectHealth:
    """What the channel may know."""

    def run(work: WorkUnit) -> ProjectHealth:
        project = work.projects(InPlace(world.channel)).get(number)
        assert project is not None
        return digests.health_for(work, project, InPlace(world.channel), world.now)

    return world.work(run)


def test_a_digest_is_said_in_the_projects_home(world: World) -> None:
    """With the chain that may slip."""
    project = home(world)
    first = world.add(project=project, due=due(25, 17))
    second = world.add(project=project, due=due(26, 17))
    world.do("jon", WaitFor(second.id, (first.id,)))
    world.do("maria", Block(first.id, "no rights"))
    world.now = at(25, 9)
    row = routine(world, project)
    (news,) = world.work(lambda work: digests.news(work, project, row, world.now))
    assert news.place == world.channel
    assert news.health.word is HealthWord.AT_RISK
    assert [(s.task.id, s.because.id) for s in news.health.slips] == [(second.id, first.id)]


def test_the_same_state_is_not_said_twice(world: World) -> None:
    """What was said is remembered in the routine, also when its time moves on."""
    project = home(world)
    world.add(project=project, due=due(30, 17))
    row = routine(world, project)

    def play(work: WorkUnit) -> bool:
        kept = work.routines.get(RoutineKind.DIGEST, project_ref(project)) or row
        said = digests.news(work, project, kept, world.now) != ()
        advance(work, kept, world.now, said=True)
        return said

    assert world.work(play)
    world.now = at(24, 9)
    assert not world.work(play)
    world.add(project=project, owner=None)
    assert world.work(play)


def test_an_empty_project_says_nothing(world: World) -> None:
    """Nothing open, nothing finished."""
    project = home(world)
    row = routine(world, project)
    assert world.work(lambda work: digests.news(work, project, row, world.now)) == ()


def test_a_project_without_a_home_says_nothing(world: World) -> None:
    """Nowhere to say it."""
    project = world.project()
    world.add(project=project)
    row = routine(world, project)
    assert world.work(lambda work: digests.news(work, project, row, world.now)) == ()


def test_an_archived_home_hears_nothing(world: World) -> None:
    """The channel was closed."""
    project = home(world)
    world.add(project=project)

    def archive(work: WorkUnit) -> None:
        place = work.people.place(world.channel)
        assert place is not None
        work.people.save_place(replace(place, archived=True))

    world.work(archive)
    row = routine(world, project)
    assert world.work(lambda work: digests.news(work, project, row, world.now)) == ()


def test_private_tasks_count_for_nobody_else(world: World) -> None:
    """Neither listed nor counted in the channel."""
    project = home(world)
    world.add(project=project, place=world.private, due=due(23, 10))
    world.now = at(25, 9)
    found = health(world, project)
    assert found.open == 0
    assert found.overdue == ()


def test_finished_work_counts_since_the_digest_before(world: World) -> None:
    """Done and checked on Monday: Tuesday's digest has it, Wednesday's has not."""
    project = home(world)
    own = world.add("maria", project=project)
    world.now = at(23, 12)
    world.do("maria", Finish(own.id))
    world.now = at(24, 9)
    assert [t.id for t in health(world, project).finished] == [own.id]
    world.now = at(25, 13)
    assert health(world, project).finished == ()


def test_a_date_that_moved_is_told_with_its_reason(world: World) -> None:
    """Later only, since the digest before."""
    project = home(world)
    later = world.add(project=project, due=due(25, 17))
    sooner = world.add(project=project, due=due(27, 17))
    world.later(hours=1)
    world.do("maria", SetDue(later.id, due(27, 17), "waiting for access"))
    world.do("maria", SetDue(sooner.id, due(25, 17)))
    world.now = at(24, 9)
    assert [(m.task.id, m.reason) for m in health(world, project).moved] == [
        (later.id, "waiting for access")
    ]


def test_reopened_work_is_counted_and_no_longer_finished(world: World) -> None:
    """Sent back or reopened since the digest before: told once, with its whole history kept."""
    project = home(world)
    own = world.add("maria", "maria", project=project)
    back = world.add("jon", "maria", project=project)
    world.later(hours=1)
    world.do("maria", Finish(own.id))
    world.do("maria", Reopen(own.id, "the old record came back"))
    world.do("maria", Finish(back.id))
    world.do("jon", SendBack(back.id, "TTL is still 5 min"))
    world.now = at(24, 9)
    found = health(world, project)
    assert ({t.id for t in found.reopened}, found.finished) == ({own.id, back.id}, ())
    assert [e.verb for e in world.events(own.id)][-2:] == [Verb.CLOSED, Verb.REOPENED]
    world.now = at(25, 13)
    assert health(world, project).reopened == ()


# Briefs


def test_a_brief_has_what_its_person_may_see(world: World) -> None:
    """Today, what waits for them, and who they wait for."""
    mine = world.add(due=due(24, 17))
    check = world.add("maria", owner="jon", title="Backup test", criteria=("restored",))
    theirs = world.add("maria", owner="jon", due=due(24, 17))
    world.do("jon", Finish(check.id))
    world.do("jon", WaitFor(theirs.id, (mine.id,)))
    world.now = at(24, 9)
    maria = world.people["maria"]
    facts = world.work(lambda work: digests.brief_facts(work, maria, [], world.now))
    assert facts is not None
    assert [t.id for t in facts.today] == [mine.id]
    assert [t.id for t in facts.waiting] == [check.id]
    assert [t.id for t in facts.you_wait_for] == [theirs.id]
    assert facts.waited_by == {mine.id: (theirs.id,)}


def test_what_holds_no_more_is_not_in_the_brief(world: World) -> None:
    """A question that was answered before the brief came."""
    task = world.add()
    world.later(hours=10)
    maria = world.people["maria"]
    world.work(lambda work: followup.follow(work, task_ref(task.id), world.now))
    owed = world.work(lambda work: list(work.notices.of(task_ref(task.id))))
    assert len(owed) == 1
    world.now = at(24, 9)
    read = world.work(lambda work: digests.brief_facts(work, maria, owed, world.now))
    assert read is not None
    assert [n.id for n in read.told] == [owed[0].id]
    world.do("maria", Start(task.id))
    assert world.work(lambda work: digests.brief_facts(work, maria, owed, world.now)) is None


def test_what_is_asked_beside_the_brief_is_not_in_it(world: World) -> None:
    """A date that is past: in the question of the same minute, and in the next morning's brief."""
    task = world.add("maria", due=due(23, 17))
    other = world.add(due=due(24, 17))
    world.now = at(24, 9)
    maria = world.people["maria"]
    world.work(lambda work: followup.follow(work, task_ref(task.id), world.now))
    facts = world.work(lambda work: digests.brief_facts(work, maria, [], world.now))
    assert facts is not None
    assert ([t.id for t in facts.today], facts.beside) == ([other.id], 1)
    whole = world.work(lambda work: digests.brief_facts(work, maria, [], world.now, apart=False))
    assert whole is not None and [t.id for t in whole.today] == [task.id, other.id]
    world.work(lambda work: compose.compose(work, to_person(maria), world.now))
    facts = world.work(lambda work: digests.brief_facts(work, maria, [], world.now))
    assert facts is not None and [t.id for t in facts.today] == [other.id]


def test_what_is_asked_in_the_brief_is_in_it(world: World) -> None:
    """Who wants such questions in the brief, and who may not be interrupted, reads it there."""
    task = world.add("maria", due=due(23, 17))
    world.now = at(24, 9)
    maria = world.people["maria"]
    world.work(lambda work: followup.follow(work, task_ref(task.id), world.now))

    def set_way(work: WorkUnit) -> None:
        person = work.people.person(maria)
        assert person is not None
        settings = person.settings.choosing([(Topic.DATES, Way.BRIEF)])
        work.people.save_person(replace(person, settings=settings))

    world.work(set_way)
    facts = world.work(lambda work: digests.brief_facts(work, maria, [], world.now))
    assert facts is not None
    assert ([t.id for t in facts.today], facts.beside) == ([task.id], 0)


def test_nobody_with_nothing_gets_a_brief(world: World) -> None:
    """All parts are empty."""
    tom = world.people["tom"]
    assert world.work(lambda work: digests.brief_facts(work, tom, [], world.now)) is None


def morning(world: World, day: int) -> bool:
    """Whether Maria gets a brief at nine that day."""
    maria = world.people["maria"]
    world.now = at(day, 9)

    def run(work: WorkUnit) -> bool:
        found = work.routines.get(RoutineKind.BRIEF, to_person(maria))
        assert found is not None
        said = compose.play(work, found, world.now)
        advance(work, found, world.now, said=said)
        return said

    return world.work(run)


def waited_for(world: World) -> Task:
    """Something of Jon's that Maria asked for, due on Tuesday at 17:00."""
    maria = world.people["maria"]
    world.work(lambda work: put_brief(work, maria, world.now))
    return world.add("maria", owner="jon", due=due(24, 17))


def test_what_one_waits_for_is_a_brief_of_its_own_when_it_changes(world: World) -> None:
    """On the day before its date, when it is late, and when something happened to it; never again
    for the same."""
    task = waited_for(world)
    assert morning(world, 24), "it is due today"
    assert morning(world, 25), "it is late"
    assert not morning(world, 26)
    world.do("jon", Block(task.id, "no rights"))
    assert morning(world, 27)
    assert not morning(world, 30), "after a weekend nothing is new either"


def test_what_is_ones_own_makes_a_brief_each_day(world: World) -> None:
    """It is late today as it was yesterday; what is waited for stands beside it."""
    waited_for(world)
    world.add(due=due(24, 17))
    assert [morning(world, day) for day in (24, 25, 26, 27)] == [True] * 4


def test_a_brief_that_was_not_said_is_no_beginning(world: World) -> None:
    """What changed on the day of a silent morning is said on the next."""
    task = waited_for(world)
    assert [morning(world, day) for day in (24, 25, 26)] == [True, True, False]
    world.now = at(26, 8)
    world.do("jon", Start(task.id))
    assert morning(world, 27)


# Routines


def test_routines_that_fall_on_a_day_off_move_on(world: World) -> None:
    """A brief of Saturday is one of Monday, and a digest too."""
    project = home(world)
    world.now = at(28, 9)
    maria = world.people["maria"]
    world.work(lambda work: work.routines.put(routine(world, project)))
    world.work(lambda work: put_brief(work, maria, world.now - timedelta(days=1)))
    assert _plays(world) is None
    assert world.work(lambda work: work.routines.earliest()) == at(30, 9)


def test_a_routine_that_is_due_is_played_and_comes_again(world: World) -> None:
    """The next working day."""
    maria = world.people["maria"]
    world.work(lambda work: put_brief(work, maria, world.now))
    world.add(due=due(23, 17))
    assert _plays(world) is not None
    assert world.work(lambda work: work.routines.earliest()) == at(24, 9)


def _plays(world: World) -> datetime | None:
    """Works off what is due; when the first post goes out, if there is one."""
    with world.unit() as unit:
        dispatch.tick(unit, world.workspace, world.now, 100)
        return unit.outbox.earliest()


def test_what_is_not_named_is_counted(world: World) -> None:
    """Tasks that nothing is to be told of, with a date far away or with none."""
    project = home(world)
    world.add(project=project, due=Due(at(30, 17) + timedelta(days=90), "UTC", True))
    world.add(project=project)
    world.now = at(26, 9)
    found = health(world, project)
    assert (found.open, found.dateless) == (2, 1)
    assert (found.soon, found.overdue, found.unowned) == ((), (), ())


def test_a_chain_is_followed_to_its_far_end(world: World) -> None:
    """What may slip because of one past its date is told, however far away its own date is."""
    project = home(world)
    first = world.add(project=project, due=due(24, 17))
    second, last = (
        world.add(project=project, due=Due(at(24, 17) + timedelta(days=days), "UTC", True))
        for days in (28, 35)
    )
    world.do("jon", WaitFor(second.id, (first.id,)))
    world.do("jon", WaitFor(last.id, (second.id,)))
    world.now = at(27, 9)
    assert [slip.task.id for slip in health(world, project).slips] == [second.id, last.id]
