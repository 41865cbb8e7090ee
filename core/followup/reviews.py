"""Marked done: who checks it is asked; what nobody need check closes by itself after a while."""

from collections.abc import Iterator
from datetime import datetime

from core.followup.around import Case
from core.followup.climb import (
    Climb,
    Rung,
    Rungs,
    anchored,
    asks,
    ended,
    heard_of,
    resumed,
    since,
)
from core.followup.ladder import Step, To, as_spelt
from core.followup.model import CHECKS, Manner, Notice, NoticeKind, NoticeState, to_person
from core.followup.moments import iso
from core.kernel.refs import PersonId
from core.tasks.model import Status


def checker(case: Case) -> PersonId | None:
    """Who checks: the verifier, else the requester, else the lead; never who finished it."""
    task = case.task
    for person in (task.verifier, task.requester, case.around.lead):
        found = case.answerer(person)
        if found is not None and found != task.finished_by:
            return found
    return None


def reviewed(case: Case) -> Iterator[Climb]:
    """With criteria or a verifier: asked, asked again, then who decides; else a line in a brief."""
    task = case.task
    if task.status is not Status.IN_REVIEW or task.finished_at is None:
        return
    since_when = max(task.finished_at, case.around.past.check_moved_at or task.finished_at)
    base, asked = iso(since_when), checker(case)
    if not task.waits_in_review:
        to = to_person(asked) if asked is not None else None
        rung = Rung(NoticeKind.VERIFY, to, Manner.BRIEF)
        yield Climb(base, task.finished_at, (rung,), digest=True)
        return
    end = ended(case, base, CHECKS, since_when)
    start = since_when
    if end is not None:
        start = resumed(case, end, case.around.ladder.breath, asked or task.requester)
    if case.around.past.check_waits:
        start = max(
            start, case.returns(task.verifier, case.around.past.check_moved_at or since_when)
        )
    rungs = Rungs(case.around.ladder.check, lambda step: _rung(case, step, asked, base))
    yield Climb(anchored(base, end), start, rungs, digest=True)


def _had(case: Case, base: str) -> set[PersonId | None]:
    """Who was asked to check it and has not answered: also whoever stood in for somebody who is
    back since. The last step reaches nobody of them again."""
    kinds = (NoticeKind.VERIFY, NoticeKind.VERIFY_AGAIN)
    said = (n for n in heard_of(case, base, kinds) if n.state is NoticeState.SAID)
    return {PersonId(n.wanted.recipient.id) for n in said}


def _rung(case: Case, step: Step, asked: PersonId | None, base: str) -> Rung:
    person = asked
    if step.to is To.LEAD:
        person = _somebody_else(case, {asked, *_had(case, base)}) if step.taken else None
    to = to_person(person) if person is not None else None
    return Rung(step.kind, to, asks(case), step.alone, step.after)


def _somebody_else(case: Case, asked: set[PersonId | None]) -> PersonId | None:
    """The requester or the lead, whoever was not asked before and did not do it."""
    for person in (case.task.requester, case.around.lead):
        found = case.answerer(person)
        if found is not None and found not in {*asked, case.task.finished_by}:
            return found
    return None


def closes_at(case: Case) -> datetime | None:
    """When it closes as "done, not checked"; None: not by itself, or not while nobody was told."""
    task = case.task
    if task.status is not Status.IN_REVIEW or task.finished_at is None or task.waits_in_review:
        return None
    delay = case.around.ladder.close_unchecked
    heard = heard_of(case, iso(task.finished_at), (NoticeKind.VERIFY,))
    if heard:
        held = heard[-1].wanted.ladder
        delay = as_spelt(held).close_unchecked if held else delay
        return max(since(case, heard[-1], delay), _snoozed_until(case))
    waiting = {NoticeState.OWED, NoticeState.CLAIMED}
    if checker(case) is None and not any(n.state in waiting for n in _verify(case)):
        calendar = case.around.calendars.of_project(case.around.project)
        return delay.after(calendar, task.finished_at)
    return None


def _verify(case: Case) -> list[Notice]:
    return [n for n in case.said if n.wanted.kind is NoticeKind.VERIFY]


def _snoozed_until(case: Case) -> datetime:
    done = case.task.finished_at or case.now
    return max((s.until for s in case.around.past.snoozes.values() if s.at > done), default=done)
