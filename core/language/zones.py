"""Names of zones as people type them after a time: 3pm UTC, 9am CET, 4pm ET. Convention 16."""

from core.language.context import Context

ZONES = {
    "utc": "UTC", "gmt": "Etc/GMT", "z": "UTC", "et": "America/New_York", "est": "America/New_York",
    "edt": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "akst": "America/Anchorage",
    "akdt": "America/Anchorage", "hst": "Pacific/Honolulu", "bst": "Europe/London", "wet": "Europe/Lisbon",
    "west": "Europe/Lisbon", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin", "eet": "Europe/Athens", "eest": "Europe/Athens", "msk": "Europe/Moscow",
    "trt": "Europe/Istanbul", "gst": "Asia/Dubai", "pkt": "Asia/Karachi", "ist": "Asia/Kolkata",
    "ict": "Asia/Bangkok", "wib": "Asia/Jakarta", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "awst": "Australia/Perth", "acst": "Australia/Adelaide",
    "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "nzst": "Pacific/Auckland",
    "nzdt": "Pacific/Auckland", "brt": "America/Sao_Paulo", "art": "America/Argentina/Buenos_Aires",
    "sast": "Africa/Johannesburg", "eat": "Africa/Nairobi", "wat": "Africa/Lagos", "cat": "Africa/Maputo",
}  # fmt: skip


def zone_at(c: Context, i: int) -> tuple[str, int] | None:
    """The zone named at *i*, as an IANA name; words that are also English must be in capitals."""
    word = c.word(i)
    if word not in ZONES or not c.clean_end(i + 1) and c.word(i + 1) not in {"+", "-"}:
        return None
    if (len(word) < 3 or word in {"art", "cat", "eat", "wet", "west", "mist"}) and not c.tokens[i].text.isupper():
        return None
    hours = c.number(i + 2)
    if word in {"utc", "gmt"} and c.word(i + 1) in {"+", "-"} and c.glued(i + 1) and hours is not None:
        sign = "-" if c.word(i + 1) == "+" else "+"
        return (f"Etc/GMT{sign}{hours}", i + 3) if hours <= 12 and c.clean_end(i + 3) else None
    return ZONES[word], i + 1
