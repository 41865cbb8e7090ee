"""A breaker for each installation: while its platform takes nothing, nothing is tried in vain.

Five failures in a row open it, a refused token at once. Then the platform is asked now and again
whether it is there; once it is, one post at a time goes out until one has arrived. What is not
sent meanwhile stays where it is, and is read again before it goes.
"""

import logging
import random
from collections.abc import Callable

from core.kernel.meter import Meter
from core.kernel.values import dataclass
from core.screens.delivery import Door
from core.screens.messenger import RetryAt, Suspended, Uncertain

log = logging.getLogger("chivvy.breaker")
IN_A_ROW = 5
LONGEST = 10
"""Times the first wait, at which the waits between two questions grow no more."""


@dataclass(slots=True)
class _Breaker:
    """One installation. ``ask_at`` and ``trial_until`` are None while it is closed."""

    platform: str = ""
    team: str = ""
    failures: int = 0
    wait: float = 0.0
    ask_at: float | None = None
    trial_until: float | None = None
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """An installation that is to be asked whether it takes letters again."""

    door: Door
    platform: str
    team: str
    suspended: bool
    """Its token was refused: the store says so too."""


class Breakers:
    """Those of one run, by the installations that it has sent to."""

    def __init__(self, elapsed: Callable[[], float], meter: Meter, first_wait: float) -> None:
        self._elapsed = elapsed
        self._meter = meter
        self._first = first_wait
        self._known: dict[Door, _Breaker] = {}

    @property
    def closed(self) -> bool:
        """Whether every installation takes what it is sent, as far as is known."""
        return all(each.ask_at is None for each in self._known.values())

    def shut(self) -> frozenset[Door]:
        """Installations that nothing is sent to now; of a refused token the store knows itself."""
        known = self._known.items()
        return frozenset(d for d, b in known if b.ask_at is not None and not b.suspended)

    def open_to(self, door: Door) -> bool:
        """Whether something may be asked of it now."""
        found = self._known.get(door)
        return found is None or found.ask_at is None or found.suspended

    def trying(self) -> frozenset[Door]:
        """Those that answer again, and nothing was sent to them yet: one post at a time."""
        now, known = self._elapsed(), self._known.items()
        return frozenset(d for d, b in known if b.trial_until and now < b.trial_until)

    def took(self, door: Door) -> None:
        """The platform answered, be it that it refused one letter."""
        found = self._known.pop(door, None)
        if found is not None and (found.ask_at is not None or found.trial_until is not None):
            log.info("installation %s of workspace %s is reached again", door[1], door[0])

    def failed(self, door: Door, platform: str, team: str, failure: Exception) -> None:
        """Counts what says that the platform is away; a limit of its own does not."""
        suspended = isinstance(failure, Suspended)
        if not suspended and not _away(failure):
            self.took(door)
            return
        found = self._known.setdefault(door, _Breaker(platform, team))
        found.failures += 1
        if found.ask_at is None and (suspended or found.failures >= IN_A_ROW):
            self._open(door, found)
        found.suspended = suspended

    def due(self) -> list[Question]:
        """Whom to ask now."""
        now = self._elapsed()
        return [
            Question(door, each.platform, each.team, each.suspended)
            for door, each in self._known.items()
            if each.ask_at is not None and each.ask_at <= now
        ]

    def still_away(self, door: Door) -> None:
        """Asked, and it is not there: asked again after twice the time."""
        if (found := self._known.get(door)) is not None and found.ask_at is not None:
            self._wait(found)

    def answers(self, door: Door) -> None:
        """Asked, and it is there. One more failure opens it again."""
        found = self._known.get(door)
        if found is not None and found.ask_at is not None:
            found.ask_at, found.suspended = None, False
            found.failures = IN_A_ROW - 1
            found.trial_until = self._elapsed() + self._first
            self._meter.breaker("closed")

    def _open(self, door: Door, found: _Breaker) -> None:
        log.warning(
            "installation %s of workspace %s takes nothing: it is left alone for now",
            door[1], door[0],
        )  # fmt: skip
        self._meter.breaker("opened")
        found.trial_until = None
        self._wait(found)

    def _wait(self, found: _Breaker) -> None:
        found.wait = min(max(self._first, 2 * found.wait), LONGEST * self._first)
        found.ask_at = self._elapsed() + found.wait * random.uniform(0.8, 1.2)  # noqa: S311 - no secret


def _away(failure: Exception) -> bool:
    if isinstance(failure, RetryAt):
        return failure.after is None
    return isinstance(failure, Uncertain)
