"""Dates, priorities, words, and the form that changes several."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.calendar.hours import parse_hours
from core.kernel.errors import BadInput, Conflict
from core.kernel.events import Verb
from core.kernel.refs import PersonId
from core.people.model import Profile, Role
from core.people.service import learn
from core.tasks.commands import (
    AddNote,
    Assign,
    Edit,
    HeardInThread,
    NotNow,
    SetDue,
    SetPriority,
    Start,
    TickCriterion,
)
from core.tasks.model import Due, Priority, Status
from core.unit import WorkUnit
from tests.support.worlds import MONDAY, World

FRIDAY = Due(datetime(2026, 11, 27, 17, tzinfo=UTC), "Europe/London")


def test_reassigned_date_moves_to_the_new_owners_evening(world: World) -> None:
    """A date means the end of its owner's day: it moves with the owner, the date stays."""
    _abroad(world, "tom", "America/New_York")
    task = world.add(due=FRIDAY)
    given = world.do("jon", Assign(task.id, world.people["tom"])).task
    assert given.due == Due(datetime(2026, 11, 27, 22, tzinfo=UTC), "America/New_York")


def test_reassigned_to_who_works_at_night_keeps_its_date(world: World) -> None:
    """Their night ends on the next date; what they are given is due on the date that was typed."""
    task = world.add(due=FRIDAY)
    world.work(lambda work: _at_night(work, world.people["tom"]))
    given = world.do("jon", Assign(task.id, world.people["tom"])).task
    assert given.due.day == date(2026, 11, 27)


def test_reassigned_hour_keeps_its_instant(world: World) -> None:
    """An hour that was given is the same instant for whoever owns it."""
    _abroad(world, "tom", "America/New_York")
    due = Due(datetime(2026, 11, 27, 15, tzinfo=UTC), "Europe/London", has_time=True)
    task = world.add(due=due)
    assert world.do("jon", Assign(task.id, world.people["tom"])).task.due == due


def _at_night(work: WorkUnit, person: PersonId) -> None:
    known = work.people.person(person)
    assert known is not None
    own = replace(known.settings, own_hours=True)
    work.people.save_person(replace(known, hours=parse_hours("mon-fri 22:00-06:00"), settings=own))


def _abroad(world: World, name: str, zone: str) -> None:
    profile = Profile(name.upper(), name.title(), name, zone)
    world.work(lambda work: learn(work, "slack", [profile], world.now))


def test_added_in_the_past_is_kept(world: World) -> None:
    """A date that is over is kept as it was typed: the echo says so."""
    due = Due(datetime(2026, 11, 20, 17, tzinfo=UTC), "Europe/London")
    assert world.add(due=due).due == due


def test_moved_into_the_past(world: World) -> None:
    """A date is not moved to a day that is over."""
    past = Due(datetime(2026, 11, 20, 17, tzinfo=UTC), "Europe/London")
    with pytest.raises(BadInput, match="past_date"):
        world.do("maria", SetDue(world.add().id, past))


def test_today_in_the_evening(world: World) -> None:
    """Today is no past date, though its working hours are over."""
    world.now = datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert world.do("maria", SetDue(world.add().id, FRIDAY)).task.due == FRIDAY


def test_no_date_on_purpose(world: World) -> None:
    """Taking the date away is a decision that is kept."""
    task = world.add(due=FRIDAY)
    assert world.do("maria", SetDue(task.id, None)).task.dateless


def test_same_again_is_no_event(world: World) -> None:
    """What changes nothing leaves no trace."""
    task = world.add(due=FRIDAY)
    assert world.do("maria", SetDue(task.id, FRIDAY)).events == ()
    assert world.do("maria", SetPriority(task.id, Priority.MEDIUM)).events == ()


def test_not_now(world: World) -> None:
    """Other work came first: to do again, with a day to start on."""
    task = world.add()
    world.do("maria", Start(task.id))
    later = world.do("maria", NotNow(task.id, date(2026, 12, 1)))
    assert (later.task.status, later.task.start_on) == (Status.TODO, date(2026, 12, 1))
    assert later.events[0].verb is Verb.POSTPONED


def test_bots_own_nothing(world: World) -> None:
    """A bot cannot be an owner."""
    bot = world.meet("ci", Role.BOT)
    with pytest.raises(BadInput, match="owner_is_bot"):
        world.do("jon", Assign(world.add().id, bot))
    with pytest.raises(BadInput, match="owner_is_bot"):
        world.add(owner="ci")


def test_the_departed_own_nothing(world: World) -> None:
    """Nothing is assigned to who has left."""
    gone = world.meet("eve", active=False)
    with pytest.raises(BadInput, match="person_left"):
        world.do("jon", Assign(world.add().id, gone))


def test_form_is_one_change(world: World) -> None:
    """A form that changes several fields is one version and one event per kind of change."""
    task = world.add()
    intent = Edit(
        task.id,
        task.version,
        title="Renew both",
        owner=world.people["tom"],
        due=FRIDAY,
        priority=Priority.HIGH,
        criteria=("A", "B"),
    )
    change = world.do("jon", intent)
    assert change.task.version == task.version + 1
    assert world.task(task.id) == change.task
    verbs = [event.verb for event in change.events]
    assert verbs == [Verb.ASSIGNED, Verb.DUE_CHANGED, Verb.PRIORITY_CHANGED, Verb.EDITED]


def test_form_over_other_fields(world: World) -> None:
    """Two who change different fields do not disturb each other."""
    task = world.add()
    world.do("maria", SetPriority(task.id, Priority.HIGH))
    assert world.do("jon", Edit(task.id, task.version, title="New")).task.title.body == "New"


def test_form_that_lost_the_race(world: World) -> None:
    """Who changes a field that changed since is told by whom."""
    task = world.add()
    world.do("maria", SetPriority(task.id, Priority.HIGH))
    with pytest.raises(Conflict, match="changed_since") as lost:
        world.do("jon", Edit(task.id, task.version, priority=Priority.LOW))
    assert lost.value.fields["field"] == "priority"
    assert lost.value.fields["who"] == world.people["maria"]


def test_criteria_that_stay_keep_their_tick(world: World) -> None:
    """Rewording one criterion leaves the others met."""
    task = world.add(criteria=("A", "B"))
    ticked = world.do("maria", TickCriterion(task.id, 0, True)).task
    changed = world.do("jon", Edit(task.id, ticked.version, criteria=("A", "C"))).task
    assert [(c.text.body, c.met) for c in changed.criteria] == [("A", True), ("C", False)]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"title": "x" * 301}, "title"),
        ({"notes": "x" * 4001}, "notes"),
        ({"criteria": ("x" * 301,)}, "criteria"),
    ],
)
def test_too_long(world: World, draft: dict[str, Any], field: str) -> None:
    """What is too long is refused with its limit and length."""
    with pytest.raises(BadInput, match="too_long") as bad:
        world.add(**draft)
    assert bad.value.field == field
    assert bad.value.fields["length"] == bad.value.fields["limit"] + 1  # type: ignore[operator]


def test_controls_are_stripped(world: World) -> None:
    """Invisible characters and line ends do not reach a title."""
    assert world.add(title="Pay\u202e the\n bill\u200b").title.body == "Pay the bill"


def test_note(world: World) -> None:
    """A note is an event with its text; the task itself stays."""
    task = world.add()
    change = world.do("tom", AddNote(task.id, "The supplier answers on Monday"))
    [event] = change.events
    texts = world.work(lambda work: work.texts.many([event.text]))  # type: ignore[list-item]
    assert [text.body for text in texts.values()] == ["The supplier answers on Monday"]


def test_speech_is_activity(world: World) -> None:
    """What people say in the thread is activity; heard late, it never turns time back."""
    task = world.add()
    world.later(hours=3)
    heard = world.do("tom", HeardInThread(task.id, world.now)).task
    assert heard.touched_at == world.now
    late = world.do("tom", HeardInThread(task.id, MONDAY)).task
    assert late.touched_at == world.now
