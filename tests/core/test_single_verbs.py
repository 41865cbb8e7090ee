"""Typed verbs about one task: title, priority, criteria, snooze, drop, history, why."""

from datetime import UTC, datetime, timedelta

import pytest

from core.kernel.errors import BadInput, NotAllowed, NotFound
from core.kernel.refs import task_ref
from core.queries import FormButton, History, WhyThis
from core.reading.verbs import read_task
from core.tasks.commands import (
    Drop,
    SetCriteria,
    SetPriority,
    SetTitle,
    Snooze,
    TickCriterion,
    Undo,
)
from core.tasks.model import Priority, Status
from tests.support.worlds import World


def _read(world: World, words: str, who: str = "maria") -> object:
    ctx = world.context(who)
    return world.work(lambda work: read_task(work, words, ctx))


@pytest.mark.parametrize(
    ("typed", "priority"),
    [("high", Priority.HIGH), ("p1", Priority.URGENT), ("!low", Priority.LOW)],
)
def test_a_priority_is_read_as_in_a_line(world: World, typed: str, priority: Priority) -> None:
    """With the words that a task line knows."""
    task = world.add()
    assert _read(world, f"priority T-1 {typed}") == SetPriority(task.id, priority)


def test_a_word_that_is_no_priority_names_those_that_are(world: World) -> None:
    """Nothing is guessed."""
    world.add()
    with pytest.raises(BadInput, match="unknown_priority"):
        _read(world, "priority T-1 soonish")
    assert isinstance(_read(world, "priority T-1"), FormButton)


def test_a_title_is_changed_and_taken_back(world: World) -> None:
    """The old words come back with undo."""
    task = world.add(title="Old")
    world.do("maria", _read(world, "title T-1 New words"))
    assert world.task(task.id).title.body == "New words"
    world.do("maria", Undo())
    assert world.task(task.id).title.body == "Old"


def test_only_people_of_a_task_rename_it(world: World) -> None:
    """Tom has no part in it."""
    task = world.add()
    with pytest.raises(NotAllowed):
        world.do("tom", SetTitle(task.id, "Mine"))


def test_criteria_are_added_replaced_and_ticked(world: World) -> None:
    """With the words that stay, the tick stays."""
    task = world.add(criteria=("a holds",))
    assert _read(world, "criteria T-1 tick 1") == TickCriterion(task.id, 0, True)
    assert _read(world, "criteria T-1 untick 1") == TickCriterion(task.id, 0, False)
    world.do("maria", TickCriterion(task.id, 0, True))
    world.do("maria", _read(world, "criteria T-1 b holds; c holds"))
    now = world.task(task.id).criteria
    expected = [("a holds", True), ("b holds", False), ("c holds", False)]
    assert [(c.text.body, c.met) for c in now] == expected
    world.do("maria", _read(world, "criteria T-1 = b holds"))
    assert [c.text.body for c in world.task(task.id).criteria] == ["b holds"]
    same = world.do("maria", SetCriteria(task.id, ("b holds",)))
    assert same.events == ()


@pytest.mark.parametrize("typed", ["add Records answer", "Add: Records answer", "Records answer"])
def test_the_word_add_is_no_part_of_a_criterion(world: World, typed: str) -> None:
    """It says what is done with the words behind it."""
    task = world.add()
    said = _read(world, f"criteria T-1 {typed}")
    assert said == SetCriteria(task.id, ("Records answer",), replace=False)


def test_add_alone_names_no_criterion(world: World) -> None:
    """What must hold is asked."""
    world.add()
    with pytest.raises(BadInput, match="no_criteria"):
        _read(world, "criteria T-1 add")


def test_a_snooze_without_an_hour_ends_when_work_begins(world: World) -> None:
    """At nine in the zone of who is asked, and never in the past or in years."""
    task = world.add()
    said = _read(world, "snooze T-1 until tuesday")
    assert said == Snooze(task.id, datetime(2026, 11, 24, 9, tzinfo=UTC))
    for words in ("until yesterday", "until 1 jan 2031"):
        with pytest.raises((BadInput, NotAllowed)):
            world.do("maria", _read(world, f"snooze T-1 {words}"))


def test_only_who_was_asked_snoozes(world: World) -> None:
    """There is nothing to put off before a question."""
    task = world.add()
    with pytest.raises(NotAllowed, match="not_allowed_snooze"):
        world.do("maria", Snooze(task.id, world.now + timedelta(days=1)))


def test_a_duplicate_names_a_task_that_one_sees(world: World) -> None:
    """Neither itself nor one that stays in another's private place."""
    task, other = world.add(), world.add()
    secret = world.add(place=world.private, who="jon")
    dropped = _read(world, f"drop T-1 duplicate of T-{other.id}", "jon")
    assert dropped == Drop(task.id, f"duplicate of T-{other.id}", other.id)
    with pytest.raises(BadInput, match="duplicate_of_itself"):
        world.do("jon", Drop(task.id, "same", task.id))
    mine = world.add("tom", "tom")
    with pytest.raises(NotFound):
        world.do("tom", Drop(mine.id, "same", secret.id))
    world.do("jon", dropped)
    assert world.task(task.id).status is Status.DROPPED


def test_history_and_why_are_asked_by_name(world: World) -> None:
    """Of the task that is named."""
    task = world.add()
    assert _read(world, "history T-1") == History(task.id)
    assert _read(world, "why T-1") == WhyThis(task_ref(task.id), None)
    assert isinstance(_read(world, "drop T-1"), FormButton)
