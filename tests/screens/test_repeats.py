"""How something repeats: in words to be read, and as words to be typed."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.repeats import Pattern, pattern
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId, TaskId, WorkspaceId
from core.language.written import written
from core.reading.repeats import read_pattern, read_repeat
from core.recurring.commands import PauseRepeating, Repeat, StopRepeating
from core.screens.repeats import how_often
from core.screens.views import Reader

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
"""A Monday."""
START = date(2026, 12, 4)


def asked(locale: str = "en-GB") -> Context:
    return Context(
        WorkspaceId(1), PersonId(1), "slack", NOW, "key", zone="Europe/Berlin", locale=locale
    )


def of(rule: str, **more: object) -> Pattern:
    return pattern(rule, start=START, zone="Europe/Berlin", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "more", "words"),
    [
        ("FREQ=DAILY", {}, "every day"),
        ("FREQ=DAILY;INTERVAL=3", {"from_completion": True}, "every 3 days after it is done"),
        ("FREQ=WEEKLY;BYDAY=FR", {"wall": time(17)}, "every Fri 17:00"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", {}, "every weekday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", {}, "every 2 weeks on Mon and Wed"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,31", {}, "every month on the 15th and 31st"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", {}, "every month on the last day"),
        ("FREQ=MONTHLY;BYDAY=-1FR", {}, "every month on the last Fri"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", {}, "every 3 months on the 1st Mon"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", {}, "every year on 29 Feb"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", {}, "every year on the 4th Thu in Nov"),
        ("FREQ=YEARLY;BYWEEKNO=12;BYDAY=FR", {}, "every Fri in week 12"),
        ("FREQ=DAILY;COUNT=3", {}, "every day, until Sun 6 Dec"),
        ("FREQ=DAILY;COUNT=3", {"from_completion": True}, "every day after it is done, 3 times"),
    ],
)
def test_how_often_in_words(rule: str, more: dict[str, object], words: str) -> None:
    """Short, with the hour and the end."""
    assert how_often(of(rule, **more), Reader("Europe/Berlin", "en-GB", NOW)) == words


def test_an_hour_of_another_zone_names_it() -> None:
    """Where the reader is elsewhere, the wall that is meant is said."""
    reader = Reader("America/New_York", "en-US", NOW)
    found = how_often(of("FREQ=WEEKLY;BYDAY=FR", wall=time(17)), reader)
    assert found == "every Fri 5:00 PM (Europe/Berlin)"


RULES = st.sampled_from([
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=15,31", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25",
])  # fmt: skip
WALLS = st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0))
LOCALES = st.sampled_from(["en-US", "en-GB", "de-DE", "fr-FR", "ja-JP"])


@given(RULES, st.integers(1, 4), WALLS, st.booleans(), st.booleans(), LOCALES)
def test_what_a_field_shows_is_read_back(
    rule: str, interval: int, wall: time | None, completed: bool, ends: bool, locale: str
) -> None:
    """Saved as it stands, a form changes nothing, whatever language is read."""
    text = f"{rule};INTERVAL={interval}" + (";UNTIL=20351218" if ends else "")
    shown = of(text, wall=wall, from_completion=completed)
    back = read_pattern(written(shown), asked(locale), "example")
    assert (dict(back.parts), back.wall, back.from_completion) == (
        dict(shown.parts), wall, completed,
    )  # fmt: skip


@pytest.mark.parametrize("words", ["off", "Stop", "never", "none", "once"])
def test_ways_to_end_it(words: str) -> None:
    """Whatever one would say."""
    assert read_repeat(TaskId(1), words, asked()) == StopRepeating(TaskId(1))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("pause until 6 jan", date(2027, 1, 6)),
        ("pause for 2 weeks", date(2026, 12, 14)),
        ("pause 2 weeks", date(2026, 12, 14)),
        ("pause friday", date(2026, 12, 4)),
        ("resume", None),
    ],
)
def test_ways_to_pause_it(words: str, day: date | None) -> None:
    """A date, or for how long."""
    assert read_repeat(TaskId(1), words, asked()) == PauseRepeating(TaskId(1), day)


@pytest.mark.parametrize("words", ["2 weeks", "every 2 weeks", "every second week", "biweekly"])
def test_every_may_be_left_out(words: str) -> None:
    """After the verb it says nothing new."""
    found = read_repeat(TaskId(1), words, asked())
    assert isinstance(found, Repeat)
    assert found.pattern.rule == "FREQ=WEEKLY;INTERVAL=2"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "no_repeat"),
        ("every blue moon", "unknown_repeat"),
        ("friday @maria #infra", "unknown_repeat"),
        ("every 2 hours", "repeats_too_often"),
        ("every day at 9, 12 and 17", "repeats_too_often"),
        ("pause", "no_pause_day"),
        ("pause until the cows come home", "no_pause_day"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(words: str, code: str) -> None:
    """With an example that can be typed."""
    with pytest.raises(BadInput, match=code) as refused:
        read_repeat(TaskId(1), words, asked())
    assert str(refused.value.fields["example"]).startswith("/task repeat")
