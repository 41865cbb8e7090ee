"""Nobody's, refused twice, or its owner is away: who is told, so that it does not lie there."""

from collections.abc import Iterator
from datetime import datetime

from core.followup.around import Case, owner_left
from core.followup.climb import Climb, Rung, asks
from core.followup.dates import WORKED, soon_at
from core.followup.ladder import AT_ONCE
from core.followup.model import Manner, NoticeKind, to_person
from core.followup.moments import back_on, iso
from core.followup.offering import offer_ends_at
from core.kernel.refs import PersonId, Ref
from core.tasks.model import Status

DECLINES = 2
"""So many *Not mine* or *Not me* bring it to who decides."""


def unowned(case: Case) -> Iterator[Climb]:
    """Without an owner: in the open with a Claim button; where that cannot be, its requester. Not
    while it is offered to somebody, who has their time first."""
    task, past = case.task, case.around.past
    if task.owner is not None or task.status not in {Status.TRIAGE, *WORKED}:
        return
    since = max(past.unowned_at or task.created_at, past.offer_over_at or task.created_at)
    delay = AT_ONCE if past.left_open else case.around.ladder.unowned
    calendar = case.around.calendars.of_project(case.around.project)
    start = delay.after(calendar, since)
    if task.offered_to is not None and past.offered_at is not None:
        if offer_ends_at(case) is not None:
            return
        # They have not read it: others are asked when the time of an offer is over all the same.
        start = max(start, case.around.ladder.offer.after(calendar, past.offered_at))
    to, manner = _in_the_open_or_requester(case)
    yield Climb(iso(since), start, (Rung(NoticeKind.UNOWNED, to, manner),), digest=True)


def _in_the_open_or_requester(case: Case) -> tuple[Ref | None, Manner]:
    channel = case.channel()
    if channel is not None:
        return channel, Manner.CHANNEL
    requester = case.answerer(case.task.requester)
    return (to_person(requester) if requester is not None else None), Manner.BRIEF


def declined(case: Case) -> Iterator[Climb]:
    """Refused twice: somebody must decide; where nobody does, it is offered in the open."""
    task, at = case.task, case.around.past.declined_at
    if case.around.ladder.leadless:
        return
    if task.declines < DECLINES or at is None or not task.status.open:
        return
    lead = case.decider(task.owner, task.helper)
    to = to_person(lead) if lead is not None else None
    yield Climb(iso(at), at, (Rung(NoticeKind.DECLINED_LEAD, to, asks(case)),), digest=True)


def owner_away(case: Case) -> Iterator[Climb]:
    """Its owner is away, and nobody covers: lead or requester is told once.

    Of who has left, one message tells for all that they had: see ``leaving``.
    """
    task = case.task
    owner = task.owner
    if owner is None or case.answerer(owner) is not None or owner_left(task, case.around):
        return
    if not _lies_still(case, owner):
        return
    told = case.decider(owner)
    start = _needed_at(case, owner)
    if told is None or start is None:
        return
    rung = Rung(NoticeKind.OWNER_AWAY, to_person(told), asks(case))
    yield Climb(_absence(case, owner), start, (rung,), digest=task.due is not None)


def _lies_still(case: Case, owner: PersonId) -> bool:
    """Whether nobody moves it; a blocked one waits for its helper unless its owner has left."""
    status = case.task.status
    return status in WORKED or (status is Status.BLOCKED and not case.able(owner))


def _needed_at(case: Case, owner: PersonId) -> datetime | None:
    """When the absence begins to matter: a date comes near, or begun work lies still."""
    if not case.able(owner):
        return case.now
    if case.task.due is not None:
        return soon_at(case, owner)
    if case.task.status is not Status.IN_PROGRESS:
        return None
    calendar = case.around.calendars.of_project(case.around.project)
    return case.around.ladder.stalled.after(calendar, case.task.touched_at)


def _absence(case: Case, owner: PersonId) -> str:
    """The anchor of one absence: the day of return; so that it is told once."""
    back = back_on(case.person(owner), case.now) if case.able(owner) else None
    return f"away@{owner}@{back.isoformat()}" if back is not None else f"left@{owner}"
