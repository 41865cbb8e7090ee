"""A task and the world around it, by hand: what pure policy is tested with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from core.calendar.leave import Leave
from core.calendar.working import WorkCalendar
from core.followup.around import Around, Past, Snoozed
from core.followup.ladder import STANDARD, Ladder
from core.followup.model import Notice, NoticeKind, NoticeState, Wanted
from core.followup.policy import Decision, decide, still_true
from core.kernel.refs import Kind, NoticeId, PersonId, PlaceId, ProjectId, Ref, TaskId, TextId
from core.kernel.refs import WorkspaceId as Workspace
from core.people.model import Person, Role
from core.projects.model import Project
from core.tasks.model import Blocker, Due, Status, Task, Text

MARIA, JON, ANA, TOM, EVE = (PersonId(n) for n in range(1, 6))
"""Maria does, Jon asks, Ana leads, Tom helps, Eve covers."""
HOME = PlaceId(50)
HERE = Workspace(1)


def at(line: str) -> datetime:
    """``mon 9:00`` of the week of 23 November 2026, in UTC; ``+mon`` a week later."""
    day, clock = line.split()
    weeks = day.count("+")
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    hour, minute = clock.split(":")
    monday = datetime(2026, 11, 23, int(hour), int(minute), tzinfo=UTC)
    return monday + timedelta(days=names.index(day.strip("+")) + 7 * weeks)


@dataclass
class Calendars:
    """Everybody works Monday to Friday, 9 to 17 UTC, but for their leave."""

    leaves: dict[PersonId, tuple[Leave, ...]] = field(default_factory=dict)
    zones: dict[PersonId, str] = field(default_factory=dict)

    def of(self, person: PersonId) -> WorkCalendar:
        """A person's working time."""
        zone = self.zones.get(person, "UTC")
        return WorkCalendar(zone, leave=self.leaves.get(person, ()))

    def of_project(self, project: Project | None) -> WorkCalendar:
        """The project's working time."""
        return WorkCalendar("UTC")


def person(number: PersonId, **values: Any) -> Person:  # noqa: ANN401
    """Somebody in UTC."""
    return Person(HERE, number, f"person {number}", **values)


def everybody() -> dict[PersonId, Person]:
    """The five."""
    return {number: person(number) for number in (MARIA, JON, ANA, TOM, EVE)}


PROJECT = Project(
    HERE, ProjectId(7), "infra", "Infra", creator=ANA, created_at=at("mon 8:00"),
    lead=ANA, home=HOME, speaks=True, digest_at=time(10),
)  # fmt: skip


@dataclass
class Story:
    """One task through time: notices are owed by ``decide`` and said when a test says so."""

    task: Task
    calendars: Calendars = field(default_factory=Calendars)
    people: dict[PersonId, Person] = field(default_factory=everybody)
    ladder: Ladder = STANDARD
    past: Past = field(default_factory=Past)
    channel: PlaceId | None = HOME
    lead: PersonId | None = ANA
    waited_by: bool = False
    insiders: frozenset[PersonId] | None = None
    notices: list[Notice] = field(default_factory=list)

    @property
    def around(self) -> Around:
        """The world as policy gets it."""
        return Around(
            calendars=self.calendars, ladder=self.ladder, project=PROJECT, lead=self.lead,
            channel=self.channel, waited_by=self.waited_by, people=self.people,
            insiders=self.insiders, past=self.past, notices=tuple(self.notices),
        )  # fmt: skip

    def decide(self, when: str) -> Decision:
        """The decision at that moment; nothing is stored."""
        return decide(self.task, self.notices, self.around, at(when))

    def step(self, when: str) -> list[tuple[NoticeKind, int]]:
        """Owes what is decided; the kinds with their recipients."""
        decision = self.decide(when)
        for wanted in decision.wanted:
            self.owe(wanted, when)
        return [(w.kind, w.recipient.id) for w in decision.wanted]

    def owe(self, wanted: Wanted, when: str) -> None:
        """Stores it once, as the unique key does."""
        keys = {(n.wanted.kind, n.wanted.slot, n.wanted.recipient) for n in self.notices}
        assert (wanted.kind, wanted.slot, wanted.recipient) not in keys
        number = NoticeId(len(self.notices) + 1)
        self.notices.append(Notice(number, wanted, NoticeState.OWED, at(when)))

    def say(self, when: str) -> None:
        """Everything that is owed reaches its people."""
        self.notices = [
            replace(n, state=NoticeState.SAID, said_at=at(when))
            if n.state is NoticeState.OWED
            else n
            for n in self.notices
        ]

    def said(self, when: str) -> list[tuple[NoticeKind, int]]:
        """``step``, delivered at once."""
        found = self.step(when)
        self.say(when)
        return found

    def act(self, who: PersonId, when: str, **past: Any) -> None:  # noqa: ANN401
        """Somebody does something; what they were told, or all when the owner did, is answered."""
        everything = who == self.task.owner
        self.notices = [
            replace(n, state=NoticeState.ANSWERED, answered_at=at(when))
            if n.state is NoticeState.SAID
            and (everything or n.wanted.recipient == Ref(Kind.PERSON, who))
            else n
            for n in self.notices
        ]
        acts = {**self.past.acts, who: at(when)}
        self.past = replace(self.past, acts=acts, **past)
        self.task = replace(self.task, touched_at=at(when))

    def snooze(self, who: PersonId, when: str, until: str) -> None:
        """Somebody wants to be asked later."""
        snoozes = {**self.past.snoozes, who: Snoozed(at(when), at(until))}
        self.act(who, when, snoozes=snoozes)

    def away(self, who: PersonId, first: str, last: str, cover: PersonId | None = None) -> None:
        """Leave on these days."""
        leave = Leave(at(f"{first} 0:00").date(), at(f"{last} 0:00").date(), cover)
        self.calendars.leaves[who] = (leave,)

    def gone(self, who: PersonId) -> None:
        """Somebody left."""
        self.people[who] = replace(self.people[who], active=False)

    def bot(self, who: PersonId) -> None:
        """Somebody is a machine."""
        self.people[who] = replace(self.people[who], role=Role.BOT)

    def change(self, **values: Any) -> None:  # noqa: ANN401
        """The task as it is now."""
        self.task = replace(self.task, **values)

    def true(self, kind: NoticeKind, when: str) -> bool:
        """Whether the newest notice of that kind still holds."""
        notice = [n for n in self.notices if n.wanted.kind is kind][-1]
        return still_true(notice, self.task, self.around, at(when))

    def notice(self, kind: NoticeKind) -> Notice:
        """The newest of that kind."""
        return [n for n in self.notices if n.wanted.kind is kind][-1]


def task(status: Status = Status.TODO, **values: Any) -> Task:  # noqa: ANN401
    """T-1: Maria's, asked for by Jon last Monday, touched then."""
    base: Mapping[str, Any] = {
        "owner": MARIA, "created_at": at("mon 9:00"), "touched_at": at("mon 9:00"),
        "requester": JON, "project": PROJECT.id,
    }  # fmt: skip
    return Task(HERE, TaskId(1), Text(TextId(1), "Migrate DNS"), status, **{**base, **values})


def due(line: str, *, has_time: bool = True) -> Due:
    """A date in UTC."""
    return Due(at(line), "UTC", has_time)


def blocker(since: str, **values: Any) -> Blocker:  # noqa: ANN401
    """Something is in the way."""
    return Blocker(Text(TextId(2), "Firewall rights"), at(since), **values)
