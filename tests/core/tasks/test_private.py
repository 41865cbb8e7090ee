"""What is private stays private: in acting, too."""

import pytest

from core.kernel.errors import BadInput, Conflict, NotFound
from core.people.model import PlaceKind, Role
from core.people.service import see_place
from core.tasks.commands import AddNote, Assign, Claim, Share
from core.tasks.commands_adding import AddTask, Capture, Draft
from core.tasks.commands_blocking import Block
from core.tasks.model import Source
from tests.support.worlds import World

CANARY = "Let Tom go"


def test_typed_in_a_private_channel_stays_there(world: World) -> None:
    """What is typed in a private channel is seen by its people alone."""
    task = world.add("jon", "maria", world.private, title=CANARY)
    assert task.visible_in == world.private
    assert not world.sees("ana", task.id)


def test_unseen_and_unknown_are_told_alike(world: World) -> None:
    """Nobody learns from an error whether a number exists."""
    task = world.add("jon", "maria", world.private, title=CANARY)
    with pytest.raises(NotFound) as unseen:
        world.do("tom", Claim(task.id))
    with pytest.raises(NotFound) as unknown:
        world.do("tom", Claim(task.id + 1))  # type: ignore[arg-type]
    assert unseen.value.code == unknown.value.code
    assert unseen.value.fields.keys() == unknown.value.fields.keys()


def test_outsider_asks_first(world: World) -> None:
    """Giving a private task to an outsider asks first, and then lets them see it."""
    task = world.add("jon", "maria", world.private)
    with pytest.raises(BadInput, match="outsider") as asked:
        world.do("jon", Assign(task.id, world.people["tom"]))
    told = {"who": world.people["tom"], "place": world.private, "task": "T-1", "id": task.id}
    assert asked.value.fields == told
    world.do("jon", Assign(task.id, world.people["tom"], confirmed=True))
    assert world.sees("tom", task.id)


def test_outside_helper_asks_first(world: World) -> None:
    """A helper sees the task, so an outsider as helper asks first."""
    task = world.add("jon", "maria", world.private)
    with pytest.raises(BadInput, match="outsider"):
        world.do("maria", Block(task.id, "Stuck", helper=world.people["tom"]))


def test_outside_owner_at_birth_asks_first(world: World) -> None:
    """So does an outsider as the owner of a new one."""
    with pytest.raises(BadInput, match="outsider"):
        world.add("jon", "tom", world.private)
    draft = Draft("Renew", owner=world.people["tom"])
    task = world.do("jon", AddTask(draft, confirmed=True), world.private).task
    assert world.sees("tom", task.id)


def test_private_card_stays_in_its_place(world: World) -> None:
    """A private task is shared in its own place only."""
    task = world.add("jon", "maria", world.private)
    with pytest.raises(BadInput, match="private_task"):
        world.do("jon", Share(task.id, world.channel))
    assert world.do("jon", Share(task.id, world.private)).events


def test_captured_from_a_direct_message_stays_there(world: World) -> None:
    """What is captured from the messages with Chivvy is not for all, what is typed there is."""
    direct = world.work(
        lambda work: see_place(
            work, work.people.installations()[0].id, "D1", "", PlaceKind.DM, world.now,
            frozenset({world.people["jon"]}),
        ).id
    )  # fmt: skip
    source = Source(direct, "1.1", "1.1", "https://x.example/1")
    captured = world.do("jon", Capture(Draft("Renew"), source), direct).task
    assert captured.visible_in == direct
    assert world.add("jon", "jon", direct).visible_in is None


def test_captured_once(world: World) -> None:
    """The same message is not captured twice by accident, but it is on purpose."""
    source = Source(world.channel, "1.1", "1.1", "https://x.example/1", world.people["maria"])
    first = world.do("jon", Capture(Draft("Renew"), source)).task
    with pytest.raises(Conflict, match="already_captured") as known:
        world.do("tom", Capture(Draft("Renew"), source))
    assert known.value.fields["id"] == first.id
    assert world.do("tom", Capture(Draft("Renew"), source, anyway=True)).task.id == first.id + 1


def test_captured_bots_ask_for_nothing(world: World) -> None:
    """What a bot said is asked for by who captured it; what a human said, by them."""
    bot = world.meet("ci", Role.BOT)
    source = Source(world.channel, "1.1", "1.1", "https://x.example/1", bot)
    task = world.do("jon", Capture(Draft("Renew"), source, requester=bot)).task
    assert task.requester == world.people["jon"]
    source = Source(world.channel, "1.2", "1.2", "https://x.example/2")
    asked = world.do("jon", Capture(Draft("Renew"), source, requester=world.people["tom"])).task
    assert asked.requester == world.people["tom"]


def test_guests_do_not_reach_what_they_do_not_see(world: World) -> None:
    """A guest notes nothing on tasks of places that are not theirs."""
    world.meet("gil", Role.GUEST)
    with pytest.raises(NotFound):
        world.do("gil", AddNote(world.add().id, "Hello"))
