"""The clock changes of the IANA zones, found by looking at offsets alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Change:
    """At *at* (UTC) the offset of *zone* goes from *before* to *after*."""

    zone: str
    at: datetime
    before: timedelta
    after: timedelta


@cache
def every_change() -> tuple[Change, ...]:
    """All changes 2026 to 2030, once for all zones that share one."""
    found: dict[tuple[datetime, timedelta, timedelta], Change] = {}
    for name in sorted(available_timezones() - {"localtime"}):
        for change in _changes(name):
            found.setdefault((change.at, change.before, change.after), change)
    return tuple(found.values())


def _changes(name: str) -> list[Change]:
    zone = ZoneInfo(name)
    found: list[Change] = []
    moment, offset = FIRST, _offset(FIRST, zone)
    while moment < LAST:
        later = moment + timedelta(days=5)
        after = _offset(later, zone)
        if after != offset:
            found.append(Change(name, _bisect(moment, later, zone), offset, after))
        moment, offset = later, after
    return found


def _bisect(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    offset = _offset(low, zone)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (middle, high) if _offset(middle, zone) == offset else (low, middle)
    return high


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
