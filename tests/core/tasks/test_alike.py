"""Titles that say the same, and those that only look so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.refs import PersonId, ProjectId, TaskId, TextId, WorkspaceId
from core.tasks.alike import alike, marks, probe, same_among
from core.tasks.commands_adding import Draft
from core.tasks.model import Status, Task, Text

SAME = [
    ("Fix login", "fix the login"),
    ("Renew the certificate", "Renewing certificates"),
    ("Renew the wildcard certificate", "Renew the wildcard certficate"),
    ("Order disks for Ana", "Ana: order disks"),
    ("Straße sperren", "STRASSE sperren"),
    ("Deploy", "deploy"),
    ("Review PR 12", "review PR 12 please"),
    ("Move the database from A to B", "Move database from A to B"),
    ("備品を注文する", "備品を注文する"),
]
OTHER = [
    ("Review PR 12", "Review PR 13"),
    ("Move client A", "Move client B"),
    ("Monday meeting", "Friday meeting"),
    ("Enable the proxy", "Disable the proxy"),
    ("Fix login page", "Fix login API"),
    ("Fix login", "Fix login on staging"),
    ("Renew certificate", "Don't renew certificate"),
    ("Upgrade to v2.1", "Upgrade to v2.2"),
    ("Move the database from A to B", "Move the database from B to A"),
    ("Call Maria", "Call Mario"),
    ("Deploy", "Deploy staging"),
    ("", "the"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words(one: str, other: str) -> None:
    """Case, order, small words, endings and a slip make no other task, whichever was first."""
    assert alike(one, other) and alike(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_a_word_or_a_number_makes_another_task(one: str, other: str) -> None:
    """Nobody is asked about what differs in something that means something."""
    assert not alike(one, other) and not alike(other, one)


words = st.text(st.characters(categories=["L", "N", "Zs", "P"]), max_size=60)


@given(words, words)
def test_being_alike_has_no_direction(one: str, other: str) -> None:
    """Which of two was first makes no difference, and a title is like itself."""
    assert alike(one, other) == alike(other, one)
    assert alike(one, one)


@given(words, st.integers(1, 999), st.integers(1, 999))
def test_numbers_are_never_a_slip(title: str, one: int, other: int) -> None:
    """Two numbers are two tasks, whatever stands before them."""
    if one != other:
        assert not alike(f"{title} nr {one}", f"{title} nr {other}")


@given(words)
def test_what_is_looked_for_begins_the_words_of_the_title(title: str) -> None:
    """Whatever says the same has a word for each beginning."""
    found = marks(title)
    assert all(any(word.startswith(start) for word in found) for start in probe(title))


def task(number: int, title: str, project: int | None = None, **values: object) -> Task:
    """An open task."""
    at = datetime(2026, 11, 23, tzinfo=UTC)
    project_id = ProjectId(project) if project is not None else None
    base = {"project": project_id, "requester": PersonId(1), "created_at": at, "touched_at": at}
    text = Text(TextId(number), title)
    return Task(WorkspaceId(1), TaskId(number), text, Status.TODO, **{**base, **values})  # type: ignore[arg-type]


def test_the_own_project_comes_first() -> None:
    """However many there are elsewhere."""
    title = "Renew the wildcard certificate"
    tasks = [task(1, title, 8), task(2, title, 7)]
    found = same_among(Draft(title, project=ProjectId(7)), tasks)
    assert found is not None and found.id == 2
    elsewhere = same_among(Draft(title, project=ProjectId(9)), tasks)
    assert elsewhere is not None and elsewhere.id == 1


def test_what_says_little_means_its_own_project() -> None:
    """Two words elsewhere are no question."""
    assert same_among(Draft("Weekly report"), [task(1, "Weekly report", 7)]) is None
    assert same_among(Draft("Weekly report"), [task(1, "Weekly report")]) is not None


def test_parts_are_compared_with_parts_of_the_same_whole() -> None:
    """Each whole has its own "write the tests"."""
    draft = Draft("Write the new tests", parent=TaskId(9))
    assert same_among(draft, [task(1, "Write the new tests")]) is None
    assert same_among(draft, [task(1, "Write the new tests", parent=TaskId(9))]) is not None


def test_closed_ones_are_no_question() -> None:
    """It comes up again."""
    assert (
        same_among(Draft("Fix login"), [replace(task(1, "Fix login"), status=Status.DONE)]) is None
    )
