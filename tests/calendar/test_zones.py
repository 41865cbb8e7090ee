"""Wall times and instants, case by case; the sweep over all zones is beside this file."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest

from core.calendar import zones
from core.kernel.errors import BadInput


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# zone, day, wall, instant, first valid instant
WALL_TIMES = [
    ("Europe/Berlin", "2026-03-28", "02:30", "2026-03-28T01:30", "2026-03-28T01:30"),
    ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-03-29", "02:59:59.5", "2026-03-29T01:59:59.5", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30", "2026-10-25T00:30"),
    ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30", "2026-11-01T05:30"),
    ("Australia/Sydney", "2026-10-04", "02:30", "2026-10-03T16:30", "2026-10-03T16:00"),
    ("Australia/Sydney", "2026-04-05", "02:30", "2026-04-04T15:30", "2026-04-04T15:30"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45", "2026-10-03T15:30"),
    ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45", "2026-04-04T14:45"),
    ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00", "2026-04-23T22:00"),
    ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:30", "2026-04-23T22:00"),
    ("Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T20:30", "2026-10-29T20:30"),
    ("America/Nuuk", "2026-03-28", "23:30", "2026-03-29T01:30", "2026-03-29T01:00"),
    ("Pacific/Apia", "2011-12-30", "10:00", "2011-12-30T20:00", "2011-12-30T10:00"),
    ("Asia/Kathmandu", "2026-06-01", "09:00", "2026-06-01T03:15", "2026-06-01T03:15"),
]


@pytest.mark.parametrize(("zone", "day", "wall", "moved", "first"), WALL_TIMES)
def test_a_wall_time_means_one_instant(
    zone: str, day: str, wall: str, moved: str, first: str
) -> None:
    """A skipped wall time moves by the gap or to its end, a doubled one means the first."""
    on, at = date.fromisoformat(day), time.fromisoformat(wall)
    assert zones.instant(on, at, zone) == _utc(moved)
    assert zones.first_valid(on, at, zone) == _utc(first)


def test_results_are_in_utc() -> None:
    """What is stored is UTC."""
    for found in (
        zones.instant(date(2026, 3, 29), time(2, 30), "Europe/Berlin"),
        zones.first_valid(date(2026, 3, 29), time(2, 30), "Europe/Berlin"),
        zones.next_local(_utc("2026-01-01"), time(9), "Asia/Tokyo"),
    ):
        assert found.tzinfo is UTC


def test_the_date_is_the_one_on_the_wall() -> None:
    """One instant has two dates."""
    moment = _utc("2026-11-22T23:30")
    assert zones.local_date(moment, "Asia/Tokyo") == date(2026, 11, 23)
    assert zones.local_date(moment, "America/Lima") == date(2026, 11, 22)
    assert zones.local(moment, "Asia/Tokyo").isoformat() == "2026-11-23T08:30:00+09:00"


def test_a_naive_moment_is_refused() -> None:
    """A moment without a zone means nothing."""
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the case
    with pytest.raises(ValueError, match="zone"):
        zones.local(naive, "UTC")
    with pytest.raises(ValueError, match="zone"):
        zones.next_local(naive, time(9), "UTC")


def test_every_iana_name_is_a_zone() -> None:
    """Links such as GB and fixed zones such as Etc/GMT+5 count."""
    names = available_timezones() - {"localtime", "Factory"}
    assert {"GB", "Etc/GMT+5", "America/Argentina/Ushuaia"} <= names
    assert [name for name in names if not zones.is_zone(name)] == []


@pytest.mark.parametrize(
    "name", ["", "Berlin", "europe/berlin", "CEST", "../etc/passwd", "/etc/localtime", "Europe",
             "localtime", "Factory", "Europe/Berlin\0", "UTC+2", "x" * 5000]
)  # fmt: skip
def test_anything_else_is_no_zone(name: str) -> None:
    """Paths, folders, abbreviations and other spellings are refused with an example."""
    assert not zones.is_zone(name)
    with pytest.raises(BadInput) as caught:
        zones.instant(date(2026, 1, 1), time(9), name)
    assert caught.value.code == "unknown_zone"
    assert caught.value.fields["example"] == "Europe/Berlin"
    assert len(str(caught.value.fields["typed"])) <= 80


def test_next_local_is_strictly_after() -> None:
    """At the very minute it is due, the next one is tomorrow's."""
    due = _utc("2026-06-01T07:00")
    assert zones.next_local(due - timedelta(microseconds=1), time(9), "Europe/Berlin") == due
    assert zones.next_local(due, time(9), "Europe/Berlin") == due + timedelta(days=1)


def test_next_local_keeps_to_its_weekdays() -> None:
    """A brief on working days jumps the weekend."""
    friday = _utc("2026-11-20T12:00")
    assert zones.next_local(friday, time(9), "UTC", frozenset(range(5))) == _utc("2026-11-23T09:00")
    assert zones.next_local(friday, time(9), "UTC", frozenset({4})) == _utc("2026-11-27T09:00")


def test_a_time_without_weekdays_is_refused() -> None:
    """No weekday at all would never come."""
    for weekdays in (frozenset[int](), frozenset({7})):
        with pytest.raises(ValueError, match="weekday"):
            zones.next_local(_utc("2026-01-01"), time(9), "UTC", weekdays)


def test_a_date_that_a_zone_left_out_has_no_brief() -> None:
    """Samoa had no 30 December 2011: the brief of the 29th is followed by that of the 31st."""
    on_29th = zones.instant(date(2011, 12, 29), time(9), "Pacific/Apia")
    on_31st = zones.instant(date(2011, 12, 31), time(9), "Pacific/Apia")
    assert zones.next_local(on_29th, time(9), "Pacific/Apia") == on_31st
    friday = frozenset({4})
    assert zones.local_date(
        zones.next_local(on_29th, time(9), "Pacific/Apia", friday), "Pacific/Apia"
    ) == date(2012, 1, 6)


def test_who_moves_to_another_zone_keeps_the_wall_time() -> None:
    """After a move the brief comes at the same wall time there, and never for a date twice."""
    sent = zones.next_local(_utc("2026-06-01T00:00"), time(9), "Europe/Berlin")
    for zone in ("Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        following = zones.next_local(sent, time(9), zone)
        assert zones.local(following, zone).time() == time(9)
        assert timedelta(0) < following - sent <= timedelta(days=1)
        after_that = zones.next_local(following, time(9), zone)
        assert zones.local_date(after_that, zone) > zones.local_date(following, zone)
