"""Question after question stays open with one person: too many, or is something wrong?

Only what reached them counts, as a message of its own, in their hours, with a working day to answer
it, and only while it still asks something. Nothing is counted for anybody to see.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain, takewhile
from typing import Final

from core.calendar.working import WorkCalendar, add_working, add_working_days, next_working
from core.followup import gather
from core.followup.budget import LOUD
from core.followup.calendars import calendars
from core.followup.climb import anchor_of
from core.followup.gather import SYSTEM
from core.followup.ladder import ladder_of
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.followup.moments import is_long_away, iso
from core.followup.policy import still_true
from core.followup.ports import FollowupUnit
from core.followup.ways import travels
from core.kernel.audience import ForPerson
from core.kernel.errors import ChivvyError
from core.kernel.refs import Kind, PersonId, Ref, TaskId
from core.kernel.values import dataclass
from core.people.model import Person, Role

IN_A_ROW = 3
"""Questions, and messages that they stood in: several lines of one message are one time of
asking."""
PATIENCE, MARGIN = 1, timedelta(hours=1)
"""Working days that somebody has for each question, and working time until the next message of
the same climb has had its turn."""
TO_LEAD = 2
"""Working days until the lead is asked about the load."""
AGAIN = timedelta(days=28)
"""Between two such questions to one person; older messages are not looked at."""
K = NoticeKind
QUESTIONS: Final = frozenset({
    K.OVERDUE, K.OVERDUE_AGAIN, K.OVERDUE_BLOCKED, K.STALLED, K.SHORT_OF_TIME, K.HELP,
    K.HELP_CHECK, K.CAN_GO_ON,
    K.CHECK_OUTSIDE, K.VERIFY, K.VERIFY_AGAIN, K.VERIFY_LEAD, K.OVERDUE_LEAD, K.HELP_LEAD,
    K.DECLINED_LEAD, K.OWNER_AWAY,
})  # fmt: skip
"""What somebody is asked; news, reminders and lines of a brief want no answer."""
KINDS: Final = frozenset({K.LOAD, K.LOAD_LEAD, K.LOAD_TALK})


@dataclass(frozen=True, slots=True)
class Asked:
    """One follow-up of a person: all messages of one climb, the newest last."""

    notices: tuple[Notice, ...]
    open: bool
    over: datetime
    """When its person has had their time."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is owed about somebody's load, and when to look again."""

    wanted: Wanted | None = None
    at: datetime | None = None


def person_ref(person: PersonId) -> Ref:
    """A person as the subject of a question."""
    return Ref(Kind.PERSON, person)


def counts(person: Person | None, notice: Notice) -> bool:
    """Whether *notice* is a question that came to its person as a message of its own."""
    wanted = notice.wanted
    asks = wanted.kind in QUESTIONS and wanted.subject.kind is Kind.TASK
    return asks and travels(person, notice) in LOUD


def patience_over(calendar: WorkCalendar, said_at: datetime) -> datetime | None:
    """When somebody has had a working day for what was said then; None: never."""
    try:
        return add_working(calendar, add_working_days(calendar, said_at, PATIENCE), MARGIN)
    except ChivvyError:
        return None


def look(work: FollowupUnit, number: PersonId, now: datetime) -> Look:
    """Whether somebody is asked about their load now, or their lead is."""
    person = work.people.person(number)
    if person is None or not person.active or person.role is Role.BOT:
        return Look()
    calendar = calendars(work).of(number)
    if is_long_away(calendar, now):
        return Look(at=next_working(calendar, now))
    asked = _follow_ups(work, person, calendar, now)
    row = _row(work, asked, now)
    if not row:
        return Look(at=min((each.over for each in asked if each.over > now), default=None))
    before = _asked_before(work, number, now)
    if before is None:
        return Look(_wanted(K.LOAD, number, number, iso(_first_said(row[-1])), now))
    if before.state is not NoticeState.SAID or before.said_at is None:
        return Look()
    at = add_working_days(calendar, before.said_at, TO_LEAD)
    lead = lead_of(work, [each.notices[-1] for each in row], number)
    if lead is None or at > now:
        return Look(at=at if lead is not None else None)
    return Look(_wanted(K.LOAD_LEAD, number, lead, before.wanted.slot, now))


def _wanted(kind: NoticeKind, about: PersonId, to: PersonId, slot: str, now: datetime) -> Wanted:
    return Wanted(person_ref(about), kind, slot, to_person(to), Manner.NOW, now)


def talk(about: PersonId, lead: PersonId, now: datetime) -> Wanted:
    """What the lead hears when somebody wants to talk about their load."""
    return _wanted(K.LOAD_TALK, about, lead, iso(now), now)


def _asked_before(work: FollowupUnit, person: PersonId, now: datetime) -> Notice | None:
    """The question about the load that was owed last, unless that is long ago."""
    found = [
        n for n in work.notices.of(person_ref(person))
        if n.wanted.kind is K.LOAD and n.state is not NoticeState.DROPPED
        and now - n.created_at < AGAIN
    ]  # fmt: skip
    return found[-1] if found else None


def _follow_ups(
    work: FollowupUnit, person: Person, calendar: WorkCalendar, now: datetime
) -> list[Asked]:
    """What somebody was asked in the last weeks, the newest first."""
    climbs: dict[tuple[Ref, str], list[Notice]] = {}
    for notice in work.notices.said_to(person.id, now - AGAIN):
        if counts(person, notice) and notice.said_at is not None:
            key = (notice.wanted.subject, anchor_of(notice.wanted.slot))
            climbs.setdefault(key, []).append(notice)
    found = [_asked(notices, calendar) for notices in climbs.values()]
    return sorted((a for a in found if a is not None), key=_first_said, reverse=True)


def _asked(notices: Sequence[Notice], calendar: WorkCalendar) -> Asked | None:
    said = sorted(notices, key=lambda n: n.said_at or n.created_at)
    over = patience_over(calendar, said[-1].said_at or said[-1].created_at)
    if over is None:
        return None
    return Asked(tuple(said), all(n.state is NoticeState.SAID for n in said), over)


def _first_said(asked: Asked) -> datetime:
    first = asked.notices[0]
    return first.said_at or first.created_at


def _row(work: FollowupUnit, asked: Iterable[Asked], now: datetime) -> list[Asked]:
    """The newest that are open although there was time, up to the newest that was answered; empty
    unless they are three, in as many messages.

    What asks nothing any more, for others have settled it, neither counts nor ends the row.
    """
    waited = [each for each in takewhile(lambda one: one.open, asked) if each.over <= now]
    if len(_messages(waited)) < IN_A_ROW:
        return []
    found: list[Asked] = []
    for each in waited:
        adds = len(_messages([*found, each])) > len(_messages(found))
        if (adds or len(found) < IN_A_ROW) and _still_asks(work, each.notices[-1], now):
            found.append(each)
        if min(len(found), len(_messages(found))) >= IN_A_ROW:
            return found
    return []


def _messages(asked: Iterable[Asked]) -> set[int]:
    """How often somebody was asked all that: what stood in one message was asked at one time."""
    notices = chain.from_iterable(each.notices for each in asked)
    return {n.post if n.post is not None else -n.id for n in notices}


def _still_asks(work: FollowupUnit, notice: Notice, now: datetime) -> bool:
    task = work.tasks(SYSTEM).get(TaskId(notice.wanted.subject.id))
    return task is not None and still_true(notice, task, gather.around(work, task, now), now)


def lead_of(work: FollowupUnit, said: Iterable[Notice], person: PersonId) -> PersonId | None:
    """Who leads the newest of these tasks that has a lead other than *person*, who sees it; nobody
    where a project goes to no lead."""
    for notice in said:
        task = work.tasks(SYSTEM).get(TaskId(notice.wanted.subject.id))
        project = task and task.project and work.projects(SYSTEM).get(task.project)
        if project and ladder_of(project, work.people.workspace()).leadless:
            continue
        lead = work.people.person(project.in_charge) if project else None
        if lead is None or not lead.active or lead.role is not Role.MEMBER or lead.id == person:
            continue
        if work.tasks(ForPerson(lead.id)).get(TaskId(notice.wanted.subject.id)) is not None:
            return lead.id
    return None


def lead_for(work: FollowupUnit, person: PersonId, now: datetime) -> PersonId | None:
    """Whom somebody can talk to about their load: the lead of what they were asked about last."""
    found = work.people.person(person)
    if found is None:
        return None
    asked = _follow_ups(work, found, calendars(work).of(person), now)
    return lead_of(work, [each.notices[-1] for each in asked], person)


def lately(work: FollowupUnit, person: PersonId, now: datetime) -> Sequence[Notice]:
    """What somebody was asked about lately, the newest first."""
    found = work.people.person(person)
    if found is None:
        return ()
    asked = _follow_ups(work, found, calendars(work).of(person), now)
    return [each.notices[-1] for each in asked]


def holds(work: FollowupUnit, notice: Notice, now: datetime) -> bool:
    """Whether it is still so: the row goes on, and its person has not answered meanwhile."""
    number = PersonId(notice.wanted.subject.id)
    person = work.people.person(number)
    if person is None or not person.active:
        return False
    if notice.wanted.kind is K.LOAD_TALK:
        return True
    calendar = calendars(work).of(number)
    if is_long_away(calendar, now):
        return False
    row = _row(work, _follow_ups(work, person, calendar, now), now)
    if not row or notice.wanted.kind is K.LOAD:
        return bool(row)
    before = _asked_before(work, number, now)
    return before is not None and before.state is NoticeState.SAID
