"""Following up on a unit of work: owes, answers, watches. Never sends, never renders."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.calendar.working import (
    WorkCalendar,
    add_working_days,
    next_working,
)
from core.followup import absences, gaps, gather, leaving, load, told
from core.followup.around import Around
from core.followup.budget import LOUD, NEVER, Choice, day_start, in_hours, interruptions, split
from core.followup.calendars import calendars
from core.followup.gather import SYSTEM, Known
from core.followup.ladder import ladder_of
from core.followup.model import (
    JOINED,
    UNREACHED,
    Manner,
    Notice,
    NoticeKind,
    NoticeState,
    Wanted,
    to_person,
)
from core.followup.moments import next_brief, next_told
from core.followup.outside import ANY_HOUR, comes_at_any_hour, soonest
from core.followup.policy import decide, still_true
from core.followup.ports import FollowupUnit
from core.followup.routines import put_brief
from core.followup.ways import manner_of, muted, travels
from core.kernel.audience import ForPerson, InPlace
from core.kernel.errors import ChivvyError
from core.kernel.events import Event
from core.kernel.refs import Kind, PersonId, PlaceId, ProjectId, Ref, TaskId, task_ref
from core.kernel.values import dataclass
from core.people.model import Role
from core.people.settings import Doors
from core.tasks.checking import close_unchecked
from core.tasks.model import Status, Task
from core.tasks.offers import end_offer

RETIMED = 500
"""As many urgent notices are timed again at most when a setting says when they come."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What following up led to: the event of a task that closed unchecked or is offered no more,
    and what is owed."""

    events: tuple[Event, ...] = ()
    owed: tuple[Notice, ...] = ()


def around(
    work: FollowupUnit, task: Task, now: datetime, just: Sequence[Event] | None = None
) -> Around:
    """The world around *task*, as policy needs it. *just*: all events of one that is new."""
    return gather.around(work, task, now, just)


def follow(
    work: FollowupUnit,
    subject: Ref,
    now: datetime,
    hold: timedelta = timedelta(0),
    known: Known | None = None,
) -> tuple[Event, ...]:
    """Decides anew what is owed about *subject* and when to look again.

    *hold* keeps what others hear back for an Undo. *known*: what was looked up already.
    Returns the event of a task that closed unchecked, or that is offered no more, for whoever
    reacts to it; nothing otherwise.
    """
    tasks = known.tasks if known is not None else work.tasks(SYSTEM)
    task = tasks.get(TaskId(subject.id)) if subject.kind is Kind.TASK else None
    if task is None:
        work.watches.set(subject, None)
        return ()
    world = gather.around(work, task, now, known=known)
    return follow_task(work, task, world, now, hold, known).events


def follow_task(
    work: FollowupUnit, task: Task, world: Around, now: datetime, hold: timedelta = timedelta(0),
    known: Known | None = None,
) -> Followed:  # fmt: skip
    """As ``follow``, for a *task* that was read already, with the *world* around it.

    *known* takes what is decided about the task, to be saved with the decisions about others.
    """
    decision = decide(task, _forget(work, task, world, now), world, now)
    if task.status is Status.DONE and task.project is not None:
        gaps.learn(work, task.project, now)
    decision = leaving.with_card(work, task, world, decision, now)
    held, first = decision.wanted, now + hold
    if any(wanted.not_before < first for wanted in held):
        held = tuple(replace(w, not_before=max(w.not_before, first)) for w in held)
    if known is not None:
        held = _keep(work, known, task_ref(task.id), held, decision.check_at, world, now)
    else:
        work.watches.set(task_ref(task.id), decision.check_at)
    owed = [owe(work, wanted, now, world) for wanted in held]
    events: tuple[Event, ...] = ()
    if decision.close_unchecked:
        events = close_unchecked(work, task, now).events
    if decision.end_offer:
        events = end_offer(work, task, now).events
    return Followed(events, tuple(notice for notice in owed if notice is not None))


def _keep(
    work: FollowupUnit, known: Known, task: Ref, held: Sequence[Wanted],
    check_at: datetime | None, world: Around, now: datetime,
) -> tuple[Wanted, ...]:  # fmt: skip
    """Keeps what is about *task* itself for later; returns what others may ask for before."""
    known.looks[task] = check_at
    for wanted in held:
        at = _fit(work, wanted, now, world) if wanted.subject == task else None
        if at is not None:
            same = at == wanted.not_before
            known.owed.append(wanted if same else replace(wanted, not_before=at))
    return tuple(wanted for wanted in held if wanted.subject != task)


def _forget(work: FollowupUnit, task: Task, world: Around, now: datetime) -> tuple[Notice, ...]:
    """What is owed but no longer true is never said, not even as a line of a brief.

    Returns all notices as they are from now on.
    """
    owed = [n for n in world.notices if n.state is NoticeState.OWED]
    if not owed:
        return world.notices
    stale = {n.id for n in owed if not still_true(n, task, world, now)}
    if not stale:
        return world.notices
    work.notices.settle(sorted(stale), NoticeState.DROPPED, now)
    return tuple(
        replace(n, state=NoticeState.DROPPED) if n.id in stale else n for n in world.notices
    )


def owe(
    work: FollowupUnit, wanted: Wanted, now: datetime, world: Around | None = None
) -> Notice | None:
    """Owes a notice, not before the recipient's working time; a line of a brief, with the brief.

    None when it was owed already, or when its recipient can never be told. *world*: whom it knows
    is not looked up again.
    """
    at = _fit(work, wanted, now, world)
    return work.notices.owe(replace(wanted, not_before=at), now) if at is not None else None


def _fit(
    work: FollowupUnit, wanted: Wanted, now: datetime, world: Around | None
) -> datetime | None:
    earliest = max(wanted.not_before, now)
    if wanted.recipient.kind is not Kind.PERSON:
        return next_working(place_calendar(work, PlaceId(wanted.recipient.id)), earliest)
    number = PersonId(wanted.recipient.id)
    known = world.people.get(number) if world is not None else None
    person = known or work.people.person(number)
    if person is None or not person.active or person.role is Role.BOT:
        return None
    if muted(person, wanted.kind):
        return None
    calendar = (world.calendars if world is not None else calendars(work)).of(person.id)
    if manner_of(person, wanted.kind, wanted.manner) is Manner.BRIEF:
        return next_brief(calendar, person.brief_at, earliest)
    if any_hour(work, wanted):
        return soonest(calendar, earliest, now)
    return next_told(calendar, earliest)


def any_hour(work: FollowupUnit, wanted: Wanted) -> bool:
    """Whether it is urgent, and waits for nobody's hours in this workspace."""
    urgent = comes_at_any_hour(wanted.kind, wanted.manner)
    return urgent and work.people.workspace().urgent_anytime


def place_calendar(work: FollowupUnit, place: PlaceId) -> WorkCalendar:
    """The calendar of the project that has its home in *place*; else the workspace's."""
    where = work.people.place(place)
    project = where.project if where is not None else None
    found = work.projects(SYSTEM).get(project) if project is not None else None
    return calendars(work).of_project(found)


def answer(work: FollowupUnit, subject: Ref, person: PersonId | None, at: datetime) -> None:
    """*person* did something about *subject*: what they were told counts as answered.

    None: its owner did, so everything said about it is answered.
    """
    work.notices.answer(subject, person, at)


def holds(work: FollowupUnit, notice: Notice, now: datetime) -> bool:
    """Whether *notice* is still true for its recipient, read again with their eyes."""
    subject, audience = notice.wanted.subject, _audience(notice)
    if notice.wanted.recipient.kind is Kind.PERSON:
        recipient = work.people.person(PersonId(notice.wanted.recipient.id))
        if muted(recipient, notice.wanted.kind):
            return False
    if subject.kind is Kind.PERSON:
        return _of_person_holds(work, notice, now)
    if subject.kind is Kind.PROJECT:
        project = work.projects(audience).get(ProjectId(subject.id))
        return project is not None and told.project_holds(notice, project)
    if subject.kind is Kind.PLACE:
        place = work.people.place(PlaceId(subject.id))
        return place is not None and place.closed
    task = work.tasks(audience).get(TaskId(subject.id)) if subject.kind is Kind.TASK else None
    if task is None:
        return False
    if notice.wanted.kind in told.RULES:
        return told.holds(notice, task)
    return still_true(notice, task, around(work, task, now), now)


def _of_person_holds(work: FollowupUnit, notice: Notice, now: datetime) -> bool:
    if notice.wanted.kind in leaving.KINDS:
        return leaving.holds(work, notice)
    if notice.wanted.kind is NoticeKind.DEAD_LETTER or notice.wanted.kind in JOINED:
        return True
    if notice.wanted.kind in {NoticeKind.ADMIN_ADDED, NoticeKind.ADMIN_REMOVED}:
        person = work.people.person(PersonId(notice.wanted.subject.id))
        added = notice.wanted.kind is NoticeKind.ADMIN_ADDED
        return person is not None and person.admin is added
    if notice.wanted.kind in UNREACHED:
        return unreached(work, PersonId(notice.wanted.subject.id))
    if notice.wanted.kind in load.KINDS:
        return load.holds(work, notice, now)
    return absences.holds(work, notice, now)


def unreached(work: FollowupUnit, number: PersonId) -> bool:
    """Whether no message reaches somebody who is here."""
    person = work.people.person(number)
    return person is not None and person.active and person.settings.doors is not Doors.OPEN


def _audience(notice: Notice) -> ForPerson | InPlace:
    recipient = notice.wanted.recipient
    if recipient.kind is Kind.PERSON:
        return ForPerson(PersonId(recipient.id))
    return InPlace(PlaceId(recipient.id))


def choose(work: FollowupUnit, person: PersonId, owed: Sequence[Notice], now: datetime) -> Choice:
    """What goes into a bundle for *person* now, and what waits, for the hours or for the brief."""
    found = work.people.person(person)
    if found is None:
        return Choice(later=tuple((notice, now + NEVER) for notice in owed))
    calendar = calendars(work).of(person)
    since = day_start(calendar, now)
    told = work.notices.reached(person, since)
    loud = [notice for notice in told if travels(found, notice) in LOUD]
    home = work.people.workspace()
    return split(
        owed, interruptions(loud), home.interruptions, calendar, found, now,
        anytime=home.urgent_anytime,
    )  # fmt: skip


def choose_in(work: FollowupUnit, place: PlaceId, owed: Sequence[Notice], now: datetime) -> Choice:
    """What is said in *place* now, and what waits until its project works again."""
    return in_hours(owed, place_calendar(work, place), now)


def quiet_until(work: FollowupUnit, task: Task, now: datetime) -> datetime:
    """How long "all fine" keeps the stalled question away: as long as it takes to be asked."""
    project = work.projects(SYSTEM).get(task.project) if task.project is not None else None
    rules = ladder_of(project, work.people.workspace())
    return rules.stalled.after(calendars(work).of(task.owner or task.requester), now)


def next_try(work: FollowupUnit, person: PersonId, now: datetime) -> datetime:
    """When somebody whom the platform refused is tried again: a working day later."""
    try:
        return add_working_days(calendars(work).of(person), now, 1)
    except ChivvyError:
        return now + NEVER


def settle_anew(work: FollowupUnit, person: PersonId, now: datetime) -> None:
    """Settings, hours or leave of *person* changed: everything is timed again.

    Their brief, what is owed to them, and all tasks that they take part in.
    """
    put_brief(work, person, now)
    work.watches.sooner_for_person(person, now)
    hold = timedelta(seconds=work.people.workspace().hold)
    _time_again(work, work.notices.owed_to(to_person(person)), now, hold)


def settle_urgent(work: FollowupUnit, now: datetime) -> None:
    """What is urgent comes at any hour from now on, or no more: what waits is timed again.

    What is due already is parted when it is said. Of a great many the soonest are timed again:
    somebody waits for the answer.
    """
    _time_again(work, work.notices.to_come(Manner.URGENT, ANY_HOUR, now, RETIMED), now)


def _time_again(
    work: FollowupUnit, owed: Iterable[Notice], now: datetime, hold: timedelta = timedelta(0)
) -> None:
    for notice in owed:
        earliest = replace(notice.wanted, not_before=notice.created_at + hold)
        at = _fit(work, earliest, now, None)
        # Muted or unreachable: the ladder, which looks again now, decides.
        if at is not None and at != notice.wanted.not_before:
            work.notices.hold([notice.id], at)


__all__ = [
    "Choice", "Followed", "answer", "any_hour", "around", "choose", "choose_in",
    "follow", "follow_task", "holds", "next_try", "owe", "quiet_until",
    "settle_anew", "settle_urgent", "unreached",
]  # fmt: skip
