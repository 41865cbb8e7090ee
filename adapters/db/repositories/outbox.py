"""Claiming and recording posts, across workspaces and without their lock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Select,
    String,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from adapters.db.column_types import DatabaseSeconds
from adapters.db.mapping_delivery import to_post
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import insert_into
from adapters.db.repositories.queue import LIMIT, NOW, Turns, Work, heads, owed, ready
from adapters.db.tables import notices, posts, runs
from core.kernel.refs import Kind, Ref, WorkspaceId
from core.kernel.values import dataclass
from core.screens.delivery import (
    CHANNEL,
    DIRECT,
    LANES,
    Post,
    PostState,
    Turn,
    Waiting,
    WaitingLanes,
)

_LOOK: Final = 5000
"""As many owed notices are looked at in one go; the rest waits for the next."""
_RUN: Final = bindparam("by_run", type_=String)


def _waiting() -> Select[Any]:
    due = (exists().where(ready(posts, work), posts.c.not_before <= NOW) for work in Work)
    return select(or_(*due).label("waiting"))


_WAITING: Final = Prepared(_waiting)


class OutboxRows:
    """The deliverer's side; every write that follows is fenced by the post's epoch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def recipients_due(
        self, now: datetime, limit: int, besides: Collection[WorkspaceId] = ()
    ) -> Sequence[tuple[WorkspaceId, Ref]]:
        """Who is owed a notice whose not-before has come; longest waiting first."""
        values = {"now": now, "most": limit}
        rows: Sequence[Any] = (
            self._connection.execute(_recipients(notices.c.workspace_id.not_in(besides)), values)
            .all()
            if besides
            else _RECIPIENTS.all(self._connection, values)
        )  # fmt: skip
        return [(WorkspaceId(w), Ref(Kind(kind), i)) for w, kind, i in rows]

    def waiting(self, now: datetime) -> bool:
        """Whether a post is due that could be sent or drawn anew, were its lane free."""
        return bool(_WAITING.scalar(self._connection, {"now": now}))

    def claim(
        self, run: str, now: datetime, limit: int, turn: Turn | None = None
    ) -> Sequence[Post]:
        """Pending or dirty posts whose time has come, one per destination, leased to *run*.

        New messages come before redraws. A redraw is returned as dirty, though its row is clean
        from now on: what is soiled while it is drawn is drawn again. Each step is one statement
        and holds at once: one whose answer is lost is found as an orphan of *run*.
        """
        turn = turn or Turn()
        taken: list[Post] = []
        for take in _TAKES:
            room = limit - len(taken) - (0 if take.hurried else turn.spare)
            if room > 0 and (turn.served or take.turns is Turns.UNSERVED):
                taken += self._take(take, run, now, room, turn)
        return taken

    def orphans(
        self, dead_runs: Sequence[str], limit: int, run: str = "", keep: Collection[str] = ()
    ) -> Sequence[Post]:
        """Posts in SENDING whose run is gone: uncertain, never pending; leased to *run*.

        Posts whose key is in *keep* are in somebody's hands and left alone.
        """
        if not dead_runs:
            return []
        gone: tuple[ColumnElement[bool], ...] = (
            posts.c.lease.is_not(None),
            posts.c.lease.in_(dead_runs),
        )
        if keep:
            gone = (*gone, posts.c.key.not_in(keep))
        self._connection.execute(
            update(posts)
            .where(*gone, posts.c.state != PostState.SENDING.value)
            .values(lease=None, dirty=True, shown="", epoch=posts.c.epoch + 1)
        )
        lost = select(posts.c.workspace_id, posts.c.id).where(
            *gone, posts.c.state == PostState.SENDING.value
        )
        first = lost.order_by(posts.c.sending_at, posts.c.id).limit(limit)
        taker = {"lease": run} if run else {}
        found = self._leased(_lease(first.with_for_update(skip_locked=True), **taker), {})
        if len(found) < limit:
            others = (runs.c.run.in_(dead_runs), runs.c.run != run)
            self._connection.execute(delete(runs).where(*others))
        return found

    def beat(self, run: str) -> None:
        """Heartbeat of this run, by the database's clock."""
        self._connection.execute(_beat(self._connection.dialect.name), {"run": run})

    def leave(self, run: str, unsent: Collection[str]) -> None:
        """*run* ends: what it has not sent waits again, the rest is at once anybody's to find."""
        self._connection.execute(
            update(posts)
            .where(
                posts.c.lease.is_not(None),
                posts.c.lease == run,
                posts.c.key.in_(list(unsent)),
                posts.c.state == PostState.SENDING.value,
                posts.c.remote_id.is_(None),
            )
            .values(state=PostState.PENDING.value, lease=None, epoch=posts.c.epoch + 1)
        )
        self._connection.execute(delete(runs).where(runs.c.run == run))

    def dead_runs(self, seconds: float) -> Sequence[str]:
        """Runs without a heartbeat for so long, and those that hold a lease without any."""
        alive = select(runs.c.run).where(runs.c.beat_at >= DatabaseSeconds() - seconds)
        silent = select(runs.c.run).where(runs.c.beat_at < DatabaseSeconds() - seconds)
        leased = select(posts.c.lease).where(posts.c.lease.is_not(None))
        unknown = leased.where(posts.c.lease.not_in(alive))
        return sorted(self._connection.scalars(union(silent, unknown)))

    def backlog(self, now: datetime) -> Sequence[Waiting]:
        """What is due to be said or sent, by kind, and what was refused for good."""
        posted = self._connection.execute(_backlog(), {"now": now}).all()
        dead = self._connection.execute(_dead()).all()
        owing = self._connection.execute(_owed(), {"now": now}).all()
        found = {(lane, kind): Waiting(kind, n, at, lane) for lane, kind, n, at in posted}
        for lane, kind, n in dead:
            known = found.get((lane, kind)) or Waiting(kind, 0, lane=lane)
            found[lane, kind] = replace(known, dead=n)
        return [*found.values(), *(Waiting("notice", n, at, lane) for lane, n, at in owing)]

    def lanes(self, now: datetime, late: datetime) -> Sequence[WaitingLanes]:
        """Each class of lanes; *late*: since when the oldest of a late one was due."""
        due, old = (self._lanes(_due_lanes(), now=moment) for moment in (now, late))
        tried = self._lanes(_retried_lanes())
        return [
            WaitingLanes(lane, due.get(lane, 0), old.get(lane, 0), tried.get(lane, 0))
            for lane in LANES
        ]

    def longest(self, now: datetime, limit: int) -> Sequence[Post]:
        """The oldest due post of each lane, of those that have waited longest."""
        return self._leased(_longest(), {"now": now, "most": limit})

    def _lanes(self, statement: Executable, **values: datetime) -> dict[str, int]:
        return {lane: n for lane, n in self._connection.execute(statement, values)}

    def earliest(self) -> datetime | None:
        """When the next notice or post comes due; what is suspended or leased does not count."""
        moments = _EARLIEST.one(self._connection, {}) or ()
        return min((moment for moment in moments if moment is not None), default=None)

    def _take(self, take: "_Take", run: str, now: datetime, room: int, turn: Turn) -> list[Post]:
        parameters: dict[str, object] = {"now": now, "most": room, "by_run": run}
        if turn.served or turn.shut:
            parameters |= {"served": list(turn.served), "shut": list(turn.shut)}
            found = self._leased(take.statement, parameters)
        else:
            found = _in_turn(take.of_all.alone(self._connection, parameters))
        if take.work is Work.SEND:
            return found
        return [replace(post, dirty=True) for post in found]

    def _leased(self, statement: Executable, parameters: Mapping[str, object]) -> list[Post]:
        return _in_turn(self._connection.execute(statement, parameters).all())


def _in_turn(rows: Sequence[Sequence[Any]]) -> list[Post]:
    claimed = map(to_post, rows)
    return sorted(claimed, key=lambda post: (post.not_before, post.workspace, post.id))


def _lease(which: Select[Any], **values: object) -> ReturningUpdate[Any]:
    picked = which.cte("picked")
    chosen = select(picked.c.workspace_id, picked.c.id)
    return (
        update(posts)
        .where(tuple_(posts.c.workspace_id, posts.c.id).in_(chosen))
        .values(epoch=posts.c.epoch + 1, **values)
        .returning(posts)
    )


@dataclass(frozen=True, slots=True)
class _Take:
    """One step of a claim; the steps are taken in their order."""

    work: Work
    turns: Turns
    unhurried: bool | None = None

    @property
    def hurried(self) -> bool:
        """Whether it takes what somebody waits for."""
        return self.unhurried is False

    @property
    def statement(self) -> Executable:
        """By the turns of the lanes."""
        return _taking(self.work, self.turns, self.unhurried)

    @property
    def of_all(self) -> Prepared:
        """Where no destination is served yet and none is shut."""
        return _taking_any(self.work, self.unhurried)


# Put together by the first claim, not by a start: twelve statements of twenty selects each.
@cache
def _taking(work: Work, turns: Turns, unhurried: bool | None) -> ReturningUpdate[Any]:
    values: dict[str, Any] = {"state": PostState.SENDING.value, "sending_at": NOW}
    if work is Work.REDRAW:
        values = {"dirty": False}
    return _lease(heads(work, turns, unhurried=unhurried), lease=_RUN, **values)


@cache
def _taking_any(work: Work, unhurried: bool | None) -> Prepared:
    return Prepared(_taking(work, Turns.ANY, unhurried))


_TURNS: Final = (Turns.UNSERVED, Turns.SERVED)
_TAKES: Final = (
    *(_Take(Work.SEND, turns, unhurried=False) for turns in _TURNS),
    *(_Take(Work.SEND, turns, unhurried=True) for turns in _TURNS),
    *(_Take(Work.REDRAW, turns) for turns in _TURNS),
)


def _recipients(*where: ColumnElement[bool]) -> Select[Any]:
    waiting = (
        owed()
        .where(notices.c.not_before <= NOW, *where)
        .order_by(notices.c.not_before, notices.c.workspace_id, notices.c.id)
        .limit(_LOOK)
        .subquery()
    )
    who = (waiting.c.workspace_id, waiting.c.recipient_kind, waiting.c.recipient_id)
    first = func.min(waiting.c.not_before)
    return select(*who).group_by(*who).order_by(first, *who).limit(LIMIT)


_RECIPIENTS: Final = Prepared(_recipients)


def _earliest() -> Select[Any]:
    say = owed().with_only_columns(func.min(notices.c.not_before))
    send = select(func.min(posts.c.not_before)).where(ready(posts, Work.SEND))
    redraw = select(func.min(posts.c.not_before)).where(ready(posts, Work.REDRAW))
    parts = {"say": say, "send": send, "redraw": redraw}
    return select(*(part.scalar_subquery().label(name) for name, part in parts.items()))


_EARLIEST: Final = Prepared(_earliest)
_TO_PLACE: Final[ColumnElement[str]] = literal_column(f"'{CHANNEL}'")
_TO_PERSON: Final[ColumnElement[str]] = literal_column(f"'{DIRECT}'")
_CLASS: Final = case((posts.c.place_id.is_not(None), _TO_PLACE), else_=_TO_PERSON).label("class")
_OF_NOTICE: Final = case(
    (notices.c.recipient_kind == literal_column(f"'{Kind.PLACE.value}'"), _TO_PLACE),
    else_=_TO_PERSON,
).label("class")
_PENDING: Final = posts.c.state == literal_column("'pending'")


@cache
def _backlog() -> Select[Any]:
    return (
        select(_CLASS, posts.c.kind, func.count(), func.min(posts.c.not_before))
        .where(_PENDING, posts.c.not_before <= NOW)
        .group_by(_CLASS, posts.c.kind)
    )


@cache
def _dead() -> Select[Any]:
    return (
        select(_CLASS, posts.c.kind, func.count())
        .where(posts.c.state == literal_column("'dead'"))
        .group_by(_CLASS, posts.c.kind)
    )


@cache
def _owed() -> Select[Any]:
    return (
        owed()
        .where(notices.c.not_before <= NOW)
        .with_only_columns(_OF_NOTICE, func.count(), func.min(notices.c.not_before))
        .group_by(_OF_NOTICE)
    )


def _lanes_with(*such: ColumnElement[bool]) -> Select[Any]:
    """How many lanes of each class have a pending post *such*. Numbers of installations are of
    their workspace, so lanes are told apart with it."""
    each = (
        select(posts.c.workspace_id, posts.c.lane, _CLASS)
        .where(_PENDING, *such)
        .distinct()
        .subquery()
    )
    return select(each.c["class"], func.count()).group_by(each.c["class"])


@cache
def _due_lanes() -> Select[Any]:
    return _lanes_with(posts.c.not_before <= NOW)


@cache
def _retried_lanes() -> Select[Any]:
    return _lanes_with(posts.c.attempts > literal_column("0"))


@cache
def _longest() -> Select[Any]:
    lane = (posts.c.workspace_id, posts.c.lane)
    since = func.min(posts.c.not_before).label("since")
    due = select(*lane, since).where(_PENDING, posts.c.not_before <= NOW)
    oldest = due.group_by(*lane).order_by(since, *lane).limit(LIMIT).subquery()
    other = posts.alias()
    head = (
        select(func.min(other.c.id))
        .where(
            other.c.workspace_id == oldest.c.workspace_id,
            other.c.lane == oldest.c.lane,
            other.c.not_before == oldest.c.since,
            other.c.state == literal_column("'pending'"),
        )
        .correlate(oldest)
        .scalar_subquery()
    )
    of_it = (posts.c.workspace_id == oldest.c.workspace_id) & (posts.c.id == head)
    return select(posts).join(oldest, of_it)


@cache
def _beat(dialect: str) -> Executable:
    insert = insert_into(dialect, runs).values(run=bindparam("run"), beat_at=DatabaseSeconds())
    return insert.on_conflict_do_update(
        index_elements=[runs.c.run], set_={"beat_at": insert.excluded.beat_at}
    )
