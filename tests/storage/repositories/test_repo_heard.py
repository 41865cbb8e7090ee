"""When a platform could last reach us, and what it holds of us."""

from dataclasses import replace

from core.screens.delivery import PostKind, PostState
from tests.storage.repositories.world import MINUTE, NOW, World


def test_the_last_moment_counts(world: World) -> None:
    """Written again and again, for each installation by itself."""
    inbox, other = world.unit.inbox, World(world.connection)
    here, there = ((each.id, each.installation.id) for each in (world, other))
    assert inbox.heard(here) is None
    inbox.hear(here, NOW)
    inbox.hear(there, NOW)
    inbox.hear(here, NOW + MINUTE)
    assert (inbox.heard(here), inbox.heard(there)) == (NOW + MINUTE, NOW)


def test_what_stands_on_a_platform(world: World) -> None:
    """The newest first, of this installation, and only so many."""
    sent = [
        world.post(PostKind.CARD, state=PostState.SENT, remote_place="C1", remote_id=f"{n}")
        for n in range(3)
    ]
    world.post()
    standing = world.work.posts.standing(world.installation.id, 2)
    assert [post.id for post in standing] == [sent[2].id, sent[1].id]
    elsewhere = replace(world.installation, id=99)
    assert world.work.posts.standing(elsewhere.id, 2) == []
