"""Pasted lists: their items, and whether a title stands over them."""

import pytest

from core.language.lists import all_lines, headed


@pytest.mark.parametrize("text", [
    "Move client A\n- order disks\n- copy it",
    "Move client A:\n1. order disks\n2. copy it\n\n3. renew it",
    "Move client A\n  [ ] order disks\n  [x] copy it",
])  # fmt: skip
def test_a_title_stands_over_a_list(text: str) -> None:
    """Only the first line has no bullet."""
    assert headed(text)


@pytest.mark.parametrize("text", [
    "- order disks\n- copy it\n- renew it",
    "order disks\ncopy it\nrenew it",
    "Move client A\n- order disks",
    "Move client A\n- order disks\nand copy it",
    "Move client A",
    "",
])  # fmt: skip
def test_no_title_stands_over_it(text: str) -> None:
    """A plain list, plain lines, or one line below: each is a task of its own."""
    assert not headed(text)


def test_bullets_go() -> None:
    """Marks, numbers and boxes are no part of an item."""
    assert all_lines("• a\n(2) b\n[ ] c\n\n☑ d") == ("a", "b", "c", "d")
