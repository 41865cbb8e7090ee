"""Fields that may stand anywhere: priority, estimate, dependencies. Conventions 21 to 23."""

from typing import NamedTuple

from core.kernel.refs import TaskId
from core.language.context import Context
from core.language.durations import amount
from core.language.tokens import Kind


class Field(NamedTuple):
    """A field and where it ends."""

    name: str
    value: object
    end: int


_EFFORT = {"MINUTELY": 1, "HOURLY": 60, "DAILY": 480, "WEEKLY": 2400}
_AFTER = (
    ("after",),
    ("depends", "on"),
    ("blocked", "by"),
    ("blocked", "on"),
    ("needs",),
    ("requires",),
    ("waits", "for"),
)
_COPULAS = frozenset({
    "is", "are", "was", "were", "has", "have", "gets", "lands", "ships", "merges", "finishes",
    "completes", "merged", "broke", "failed", "introduced", "closes",
})  # fmt: skip
_SHARE = frozenset({"!share", "!announce"})


def effort(c: Context, i: int) -> tuple[int, int] | None:
    """Minutes of work: 3h, 1h30m, 1.5h, 2 days. A day has 8 hours, a week 5 days."""
    total, j = 0.0, i
    for _ in range(4):
        part = amount(c, j)
        unit = c.words.units.get(c.word(part[1])) if part else None
        minutes = _EFFORT.get(unit.freq) if unit and unit.times == 1 else None
        if part is None or minutes is None:
            break
        total, j = total + part[0] * minutes, part[1] + 1
    return (round(total), j) if j > i and 0 < total <= 2400 * 520 and c.clean_end(j) else None


def estimate(c: Context, i: int) -> Field | None:
    """est 3h, est. 1.5h, est: 45m, estimate 2 days, ~2h."""
    j = i + 1
    if c.word(i) == "~":
        found = effort(c, j) if c.clean_start(i) else None
    elif c.word(i) in {"est", "estimate", "estimated", "effort"}:
        j += c.word(j) in {".", ":", "="}
        found = effort(c, j)
    else:
        return None
    return Field("estimate", *found) if found else None


def priority_named(c: Context, i: int) -> Field | None:
    """priority: low, prio high, priority=p1."""
    if c.word(i) not in {"priority", "prio", "pri"} or not c.clean_start(i):
        return None
    j = i + 1
    marked = c.word(j) in {":", "="}
    j += marked
    word, end = c.word(j), j + 1
    if word == "p" and c.number(end) in (1, 2, 3, 4) and c.glued(end):
        word, end = f"p{c.number(end)}", end + 1
    level = c.words.priorities.get(word)
    alone = marked or end >= c.size or c.tokens[end].kind >= Kind.MARK
    return Field("priority", level, end) if level and alone and c.clean_end(end) else None


def priority_alone(c: Context, i: int) -> Field | None:
    """high priority, p1, urgent: words that count only where they stand alone."""
    word = c.word(i)
    if word == "p" and c.number(i + 1) in (1, 2, 3, 4) and c.glued(i + 1) and c.clean_start(i):
        level = c.words.priorities[f"p{c.number(i + 1)}"]
        return Field("priority", level, i + 2) if c.clean_end(i + 2) else None
    bare = c.words.bare_priorities.get(word) if c.clean_start(i) else None
    if bare is None or not c.clean_end(i + 1):
        return None
    return Field("priority", bare, i + 1 + (c.word(i + 1) in {"priority", "prio"}))


def bang(c: Context, i: int) -> Field | None:
    """!!, !!!, !high, !p1, !share."""
    text = c.tokens[i].low
    if text in _SHARE:
        return Field("share", True, i + 1)
    level = {"!!": "high", "!!!": "urgent"}.get(text) or c.words.priorities.get(text[1:])
    if text == "!p" and c.number(i + 1) in (1, 2, 3, 4):
        return Field("priority", c.words.priorities[f"p{c.number(i + 1)}"], i + 2)
    return Field("priority", level, i + 1) if level else None


def task_ref(c: Context, i: int, prefix: str) -> tuple[TaskId, int] | None:
    """T-12 or #12 at *i*."""
    if (
        i < c.size
        and c.tokens[i].kind is Kind.OPAQUE
        and c.tokens[i].low[1:].isdigit()
        and c.tokens[i].low[0] == "#"
    ):
        digits = c.tokens[i].low[1:]
        return (TaskId(int(digits)), i + 1) if digits.isascii() and len(digits) <= 9 else None
    number = c.number(i + 2)
    if c.word(i) == prefix.lower() and c.word(i + 1) == "-" and number is not None:
        tight = c.glued(i + 1) and c.glued(i + 2) and c.clean_end(i + 3)
        return (TaskId(number), i + 3) if tight else None
    return None


def dependencies(c: Context, i: int, prefix: str) -> Field | None:
    """after T-12, T-13 and T-14; depends on T-12; blocked by T-3; needs T-4."""
    words = next((words for words in _AFTER if c.phrase(i, *words)), None)
    if words is None:
        return None
    j = i + len(words)
    j += c.word(j) == ":"
    found: list[TaskId] = []
    while len(found) < 50:
        k = j + (bool(found) and c.word(j) in {",", "and", "&", "+"})
        ref = task_ref(c, k, prefix)
        if ref is None:
            break
        found.append(ref[0])
        j = ref[1]
    return Field("after", tuple(found), j) if found and c.word(j) not in _COPULAS else None


def verifier(c: Context, i: int) -> Field | None:
    """verifier @ana, verified by @ana, to be checked by @ana, reviewer: @ana."""
    j = i + c.phrase(i, "to", "be") * 2
    if c.word(j) in {"verifier", "reviewer", "checker"}:
        j += 1
    elif c.word(j) in {"verified", "checked", "verify", "accepted"} and c.word(j + 1) == "by":
        j += 2
    elif c.word(j) == "verify" and i and _alone(c, j + 1):
        j += 1
    else:
        return None
    j += c.word(j) in {":", "="}
    is_mention = j < c.size and c.tokens[j].kind is Kind.MENTION
    return Field("verifier", j, j + 1) if is_mention else None


_COMPLETED = frozenset({
    "is", "are", "be", "been", "it's", "gets", "get", "was", "were", "not", "i'm", "we're",
})  # fmt: skip
"""is done when ...: a sentence, not criteria."""


def _alone(c: Context, j: int) -> bool:
    """Whether the mention at *j* is followed by no word: "verify @ana", not "verify @ana can".

    A comma, semicolon or full stop behind it ends it; "@ana's" or "@ana/ben" goes on.
    """
    if j + 1 >= c.size:
        return True
    closes = c.word(j + 1) in {",", ";", "."} and not c.glued(j + 2)
    return c.tokens[j + 1].kind >= Kind.MARK and (closes or not c.glued(j + 1))


def criteria_at(c: Context, i: int) -> int:
    """Where the criteria begin after "done when:" or "criteria:" at *i*; 0 when there are none."""
    if c.phrase(i, "done", "when"):
        marked = c.word(i + 2) == ":"
        return i + 2 + marked if marked or c.word(i - 1) not in _COMPLETED else 0
    return i + 2 if c.word(i) in {"criteria", "dod", "acceptance"} and c.word(i + 1) == ":" else 0
