"""The ladders as data: who is asked, after how much working time without an answer.

A delay counts in the working time of whoever is to answer, from when the step before reached
them. Gentle never speaks in a channel and waits longer; firm speaks there always and asks sooner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.calendar.working import WorkCalendar, add_working, add_working_days
from core.followup.model import NoticeKind
from core.projects.model import LadderName, Project


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
    """When a step in the open is taken."""

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


@dataclass(frozen=True, slots=True)
class Ladder:
    """How firmly a project follows up."""

    name: LadderName
    overdue: tuple[Step, ...]
    help: tuple[Step, ...]
    check: tuple[Step, ...]
    due_soon: int = 1
    """Working days before the date."""
    stalled: Delay = Delay(days=3)
    untouched: Delay = Delay(days=10)
    ask_again: Delay = Delay(days=3)
    """After an answer that left the task as late as it was."""
    breath: Delay = Delay(days=1)
    """After an act of the owner that came before the question."""
    unowned: Delay = Delay(hours=4)
    outside: Delay = Delay(days=5)
    """Until somebody outside is asked after, where no day was named."""
    close_unchecked: Delay = Delay(days=3)
    old_blocker: Delay = Delay(days=5)
    """Of a blocker that gets the lead's decision."""


def _overdue(again: int, channel: int, lead: int, only: Only) -> tuple[Step, ...]:
    ask, ask_again = NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN
    in_channel = NoticeKind.OVERDUE_CHANNEL
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
        ),
    )  # fmt: skip


def _help(hours: int, lead: Delay, rest: Delay, only: Only) -> tuple[Step, ...]:
    ask, check, channel = NoticeKind.HELP, NoticeKind.HELP_CHECK, NoticeKind.HELP_CHANNEL
    soon = Delay(hours=hours)
    return (
        Step(ask, To.HELPER),
        Step(channel, To.CHANNEL, soon, ((ask, soon), (check, soon)), only),
        Step(NoticeKind.HELP_LEAD, To.LEAD, lead, ((ask, lead), (check, lead), (channel, rest))),
    )


def _check(again: int, lead: int) -> tuple[Step, ...]:
    ask, ask_again = NoticeKind.VERIFY, NoticeKind.VERIFY_AGAIN
    return (
        Step(ask, To.CHECKER),
        Step(ask_again, To.CHECKER, Delay(again), ((ask, Delay(again)),)),
        Step(
            NoticeKind.VERIFY_LEAD, To.LEAD, Delay(lead),
            ((ask, Delay(lead)), (ask_again, Delay(lead - again))),
        ),
    )  # fmt: skip


STANDARD = Ladder(
    LadderName.STANDARD,
    overdue=_overdue(1, 2, 3, Only.WAITED_FOR),
    help=_help(4, Delay(days=1), Delay(hours=4), Only.ALWAYS),
    check=_check(1, 3),
)
GENTLE = Ladder(
    LadderName.GENTLE,
    overdue=_overdue(2, 3, 5, Only.NEVER),
    help=_help(8, Delay(days=2), Delay(days=1), Only.NEVER),
    check=_check(2, 5),
    stalled=Delay(days=5),
    ask_again=Delay(days=5),
)
FIRM = replace(
    STANDARD,
    name=LadderName.FIRM,
    overdue=_overdue(1, 2, 3, Only.ALWAYS),
    help=_help(2, Delay(days=1), Delay(hours=4), Only.ALWAYS),
    stalled=Delay(days=2),
    ask_again=Delay(days=2),
)
_LADDERS: Mapping[LadderName, Ladder] = {each.name: each for each in (GENTLE, STANDARD, FIRM)}


LEARNT: Mapping[LadderName, tuple[int, int]] = {
    LadderName.GENTLE: (4, 15),
    LadderName.STANDARD: (2, 10),
    LadderName.FIRM: (1, 5),
}
"""Between how many working days what a team's own gaps say is kept."""


def ladder_of(project: Project | None) -> Ladder:
    """The ladder of a project, quiet after what is usual there; without one, the standard."""
    if project is None:
        return STANDARD
    found = ladder(project.ladder)
    if project.usual_gap is None:
        return found
    least, most = LEARNT[project.ladder]
    return replace(found, stalled=Delay(days=min(max(project.usual_gap, least), most)))


def ladder(name: LadderName) -> Ladder:
    """The ladder of that name."""
    return _LADDERS[name]
