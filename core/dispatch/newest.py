"""News may come in any order: of two things told of one subject the newer holds."""

from datetime import datetime

from core.people.model import Sender
from core.unit import Unit


def is_newest(
    unit: Unit, sender: Sender, about: str, at: str, now: datetime, *, keep: bool = True
) -> bool:
    """Whether nothing newer than *at* was told *about* a subject; from now on *at* is known, if it
    is to be kept.

    What comes without a moment comes in its order, and always holds. The same news again does too:
    its first try may have failed.
    """
    if not at:
        return True
    key = f"newest:{sender.platform}:{sender.team}:{about}"
    known = unit.inbox.look(key)
    if known is not None and known.outcome > at:
        return False
    if keep:
        unit.inbox.renew(key, at, now)
    return True
