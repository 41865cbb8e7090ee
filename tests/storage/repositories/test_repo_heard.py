"""When a platform could last reach us, and what it holds of us."""

from dataclasses import replace

from core.followup.model import to_person
from core.screens.delivery import OUTAGES_KEPT, Outage, PostKind, PostState
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


def test_an_outage_is_noted_once(world: World) -> None:
    """Whoever finds it again adds nothing; what was left unread then is one more row."""
    outages, of = world.work.outages, world.installation.id
    outage = Outage(of, NOW, NOW + MINUTE, NOW + 2 * MINUTE)
    assert outages.put(outage)
    assert not outages.put(replace(outage, ended=NOW + 3 * MINUTE))
    unread = replace(outage, unread=2, noted_at=NOW + 4 * MINUTE)
    assert outages.put(unread)
    assert outages.noted(of, NOW, NOW + 9 * MINUTE) == [outage, unread]
    assert outages.noted(of, NOW, NOW + 3 * MINUTE) == [outage]


def test_old_outages_go_when_there_is_a_new_one(world: World) -> None:
    """Nobody is told after so long."""
    outages, of = world.work.outages, world.installation.id
    outages.put(Outage(of, NOW, NOW, NOW))
    later = NOW + OUTAGES_KEPT + MINUTE
    outages.put(Outage(of, later, later, later))
    assert [o.began for o in outages.noted(of, NOW - MINUTE, later + MINUTE)] == [later]


def test_the_brief_before(world: World) -> None:
    """Of that person; one that was given up was none."""
    maria = to_person(world.maria)
    for minutes, state in ((1, PostState.SENT), (2, PostState.CANCELLED)):
        world.post(PostKind.BRIEF, state=state, subject=maria, created_at=NOW + minutes * MINUTE)
    posts = world.work.posts
    assert posts.last_brief(maria, NOW + 9 * MINUTE) == NOW + MINUTE
    assert posts.last_brief(maria, NOW + MINUTE) is None
