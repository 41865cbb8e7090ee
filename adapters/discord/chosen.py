"""Words of a title in the option of a task, sent without choosing what was offered."""

import logging
import re
from dataclasses import replace

from adapters.discord.options import Filled, of_values
from core.catalogue import Param
from core.context import Desk, Told
from core.kernel.incidents import incident
from core.kernel.text import TASK_NAME
from core.people.model import Sender

log = logging.getLogger(__name__)
_KINDS = frozenset({Param.TASK, Param.TASKS})
_NUMBERS = re.compile(r"[#\d\s,]+")


async def with_tasks(desk: Desk, sender: Sender, filled: Filled) -> Filled:
    """*filled* with the one task that is meant, where Discord would have offered no other."""
    if filled.verb is None:
        return filled
    told = [await _with_task(desk, sender, filled, each) for each in filled.told]
    if told == list(filled.told):
        return filled
    return of_values(filled.verb, {each.name: each.value for each in told})


async def _with_task(desk: Desk, sender: Sender, filled: Filled, told: Told) -> Told:
    words = told.value
    if told.kind not in _KINDS or TASK_NAME.search(words) or _NUMBERS.fullmatch(words):
        return told
    verb = f"{filled.home} {filled.verb.name}" if filled.verb is not None else filled.home
    try:
        found = await desk.suggest(sender, verb, Param.TASK, words)
    except Exception as error:
        log.info("a task could not be looked for by its words: %s", incident(error))
        return told
    return replace(told, value=found[0].value) if len(found) == 1 else told
