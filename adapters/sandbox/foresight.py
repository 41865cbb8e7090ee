"""What the bot foresees, as the sandbox is handed it: the days ahead of a channel, as JSON."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from adapters.sandbox.errors import RefusedError
from adapters.sandbox.jsontypes import Json

MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be foreseen: of which channel, how firmly, who answers, for how many days."""

    channel: str
    ladder: str
    """Empty: as it is set."""
    answers: str
    days: int


Foresee = Callable[[Wish], Awaitable[Json]]
"""Plays the days ahead without sending anything; RefusedError in words for people."""


def wish(channel: str, body: Json) -> Wish:
    """What the page asks for."""
    days = body.get("days", 10)
    if not isinstance(days, int) or not 1 <= days <= MOST_DAYS:
        raise RefusedError(f"`days` is a number from 1 to {MOST_DAYS}")
    return Wish(channel, str(body.get("ladder") or ""), str(body.get("answers") or "none"), days)
