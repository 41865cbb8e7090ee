"""What a platform must offer: it takes letters, or says by a typed failure why not."""

from datetime import datetime
from typing import Protocol

from core.kernel.values import dataclass
from core.screens.views import Reader, View


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a letter goes, in the platform's ids. A person without ``place`` needs a DM opened."""

    installation: str
    """The platform's team or guild."""
    place: str | None = None
    person: str | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A view on its way to a platform."""

    key: str
    to: Destination
    view: View
    reader: Reader
    instead: str = ""
    """Of a dry run: for whom it was. It is shown without anything to press."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A message as the platform knows it."""

    place: str
    message: str


class Messenger(Protocol):
    """A platform's far end. Raises the failures below and nothing else."""

    async def turn(self, letter: Letter) -> bool:
        """Returns when its conversation takes another message; True: that took a while, and what
        it says may be true no more."""
        ...

    async def send(self, letter: Letter) -> Remote: ...
    async def edit(self, remote: Remote, letter: Letter) -> None: ...
    async def delete(self, remote: Remote, installation: str) -> None: ...
    async def find(
        self, letter: Letter, since: datetime, besides: Remote | None = None
    ) -> Remote | None:
        """Is a message with this key already there? ``since`` is when sending began; *besides*:
        another one than that."""
        ...

    async def members(self, installation: str, place: str) -> frozenset[str]:
        """External ids of the people in a private place."""
        ...

    async def probe(self, installation: str) -> None:
        """Returns when the platform is there and takes our token; sends nothing."""
        ...

    def fingerprint(self, letter: Letter) -> str:
        """Hash of what the platform would show."""
        ...


class DeliveryFailure(Exception):
    """Why a platform did not take a letter."""


class RetryAt(DeliveryFailure):
    """Not taken for sure; try again after so many seconds (None: back off)."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Uncertain(DeliveryFailure):
    """It may have arrived: look before sending again."""


class Gone(DeliveryFailure):
    """The destination is archived, deleted or refuses us."""


class MessageGone(Gone):
    """The message, or the thread that it should go to, is gone; the place is still there."""


class Refused(DeliveryFailure):
    """Our payload was wrong; never looped."""


class Suspended(DeliveryFailure):
    """The token is revoked or the app removed: stop for this installation."""
