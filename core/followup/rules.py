"""Every rule in one list: what a task waits for, as climbs, in order of weight."""

from collections.abc import Callable, Iterator

from core.followup.around import Case
from core.followup.blockers import blocked
from core.followup.climb import Climb, Rung, slot_in
from core.followup.dates import assigned, due_soon, overdue, short_of_time, unheard
from core.followup.model import Notice, NoticeKind
from core.followup.owners import declined, owner_away, unowned
from core.followup.reviews import reviewed
from core.followup.stalled import stalled, untouched

Rule = Callable[[Case], Iterator[Climb]]
OF_TASK: tuple[Rule, ...] = (assigned, declined, blocked, reviewed, unowned, owner_away)
OF_OWNER: tuple[Rule, ...] = (overdue, short_of_time, due_soon, stalled, untouched)
"""Questions to the owner, who must know first that the task is theirs."""


def climbs(case: Case) -> Iterator[Climb]:
    """Everything that this task waits for."""
    if not case.task.status.open:
        return
    for rule in OF_TASK:
        yield from rule(case)
    if not unheard(case):
        yield from to_owner(case)


def to_owner(case: Case) -> Iterator[Climb]:
    """What its owner will be asked, whether they know of the task yet or not."""
    for rule in OF_OWNER:
        yield from rule(case)


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
