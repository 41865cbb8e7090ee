"""Every clock change of every IANA zone, 2026 to 2030, at 48 half-hours of the days around it.

The oracle knows nothing of ``fold``: it walks the change minute by minute with UTC offsets alone.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from core.calendar import zones
from tests.calendar.clock_changes import Change, every_change

DAY = timedelta(days=1)
HALF_HOURS = [time(n // 2, n % 2 * 30) for n in range(48)]


def _around(change: Change) -> list[date]:
    middle = (change.at + change.before).date()
    return [middle - DAY, middle, middle + DAY]


def _naive(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall)


def _cases() -> Iterator[tuple[Change, date, time]]:
    for change in every_change():
        for day in _around(change):
            for wall in HALF_HOURS:
                yield change, day, wall


def _first_at_or_past(change: Change, wall: datetime) -> datetime:
    """The first instant whose wall time is *wall* or past it, by the offsets around the change."""
    early, late = (wall.replace(tzinfo=UTC) - offset for offset in (change.before, change.after))
    if early < change.at:
        return early
    return max(late, change.at)


def test_the_sweep_meets_gaps_and_doubled_hours_on_every_continent() -> None:
    """The sweep has something to sweep: forward and back, whole and half hours, many zones."""
    changes = every_change()
    steps = {change.after - change.before for change in changes}
    assert {timedelta(hours=n) for n in (1, -1)} | {
        timedelta(minutes=n) for n in (30, -30)
    } <= steps
    assert len(changes) > 100


def test_first_valid_is_the_first_instant_at_or_past_the_wall_time() -> None:
    """A skipped wall time becomes the first instant after the gap, a doubled one the first."""
    wrong = [
        (change, day, wall)
        for change, day, wall in _cases()
        if zones.first_valid(day, wall, change.zone) != _first_at_or_past(change, _naive(day, wall))
    ]
    assert wrong == []


def test_instant_moves_a_skipped_wall_time_by_the_gap_and_takes_the_first_of_two() -> None:
    """A wall time that exists comes back unchanged and first; a skipped one later by the gap."""
    wrong = []
    for change, day, wall in _cases():
        meant = _naive(day, wall)
        first = _first_at_or_past(change, meant)
        shown = (first + (change.before if first < change.at else change.after)).replace(
            tzinfo=None
        )
        gap = change.after - change.before
        expected = first if shown == meant else meant.replace(tzinfo=UTC) + gap - change.after
        if zones.instant(day, wall, change.zone) != expected:
            wrong.append((change, day, wall))
    assert wrong == []


def test_a_daily_time_comes_once_for_every_date() -> None:
    """next_local misses no date and doubles none across any clock change, at any half-hour."""
    wrong = []
    for change in every_change():
        days = _around(change)
        for wall in HALF_HOURS:
            due = [_first_at_or_past(change, _naive(day, wall)) for day in days]
            moment = due[0] - timedelta(seconds=1)
            came: list[datetime] = []
            while len(came) < len(due):
                moment = zones.next_local(moment, wall, change.zone)
                came.append(moment)
            if came != due:
                wrong.append((change, wall, came))
    assert wrong == []


def test_a_weekly_time_comes_once_a_week() -> None:
    """Limited to the weekday of the change, next_local comes that day and then a week later."""
    for change in every_change():
        day = (change.at + change.before).date()
        for wall in HALF_HOURS[::4]:
            due = _first_at_or_past(change, _naive(day, wall))
            only = frozenset({day.weekday()})
            before = due - 3 * DAY
            assert zones.next_local(before, wall, change.zone, only) == due
            following = zones.next_local(due, wall, change.zone, only)
            assert timedelta(days=6, hours=21) <= following - due <= timedelta(days=7, hours=3)


def test_a_steady_offset_is_what_first_valid_would_use() -> None:
    """Taking a steady offset from a wall time is first_valid; on the day of a change is none."""
    for change in every_change():
        touched = (change.at + min(change.before, change.after)).date()
        assert zones.steady_offset(touched, change.zone) is None
        for day in (*_around(change), touched + 5 * DAY):
            offset = zones.steady_offset(day, change.zone)
            if offset is None:
                continue
            for wall in HALF_HOURS:
                for other in (day, day + DAY):
                    quick = _naive(other, wall).replace(tzinfo=UTC) - offset
                    assert quick == zones.first_valid(other, wall, change.zone)
