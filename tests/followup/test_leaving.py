"""Somebody leaves: who is told, of what, and who may decide; on real units of work."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from core import dispatch
from core.authority import authorise
from core.followup import leaving
from core.followup import service as followup
from core.followup.model import Notice, NoticeKind, NoticeState
from core.handing import hand_over
from core.kernel.errors import BadInput, ChivvyError, Conflict, NotAllowed
from core.kernel.refs import TaskId, task_ref
from core.people.commands import HandOver
from core.people.model import Profile, Role, Sender
from core.people.settings import Incoming
from core.tasks.commands import Assign, Finish, Undo
from core.tasks.model import Status
from core.unit import WorkUnit
from tests.support.worlds import World


def goes(world: World, who: str, *, back: bool = False, role: Role = Role.MEMBER) -> None:
    """The platform tells that somebody has left, or is here again."""
    profile = Profile(who.upper(), who.title(), who, "Europe/London", role=role, active=back)
    with world.unit() as unit:
        dispatch.learn(unit, Sender("slack", "T1", who.upper()), (profile,), world.now)


def cards(world: World, gone: str) -> Sequence[Notice]:
    """The messages about somebody's leaving, whatever became of them."""
    subject = leaving.of_person(world.people[gone])
    found = world.work(lambda work: work.notices.of(subject))
    return [n for n in found if n.wanted.kind is NoticeKind.LEFT]


def told(world: World, gone: str) -> set[str]:
    """Who hears of it."""
    names = {number: name for name, number in world.people.items()}
    return {names[n.wanted.recipient.id] for n in cards(world, gone)}  # type: ignore[index]


def share(world: World, gone: str, who: str) -> set[TaskId]:
    """The tasks that *who* decides about."""
    found = world.work(lambda w: leaving.share(w, world.people[gone], world.people[who]))
    return {task.id for task in found.tasks}


def hands(world: World, who: str, gone: str, to: str | None) -> set[TaskId]:
    """All of it to somebody, as dispatch does it."""
    ctx = world.context(who)
    intent = HandOver(world.people[gone], world.people[to] if to else None)

    def run(work: WorkUnit) -> set[TaskId]:
        authorise(work, intent, ctx)
        return {changed.task.id for changed in hand_over(work, intent, ctx)}

    return world.work(run)


def test_each_task_has_one_who_decides(world: World) -> None:
    """The lead of its project, else who asked for it, else an admin; each hears once."""
    infra = world.project("ana")
    first, second = world.add(project=infra), world.add(project=infra)
    asked, own = world.add("jon"), world.add("maria")
    goes(world, "maria")
    assert told(world, "maria") == {"ana", "jon", "ada"}
    assert len(cards(world, "maria")) == 3
    assert share(world, "maria", "ana") == {first.id, second.id}
    assert share(world, "maria", "jon") == {asked.id}
    assert share(world, "maria", "ada") == {own.id}


def test_somebody_without_work_leaves_quietly(world: World) -> None:
    """Nothing is to be decided."""
    goes(world, "tom")
    assert cards(world, "tom") == []


def test_who_led_is_told_to_admins(world: World) -> None:
    """Also where no task of theirs is open."""
    world.project("ana")
    goes(world, "ana")
    assert told(world, "ana") == {"ada"}
    found = world.work(lambda w: leaving.share(w, world.people["ana"], world.people["ada"]))
    assert [project.key for project in found.projects] == ["infra"]


def test_a_private_task_is_for_its_people(world: World) -> None:
    """An admin outside decides nothing; somebody of the place does, and may give it away."""
    task = world.add("maria", place=world.private)
    goes(world, "maria")
    assert told(world, "maria") == {"jon"}
    world.do("jon", Assign(task.id, world.people["jon"]))
    assert world.task(task.id).owner == world.people["jon"]


def test_while_the_owner_is_here_nobody_else_gives_it_away(world: World) -> None:
    """Being of the place is no reason."""
    task = world.add("maria", place=world.private)
    with pytest.raises(NotAllowed):
        world.do("jon", Assign(task.id, world.people["jon"]))


def test_what_cannot_be_seen_stays(world: World) -> None:
    """A private task does not go to somebody outside, not even with all the others."""
    inside, outside = world.add("jon", place=world.private), world.add("jon")
    goes(world, "maria")
    assert hands(world, "jon", "maria", "tom") == {outside.id}
    assert world.task(inside.id).owner == world.people["maria"]
    with pytest.raises(Conflict, match="handing_outside"):
        hands(world, "jon", "maria", "tom")


def test_only_who_was_told_hands_over(world: World) -> None:
    """And only while the other is gone, and somebody is there to take it."""
    world.add("jon")
    with pytest.raises(NotAllowed):
        hands(world, "jon", "maria", "tom")
    goes(world, "maria")
    with pytest.raises(NotAllowed):
        hands(world, "tom", "maria", "tom")
    with pytest.raises(BadInput, match="person_left"):
        hands(world, "jon", "maria", "maria")
    goes(world, "maria", back=True)
    with pytest.raises(Conflict, match="person_is_back"):
        hands(world, "jon", "maria", "tom")


def test_a_second_press_finds_nothing(world: World) -> None:
    """It was handed over already."""
    world.add("jon")
    goes(world, "maria")
    hands(world, "jon", "maria", "tom")
    with pytest.raises(Conflict, match="nothing_to_hand_over"):
        hands(world, "jon", "maria", "tom")


def test_one_undo_takes_all_of_it_back(world: World) -> None:
    """Every task of the command."""
    tasks = [world.add("jon"), world.add("jon"), world.add("jon")]
    goes(world, "maria")
    ctx = world.context("jon")
    intent = HandOver(world.people["maria"], world.people["tom"])
    world.work(lambda work: hand_over(work, intent, ctx))
    world.do("jon", Undo(ctx.act.cause))
    assert {world.task(t.id).owner for t in tasks} == {world.people["maria"]}


def test_what_an_undo_gives_to_who_has_left_is_told(world: World) -> None:
    """Nobody was told when they left, for nothing was theirs."""
    task = world.add("jon", owner="maria")
    ctx = world.context("jon")
    world.do("jon", Assign(task.id, world.people["tom"]))
    goes(world, "maria")
    assert cards(world, "maria") == []
    world.do("jon", Undo())
    world.work(lambda work: followup.follow(work, task_ref(task.id), world.now))
    assert told(world, "maria") == {"jon"}
    assert ctx.actor == world.people["jon"]


def test_looking_again_tells_nobody_twice(world: World) -> None:
    """However often the tasks are looked at."""
    tasks = [world.add("jon"), world.add("jon")]
    goes(world, "maria")
    for _ in range(3):
        world.later(hours=5)
        for task in tasks:
            world.work(lambda w, t=task: followup.follow(w, task_ref(t.id), world.now))
    assert len(cards(world, "maria")) == 1


def test_leaving_again_is_told_again(world: World) -> None:
    """Another departure, another message."""
    world.add("jon")
    goes(world, "maria")
    world.later(days=1)
    goes(world, "maria", back=True)
    world.later(days=1)
    goes(world, "maria")
    assert len(cards(world, "maria")) == 2


def test_when_who_was_told_leaves_too_somebody_else_hears(world: World) -> None:
    """Nothing lies with two people who are gone."""
    infra = world.project("ana")
    task = world.add("jon", project=infra)
    goes(world, "maria")
    assert told(world, "maria") == {"ana"}
    said = [notice.id for notice in cards(world, "maria")]
    world.work(lambda work: work.notices.settle(said, NoticeState.SAID, world.now))
    goes(world, "ana")
    assert "jon" in told(world, "maria")
    assert share(world, "maria", "jon") == {task.id}


def test_who_is_erased_counts_as_gone(world: World) -> None:
    """What they had is told like that of anybody who has left."""
    world.add("jon")
    with world.unit() as unit:
        dispatch.erase(unit, world.workspace, world.people["maria"], world.now)
    assert told(world, "maria") == {"jon"}


def test_a_guest_decides_about_what_they_asked_for(world: World) -> None:
    """As long as they may see it."""
    gus = world.meet("gus", Role.GUEST)
    members = frozenset({gus})
    world.work(lambda work: work.people.set_members(world.channel, members, world.now))
    task = world.add("gus")
    goes(world, "maria")
    assert told(world, "maria") == {"gus"}
    assert share(world, "maria", "gus") == {task.id}


def test_who_wants_to_be_asked_first_is_offered_them(world: World) -> None:
    """Nobody has them until they are taken; who takes nothing gets nothing."""
    tasks = {world.add("jon", title="Open ports").id, world.add("jon", title="Order disks").id}
    goes(world, "maria")

    def wants(incoming: Incoming) -> None:
        tom = world.work(lambda work: work.people.person(world.people["tom"]))
        assert tom is not None
        new = replace(tom, settings=replace(tom.settings, incoming=incoming))
        world.work(lambda work: work.people.save_person(new))

    wants(Incoming.OFF)
    with pytest.raises(ChivvyError):
        hands(world, "jon", "maria", "tom")
    wants(Incoming.ASK)
    assert hands(world, "jon", "maria", "tom") == tasks
    for number in tasks:
        held = world.task(number)
        assert (held.owner, held.offered_to) == (None, world.people["tom"])


def test_checks_go_to_whoever_stands_in(world: World) -> None:
    """Who asked for the work; never who did it."""
    task = world.add("jon", owner="tom", verifier=world.people["maria"])
    world.do("tom", Finish(task.id))
    assert world.task(task.id).status is Status.IN_REVIEW
    goes(world, "maria")
    assert hands(world, "jon", "maria", "tom") == {task.id}
    assert world.task(task.id).verifier == world.people["jon"]
