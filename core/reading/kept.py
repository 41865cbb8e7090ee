"""Typed text that waits for a button: kept as rows, so that nothing typed is ever lost.

A row says whose it is, so that it goes with the person.
"""

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.unit import Unit

PREFIX = "kept:"


def keep(unit: Unit, short: str, text: str, ctx: Context) -> None:
    """Keeps *text* of the asker's under its short name; twice is once."""
    if unit.inbox.begin(_key(short, ctx), ctx.now) is None:
        unit.inbox.finish(_key(short, ctx), text)


def renew(unit: Unit, short: str, text: str, ctx: Context) -> None:
    """Keeps *text* of the asker's in the place of what stood under that name."""
    unit.inbox.renew(_key(short, ctx), text, ctx.now)


def recall(unit: Unit, short: str, ctx: Context) -> str:
    """What the asker kept under *short*; BadInput("stale_button") when there is none."""
    receipt = unit.inbox.look(_key(short, ctx)) if short else None
    if receipt is None and short:
        receipt = unit.inbox.look(PREFIX + short)  # As it was kept before rows said whose it is.
    if receipt is None:
        raise BadInput("stale_button")
    return receipt.outcome


def _key(short: str, ctx: Context) -> str:
    return f"{PREFIX}{ctx.workspace}.{ctx.actor}:{short}"
