"""What to assume of a person whose platform says nothing of language or zone."""

from collections import Counter
from collections.abc import Iterable

_AMERICAN = (
    "America/New_York", "America/Detroit", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "America/Boise", "America/Indiana/",
    "America/Kentucky/", "America/North_Dakota/", "America/Menominee", "America/Juneau",
    "Pacific/Honolulu", "US/",
)  # fmt: skip
"""Zones of the United States: month before day, twelve hours. Source: IANA zone1970.tab."""


def locale_in(zone: str) -> str:
    """The English of a zone: en-US in the United States, en-GB (day first, 24 hours) elsewhere."""
    return "en-US" if zone.startswith(_AMERICAN) else "en-GB"


def common_zone(zones: Iterable[str], default: str = "UTC") -> str:
    """The zone that most people have, as the workspace's own; the first of several in order."""
    counted = Counter(zone for zone in zones if zone != default)
    return min(counted, key=lambda zone: (-counted[zone], zone)) if counted else default
