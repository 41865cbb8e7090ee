"""What is due to be said about a task, to whom, and when to look again; pure, one step a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.followup import told
from core.followup.ahead import NextStep, next_help, next_step
from core.followup.around import Around, Case
from core.followup.climb import POLL, SETTLE, UNSAID, move
from core.followup.model import Notice, NoticeState, Wanted
from core.followup.offering import offer_ends_at
from core.followup.reasons import Fact, WhyFacts, why
from core.followup.reviews import closes_at
from core.followup.rules import climbs, place_of
from core.kernel.values import dataclass
from core.tasks.model import Task

SOON = timedelta(minutes=1)
"""The least time until the next look where nothing is wanted now."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is owed now; when to look again at the latest; whether it closes without a check, or an
    offer of it ends."""

    wanted: tuple[Wanted, ...] = ()
    check_at: datetime | None = None
    close_unchecked: bool = False
    end_offer: bool = False


def decide(task: Task, said: Sequence[Notice], around: Around, now: datetime) -> Decision:
    """The next step of *task*, if its time has come: one at most, whatever the clock did."""
    if around.project is not None and around.project.rests(now):
        return Decision(check_at=around.project.paused_until)
    case = Case(task, said, around, now)
    closes = closes_at(case)
    if closes is not None and closes <= now:
        return Decision(close_unchecked=True)
    ends = offer_ends_at(case)
    if ends is not None and ends <= now:
        return Decision(end_offer=True)
    moves = [move(case, climb) for climb in climbs(case)]
    wanting = [m.wanted for m in moves if m.wanted]
    looks = [m.at for m in moves if m.at is not None]
    looks += [at for at in (closes, ends) if at is not None]
    if task.status.open:
        looks += [at for at in case.absences() if at > now]
    if wanting:
        # What else is due now comes with the next look; what was said starts its own clock.
        return Decision(wanting[0], now if len(wanting) > 1 else _after(wanting[0], looks, now))
    looks = looks or _still_owed(said, now)
    return Decision(check_at=max(min(looks), now + SOON) if looks else None)


def _still_owed(said: Sequence[Notice], now: datetime) -> list[datetime]:
    """After the last step: what was told along with it, in a brief to come, is looked after too."""
    owed = (n for n in said if n.state in UNSAID)
    return [max(n.wanted.not_before + SETTLE, now + POLL) for n in owed]


def _after(wanted: tuple[Wanted, ...], looks: list[datetime], now: datetime) -> datetime:
    first = wanted[0].not_before + SETTLE
    return max(min([first, *looks]), now + SOON)


def still_true(notice: Notice, task: Task, around: Around, now: datetime) -> bool:
    """Whether *notice* still holds when it is about to be said."""
    if notice.state in {NoticeState.ANSWERED, NoticeState.DROPPED}:
        return False
    case = Case(task, around.notices, around, now)
    if case.muted(notice.wanted.kind, notice.wanted.recipient):
        return False
    if notice.wanted.kind in told.RULES:
        return told.holds(notice, task)
    return place_of(case, notice) is not None


__all__ = [
    "Decision", "Fact", "NextStep", "WhyFacts", "decide", "next_help", "next_step", "still_true",
    "why",
]  # fmt: skip
