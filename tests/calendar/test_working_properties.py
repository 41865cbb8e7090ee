"""What holds for any calendar, any moment and any span, clock changes included."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import working
from core.calendar.hours import Hours, Window
from core.calendar.leave import Leave
from core.calendar.working import WorkCalendar
from core.calendar.zones import local
from core.kernel.refs import PersonId
from core.tasks.model import Due
from tests.calendar.clock_changes import Change, every_change

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Nuuk",
    "Africa/Casablanca",
    "America/Havana",
    "Asia/Beirut",
    "Antarctica/Troll",
    "Asia/Kathmandu",
]
DAY_MINUTES = 24 * 60
FIRST, LAST = datetime(2026, 1, 1), datetime(2030, 12, 31)  # noqa: DTZ001 - zone drawn apart
ZERO = timedelta(0)
CHANGES = [change for change in every_change() if change.zone in ZONES]

dates = st.dates(FIRST.date(), LAST.date())
anywhere = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    """Any hours without overlap: split days, nights, empty days, but never an empty week."""
    points = sorted(
        draw(
            st.lists(st.integers(0, 7 * DAY_MINUTES // 5 - 1), min_size=2, max_size=20, unique=True)
        )
    )
    days: list[list[Window]] = [[] for _ in range(7)]
    for start, end in zip(points[::2], points[1::2], strict=False):
        opens, length = start * 5, min((end - start) * 5, DAY_MINUTES)
        days[opens // DAY_MINUTES].append(Window(_wall(opens), _wall(opens + length)))
    return Hours(tuple(tuple(day) for day in days))


def _wall(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


@st.composite
def leaves(draw: st.DrawFn) -> Leave:
    """Up to three weeks."""
    first = draw(dates)
    return Leave(first, first + timedelta(days=draw(st.integers(0, 21))), PersonId(1))


calendars = st.builds(
    WorkCalendar,
    st.sampled_from(ZONES),
    weeks(),
    st.frozensets(dates, max_size=20),
    st.lists(leaves(), max_size=4).map(tuple),
)


@st.composite
def calendars_and_moments(draw: st.DrawFn) -> tuple[WorkCalendar, datetime]:
    """Half of the moments lie near a clock change of the calendar's zone."""
    cal = draw(calendars)
    changes = [change for change in CHANGES if change.zone == cal.zone]
    near_change: bool = draw(st.booleans())
    if changes and near_change:
        near = timedelta(seconds=draw(st.integers(-2 * 86_400, 86_400)))
        change: Change = draw(st.sampled_from(changes))
        return cal, change.at + near
    return cal, draw(anywhere)


spans = st.timedeltas(ZERO, timedelta(days=30))
# With five minutes of work a week, more would take longer than a search goes.
work = st.timedeltas(ZERO, timedelta(hours=40))


@settings(deadline=None)
@given(calendars_and_moments(), work)
def test_adding_and_then_counting_is_the_identity(
    case: tuple[WorkCalendar, datetime], span: timedelta
) -> None:
    """What was added lies between, and the result is working time."""
    cal, moment = case
    found = working.add_working(cal, moment, span)
    assert working.is_working(cal, found)
    assert working.working_between(cal, moment, found) == span


@settings(deadline=None)
@given(calendars_and_moments(), work)
def test_counting_back_is_the_identity(
    case: tuple[WorkCalendar, datetime], span: timedelta
) -> None:
    """What was taken away lies between; forward again leads to the next working instant."""
    cal, moment = case
    found = working.add_working(cal, moment, -span)
    assert working.is_working(cal, found)
    assert working.working_between(cal, found, moment) == span
    assert working.add_working(cal, found, span) == working.next_working(cal, moment)


@given(calendars_and_moments(), spans, spans)
def test_working_time_adds_up(
    case: tuple[WorkCalendar, datetime], first: timedelta, second: timedelta
) -> None:
    """Two stretches have the working time of the whole, and none is longer than itself."""
    cal, start = case
    middle, end = start + first, start + first + second
    parts = working.working_between(cal, start, middle), working.working_between(cal, middle, end)
    assert sum(parts, ZERO) == working.working_between(cal, start, end)
    assert ZERO <= parts[0] <= first


@given(calendars_and_moments())
def test_counting_is_the_same_as_looking_at_every_minute(
    case: tuple[WorkCalendar, datetime],
) -> None:
    """The working time of thirty hours is made of the minutes in which somebody works."""
    cal, moment = case
    # Windows begin and end on minutes that divide by five, and so do clock changes.
    five = timedelta(minutes=5)
    start = moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0)
    looked = sum(working.is_working(cal, start + n * five) for n in range(30 * 12))
    assert working.working_between(cal, start, start + 30 * 12 * five) == looked * five


@given(calendars_and_moments())
def test_work_is_what_the_clock_on_the_wall_says(case: tuple[WorkCalendar, datetime]) -> None:
    """Somebody works when a window of today, or last night's, shows the time on the wall."""
    cal, moment = case
    here = local(moment, cal.zone)
    if here.utcoffset() != here.replace(fold=1 - here.fold).utcoffset():
        # In a doubled hour the wall cannot tell the first reading from the second.
        return
    wall = here.replace(tzinfo=None)
    expected = any(
        _opens(day, window) <= wall < _closes(day, window)
        for day in (here.date() - timedelta(days=1), here.date())
        for window in cal.hours.days[day.weekday()]
        if day not in cal.days_off and not any(x.first <= day <= x.last for x in cal.leave)
    )
    assert working.is_working(cal, moment) == expected


def _opens(day: date, window: Window) -> datetime:
    return datetime.combine(day, window.start)


def _closes(day: date, window: Window) -> datetime:
    night = timedelta(days=1 if window.end <= window.start else 0)
    return datetime.combine(day + night, window.end)


@given(calendars_and_moments())
def test_the_next_working_instant_is_the_first(case: tuple[WorkCalendar, datetime]) -> None:
    """It is working time at or after the moment, and there is none between."""
    cal, moment = case
    found = working.first_working_hour_after(cal, moment)
    assert found >= moment
    assert working.is_working(cal, found)
    assert working.working_between(cal, moment, found) == ZERO
    assert (found == moment) == working.is_working(cal, moment)


@given(calendars_and_moments(), st.integers(1, 30))
def test_working_days_move_on_and_land_in_working_time(
    case: tuple[WorkCalendar, datetime], n: int
) -> None:
    """More days are later, fewer earlier, and every result is working time."""
    cal, moment = case
    steps = [working.add_working_days(cal, moment, step) for step in (-n - 1, -n, n, n + 1)]
    assert all(working.is_working(cal, step) for step in steps)
    assert steps[0] < steps[1] < moment < steps[2] <= steps[3]


@given(calendars, dates)
def test_days_begin_and_end_around_their_work(cal: WorkCalendar, day: date) -> None:
    """Work starts on working days only; what ends a day comes after what starts it."""
    start, end = working.start_of_day(cal, day), working.end_of_day(cal, day)
    if start is None:
        assert local(end, cal.zone).hour == 18
    else:
        assert working.is_working_day(cal, day)
        assert start < end
        assert working.is_working(cal, start)
        assert working.is_working(cal, end - timedelta(microseconds=1))


@given(calendars_and_moments())
def test_a_date_alone_stays_on_its_date(case: tuple[WorkCalendar, datetime]) -> None:
    """Whatever the hours and the zone, clock changes too: its instant lies on the date typed."""
    cal, moment = case
    day = local(moment, cal.zone).date()
    assert local(working.end_of_date(cal, day), cal.zone).date() == day


@given(calendars, dates)
def test_a_date_alone_is_the_end_of_the_day_where_that_is_on_it(
    cal: WorkCalendar, day: date
) -> None:
    """Only of work past midnight it is another moment, and then one of that work or before it."""
    alone, end = working.end_of_date(cal, day), working.end_of_day(cal, day)
    assert alone == end if local(end, cal.zone).date() == day else alone < end


@given(calendars, calendars, dates)
def test_a_date_keeps_its_day_when_its_owner_changes(
    first: WorkCalendar, second: WorkCalendar, day: date
) -> None:
    """From whoever to whoever, and back again, it is the day that was typed."""
    given_on = Due.on(second, Due.on(first, day).day)
    assert given_on.day == day
    assert Due.on(first, given_on.day) == Due.on(first, day)


@given(calendars, dates)
def test_next_and_previous_working_day_are_neighbours(cal: WorkCalendar, day: date) -> None:
    """Back from the next working day is the day itself when it works, else the one before."""
    following, before = (
        working.next_working_day(cal, day),
        working.previous_working_day(cal, day),
    )
    assert following is not None and before is not None
    assert before < day < following
    expected = day if working.is_working_day(cal, day) else before
    assert working.previous_working_day(cal, following) == expected


@given(calendars_and_moments())
def test_nobody_works_while_away(case: tuple[WorkCalendar, datetime]) -> None:
    """Away and at work exclude each other; the end of leave is known while away, and only then."""
    cal, moment = case
    until, back = working.away_until(cal, moment), working.back_on(cal, moment)
    away = until is not None
    assert not (away and working.is_working(cal, moment))
    assert (back is not None) == away
    assert working.cover_of(cal, moment) == (PersonId(1) if away else None)
    if until and back:
        today = local(moment, cal.zone).date()
        assert today <= until < back
        assert working.is_working_day(cal, back)
        assert working.next_working_day(cal, today) == back
