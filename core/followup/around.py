"""What policy is told of the world around a task, and the questions it asks of it; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from core.calendar.working import WorkCalendar, next_working
from core.followup.calendars import Calendars
from core.followup.ladder import STANDARD, Ladder
from core.followup.model import Manner, Notice, NoticeKind, to_place
from core.followup.moments import cover_at, edges, is_long_away, next_brief, next_told
from core.followup.outside import comes_at_any_hour, soonest
from core.followup.ways import manner_of, muted
from core.kernel.refs import Kind, PersonId, PlaceId, Ref
from core.kernel.values import dataclass
from core.people.model import Person, Role
from core.projects.model import Project
from core.tasks.model import Task


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Somebody wants to be asked later: when that was said, and until when."""

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """What the events of a task tell: moments, never texts."""

    acts: Mapping[PersonId, datetime] = field(default_factory=dict)
    """The last act of each person."""
    snoozes: Mapping[PersonId, Snoozed] = field(default_factory=dict)
    assigned_at: datetime | None = None
    """When the present owner got it."""
    assigned_by: PersonId | None = None
    offered_at: datetime | None = None
    """When it was offered to who is asked now."""
    offered_by: PersonId | None = None
    offer_over_at: datetime | None = None
    """When it was last not taken: nobody is asked in the open before that."""
    unowned_at: datetime | None = None
    left_open: bool = False
    """It has no owner on purpose: people are asked at once."""
    dated_at: datetime | None = None
    """When its date was last set."""
    help_asked_at: datetime | None = None
    """When it was blocked, still blocked, or handed on to another helper."""
    help_waits: bool = False
    """Who was asked for help is away, and is waited for."""
    declined_at: datetime | None = None
    check_moved_at: datetime | None = None
    """When somebody else was last asked to check it."""
    check_waits: bool = False
    """Who was asked to check is away, and is waited for."""


@dataclass(frozen=True, slots=True)
class Around:
    """The world around a task, as far as its follow-up needs it."""

    calendars: Calendars
    ladder: Ladder = STANDARD
    project: Project | None = None
    lead: PersonId | None = None
    """Who is in charge of the project; without anybody there, an admin."""
    channel: PlaceId | None = None
    """Where it may be said in the open; None: nowhere."""
    waited_by: bool = False
    """Whether another open task waits for it."""
    urgent_anytime: bool = False
    """Whether what is urgent comes at any hour here."""
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    insiders: frozenset[PersonId] | None = None
    """Who sees a private task beside those who take part; None: everybody."""
    past: Past = field(default_factory=Past)
    notices: tuple[Notice, ...] = ()
    """All that was ever owed about it, oldest first."""


@dataclass(frozen=True, slots=True)
class Case:
    """A task, what was said about it, and the world around it, at one moment."""

    task: Task
    said: Sequence[Notice]
    around: Around
    now: datetime
    _able: dict[PersonId, bool] = field(default_factory=dict, compare=False)
    _answerers: dict[PersonId, PersonId | None] = field(default_factory=dict, compare=False)
    """Who is there, and who answers for whom: every rule asks for the same few people."""

    def calendar(self, recipient: Ref) -> WorkCalendar:
        """The working time of who is to answer: a person's, else the project's."""
        if recipient.kind is Kind.PERSON:
            return self.around.calendars.of(PersonId(recipient.id))
        return self.around.calendars.of_project(self.around.project)

    def person(self, person: PersonId) -> WorkCalendar:
        """A person's working time."""
        return self.around.calendars.of(person)

    def able(self, person: PersonId | None) -> bool:
        """Whether somebody is there at all: active, human, with hours, and sees the task."""
        if person is None:
            return False
        if person not in self._able:
            self._able[person] = self._is_able(person)
        return self._able[person]

    def _is_able(self, person: PersonId) -> bool:
        found = self.around.people.get(person)
        if found is None or not found.active or found.role is Role.BOT:
            return False
        works = next_working(self.person(found.id), self.now) is not None
        return works and self._sees(found.id)

    def answerer(self, person: PersonId | None) -> PersonId | None:
        """Who answers for *person*: themselves; the cover while they are away; or nobody."""
        if person is None:
            return None
        if person not in self._answerers:
            self._answerers[person] = self._answerer(person)
        return self._answerers[person]

    def _answerer(self, person: PersonId) -> PersonId | None:
        if not self.able(person):
            return None
        calendar = self.person(person)
        if not is_long_away(calendar, self.now):
            return person
        cover = cover_at(calendar, self.now)
        there = self.able(cover) and cover != self.task.finished_by
        if cover is None or not there or is_long_away(self.person(cover), self.now):
            return None
        return cover

    def returns(self, person: PersonId | None, moment: datetime) -> datetime:
        """When *person* works again from *moment* on; *moment* where they never do."""
        if person is None or not self.able(person):
            return moment
        return next_working(self.person(person), moment) or moment

    def decider(self, *asked: PersonId | None) -> PersonId | None:
        """Who decides, other than who was *asked* already: the lead, else the requester."""
        for person in (self.around.lead, self.task.requester):
            found = self.answerer(person)
            if found is not None and found not in asked:
                return found
        return None

    def muted(self, kind: NoticeKind, to: Ref) -> bool:
        """Whether who it is for has switched this kind off: the climb holds before it."""
        return muted(self._recipient(to), kind)

    def manner(self, kind: NoticeKind, to: Ref, manner: Manner) -> Manner:
        """How it travels to who it is for."""
        return manner_of(self._recipient(to), kind, manner)

    def _recipient(self, to: Ref) -> Person | None:
        return self.around.people.get(PersonId(to.id)) if to.kind is Kind.PERSON else None

    def channel(self) -> Ref | None:
        """Where it may be said in the open."""
        place = self.around.channel
        return to_place(place) if place is not None else None

    def act_of(self, person: PersonId | None) -> datetime | None:
        """The last act of a person on this task."""
        return self.around.past.acts.get(person) if person is not None else None

    def absences(self) -> Iterator[datetime]:
        """When somebody who takes part goes on leave or comes back: then others may be asked."""
        task = self.task
        for number in {task.owner, task.requester, task.verifier, task.helper, self.around.lead}:
            if number is not None and number in self.around.people:
                calendar = self.person(number)
                for leave in calendar.leave:
                    yield from edges(calendar, leave)

    def at_any_hour(self, kind: NoticeKind, manner: Manner) -> bool:
        """Whether it is urgent, and waits for nobody's hours here."""
        return self.around.urgent_anytime and comes_at_any_hour(kind, manner)

    def fit(
        self, kind: NoticeKind, recipient: Ref, manner: Manner, moment: datetime
    ) -> datetime | None:
        """The first moment at or after *moment* at which it may be said; None: never."""
        calendar = self.calendar(recipient)
        found = self.around.people.get(PersonId(recipient.id))
        if manner is Manner.BRIEF and recipient.kind is Kind.PERSON and found is not None:
            return next_brief(calendar, found.brief_at, moment)
        if recipient.kind is Kind.PERSON and self.at_any_hour(kind, manner):
            return soonest(calendar, moment, self.now)
        person = recipient.kind is Kind.PERSON
        return next_told(calendar, moment) if person else next_working(calendar, moment)

    def _sees(self, person: PersonId) -> bool:
        insiders, task = self.around.insiders, self.task
        part = {task.owner, task.requester, task.verifier, task.helper, task.offered_to}
        return insiders is None or person in insiders or person in part


def has_left(person: Person | None) -> bool:
    """Whether somebody was here and is no more; leave and missing hours are something else."""
    return person is None or not person.active


def owner_left(task: Task, world: Around) -> bool:
    """Whether nobody goes on with *task*, for who had it has left."""
    return task.owner is not None and has_left(world.people.get(task.owner))
