"""Patterns that are compiled late are as good as others."""

import re
import sys

import pytest

import core.dispatch  # noqa: F401 - loads what a run reads with
from core.kernel import patterns


def test_it_does_what_the_compiled_one_does() -> None:
    """Matches, searches, substitutes, and tells what it is."""
    found = patterns.later(r"(?P<n>\d+) days?", re.IGNORECASE)
    match = found.fullmatch("3 DAYS")
    assert match is not None and match["n"] == "3"
    assert found.sub("soon", "in 1 day") == "in soon"
    assert found.pattern == r"(?P<n>\d+) days?" and found.flags & re.IGNORECASE


def test_it_is_compiled_when_it_is_asked() -> None:
    """Not before: what is wrong with it comes out then, and whatever it has not is missing."""
    broken = patterns.later("(")
    with pytest.raises(re.error):
        broken.search("")
    with pytest.raises(AttributeError):
        patterns.later("a").nothing  # type: ignore[attr-defined]  # noqa: B018


def test_every_pattern_of_the_house_can_be_compiled() -> None:
    """A fault in one is found here, not by who first writes what it reads."""
    modules = [held for name, held in sorted(sys.modules.items()) if name.startswith("core.")]
    held = [each for module in modules for each in vars(module).values()]
    late = [each for each in held if isinstance(each, patterns._Later)]
    assert len(late) > 20
    assert all(each.pattern for each in late)
