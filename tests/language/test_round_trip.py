"""What is written down is read back: every field, every clock change of five years."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language import LineReading, Span, moment, read_due, read_line

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
WORDS = st.sampled_from(["oil", "hinge", "gate", "roof", "ladder", "paint", "lamp", "rope"])
TITLES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NAMES = st.from_regex(r"[a-z][a-z0-9]{1,9}(-[a-z0-9]{1,5})?", fullmatch=True)
DAYS = st.dates(date(2026, 3, 12), date(2031, 3, 11))
RULES = st.one_of(
    st.tuples(st.integers(2, 99), st.sampled_from(["DAILY days", "WEEKLY weeks", "MONTHLY months"]))
    .map(lambda x: (f"every {x[0]} {x[1].split()[1]}", f"FREQ={x[1].split()[0]};INTERVAL={x[0]}")),
    st.integers(1, 31).map(
        lambda n: (f"every month on the {n}th", f"FREQ=MONTHLY;BYMONTHDAY={n}")
    ),
    st.sampled_from(["monday", "tuesday", "wednesday", "thursday", "friday", "sunday"]).map(
        lambda day: (f"every {day}", f"FREQ=WEEKLY;BYDAY={day[:2].upper()}")
    ),
)  # fmt: skip
LEVELS = {
    "p1": "urgent",
    "p2": "high",
    "p3": "medium",
    "p4": "low",
    "!high": "high",
    "!!!": "urgent",
}


class Typed(NamedTuple):
    """A field as it is typed, and what it means."""

    field: str
    text: str
    value: object


def field(name: str, typed: st.SearchStrategy[tuple[str, object]]) -> st.SearchStrategy[Typed]:
    return typed.map(lambda pair: Typed(name, *pair))


FIELDS = (
    field("owner", NAMES.map(lambda name: (f"@{name}", name))),
    field("project", NAMES.map(lambda name: (f"#{name}", name))),
    field("priority", st.sampled_from(sorted(LEVELS.items()))),
    field("estimate", st.integers(1, 400).map(lambda n: (f"est {n}h", n * 60))),
    field("after", st.integers(1, 9999).map(lambda n: (f"after T-{n}", (n,)))),
    field("verifier", NAMES.map(lambda name: (f"verifier @{name}", name))),
    field("share", st.just(("!share", True))),
)
DATES = st.one_of(
    field("due", DAYS.map(lambda d: (f"{d}", (d, None)))),
    field("due", st.tuples(DAYS, st.integers(0, 23), st.integers(0, 59)).map(
        lambda x: (f"by {x[0]} {x[1]:02}:{x[2]:02}", (x[0], time(x[1], x[2]))))),
    field("due", DAYS.map(lambda d: (f"on {d.day} {d:%B} {d.year}", (d, None)))),
    field("recurrence", RULES),
)  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, str, list[Typed]]:
    """A title and some fields behind it in any order, each at most once."""
    title = draw(TITLES)
    chosen = [draw(one) for one in FIELDS if draw(st.booleans())]
    if draw(st.booleans()):
        chosen.append(draw(DATES))
    order = draw(st.permutations(chosen))
    return title, " ".join([title, *(one.text for one in order)]), list(order)


def value_of(reading: LineReading, name: str) -> object:
    if name == "owner":
        return reading.owner.text if reading.owner else None
    if name == "verifier":
        return reading.verifier.text if reading.verifier else None
    if name == "due":
        return (reading.due.day, reading.due.time) if reading.due else None
    return getattr(reading, {"estimate": "estimate_minutes"}.get(name, name))


@given(lines())
def test_every_field_is_read_back(line: tuple[str, str, list[Typed]]) -> None:
    """Whatever the order, each field has its value, and the title is what was no field."""
    title, text, fields = line
    reading = read_line(text, now=NOW, zone="Europe/Berlin", locale="en-GB")
    assert reading.title == title
    for one in fields:
        assert value_of(reading, one.field) == one.value


@given(lines())
def test_spans_say_what_was_read_from_where(line: tuple[str, str, list[Typed]]) -> None:
    """Each field has a span, and its words are those that were typed."""
    _, text, fields = line
    reading = read_line(text, now=NOW, zone="Europe/Berlin", locale="en-GB")
    spans = {(span.field, span.text) for span in reading.spans}
    assert spans == {(one.field, one.text) for one in fields}
    assert all(Span(s.start, s.end, s.field, text[s.start : s.end]) == s for s in reading.spans)


class Change(NamedTuple):
    """A clock change: the instant, and the offsets on both sides."""

    at: datetime
    before: timedelta
    after: timedelta
    zone: str


def changes() -> list[Change]:
    """The distinct clock changes of five years: most zones change as others do."""
    found: dict[tuple[object, ...], Change] = {}
    for name in sorted(available_timezones()):
        place, week = ZoneInfo(name), timedelta(days=7)
        at, offset = NOW, NOW.astimezone(place).utcoffset()
        while at < NOW + timedelta(days=5 * 365):
            following = (at + week).astimezone(place).utcoffset()
            if following != offset and offset is not None and following is not None:
                change = Change(_instant(place, at, at + week), offset, following, name)
                found.setdefault(change[:3], change)
            at, offset = at + week, following
    return list(found.values())


def _instant(place: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The minute of the change between *low* and *high*."""
    offset = low.astimezone(place).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle.astimezone(place).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high


@pytest.fixture(scope="module")
def all_changes() -> list[Change]:
    return changes()


def test_skipped_and_doubled_times(all_changes: list[Change]) -> None:
    """A skipped wall time moves forward by the gap; a doubled one is the first."""
    assert len(all_changes) > 50
    for change in all_changes:
        gap = change.after - change.before
        wall = (change.at + min(change.before, change.after) + abs(gap) / 2).replace(tzinfo=None)
        wall = wall.replace(second=0, microsecond=0)
        typed = f"{wall:%Y-%m-%d %H:%M}"
        found = read_due(typed, now=NOW, zone=change.zone, locale="en-GB")
        instant = moment(found) if found else None
        assert instant
        expected = (wall - change.before).replace(tzinfo=UTC)
        assert instant.astimezone(UTC) == expected, (change, typed)
        if gap > timedelta(0):
            assert instant.replace(tzinfo=None) == wall + gap


def test_hours_are_elapsed_and_days_are_of_the_wall(all_changes: list[Change]) -> None:
    """Across every change "in 24 hours" is elapsed time, "tomorrow 12:34" stays on the wall."""
    for change in all_changes:
        now = change.at - timedelta(hours=7)
        found = read_due("in 24 hours", now=now, zone=change.zone, locale="en-GB")
        elapsed = moment(found) if found else None
        assert elapsed and elapsed.astimezone(UTC) == now + timedelta(hours=24)
        later = read_due("tomorrow 12:34", now=now, zone=change.zone, locale="en-GB")
        day = now.astimezone(ZoneInfo(change.zone)).date() + timedelta(days=1)
        assert later and (later.day, later.time) == (day, time(12, 34))
        shown = moment(later)
        assert shown and (shown.date(), shown.time()) == (day, time(12, 34))
