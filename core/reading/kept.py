"""Typed text that waits for a button: kept as rows, so that nothing typed is ever lost."""

from datetime import datetime

from core.kernel.errors import BadInput
from core.unit import Unit

PREFIX = "kept:"


def keep(unit: Unit, short: str, text: str, now: datetime) -> None:
    """Keeps *text* under its short name; twice is once."""
    if unit.inbox.begin(PREFIX + short, now) is None:
        unit.inbox.finish(PREFIX + short, text)


def recall(unit: Unit, short: str) -> str:
    """The text kept under *short*; BadInput("stale_button") when there is none."""
    receipt = unit.inbox.look(PREFIX + short) if short else None
    if receipt is None:
        raise BadInput("stale_button")
    return receipt.outcome
