"""The ladders, built from their numbers: who is asked, after how much working time unanswered.

A delay counts in the working time of whoever is to answer, from when the step before reached
them. The numbers themselves are in ``core.projects.firmness``.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from core.calendar.working import WorkCalendar, add_working, add_working_days
from core.followup.model import NoticeKind
from core.kernel.values import dataclass
from core.people.model import Workspace
from core.projects.firmness import read_spelt, spelt, values_of
from core.projects.model import LadderName, Project, RuleValue, Tuning


@dataclass(frozen=True, slots=True)
class Delay:
    """A span of working time: whole working days, then working hours."""

    days: int = 0
    hours: int = 0

    def after(self, calendar: WorkCalendar, moment: datetime) -> datetime:
        """*moment* and this much working time; nothing at all leaves it as it is.

        Raises ``no_working_hours`` where nobody ever works.
        """
        if self.days:
            moment = add_working_days(calendar, moment, self.days)
        if self.hours:
            moment = add_working(calendar, moment, timedelta(hours=self.hours))
        return moment


AT_ONCE = Delay()


class To(StrEnum):
    """To whom a step speaks."""

    OWNER = "owner"
    HELPER = "helper"
    CHECKER = "checker"
    CHANNEL = "channel"
    LEAD = "lead"
    """Who decides: the lead, else the requester."""


class Only(StrEnum):
    """When a step in the open, or to a lead, is taken."""

    ALWAYS = "always"
    WAITED_FOR = "waited_for"
    """Only where another open task waits for this one."""
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its kind and recipient, and how long the steps before it may take.

    *alone* counts from the beginning, for when no earlier step could be taken; *after* has the
    delay since each earlier step that was.
    """

    kind: NoticeKind
    to: To
    alone: Delay = AT_ONCE
    after: tuple[tuple[str, Delay], ...] = ()
    only: Only = Only.ALWAYS

    @property
    def taken(self) -> bool:
        """Whether this ladder has it at all."""
        return self.only is not Only.NEVER


@dataclass(frozen=True, slots=True)
class Ladder:
    """How firmly a project follows up."""

    name: LadderName
    overdue: tuple[Step, ...]
    help: tuple[Step, ...]
    check: tuple[Step, ...]
    due_soon: int
    """Working days before the date."""
    stalled: Delay
    untouched: Delay
    ask_again: Delay
    """After an answer that left the task as late as it was."""
    unowned: Delay
    offer: Delay
    """Until an offer that nobody took ends."""
    outside: Delay
    """Until somebody outside is asked after, where no day was named."""
    close_unchecked: Delay
    old_blocker: Delay
    """Of a blocker that gets the lead's decision."""
    tuning: Tuning = ()
    """What the project has changed of it, or learnt."""
    spelt: str = ""
    """The ladder in one line: what a climb that begins under it is held to."""
    breath: Delay = Delay(days=1)
    """After an act of the owner that came before the question."""

    @property
    def leadless(self) -> bool:
        """Whether no step of it, of whichever kind, goes to a lead."""
        return self.name in LEADLESS


LEADLESS = frozenset({LadderName.VOLUNTEER})
"""Ladders that go to no lead: nobody is above people who give their free time."""


def _lead(name: LadderName) -> Only:
    return Only.NEVER if name in LEADLESS else Only.ALWAYS


def _overdue(name: LadderName, values: Mapping[str, RuleValue]) -> tuple[Step, ...]:
    ask, ask_again = NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN
    in_channel, only = NoticeKind.OVERDUE_CHANNEL, Only(str(values["overdue.channel"]))
    again, channel, lead = (
        int(values[f"overdue.{step}_days"]) for step in ("again", "channel", "lead")
    )
    return (
        Step(ask, To.OWNER),
        Step(ask_again, To.OWNER, Delay(again), ((ask, Delay(again)),)),
        Step(
            in_channel, To.CHANNEL, Delay(channel),
            ((ask, Delay(channel)), (ask_again, Delay(channel - again))), only,
        ),
        Step(
            NoticeKind.OVERDUE_LEAD, To.LEAD, Delay(lead),
            (
                (ask, Delay(lead)), (ask_again, Delay(lead - again)),
                (in_channel, Delay(lead - channel)),
            ),
            _lead(name),
        ),
    )  # fmt: skip


_REST: Mapping[LadderName, Delay] = {LadderName.GENTLE: Delay(days=1)}
"""From the channel to the lead, of what is blocked; else four hours."""


def _help(name: LadderName, values: Mapping[str, RuleValue]) -> tuple[Step, ...]:
    ask, check, channel = NoticeKind.HELP, NoticeKind.HELP_CHECK, NoticeKind.HELP_CHANNEL
    soon, only = (
        Delay(hours=int(values["blocked.channel_hours"])),
        Only(str(values["blocked.channel"])),
    )
    lead, rest = Delay(int(values["blocked.lead_days"])), _REST.get(name, Delay(hours=4))
    return (
        Step(ask, To.HELPER),
        Step(channel, To.CHANNEL, soon, ((ask, soon), (check, soon)), only),
        Step(
            NoticeKind.HELP_LEAD,
            To.LEAD,
            lead,
            ((ask, lead), (check, lead), (channel, rest)),
            _lead(name),
        ),
    )


def _check(name: LadderName, values: Mapping[str, RuleValue]) -> tuple[Step, ...]:
    ask, ask_again = NoticeKind.VERIFY, NoticeKind.VERIFY_AGAIN
    again, lead = int(values["check.again_days"]), int(values["check.lead_days"])
    return (
        Step(ask, To.CHECKER),
        Step(ask_again, To.CHECKER, Delay(again), ((ask, Delay(again)),)),
        Step(
            NoticeKind.VERIFY_LEAD, To.LEAD, Delay(lead),
            ((ask, Delay(lead)), (ask_again, Delay(lead - again))), _lead(name),
        ),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def ladder(name: LadderName, tuning: Tuning = ()) -> Ladder:
    """The ladder of that name, with what a project has changed of it."""
    values = values_of(name, tuning)
    numbers = {rule: int(value) for rule, value in values.items() if isinstance(value, int)}
    return Ladder(
        name, _overdue(name, values), _help(name, values), _check(name, values),
        due_soon=numbers["early.due_soon_days"],
        stalled=Delay(numbers["quiet.stalled_days"]),
        untouched=Delay(numbers["quiet.untouched_days"]),
        ask_again=Delay(numbers["overdue.ask_again_days"]),
        unowned=Delay(hours=numbers["early.unowned_hours"]),
        offer=Delay(numbers["early.offer_days"]),
        outside=Delay(numbers["blocked.outside_days"]),
        close_unchecked=Delay(numbers["check.close_days"]),
        old_blocker=Delay(numbers["blocked.old_days"]),
        tuning=tuning,
        spelt=spelt(name, tuning),
    )  # fmt: skip


STANDARD, GENTLE, FIRM, VOLUNTEER = (
    ladder(name)
    for name in (LadderName.STANDARD, LadderName.GENTLE, LadderName.FIRM, LadderName.VOLUNTEER)
)


STALLED: Final = "quiet.stalled_days"
LEARNT: Mapping[LadderName, tuple[int, int]] = {
    LadderName.GENTLE: (4, 15),
    LadderName.STANDARD: (2, 10),
    LadderName.FIRM: (1, 5),
    LadderName.VOLUNTEER: (7, 30),
}
"""Between how many working days what a team's own gaps say is kept."""


def ladder_of(project: Project | None, workspace: Workspace) -> Ladder:
    """The ladder of a project as it has changed it, quiet after what is usual there unless people
    have set that; without a project, the standard, and among volunteers theirs."""
    if project is None:
        return VOLUNTEER if workspace.volunteers else STANDARD
    tuning = project.tuning
    if project.usual_gap is None or STALLED in dict(tuning):
        return ladder(project.ladder, tuning)
    least, most = LEARNT[project.ladder]
    learnt = min(max(project.usual_gap, least), most)
    return ladder(project.ladder, (*tuning, (STALLED, learnt)))


@lru_cache(maxsize=1024)
def as_spelt(line: str) -> Ladder:
    """The ladder that a climb has begun under; *line* as ``Ladder.spelt`` says it."""
    return ladder(*read_spelt(line))
