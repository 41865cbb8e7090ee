"""Of two things that a platform tells of one subject the newer holds, whichever comes first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core import dispatch
from core.people.model import Person, Place, PlaceKind, PlaceNews, Profile, Role, Sender
from core.unit import Unit
from tests.support.worlds import World

EARLIER, LATER = "1795000000.000100", "1795000000.000200"
TOM = Profile("TOM", "Tom", "tom", "Europe/London")
IN_PRIVATE = Sender("slack", "T1", "TOM", place="G1", place_kind=PlaceKind.GROUP)
OPEN = Sender("slack", "T1", "BOT", place="C1", place_name="general")


def person(world: World) -> Person:
    """Tom, as he is known."""
    found = world.work(lambda work: work.people.person(world.people["tom"]))
    assert found is not None
    return found


def place(world: World) -> Place:
    """The channel, as it is known."""
    found = world.work(lambda work: work.people.place(world.channel))
    assert found is not None
    return found


def news(world: World, what: PlaceNews, at: str) -> None:
    """The platform tells of the channel."""
    with world.unit() as unit:
        dispatch.place_news(unit, OPEN, what, world.now, at)


@pytest.mark.parametrize(
    "older",
    [
        replace(TOM, zone="Asia/Kolkata"),
        replace(TOM, name="Thomas", handle="thomas"),
        replace(TOM, role=Role.GUEST),
        replace(TOM, active=False),
    ],
)
def test_an_older_profile_changes_nobody(world: World, older: Profile) -> None:
    """Whoever has left stays away, and the zone of today stays."""
    for profile, at in ((TOM, LATER), (older, EARLIER)):
        with world.unit() as unit:
            dispatch.learn(unit, Sender("slack", "T1", "TOM"), (profile,), world.now, at=at)
    tom = person(world)
    known = (tom.name, tom.handle, tom.zone, tom.role, tom.active)
    assert known == ("Tom", "tom", "Europe/London", Role.MEMBER, True)


def test_a_list_of_people_leaves_alone_what_is_newer_and_keeps_no_moments(world: World) -> None:
    """It is as old as its asking; of thousands of people no row is kept for each."""
    gone, other = replace(TOM, active=False), replace(TOM, external_id="UOTHER", handle="other")
    with world.unit() as unit:
        dispatch.learn(unit, Sender("slack", "T1", "TOM"), (TOM,), world.now, at=LATER)
        dispatch.learn(unit, Sender("slack", "T1", ""), (gone, other), world.now, at=EARLIER)
        assert unit.inbox.look("newest:slack:T1:who:UOTHER") is None
    assert person(world).active


def test_who_is_asked_for_is_learnt_whatever_came_before(world: World) -> None:
    """What carries no moment is as of now."""
    gone = replace(TOM, active=False)
    with world.unit() as unit:
        dispatch.learn(unit, Sender("slack", "T1", "TOM"), (TOM,), world.now, at=LATER)
        dispatch.learn(unit, Sender("slack", "T1", ""), (gone,), world.now)
    assert not person(world).active


def test_an_older_name_of_a_place_is_not_taken(world: World) -> None:
    """It was renamed twice, and the first is told last."""
    for name, at in (("newest", LATER), ("new", EARLIER)):
        with world.unit() as unit:
            dispatch.learn(unit, replace(OPEN, place_name=name), (), world.now, at=at)
    assert place(world).name == "newest"


@pytest.mark.parametrize("here", [True, False])
def test_who_came_and_went_is_where_they_were_last(world: World, here: bool) -> None:
    """A private channel shows nothing to who has left it."""
    for comes, at in ((here, LATER), (not here, EARLIER)):
        with world.unit() as unit:
            dispatch.moved(unit, IN_PRIVATE, world.now, at, here=comes)
    inside = world.work(lambda work: work.people.members(world.private))
    assert (world.people["tom"] in inside) == here


def test_a_channel_that_was_opened_again_is_open(world: World) -> None:
    """That it was archived is told last."""
    news(world, PlaceNews.UNARCHIVED, LATER)
    news(world, PlaceNews.ARCHIVED, EARLIER)
    assert not place(world).archived


def test_a_channel_that_lets_us_in_again_is_ours(world: World) -> None:
    """That we were removed is told last."""
    news(world, PlaceNews.CAME, LATER)
    news(world, PlaceNews.WENT, EARLIER)
    assert place(world).bot_in


def test_being_removed_and_an_archive_are_two_things(world: World) -> None:
    """Neither makes the other old."""
    news(world, PlaceNews.ARCHIVED, LATER)
    news(world, PlaceNews.WENT, EARLIER)
    found = place(world)
    assert (found.archived, found.bot_in) == (True, False)


def test_an_invitation_opens_nothing_that_was_archived_since(world: World) -> None:
    """We are in it, and can say nothing there."""
    news(world, PlaceNews.ARCHIVED, LATER)
    news(world, PlaceNews.CAME, EARLIER)
    found = place(world)
    assert (found.archived, found.bot_in) == (True, True)


def test_a_deleted_channel_stays_deleted(world: World) -> None:
    """Whatever else is told of it afterwards."""
    news(world, PlaceNews.DELETED, LATER)
    for what in (PlaceNews.CAME, PlaceNews.UNARCHIVED):
        news(world, what, EARLIER)
    found = place(world)
    assert (found.archived, found.bot_in) == (True, False)


def test_messages_are_wanted_again(world: World) -> None:
    """That somebody wanted none is told last."""
    window = (world.now, world.now + timedelta(hours=2))
    for dnd, at in ((None, LATER), (window, EARLIER)):
        with world.unit() as unit:
            dispatch.disturb(unit, Sender("slack", "T1", "TOM"), dnd, world.now, at)
    assert person(world).dnd is None


def test_a_reaction_that_stands_again_is_not_taken_away(world: World) -> None:
    """Of what is told of one reaction the newer stands, and the same holds when it comes again."""

    def stands(unit: Unit, at: str, message: str = "1.1") -> bool:
        return dispatch.reaction_stands(unit, OPEN, message, at, world.now)

    with world.unit() as unit:
        assert [stands(unit, at) for at in (LATER, EARLIER, LATER)] == [True, False, True]
        assert stands(unit, EARLIER, "1.2")
