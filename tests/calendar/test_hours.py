"""Working hours as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.hours import EXAMPLE, Hours, Window, format_hours, parse_hours
from core.kernel.errors import BadInput

STANDARD = "mon-fri 09:00-17:00"

# typed, as formatted
READABLE = [
    ("mon-fri 9:00-17:00", STANDARD),
    ("Mon - Fri 9-17", STANDARD),
    ("MONDAY to FRIDAY 9am to 5pm", STANDARD),
    ("weekdays 9 am - 5 pm", STANDARD),
    ("9:00\u201317:00", STANDARD),
    ("mon tue wed thu fri 09.00-17.00", STANDARD),
    ("mon, tue-thu, fri: 9-17", STANDARD),
    ("Mon-Thurs 9-17\nFri 9-17", STANDARD),
    ("mon-fri 9:00-17:00; sat 10-12", "mon-fri 09:00-17:00; sat 10:00-12:00"),
    ("mon-fri 9-12, 13-17:30", "mon-fri 09:00-12:00, 13:00-17:30"),
    ("mon-fri 9-12 and 13-17", "mon-fri 09:00-12:00, 13:00-17:00"),
    ("mon-fri 9am-12pm 1pm-5pm", "mon-fri 09:00-12:00, 13:00-17:00"),
    ("sun-thu 8-16", "mon-thu 08:00-16:00; sun 08:00-16:00"),
    ("fri-mon 8-16", "mon 08:00-16:00; fri-sun 08:00-16:00"),
    ("mo, we 9-13; fr 9-11", "mon 09:00-13:00; wed 09:00-13:00; fri 09:00-11:00"),
    ("mon-fri 9-17; weekend off", STANDARD),
    ("weekends 10-12", "sat-sun 10:00-12:00"),
    ("mon-fri 22:00-06:00", "mon-fri 22:00-06:00"),
    ("daily 22-6", "mon-sun 22:00-06:00"),
    ("every day 0-24", "mon-sun 00:00-24:00"),
    ("mon 9-24", "mon 09:00-24:00"),
    ("mon 9am-12am", "mon 09:00-24:00"),
    ("mon 12am-1am", "mon 00:00-01:00"),
    ("mon 01:00-05:00", "mon 01:00-05:00"),
    ("mon-fri 9-12, 12-17", "mon-fri 09:00-12:00, 12:00-17:00"),
    (" ; mon 9-17 ; ", "mon 09:00-17:00"),
    ("mon-thu 9:00-17:00, fri 9-13", "mon-thu 09:00-17:00; fri 09:00-13:00"),
    ("mon-thu 9-12, 13-18, fri 9-12", "mon-thu 09:00-12:00, 13:00-18:00; fri 09:00-12:00"),
    ("mon off, tue-fri 22-6", "tue-fri 22:00-06:00"),
    ("mon 9am-5pm wed 10am-4pm", "mon 09:00-17:00; wed 10:00-16:00"),
]

UNREADABLE = [
    "", " ", ";", "mon", "mon-fri", "whenever", "mon-fri nine to five", "mon-fri 9", "mon-fri 9-",
    "off", "mon off", "mon-fri 9-17 sometimes", "m 9-17", "t 9-17", "foo 9-17", "mon--fri 9-17",
    "mon-tue-wed 9-17", "mon- 9-17", "mon 25-26", "mon 9:60-17", "mon 24-25", "mon 24-6",
    "mon 9-17-19", "mon 24:01-2", "mon 9:00:00-17:00", "mon 13pm-14pm", "mon 0am-3am", "mon -9-17",
    "mon 9-17; mon 18-19", "mon-fri 9-17; fri 9-15", "mon, mon 9-17", "\u0669-17",
    "mon " + "9-10, " * 100, "mon 9-17" + " " * 100_000,
]  # fmt: skip

# What a person means otherwise than a clock of 24 hours would read it.
AMBIGUOUS = [
    "mon-fri 9-5", "8-6", "9-5pm", "9am-17", "mon-fri 9-12, 1-5", "mon-fri 1-5", "mon-fri 2-10",
    "9-12, 11-17", "9-1", "22-6, 8-12", "mon 22-22", "mon-tue 22-6; wed 5:00-9:00",
    "sun 22:00-06:00; mon 5:30-9:00",
]  # fmt: skip


CODES = {
    "off": "no_working_time", "mon off": "no_working_time",
    "mon-tue 22-6; wed 5:00-9:00": "hours_overlap",
    "sun 22:00-06:00; mon 5:30-9:00": "hours_overlap",
}  # fmt: skip
"""What is understood and cannot be."""


@pytest.mark.parametrize(("typed", "formatted"), READABLE)
def test_hours_are_read(typed: str, formatted: str) -> None:
    """Days, ranges, several windows, both clocks and nights are understood."""
    hours = parse_hours(typed)
    assert format_hours(hours) == formatted
    assert parse_hours(formatted) == hours


@pytest.mark.parametrize("typed", UNREADABLE + AMBIGUOUS)
def test_what_cannot_be_read_is_refused_with_an_example(typed: str) -> None:
    """Unreadable, contradictory or ambiguous hours are never guessed."""
    with pytest.raises(BadInput) as caught:
        parse_hours(typed)
    assert caught.value.code == CODES.get(typed, "bad_hours")
    assert caught.value.field == "hours"
    assert caught.value.fields["typed"] == typed[:80]
    assert parse_hours(str(caught.value.fields["example"])) == parse_hours(EXAMPLE)


@given(st.text(alphabet="montuewdhfrisa0123456789:-,; .apm", max_size=40))
def test_reading_ends_in_hours_or_in_bad_input(typed: str) -> None:
    """No text leads to any other error, and what was read can be written and read again."""
    try:
        hours = parse_hours(typed)
    except BadInput as error:
        assert error.code in {"bad_hours", *CODES.values()}
    else:
        assert parse_hours(format_hours(hours)) == hours


def test_standard_hours() -> None:
    """Monday to Friday, nine to five."""
    assert Hours.standard() == parse_hours(STANDARD)
    assert [len(day) for day in Hours.standard().days] == [1, 1, 1, 1, 1, 0, 0]


def test_a_window_that_ends_at_or_before_its_start_goes_past_midnight() -> None:
    """22:00 to 06:00 is a night, 9:00 to 9:00 a whole day, and 24:00 is midnight."""
    assert Window(time(22), time(6)).overnight
    assert Window(time(9), time(9)).closes.total_seconds() == 33 * 3600
    assert Window(time(9), time(0)).closes.total_seconds() == 24 * 3600
    assert not Window(time(9), time(17)).overnight


@pytest.mark.parametrize(
    "days",
    [
        ((),) * 6,
        ((),) * 8,
        ((Window(time(9), time(12)), Window(time(11), time(13))),) + ((),) * 6,
        ((Window(time(9), time(8, 59)),), (Window(time(8), time(9)),)) + ((),) * 5,
        ((Window(time(1), time(2)),),) + ((),) * 5 + ((Window(time(22), time(1, 30)),),),
    ],
)
def test_a_week_has_seven_days_without_overlap(days: tuple[tuple[Window, ...], ...]) -> None:
    """Too few or too many days, overlaps within a day, over midnight and over Sunday's end."""
    with pytest.raises(ValueError, match=r"week|overlap"):
        Hours(days)


def test_windows_are_kept_in_order() -> None:
    """The order in which windows are given does not matter."""
    late, early = Window(time(13), time(17)), Window(time(9), time(12))
    assert Hours(((late, early),) + ((),) * 6).days[0] == (early, late)


def test_a_window_has_whole_minutes() -> None:
    """Seconds would be lost when written, so they are refused."""
    with pytest.raises(ValueError, match="minutes"):
        Window(time(9, 0, 1), time(17))


def test_no_hours_at_all_are_false_and_written_as_off() -> None:
    """A week without windows is falsy."""
    nothing = Hours(((),) * 7)
    assert not nothing
    assert Hours.standard()
    assert format_hours(nothing) == "off"
