"""A whole due phrase: a day and a time in any order, with the words that announce them."""

from datetime import datetime
from typing import NamedTuple

from core.language import relative, spans, times
from core.language.context import Context
from core.language.days import Day
from core.language.tokens import Kind


class When(NamedTuple):
    """What a phrase says about the date. ``announced``: by, on, due ... stood before it."""

    day: Day | None = None
    clock: times.Clock | None = None
    exact: datetime | None = None
    announced: bool = False
    lead: str = ""


_KEYS = {"due", "deadline", "by", "eta"}


_LATEST = (
    ("no", "later", "than"), ("not", "later", "than"), ("w", "/", "c"), ("week", "commencing"),
    ("the", "deadline", "is"), ("on", "or", "before"),
)  # fmt: skip
_LATEST_STARTS = frozenset(words[0] for words in _LATEST)


def _lead(c: Context, i: int) -> tuple[str, int]:
    """by, on, due, no later than ...: the announcing words at *i*."""
    j, lead = i, ""
    if c.word(i) == "in" and c.word(i + 1) in {"mid", "early", "late", "week", "wk", "cw"}:
        return "in", i + 1
    for words in _LATEST if c.word(i) in _LATEST_STARTS else ():
        if c.phrase(i, *words):
            return "by", i + len(words)
    while j < i + 3 and c.word(j) in _LEADS:
        lead = lead or c.word(j)
        j += 1
        j += c.word(j) == "the" and c.number(j + 1) is not None
        if lead in _KEYS and c.word(j) in {":", "=", "is"}:
            j += 1
    return lead, j


_LEADS = {
    "by",
    "before",
    "until",
    "till",
    "til",
    "due",
    "on",
    "for",
    "deadline",
    "eta",
    "around",
    "latest",
    "@",
    "at",
    "starting",
    "sometime",
}
_JOINS = {
    ",",
    "at",
    "on",
    "by",
    "@",
    "around",
    "for",
    "in",
    "until",
    "before",
    "approximately",
    "about",
    "after",
}


def when_at(c: Context, i: int) -> tuple[When, int] | None:
    """The longest due phrase at *i*."""
    if not c.clean_start(i):
        return None
    lead, j = _lead(c, i)
    found = (
        _sequence(c, j, at=lead in {"at", "@", "around"} or c.word(j - 1) in {"at", "@", "around"})
        if j > i
        else None
    )
    if found is None:
        plain = _sequence(c, i, at=False)
        closed = _closed(c, plain) if plain and c.clean_end(plain[1]) else None
        return closed if closed and c.whole(i, closed[1]) else None
    when, end = _closed(c, found)
    return (
        (when._replace(announced=lead not in {"for", "at", "@"}, lead=lead), end)
        if c.clean_end(end) and c.whole(i, end)
        else None
    )


def _sequence(c: Context, i: int, *, at: bool) -> tuple[When, int] | None:
    """Days, times and parts of the day as they follow each other; None when there is none."""
    when, end, j = When(), i, i
    for step in range(5):
        if step:
            when, end = _confirmed(c, when, end)
            j, at = _join(c, end)
            j += c.word(j) == "of" and bool(when.clock and when.clock.part)
        found = _component(c, j, when, at)
        if found is None:
            break
        when, end = found
        if when.exact:
            break
    return (when, end) if end > i and _whole(c, when) else None


def _confirmed(c: Context, when: When, end: int) -> tuple[When, int]:
    """Past a day that is said twice: Jul 18, Fri; today 12.10; on the 17th on sunday."""
    if when.day is None or when.exact:
        return when, end
    j = end + (c.word(end) in {",", "(", "on"})
    again = spans.day_at(c, j)
    if again and (again[0].day == when.day.day or when.day.day in again[0].others):
        return when, again[1] + (c.word(again[1]) == ")")
    weekday = c.words.weekdays.get(c.word(j))
    if weekday is None or not c.clean_end(j + 1) or not (again and again[1] == j + 1):
        return when, end
    if when.day.day.weekday() != weekday:
        if c.number(end - 1) is None and c.word(end - 1) not in c.words.suffixes:
            return when, end
        when = when._replace(day=when.day._replace(others=(*when.day.others, again[0].day)))
    return when, j + 1 + (c.word(j + 1) == ")")


def _whole(c: Context, when: When) -> bool:
    """Whether it is more than a bare "morning"."""
    if when.day or when.exact or when.clock is None:
        return when.day is not None or when.exact is not None
    return c.lenient or not when.clock.part or when.clock.sure


_AFTERS = (("at", "the", "latest"), ("at", "latest"), ("latest",), ("or", "sooner"), ("or",
"earlier"), ("sharp",), ("or", "so"),
           ("at", "the", "very", "latest"))  # fmt: skip


_AFTER_STARTS = frozenset(words[0] for words in _AFTERS)


def _closed(c: Context, found: tuple[When, int]) -> tuple[When, int]:
    """Past "at the latest" and the like, which announce a date from behind."""
    for words in _AFTERS if c.word(found[1]) in _AFTER_STARTS else ():
        if c.phrase(found[1], *words):
            return found[0]._replace(announced=True, lead=found[0].lead or "by"), found[1] + len(
                words
            )
    return found


def _join(c: Context, j: int) -> tuple[int, bool]:
    if c.word(j) == "t" and c.glued(j) and c.glued(j + 1):
        return j + 1, False
    at, start = False, j
    while j < start + 2 and c.word(j) in _JOINS:
        if c.word(j) in {"in"} and c.word(j + 1) not in {"the", "early", "late", *c.words.dayparts}:
            break
        at = at or c.word(j) in {"at", "@", "around", "by", "for", "approximately", "about"}
        j += 1
    return j, at


def _component(c: Context, j: int, when: When, at: bool) -> tuple[When, int] | None:
    """One more part at *j* that *when* does not have yet."""
    if (when.clock is None or not when.clock.part) and (when.day or c.word(j) != "lunch"):
        part = times.part(c, j)
        if part and (
            when.clock is None
            or not when.clock.sure
            or c.word(j) in _PART_LEADS
            or when.clock.guessed
            or (when.clock.hour >= 12) == (part[0].hour >= 12)
        ):
            return when._replace(
                clock=times.merge_part(when.clock, part[0]) if when.clock else part[0]
            ), part[1]
    if when.day is None and not (when.clock and when.clock.today):
        offset = _offset(c, j)
        if offset and not (offset[0].exact and when.clock):
            return when._replace(day=offset[0].day, exact=offset[0].exact), offset[1]
        day = spans.day_or_days(c, j)
        if day:
            return when._replace(day=day[0]), day[1]
    return _time(c, j, when, at)


_PART_LEADS = {"in", "the", "at", "this", "tonight", "tonite"}


def _offset(c: Context, j: int) -> tuple[relative.Offset, int] | None:
    token = c.tokens[j] if j < c.size else None
    if token is None or (
        token.kind is Kind.WORD
        and c.word(j) not in _COUNTING
        and c.word(j) not in c.words.numbers
        and c.word(j) not in c.words.tens
    ):
        return None
    return (
        relative.anchored(c, j, spans.day_at)
        or relative.ahead(c, j)
        or relative.right_now(c, j)
        or relative.weekdays_on(c, j)
    )


_COUNTING = {
    "now",
    "right",
    "the",
    "day",
    "week",
    "in",
    "within",
    "a",
    "an",
    "half",
    "couple",
    "few",
    "three",
    "quarter",
}


_HALVES = {"am": times.Clock(9, part="morning"), "pm": times.Clock(15, part="afternoon")}
"""fri pm, monday am"""


def _time(c: Context, j: int, when: When, at: bool) -> tuple[When, int] | None:
    if when.clock and not when.clock.part:
        return None
    if when.day and not when.clock and c.word(j) in _HALVES and c.clean_end(j + 1):
        return when._replace(clock=_HALVES[c.word(j)]), j + 1
    expected = at or bool(when.clock and when.clock.part)
    found = _to_time(c, j, expected)
    if found is None and when.day and not when.clock:
        found = times.clock(c, j, announced=_hour_fits(c, j))
    if found is None:
        return None
    clock = times.merge_part(found[0], when.clock) if when.clock else found[0]
    return when._replace(clock=clock), found[1]


def _hour_fits(c: Context, j: int) -> bool:
    """Whether a bare "17h" or "2100" after a day can be its time."""
    if (c.word(j + 1) == "h" and c.glued(j + 1)) or (c.lenient and c.width(j) == 4):
        return True
    before = c.word(j - 1)
    named = before in c.words.weekdays or before in c.words.relative
    return named and c.number(j) is not None and c.tokens[j].text[0] != "0"


def _to_time(c: Context, j: int, announced: bool) -> tuple[times.Clock, int] | None:
    """A time, or the end of a range of times: 5-7pm, 10am to 11am."""
    if c.word(j) in {"between", "from"}:
        return _between(c, j + 1)
    first = times.clock(c, j, announced=announced)
    k = first[1] if first else j + (c.number(j) is not None and c.width(j) <= 2)
    if k > j and c.word(k) in {"-", "\u2013", "to"}:
        second = times.clock(c, k + 1)
        if second and (first or second[0].sure):
            return second
    return first


def _between(c: Context, j: int) -> tuple[times.Clock, int] | None:
    """between 2 and 4pm, from 9:00 to 10:30: due at the end."""
    first = times.clock(c, j, announced=True)
    if first is None or c.word(first[1]) not in {"and", "to", "till", "until", "-", "\u2013"}:
        return None
    second = times.clock(c, first[1] + 1, announced=True)
    return second if second and (second[0].sure or first[0].sure) else None


def merged(left: When, right: When) -> When | None:
    """Two phrases that complete each other ("friday @lena 10:00"); None when both say the same."""
    if left.exact or right.exact or (left.day and right.day):
        return None
    if left.clock and right.clock:
        if bool(left.clock.part) == bool(right.clock.part):
            return None
        part, base = (left.clock, right.clock) if left.clock.part else (right.clock, left.clock)
        clock: times.Clock | None = times.merge_part(base, part)
    else:
        clock = left.clock or right.clock
    return When(
        left.day or right.day,
        clock,
        None,
        left.announced or right.announced,
        left.lead or right.lead,
    )
