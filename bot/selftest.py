"""``chivvy selftest``: measures what only the customer's workspace can answer, and keeps it."""

import asyncio

from adapters.db.beside import change
from adapters.slack.selftest import measure
from bot.audit import Unclear
from bot.homes import address_of
from bot.platforms import slack_config
from bot.settings import Settings
from core import dispatch
from core.people.model import Capabilities


async def selftest(settings: Settings, to: str) -> Capabilities:
    """Measured in a conversation with *to*; kept for the next start of Chivvy."""
    place = await asyncio.to_thread(address_of, settings, to)
    if place is None:
        raise Unclear(f"{to} is not known yet; write a Slack id, such as U02ABCDEF")
    team, found = await measure(slack_config(settings), place)
    await asyncio.to_thread(
        change, settings.database, lambda unit: dispatch.measured(unit, "slack", team, found)
    )
    return found


def told(found: Capabilities) -> tuple[str, ...]:
    """What was measured, and what follows from it."""
    once = "once" if found.dedupes else "twice"
    read = "about once a minute only" if found.limited else "as often as needed"
    return (
        f"A message under one key sent twice is posted {once}.",
        f"A message shows in the history after {found.delay:.2f} s.",
        f"The history may be read {read}.",
        "Chivvy goes by it from its next start.",
    )
