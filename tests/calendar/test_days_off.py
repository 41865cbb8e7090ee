"""Public holidays, and days that a team adds."""

import subprocess
import sys
from datetime import date

import pytest

from core.calendar.days_off import HolidayCalendar, days_off, known_country, subdivisions
from core.kernel.errors import BadInput


@pytest.mark.parametrize(
    ("country", "subdivision", "day", "name"),
    [
        ("DE", None, date(2026, 10, 3), "German Unity Day"),
        ("DE", None, date(2026, 1, 6), None),
        ("DE", "BY", date(2026, 1, 6), "Epiphany"),
        ("de", "by", date(2026, 1, 6), "Epiphany"),
        ("DE", "Bayern", date(2026, 1, 6), "Epiphany"),
        ("US", None, date(2026, 11, 26), "Thanksgiving Day"),
        ("US", None, date(2026, 7, 3), "Independence Day (observed)"),
        ("US", None, date(2021, 12, 31), "New Year's Day (observed)"),
        ("GB", "SCT", date(2026, 11, 30), "Saint Andrew's Day"),
        ("GB", "ENG", date(2026, 11, 30), None),
        ("DE", " ", date(2026, 4, 5), None),
    ],
)
def test_holidays_by_country_and_subdivision(
    country: str, subdivision: str | None, day: date, name: str | None
) -> None:
    """A holiday counts where it is one, observed days included, named in English."""
    found = days_off(country, subdivision)
    assert found.name_of(day) == name
    assert (day in found) == (name is not None)


def test_without_a_country_only_the_extra_days_are_off() -> None:
    """A company day is off and has no name."""
    found = days_off(None, None, frozenset({date(2026, 12, 28)}))
    assert date(2026, 12, 28) in found
    assert date(2026, 12, 25) not in found
    assert found.name_of(date(2026, 12, 28)) is None


def test_extra_days_add_to_the_holidays() -> None:
    """Both count."""
    found = days_off("DE", extra=frozenset({date(2026, 12, 28)}))
    assert date(2026, 12, 28) in found
    assert date(2026, 12, 25) in found
    assert "2026-12-25" not in found


def test_equal_calendars_are_equal_and_can_be_keys() -> None:
    """Spelling does not matter."""
    assert {days_off("de", "bayern")} == {HolidayCalendar("DE", "BY")}


def test_known_countries() -> None:
    """Codes of two letters, in either case; nothing else."""
    assert known_country("DE") and known_country("us") and known_country(" jp ")
    for typed in ("", "XX", "DEU", "Germany", "__", "D", "Ü1"):
        assert not known_country(typed)


def test_subdivisions_of_a_country() -> None:
    """What a form may offer."""
    assert "BY" in subdivisions("DE")
    assert subdivisions("XX") == ()


def test_an_unknown_country_is_refused_with_an_example() -> None:
    """Germany is not a code."""
    with pytest.raises(BadInput) as caught:
        days_off("Germany", None)
    assert (caught.value.code, caught.value.fields["example"]) == ("unknown_country", "DE")


def test_an_unknown_subdivision_is_refused_with_those_known() -> None:
    """The refusal lists what there is."""
    with pytest.raises(BadInput) as caught:
        days_off("GB", "BY")
    assert caught.value.code == "unknown_subdivision"
    assert caught.value.fields["known"] == ("ENG", "NIR", "SCT", "WLS")


def test_the_holiday_data_load_only_when_a_country_is_named() -> None:
    """Importing the module does not import the package."""
    script = (
        "import sys; from core.calendar.days_off import days_off; days_off(None);"
        "print('holidays' in sys.modules); days_off('DE'); print('holidays' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert shown.stdout.split() == ["False", "True"]
