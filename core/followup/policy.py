"""What is due to be said about a task, to whom, and when to look again; pure, one step a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.followup import told
from core.followup.around import Around, Case
from core.followup.blockers import blocked
from core.followup.climb import Climb, Rung, move, slot_in
from core.followup.dates import assigned, due_soon, overdue, short_of_time, unheard
from core.followup.model import Notice, NoticeKind, NoticeState, Wanted
from core.followup.owners import declined, owner_away, unowned
from core.followup.reviews import closes_at, reviewed
from core.followup.stalled import stalled, untouched
from core.tasks.model import Task

SOON = timedelta(minutes=1)
"""The least time until the next look where nothing is wanted now."""
Rule = Callable[[Case], Iterator[Climb]]
OF_TASK: tuple[Rule, ...] = (assigned, declined, blocked, reviewed, unowned, owner_away)
OF_OWNER: tuple[Rule, ...] = (overdue, short_of_time, due_soon, stalled, untouched)
"""Questions to the owner, who must know first that the task is theirs."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is owed now; when to look again at the latest; whether it closes without a check."""

    wanted: tuple[Wanted, ...] = ()
    check_at: datetime | None = None
    close_unchecked: bool = False


def decide(task: Task, said: Sequence[Notice], around: Around, now: datetime) -> Decision:
    """The next step of *task*, if its time has come: one at most, whatever the clock did."""
    case = Case(task, said, around, now)
    closes = closes_at(case)
    if closes is not None and closes <= now:
        return Decision(close_unchecked=True)
    moves = [move(case, climb) for climb in climbs(case)]
    wanting = [m.wanted for m in moves if m.wanted]
    looks = [m.at for m in moves if m.at is not None]
    if closes is not None:
        looks.append(closes)
    if wanting:
        # What else is due now comes with the next look; what was said starts its own clock.
        return Decision(wanting[0], now if len(wanting) > 1 else _after(wanting[0], looks, now))
    return Decision(check_at=max(min(looks), now + SOON) if looks else None)


def _after(wanted: tuple[Wanted, ...], looks: list[datetime], now: datetime) -> datetime:
    first = wanted[0].not_before + timedelta(minutes=15)
    return max(min([first, *looks]), now + SOON)


def climbs(case: Case) -> Iterator[Climb]:
    """Everything that this task waits for, in order of weight."""
    if not case.task.status.open:
        return
    for rule in OF_TASK:
        yield from rule(case)
    if not unheard(case):
        for rule in OF_OWNER:
            yield from rule(case)


def still_true(notice: Notice, task: Task, around: Around, now: datetime) -> bool:
    """Whether *notice* still holds when it is about to be said."""
    if notice.state in {NoticeState.ANSWERED, NoticeState.DROPPED}:
        return False
    if notice.wanted.kind in told.RULES:
        return told.holds(notice, task)
    case = Case(task, around.notices, around, now)
    return place_of(case, notice) is not None


def place_of(case: Case, notice: Notice) -> tuple[Climb, int] | None:
    """The climb that *notice* belongs to as things are now, and which of its rungs it is."""
    slot = notice.wanted.slot.partition("~")[0]
    for climb in climbs(case):
        for index, rung in enumerate(climb.rungs):
            if slot == slot_in(climb, rung) and _speaks(rung, notice):
                return climb, index
    return None


def _speaks(rung: Rung, notice: Notice) -> bool:
    wanted = notice.wanted
    if wanted.kind is NoticeKind.OVERDUE_TOLD:
        return any(a.kind is wanted.kind and a.to == wanted.recipient for a in rung.along)
    return rung.kind is wanted.kind and rung.to == wanted.recipient
