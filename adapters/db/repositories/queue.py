"""What waits to be delivered: the selects behind the outbox, each built once."""

from enum import Enum
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    tuple_,
)

from adapters.db.column_types import Instant
from adapters.db.tables import installations, notices, places, posts, workspaces
from adapters.db.visibility import notices_everywhere
from core.kernel.audience import System
from core.kernel.refs import Kind
from core.people.model import InstallationState
from core.screens.delivery import UNHURRIED, PostState

_UNSENT: Final = [PostState.PENDING.value, PostState.SENDING.value]
NOW: Final = bindparam("now", type_=Instant)
LIMIT: Final = bindparam("most", type_=Integer)
SERVED: Final[BindParameter[Any]] = bindparam("served", expanding=True)
SHUT: Final[BindParameter[Any]] = bindparam("shut", expanding=True)
"""The parameters of what is here."""


class Work(Enum):
    """What is to be done with a post."""

    SEND = "send"
    REDRAW = "redraw"


class Turns(Enum):
    """Which of the destinations are looked at."""

    ANY = "any"
    UNSERVED = "unserved"
    SERVED = "served"


def owed() -> Select[Any]:
    """Notices that no post holds and that can be said: their installation is not suspended, and
    their workspace not paused."""
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
    """Free, of an installation that is not suspended, in a workspace that is not paused, and its
    parent, if it has one, was sent.

    Written as look-ups of one row each: a join in their place is planned by how many posts there
    are, and then reads all of them.
    """
    installation, home, parent = installations.alias(), workspaces.alias(), posts.alias()
    state = _one(
        select(installation.c.state).where(
            installation.c.workspace_id == post.c.workspace_id,
            installation.c.id == post.c.installation_id,
        )
    )
    paused = _one(select(home.c.paused_at).where(home.c.id == post.c.workspace_id))
    above = _one(
        select(parent.c.state).where(
            parent.c.workspace_id == post.c.workspace_id, parent.c.id == post.c.parent_id
        )
    )
    return and_(
        _wants(post, work),
        post.c.lease.is_(None),
        state == InstallationState.ACTIVE.value,
        paused.is_(None),
        func.coalesce(above, "").not_in(_UNSENT),
    )


@cache
def heads(work: Work, turns: Turns, *, unhurried: bool | None = None) -> Select[Any]:
    """Keys of the first post of each lane that nobody is sending in, locked for this claim.

    Of lanes whose turn it is, and of open installations; *unhurried*: only of such a kind, or only
    of the others.

    A post that the platform did not take yet goes first when its time comes: nothing new overtakes
    it, and a limit that the platform set holds for the whole lane. Each post is asked whether it
    is its lane's first, by looking into indexes, and no more of them are asked than it takes.
    """
    post, busy = posts.alias("post"), posts.alias("busy")
    leased = select(busy.c.id).where(_same_lane(post, busy), busy.c.lease.is_not(None))
    return (
        select(post.c.workspace_id, post.c.id)
        .where(
            ready(post, work),
            post.c.not_before <= NOW,
            *_turn(post, turns, unhurried),
            _one(leased).is_(None),
            post.c.id == _first(post, work),
        )
        .order_by(post.c.not_before, post.c.id)
        .limit(LIMIT)
        .with_for_update(skip_locked=True, of=post)
    )


def _turn(
    post: FromClause, turns: Turns, unhurried: bool | None
) -> tuple[ColumnElement[bool], ...]:
    kinds = post.c.kind.in_([literal_column(f"'{kind.value}'") for kind in sorted(UNHURRIED)])
    of_kind = () if unhurried is None else (kinds if unhurried else ~kinds,)
    if turns is Turns.ANY:
        return of_kind
    lane = tuple_(post.c.workspace_id, post.c.lane)
    served = lane.in_(SERVED) if turns is Turns.SERVED else lane.not_in(SERVED)
    shut = tuple_(post.c.workspace_id, post.c.installation_id).not_in(SHUT)
    return served, shut, *of_kind


def _first(post: FromClause, work: Work) -> ColumnElement[int]:
    """Of the lane of *post*: the oldest that is tried again, else the longest waiting."""
    earlier, retried = posts.alias("earlier"), posts.alias("retried")
    waiting = select(earlier.c.id).where(_same_lane(post, earlier), ready(earlier, work))
    longest = _one(waiting.order_by(earlier.c.not_before, earlier.c.id))
    if work is Work.REDRAW:
        return longest
    again = select(retried.c.id).where(
        _same_lane(post, retried), ready(retried, work), retried.c.attempts > literal_column("0")
    )
    return func.coalesce(_one(again.order_by(retried.c.id)), longest)


def _one(statement: Select[Any]) -> ScalarSelect[Any]:
    return statement.limit(literal_column("1")).scalar_subquery()


def _active() -> Select[Any]:
    here = workspaces.c.id == installations.c.workspace_id
    return (
        select(installations.c.id)
        .join(workspaces, here)
        .where(
            installations.c.state == InstallationState.ACTIVE.value,
            workspaces.c.paused_at.is_(None),
        )
    )


def _wants(post: FromClause, work: Work) -> ColumnElement[bool]:
    # Written so that SQLite recognises the conditions of the partial indexes.
    if work is Work.SEND:
        return post.c.state == literal_column("'pending'")
    return and_(post.c.dirty, post.c.state == PostState.SENT.value)


def _same_lane(post: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(other.c.workspace_id == post.c.workspace_id, other.c.lane == post.c.lane)
