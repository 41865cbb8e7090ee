"""Leave as people type it, and the regions of public holidays."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import BadInput
from core.language.absences import Absence, read_absence
from core.language.regions import read_region, region_name

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)


def read(text: str, now: datetime = WEDNESDAY) -> Absence | None:
    """As somebody in Berlin types it."""
    return read_absence(text, now=now, zone="Europe/Berlin", locale="en-GB")


# typed, first and last day of 2026-11-25 ff., as month-day; the year only where it is another
READABLE = [
    ("until monday", "11-25", "11-29"),
    ("until tomorrow", "11-25", "11-25"),
    ("back on monday", "11-25", "11-29"),
    ("through friday", "11-25", "11-27"),
    ("24-28 dec", "12-24", "12-28"),
    ("dec 24-28", "12-24", "12-28"),
    ("24 to 28 dec", "12-24", "12-28"),
    ("24 dec - 28 dec", "12-24", "12-28"),
    ("from monday to friday", "11-30", "12-04"),
    ("friday to monday", "11-27", "11-30"),
    ("2026-12-24 - 2026-12-28", "12-24", "12-28"),
    ("24.-28.12.", "12-24", "12-28"),
    ("24-28.12.", "12-24", "12-28"),
    ("4.-8.12.", "12-04", "12-08"),
    ("24 dec-28 dec", "12-24", "12-28"),
    ("mon-fri", "11-30", "12-04"),
    ("2026-12-24-2026-12-28", "12-24", "12-28"),
    ("next week", "11-30", "12-06"),
    ("this week", "11-25", "11-29"),
    ("today", "11-25", "11-25"),
    ("tomorrow", "11-26", "11-26"),
    ("for 3 days", "11-25", "11-27"),
    ("2 weeks", "11-25", "12-08"),
    ("next week mon-wed", "11-30", "12-02"),
    ("monday to wednesday next week", "11-30", "12-02"),
    ("this week thu-fri", "11-26", "11-27"),
    ("next week on thursday", "12-03", "12-03"),
]


@pytest.mark.parametrize(("typed", "first", "last"), READABLE)
def test_an_absence_as_it_is_typed(typed: str, first: str, last: str) -> None:
    """ "Until" names the day of return; of two dates both are days away."""
    expected = (date.fromisoformat(f"2026-{day}") for day in (first, last))
    assert read(typed) == Absence(*expected)


def test_a_range_goes_over_the_new_year() -> None:
    """The second date is seen from the first."""
    assert read("24 dec - 2 jan") == Absence(date(2026, 12, 24), date(2027, 1, 2))


@pytest.mark.parametrize("locale", ["en-GB", "en-US", "de-DE"])
@pytest.mark.parametrize(
    "typed",
    ["24.12.-2.1.", "24.12-2.1", "24/12-2/1", "24/12 - 2/1", "12/24-1/2", "Dec 24-Jan 2",
     "24.12.\u20132.1.", "24.12.2026-2.1.2027"],
)  # fmt: skip
def test_a_range_without_blanks(typed: str, locale: str) -> None:
    """Where one date shows whether the day or the month comes first, so does the other."""
    found = read_absence(typed, now=WEDNESDAY, zone="Europe/Berlin", locale=locale)
    assert found == Absence(date(2026, 12, 24), date(2027, 1, 2))


@pytest.mark.parametrize(
    ("locale", "last"), [("en-GB", date(2027, 4, 5)), ("en-US", date(2027, 5, 4))]
)
def test_what_shows_no_order_is_read_by_the_readers_habit(locale: str, last: date) -> None:
    """With blanks and without."""
    for typed in ("3/4-5/4", "3/4 - 5/4"):
        found = read_absence(typed, now=WEDNESDAY, zone="Europe/Berlin", locale=locale)
        assert found is not None and found.last == last


@pytest.mark.parametrize("typed", ["", "co-op", "banana", "until", "until banana", "a - b"])
def test_what_says_no_days(typed: str) -> None:
    """It is no absence, and nothing is guessed."""
    assert read(typed) is None


@given(st.dates(date(2026, 11, 25), date(2028, 1, 1)), st.integers(0, 60))
def test_any_two_dates(first: date, days: int) -> None:
    """ISO dates mean themselves, both included."""
    last = date.fromordinal(first.toordinal() + days)
    assert read(f"{first} - {last}") == Absence(first, last)


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("DE", "DE"),
        ("de-by", "DE-BY"),
        ("Germany, Bavaria", "DE-BY"),
        ("germany bayern", "DE-BY"),
        ("Österreich", "AT"),
        ("uk", "GB"),
        ("scotland", "GB-SCT"),
        ("united kingdom, wales", "GB-WLS"),
        ("US-CA", "US-CA"),
        ("us california", "US-CA"),
        ("New Zealand", "NZ"),
        ("none", ""),
        ("", ""),
        ("The Netherlands", "NL"),
        ("bavaria", "DE-BY"),
        ("Lower Saxony", "DE-NI"),
    ],
)
def test_a_region_by_code_or_name(typed: str, region: str) -> None:
    """Codes in any case, and names in English or as its people write them."""
    assert read_region(typed) == region


@pytest.mark.parametrize(
    ("typed", "near"), [("Germny", "Germany"), ("de-bx", "DE-B"), ("xyzzy", "")]
)
def test_an_unknown_region_names_the_nearest(typed: str, near: str) -> None:
    """A slip of the keyboard gets what was probably meant."""
    with pytest.raises(BadInput, match="unknown_region") as told:
        read_region(typed)
    assert str(told.value.fields["near"]).startswith(near)


def test_a_region_is_said_by_name() -> None:
    """With its part in brackets."""
    assert region_name("DE-BY") == "Germany (BY)"
