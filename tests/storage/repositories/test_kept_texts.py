"""Typed text that waits for a button goes with its person, and stays with everybody else."""

import json

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId
from core.reading import kept
from tests.storage.repositories.world import NOW, World


def _ctx(world: World, person: PersonId) -> Context:
    return Context(world.id, person, "slack", NOW, "key")


def _held(world: World, person: PersonId, name: str) -> str:
    try:
        return kept.recall(world.unit, name, _ctx(world, person))
    except BadInput:
        return ""


def test_only_ones_own_is_forgotten(world: World) -> None:
    """What others typed waits on; what of others' holds a message of theirs does not."""
    maria, tom = world.maria, world.tom
    account = f"U{world.id}-{maria}"
    kept.keep(world.unit, "a" * 16, "add Renew it", _ctx(world, maria))
    kept.keep(world.unit, "b" * 16, "add Order disks", _ctx(world, tom))
    message = json.dumps({"author": account, "text": "please renew it"})
    kept.keep(world.unit, "c" * 16, message, _ctx(world, tom))
    thread = json.dumps({"items": [{"source": {"author": maria, "state": ""}}]})
    kept.keep(world.unit, "d" * 16, thread, _ctx(world, tom))
    world.work.erasure.erase(maria)
    assert _held(world, maria, "a" * 16) == ""
    assert _held(world, tom, "b" * 16) == "add Order disks"
    assert _held(world, tom, "c" * 16) == ""
    assert _held(world, tom, "d" * 16) == ""


def test_what_is_anothers_is_not_found(world: World) -> None:
    """A short name finds what its own person kept, and nothing else."""
    kept.keep(world.unit, "a" * 16, "add Renew it", _ctx(world, world.maria))
    assert _held(world, world.tom, "a" * 16) == ""
    assert _held(world, world.maria, "a" * 16) == "add Renew it"


def test_what_was_kept_before_is_found_and_forgotten(world: World) -> None:
    """Rows of an earlier release say not whose they are: they work on, until somebody goes."""
    assert world.unit.inbox.begin("kept:" + "e" * 16, NOW) is None
    world.unit.inbox.finish("kept:" + "e" * 16, "list overdue")
    assert _held(world, world.tom, "e" * 16) == "list overdue"
    world.work.erasure.erase(world.maria)
    assert _held(world, world.tom, "e" * 16) == ""
