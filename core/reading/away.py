"""Who was asked is away: what was asked for is kept, whichever door it came by, for *Ask somebody
else*, *Wait* or *Ask anyway*."""

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

from core.kernel.errors import BadInput
from core.people.joining import now_is
from core.tasks.commands import CheckBy
from core.tasks.commands_apart import ThoughAway
from core.tasks.commands_blocking import Block, DeclineHelp
from core.unit import WorkUnit

Asking = Block | CheckBy | DeclineHelp
_ASKED: dict[str, tuple[type[Asking], str]] = {
    "block": (Block, "helper"),
    "check_by": (CheckBy, "verifier"),
    "decline_help": (DeclineHelp, "ask"),
}
"""By its name: the intent, and the field that says who is asked."""


def held(error: BadInput, intent: object) -> BadInput:
    """The refusal, with what is to be kept of *intent*; it belongs to no field any more."""
    if error.code != "person_away" or not isinstance(intent, Asking):
        return error
    name = next(name for name, (kind, _) in _ASKED.items() if isinstance(intent, kind))
    values = {f.name: getattr(intent, f.name) for f in fields(intent)}
    values = {n: v.isoformat() if isinstance(v, date) else v for n, v in values.items()}
    told: dict[str, Any] = {**error.fields, "held": json.dumps([name, values])}
    return BadInput(error.code, **told)


def decode(line: str) -> Asking | None:
    """What was kept of an intent; None for typed words."""
    try:
        name, values = json.loads(line)
        kind, _ = _ASKED[name]
    except (ValueError, KeyError, TypeError):
        return None
    if day := values.get("check_on"):
        values["check_on"] = date.fromisoformat(day)
    return kind(**values)


def insisted(work: WorkUnit, asking: Asking, answer: str) -> Asking:
    """The same of the person in *answer*; of whom it was asked, although away, where it is none."""
    _, who = _ASKED[next(name for name, (k, _) in _ASKED.items() if isinstance(asking, k))]
    asked = getattr(asking, who)
    number = int(answer) if answer.isdecimal() else asked
    changes: dict[str, Any] = {who: now_is(work.people, number) if number is not None else None}
    if not answer.isdecimal():
        changes["though_away"] = ThoughAway(answer or ThoughAway.WAIT)
    return replace(asking, **changes)
