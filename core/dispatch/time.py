"""The second door: what time brings. Decide, compose, draw, record; a unit each."""

from dataclasses import replace
from datetime import datetime

from core import compose as composing
from core import drawing
from core.drawing import Drawing
from core.followup import service as followup
from core.followup.model import NoticeState
from core.kernel.context import Context
from core.kernel.refs import PersonId, Ref, WorkspaceId
from core.people.model import InstallationState
from core.reactions import react
from core.screens.delivery import Gone, Post, PostState, Suspended
from core.unit import Unit, WorkUnit

NOBODY = PersonId(0)
"""Who acts when time does."""


def tick(unit: Unit, workspace: WorkspaceId, now: datetime, limit: int) -> int:
    """Decides what is due in a workspace, at most *limit* subjects; says how many."""
    work = unit.of(workspace)
    ctx = Context(workspace, NOBODY, "", now, f"tick:{now.isoformat()}")
    count = followup.tick(work, now, limit, lambda events: react(work, events, ctx))
    for routine in work.routines.due(now, limit):
        composing.play(work, routine, now)
        followup.advance(work, routine, now)
        count += 1
    return count


def compose(unit: Unit, workspace: WorkspaceId, recipient: Ref, now: datetime) -> int:
    """Freezes what is owed to *recipient* now into posts."""
    return composing.compose(unit.of(workspace), recipient, now)


def draw(unit: Unit, post: Post, now: datetime) -> Drawing:
    """What *post* shows now."""
    return drawing.draw(unit.of(post.workspace), post, now)


def record(
    unit: Unit,
    post: Post,
    told: Drawing | None,
    now: datetime | None,
    failure: Exception | None,
) -> bool:
    """Writes down what became of *post*; True when another run took it over meanwhile."""
    work = unit.of(post.workspace)
    if not work.posts.save(post):
        return True
    if told is not None and now is not None:
        _settle(work, post, told, now)
    if isinstance(failure, Gone):
        _unreachable(work, post, now)
    if isinstance(failure, Suspended):
        _suspend(work, post)
    return False


def _settle(work: WorkUnit, post: Post, told: Drawing, now: datetime) -> None:
    """Notices that were said start the next clock; those that no longer held are dropped."""
    if told.dropped:
        work.notices.settle(told.dropped, NoticeState.DROPPED, now)
    if post.state is PostState.SENT:
        work.notices.settle(told.said, NoticeState.SAID, now)
        if post.parent is not None:
            _redraw_parent(work, post)
    for notice in work.notices.for_post(post.id):
        work.watches.sooner(notice.wanted.subject, now)


def _redraw_parent(work: WorkUnit, post: Post) -> None:
    parent = work.posts.get(post.parent) if post.parent is not None else None
    if parent is not None and parent.subject is not None:
        work.posts.soil(parent.subject)


def _unreachable(work: WorkUnit, post: Post, now: datetime | None) -> None:
    """A person who refuses us is tried once a working day; an archived place is remembered."""
    if now is None:
        return
    if post.person is not None:
        person = work.people.person(post.person)
        if person is not None:
            until = followup.next_try(work, person.id, now)
            work.people.save_person(replace(person, unreachable_until=until))
    elif post.place is not None:
        place = work.people.place(post.place)
        if place is not None:
            work.people.save_place(replace(place, bot_in=False))


def _suspend(work: WorkUnit, post: Post) -> None:
    installation = work.people.installation(post.installation)
    if installation is not None:
        held = replace(installation, state=InstallationState.SUSPENDED)
        work.people.save_installation(held)


def earliest(unit: Unit) -> datetime | None:
    """When the next thing is due, over all workspaces."""
    moments = [unit.outbox.earliest()]
    for workspace in unit.directory.workspaces():
        work = unit.of(workspace)
        moments += [work.watches.earliest(), work.routines.earliest()]
    return min((m for m in moments if m is not None), default=None)
