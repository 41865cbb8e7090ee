"""What one person may ask in a minute, so that somebody who floods keeps nobody else waiting."""

import logging
import math
from collections.abc import Callable

from bot.listening import ListeningDesk
from core.context import Context, MessageRef
from core.dispatch import Found, Shown
from core.kernel.errors import BadInput
from core.kernel.recent import Recent
from core.language.mentions import spelled
from core.people.model import Sender
from core.screens import problems
from core.screens.views import View
from core.unit import Unit

log = logging.getLogger("chivvy.allowance")
KNOWN = 10_000
"""People whose allowance is remembered; who was not heard of for longest is forgotten first."""
Who = tuple[str, str, str]


class Allowance:
    """A minute's worth at once, and it grows back evenly. *elapsed*: seconds that really pass."""

    def __init__(self, per_minute: int, elapsed: Callable[[], float]) -> None:
        self._most = float(per_minute)
        self._each = per_minute / 60
        self._elapsed = elapsed
        self._left = Recent[Who, tuple[float, float]](KNOWN)

    def take(self, who: Who) -> int:
        """Seconds that this person must wait; 0: it is granted."""
        now = self._elapsed()
        left, since = self._left.pop(who, (self._most, now))
        left = min(self._most, left + (now - since) * self._each)
        granted = left >= 1
        self._left[who] = (left - 1 if granted else left, now)
        return 0 if granted else math.ceil((1 - left) / self._each)


class SparingDesk(ListeningDesk):
    """``ListeningDesk`` that asks people who ask too much at once to wait; 0: it never does."""

    allowance: Allowance | None = None

    def spare(self, per_minute: int) -> "SparingDesk":
        """Grants each person so many requests a minute."""
        self.allowance = Allowance(per_minute, self._clock.elapsed) if per_minute else None
        return self

    async def _ask(
        self, sender: Sender, key: str, typed: str, read: Callable[[Unit, Context], Found],
        home: str = "",
    ) -> View:  # fmt: skip
        if (wait := self._wait(sender, typed)) is not None:
            return wait
        return await super()._ask(sender, key, typed, read, home)

    async def _shown(
        self, sender: Sender, message: MessageRef, read: Callable[[Unit, Context], Shown]
    ) -> View:
        if (wait := self._wait(sender, message.text)) is not None:
            return wait
        return await super()._shown(sender, message, read)

    def _wait(self, sender: Sender, typed: str) -> View | None:
        """The answer to somebody who must wait. It asks the database nothing: a flood of answers
        would fill the queue that everybody waits in."""
        if self.allowance is None:
            return None
        seconds = self.allowance.take((sender.platform, sender.team, sender.user))
        if not seconds:
            return None
        log.info("somebody asks too much at once")
        error = BadInput("slow_down", seconds=seconds)
        return problems.problem(error, self.reader(sender), sender.platform, None, spelled(typed))
