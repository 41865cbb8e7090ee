"""Verbs, task numbers, pasted lists, spelling."""

import pytest

from core.language import find_task, nearest, split_lines, split_verb
from core.language.typos import distance
from core.language.zones import nearest_zone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T-42 friday", (42, "friday")),
        ("t42", (42, "")),
        ("#42? why", (42, "why")),
        ("42 friday", (42, "friday")),
        ("T-42: friday", (42, "friday")),
        ("42nd street", (None, "42nd street")),
        ("4.5 litres", (None, "4.5 litres")),
        ("10:30 call", (None, "10:30 call")),
        ("T-0", (None, "T-0")),
        ("call", (None, "call")),
        ("", (None, "")),
    ],
)
def test_find_task(text: str, expected: tuple[int | None, str]) -> None:
    """A task's number is read at the start, with or without its prefix."""
    assert find_task(text) == expected


def test_find_task_with_another_prefix() -> None:
    """The workspace's prefix is taken literally."""
    assert find_task("O.P-7 x", prefix="O.P") == (7, "x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("add Fix it", ("add", "Fix it")),
        ("  Done: T-4", ("done", "T-4")),
        ("list", ("list", "")),
        ("@maria", (None, "@maria")),
        ("42", (None, "42")),
        ("", (None, "")),
    ],
)
def test_split_verb(text: str, expected: tuple[str | None, str]) -> None:
    """The first word is the verb, in lower case."""
    assert split_verb(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("dnoe", "done"), ("clam", "claim"), ("assing", "assign"), ("undoo", "undo"), ("sho", "show")],
)
def test_nearest(word: str, expected: str) -> None:
    """A slip or a beginning finds the verb that was meant."""
    verbs = ["add", "assign", "block", "claim", "done", "list", "show", "snooze", "undo"]
    assert nearest(word, verbs)[0] == expected


def test_nothing_is_near() -> None:
    """A word unlike all others is near none."""
    assert nearest("pineapple", ["add", "done", "list"]) == ()


def test_swapped_letters_are_one_slip() -> None:
    """Two swapped neighbours count once, and the distance is bounded."""
    assert distance("wendesday", "wednesday") == 1
    assert distance("abc", "xyz", 1) == 2


def test_split_lines() -> None:
    """Bullets, numbers and checkboxes go; empty lines do not count."""
    text = (
        "- one\n* two\n\n3. three\n4) four\n- [ ] five\n"
        "[x] six\n\u2022 seven\n-8 degrees\n  plain  "
    )
    assert split_lines(text) == (
        "one", "two", "three", "four", "five", "six", "seven", "-8 degrees", "plain",
    )  # fmt: skip


def test_split_lines_takes_fifty() -> None:
    """At most 50 items are taken."""
    assert len(split_lines("\n".join(f"- item {n}" for n in range(80)))) == 50


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("LA", "America/Los_Angeles"),
        ("Los Angelos", "America/Los_Angeles"),
        ("NYC", "America/New_York"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("europe/berlim", "Europe/Berlin"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_zone_that_was_meant(typed: str, zone: str) -> None:
    """A place that is no zone's city, or a slip, leads to one; a few letters to none by chance."""
    assert nearest_zone(typed) == zone
