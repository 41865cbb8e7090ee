"""What waits to be delivered: the selects behind the outbox."""

from datetime import datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    exists,
    literal_column,
    or_,
    select,
    tuple_,
)

from adapters.db.tables import installations, notices, places, posts
from adapters.db.visibility import notices_everywhere
from core.kernel.audience import System
from core.kernel.refs import Kind
from core.people.model import InstallationState
from core.screens.delivery import PostState

_UNSENT: Final = [PostState.PENDING.value, PostState.SENDING.value]


class Work(Enum):
    """What is to be done with a post."""

    SEND = "send"
    REDRAW = "redraw"


def owed() -> Select[Any]:
    """Notices that no post holds and that can be said: their installation is not suspended."""
    to_place = and_(
        installations.c.workspace_id == notices.c.workspace_id,
        installations.c.id == places.c.installation_id,
        places.c.id == notices.c.recipient_id,
        places.c.workspace_id == notices.c.workspace_id,
    )
    place_open = _active().where(to_place).exists()
    any_open = _active().where(installations.c.workspace_id == notices.c.workspace_id).exists()
    to_a_place = notices.c.recipient_kind == Kind.PLACE.value
    return notices_everywhere(System("delivery")).where(
        notices.c.state == literal_column("'owed'"),
        case((to_a_place, place_open), else_=any_open),
    )


def ready(post: FromClause, work: Work) -> ColumnElement[bool]:
    """Nobody has it, its installation takes messages, and its parent is no longer on its way."""
    parent = posts.alias("parent")
    installation = installations.alias()
    return and_(
        _wants(post, work),
        post.c.lease.is_(None),
        exists().where(
            installation.c.workspace_id == post.c.workspace_id,
            installation.c.id == post.c.installation_id,
            installation.c.state == InstallationState.ACTIVE.value,
        ),
        ~exists().where(
            parent.c.workspace_id == post.c.workspace_id,
            parent.c.id == post.c.parent_id,
            parent.c.state.in_(_UNSENT),
        ),
    )


def heads(work: Work, now: datetime, limit: int) -> Select[Any]:
    """Keys of the first post of each lane that nobody is sending in, locked for this claim.

    A post that the platform did not take yet goes first when its time comes: nothing new overtakes
    it, and a limit that the platform set holds for the whole lane.
    """
    post, earlier, busy = posts.alias("post"), posts.alias("earlier"), posts.alias("busy")
    retried = posts.alias("retried")
    before = tuple_(earlier.c.not_before, earlier.c.id) < tuple_(post.c.not_before, post.c.id)
    first = ~exists().where(_same_lane(post, earlier), ready(earlier, work), before)
    return (
        select(post.c.workspace_id, post.c.id)
        .where(
            ready(post, work),
            post.c.not_before <= now,
            ~exists().where(_same_lane(post, busy), busy.c.lease.is_not(None)),
            _first(post, retried, first) if work is Work.SEND else first,
        )
        .order_by(post.c.not_before, post.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=post)
    )


def _first(
    post: FromClause, retried: FromClause, first: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Those that are tried again, in the order of their making; then the *first* of the others."""
    tried_again = exists().where(
        _same_lane(post, retried),
        ready(retried, Work.SEND),
        retried.c.attempts > 0,
        or_(retried.c.id < post.c.id, post.c.attempts == 0),
    )
    return and_(~tried_again, or_(post.c.attempts > 0, first))


def _active() -> Select[Any]:
    return select(installations.c.id).where(installations.c.state == InstallationState.ACTIVE.value)


def _wants(post: FromClause, work: Work) -> ColumnElement[bool]:
    # Written so that SQLite recognises the conditions of the partial indexes.
    if work is Work.SEND:
        return post.c.state == literal_column("'pending'")
    return and_(post.c.dirty, post.c.state == PostState.SENT.value)


def _same_lane(post: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(other.c.workspace_id == post.c.workspace_id, other.c.lane == post.c.lane)
