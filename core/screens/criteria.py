"""The answer to what shall hold when a task is done: each criterion, with its number."""

from core.kernel.text import Words, shorten
from core.screens.confirming import Answer, Told

SHOWN = 20
"""Criteria of one answer."""


def criteria(it: Told) -> Answer:
    """How many there are, and each on a line with the number by which it is ticked."""
    said = it.say("criteria", n=len(it.task.criteria))
    numbered = enumerate(it.task.criteria[:SHOWN], 1)
    lines = ((Words(f"{n}. {shorten(one.text.body, 300)}"),) for n, one in numbered)
    return Answer((said, *lines))
