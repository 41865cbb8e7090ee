"""What one process is to hold: each is taken by itself."""

from dataclasses import dataclass

import pytest

from bot.gateways import Gateways


class Store:
    """Nobody else holds anything."""

    async def write(self, _: object, *, workspace: None) -> bool:
        """Ours."""
        return True


@dataclass
class Refused:
    """A platform that takes no connection."""

    listening: bool = False

    async def listen(self) -> None:
        """The token is wrong."""
        raise LookupError

    async def hang_up(self) -> None:
        """Nothing is held."""


@dataclass
class Inbox:
    """The events that came in."""

    listening: bool = False

    async def listen(self) -> None:
        """They are worked off here."""
        self.listening = True

    async def hang_up(self) -> None:
        """By another process."""
        self.listening = False


async def test_a_platform_that_is_refused_keeps_no_event_from_being_worked_off() -> None:
    """The others are taken, and the fault is raised all the same: a start tells of it."""
    every = {"discord/1": Refused(), "inbox": (inbox := Inbox())}
    gateways = Gateways(Store(), "run", lambda: every, 15.0, lambda: 0.0, 15.0)
    with pytest.raises(LookupError):
        await gateways.look()
    assert inbox.listening
