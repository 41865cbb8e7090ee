"""Which of the things owed to a person are said now: in working time, within the day's budget."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from core.calendar.working import WorkCalendar, add_working_days, day_of, next_working
from core.calendar.zones import first_valid
from core.followup.model import Manner, Notice
from core.followup.moments import next_brief, quiet_return
from core.followup.outside import comes_at_any_hour, reach
from core.kernel.errors import ChivvyError
from core.kernel.values import dataclass
from core.people.model import Person

NEVER = timedelta(days=365)
"""How long what can never be said now waits before that is looked at again."""
LOUD = frozenset({Manner.NOW, Manner.URGENT})


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes into one bundle now, and what waits until when."""

    now: tuple[Notice, ...] = ()
    later: tuple[tuple[Notice, datetime], ...] = ()


def day_start(calendar: WorkCalendar, now: datetime) -> datetime:
    """When the person's present working day began: a night belongs to the date it began on."""
    return first_valid(day_of(calendar, now), time.min, calendar.zone)


def interruptions(said: Sequence[Notice]) -> int:
    """How many interrupting messages these notices were; a bundle counts once."""
    loud = [n for n in said if n.wanted.manner in LOUD]
    return len({n.post if n.post is not None else -n.id for n in loud})


def in_hours(owed: Sequence[Notice], calendar: WorkCalendar, now: datetime) -> Choice:
    """What a channel hears now: nothing outside of its working time."""
    opens = next_working(calendar, now)
    if opens is not None and opens <= now:
        return Choice(now=tuple(owed))
    later = opens if opens is not None else now + NEVER
    return Choice(later=tuple((notice, later) for notice in owed))


def do_not_disturb(person: Person, calendar: WorkCalendar, now: datetime) -> datetime | None:
    """Until when *person* wants no messages at all on their platform: a working day at most."""
    if person.dnd is None or not person.dnd[0] <= now < person.dnd[1]:
        return None
    begun, ends = person.dnd
    try:
        longest = add_working_days(calendar, begun, 1)
    except ChivvyError:
        return None
    return min(ends, longest) if longest > now else None


def split(
    owed: Sequence[Notice], spent: int, limit: int, calendar: WorkCalendar, person: Person,
    now: datetime, *, anytime: bool = False,
) -> Choice:  # fmt: skip
    """What is said now and what waits. Outside working time everything does, unless the workspace
    lets what is urgent come at any hour (*anytime*)."""
    opens = next_working(calendar, now)
    if person.unreachable_until is not None and person.unreachable_until > now:
        opens = next_working(calendar, person.unreachable_until)
    if opens is None:
        return Choice(later=tuple((n, now + NEVER) for n in owed))
    if opens <= now:
        quiet = quiet_return(calendar, now)
        opens = next_working(calendar, quiet) or opens if quiet is not None else opens
        still = do_not_disturb(person, calendar, now)
        opens = max(opens, still) if still is not None else opens
    if opens > now:
        held = Choice(later=tuple((notice, opens) for notice in owed))
        return _at_any_hour(held, calendar, person, now) if anytime else held
    if spent < limit:
        return Choice(now=tuple(owed))
    urgent = tuple(n for n in owed if n.wanted.manner is Manner.URGENT)
    tomorrow = next_budget(calendar, person, now)
    return Choice(urgent, tuple((n, tomorrow) for n in owed if n not in urgent))


def _at_any_hour(held: Choice, calendar: WorkCalendar, person: Person, now: datetime) -> Choice:
    """Of what waits for the hours, what is urgent comes as soon as the person is to be reached:
    neither on leave nor in their own do-not-disturb."""
    at = reach(calendar, max(now, person.unreachable_until or now))
    still = do_not_disturb(person, calendar, now)
    at = max(at, still) if at is not None and still is not None else at
    if at is None:
        return held
    soon = [n for n, _ in held.later if comes_at_any_hour(n.wanted.kind, n.wanted.manner)]
    if at <= now:
        return Choice(tuple(soon), tuple((n, opens) for n, opens in held.later if n not in soon))
    return Choice(later=tuple((n, min(o, at) if n in soon else o) for n, o in held.later))


def next_budget(calendar: WorkCalendar, person: Person, now: datetime) -> datetime:
    """The first brief of another day: then the count begins anew."""
    at = next_brief(calendar, person.brief_at, now)
    while at is not None and day_start(calendar, at) == day_start(calendar, now):
        at = _after(calendar, person, at)
    return at if at is not None else now + NEVER


def _after(calendar: WorkCalendar, person: Person, at: datetime) -> datetime | None:
    return next_brief(calendar, person.brief_at, at + timedelta(minutes=1))
