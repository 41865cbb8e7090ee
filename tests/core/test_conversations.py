"""Where is looked, after an outage, for what was said to us."""

from dataclasses import replace
from importlib import import_module

import pytest

from core import dispatch
from core.kernel.refs import PlaceId
from core.people.model import Bounds, Place, PlaceKind
from core.people.service import see_place
from core.unit import WorkUnit
from tests.support.worlds import World


def known(world: World, name: str, kind: PlaceKind = PlaceKind.CHANNEL) -> PlaceId:
    """A channel becomes known."""

    def see(work: WorkUnit) -> Place:
        [home] = work.people.installations()
        return see_place(work, home.id, name, name, kind, world.now)

    return world.work(see).id


def looked_at(world: World) -> list[str]:
    """The channels, in their order."""
    with world.unit() as unit:
        [home] = unit.of(world.workspace).people.installations()
        spots = dispatch.conversations(unit, home.platform, home.external_id)
    return [*(spot.place for spot in spots.found), *["left out"] * spots.left]


def test_homes_come_first_and_private_channels_last(world: World) -> None:
    """Among the others those that became known last."""
    known(world, "C2")
    assert looked_at(world) == ["C2", "C1", "G1"]
    world.project(home=world.channel)
    assert looked_at(world) == ["C1", "C2", "G1"]


def test_what_is_closed_is_not_read(world: World) -> None:
    """Archived, or without us."""
    spots = {"archived": known(world, "C2"), "out": known(world, "C3")}

    def close(work: WorkUnit) -> None:
        for why, number in spots.items():
            place = work.people.place(number)
            assert place is not None
            work.people.save_place(replace(place, archived=why == "archived", bot_in=why != "out"))

    world.work(close)
    assert looked_at(world) == ["C1", "G1"]


def test_the_chosen_channels_alone(world: World) -> None:
    """Where an admin chose some."""
    chosen = known(world, "C2")

    def choose(work: WorkUnit) -> None:
        home = work.people.workspace()
        work.people.save_workspace(replace(home, bounds=Bounds(channels=(chosen,))))

    world.work(choose)
    assert looked_at(world) == ["C2"]


def test_no_more_than_so_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many are left is known, for an admin reads of them."""
    monkeypatch.setattr(import_module("core.dispatch.missed"), "CHANNELS", 2)
    known(world, "C2")
    known(world, "C3")
    assert looked_at(world) == ["C3", "C2", "left out", "left out"]
