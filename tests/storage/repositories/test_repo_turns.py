"""Fair claims: no destination holds up another, nor an installation what goes elsewhere."""

from dataclasses import replace
from datetime import timedelta

from core.kernel.refs import InstallationId, PersonId, PlaceId, PostId, WorkspaceId
from core.screens.delivery import Lane, Post, PostKind, PostState, Turn
from scheduler.turns import Turns
from tests.storage.repositories.world import MINUTE, NOW, World

CROWD = 5000


def crowd(world: World, number: int, **facts: object) -> None:
    """So many posts for one destination, all of them due before anything else."""
    first = world.post(not_before=NOW - MINUTE, **facts)
    for n in range(1, number):
        world.work.posts.add(replace(first, id=PostId(100_000 + n), key=f"crowd-{n}"))


def a_round(world: World, turns: Turns, room: int, spare: int = 0) -> list[Post]:
    """One turn of the deliverer, whose messages all arrive."""
    claimed = list(world.unit.outbox.claim("run", NOW, room, Turn(turns.served, (), spare)))
    turns.took(claimed, room - spare)
    for post in claimed:
        world.work.posts.save(replace(post, state=PostState.SENT, lease=None))
    return claimed


def test_five_thousand_posts_hold_up_nobody(world: World) -> None:
    """A channel with 5,000 posts takes one a round; what goes elsewhere goes in the first."""
    crowd(world, CROWD, place=world.general)
    other = world.post(PostKind.HELP_LINE, place=world.place("other"))
    claimed = a_round(world, Turns(), room=50)
    assert [post.place for post in claimed] == [world.general, other.place]


def test_a_limited_channel_holds_up_nobody(world: World) -> None:
    """Slack limits the channel for half an hour: it costs the other not even a round."""
    crowd(world, CROWD, place=world.general)
    [limited] = world.unit.outbox.claim("run", NOW, 50)
    until = NOW + timedelta(minutes=30)
    world.work.posts.save(
        replace(limited, state=PostState.PENDING, lease=None, attempts=1, not_before=until)
    )
    other = world.post(PostKind.HELP_LINE, place=world.place("other"))
    assert [post.id for post in a_round(world, Turns(), room=50)] == [other.id]


def test_more_channels_than_there_is_room_for(world: World) -> None:
    """Ten channels with three posts each, room for four: each gets one before any gets its next."""
    places = [world.place(f"c{n}") for n in range(10)]
    for n, place in enumerate(places):
        for _ in range(3):
            world.post(PostKind.CARD, place=place, not_before=NOW - (10 - n) * MINUTE)
    turns, seen = Turns(), list[PlaceId | None]()
    while claimed := a_round(world, turns, room=4):
        seen += [post.place for post in claimed]
    assert [sorted(seen[n : n + 10]) for n in (0, 10, 20)] == [sorted(places)] * 3


def test_what_somebody_waits_for_comes_first(world: World) -> None:
    """Briefs of a whole company fill what room there is; an escalation takes what is kept free."""
    for n in range(30):
        world.post(PostKind.BRIEF, person=world.person(f"P{n}"), not_before=NOW - MINUTE)
    asked = world.post(PostKind.HELP_LINE, place=world.general)
    claimed = list(world.unit.outbox.claim("run", NOW, 10, Turn(spare=3)))
    assert claimed[0].id == asked.id
    assert sum(post.kind is PostKind.BRIEF for post in claimed) == 6


def test_an_installation_that_takes_nothing(world: World) -> None:
    """Nothing is claimed for it, and everything for the others."""
    elsewhere = World(world.connection)
    world.post()
    world.post(PostKind.CARD, state=PostState.SENT, dirty=True, person=world.maria)
    other = elsewhere.post()
    shut = {(world.id, world.installation.id)}
    claimed = world.unit.outbox.claim("run", NOW, 9, Turn(shut=shut))
    assert [(post.workspace, post.id) for post in claimed] == [(elsewhere.id, other.id)]


def test_destinations_that_had_their_turn() -> None:
    """They are remembered only while somebody is left out."""

    def to(*people: int) -> list[Post]:
        return [
            Post(
                WorkspaceId(1), PostId(n), f"k{n}", PostKind.NAG, InstallationId(1), NOW, NOW,
                person=PersonId(n),
            )
            for n in people
        ]  # fmt: skip

    def lanes(*people: int) -> frozenset[Lane]:
        return frozenset((post.workspace, post.lane) for post in to(*people))

    turns = Turns()
    for people, room, served in (
        ((1, 2), 2, (1, 2)), ((3, 4), 2, (1, 2, 3, 4)), ((1, 2), 2, (1, 2)), ((3,), 2, ()),
    ):  # fmt: skip
        turns.took(to(*people), room)
        assert turns.served == lanes(*served)
