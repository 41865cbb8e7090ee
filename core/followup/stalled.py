"""Quiet, not late: begun and nothing heard for days, or never touched at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from core.calendar.zones import first_valid
from core.followup.around import Case
from core.followup.climb import UNSAID, Climb, Rung, asks, since, taken, time_of
from core.followup.dates import soon_at
from core.followup.ladder import as_spelt
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, to_person
from core.followup.moments import iso
from core.kernel.refs import PersonId
from core.tasks.model import Status

AGAIN = "2"
"""The mark of the second question; after it only the digest says that it is quiet."""


def stalled(case: Case) -> Iterator[Climb]:
    """In progress and quiet: "is something in the way?", twice; then the digest lists it."""
    task, rules = case.task, case.around.ladder
    if task.status is not Status.IN_PROGRESS or is_late(case):
        return
    asked = case.answerer(task.owner)
    if asked is None:
        return
    start = rules.stalled.after(case.person(asked), task.touched_at)
    start = max(start, _quiet_until(case, asked))
    to, kind = to_person(asked), NoticeKind.STALLED
    again = Rung(
        kind, to, asks(case), rules.stalled, ((str(kind), rules.stalled),), mark=AGAIN
    )  # fmt: skip
    yield Climb(iso(task.touched_at), start, (Rung(kind, to, asks(case)), again), digest=True)


def listed_from(case: Case, climb: Climb) -> datetime | None:
    """From when the digest lists it as quiet: asked twice, and the time to answer is over.

    Where mute, budget or a refusal holds a question back, when that would have been; None while
    a question is still to come.
    """
    delay = (as_spelt(climb.ladder) if climb.ladder else case.around.ladder).stalled
    heard: dict[str, Notice] = {}
    for left, rung in zip((2, 1), climb.rungs, strict=True):
        found = taken(case, climb, rung)
        said = [n for n in found if n.state is NoticeState.SAID]
        if said:
            heard[rung.name] = said[-1]
            continue
        owed = [n.created_at for n in found if n.state in UNSAID]
        if rung.to is None or not (owed or case.muted(rung.kind, rung.to)):
            return None
        at = max([time_of(case, climb, rung, heard), *owed])
        for _ in range(left):
            at = delay.after(case.calendar(rung.to), at)
        return at
    return since(case, heard[climb.rungs[-1].name], delay)


def untouched(case: Case) -> Iterator[Climb]:
    """Not begun and not touched for long: a line in the brief, once."""
    task, rules = case.task, case.around.ladder
    if task.status is not Status.TODO or is_late(case):
        return
    asked = case.answerer(task.owner)
    if asked is None:
        return
    calendar = case.person(asked)
    quiet_since = task.touched_at
    if task.start_on is not None:
        quiet_since = max(quiet_since, first_valid(task.start_on, time.min, calendar.zone))
    start = rules.untouched.after(calendar, quiet_since)
    rung = Rung(NoticeKind.UNTOUCHED, to_person(asked), Manner.BRIEF)
    yield Climb(iso(quiet_since), start, (rung,), digest=True)


def is_late(case: Case) -> bool:
    """Whether its date is past: then that is what is asked about."""
    return case.task.due is not None and case.now >= case.task.due.at


def _quiet_until(case: Case, owner: PersonId) -> datetime:
    """ "All fine" keeps the question away, at most until the day before the date."""
    quiet = case.task.quiet_until or datetime.min.replace(tzinfo=UTC)
    soon = soon_at(case, owner)
    return quiet if soon is None or soon <= case.task.touched_at else min(quiet, soon)
