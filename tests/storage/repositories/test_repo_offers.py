"""An offer and how somebody wants tasks, stored and seen."""

from dataclasses import replace

from core.kernel.audience import ForPerson
from core.people.model import PlaceKind
from core.people.settings import Incoming
from core.tasks.ports import TaskFilter
from tests.storage.repositories.world import World


def test_how_tasks_come_is_kept(world: World) -> None:
    """What is usual is kept as nothing."""
    for incoming in (Incoming.ASK, Incoming.OFF, Incoming.DIRECT):
        person = world.work.people.person(world.maria)
        assert person is not None
        settings = replace(person.settings, incoming=incoming)
        world.work.people.save_person(replace(person, settings=settings))
        world.again()
        found = world.work.people.person(world.maria)
        assert found is not None and found.settings.incoming is incoming


def test_an_offer_is_kept_and_found_by_who_is_asked(world: World) -> None:
    """Also in a private place of others; nobody else outside sees it."""
    place = world.place("secret", PlaceKind.GROUP, (world.maria,))
    task = world.task("Migrate DNS", offered_to=world.tom, visible_in=place)
    world.again()
    seen = world.work.tasks(ForPerson(world.tom))
    found = seen.find(TaskFilter(waiting_for=world.tom))
    assert [(t.id, t.offered_to) for t in found] == [(task.id, world.tom)]
    other = world.person("Eve", "eve")
    assert world.work.tasks(ForPerson(other)).get(task.id) is None
