"""Lines the way teams type them: marks, frames, arrows, emoji, no blanks."""

import pytest

from .conftest import Read

FRIDAY = "2026-03-13"
DATED = [
    ("Fix\u00a0it\u00a0by\u00a0friday", "Fix it", FRIDAY),
    ("Oil it \u2011 friday", "Oil it", FRIDAY),
    ("Oil it \u2192 friday", "Oil it", FRIDAY),
    ("Oil it -> fri", "Oil it", FRIDAY),
    ("Oil it _friday_", "Oil it", FRIDAY),
    ("Oil it *friday*", "Oil it", FRIDAY),
    ("Oil it (friday)", "Oil it", FRIDAY),
    ("Oil it :oil_drum: friday", "Oil it :oil_drum:", FRIDAY),
    ("Oil it friday :tada:", "Oil it :tada:", FRIDAY),
    ("Oil it friday\u200b", "Oil it", FRIDAY),
    ("Oil it,friday,@ana", "Oil it", FRIDAY),
    ("Oil it friday3pm", "Oil it", "2026-03-13 15:00"),
    ("Oil it (owner: @lee, due: fri, p2)", "Oil it", FRIDAY),
    ("Oil it due=fri priority=high project=#gates", "Oil it", FRIDAY),
    ("Move it from 9am to 10am by friday", "Move it from 9am to 10am", FRIDAY),
    ("Oil it twice daily", "Oil it twice daily", None),
    ("Oil it in two thursdays", "Oil it in two thursdays", None),
    ("Oil it on or before the 20th", "Oil it", "2026-03-20"),
    ("Oil it tonight 11:30", "Oil it", "2026-03-11 23:30"),
    ("Oil it 2moro", "Oil it", "2026-03-12"),
    ("Oil it fri pm", "Oil it", "2026-03-13 15:00"),
    ("Oil it monday am", "Oil it", "2026-03-16 09:00"),
    ("Oil it at 1500hrs", "Oil it", "2026-03-11 15:00"),
    ("Oil it at 18:30h", "Oil it", "2026-03-11 18:30"),
    ("Thu 9 Apr 14:00-15:00 meet Lee", "meet Lee", "2026-04-09 15:00"),
    ("Meet Lee Thu 9 Apr 14:00-15:00", "Meet Lee", "2026-04-09 15:00"),
    ("Oil it tomorrow. It squeaks on ice.", "Oil it. It squeaks on ice.", "2026-03-12"),
    ("Move the demo from monday to friday", "Move the demo from monday to friday", None),
    ("Make every friday a quiet day", "Make every friday a quiet day", None),
    ("Oil it tuesday / friday", "Oil it tuesday / friday", None),
    ("Oil it 29 feb", "Oil it 29 feb", None),
    ("Oil it feb 29th", "Oil it feb 29th", None),
]


@pytest.mark.parametrize(("text", "title", "wanted"), DATED)
def test_dates(read: Read, text: str, title: str, wanted: str | None) -> None:
    """A date among the marks that people put round it; what is in doubt stays in the title."""
    reading = read(text)
    due = reading.due
    found = f"{due.day} {due.time or ''}".strip().removesuffix(":00") if due else None
    assert (reading.title, found) == (title, wanted)


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("(p1) Oil it", "urgent"),
        ("[P2] Oil it", "high"),
        ("Oil it !p3", "medium"),
        ("Oil it pri:low", "low"),
    ],
)
def test_priorities(read: Read, text: str, priority: str) -> None:
    """A level in a frame or behind a sign."""
    reading = read(text)
    assert (reading.title, reading.priority) == ("Oil it", priority)


def test_verify_names_the_verifier(read: Read) -> None:
    """verify @ana at the end is a field; "verify @ana can log in" is the task."""
    found, task = read("Oil it @bob verify @ana"), read("Oil it, verify @ana can log in")
    assert found.verifier and found.owner
    assert (found.title, found.verifier.text, found.owner.text) == ("Oil it", "ana", "bob")
    assert task.verifier is None


@pytest.mark.parametrize(
    "typed",
    [
        "Oil it @bob fri verify @ana; done when: it turns",
        "Oil it @bob, verify @ana, fri; done when it turns",
    ],
)
def test_a_mark_ends_who_verifies(read: Read, typed: str) -> None:
    """A comma or semicolon glued to the name: owner, date and criteria are what they are."""
    found = read(typed)
    assert found.verifier and found.owner and found.due
    assert (found.title, found.verifier.text, found.owner.text) == ("Oil it", "ana", "bob")
    assert found.criteria == ("it turns",)


def test_criteria_without_a_colon(read: Read) -> None:
    """done when ... begins criteria, but not in "it is done when ..."."""
    assert read("Oil it done when it turns").criteria == ("it turns",)
    assert read("Say when it is done when asked").criteria == ()


def test_blocked_on(read: Read) -> None:
    """blocked on T-3 is a dependency."""
    assert read("Oil it blocked on T-3").after == (3,)
