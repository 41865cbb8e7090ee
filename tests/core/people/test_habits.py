"""What is assumed of people whose platform says little."""

import pytest

from core.people.habits import common_zone, locale_in


@pytest.mark.parametrize(
    ("zone", "locale"),
    [
        ("America/New_York", "en-US"),
        ("America/Indiana/Knox", "en-US"),
        ("America/Sao_Paulo", "en-GB"),
        ("Europe/Berlin", "en-GB"),
        ("Asia/Tokyo", "en-GB"),
    ],
)
def test_locale_follows_the_zone(zone: str, locale: str) -> None:
    """Month before day is assumed in the United States alone."""
    assert locale_in(zone) == locale


def test_workspace_lives_where_most_people_do() -> None:
    """The commonest zone wins; people without one do not count."""
    zones = ["UTC", "UTC", "UTC", "Europe/Berlin", "Europe/Berlin", "America/New_York"]
    assert common_zone(zones) == "Europe/Berlin"


def test_nobody_known_leaves_the_default() -> None:
    """Without anybody's zone the default stays."""
    assert common_zone([]) == "UTC"
