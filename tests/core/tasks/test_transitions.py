"""Transitions, as pure functions: what holds for any of them in any order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.context import Act
from core.kernel.refs import PersonId, TaskId, TextId, WorkspaceId
from core.tasks import transitions as t
from core.tasks.model import Blocker, Due, Priority, Status, Task, Text, snapshot
from core.tasks.transitions import Step
from core.tasks.undo import changed_since, past, taken_back

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEXTS = {TextId(n): Text(TextId(n), f"text {n}", PersonId(1)) for n in range(1, 6)}
DUE = Due(NOON + timedelta(days=4), "Europe/London")


def fresh() -> Task:
    return Task(
        WorkspaceId(1), TaskId(1), TEXTS[TextId(1)], Status.TODO, PersonId(2), NOON, NOON,
        owner=PersonId(1),
    )  # fmt: skip


def step(name: str, task: Task, act: Act) -> Step:
    """One of many things that can happen."""
    text, blocker = TEXTS[TextId(2)], Blocker(TEXTS[TextId(3)], act.now, PersonId(3))
    moves = {
        "assign": lambda: t.assigned(task, PersonId(4), DUE, act),
        "claim": lambda: t.claimed(task, PersonId(1), task.due, act),
        "open": lambda: t.left_open(task, act),
        "decline": lambda: t.declined(task, act, text),
        "due": lambda: t.due_changed(task, DUE, act),
        "no_due": lambda: t.due_changed(task, None, act),
        "priority": lambda: t.priority_changed(task, Priority.URGENT, act),
        "edit": lambda: t.edited(task, act, title=text),
        "start": lambda: t.started(task, task.owner or PersonId(1), act),
        "postpone": lambda: t.postponed(task, act.now.date(), act),
        "block": lambda: t.blocked(task, blocker, act),
        "promise": lambda: t.help_promised(task, task.blocker or blocker, act.now, act),
        "give": lambda: t.help_given(task, task.blocker or blocker, act),
        "unblock": lambda: t.unblocked(task, act),
        "finish": lambda: t.finished(task, PersonId(1), task.verifier, act),
        "accept": lambda: t.accepted(task, act),
        "back": lambda: t.sent_back(task, text, act),
        "reopen": lambda: t.reopened(task, act, None),
        "drop": lambda: t.dropped(task, act, text),
        "fine": lambda: t.quieted(task, act.now + timedelta(days=1), act),
    }
    return moves[name]()


MOVES = st.lists(
    st.sampled_from([
        "assign", "claim", "open", "decline", "due", "no_due", "priority", "edit", "start",
        "postpone", "block", "promise", "give", "unblock", "finish", "accept", "back", "reopen",
        "drop", "fine",
    ]),
    min_size=1, max_size=12,
)  # fmt: skip


def play(moves: list[str]) -> list[tuple[Task, Step]]:
    task, played = fresh(), []
    for number, name in enumerate(moves, 1):
        act = Act(PersonId(1), NOON + timedelta(minutes=number), f"c{number}")
        taken = step(name, task, act)
        played.append((task, taken))
        task = taken[0]
    return played


@given(MOVES)
def test_events_tell_the_difference(moves: list[str]) -> None:
    """An event's before and after are exactly what changed, and every step is one version."""
    for old, (new, event) in play(moves):
        was, now = snapshot(old), snapshot(new)
        assert {f for f in now if was[f] != now[f]} == event.after.keys() == event.before.keys()
        assert all(event.after[f] == now[f] and event.before[f] == was[f] for f in event.after)
        assert new.version == old.version + 1
        assert new.touched_at == event.at


@given(MOVES)
def test_every_step_can_be_taken_back(moves: list[str]) -> None:
    """Taken back at once, every value is what it was; taken back again, it is redone."""
    for old, (new, event) in play(moves):
        done = past(new, [event])
        assert not changed_since(new, done)
        act = Act(PersonId(1), event.at, "undo")
        undone, reverse = taken_back(new, done, TEXTS, event.cause, act)
        assert snapshot(undone) == snapshot(old)
        assert reverse.undoes == event.cause
        redone, _ = taken_back(undone, past(undone, [reverse]), TEXTS, "undo", act)
        assert snapshot(redone) == snapshot(new)


@given(MOVES, st.sampled_from(["accept", "drop"]))
def test_what_ends_is_dated(moves: list[str], last: str) -> None:
    """Whatever went before, what is accepted or dropped is closed and has a date."""
    task = play([*moves, last])[-1][1][0]
    assert not task.status.open
    assert task.closed_at is not None


@given(MOVES, st.sampled_from(["back", "reopen"]))
def test_what_begins_again_has_not_ended(moves: list[str], last: str) -> None:
    """Whatever went before, what is sent back or reopened is open, unfinished and unchecked."""
    task = play([*moves, last])[-1][1][0]
    assert task.status.open
    ends = (task.finished_by, task.finished_at, task.closed_at, task.checked)
    assert ends == (None, None, None, False)


@given(MOVES)
def test_the_finisher_is_the_owner_at_done(moves: list[str]) -> None:
    """Whoever says done, it is the owner who finished it."""
    for old, (new, _) in play([*moves, "finish"])[-1:]:
        assert new.finished_by == (old.owner or PersonId(1)) == new.owner
