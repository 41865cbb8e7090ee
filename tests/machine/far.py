"""The far end of a machine: it shows what it is sent, fails as it is told to, and forgets nothing.

It outlives every process of the bot, as a platform does.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import count

from core.screens.messenger import Gone, Letter, MessageGone, Remote, RetryAt, Uncertain


class Killed(BaseException):
    """The process is dead; nothing in it goes on."""


class Fault(StrEnum):
    """What becomes of one sending."""

    LOST_REPLY = "lost reply"
    """It stands there, and the sender doesn't know."""
    LOST_REQUEST = "lost request"
    """It does not, and the sender doesn't know."""
    LIMITED = "limited"
    REFUSED = "refused"
    """No connection: it is not there for sure."""
    SHUT = "shut"
    """The person takes no messages."""


FORGETS_AFTER = timedelta(minutes=3)
"""How long Discord knows a message by its nonce."""


@dataclass
class Message:
    """A message of ours, as it stands."""

    letter: Letter
    remote: Remote
    at: datetime
    deleted: bool = False


@dataclass
class FarEnd:
    """Conversations. *now*: business time; *watch* is asked about every message that is shown."""

    now: Callable[[], datetime]
    watch: Callable[[Letter], None]
    faults: deque[Fault] = field(default_factory=deque)
    messages: dict[Remote, Message] = field(default_factory=dict)
    shown: Counter[str] = field(default_factory=Counter)
    """How often each key was ever shown."""
    asked: int = 0
    away: bool = False
    """It takes nothing, and nothing gets lost."""
    closed: set[str] = field(default_factory=set)
    """Places that are archived: nothing can be posted there, nor changed."""
    shut: str = "cannot_dm_bot"
    """What is said of who takes no messages."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def send(self, letter: Letter) -> Remote:
        """Takes it, unless a fault is due."""
        self.asked += 1
        fault = self._meets()
        if fault is Fault.SHUT and letter.to.person is not None:
            raise Gone(self.shut)
        self._is_open(letter.to.place)
        remote = self._stand(letter)
        if fault is Fault.LOST_REPLY:
            raise Uncertain("timeout")
        return remote

    def _meets(self) -> Fault | None:
        """The fault that is due, as far as nothing comes of what is asked."""
        self.is_there()
        fault = self.faults.popleft() if self.faults else None
        match fault:
            case Fault.LIMITED:
                raise RetryAt("ratelimited", 30)
            case Fault.REFUSED:
                raise RetryAt("no connection")
            case Fault.LOST_REQUEST:
                raise Uncertain("timeout")
        return fault

    def is_there(self) -> None:
        """RetryAt while it is away."""
        if self.away:
            raise RetryAt("no connection")

    def _is_open(self, place: str | None) -> None:
        if place in self.closed:
            raise Gone("is_archived")

    def _stand(self, letter: Letter) -> Remote:
        place = letter.to.place or f"D{letter.to.person}"
        remote = Remote(place, f"{next(self._numbers)}")
        self.messages[remote] = Message(letter, remote, self.now())
        self.shown[letter.key] += 1
        self.watch(letter)
        return remote

    def edit(self, remote: Remote, letter: Letter) -> None:
        """Shows it anew, unless a fault is due."""
        fault = self._meets()
        if self.messages[remote].deleted:
            raise MessageGone("message_not_found")
        self._is_open(remote.place)
        self.messages[remote].letter = letter
        self.watch(letter)
        if fault is Fault.LOST_REPLY:
            raise Uncertain("timeout")

    def delete(self, remote: Remote) -> None:
        """Takes it down."""
        self.is_there()
        self._is_open(remote.place)
        self.messages[remote].deleted = True

    def find(self, letter: Letter, besides: Remote | None) -> Remote | None:
        """The message with its key that stands."""
        self.is_there()
        for remote, message in self.messages.items():
            if message.letter.key == letter.key and not message.deleted and remote != besides:
                return remote
        return None

    def standing(self) -> list[Message]:
        """What can be seen, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]


@dataclass
class DiscordEnd(FarEnd):
    """As Discord: what is sent again within minutes is the message that stands already."""

    shut: str = "403 50007"

    def _stand(self, letter: Letter) -> Remote:
        for remote, message in self.messages.items():
            known = message.letter.key == letter.key and not message.deleted
            if known and self.now() - message.at < FORGETS_AFTER:
                return remote
        return super()._stand(letter)


def fingerprint(letter: Letter) -> str:
    """What a message shows, in one word."""
    return sha256(repr((letter.view, letter.instead)).encode()).hexdigest()


class Line:
    """One process's way to the far end (``Messenger``); dead when the process is."""

    def __init__(self, far: FarEnd, reach: Callable[[str], None]) -> None:
        self._far = far
        self._reach = reach

    async def turn(self, letter: Letter) -> bool:
        """At once."""
        return False

    async def send(self, letter: Letter) -> Remote:
        """The process may die before it is sent, or before it hears that it was."""
        self._reach("before send")
        remote = self._far.send(letter)
        self._reach("after send")
        return remote

    async def edit(self, remote: Remote, letter: Letter) -> None:
        """As ``send``."""
        self._reach("before send")
        self._far.edit(remote, letter)
        self._reach("after send")

    async def delete(self, remote: Remote, installation: str) -> None:
        """As ``send``."""
        self._reach("before send")
        self._far.delete(remote)
        self._reach("after send")

    async def find(
        self, letter: Letter, since: datetime, besides: Remote | None = None
    ) -> Remote | None:
        """Looks."""
        self._reach("between looks")
        return self._far.find(letter, besides)

    async def members(self, installation: str, place: str) -> frozenset[str]:
        """Nobody asks: who is where was told before."""
        raise AssertionError("members were looked up")

    async def probe(self, installation: str) -> None:
        """It is always there."""
        self._reach("between looks")
        self._far.is_there()

    def fingerprint(self, letter: Letter) -> str:
        """Whatever it would show."""
        return fingerprint(letter)
