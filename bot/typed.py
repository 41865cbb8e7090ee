"""`chivvy parse`: what a typed line is read as, on a terminal. No settings, no database."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from core.kernel.values import dataclass
from core.language import DueReading, LineReading, Mention, moment, read_line

EXAMPLE: Final = 'chivvy parse "Renew the certificate @maria friday 5pm"'
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")
_LABEL_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is imagined to type: when, where, in which language."""

    now: datetime
    zone: str
    locale: str


class Unreadable(Exception):
    """An option that says nothing; the text tells what to write instead."""


def asker(zone: str, locale: str, now: str | None) -> Asker:
    """The options as facts; Unreadable with an example where one says nothing."""
    try:
        place = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Unreadable(
            f"--zone {zone!r} is no time zone; write for example Europe/Berlin"
        ) from None
    if not _LOCALE.fullmatch(locale):
        raise Unreadable(f"--locale {locale!r} is no language; write for example de-DE")
    if now is None:
        return Asker(datetime.now(UTC).astimezone(place), zone, locale)
    try:
        moment_ = datetime.fromisoformat(now)
    except ValueError:
        raise Unreadable(
            f"--now {now!r} is no moment; write for example 2026-03-11T10:00"
        ) from None
    return Asker(moment_ if moment_.tzinfo else moment_.replace(tzinfo=place), zone, locale)


def reading_of(line: str, who: Asker) -> LineReading:
    """The line as `/task add` reads it."""
    if not line.strip():
        raise Unreadable(f"there is nothing to read; write for example: {EXAMPLE}")
    return read_line(line, now=who.now, zone=who.zone, locale=who.locale)


def as_text(reading: LineReading) -> str:
    """A line for each field, with the words that it came from."""
    words: dict[str, list[str]] = {}
    for span in reading.spans:
        words.setdefault(span.field, []).append(f'"{" ".join(span.text.split())}"')
    rows = []
    for name, value in _shown(reading):
        source = " ".join(words.get(_SPANS.get(name, name), ()))
        rows.append(f"{name:<{_LABEL_WIDTH}}{value:<35} {source}".rstrip())
    return "\n".join(rows)


_SPANS: Final = {"repeats": "recurrence", "waiting for": "waiting_for", "labels": "label"}


def _shown(reading: LineReading) -> Iterator[tuple[str, str]]:
    yield "title", reading.title
    if reading.owners:
        yield "owner", " or ".join(_named(owner) for owner in reading.owners)
    if reading.due:
        yield "due", _when(reading.due)
    for other in reading.alternatives:
        yield "or due", _when(other)
    if reading.recurrence:
        counted = ", counted from when it is done" if reading.from_completion else ""
        yield "repeats", reading.recurrence + counted
    values = {
        "priority": reading.priority or "",
        "project": reading.project or "",
        "labels": ", ".join(reading.labels),
        "estimate": f"{reading.estimate_minutes} min" if reading.estimate_minutes else "",
        "after": ", ".join(f"T-{number}" for number in reading.after),
        "criteria": "; ".join(reading.criteria),
        "verifier": _named(reading.verifier) if reading.verifier else "",
        "waiting for": reading.waiting_for or "",
        "check on": _when(reading.check_on) if reading.check_on else "",
        "share": "yes" if reading.share else "",
    }
    yield from ((name, value) for name, value in values.items() if value)


def _named(who: Mention) -> str:
    name = who.name or who.text
    return f"{name} (a group)" if who.kind.value == "group" else name


def _when(due: DueReading) -> str:
    day = f"{due.day:%a} {due.day.day} {due.day:%b %Y}"
    return day if due.time is None else f"{day} {due.time:%H:%M} {due.zone}"


def as_json(line: str, reading: LineReading) -> str:
    """One object: the line, every field, and the characters that each was read from."""
    return json.dumps(
        {
            "line": line,
            "title": reading.title,
            "owner": reading.owner.text if reading.owner else None,
            "owners": [owner.text for owner in reading.owners],
            "due": _due(reading.due),
            "alternatives": [_due(other) for other in reading.alternatives],
            "priority": reading.priority,
            "project": reading.project,
            "labels": list(reading.labels),
            "recurrence": reading.recurrence,
            "from_completion": reading.from_completion,
            "estimate_minutes": reading.estimate_minutes,
            "after": [int(number) for number in reading.after],
            "criteria": list(reading.criteria),
            "verifier": reading.verifier.text if reading.verifier else None,
            "waiting_for": reading.waiting_for,
            "check_on": _due(reading.check_on),
            "share": reading.share,
            "spans": [
                {"start": span.start, "end": span.end, "field": span.field, "text": span.text}
                for span in reading.spans
            ],
        },
        ensure_ascii=False,
    )


def _due(due: DueReading | None) -> dict[str, str | None] | None:
    if due is None:
        return None
    at = moment(due)
    return {
        "day": due.day.isoformat(),
        "time": due.time.isoformat("minutes") if due.time else None,
        "zone": due.zone,
        "at": at.isoformat() if at else None,
    }
