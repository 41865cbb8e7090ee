"""One task, whatever people do and the clock does: what must always hold of its follow-up."""

from collections import deque
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.calendar.leave import Leave
from core.calendar.working import is_working, next_working
from core.calendar.zones import local_date
from core.followup.around import Around
from core.followup.budget import Choice, day_start, in_hours, interruptions, split
from core.followup.dates import OVERDUE_KINDS
from core.followup.gather import past
from core.followup.ladder import FIRM, GENTLE, STANDARD, Ladder, ladder
from core.followup.model import CHECKS, HELPS, Manner, Notice, NoticeKind, NoticeState, Wanted
from core.followup.moments import next_brief
from core.followup.policy import Decision, decide, still_true
from core.followup.ways import way_of
from core.kernel.context import Act
from core.kernel.events import Event, Verb
from core.kernel.refs import Kind, NoticeId, PersonId, PlaceId, PostId, Ref
from core.people.model import Person
from core.people.settings import NEVER_OFF, Settings, Topic, Way
from core.projects.model import LadderName, Tuning
from core.tasks import transitions
from core.tasks.model import Blocker, Criterion, Due, Status, Task
from core.tasks.transitions import Step
from tests.followup.cases import ANA, EVE, HOME, JON, MARIA, PROJECT, TOM, person, task
from tests.followup.team import COMPANIONS, ENDED_BY_OWNER, START, WORDS, ZONES, Team

someone = st.sampled_from([MARIA, JON, ANA, TOM, EVE])
TUNINGS: tuple[Tuning, ...] = (
    (),
    (("overdue.lead_days", 9), ("quiet.stalled_days", 1)),
    (("blocked.channel_hours", 1), ("check.close_days", 6), ("overdue.ask_again_days", 1)),
)
ahead = st.integers(1, 10 * 24 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))


class FollowUp(RuleBasedStateMachine):
    """People act, time passes or is lost, and the deliverer delivers."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.team = Team()
        self.people: dict[PersonId, Person] = {
            p: person(p, zone=zone) for p, (zone, _) in ZONES.items()
        }
        self.notices: list[Notice] = []
        self.events: deque[Event] = deque()
        self.check_at: datetime | None = None
        self.posts = 0

    @initialize(
        owner=st.sampled_from([MARIA, JON, None]),
        ladder=st.sampled_from([GENTLE, STANDARD, FIRM]),
        speaks=st.booleans(),
        waited=st.booleans(),
        checked=st.booleans(),
        span=st.none() | ahead,
        estimate=st.none() | st.integers(30, 2000),
    )
    def begin(
        self, owner: PersonId | None, ladder: Ladder, speaks: bool, waited: bool, checked: bool,
        span: timedelta | None, estimate: int | None,
    ) -> None:  # fmt: skip
        """Jon adds a task."""
        self.ladder, self.waited = ladder, waited
        self.channel: PlaceId | None = HOME if speaks else None
        new = task(
            Status.TODO if owner else Status.TRIAGE,
            owner=owner, created_at=self.now, touched_at=self.now, estimate=estimate,
            criteria=(Criterion(WORDS),) if checked else (),
            due=Due(self.now + span, "UTC", True) if span else None,
        )  # fmt: skip
        self.task: Task = new
        self.keep(transitions.added(new, Verb.ADDED, self.by(JON)))

    # What the store and the reactions do

    def by(self, who: PersonId | None) -> Act:
        """An act of this person, now."""
        return Act(who, self.now, f"cause {len(self.events)}")

    def keep(self, step: Step) -> None:
        """Saves a step; whoever was asked, or the owner, has answered; then policy decides."""
        self.task, event = step
        self.events.appendleft(event)
        everything = event.actor == self.task.owner
        self.notices = [
            replace(n, state=NoticeState.ANSWERED, answered_at=self.now)
            if n.state is NoticeState.SAID
            and (everything or n.wanted.recipient == Ref(Kind.PERSON, event.actor or 0))
            else n
            for n in self.notices
        ]
        self.follow()

    @property
    def around(self) -> Around:
        """The world as it is now."""
        return Around(
            calendars=self.team, ladder=self.ladder, project=PROJECT, lead=ANA,
            channel=self.channel, waited_by=self.waited, people=self.people,
            past=past(self.task, list(self.events)), notices=tuple(self.notices),
        )  # fmt: skip

    def follow(self) -> Decision:
        """One look: forgets what is over, decides, owes."""
        around = self.around
        self.notices = [
            replace(n, state=NoticeState.DROPPED)
            if n.state is NoticeState.OWED and not still_true(n, self.task, around, self.now)
            else n
            for n in self.notices
        ]
        decision = decide(self.task, self.notices, self.around, self.now)
        steps = [w for w in decision.wanted if w.kind not in COMPANIONS]
        assert len(steps) <= 1, f"more than one step: {steps}"
        for wanted in decision.wanted:
            self.owe(wanted)
        if decision.close_unchecked:
            assert not self.task.waits_in_review
            self.keep(transitions.closed_unchecked(self.task, self.by(None)))
            return decision
        assert decision.wanted or not decision.check_at or decision.check_at > self.now
        self.check_at = decision.check_at
        return decision

    def owe(self, wanted: Wanted) -> None:
        """Once for each key, for the future, and never about somebody who had no time to answer."""
        key = (wanted.kind, wanted.slot, wanted.recipient)
        assert key not in {(n.wanted.kind, n.wanted.slot, n.wanted.recipient) for n in self.notices}
        assert wanted.not_before >= self.now
        if wanted.kind in {NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_CHANNEL}:
            self.was_asked(wanted)
        self.goes_on_as_it_began(wanted)
        if wanted.recipient.kind is Kind.PERSON:
            found = self.people[PersonId(wanted.recipient.id)]
            assert found.active and way_of(found, wanted.kind) is not Way.OFF
        number = NoticeId(len(self.notices) + 1)
        self.notices.append(Notice(number, wanted, NoticeState.OWED, self.now))

    def goes_on_as_it_began(self, wanted: Wanted) -> None:
        """Whatever the project says by now: a climb is held to the ladder of its first step."""
        slot = wanted.slot.partition("~")[0]
        for climb in (OVERDUE_KINDS, HELPS, CHECKS):
            begun = [
                n for n in self.notices
                if n.wanted.kind in climb and n.wanted.slot.partition("~")[0] == slot
                and n.state is not NoticeState.DROPPED
            ]  # fmt: skip
            if wanted.kind in climb and begun:
                assert wanted.ladder == begun[0].wanted.ladder

    def was_asked(self, wanted: Wanted) -> None:
        """The first question of this round was said, and its person had a working day."""
        asked = [
            n for n in self.notices
            if n.wanted.kind is NoticeKind.OVERDUE and n.said_at is not None
            and n.wanted.slot.partition("~")[0] == wanted.slot.partition("~")[0]
        ]  # fmt: skip
        assert asked, f"nobody was asked before {wanted}"
        person = PersonId(asked[-1].wanted.recipient.id)
        assert asked[-1].said_at is not None
        days = {
            local_date(asked[-1].said_at, ZONES[person][0]), local_date(self.now, ZONES[person][0])
        }  # fmt: skip
        assert len(days) == 2

    def settle(self) -> None:
        """Looks until nothing more is due at this moment."""
        for _ in range(20):
            if self.check_at is None or self.check_at > self.now:
                return
            self.follow()
        raise AssertionError("it asks to be looked at again and again")

    def deliver(self, *, backwards: bool = False) -> None:
        """Says what may be said now, to one after the other in any order."""
        recipients = sorted({n.wanted.recipient for n in self.owed()}, reverse=backwards)
        for recipient in recipients:
            due = [n for n in self.owed() if n.wanted.recipient == recipient]
            due = [n for n in due if n.wanted.not_before <= self.now]
            if recipient.kind is Kind.PERSON:
                due = self.chosen(PersonId(recipient.id), due)
            else:
                due = [*self.put_off(in_hours(due, self.team.of_project(None), self.now))]
            self.posts += 1
            for notice in due:
                self.say(notice)
            if due:
                self.check_at = self.now

    def owed(self) -> list[Notice]:
        """What no post holds yet."""
        return [n for n in self.notices if n.state is NoticeState.OWED]

    def chosen(self, who: PersonId, due: list[Notice]) -> list[Notice]:
        """The budget and the hours; lines of a brief come with it."""
        calendar = self.team.of(who)
        lines = [
            n for n in due if n.wanted.manner is Manner.BRIEF and is_working(calendar, self.now)
        ]
        start = day_start(calendar, self.now)
        said = [n for n in self.notices if n.said_at is not None and n.said_at >= start]
        mine = [n for n in said if n.wanted.recipient == Ref(Kind.PERSON, who)]
        loud = [n for n in due if n.wanted.manner is not Manner.BRIEF]
        choice = split(loud, interruptions(mine), 3, calendar, self.people[who], self.now)
        return [*lines, *self.put_off(choice)]

    def put_off(self, choice: Choice) -> tuple[Notice, ...]:
        """What waits, waits; the rest is said now."""
        for notice, later in choice.later:
            assert later > self.now
            self.put(replace(notice, wanted=replace(notice.wanted, not_before=later)))
        return choice.now

    def put(self, notice: Notice) -> None:
        """Stores what became of a notice."""
        self.notices[notice.id - 1] = notice

    def say(self, notice: Notice) -> None:
        """Read again, then said: in working time, and never after an answer."""
        if not still_true(notice, self.task, self.around, self.now):
            self.put(replace(notice, state=NoticeState.DROPPED))
            return
        recipient = notice.wanted.recipient
        asked = recipient.kind is Kind.PERSON
        calendar = self.team.of(PersonId(recipient.id)) if asked else self.team.of_project(None)
        assert is_working(calendar, self.now), f"{notice} at {self.now}"
        if asked:
            assert self.people[PersonId(recipient.id)].active
        owner = self.task.owner
        if notice.wanted.kind in ENDED_BY_OWNER and owner is not None:
            act = self.around.past.acts.get(owner)
            assert act is None or act <= notice.created_at or notice.created_at == self.now
        post = PostId(self.posts)
        self.put(replace(notice, state=NoticeState.SAID, said_at=self.now, post=post))

    # What time does

    @rule(span=ahead)
    def play(self, span: timedelta) -> None:
        """Time passes, and everything that is due in between is done when it is due."""
        self.play_to(self.now + span)

    def play_to(self, target: datetime, rounds: int = 500) -> None:
        """Moment by moment; it stops after so many *rounds* as if it were killed."""
        for _ in range(rounds):
            self.settle()
            self.deliver()
            self.settle()
            moments = [n.wanted.not_before for n in self.owed()]
            moments += [self.check_at] if self.check_at is not None else []
            later = [m for m in moments if m > self.now]
            if not later or min(later) > target:
                break
            self.now = min(later)
        else:
            assert rounds < 500, "time does not get on"
            return
        self.now = target

    @rule(span=ahead)
    def outage(self, span: timedelta) -> None:
        """Nothing runs meanwhile; then one look."""
        self.now += span
        if self.check_at is not None and self.check_at <= self.now:
            self.follow()

    @rule(backwards=st.booleans())
    def deliver_twice(self, backwards: bool) -> None:
        """A second process delivers the same, in another order: nothing is said twice."""
        self.settle()
        self.deliver(backwards=backwards)
        said = [n.id for n in self.notices if n.said_at is not None]
        self.deliver(backwards=not backwards)
        assert [n.id for n in self.notices if n.said_at is not None] == said

    @rule(span=ahead, rounds=st.integers(0, 6))
    def crash(self, span: timedelta, rounds: int) -> None:
        """The loop stops in the middle of what it plays; a new one begins with what is stored."""
        target = self.now + span
        self.play_to(target, rounds)
        self.now = target
        before = {n.id for n in self.notices}
        if self.check_at is not None and self.check_at <= self.now:
            self.follow()
        steps = [n for n in self.notices if n.id not in before]
        assert len([n for n in steps if n.wanted.kind not in COMPANIONS]) <= 1

    @rule()
    def stand(self) -> None:
        """Looking early and often is harmless."""
        before = len(self.notices)
        self.settle()
        settled = len(self.notices)
        self.follow()
        self.settle()
        assert settled >= before
        assert len(self.notices) == settled

    # What people do

    @rule(who=someone)
    def note(self, who: PersonId) -> None:
        """Somebody says something about it."""
        self.keep(transitions.mentioned(self.task, Verb.NOTED, self.by(who), WORDS))

    @rule(who=someone, minutes=st.integers(1, 600))
    def late_note(self, who: PersonId, minutes: int) -> None:
        """What somebody said a while ago arrives only now, behind what came after it."""
        at = max(self.task.created_at, self.now - timedelta(minutes=minutes))
        self.keep(transitions.mentioned(self.task, Verb.NOTED, Act(who, at, "late"), WORDS))

    @rule(who=someone, topic=st.sampled_from(Topic), way=st.sampled_from(Way))
    def mute(self, who: PersonId, topic: Topic, way: Way) -> None:
        """Somebody wants more or less of a kind."""
        if way is Way.OFF and topic in NEVER_OFF:
            return
        mine = self.people[who].settings.choosing([(topic, way)])
        self.people[who] = replace(self.people[who], settings=mine)
        self.time_anew(who)
        self.follow()

    @rule(name=st.sampled_from(LadderName), tuning=st.sampled_from(TUNINGS))
    def change_ladder(self, name: LadderName, tuning: Tuning) -> None:
        """The project follows up otherwise from now on."""
        self.ladder = ladder(name, tuning)
        self.follow()

    @precondition(lambda self: self.working and self.task.owner is not None)
    @rule()
    def start(self) -> None:
        """Its owner begins."""
        owner = self.task.owner
        assert owner is not None
        self.keep(transitions.started(self.task, owner, self.by(owner)))

    @property
    def working(self) -> bool:
        """Open and not in review."""
        return self.task.status.open and self.task.status is not Status.IN_REVIEW

    @precondition(lambda self: self.task.status.open)
    @rule(who=st.sampled_from([MARIA, JON, TOM]))
    def assign(self, who: PersonId) -> None:
        """The lead gives it to somebody."""
        if self.task.owner != who and self.working:
            self.keep(transitions.assigned(self.task, who, self.task.due, self.by(ANA)))

    @precondition(lambda self: self.working and self.task.owner is not None)
    @rule()
    def decline(self) -> None:
        """Not mine."""
        self.keep(transitions.declined(self.task, self.by(self.task.owner), None))

    @precondition(lambda self: self.working)
    @rule(span=ahead, who=st.sampled_from([MARIA, JON]))
    def date(self, span: timedelta, who: PersonId) -> None:
        """Another date."""
        due = Due(self.now + span, "UTC", True)
        self.keep(transitions.due_changed(self.task, due, self.by(who)))

    @precondition(lambda self: self.task.status.open)
    @rule(who=someone, span=ahead)
    def snooze(self, who: PersonId, span: timedelta) -> None:
        """Ask me later."""
        self.keep(transitions.snoozed(self.task, self.now + span, self.by(who)))

    @precondition(lambda self: self.task.status is Status.IN_PROGRESS)
    @rule(span=ahead)
    def all_fine(self, span: timedelta) -> None:
        """Nothing is in the way."""
        self.keep(transitions.quieted(self.task, self.now + span, self.by(self.task.owner)))

    @precondition(lambda self: self.working and self.task.owner is not None)
    @rule(helper=st.sampled_from([TOM, EVE, None]), outside=st.booleans(), days=st.integers(0, 9))
    def block(self, helper: PersonId | None, outside: bool, days: int) -> None:
        """Something is in the way."""
        helper = None if helper == self.task.owner else helper
        check = (self.now + timedelta(days=days)).date() if outside and days else None
        found = Blocker(
            WORDS, self.now, None if outside else helper, None, None,
            "ACME" if outside else None, check,
        )  # fmt: skip
        self.keep(transitions.blocked(self.task, found, self.by(self.task.owner)))

    @precondition(lambda self: self.task.blocker is not None and self.task.helper is not None)
    @rule(span=ahead, what=st.sampled_from(["promise", "give", "decline", "still", "unblock"]))
    def help(self, span: timedelta, what: str) -> None:
        """What a helper and an owner do about it."""
        found, helper = self.task.blocker, self.by(self.task.helper)
        assert found is not None
        match what:
            case "promise":
                until = self.now + span
                self.keep(transitions.help_promised(self.task, found, until, helper))
            case "give":
                self.keep(transitions.help_given(self.task, found, helper))
            case "decline":
                self.keep(transitions.help_declined(self.task, found, None, helper))
            case "still":
                self.keep(transitions.still_blocked(self.task, found, self.by(self.task.owner)))
            case _:
                self.keep(transitions.unblocked(self.task, self.by(self.task.owner)))

    @precondition(lambda self: self.working and self.task.owner is not None)
    @rule()
    def finish(self) -> None:
        """Done, says its owner."""
        owner = self.task.owner
        assert owner is not None
        self.keep(transitions.finished(self.task, owner, None, self.by(owner)))

    @precondition(lambda self: self.task.status is Status.IN_REVIEW)
    @rule(good=st.booleans())
    def check(self, good: bool) -> None:
        """Jon looks at it."""
        if good:
            self.keep(transitions.accepted(self.task, self.by(JON)))
        else:
            self.keep(transitions.sent_back(self.task, WORDS, self.by(JON)))

    @rule(who=someone, after=st.integers(0, 5), days=st.integers(0, 15), cover=st.none() | someone)
    def leave(self, who: PersonId, after: int, days: int, cover: PersonId | None) -> None:
        """Somebody is away, and perhaps somebody covers for them, who may be away as well."""
        first: date = (self.now + timedelta(days=after)).date()
        covers = cover if cover != who else None
        self.team.leaves[who] = (Leave(first, first + timedelta(days=days), covers),)
        self.time_anew(who)
        self.follow()

    def time_anew(self, who: PersonId) -> None:
        """What is owed to somebody whose leave changed comes when they work, as the store does."""
        for notice in self.owed():
            wanted = notice.wanted
            if wanted.recipient != Ref(Kind.PERSON, who):
                continue
            moment, calendar = max(notice.created_at, self.now), self.team.of(who)
            at = next_working(calendar, moment)
            if wanted.manner is Manner.BRIEF:
                at = next_brief(calendar, self.people[who].brief_at, moment)
            if at is not None:
                self.put(replace(notice, wanted=replace(wanted, not_before=at)))

    @rule(who=st.sampled_from([TOM, EVE]))
    def quit(self, who: PersonId) -> None:
        """Somebody leaves the company."""
        self.people[who] = replace(self.people[who], active=False)
        self.follow()

    # What must hold

    @invariant()
    def every_wait_ends(self) -> None:
        """What is owed has its time, and that time is one at which its recipient works."""
        for notice in self.owed():
            recipient = notice.wanted.recipient
            if recipient.kind is Kind.PERSON:
                calendar = self.team.of(PersonId(recipient.id))
                assert next_working(calendar, notice.wanted.not_before) is not None
            assert self.check_at is not None or not self.task.status.open

    def teardown(self) -> None:
        """Left alone, it comes to rest: every question is asked, and then nothing more."""
        if not hasattr(self, "task"):
            return
        for who, found in self.people.items():  # A muted kind holds its climb for as long.
            self.people[who] = replace(found, settings=Settings())
        self.follow()
        self.play_to(self.now + timedelta(days=120))
        assert self.owed() == []
        assert self.check_at is None, (self.task, self.check_at)
        owner = self.task.owner
        gone = owner is not None and not self.people[owner].active
        if self.working and self.task.due is not None and not gone:
            assert any(n.said_at is not None for n in self.notices)


def test_what_is_told_along_with_the_last_step_is_looked_after() -> None:
    """Among volunteers nothing comes after the second question: who asked reads of it all the
    same in a brief to come, and until then there is a next look."""
    machine = FollowUp()
    machine.begin(MARIA, GENTLE, speaks=False, waited=False, checked=False, span=None,
                  estimate=None)  # fmt: skip
    machine.change_ladder(LadderName.VOLUNTEER, ())
    machine.date(timedelta(minutes=15), MARIA)
    machine.crash(timedelta(days=3, minutes=15), 3)
    assert [n.wanted.kind for n in machine.owed()] == [NoticeKind.OVERDUE_TOLD]
    machine.every_wait_ends()


TestFollowUp = FollowUp.TestCase
TestFollowUp.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, phases=set(Phase) - {Phase.explain}
)  # fmt: skip
