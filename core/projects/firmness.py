"""How firmly a project follows up, as data: three ladders, and what a project changes of one.

A rule is a name like ``overdue.lead_days`` with its value. What cannot be climbed is refused with
a working example: a delay below nothing, steps out of order, a ladder that comes to no end.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from core.kernel.errors import BadInput
from core.kernel.values import dataclass
from core.language.typos import nearest
from core.projects.model import LadderName, RuleValue, Tuning

ALWAYS, WAITED_FOR, NEVER = "always", "waited_for", "never"
CHANNEL: Final = (ALWAYS, WAITED_FOR, NEVER)
"""When a step in the open is taken: always, where others wait for the task, or never."""
WORKDAY: Final = 8
"""Hours of a working day, where hours and days are put in order."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value may be: whole numbers between *least* and *most*, or one of *choices*."""

    least: int = 1
    most: int = 60
    choices: tuple[str, ...] = ()


_DAYS, _HOURS = Rule(), Rule(most=40)
RULES: Final[Mapping[str, Rule]] = {
    "overdue.again_days": _DAYS,
    "overdue.channel": Rule(choices=CHANNEL),
    "overdue.channel_days": _DAYS,
    "overdue.lead_days": _DAYS,
    "overdue.ask_again_days": _DAYS,
    "blocked.channel": Rule(choices=CHANNEL),
    "blocked.channel_hours": _HOURS,
    "blocked.lead_days": _DAYS,
    "blocked.old_days": _DAYS,
    "blocked.outside_days": _DAYS,
    "check.again_days": _DAYS,
    "check.lead_days": _DAYS,
    "check.close_days": _DAYS,
    "quiet.stalled_days": _DAYS,
    "quiet.untouched_days": _DAYS,
    "early.due_soon_days": Rule(most=10),
    "early.unowned_hours": _HOURS,
    "early.offer_days": _DAYS,
}
"""Every rule that a project may change, in the order in which they are shown. Days and hours are
of working time: of whoever is to answer, else of the project."""

_STANDARD: Final[Mapping[str, RuleValue]] = {
    "overdue.again_days": 1,
    "overdue.channel": WAITED_FOR,
    "overdue.channel_days": 2,
    "overdue.lead_days": 3,
    "overdue.ask_again_days": 3,
    "blocked.channel": ALWAYS,
    "blocked.channel_hours": 4,
    "blocked.lead_days": 1,
    "blocked.old_days": 5,
    "blocked.outside_days": 5,
    "check.again_days": 1,
    "check.lead_days": 3,
    "check.close_days": 3,
    "quiet.stalled_days": 3,
    "quiet.untouched_days": 10,
    "early.due_soon_days": 1,
    "early.unowned_hours": 4,
    "early.offer_days": 3,
}
LADDERS: Final[Mapping[LadderName, Mapping[str, RuleValue]]] = {
    LadderName.STANDARD: _STANDARD,
    LadderName.GENTLE: {
        **_STANDARD,
        "overdue.again_days": 2,
        "overdue.channel": NEVER,
        "overdue.channel_days": 3,
        "overdue.lead_days": 5,
        "overdue.ask_again_days": 5,
        "blocked.channel": NEVER,
        "blocked.channel_hours": 8,
        "blocked.lead_days": 2,
        "check.again_days": 2,
        "check.lead_days": 5,
        "quiet.stalled_days": 5,
        "early.offer_days": 5,
    },
    LadderName.FIRM: {
        **_STANDARD,
        "overdue.channel": ALWAYS,
        "overdue.ask_again_days": 2,
        "blocked.channel_hours": 2,
        "quiet.stalled_days": 2,
        "early.offer_days": 2,
    },
    LadderName.VOLUNTEER: {
        **_STANDARD,
        "overdue.again_days": 3,
        "overdue.channel": NEVER,
        "overdue.channel_days": 5,
        "overdue.lead_days": 7,
        "overdue.ask_again_days": 7,
        "blocked.channel": NEVER,
        "blocked.channel_hours": 24,
        "blocked.lead_days": 7,
        "blocked.old_days": 14,
        "check.again_days": 3,
        "check.lead_days": 7,
        "check.close_days": 7,
        "quiet.stalled_days": 10,
        "quiet.untouched_days": 30,
        "early.due_soon_days": 2,
        "early.unowned_hours": 12,
        "early.offer_days": 7,
    },
}
"""The numbers of the four ladders. Gentle never speaks in a channel and waits longer; firm speaks
there always and asks sooner; volunteer asks the people of the task alone, and no lead."""


def values_of(name: LadderName, tuning: Tuning = ()) -> dict[str, RuleValue]:
    """Every rule with the value that holds: the ladder's, or the project's own."""
    return {**LADDERS[name], **dict(tuning)}


def tuned(name: LadderName, wanted: Mapping[str, object]) -> Tuning:
    """What of *wanted* differs from the ladder *name*, checked; BadInput says which rule is wrong,
    why, and what would do."""
    for rule, value in wanted.items():
        _check(rule, value)
    whole = {**LADDERS[name], **wanted}
    _in_order(whole)
    return tuple((r, v) for r, v in whole.items() if v != LADDERS[name][r])  # type: ignore[misc]


def spelt(name: LadderName, tuning: Tuning) -> str:
    """The ladder and what was changed of it, in one line: ``standard overdue.lead_days=5``."""
    return " ".join([str(name), *(f"{rule}={value}" for rule, value in tuning)])


def read_spelt(line: str) -> tuple[LadderName, Tuning]:
    """What ``spelt`` wrote; a rule that this release does not know is left out."""
    word, *parts = line.split() or [str(LadderName.STANDARD)]
    name = LadderName(word) if word in set(LadderName) else LadderName.STANDARD
    pairs = (part.partition("=")[::2] for part in parts)
    known = ((rule, _value(rule, value)) for rule, value in pairs if rule in RULES)
    return name, tuple((rule, value) for rule, value in known if value is not None)


def _value(rule: str, written: str) -> RuleValue | None:
    if RULES[rule].choices:
        return written if written in RULES[rule].choices else None
    return int(written) if written.isdecimal() else None


def _check(rule: str, value: object) -> None:
    known = RULES.get(rule)
    if known is None:
        near = nearest(rule, tuple(RULES), 1) or ("overdue.lead_days",)
        raise BadInput("ladder_unknown", what=rule, example=_example(near[0]))
    if known.choices:
        if value not in known.choices:
            raise _wrong("ladder_channel", rule, value)
        return
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong("ladder_number", rule, value)
    if value < known.least:
        raise _wrong("ladder_too_soon", rule, value)
    if value > known.most:
        raise _wrong("ladder_endless", rule, value, most=known.most)


def _wrong(code: str, rule: str, value: object, **facts: int) -> BadInput:
    shown = str(value)[:40].replace("_", " ")
    return BadInput(
        code, field=field_of(rule), what=rule, typed=shown, example=_example(rule), **facts
    )


def field_of(rule: str) -> str:
    """What its field is called in a form."""
    return rule.replace(".", "_")


_UNIT = re.compile(r"(-?\d{1,6})\s*(?:working\s*)?(d|h)(?:ays?|ours?)?")


def as_value(words: str, rule: str = "") -> RuleValue:
    """What somebody typed for a rule: a number, also with the rule's own unit, or a word."""
    bare = words.strip().strip("\"'").casefold()
    unit = _UNIT.fullmatch(bare)
    if unit is not None and rule.endswith({"d": "_days", "h": "_hours"}[unit.group(2)]):
        return int(unit.group(1))
    return int(bare) if re.fullmatch(r"-?\d{1,6}", bare) else bare.replace(" ", "_")


def _example(rule: str) -> str:
    """The rule as the standard ladder has it: that always works."""
    return written(rule, _STANDARD[rule])


def written(rule: str, value: RuleValue) -> str:
    """A rule as it stands in a file under its heading."""
    return f'{rule} = "{value}"' if isinstance(value, str) else f"{rule} = {value}"


def _in_order(whole: Mapping[str, object]) -> None:
    """Each step later than the one before it; a step in the open that is never taken has none."""
    found = {rule: value for rule, value in whole.items() if isinstance(value, int)}
    overdue = ["overdue.again_days", "overdue.channel_days", "overdue.lead_days"]
    if whole["overdue.channel"] == NEVER:
        overdue.remove("overdue.channel_days")
    _rising(found, overdue)
    _rising(found, ["check.again_days", "check.lead_days"])
    if whole["blocked.channel"] != NEVER:
        hours = {**found, "blocked.lead_days": found["blocked.lead_days"] * WORKDAY}
        _rising(hours, ["blocked.channel_hours", "blocked.lead_days"])


def _rising(found: Mapping[str, int], rules: Iterable[str]) -> None:
    for earlier, later in pairwise(rules):
        if found[earlier] >= found[later]:
            example = f"{_example(earlier)}, {_example(later)}"
            raise BadInput(
                "ladder_order", field=field_of(later), what=later, name=earlier, example=example
            )
