"""A task that is offered: asked once, told of once while it is open, and over after a while."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from core.followup.around import Case
from core.followup.climb import Climb, Rung, asks, heard_of, since
from core.followup.gather import EVENTS, SYSTEM
from core.followup.ladder import Delay, as_spelt
from core.followup.model import Manner, NoticeKind, to_person
from core.followup.moments import iso
from core.followup.ports import FollowupUnit
from core.kernel.events import Event
from core.kernel.refs import PersonId

ONE_DAY = Delay(days=1)
"""Of the working time of who is asked, until who offered it hears that it is open."""


def offered(case: Case) -> Iterator[Climb]:
    """Somebody is asked whether they take it; without an answer who offered it is told once."""
    task, past = case.task, case.around.past
    if task.offered_to is None or past.offered_at is None:
        return
    able = case.able(task.offered_to)
    asked = Rung(NoticeKind.OFFERED, to_person(task.offered_to) if able else None, asks(case))
    asker = case.answerer(past.offered_by or task.requester)
    told = Rung(
        NoticeKind.OFFER_OPEN, to_person(asker) if asker is not None else None, Manner.NOW,
        after=((str(NoticeKind.OFFERED), ONE_DAY),),
    )  # fmt: skip
    yield Climb(_offer(case), past.offered_at, (asked, told))


def _offer(case: Case) -> str:
    """The anchor of one offer: to whom, and when."""
    return f"offer@{case.task.offered_to}@{iso(case.around.past.offered_at or case.now)}"


def offer_ends_at(case: Case) -> datetime | None:
    """When an offer ends that nobody takes: in the working time of who is asked, from when they
    had it, or last wrote about it. None: there is none, or they were not asked yet."""
    task, past = case.task, case.around.past
    if task.offered_to is None or past.offered_at is None or not task.status.open:
        return None
    if not case.able(task.offered_to):
        return past.offered_at
    heard = heard_of(case, _offer(case), (NoticeKind.OFFERED,))
    if not heard:
        return None
    held, said = heard[-1].wanted.ladder, heard[-1].said_at or case.now
    wrote = case.act_of(task.offered_to) or said
    delay = (as_spelt(held) if held else case.around.ladder).offer
    return since(case, replace(heard[-1], said_at=max(said, wrote)), delay)


def offered_by(work: FollowupUnit, ended: Event) -> PersonId | None:
    """Who made the offer that *ended* tells the end of."""
    asked = ended.before.get("offered_to")
    events = work.tasks(SYSTEM).events(ended.subject, EVENTS)
    made = (event for event in events if asked and event.after.get("offered_to") == asked)
    return next((event.actor for event in made), None)
