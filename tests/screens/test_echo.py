"""Message 1, the private echo of an added task: what was understood, what is missing, Undo."""

from datetime import UTC, datetime, timedelta

import pytest

from core.kernel.refs import PersonId
from core.kernel.tokens import Token
from core.screens.echoes import echo
from core.screens.views import Echo
from core.tasks.model import Due, Task
from tests.screens.reading import labels, lines, screen, tokens, verbs, words
from tests.support.worlds import World

THURSDAY = Due(datetime(2026, 11, 26, 17, tzinfo=UTC), "Europe/London")
SATURDAY = Due(datetime(2026, 11, 28, 18, tzinfo=UTC), "Europe/London")


def _echo(world: World, task: Task, who: str = "jon", **more: object) -> Echo:
    given: dict[str, object] = {"told_at": None, "hold": 60, "cause": "key:1", **more}
    return screen(world, who, lambda work, r, p: echo(work, task, r, p, **given))  # type: ignore[arg-type]


def test_the_owner_hears_in_a_minute(world: World) -> None:
    """A complete task is echoed with who hears of it and when, with Undo and Edit."""
    task = world.add(due=THURSDAY)
    view = _echo(world, task, told_at=world.now + timedelta(seconds=60))
    assert words(view.headline) == "T-1 Renew the certificate"
    assert lines(view.lines) == ["I'll tell Maria in a minute."]
    assert labels(view.buttons) == ["Undo", "Edit"]
    assert view.facts.line.due is not None
    assert (view.facts.line.due.days, view.facts.line.due.late) == (3, False)


def test_undo_takes_this_very_command_back(world: World) -> None:
    """Undo carries the cause, in short where the key is long."""
    task = world.add(due=THURSDAY)
    key = "slack:action:T1:1700000000.000100:done.t42:1700000000.5:U1"
    undo = tokens(_echo(world, task, cause=key).buttons)[0]
    assert undo.verb == "undo"
    assert 0 < len(undo.value) <= 48
    assert undo.value != key


@pytest.mark.parametrize(
    ("hold", "said"),
    [
        (0, "I'm telling Maria now."),
        (1, "I'll tell Maria in 1 second."),
        (30, "I'll tell Maria in 30 seconds."),
        (120, "I'll tell Maria in 2 minutes."),
    ],
)
def test_the_hold_is_said_as_it_is_set(world: World, hold: int, said: str) -> None:
    """However long others wait for an Undo, the echo says so."""
    task = world.add(due=THURSDAY)
    view = _echo(world, task, told_at=world.now + timedelta(seconds=hold), hold=hold)
    assert lines(view.lines) == [said]


def test_out_of_hours_the_owner_hears_when_the_day_begins(world: World) -> None:
    """Somebody who is not at work is told later, and the asker reads when."""
    task = world.add(due=THURSDAY)
    view = _echo(world, task, told_at=world.now + timedelta(hours=15))
    assert lines(view.lines) == ["I'll tell Maria <Tue 00:00>, when the working day begins."]


def test_my_own_task_tells_nobody(world: World) -> None:
    """What is mine is said to be on my list."""
    task = world.add("maria", "maria", due=THURSDAY)
    assert lines(_echo(world, task, "maria").lines) == ["It's on your list. Nobody else is told."]


def test_without_an_owner_the_echo_asks(world: World) -> None:
    """No owner: take it, choose, or leave it open; no date: today, this week, next, or none."""
    task = world.add(owner=None)
    view = _echo(world, task)
    assert lines(view.lines) == ["No owner yet. Who takes it?", "No date yet. When is it due?"]
    assert verbs(view.buttons) == [
        "claim", "assign", "leave_open", "due_today", "due_week", "due_next_week", "dateless",
        "undo", "edit",
    ]  # fmt: skip


def test_what_cannot_repeat_is_kept_once_and_the_echo_says_so(world: World) -> None:
    """Of "every 2 hours" only the first date is kept, which nobody shall find out too late."""
    task = world.add(due=THURSDAY)
    said = lines(_echo(world, task, repeats="every 2 hours").lines)
    assert (
        "I keep the first date, Thu 26 Nov. “every 2 hours” is not repeated: "
        "once a day is the most, such as every day 9:00."
    ) in said


def test_no_date_on_purpose_is_not_asked_again(world: World) -> None:
    """Who said that there is no date is left in peace."""
    task = world.add(dateless=True)
    assert verbs(_echo(world, task).buttons) == ["undo", "edit"]


def test_several_people_of_a_name_are_offered_each(world: World) -> None:
    """One button per candidate gives it to that very person."""
    task = world.add(owner=None, due=THURSDAY)
    candidates = [world.people["maria"], world.people["tom"]]
    view = _echo(world, task, owner_doubt="several", owner_typed="ma", candidates=candidates)
    assert lines(view.lines) == ["There are several called ma. Which one?"]
    assert labels(view.buttons)[:3] == ["Ask Maria", "Ask Tom", "Leave open"]
    assert [t.value for t in tokens(view.buttons)[:2]] == [str(p) for p in candidates]


def test_equal_names_are_told_apart_by_handle(world: World) -> None:
    """Two people with one name are shown with what others type for them."""
    task = world.add(owner=None, due=THURSDAY)
    twins = [_twin(world, "kim1"), _twin(world, "kim2")]
    view = _echo(world, task, owner_doubt="several", owner_typed="kim", candidates=twins)
    assert labels(view.buttons)[:2] == ["Ask Kim (@kim1)", "Ask Kim (@kim2)"]


def _twin(world: World, handle: str) -> PersonId:
    from dataclasses import replace

    number = world.meet(handle)

    def rename(work: object) -> None:
        person = work.people.person(number)  # type: ignore[attr-defined]
        work.people.save_person(replace(person, name="Kim", handle=handle))  # type: ignore[attr-defined]

    world.work(rename)
    return number


@pytest.mark.parametrize(
    ("doubt", "said"),
    [
        ("group", "ops is a group. One person, please:"),
        ("unknown", "I know nobody called ops here. Who takes it?"),
        ("bot", "ops is a bot, and a task belongs to a person. Who takes it?"),
    ],
)
def test_a_name_that_is_no_person_is_said(world: World, doubt: str, said: str) -> None:
    """The echo says why nobody was set, and offers to choose."""
    task = world.add(owner=None, due=THURSDAY)
    view = _echo(world, task, owner_doubt=doubt, owner_typed="ops")
    assert lines(view.lines) == [said]
    assert verbs(view.buttons)[:3] == ["claim", "assign", "leave_open"]


def test_an_ambiguous_date_offers_its_other_reading(world: World) -> None:
    """One press moves the task to the other date, exactly."""
    task = world.add(due=THURSDAY)
    other = Due(datetime(2026, 12, 3, 17, tzinfo=UTC), "Europe/London")
    view = _echo(world, task, other_due=other)
    assert labels(view.buttons) == ["I meant Thu 3 Dec", "Undo", "Edit"]
    value = tokens(view.buttons)[0].value
    assert value == f"{int(other.at.timestamp())}|Europe/London|0"


def test_the_other_half_of_the_day_is_named(world: World) -> None:
    """Where only the hour is in doubt, the button says the hour."""
    due = Due(datetime(2026, 12, 3, 17, tzinfo=UTC), "Europe/London", has_time=True)
    task = world.add(due=due)
    other = Due(datetime(2026, 12, 3, 5, tzinfo=UTC), "Europe/London", has_time=True)
    assert labels(_echo(world, task, other_due=other).buttons)[0] == "I meant 05:00"


def test_the_longest_zone_fits_into_the_button(world: World) -> None:
    """The other date's token stays within its limit for any zone."""
    task = world.add(due=THURSDAY)
    zone = "America/Argentina/ComodRivadavia"
    other = Due(datetime(2026, 12, 3, 17, tzinfo=UTC), zone, has_time=True)
    first = _echo(world, task, other_due=other).buttons[0]
    assert Token.decode(first.token).value.endswith(f"{zone}|1")


def test_a_date_that_is_over_is_warned_of(world: World) -> None:
    """A past date is kept as typed, and another one is offered."""
    task = world.add(due=Due(datetime(2026, 11, 19, 17, tzinfo=UTC), "Europe/London"))
    view = _echo(world, task)
    assert lines(view.lines) == [
        "That date is over: Thu 19 Nov, end of day (4 days ago). A new one?"
    ]
    assert verbs(view.buttons)[:3] == ["due_today", "due_tomorrow", "due"]


def test_a_day_off_offers_the_working_days_around_it(world: World) -> None:
    """A date on a Saturday is kept, with Friday and Monday one press away."""
    task = world.add(due=SATURDAY)
    view = _echo(world, task)
    assert labels(view.buttons)[:2] == ["Move to Fri 27 Nov", "Move to Mon 30 Nov"]
    assert "Sat 28 Nov is a day off" in lines(view.lines)[0]


def test_a_private_task_says_that_it_stays(world: World) -> None:
    """Whoever adds in a private channel reads who can see it."""
    task = world.add(place=world.private, due=THURSDAY)
    view = _echo(world, task)
    assert lines(view.lines)[-1].startswith("It stays in this conversation")


def test_a_repeated_request_says_so(world: World) -> None:
    """A double click is answered with the same task, once."""
    task = world.add(due=THURSDAY)
    view = _echo(world, task, repeated=True)
    assert view.repeated
    assert words(view.headline).startswith("That was added a moment ago, once: T-1")
