"""Every rule in one list: what a task waits for, as climbs, in order of weight."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from core.followup.around import Case
from core.followup.blockers import blocked, overdue_blocked
from core.followup.climb import Climb, Rung, begun_under, slot_in
from core.followup.dates import (
    due_soon,
    overdue,
    short_of_time,
)
from core.followup.given import assigned, unheard
from core.followup.ladder import as_spelt
from core.followup.model import Notice, NoticeKind
from core.followup.offering import offered
from core.followup.owners import declined, owner_away, unowned
from core.followup.reviews import reviewed
from core.followup.stalled import stalled, untouched

Rule = Callable[[Case], Iterator[Climb]]
OF_TASK: tuple[Rule, ...] = (assigned, offered, declined, blocked, reviewed, unowned, owner_away)
OF_OWNER: tuple[Rule, ...] = (overdue, overdue_blocked, short_of_time, due_soon, stalled, untouched)
"""Questions to the owner, who must know first that the task is theirs."""


def climbs(case: Case) -> Iterator[Climb]:
    """Everything that this task waits for."""
    if not case.task.status.open:
        return
    yield from _of(OF_TASK, case)
    if not unheard(case):
        yield from to_owner(case)


def to_owner(case: Case) -> Iterator[Climb]:
    """What its owner will be asked, whether they know of the task yet or not."""
    yield from _of(OF_OWNER, case)


def _of(rules: tuple[Rule, ...], case: Case) -> Iterator[Climb]:
    """What *rules* ask for; a climb that has begun goes on under the ladder of its first step."""
    present = case.around.ladder.spelt
    of_old = any(notice.wanted.ladder and notice.wanted.ladder != present for notice in case.said)
    for rule in rules:
        yield from _held(rule, case, present) if of_old else rule(case)


def _held(rule: Rule, case: Case, present: str) -> Iterator[Climb]:
    for climb in rule(case):
        line = begun_under(case, climb)
        if line in {"", present}:
            yield climb
            continue
        then = replace(case, around=replace(case.around, ladder=as_spelt(line)))
        yield from (replace(c, ladder=line) for c in rule(then) if c.slot == climb.slot)


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
