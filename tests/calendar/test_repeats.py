"""What repeats: days that strictly increase, none missed, none twice, in every zone."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.repeats import (
    Pattern,
    after_completion,
    between,
    following,
    moved,
    pattern,
    upcoming,
)
from core.kernel.errors import BadInput
from tests.calendar.clock_changes import every_change

DAY = timedelta(days=1)
START = date(2026, 12, 4)
"""A Friday."""


def of(rule: str, start: date = START, **more: object) -> Pattern:
    return pattern(rule, start=start, zone="Europe/Berlin", **more)  # type: ignore[arg-type]


def days(repeat: Pattern, number: int) -> list[str]:
    return [f"{day:%d.%m.%y}" for day in islice(upcoming(repeat, repeat.start - DAY), number)]


@pytest.mark.parametrize(
    ("rule", "start", "found"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", START, ["04.12.26", "18.12.26", "01.01.27"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 1, 31), ["31.01.26", "28.02.26", "31.03.26"]),
        ("FREQ=MONTHLY", date(2026, 1, 30), ["30.01.26", "28.02.26", "30.03.26"]),
        ("FREQ=MONTHLY;BYMONTHDAY=15,31", date(2026, 2, 1), ["15.02.26", "28.02.26", "15.03.26"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 1, 30), ["30.01.26", "27.02.26", "27.03.26"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 2, 29), ["29.02.28", "28.02.29"]),
        ("FREQ=YEARLY", date(2028, 2, 29), ["29.02.28", "28.02.29", "28.02.30"]),
        ("FREQ=DAILY;INTERVAL=3", START, ["04.12.26", "07.12.26", "10.12.26"]),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", date(2026, 12, 28), ["28.12.26", "27.12.32"]),
    ],
)
def test_the_days_of_a_rule(rule: str, start: date, found: list[str]) -> None:
    """Fortnights hold across years; a day that a month lacks is its last one."""
    assert days(of(rule, start), len(found)) == found


def test_so_many_times_is_until_the_last_of_them() -> None:
    """Five times a weekday from Friday on ends on the next Thursday."""
    repeat = of("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=5")
    assert (repeat.until, len(days(repeat, 10))) == (date(2026, 12, 10), 5)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=HOURLY;INTERVAL=2", "repeats_too_often"),
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "repeats_too_often"),
        ("FREQ=DAILY;BYHOUR=9,17", "repeats_too_often"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "unknown_repeat"),
        ("FREQ=WEEKLY;BYSETPOS=2", "unknown_repeat"),
        ("FREQ=DAILY;INTERVAL=0", "unknown_repeat"),
        ("FREQ=WEEKLY;BYDAY=XX", "unknown_repeat"),
        ("FREQ=YEARLY;BYMONTH=13", "unknown_repeat"),
        ("every friday", "unknown_repeat"),
        ("FREQ=DAILY;COUNT=1", "repeats_never"),
        ("FREQ=DAILY;UNTIL=20200101", "repeats_never"),
        ("FREQ=YEARLY;INTERVAL=1000", "repeats_never"),
        ("FREQ=YEARLY;BYMONTH=2;BYDAY=5MO", "repeats_never"),
        ("FREQ=DAILY;INTERVAL=99999999999", "repeats_never"),
    ],
)
def test_what_cannot_repeat_is_refused_with_an_example(rule: str, code: str) -> None:
    """Several times a day, forms that may never come, and what is over: no endless search."""
    with pytest.raises(BadInput, match=code) as refused:
        of(rule)
    assert refused.value.fields["example"]


@pytest.mark.parametrize(
    ("rule", "done", "comes"),
    [
        ("FREQ=DAILY;INTERVAL=3", date(2026, 12, 10), date(2026, 12, 13)),
        ("FREQ=MONTHLY", date(2027, 1, 31), date(2027, 2, 28)),
        ("FREQ=WEEKLY;BYDAY=FR", date(2026, 12, 9), date(2026, 12, 11)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", date(2026, 12, 9), date(2026, 12, 18)),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2027, 2, 3), date(2027, 2, 28)),
    ],
)
def test_counted_from_completion(rule: str, done: date, comes: date) -> None:
    """``every!`` counts from the day on which it was done."""
    assert after_completion(of(rule, from_completion=True), done) == comes


@pytest.mark.parametrize(
    ("rule", "day", "rebased"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", date(2026, 12, 3), "FREQ=WEEKLY;BYDAY=TH"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", date(2026, 12, 3), "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=4", date(2026, 12, 7), "FREQ=MONTHLY;BYMONTHDAY=7"),
        ("FREQ=MONTHLY;BYDAY=1FR", date(2026, 12, 10), "FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=DAILY;INTERVAL=3", date(2026, 12, 5), "FREQ=DAILY;INTERVAL=3"),
    ],
)
def test_a_moved_day_moves_those_that_come(rule: str, day: date, rebased: str) -> None:
    """What is said of the new day is what was said of the old one."""
    repeat = moved(of(rule), START, day, time(9))
    assert (repeat.rule, repeat.start, repeat.wall) == (rebased, day, time(9))


def test_two_years_of_silence_cost_a_bounded_look() -> None:
    """However long nobody looked, at most as many days are listed as were asked for."""
    assert len(between(of("FREQ=DAILY"), START, START + timedelta(days=4000), 50)) == 50


def test_a_skipped_hour_moves_forward_and_a_doubled_one_is_the_first() -> None:
    """02:30 on 28 March 2027 in Berlin is 03:30; on 31 October it is the first 02:30."""
    repeat = of("FREQ=WEEKLY;BYDAY=SU", date(2027, 3, 21), wall=time(2, 30))
    assert repeat.at(date(2027, 3, 28)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert repeat.at(date(2027, 10, 31)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_around_every_clock_change_there_is_one_a_day() -> None:
    """Every zone, 2026 to 2030, at 48 half-hours: strictly increasing, no day missed or doubled."""
    wrong = []
    for change in every_change():
        middle = (change.at + change.before).date()
        found = between(
            Pattern("FREQ=DAILY", change.zone, middle - 3 * DAY), middle - 3 * DAY,
            middle + 3 * DAY, 10,
        )  # fmt: skip
        if [day - middle for day in found] != [n * DAY for n in range(-2, 4)]:
            wrong.append((change, found))
        for half in range(48):
            daily = Pattern("FREQ=DAILY", change.zone, middle, time(half // 2, half % 2 * 30))
            moments = [at for day in found if (at := daily.at(day)) is not None]
            if not all(earlier < later for earlier, later in pairwise(moments)):
                wrong.append((change, moments))
    assert wrong == []


NUMBERS = st.integers(1, 6)
STARTS = st.dates(date(2024, 1, 1), date(2031, 1, 1))
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(sorted)
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@given(STARTS, NUMBERS, WEEKDAYS, st.integers(0, 2000))
def test_weeks_are_those_that_a_calendar_shows(
    start: date, interval: int, weekdays: list[int], ahead: int
) -> None:
    """Wherever one begins to look, it is the next of the days that a count by hand finds."""
    listed = ",".join(NAMES[day] for day in weekdays)
    repeat = of(f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={listed}", start)
    monday = start - start.weekday() * DAY
    after = start + ahead * DAY
    by_hand = next(
        day
        for n in range(1, 60)
        if (day := after + n * DAY).weekday() in weekdays
        and (day - monday).days // 7 % interval == 0
    )
    assert following(repeat, after) == by_hand


@given(STARTS, NUMBERS, st.integers(1, 31), st.integers(0, 2000))
def test_months_end_where_they_end(start: date, interval: int, day: int, ahead: int) -> None:
    """Each month that counts has it once: on that day, or on its last."""
    repeat = of(f"FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={day}", start)
    after = start + ahead * DAY

    def fits(found: date) -> bool:
        last = calendar.monthrange(found.year, found.month)[1]
        months = (found.year - start.year) * 12 + found.month - start.month
        return found.day == min(day, last) and months % interval == 0

    assert following(repeat, after) == next(
        found for n in range(1, 400) if fits(found := after + n * DAY)
    )


RULES = st.sampled_from([
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=15,30,31", "FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=29,30",
    "FREQ=YEARLY;BYWEEKNO=1,53", "FREQ=MONTHLY;BYDAY=5TU", "FREQ=MONTHLY;BYMONTHDAY=-1,31",
])  # fmt: skip


@given(RULES, NUMBERS, STARTS)
def test_looking_one_by_one_is_looking_once(rule: str, interval: int, start: date) -> None:
    """Strictly increasing, and no day is seen or missed because of where the look began."""
    try:
        repeat = of(f"{rule};INTERVAL={interval}", start)
    except BadInput:
        return
    listed = list(islice(upcoming(repeat, start - DAY), 12))
    assert all(earlier < later for earlier, later in pairwise(listed))
    stepped, day = [], following(repeat, start - DAY)
    while day is not None and len(stepped) < len(listed):
        stepped.append(day)
        day = following(repeat, day)
    assert stepped == listed
