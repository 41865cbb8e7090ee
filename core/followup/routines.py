"""When what is said at a wall time comes: the briefs of people, the digests of projects."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.calendar.working import is_working, is_working_day
from core.calendar.zones import first_valid, local_date, next_local
from core.followup.budget import NEVER
from core.followup.calendars import calendars
from core.followup.gather import SYSTEM
from core.followup.model import Routine, RoutineKind, to_person
from core.followup.moments import next_brief
from core.followup.ports import FollowupUnit
from core.kernel.refs import PersonId, ProjectId
from core.people.model import Person, Role

COHORT, SPREAD = 64, 10
"""Briefs of one hour go out over ten minutes: so many of neighbouring numbers in each."""
LONGEST_REST = 60
"""Days that a digest waits for a working day, at most."""


def put_brief(work: FollowupUnit, person: PersonId, now: datetime) -> None:
    """The morning brief of *person* comes at their wall time; none for bots and who has left."""
    found = work.people.person(person)
    if found is None or not found.active or found.role is Role.BOT:
        _rest(work, work.routines.get(RoutineKind.BRIEF, to_person(person)), now)
        return
    had = work.routines.get(RoutineKind.BRIEF, to_person(person))
    last = had.last_hash if had else ""
    routine = Routine(
        work.workspace, RoutineKind.BRIEF, to_person(person), found.brief_at, found.zone,
        next_at=_next_brief(work, found, last, now), last_hash=last,
    )  # fmt: skip
    work.routines.put(routine)


def _rest(work: FollowupUnit, routine: Routine | None, now: datetime) -> None:
    """None comes any more; who is here again on the day of one knows that it was said."""
    if routine is not None and work.people.person(PersonId(routine.subject.id)) is None:
        work.routines.remove(routine.kind, routine.subject)
    elif routine is not None:
        work.routines.put(replace(routine, next_at=now + NEVER))


def _next_brief(work: FollowupUnit, person: Person, last: str, moment: datetime) -> datetime:
    """From *moment* on; on another day than the last, though that came late and its own hour is
    still ahead."""
    today = local_date(moment, person.zone)
    if last == today.isoformat():
        moment = first_valid(today + timedelta(days=1), time.min, person.zone)
    late = timedelta(minutes=person.id // COHORT % SPREAD)
    at = next_brief(calendars(work).of(person.id), person.brief_at, moment - late)
    return at + late if at is not None else moment + NEVER


def last(routine: Routine) -> datetime | None:
    """When the last brief was due that was said; None: there was none."""
    if not routine.last_hash:
        return None
    return first_valid(date.fromisoformat(routine.last_hash), routine.wall, routine.zone)


def advance(work: FollowupUnit, routine: Routine, now: datetime, *, said: bool) -> None:
    """A routine that was played, or that rests today, comes again on the next working day."""
    routine = work.routines.get(routine.kind, routine.subject) or routine
    if routine.kind is RoutineKind.DIGEST:
        work.routines.put(replace(routine, next_at=_next_digest(work, routine, now)))
        return
    person = work.people.person(PersonId(routine.subject.id))
    if person is None or not person.active:
        _rest(work, routine, now)
        return
    last = local_date(now, person.zone).isoformat() if said else routine.last_hash
    after = _next_brief(work, person, last, now + timedelta(minutes=1))
    work.routines.put(
        replace(routine, wall=person.brief_at, zone=person.zone, next_at=after, last_hash=last)
    )


def _next_digest(work: FollowupUnit, routine: Routine, now: datetime) -> datetime:
    project = work.projects(SYSTEM).get(ProjectId(routine.subject.id))
    calendar, days = calendars(work).of_project(project), project.digest_days if project else None
    at = next_local(now, routine.wall, routine.zone, days)
    for _ in range(LONGEST_REST):
        if is_working_day(calendar, local_date(at, routine.zone)):
            break
        # On a day off one a week comes the day after, not the week after.
        at = next_local(at, routine.wall, routine.zone)
    return at


def rests(work: FollowupUnit, routine: Routine, now: datetime) -> bool:
    """Whether nobody works now to whom *routine* would speak."""
    if routine.kind is RoutineKind.DIGEST:
        project = work.projects(SYSTEM).get(ProjectId(routine.subject.id))
        calendar = calendars(work).of_project(project)
        asleep = project is not None and project.rests(now)
        return asleep or not is_working_day(calendar, local_date(now, routine.zone))
    return not is_working(calendars(work).of(PersonId(routine.subject.id)), now)
