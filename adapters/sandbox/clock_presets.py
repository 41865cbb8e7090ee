"""The page's three steps of the clock, in the zone of whoever acts. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

NINE = time(9)


def preset(name: str, now: datetime, zone: str) -> datetime:
    """Return one `hour` later, `tomorrow` 09:00 or the next `monday` 09:00; ValueError else."""
    if name == "hour":
        return now + timedelta(hours=1)
    local = now.astimezone(ZoneInfo(zone))
    if name == "tomorrow":
        days = 1
    elif name == "monday":
        days = 7 - local.weekday()
    else:
        raise ValueError(f"unknown preset {name}: try hour, tomorrow or monday")
    morning = datetime.combine(local.date() + timedelta(days=days), NINE, ZoneInfo(zone))
    return morning.astimezone(UTC)
