"""Times of day: 5pm, 17:30, 17h, at 5, half past three, noon, eod. Conventions 12 to 14."""

from typing import NamedTuple

from core.language.context import Context
from core.language.durations import count
from core.language.english import ENGLISH
from core.language.zones import zone_at


class Clock(NamedTuple):
    """A wall time that was read. ``hour`` 24 is the midnight that ends the day."""

    hour: int
    minute: int = 0
    guessed: bool = False
    """A bare hour: morning or afternoon is a guess."""
    part: str = ""
    """A part of the day only: morning, evening ..."""
    zone: str | None = None
    day_end: bool = False
    today: bool = False
    """tonight, this morning: of today."""
    sure: bool = False
    """Stands for a time by itself: 5pm, 17:30; not a bare "17h" or "at 5"."""


Read = tuple[Clock, int] | None
_AM, _PM = {"am", "a"}, {"pm", "p"}
_POINTS = {"noon", "midday", "noonish"}
_LATE = {
    "afternoon",
    "afternoons",
    "evening",
    "evenings",
    "night",
    "nights",
    "tonight",
    "tonite",
    "afternoonish",
}


def _meridiem(c: Context, j: int) -> tuple[str, int] | None:
    """am, pm, a.m., p.m., a, p at *j*."""
    word = c.word(j)
    if word in {"am", "pm"} and c.clean_end(j + 1):
        return word, j + 1
    if word == "." and c.glued(j) and c.glued(j + 1):
        return _meridiem(c, j + 1)
    if word not in {"a", "p"}:
        return None
    if c.word(j + 1) == "." and c.word(j + 2) == "m":
        return word + "m", j + 3 + (c.word(j + 3) == "." and c.glued(j + 3))
    spelled = c.word(j + 1) == "m" and c.glued(j) is False and c.lenient
    if spelled:
        return word + "m", j + 2
    return (word + "m", j + 1) if c.glued(j) and c.clean_end(j + 1) else None


def with_half(hour: int, half: str) -> int:
    """The hour of 24 for an hour of 12 and "am" or "pm"."""
    return hour % 12 + (12 if half == "pm" else 0)


def guess(hour: int) -> int:
    """What people at work mean by a bare hour: 1 to 6 in the afternoon, 7 to 12 as it stands."""
    return hour + 12 if 1 <= hour <= 6 else hour


def _minutes(c: Context, j: int, marks: str) -> tuple[int, int] | None:
    """Two glued digits after one of *marks*; seconds after them are passed over."""
    if (
        c.word(j) not in marks
        or not c.word(j)
        or not c.glued(j)
        or not c.glued(j + 1)
        or c.width(j + 1) != 2
    ):
        return None
    minute, k = c.number(j + 1), j + 2
    if minute is None or minute > 59:
        return None
    if (
        c.word(k) in {":", "."}
        and c.glued(k)
        and c.glued(k + 1)
        and c.width(k + 1) == 2
        and c.number(k + 1) is not None
    ):
        k += 2
        if c.word(k) == "." and c.glued(k + 1) and c.number(k + 1) is not None:
            k += 2
    return minute, k


def _spoken(c: Context, i: int) -> Read:
    """5, 5pm, 5:30, 5.30 pm, 17h, 17h30, 5 o'clock; a bare hour is guessed."""
    start = count(c, i)
    if (
        start is None
        or (start[0] > 23 and start[0] != 24)
        or (c.number(i) is not None and c.width(i) > 2)
    ):
        return None
    hour, j = start
    minute = 0
    colon = _minutes(c, j, ":")
    dotted = None if colon else _minutes(c, j, ".")
    if (timed := colon or dotted) is not None:
        minute, j = timed
    j += c.word(j) == "ish"
    half = _meridiem(c, j)
    if half and 1 <= hour <= 12:
        return Clock(with_half(hour, half[0]), minute, sure=True), half[1]
    if half and hour > 12:
        return (Clock(hour, minute, sure=True), half[1]) if half[0] == "pm" and colon else None
    if colon and hour < 24:
        padded = c.width(i) == 2
        j += c.word(j) == "h" and c.glued(j)
        return (
            (Clock(hour if padded else guess(hour), minute, guessed=not padded, sure=True), j)
            if c.clean_end(j) or _zone_glued(c, j) or _goes_on(c, j)
            else None
        )
    return _hours(c, i, hour, minute, j, bool(dotted))


def _zone_glued(c: Context, j: int) -> bool:
    """17:00Z, 17:00+02:00"""
    return c.glued(j) and c.word(j) in {"z", "+", "-"} and zone_at(c, j) is not None


def _goes_on(c: Context, j: int) -> bool:
    """14:00-15:00: the hyphen joins two times."""
    return c.word(j) in {"-", "\u2013"} and c.number(j + 1) is not None and c.word(j + 2) == ":"


def _hours(c: Context, i: int, hour: int, minute: int, j: int, dotted: bool) -> Read:
    if not dotted and c.word(j) == "h" and c.glued(j) and hour < 24:
        late = _h_minutes(c, j + 1)
        return (
            (Clock(hour, late[0], hour < 13, sure=hour > 12 or late[1] > j + 1), late[1])
            if c.clean_end(late[1])
            else None
        )
    if c.word(j) == "o'clock" or c.word(j) == "oclock":
        half = _meridiem(c, j + 1)
        fixed = with_half(hour, half[0]) if half else guess(hour)
        return Clock(fixed, minute, guessed=not half and hour < 13, sure=True), half[
            1
        ] if half else j + 1
    if not dotted and (spoken := count(c, j)) and c.number(j) is None and 9 < spoken[0] < 60:
        half = _meridiem(c, spoken[1])
        if half and 1 <= hour <= 12:
            return Clock(with_half(hour, half[0]), spoken[0], sure=True), half[1]
    if not c.clean_end(j) or hour > 23:
        return None
    literal = c.tokens[i].text[0] == "0"
    return Clock(hour if literal else guess(hour), minute, guessed=hour < 13 and not literal), j


def _h_minutes(c: Context, j: int) -> tuple[int, int]:
    minute = c.number(j)
    good = minute is not None and c.glued(j) and c.width(j) == 2 and minute < 60
    return (minute or 0, j + 1) if good else (0, j)


def _military(c: Context, i: int, announced: bool) -> Read:
    """0930, 1030, 730 after "at" or a day."""
    number = c.number(i)
    spelled = c.word(i + 1) in {"h", "hrs", "hours"} and c.width(i) == 4
    if number is None or c.width(i) not in (3, 4) or not (spelled or c.clean_end(i + 1)):
        return None
    if not announced and 1900 <= number < 2100:
        return None
    hour, minute = divmod(number, 100)
    if hour > 23 or minute > 59:
        return None
    half = _meridiem(c, i + 1)
    if half and hour <= 12:
        return Clock(with_half(hour, half[0]), minute, sure=True), half[1]
    return Clock(guess(hour) if c.width(i) == 3 else hour, minute), i + 1 + spelled


def _part_follows(c: Context, j: int) -> bool:
    """3 in the morning, 8 tonight: what makes a bare number an hour."""
    return c.word(j) in {"in", "at", "this", "tonight"} and part(c, j) is not None


def _spaced(c: Context, i: int) -> Read:
    """at 12 15: only where a date is expected."""
    hour, minute = c.number(i), c.number(i + 1)
    if (
        not c.lenient
        or hour is None
        or minute is None
        or c.width(i + 1) != 2
        or not c.clean_end(i + 2)
    ):
        return None
    return (Clock(guess(hour), minute, guessed=True), i + 2) if hour < 24 and minute < 60 else None


def _past(c: Context, i: int) -> Read:
    """half past three, quarter to five pm, 20 minutes to 2pm, twenty after 3pm."""
    j, counted = i + (c.word(i) == "a"), False
    if c.word(j) in {"half", "quarter"}:
        minutes, j = 30 if c.word(j) == "half" else 15, j + 1
    elif (spoken := count(c, i)) and spoken[0] < 60:
        minutes, j = spoken
        counted = c.word(j) in {"minutes", "minute", "min", "mins"}
        j += counted
    else:
        return None
    sign = {"past": 1, "after": 1, "from": 1, "to": -1, "before": -1}.get(c.word(j), 0)
    base = _spoken(c, j + 1) or _named(c, j + 1) if sign else None
    if base is None or (base[0].part and base[0].part not in {"noon", "midday"}):
        return None
    if not base[0].sure and c.number(i) is not None and not counted:
        return None
    total = (base[0].hour * 60 + base[0].minute + sign * minutes) % 1440
    return Clock(
        total // 60, total % 60, guessed=base[0].guessed, zone=base[0].zone, sure=True
    ), base[1]


_NAMED_STARTS = frozenset(
    {"the", "12", "midnight", *_POINTS, *(words[0] for words in ENGLISH.day_ends)}
)


def _named(c: Context, i: int) -> Read:
    """noon, midnight, eod, end of business; the parts of the day are read by ``part``."""
    if c.word(i) not in _NAMED_STARTS:
        return None
    start = i
    i += c.word(i) == "the"
    i += c.number(i) == 12 and c.word(i + 1) in {"noon", "midday", "midnight"}
    if c.word(i) in _POINTS and c.clean_end(i + 1):
        return Clock(12, sure=True, part="noon"), i + 1
    if c.word(i) == "midnight" and c.clean_end(i + 1):
        return Clock(24, sure=True), i + 1
    for words in c.words.day_ends:
        if c.word(i) == words[0] and c.phrase(i, *words) and c.clean_end(i + len(words)):
            return Clock(17, day_end=True, sure=start < i or len(words) == 1), i + len(words)
    return None


_PART_STARTS = frozenset(
    {"first", "early", "late", "in", "at", "during", "the", "this", *ENGLISH.dayparts}
)


def part(c: Context, i: int) -> Read:
    """morning, this evening, in the afternoon, tonight, at night."""
    if c.word(i) not in _PART_STARTS:
        return None
    if c.phrase(i, "first", "thing"):
        later = part(c, i + 2)
        return (
            (later[0]._replace(sure=True), later[1]) if later else (Clock(9, part="morning"), i + 2)
        )
    j = i
    early = c.word(j) in {"early", "late"}
    j += early
    j += c.word(j) in {"in", "at", "during"} and c.word(j + 1) in {"the", *c.words.dayparts}
    today = c.word(j) == "this"
    j += c.word(j) in {"the", "this"}
    j += c.word(j) in {"early", "late"}
    led = j >= i + 2 and c.word(i) == "in" and c.word(i + 1) == "the"
    word = c.word(j)
    if word not in c.words.dayparts or word in _POINTS or not c.clean_end(j + 1):
        return None
    hour, minute = c.words.dayparts[word]
    today = today or word in {"tonight", "tonite"}
    zone = zone_at(c, j + 1)
    if zone:
        return Clock(hour, minute, part=word, today=today, sure=today or led, zone=zone[0]), zone[1]
    return Clock(hour, minute, part=word, today=today, sure=today or led), j + 1


_NIGHT = {"evening", "night", "tonight", "tonite"}


def merge_part(base: Clock, of_day: Clock) -> Clock:
    """A guessed hour inside a part of the day: 7 in the evening, tonight at 11."""
    if base.part:
        return of_day
    hour = base.hour
    if base.guessed and not (base.minute and base.sure and base.hour > 12):
        small = hour - 12 if hour > 12 else hour
        hour = small + 12 if of_day.part in _LATE and small < 12 else small
        if of_day.part in {"night", "tonight"} and hour in {12, 24}:
            hour = 24
    elif of_day.part in _NIGHT and 5 <= hour < 12:
        hour += 12
    return base._replace(hour=hour, guessed=False, today=base.today or of_day.today, sure=True)


def clock(c: Context, i: int, *, announced: bool = False) -> Read:
    """A time at *i*. A bare hour counts after "at" (*announced*) or where a date is expected."""
    found = _named(c, i) or _past(c, i)
    if found is None:
        found = _spoken(c, i)
        dotted = c.lenient and c.word(i + 1) == "." and c.width(i + 2) == 2
        if found and not (found[0].sure or announced or dotted or _part_follows(c, found[1])):
            found = None
        found = (announced and _spaced(c, i)) or found
        if found is None and (announced or c.lenient):
            found = _military(c, i, announced)
    if found is None:
        return None
    zone = zone_at(c, found[1])
    return (found[0]._replace(zone=zone[0]), zone[1]) if zone else found
