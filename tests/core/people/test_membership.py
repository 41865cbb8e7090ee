"""Who is in which place, what is believed of it, and what narrows with it."""

from dataclasses import replace

import pytest

from core.dispatch import arrive, learn
from core.kernel.refs import PersonId, PlaceId
from core.people import membership
from core.people.model import Place, PlaceKind, Role, Sender
from core.people.service import appoint, recognise
from tests.support.worlds import World

MARIA = Sender("slack", "T1", "MARIA", "maria", place="C1", place_name="general")
PRIVATELY = replace(MARIA, place_name="", place_kind=PlaceKind.GROUP)


def inside(world: World, place: PlaceId) -> set[PersonId]:
    return set(world.work(lambda work: work.people.members(place)))


def place(world: World, number: PlaceId) -> Place:
    found = world.work(lambda work: work.people.place(number))
    assert found is not None
    return found


def ids(world: World, *names: str) -> set[PersonId]:
    return {world.people[name] for name in names}


def test_what_is_looked_up_holds(world: World) -> None:
    """The platform's list is who is there; bots and strangers are not counted."""
    world.meet("helper", Role.BOT)
    told = {"MARIA", "TOM", "HELPER", "NOBODY"}
    world.work(lambda w: membership.know_members(w, world.private, "slack", told, world.now))
    assert inside(world, world.private) == ids(world, "maria", "tom")


def test_members_of_open_channels_are_not_kept(world: World) -> None:
    """Only of guests and people from outside it matters where they are."""
    world.meet("gast", Role.GUEST)
    world.meet("far", Role.EXTERNAL)
    told = {"MARIA", "GAST", "FAR"}
    world.work(lambda w: membership.know_members(w, world.channel, "slack", told, world.now))
    assert inside(world, world.channel) == ids(world, "gast", "far")


def test_a_quarter_of_an_hour_is_believed(world: World) -> None:
    """Then the places of the asker are to be looked up, the one spoken in first."""

    def unsure(who: str, here: PlaceId | None = None) -> list[PlaceId]:
        person = world.people[who]
        return world.work(
            lambda w: [p.id for p in membership.unsure_for(w, person, here, world.now)]
        )

    assert unsure("maria", world.private) == []
    world.later(minutes=15, seconds=1)
    assert unsure("maria", world.private) == [world.private]
    assert unsure("tom") == []


def test_doubt_is_no(world: World) -> None:
    """Who is not known to be there in time is not there; what was looked up is not doubted."""
    maria = world.people["maria"]
    world.work(lambda w: membership.doubt(w, world.private, maria, world.now))
    assert inside(world, world.private) == ids(world, "maria", "jon")
    world.later(minutes=16)
    world.work(lambda w: membership.doubt(w, world.private, maria, world.now))
    assert inside(world, world.private) == ids(world, "jon")


def test_after_an_hour_of_silence_nobody_is_there(world: World) -> None:
    """Until then it is believed what was seen last."""
    world.later(minutes=59)
    world.work(lambda w: membership.lose(w, world.private, world.now))
    assert inside(world, world.private) == ids(world, "maria", "jon")
    world.later(minutes=2)
    world.work(lambda w: membership.lose(w, world.private, world.now))
    assert inside(world, world.private) == set()


def test_the_narrower_kind_wins(world: World) -> None:
    """A channel that is said to be private is so at once, and never open again by itself."""
    with world.unit() as unit:
        assert recognise(unit, PRIVATELY, world.now, "k") is None
        ctx = arrive(unit, PRIVATELY, world.now, "k")
    assert ctx.private_place == world.channel
    assert place(world, world.channel).kind is PlaceKind.GROUP
    with world.unit() as unit:
        learn(unit, MARIA, (), world.now)
        again = recognise(unit, MARIA, world.now, "k")
    assert again is not None
    assert again.private_place == world.channel


def test_a_channel_made_private_takes_its_project_along(world: World) -> None:
    """The project that lives in it and its tasks are seen by its people and who takes part."""
    project = world.project(home=world.channel)
    task = world.add("jon", "maria", project=project)
    typed = world.add("jon", "maria")
    assert world.sees("tom", task.id)
    with world.unit() as unit:
        arrive(unit, PRIVATELY, world.now, "k")
    assert not world.sees("tom", task.id)
    assert world.sees("jon", task.id)
    assert world.sees("tom", typed.id)


def test_people_of_other_organisations_are_no_members(world: World) -> None:
    """Also when nobody has told anything of them before they speak."""
    task = world.add()
    sender = replace(MARIA, user="FAR", user_name="far", home_team="T9")
    with world.unit() as unit:
        ctx = arrive(unit, sender, world.now, "k")
    world.people["far"] = ctx.actor
    person = world.work(lambda work: work.people.person(ctx.actor))
    assert person is not None
    assert person.role is Role.EXTERNAL
    assert not world.sees("far", task.id)


@pytest.mark.parametrize(
    ("named", "admins"),
    [
        ({"TOM"}, ("tom",)),
        ({"TOM", "ADA", "LATER"}, ("ada", "tom")),
        ({"LATER"}, ("ada",)),
        (set(), ("ada",)),
        ({"GAST"}, ("ada",)),
        ({"LEFT"}, ("ada",)),
    ],
)
def test_admins_are_never_none(world: World, named: set[str], admins: tuple[str, ...]) -> None:
    """Those who are named, as far as they are members who are known and still here."""
    world.meet("gast", Role.GUEST)
    world.meet("left", active=False)
    world.work(lambda w: appoint(w, "slack", frozenset(named), world.now))
    found = world.work(lambda work: [person.id for person in work.people.admins()])
    assert set(found) == ids(world, *admins)
