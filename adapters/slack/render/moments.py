"""Dates and times in words, in the reader's zone and his 12- or 24-hour habit."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.kernel.text import WhenStyle

_TWELVE_HOURS = frozenset(
    [
        "en-US",
        "en-CA",
        "en-AU",
        "en-NZ",
        "en-IN",
        "en-PH",
        "hi-IN",
        "es-MX",
        "es-CO",
        "ar-EG",
        "ar-SA",
        "ko-KR",
    ]
)
"""Locales whose people say "5:00 PM". Source: Unicode CLDR, timeData."""


def spoken_day(day: date, today: date | None = None) -> str:
    """``Thu 26 Nov``, with the year when it is not this one."""
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"


def spoken_time(at: datetime, locale: str) -> str:
    """``17:00``, or ``5:00 PM`` where people say so; *at* is local already."""
    if locale in _TWELVE_HOURS:
        return f"{at.hour % 12 or 12}:{at:%M} {'PM' if at.hour >= 12 else 'AM'}"
    return f"{at:%H:%M}"


def spoken_moment(
    at: datetime, style: WhenStyle, zone: str, locale: str, now: datetime | None
) -> str:
    """A moment as *style* says it, in *zone*."""
    local = at.astimezone(ZoneInfo(zone))
    today = now.astimezone(ZoneInfo(zone)).date() if now else None
    day, hour = spoken_day(local.date(), today), spoken_time(local, locale)
    match style:
        case WhenStyle.DATE:
            return day
        case WhenStyle.TIME:
            return hour
        case WhenStyle.MOMENT:
            return f"{day} {hour}"
