"""What a thread says, and what was found in it."""

from datetime import datetime
from enum import StrEnum

from core.kernel.values import dataclass
from core.language.model import DueReading


@dataclass(frozen=True, slots=True)
class Said:
    """A message. *author* is whatever tells people apart; *names* are how others call them."""

    author: str
    text: str
    at: datetime
    names: tuple[str, ...] = ()
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that is still to be done.

    ``owner`` is an author's id, or a mention's id or name as typed; None: nobody has taken it.
    ``sure``: it was promised, accepted, or given to somebody by name. ``evidence`` are the
    indexes of the messages that carry it; the first is where it comes from.
    """

    title: str
    owner: str | None
    requester: str | None
    due: DueReading | None
    evidence: tuple[int, ...]
    sure: bool


class Deed(StrEnum):
    """The kinds of acts."""

    PROMISE = "promise"
    ASK = "ask"
    """Somebody, by name or as "you"."""
    ANYONE = "anyone"
    """Whoever takes it: "can somebody ..."."""
    MUST = "must"
    """It has to be done: "we need to ..."."""
    IDEA = "idea"
    """"We should ...": nothing before somebody agrees."""
    OFFER = "offer"
    GIVE = "give"
    """"Ben will ...": given to somebody by name."""
    YES = "yes"
    NO = "no"
    DONE = "done"
    DROP = "drop"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Act:
    """What a clause does. *what*: the words of the deed; *who*: whom it names."""

    deed: Deed
    what: str = ""
    who: str | None = None
    firm: bool = True
    question: bool = False


NOTHING = Act(Deed.NOTHING)
