"""Wall time to instant. A skipped time moves forward by the gap; a doubled one is the first."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from core.language.model import DueReading


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """The IANA zone *name*; ZoneInfoNotFoundError (a KeyError) when there is none."""
    return ZoneInfo(name)


def at_wall(day: date, clock: time, zone: str) -> datetime:
    """The instant at which the wall of *zone* shows *day* and *clock*, aware, in that zone.

    With fold 0 the offset before the change holds: going to UTC and back moves a skipped time
    forward by the gap and takes the first of a doubled one.
    """
    place = zone_of(zone)
    wall = datetime.combine(day, clock.replace(fold=0), tzinfo=place)
    return wall.astimezone(UTC).astimezone(place)


def moment(due: DueReading) -> datetime | None:
    """The instant of *due*, aware; None when it is a date alone."""
    if due.exact is not None:
        return due.exact
    return None if due.time is None else at_wall(due.day, due.time, due.zone)
