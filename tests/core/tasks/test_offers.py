"""Offers: whoever wants to be asked first is asked, at every way in which a task is given."""

from dataclasses import replace

import pytest

from core.kernel.errors import BadInput, Conflict
from core.people.model import Role
from core.people.settings import Incoming
from core.tasks.commands import Assign, Claim, Drop, Edit, Undo
from core.tasks.commands_adding import AddMany, Draft
from core.tasks.commands_apart import DeclineOffer, TakeOffer
from core.tasks.model import Status
from core.tasks.ports import TaskFilter
from core.unit import WorkUnit
from tests.support.worlds import World


def takes(world: World, who: str, incoming: Incoming, **values: object) -> None:
    """How tasks from others come to somebody."""

    def run(work: WorkUnit) -> None:
        person = work.people.person(world.people[who])
        assert person is not None
        settings = replace(person.settings, incoming=incoming)
        work.people.save_person(replace(person, settings=settings, **values))  # type: ignore[arg-type]

    world.work(run)


def test_a_new_task_is_offered_and_nobody_has_it(world: World) -> None:
    """It waits in the open, and shows among what waits for her."""
    takes(world, "maria", Incoming.ASK)
    task = world.add()
    maria = world.people["maria"]
    assert (task.owner, task.offered_to, task.status) == (None, maria, Status.TRIAGE)
    audience = world.context("maria").audience
    waiting = TaskFilter(waiting_for=maria)
    assert [t.id for t in world.work(lambda work: work.tasks(audience).find(waiting))] == [task.id]


def test_taking_it_makes_it_ones_own(world: World) -> None:
    """Only for who was asked, and once."""
    takes(world, "maria", Incoming.ASK)
    task = world.add()
    with pytest.raises(Conflict, match="offer_gone"):
        world.do("tom", TakeOffer(task.id))
    world.do("maria", TakeOffer(task.id))
    now = world.task(task.id)
    assert (now.owner, now.offered_to) == (world.people["maria"], None)
    assert now.status is Status.TODO
    with pytest.raises(Conflict, match="already_taken"):
        world.do("maria", TakeOffer(task.id))


def test_no_thanks_leaves_it_as_it_was(world: World) -> None:
    """Whoever had it goes on."""
    task = world.add(owner="tom")
    takes(world, "maria", Incoming.ASK)
    world.do("jon", Assign(task.id, world.people["maria"]))
    assert world.task(task.id).owner == world.people["tom"]
    world.do("maria", DeclineOffer(task.id))
    now = world.task(task.id)
    assert (now.owner, now.offered_to) == (world.people["tom"], None)


def test_somebody_else_may_take_it_meanwhile(world: World) -> None:
    """Claim stays in the open; then the offer is over."""
    takes(world, "maria", Incoming.ASK)
    task = world.add()
    world.do("tom", Claim(task.id))
    assert world.task(task.id).offered_to is None
    with pytest.raises(Conflict):
        world.do("maria", TakeOffer(task.id))


def test_what_one_gives_oneself_is_ones_own(world: World) -> None:
    """Whatever is set for others."""
    for incoming in Incoming:
        takes(world, "maria", incoming)
        assert world.add("maria", "maria").owner == world.people["maria"]


@pytest.mark.parametrize("who", ["jon", "ana", "ada"])
def test_nobody_forces_a_task_on_who_takes_none(world: World, who: str) -> None:
    """Neither a lead nor an admin; nothing is saved."""
    takes(world, "maria", Incoming.OFF)
    drafts = (Draft("One", owner=world.people["tom"]), Draft("Two", owner=world.people["maria"]))
    for intent in (AddMany(drafts),):
        with pytest.raises(BadInput, match="takes_none"):
            world.do(who, intent)
    with pytest.raises(BadInput, match="takes_none"):
        world.add(who)
    everything = TaskFilter()
    audience = world.context(who).audience
    assert world.work(lambda work: work.tasks(audience).count(everything)) == 0


def test_the_form_of_a_task_offers_as_well(world: World) -> None:
    """Another owner in *Edit*."""
    task = world.add(owner="tom")
    takes(world, "maria", Incoming.ASK)
    world.do("jon", Edit(task.id, task.version, owner=world.people["maria"]))
    assert world.task(task.id).offered_to == world.people["maria"]


def test_people_outside_have_it_at_once(world: World) -> None:
    """They could not answer an offer."""
    takes(world, "maria", Incoming.ASK, role=Role.EXTERNAL)
    assert world.add().owner == world.people["maria"]


def test_an_offer_is_taken_back_with_undo(world: World) -> None:
    """It is as before."""
    task = world.add(owner="tom")
    takes(world, "maria", Incoming.ASK)
    world.do("jon", Assign(task.id, world.people["maria"]))
    world.do("jon", Undo())
    assert world.task(task.id).offered_to is None


def test_what_is_dropped_is_offered_to_nobody(world: World) -> None:
    """The offer ends with it."""
    takes(world, "maria", Incoming.ASK)
    task = world.add()
    world.do("jon", Drop(task.id))
    assert world.task(task.id).offered_to is None


def test_an_offer_in_a_private_place_is_seen_by_who_is_asked(world: World) -> None:
    """And by nobody else outside."""
    takes(world, "maria", Incoming.ASK)
    task = world.add(place=world.private)
    assert world.sees("maria", task.id) and not world.sees("tom", task.id)


def volunteers(world: World) -> None:
    """People give their free time there."""

    def run(work: WorkUnit) -> None:
        work.people.save_workspace(replace(work.people.workspace(), ladder="volunteer"))

    world.work(run)


def test_volunteers_are_asked_first(world: World) -> None:
    """Where people give their free time, a task of somebody else is an offer."""
    volunteers(world)
    task = world.add()
    assert (task.owner, task.offered_to) == (None, world.people["maria"])


def test_a_volunteer_can_want_tasks_at_once(world: World) -> None:
    """What somebody has chosen holds against what is usual there."""
    volunteers(world)
    takes(world, "maria", Incoming.DIRECT)
    assert world.add().owner == world.people["maria"]


def test_in_a_team_nothing_chosen_is_direct(world: World) -> None:
    """Elsewhere a task is the owner's as soon as it is given."""
    assert world.add().owner == world.people["maria"]
