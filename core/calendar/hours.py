"""Working hours of a week, as typed and as kept.

A window belongs to the day on which it starts; one that ends at or before its start goes on past
midnight (start = end: 24 hours).
"""

import re
from dataclasses import field
from datetime import time, timedelta
from functools import cache
from itertools import groupby, pairwise

from core.kernel.errors import BadInput
from core.kernel.values import dataclass

EXAMPLE = "mon-fri 9:00-17:00; sat 10:00-12:00"
_LIMIT = 300
_DAY = 24 * 60
_ONE_DAY = timedelta(days=1)
_LONGEST_NIGHT = 12 * 60
"""Past midnight nobody types more: "9-5" means 17:00, and 20 hours would be a silent mistake."""

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {
    "daily": range(7),
    "every day": range(7),
    "weekdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
}
_OFF = {"off", "closed", "none", "free"}
_DAY_NAME = r"(?:mo|tu|we|th|fr|sa|su|daily|every\s+day)"
_NEXT_DAYS = re.compile(rf"(?<=[0-9m])\s*,?\s+(?={_DAY_NAME})|(?<=[0-9m]),(?={_DAY_NAME})")
"""After a time another day begins a clause of its own: "mon-thu 9-17, fri 9-13"."""
_AFTER_OFF = re.compile(rf"\b(off|closed|none|free)\s*,?\s+(?={_DAY_NAME})")
_CLAUSE = re.compile(r"(?P<days>[a-z ,:-]*?)\s*(?P<windows>[0-9].*|off|closed|none|free)")
_WINDOW = re.compile(r"(?P<start>[0-9][0-9:.apm]*)-(?P<end>[0-9][0-9:.apm]*)")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?(?P<half>am|pm)?")


class Overlap(ValueError):
    """Two windows have a moment in common."""


class _Empty(ValueError):
    """No working hours at all."""


@dataclass(frozen=True, slots=True)
class Window:
    """Wall times in whole minutes, *start* included, *end* not. ValueError for anything finer."""

    start: time
    end: time
    opens: timedelta = field(init=False, repr=False, compare=False)
    closes: timedelta = field(init=False, repr=False, compare=False)
    """Both from the midnight of its day, where no clock changes; kept, for they are asked often."""

    def __post_init__(self) -> None:
        for wall in (self.start, self.end):
            if wall.second or wall.microsecond or wall.tzinfo:
                raise ValueError("working hours are wall times in whole minutes")
        object.__setattr__(self, "opens", _since_midnight(self.start))
        end = _since_midnight(self.end) + (_ONE_DAY if self.overnight else timedelta(0))
        object.__setattr__(self, "closes", end)

    @property
    def overnight(self) -> bool:
        """Whether the end lies on the next date (00:00 does)."""
        return self.end <= self.start


Day = tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """The windows of each day, Monday first. ValueError unless 7 days; Overlap when they do."""

    days: tuple[Day, ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError("a week has seven days")
        sorted_days = tuple(tuple(sorted(day, key=lambda w: w.start)) for day in self.days)
        object.__setattr__(self, "days", sorted_days)
        if _overlap(sorted_days):
            raise Overlap("working hours overlap")

    @staticmethod
    def standard() -> "Hours":
        """Monday to Friday, 09:00 to 17:00."""
        return _standard()

    def __bool__(self) -> bool:
        return any(self.days)


@cache
def _standard() -> Hours:
    return Hours(((Window(time(9), time(17)),),) * 5 + ((), ()))


def parse_hours(typed: str) -> Hours:
    """What a person typed, as working hours.

    Clauses parted by ";" or by the next day, each with days and windows: "mon-thu 9-12, 13-17:30,
    fri 8am-1pm",
    "sun-thu 9-17", "weekdays 22:00-06:00", "daily 0-24"; without days Monday to Friday.
    BadInput with an example: ``no_working_time`` when nothing is left, ``hours_overlap``, and
    ``bad_hours`` when unreadable, when two clauses name the same day, and when bare hours are
    ambiguous ("9-5", "9-12, 1-5").
    """
    try:
        return _parse(typed)
    except _Empty:
        code = "no_working_time"
    except Overlap:
        code = "hours_overlap"
    except ValueError:
        code = "bad_hours"
    raise BadInput(code, field="hours", typed=typed[:80], example=EXAMPLE)


def format_hours(hours: Hours) -> str:
    """*hours* as ``parse_hours`` reads them, neighbouring days that are alike together.

    "off" when there are none; that, and a night of more than 12 hours, cannot be read back.
    """
    runs = []
    for windows, group in groupby(range(7), key=lambda day: hours.days[day]):
        run = list(group)
        if windows:
            days = "-".join(_NAMES[day][:3] for day in dict.fromkeys((run[0], run[-1])))
            runs.append(f"{days} {', '.join(_format(window) for window in windows)}")
    return "; ".join(runs) or "off"


def _format(window: Window) -> str:
    end = f"{window.end:%H:%M}" if window.end != time.min else "24:00"
    return f"{window.start:%H:%M}-{end}"


def _parse(typed: str) -> Hours:
    if len(typed) > _LIMIT:
        raise ValueError("too long")
    text = re.sub(r"\s*(?:[-\u2010-\u2015]|\b(?:to|until)\b)\s*", "-", typed.casefold())
    text = re.sub(r"\s+and\s+|\s*&\s*", ",", text)
    text = _AFTER_OFF.sub(r"\1;", _NEXT_DAYS.sub(";", text))
    week: dict[int, Day] = {}
    for clause in filter(None, (part.strip(" ,\t") for part in re.split(r"[;\n]", text))):
        days, windows = _clause(clause)
        if week.keys() & set(days):
            raise ValueError("the same day twice")
        week |= dict.fromkeys(days, windows)
    if not week:
        raise ValueError("nothing typed")
    if not any(week.values()):
        raise _Empty
    return Hours(tuple(week.get(day, ()) for day in range(7)))


def _clause(text: str) -> tuple[list[int], Day]:
    match = _CLAUSE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    named = match["days"].strip(" ,:")
    days = _days(named) if named else list(range(5))
    return days, () if match["windows"] in _OFF else _windows(match["windows"])


def _days(text: str) -> list[int]:
    if text in _GROUPS:
        return list(_GROUPS[text])
    found: list[int] = []
    for part in re.split(r"[\s,]+", text):
        first, _, last = part.partition("-")
        start = _weekday(first)
        count = (_weekday(last) - start) % 7 + 1 if "-" in part else 1
        found.extend((start + step) % 7 for step in range(count))
    if len(found) != len(set(found)):
        raise ValueError("the same day twice")
    return found


def _weekday(text: str) -> int:
    name = text.removesuffix("s") if len(text) > 3 else text
    found = [day for day, full in enumerate(_NAMES) if len(name) > 1 and full.startswith(name)]
    if len(found) != 1:
        raise ValueError(text)
    return found[0]


def _windows(text: str) -> Day:
    text = re.sub(r"\s+(?=[ap]m\b)", "", text)
    found = [_window(part) for part in re.split(r"\s*,\s*|\s+", text)]
    if any(before.end > after.start or before.overnight for before, after in pairwise(found)):
        raise ValueError("not in the order of the day")
    return tuple(found)


def _window(text: str) -> Window:
    match = _WINDOW.fullmatch(text)
    if match is None:
        raise ValueError(text)
    start, end = _minute_of(match["start"]), _minute_of(match["end"])
    if match["start"] in {"1", "2", "3", "4", "5"} or start == _DAY:
        raise ValueError("morning or afternoon?")
    if match["start"][-1].isdigit() != match["end"][-1].isdigit():
        raise ValueError("am or pm at both ends")
    if end <= start and (end + _DAY - start) > _LONGEST_NIGHT and end:
        raise ValueError("too long a night")
    return Window(_time(start), _time(end))


def _minute_of(text: str) -> int:
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute > 59 or hour * 60 + minute > _DAY:
        raise ValueError(text)
    return hour * 60 + minute


def _since_midnight(wall: time) -> timedelta:
    return timedelta(hours=wall.hour, minutes=wall.minute)


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _overlap(days: tuple[Day, ...]) -> bool:
    spans = [
        (day * _ONE_DAY + window.opens, day * _ONE_DAY + window.closes)
        for day, windows in enumerate(days)
        for window in windows
    ]
    # Sunday's night goes on into Monday.
    around = [*spans, *((start + 7 * _ONE_DAY, end) for start, end in spans[:1])]
    return any(end > start for (_, end), (start, _) in pairwise(around))
