"""Waiting for somebody outside: "waiting for ACME, check friday"."""

from core.language.context import Context
from core.language.settle import settle
from core.language.sheet import Sheet
from core.language.tokens import Kind
from core.language.whens import when_at

_WAITING = frozenset({"waiting", "wait", "waits", "awaiting"})
_CHECK = frozenset({"check", "ask", "remind", "chase", "ping"})


def find_waiting(sheet: Sheet) -> None:
    """Take who is waited for and when to look again. In mid-line only with the word "check"."""
    c = sheet.c
    for i in range(c.size):
        start = _start(c, i) if c.word(i) in _WAITING else 0
        if not start:
            continue
        check = _check(c, start)
        if check:
            _take(sheet, i, start, check)
        elif i == 0 and start < c.size:
            sheet.waiting_for = _who(sheet, start, c.size)
            sheet.take(0, c.size, "waiting_for")
        return


def _start(c: Context, i: int) -> int:
    """Where the name begins after "waiting for" or "awaiting" at *i*; 0 when there is none."""
    if c.word(i) == "awaiting":
        return i + 1
    return i + 2 if c.word(i + 1) in {"for", "on"} else 0


def _check(c: Context, start: int) -> int:
    """The place of ", check ..." behind *start*; 0 when there is none."""
    for k in range(start + 1, min(c.size, start + 40)):
        joined = c.word(k - 1) in {",", ";", "-", "\u2013", "\u2014", ":"} or c.word(k - 1) == "and"
        if joined and c.word(k) in _CHECK and _due_at(c, k + 1) is not None:
            return k
    return 0


def _due_at(c: Context, k: int) -> int | None:
    """Where a due phrase begins after "check", "check again", "check back"."""
    k += c.word(k) in {"again", "back", "in"} and c.word(k + 1) not in c.words.units
    k += c.word(k) in {"again", "back"}
    for begin in (k, k - 1):
        if when_at(c, begin) is not None:
            return begin
    return None


def _take(sheet: Sheet, i: int, start: int, check: int) -> None:
    c = sheet.c
    begin = _due_at(c, check + 1)
    found = when_at(c, begin) if begin is not None else None
    if found is None:
        return
    sheet.check_on = settle(c, found[0])[0]
    sheet.waiting_for = _who(sheet, start, check - 1)
    sheet.take(i, found[1], "waiting_for")


def _who(sheet: Sheet, start: int, end: int) -> str:
    tokens = sheet.tokens[start:end]
    while tokens and tokens[-1].kind is Kind.MARK and tokens[-1].text in ",;:-.!":
        tokens = tokens[:-1]
    return sheet.text[tokens[0].start : tokens[-1].end] if tokens else ""
