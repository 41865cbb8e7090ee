"""One climb: rungs in their order, each only after the one before was said and had its time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import overload

from core.followup.around import Case, Snoozed
from core.followup.ladder import AT_ONCE, Delay, Step
from core.followup.model import (
    CHECKS,
    DECISIONS,
    HELPS,
    Manner,
    Notice,
    NoticeKind,
    NoticeState,
    Wanted,
)
from core.followup.moments import iso
from core.kernel.errors import ChivvyError
from core.kernel.refs import Kind, PersonId, Ref, task_ref
from core.kernel.values import dataclass
from core.tasks.model import Priority

SETTLE = timedelta(minutes=15)
"""After its time, until what is owed but unsaid is looked at again."""
POLL = timedelta(hours=1)
MUTED = timedelta(days=7)
"""Between two looks at what its person has switched off; a change of settings looks at once."""
UNSAID = {NoticeState.OWED, NoticeState.CLAIMED}
_HEARD = {NoticeState.SAID, NoticeState.ANSWERED}


@dataclass(frozen=True, slots=True)
class Along:
    """Somebody who is told when a rung is taken, and is asked nothing."""

    kind: NoticeKind
    to: Ref
    manner: Manner


@dataclass(frozen=True, slots=True)
class Rung:
    """A step with its recipient; None skips it. *mark* tells apart two rungs of one kind."""

    kind: NoticeKind
    to: Ref | None
    manner: Manner
    alone: Delay = AT_ONCE
    after: tuple[tuple[str, Delay], ...] = ()
    along: tuple[Along, ...] = ()
    mark: str = ""

    @property
    def name(self) -> str:
        """The kind, with its mark."""
        return f"{self.kind}|{self.mark}" if self.mark else str(self.kind)


class Rungs(Sequence[Rung]):
    """Those of *steps*, each made when it is looked at: of a climb that begins, the first."""

    def __init__(self, steps: tuple[Step, ...], make: Callable[[Step], Rung]) -> None:
        self._steps = steps
        self._make = make
        self._made: list[Rung] = []

    def __len__(self) -> int:
        return len(self._steps)

    def __iter__(self) -> Iterator[Rung]:
        for index, step in enumerate(self._steps):
            if index == len(self._made):
                self._made.append(self._make(step))
            yield self._made[index]

    @overload
    def __getitem__(self, index: int) -> Rung: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Rung]: ...
    def __getitem__(self, index: int | slice) -> Rung | Sequence[Rung]:
        return tuple(self)[index]


@dataclass(frozen=True, slots=True)
class Climb:
    """Rungs that share an anchor. *start* is when the first of them is due."""

    slot: str
    start: datetime
    rungs: Sequence[Rung]
    digest: bool = False
    """Whether the digest goes on to show it once the last rung is taken."""
    ladder: str = ""
    """The ladder it was begun under, where that is another than the present one."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a climb asks for now, and when to look at it again."""

    wanted: tuple[Wanted, ...] = ()
    at: datetime | None = None


def anchored(base: str, ended: datetime | None) -> str:
    """The slot of a round: the anchor, and what ended the round before."""
    return base if ended is None else f"{base}|{iso(ended)}"


def anchor_of(slot: str) -> str:
    """The anchor that all rounds of a climb share."""
    return slot.partition("~")[0].partition("|")[0]


def slot_in(climb: Climb, rung: Rung) -> str:
    """The slot under which the notice of *rung* stands, before any repetition."""
    return f"{climb.slot}|{rung.mark}" if rung.mark else climb.slot


def taken(case: Case, climb: Climb, rung: Rung) -> tuple[Notice, ...]:
    """What was owed for *rung*, whatever became of it."""
    if not case.said:
        return ()
    slot = slot_in(climb, rung)
    return tuple(
        n for n in case.said
        if n.wanted.kind is rung.kind and n.wanted.slot.partition("~")[0] == slot
    )  # fmt: skip


def move(case: Case, climb: Climb) -> Move:
    """The next rung, if its time has come; at most one."""
    heard: dict[str, Notice] = {}
    for rung in climb.rungs:
        if rung.to is not None and case.muted(rung.kind, rung.to):
            # Silence is no answer there: the digest shows the task until they ask for more.
            return Move(at=case.now + MUTED)
        found = taken(case, climb, rung)
        if not found:
            if rung.to is not None:
                return _take(case, climb, rung, rung.to, heard, 0)
            continue
        unsaid = [n for n in found if n.state in UNSAID and n.wanted.recipient == rung.to]
        if unsaid:
            return Move(at=max(unsaid[0].wanted.not_before + SETTLE, case.now + POLL))
        answered = [n for n in found if n.state is NoticeState.ANSWERED]
        if answered and put_off(case, answered[-1]) is None:
            return Move()
        since_then = found[found.index(answered[-1]) + 1 :] if answered else found
        reached = [n for n in since_then if n.state in _HEARD and _may_answer(case, n, rung.to)]
        if reached:
            heard[rung.name] = reached[-1]
        elif rung.to is not None:
            return _take(case, climb, rung, rung.to, heard, len(found))
    return Move()


def put_off(case: Case, notice: Notice) -> Snoozed | None:
    """The snooze that answered *notice*, unless who was asked or the owner did more since: then
    the very question is asked once more."""
    recipient = notice.wanted.recipient
    if recipient.kind is not Kind.PERSON:
        return None
    snoozed = case.around.past.snoozes.get(PersonId(recipient.id))
    if snoozed is None or snoozed.at != notice.answered_at:
        return None
    acts = map(case.act_of, (PersonId(recipient.id), case.task.owner))
    return None if any(at is not None and at > snoozed.at for at in acts) else snoozed


def _may_answer(case: Case, notice: Notice, to: Ref | None) -> bool:
    """Whether who heard it can answer: who went away since is stood in for, and the stand-in gets
    the question and its whole time anew."""
    recipient = notice.wanted.recipient
    if to is None or recipient == to or recipient.kind is not Kind.PERSON:
        return True
    person = PersonId(recipient.id)
    return case.answerer(person) == person


def _take(
    case: Case, climb: Climb, rung: Rung, to: Ref, heard: dict[str, Notice], repeated: int
) -> Move:
    at = time_of(case, climb, rung, heard)
    if at > case.now:
        return Move(at=at)
    slot = slot_in(climb, rung)
    slot = f"{slot}~{repeated + 1}" if repeated else slot
    along = () if repeated else rung.along
    heard_along = ((a.kind, a.to, a.manner) for a in along if not case.muted(a.kind, a.to))
    told = ((rung.kind, to, rung.manner), *heard_along)
    held = climb.ladder or case.around.ladder.spelt
    wanted = [_wanted(case, kind, slot, to, manner, held) for kind, to, manner in told]
    return Move(tuple(w for w in wanted if w is not None))


def begun_under(case: Case, climb: Climb) -> str:
    """The ladder in force when the first step of *climb* was taken; empty before it."""
    slots = {slot_in(climb, rung) for rung in climb.rungs}
    kinds = {rung.kind for rung in climb.rungs}
    first = next((
        n for n in case.said
        if n.wanted.kind in kinds and n.wanted.slot.partition("~")[0] in slots
        and n.state is not NoticeState.DROPPED
    ), None)  # fmt: skip
    return first.wanted.ladder if first is not None else ""


def time_of(case: Case, climb: Climb, rung: Rung, heard: dict[str, Notice]) -> datetime:
    """When *rung* is due, given what was heard before it."""
    starts = [since(case, heard[name], delay) for name, delay in rung.after if name in heard]
    at = max(starts) if starts else _first(case, climb, rung)
    if rung.to is not None and rung.to.kind is Kind.PERSON:
        at = max([at, *_put_off_until(case, rung.kind, PersonId(rung.to.id))])
    return at


def _put_off_until(case: Case, kind: NoticeKind, to: PersonId) -> Iterator[datetime]:
    """Until when *to*, or who is away and is stood in for by *to*, wants to hear nothing of it."""
    snoozes = case.around.past.snoozes
    if to in snoozes:
        yield snoozes[to].until
    for person in _meant(case, kind) if snoozes else ():
        if person is None or person == to or person not in snoozes:
            continue
        if case.answerer(person) == to and not _dated_before(case, snoozes[person]):
            yield snoozes[person].until


def _meant(case: Case, kind: NoticeKind) -> tuple[PersonId | None, ...]:
    """Who a question is for, where they are there: each snooze holds for its own questions."""
    task = case.task
    if kind in DECISIONS:
        return (case.around.lead, task.requester)
    if kind in CHECKS:
        return (task.verifier,)
    return (task.helper,) if kind in HELPS else (task.owner,)


def _dated_before(case: Case, snoozed: Snoozed) -> bool:
    """Whether the task was given a date since that lies before the end of *snoozed*: whoever put it
    off did not know of it, and is not there to learn."""
    due, dated_at = case.task.due, case.around.past.dated_at
    known = due is None or dated_at is None or dated_at <= snoozed.at
    return not known and due is not None and due.at < snoozed.until


def _first(case: Case, climb: Climb, rung: Rung) -> datetime:
    """When *rung* is due, where no step before it could be taken."""
    if rung.alone == AT_ONCE:
        return climb.start
    return rung.alone.after(case.around.calendars.of_project(case.around.project), climb.start)


def since(case: Case, notice: Notice, delay: Delay) -> datetime:
    """*delay* after *notice* was said, in the working time of who is to answer it."""
    said = notice.said_at or case.now
    try:
        return delay.after(case.calendar(notice.wanted.recipient), said)
    except ChivvyError:  # They never work any more: the project's time goes on.
        return delay.after(case.around.calendars.of_project(case.around.project), said)


def asks(case: Case) -> Manner:
    """How a question about this task travels."""
    return Manner.URGENT if case.task.priority is Priority.URGENT else Manner.NOW


def _wanted(
    case: Case, kind: NoticeKind, slot: str, to: Ref, manner: Manner, ladder: str
) -> Wanted | None:
    manner = case.manner(kind, to, manner)
    at = case.fit(kind, to, manner, case.now)
    if at is None:
        return None
    return Wanted(task_ref(case.task.id), kind, slot, to, manner, at, ladder)


def ended(
    case: Case, base: str, kinds: Iterable[NoticeKind], since: datetime, *people: PersonId | None
) -> datetime | None:
    """The last answer to a climb: an act of *people*, or of whoever it had asked."""
    found = [at for at in map(case.act_of, people) if at is not None and at > since]
    for notice in heard_of(case, base, kinds):
        if notice.answered_at is not None:
            found.append(notice.answered_at)
        if notice.wanted.recipient.kind is Kind.PERSON and notice.said_at is not None:
            act = case.act_of(PersonId(notice.wanted.recipient.id))
            found += [act] if act is not None and act > notice.said_at else []
    return max(found, default=None)


def heard_of(case: Case, base: str, kinds: Iterable[NoticeKind]) -> list[Notice]:
    """What was said in any round of a climb, oldest first."""
    if not case.said:
        return []
    wanted = set(kinds)
    return [
        n for n in case.said
        if n.wanted.kind in wanted and n.state in _HEARD and anchor_of(n.wanted.slot) == base
    ]  # fmt: skip


def resumed(case: Case, at: datetime, delay: Delay, person: PersonId) -> datetime:
    """When to ask *person* again after the answer at *at*: as asked for, else after *delay*."""
    for snoozed in case.around.past.snoozes.values():
        if snoozed.at == at:
            return snoozed.until
    return delay.after(case.person(person), at)
