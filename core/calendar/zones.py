"""Wall time and instants: what a clock on the wall of a zone means in UTC, and back.

Clock changes make some wall times skipped and some doubled. A doubled one means the first.
A skipped one either moves forward by the gap (``instant``: 02:30 means 03:30, what a person who
typed it expects) or becomes the first instant after it (``first_valid``: a brief for 02:30 goes
out at 03:00, and a window that starts at 02:30 starts there).

Every function raises BadInput ``unknown_zone`` for a name that is not an IANA zone.
"""

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from core.kernel.clock import require_aware
from core.kernel.errors import BadInput

_NOT_A_ZONE = "Factory"
"""A name that the list has all the same: a host whose zone nobody has set."""
_ONE_DAY = timedelta(days=1)
_ONE_SECOND = timedelta(seconds=1)
_MAX_STEPS = 16
"""A week for any set of weekdays, twice: whole days that a zone left out count as steps."""


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    # Not `available_timezones`: it looks through all files of the host, 16 ms of a start.
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return frozenset(listed) - {_NOT_A_ZONE}


# ZoneInfo itself keeps eight zones alive; a workspace may have dozens.
@cache
def _zone(name: str) -> ZoneInfo:
    if not is_zone(name):
        raise BadInput("unknown_zone", field="zone", typed=name[:80], example="Europe/Berlin")
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    """Whether *name* is an IANA zone, spelled exactly."""
    return name in _names()


def zone_named(typed: str) -> str:
    """The zone that is called so in any case ("europe/berlin"), or whose city is; "" for none."""
    wanted = "_".join(typed.strip().casefold().split())
    return zones_by_name().get(wanted, "")


@lru_cache(maxsize=1)
def zones_by_name() -> Mapping[str, str]:
    """The zone behind each name and each city, in small letters, words joined by "_"."""
    cities: dict[str, str] = {}
    for name in sorted(_names()):
        area, _, city = name.rpartition("/")
        if area and area.partition("/")[0] not in {"Etc", "US", "posix", "right", "SystemV"}:
            cities.setdefault(city.casefold(), name)
    return {**cities, **{name.casefold(): name for name in _names()}}


def instant(day: date, wall: time, zone: str) -> datetime:
    """The instant (UTC) of *wall* on *day*; skipped: later by the gap, doubled: the first."""
    return _naive(day, wall).replace(tzinfo=_zone(zone)).astimezone(UTC)


def first_valid(day: date, wall: time, zone: str) -> datetime:
    """The first instant (UTC) whose wall time is at or past *wall* on *day*."""
    first = _naive(day, wall).replace(tzinfo=_zone(zone))
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return first.astimezone(UTC)
    later = first.replace(fold=1).astimezone(UTC)
    earlier = first.astimezone(UTC)
    # Doubled: the first reading is the earlier one. Skipped: the two readings lie around the gap.
    return earlier if earlier < later else _end_of_gap(later, earlier, first)


def _end_of_gap(before: datetime, after: datetime, wall: datetime) -> datetime:
    """The clock change between *before* and *after* (UTC), which skips *wall*."""
    low = before.replace(microsecond=0)
    seconds = -(-(after - low) // _ONE_SECOND)
    zone, target = wall.tzinfo, wall.replace(tzinfo=None)
    below, above = 0, seconds
    while above - below > 1:
        middle = (below + above) // 2
        there = (low + middle * _ONE_SECOND).astimezone(zone).replace(tzinfo=None)
        below, above = (below, middle) if there >= target else (middle, above)
    return low + above * _ONE_SECOND


def steady_offset(day: date, zone: str) -> timedelta | None:
    """What to take from wall times of *day* and the date after it to get UTC.

    None where the clocks change in these two days: then ask ``first_valid``, which this saves
    from looking twice at every boundary of a long span.
    """
    since_new_year = day.toordinal() - date(day.year, 1, 1).toordinal()
    return _steady_offsets(day.year, zone)[since_new_year]


@lru_cache(maxsize=1024)
def _steady_offsets(year: int, zone: str) -> tuple[timedelta | None, ...]:
    first, count = date(year, 1, 1).toordinal(), 366
    if year in (MINYEAR, MAXYEAR):
        return (None,) * count
    midnights = (datetime.fromordinal(first + n) for n in range(count + 2))
    offsets = [midnight.replace(tzinfo=_zone(zone)).utcoffset() for midnight in midnights]
    return tuple(
        here if here == tomorrow == after else None
        for here, tomorrow, after in zip(offsets, offsets[1:], offsets[2:], strict=False)
    )


def local(moment: datetime, zone: str) -> datetime:
    """*moment* on the clocks of *zone* (aware). ValueError when it is naive."""
    return require_aware(moment).astimezone(_zone(zone))


def local_date(moment: datetime, zone: str) -> date:
    """The date of *moment* in *zone*."""
    return local(moment, zone).date()


def next_local(
    after: datetime, wall: time, zone: str, weekdays: frozenset[int] | None = None
) -> datetime:
    """The first time strictly after *after* that clocks in *zone* reach *wall*, in UTC.

    Once for every date that exists there: skipped, the first valid instant; doubled, the first.
    *weekdays* (0 is Monday) limits the dates; None is every day. ValueError when it is empty.
    """
    if weekdays is not None and not weekdays & frozenset(range(7)):
        raise ValueError("a time without any weekday never comes")
    start = require_aware(after)
    # One day back: where clocks change at midnight, yesterday's time may lie on today's date.
    day = local_date(start, zone) - _ONE_DAY
    for _ in range(_MAX_STEPS):
        if weekdays is None or day.weekday() in weekdays:
            found = first_valid(day, wall, zone)
            if found > start and exists(day, zone):
                return found
        day += _ONE_DAY
    raise AssertionError("unreachable: every fortnight has every weekday")


def exists(day: date, zone: str) -> bool:
    """Whether *zone* has *day*; crossing the date line, Samoa had no 30 December 2011."""
    return local_date(first_valid(day, time.min, zone), zone) == day


def _naive(day: date, wall: time) -> datetime:
    return datetime(  # noqa: DTZ001 - the zone is set by who asks
        day.year, day.month, day.day, wall.hour, wall.minute, wall.second, wall.microsecond
    )
