"""Tasks that are given to somebody one right after another reach them in one message."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core import compose
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.kernel.refs import task_ref
from core.unit import WorkUnit
from tests.support.worlds import World

HOLD = 60
"""Seconds that the workspace keeps back what a line makes others hear."""


def given(world: World, manner: Manner = Manner.NOW, hold: int = HOLD) -> Notice:
    """A task given to Maria now, of which she hears when the minute for an Undo is over."""
    task = world.add()
    at = world.now + timedelta(seconds=hold)
    maria = to_person(world.people["maria"])
    wanted = Wanted(task_ref(task.id), NoticeKind.ASSIGNED, "slot", maria, manner, at)
    found = world.work(lambda work: work.notices.owe(wanted, world.now))
    assert found is not None
    return found


def given_after(world: World, *seconds: int) -> tuple[datetime, list[Notice]]:
    """When the first was given, and all of them, each so many seconds after that."""
    begun, given_then = world.now, []
    for second in seconds:
        world.now = begun + timedelta(seconds=second)
        given_then.append(given(world))
    return begun, given_then


def stored(world: World, notice: Notice) -> Notice:
    """The notice as it is stored."""
    about = world.work(lambda work: work.notices.of(notice.wanted.subject))
    return next(n for n in about if n.id == notice.id)


def compose_at(world: World, moment: datetime) -> None:
    """What Maria is owed at *moment* becomes posts."""
    world.now = moment
    maria = to_person(world.people["maria"])
    world.work(lambda work: compose.compose(work, maria, moment))


def played(world: World, notices: list[Notice]) -> list[tuple[float, int]]:
    """Time goes on for as long as Maria is owed any: when her messages came, and of how many."""
    begun, told = world.now, dict[float, int]()
    left = notices
    for _ in notices:
        if not left:
            break
        due = min(notice.wanted.not_before for notice in left)
        compose_at(world, due)
        now = [stored(world, notice) for notice in left]
        left = [notice for notice in now if notice.state is NoticeState.OWED]
        if len(now) > len(left):
            told[(due - begun).total_seconds()] = len(now) - len(left)
    return list(told.items())


def test_what_is_given_within_a_minute_is_one_message(world: World) -> None:
    """Five lines: the first waits for the last, then all are in one post."""
    begun, five = given_after(world, 0, 12, 24, 36, 48)
    compose_at(world, begun + timedelta(seconds=HOLD))
    assert {stored(world, each).state for each in five} == {NoticeState.OWED}
    compose_at(world, begun + timedelta(seconds=HOLD + 48))
    assert len({stored(world, each).post for each in five} - {None}) == 1


def test_one_alone_waits_for_the_undo_only(world: World) -> None:
    """Nothing comes after it: it goes out when the minute is over."""
    begun, [alone] = given_after(world, 0)
    compose_at(world, begun + timedelta(seconds=HOLD))
    assert stored(world, alone).state is NoticeState.CLAIMED


def test_nobody_waits_longer_than_a_minute_for_the_next_one(world: World) -> None:
    """However many are given one after another: the first goes out a minute late at most."""
    begun, many = given_after(world, *range(0, 140, 20))
    world.now = begun
    assert played(world, many) == [(120, 4), (180, 3)]


def test_each_of_them_is_named(world: World) -> None:
    """Of twelve that are given in as many seconds eight are one message, and four another."""
    begun, many = given_after(world, *range(12))
    world.now = begun
    assert played(world, many) == [(67, 8), (71, 4)]


@pytest.mark.parametrize(("manner", "hold"), [(Manner.URGENT, 0), (Manner.NOW, 0)])
def test_what_was_not_kept_back_waits_for_nothing(world: World, manner: Manner, hold: int) -> None:
    """An urgent task, or what a button did, goes out at once beside one that is still kept."""
    begun, [kept] = given_after(world, 0)
    world.now = begun + timedelta(seconds=55)
    first = given(world, manner, hold)
    compose_at(world, world.now)
    states = (stored(world, first).state, stored(world, kept).state)
    assert states == (NoticeState.CLAIMED, NoticeState.OWED)


def test_what_goes_out_before_takes_along_what_waits(world: World) -> None:
    """Two wait for a third; an urgent task comes first: it overtakes neither, and what is not
    due yet is undone for as long as before."""
    begun, [first, second, third] = given_after(world, 0, 20, 50)
    compose_at(world, begun + timedelta(seconds=HOLD))
    world.now = begun + timedelta(seconds=90)
    urgent = given(world, Manner.URGENT, 0)
    compose_at(world, world.now)
    found = [stored(world, each) for each in (first, second, urgent)]
    assert len({notice.post for notice in found} - {None}) == 1
    assert stored(world, third).state is NoticeState.OWED


def test_what_is_urgent_is_not_waited_for(world: World) -> None:
    """It comes when it comes, and takes along what is due by then."""
    begun, [kept] = given_after(world, 0)
    given(world, Manner.URGENT, HOLD + 10)
    compose_at(world, begun + timedelta(seconds=HOLD))
    assert stored(world, kept).state is NoticeState.CLAIMED


def test_what_is_further_apart_is_not_waited_for(world: World) -> None:
    """More than a minute later: a message of its own."""
    begun, both = given_after(world, 0, 61)
    world.now = begun
    assert played(world, both) == [(60, 1), (121, 1)]


def test_what_comes_at_an_hour_of_its_own_is_not_moved(world: World) -> None:
    """A question that is due in half a minute, and was known since yesterday: it is not waited
    for, and comes when it is due."""
    asked = given(world, hold=25 * 3600)
    world.now = asked.wanted.not_before - timedelta(seconds=HOLD + 30)
    begun, [kept] = given_after(world, 0)
    compose_at(world, begun + timedelta(seconds=HOLD))
    assert stored(world, kept).state is NoticeState.CLAIMED
    assert stored(world, asked).wanted.not_before == asked.wanted.not_before


def test_without_a_minute_for_the_undo_nothing_waits(world: World) -> None:
    """Nothing is kept back in the workspace: what is due goes, whatever comes right after it."""

    def at_once(work: WorkUnit) -> None:
        work.people.save_workspace(replace(work.people.workspace(), hold=0))

    world.work(at_once)
    first, now = given(world, hold=0), world.now
    given(world, hold=1)
    compose_at(world, now)
    assert stored(world, first).state is NoticeState.CLAIMED
