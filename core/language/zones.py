"""Names of zones as people type them after a time: 3pm UTC, 9am CET, 4pm ET. Convention 16."""

from core.calendar.zones import zones_by_name
from core.language.context import Context
from core.language.typos import nearest

ZONES = {
    "utc": "UTC", "gmt": "Etc/GMT", "z": "UTC", "et": "America/New_York", "est": "America/New_York",
    "edt": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "akst": "America/Anchorage",
    "akdt": "America/Anchorage", "hst": "Pacific/Honolulu", "bst": "Europe/London",
    "wet": "Europe/Lisbon",
    "west": "Europe/Lisbon", "cet": "Europe/Berlin", "cest": "Europe/Berlin",
    "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin", "eet": "Europe/Athens", "eest": "Europe/Athens",
    "msk": "Europe/Moscow",
    "trt": "Europe/Istanbul", "gst": "Asia/Dubai", "pkt": "Asia/Karachi", "ist": "Asia/Kolkata",
    "ict": "Asia/Bangkok", "wib": "Asia/Jakarta", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "awst": "Australia/Perth",
    "acst": "Australia/Adelaide",
    "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "nzst": "Pacific/Auckland",
    "nzdt": "Pacific/Auckland", "brt": "America/Sao_Paulo", "art": "America/Argentina/Buenos_Aires",
    "sast": "Africa/Johannesburg", "eat": "Africa/Nairobi", "wat": "Africa/Lagos",
    "cat": "Africa/Maputo",
}  # fmt: skip

_MEANT = {
    "la": "America/Los_Angeles", "l.a.": "America/Los_Angeles", "sf": "America/Los_Angeles",
    "san_francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles",
    "california": "America/Los_Angeles", "ny": "America/New_York", "nyc": "America/New_York",
    "dc": "America/New_York", "washington": "America/New_York", "boston": "America/New_York",
    "atlanta": "America/New_York", "miami": "America/New_York", "dallas": "America/Chicago",
    "houston": "America/Chicago", "austin": "America/Chicago", "texas": "America/Chicago",
    "uk": "Europe/London", "england": "Europe/London", "ldn": "Europe/London",
    "germany": "Europe/Berlin", "munich": "Europe/Berlin", "hamburg": "Europe/Berlin",
    "cologne": "Europe/Berlin", "frankfurt": "Europe/Berlin", "barcelona": "Europe/Madrid",
    "milan": "Europe/Rome", "geneva": "Europe/Zurich", "kiev": "Europe/Kyiv",
    "india": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata",
    "new_delhi": "Asia/Kolkata", "bangalore": "Asia/Kolkata", "china": "Asia/Shanghai",
    "beijing": "Asia/Shanghai", "osaka": "Asia/Tokyo", "rio": "America/Sao_Paulo",
    "cape_town": "Africa/Johannesburg",
}  # fmt: skip
"""Places that people name and the list of zones does not: what is meant is asked, not taken."""


def nearest_zone(typed: str) -> str:
    """The zone that was probably meant by "LA" or "Los Angelos"; "" for none."""
    word = "_".join(typed[:80].casefold().replace(",", " ").split())
    known = {**zones_by_name(), **_MEANT}
    if word in known:
        return known[word]
    found = nearest(word, known, 1) if len(word) > _SHORT else ()
    return known[found[0]] if found else ""


_SHORT = 3
"""Letters of a word that may be the beginning, or a slip, of too many names."""


def zone_at(c: Context, i: int) -> tuple[str, int] | None:
    """The zone named at *i*, as an IANA name; words that are also English must be in capitals."""
    word = c.word(i)
    if word in {"+", "-"} and c.glued(i):
        return _offset(c, i)
    if place := _place(c, i):
        return place
    if word not in ZONES or (not c.clean_end(i + 1) and c.word(i + 1) not in {"+", "-"}):
        return None
    if (
        (len(word) < 3 and c.word(i + 1).isalpha())
        or word in {"art", "cat", "eat", "wet", "west", "mist"}
    ) and not c.tokens[i].text.isupper():
        return None
    if word in {"utc", "gmt"} and c.word(i + 1) in {"+", "-"} and c.glued(i + 1):
        return _offset(c, i + 1)
    return ZONES[word], i + 1


_PLACES = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "london": "Europe/London", "uk": "Europe/London",
    "dublin": "Europe/Dublin",
    "berlin": "Europe/Berlin", "german": "Europe/Berlin", "paris": "Europe/Paris",
    "madrid": "Europe/Madrid",
    "rome": "Europe/Rome", "amsterdam": "Europe/Amsterdam", "zurich": "Europe/Zurich",
    "vienna": "Europe/Vienna",
    "lisbon": "Europe/Lisbon", "athens": "Europe/Athens", "istanbul": "Europe/Istanbul",
    "dubai": "Asia/Dubai",
    "india": "Asia/Kolkata", "singapore": "Asia/Singapore", "tokyo": "Asia/Tokyo",
    "japan": "Asia/Tokyo",
    "seoul": "Asia/Seoul", "sydney": "Australia/Sydney", "auckland": "Pacific/Auckland",
    "chicago": "America/Chicago",
    "denver": "America/Denver", "toronto": "America/Toronto", "boston": "America/New_York",
}  # fmt: skip


def _place(c: Context, i: int) -> tuple[str, int] | None:
    """5pm London time, 9am Eastern."""
    two = {("new", "york"): "America/New_York", ("los", "angeles"): "America/Los_Angeles",
           ("san", "francisco"): "America/Los_Angeles",
           ("hong", "kong"): "Asia/Hong_Kong"}  # fmt: skip
    if (zone := two.get((c.word(i), c.word(i + 1)))) and c.word(i + 2) == "time":
        return zone, i + 3
    if (zone := _PLACES.get(c.word(i))) and (
        c.word(i + 1) == "time" or c.word(i) in {"eastern", "pacific"}
    ):
        return zone, i + 1 + (c.word(i + 1) == "time")
    return None


def _offset(c: Context, i: int) -> tuple[str, int] | None:
    """+2, +02:00, +0200: whole hours only, for which IANA has names."""
    hours, j = c.number(i + 1), i + 2
    if hours is None or not c.glued(i + 1):
        return None
    if c.width(i + 1) == 4:
        hours = hours // 100 if hours % 100 == 0 else 99
    elif c.word(j) == ":" and c.number(j + 1) == 0 and c.glued(j + 1):
        j += 2
    sign = "-" if c.word(i) == "+" else "+"
    return (
        (f"Etc/GMT{sign}{hours}" if hours else "UTC", j) if hours <= 12 and c.clean_end(j) else None
    )
