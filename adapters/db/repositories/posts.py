"""What the platforms hold of a workspace."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    select,
    union,
    update,
)

from adapters.db.column_types import Instant
from adapters.db.mapping_delivery import post_values, to_post
from adapters.db.prepared import Prepared, PreparedInsert
from adapters.db.repositories.base import Bound
from adapters.db.tables import notices, places, posts
from adapters.db.visibility import notices_for, viewer
from core.kernel.audience import System
from core.kernel.refs import InstallationId, Kind, PersonId, PlaceId, PostId, Ref
from core.screens.delivery import Post, PostKind, PostState, place_lane

_DELIVERY: Final = System("delivery")
_ON_SCREEN: Final = [PostState.SENDING.value, PostState.SENT.value]
_LIVE: Final = [PostState.PENDING.value, *_ON_SCREEN]
_STICKY: Final = ("dirty", "retired")
"""Only ever set by ``save``: somebody else may have set them while the post was on its way."""

_W: Final = bindparam("of_workspace", type_=Integer)
_POST: Final = bindparam("of_post", type_=BigInteger)
_MINE: Final = (posts.c.workspace_id == _W, posts.c.id == _POST)
_ADD: Final = PreparedInsert(insert(posts))
_SAVE: Final = Prepared(
    update(posts)
    .where(*_MINE, posts.c.epoch == bindparam("of_epoch"))
    .values({name: posts.c[name] | bindparam(f"set_{name}", type_=Boolean) for name in _STICKY})
)
_ALL: Final = select(posts).where(posts.c.workspace_id == _W)
_ONE: Final = Prepared(_ALL.where(posts.c.id == _POST))
_CHILDREN: Final = Prepared(_ALL.where(posts.c.parent_id == _POST))
_IS_ABOUT: Final = and_(
    posts.c.subject_kind == bindparam("of_kind", type_=String),
    posts.c.subject_id == bindparam("of_subject", type_=BigInteger),
)
_CARDS: Final = _ALL.where(
    _IS_ABOUT,
    posts.c.kind == PostKind.CARD.value,
    posts.c.state != PostState.CANCELLED.value,
    posts.c.retired.is_(False),
)
_EACH_CARD: Final = Prepared(_CARDS)
_CARD_IN: Final = Prepared(
    _CARDS.where(posts.c.place_id == bindparam("of_place", type_=BigInteger))
)
_ABOUT: Final = _ALL.with_only_columns(posts.c.id).where(_IS_ABOUT)
_TELLING: Final = (
    notices_for(_DELIVERY)
    .with_only_columns(notices.c.post_id)
    .where(
        notices.c.subject_kind == bindparam("of_kind", type_=String),
        notices.c.subject_id == bindparam("of_subject", type_=BigInteger),
        notices.c.post_id.is_not(None),
    )
)
_SHOWING: Final = union(_ABOUT, _TELLING)
"""Ids of the posts that are about a subject or hold a notice about it."""
_SOIL_ALL: Final = (
    update(posts)
    .where(
        posts.c.workspace_id == _W,
        posts.c.id.in_(_SHOWING),
        posts.c.state.in_(_ON_SCREEN),
        posts.c.kind != PostKind.DIGEST.value,
    )
    .values(dirty=True)
)
_SOIL: Final = {
    True: Prepared(_SOIL_ALL),
    False: Prepared(_SOIL_ALL.where(posts.c.retired.is_(False))),
}
"""By whether those that a newer one has replaced are soiled too."""
_SOIL_POST: Final = Prepared(
    update(posts).where(*_MINE, posts.c.state.in_(_ON_SCREEN)).values(dirty=True)
)
_RETIRE: Final = Prepared(
    update(posts)
    .where(*_MINE)
    .values(
        retired=True,
        dirty=posts.c.state.in_(_ON_SCREEN),
        state=case(
            (posts.c.state == PostState.PENDING.value, PostState.CANCELLED.value),
            else_=posts.c.state,
        ),
    )
)
_RECALL: Final = Prepared(
    update(posts)
    .where(
        posts.c.workspace_id == _W,
        posts.c.lane == bindparam("of_lane", type_=String),
        posts.c.state == literal_column("'pending'"),
        posts.c.kind == PostKind.NAG.value,
        posts.c.attempts == literal_column("0"),
        posts.c.not_before > bindparam("after", type_=Instant),
    )
    .values(not_before=bindparam("since", type_=Instant))
)
_OF_DAY: Final = Prepared(
    _ALL.where(
        posts.c.kind == bindparam("of_kind", type_=String),
        posts.c.place_id == bindparam("of_place", type_=BigInteger),
        posts.c.day == bindparam("of_day", type_=String),
        posts.c.day != literal_column("''"),
        posts.c.state.in_(_LIVE),
    )
)
_LIVE_NAG: Final = Prepared(
    _ALL.where(
        posts.c.kind == PostKind.NAG.value,
        posts.c.person_id == bindparam("of_person", type_=BigInteger),
        posts.c.id.in_(_SHOWING),
        posts.c.state.in_(_LIVE),
        posts.c.retired.is_(False),
    )
)
_LAST_BRIEF: Final = Prepared(
    select(func.max(posts.c.created_at)).where(
        posts.c.workspace_id == _W,
        _IS_ABOUT,
        posts.c.kind == PostKind.BRIEF.value,
        posts.c.created_at < bindparam("before", type_=Instant),
        posts.c.state.in_(_LIVE),
    )
)


class PostRows(Bound):
    """Posts of one workspace."""

    def add(self, post: Post) -> None:
        """A new post; its key is taken once and for all."""
        _ADD.run(self._connection, [post_values(post)])

    def get(self, post: PostId) -> Post | None:
        """By id."""
        return self._only(_ONE, of_post=post)

    def save(self, post: Post) -> bool:
        """False when a later epoch took it over: the late write is refused."""
        values = post_values(post)
        key = {
            "of_workspace": values.pop("workspace_id"),
            "of_post": values.pop("id"),
            "of_epoch": values.pop("epoch"),
        }
        flags = {f"set_{name}": values.pop(name) for name in _STICKY}
        return _SAVE.run(self._connection, values | key | flags) == 1

    def cards(self, subject: Ref) -> Sequence[Post]:
        """The cards of *subject* that were not replaced or taken back, oldest first."""
        return self._each(_EACH_CARD, **_named(subject))

    def card_in(self, subject: Ref, place: PlaceId) -> Post | None:
        """The one card of *subject* in a place."""
        return self._only(_CARD_IN, **_named(subject), of_place=place)

    def captured(self, subjects: Sequence[Ref]) -> Sequence[Post]:
        """The lines of threads that are about one of *subjects*, gone ones too, oldest first."""
        return self._list(
            _ALL.where(
                posts.c.subject_kind == Kind.TASK.value,
                posts.c.subject_id.in_([subject.id for subject in subjects]),
                posts.c.kind == PostKind.CAPTURED.value,
            )
        )

    def children(self, parent: PostId) -> Sequence[Post]:
        """The posts in the thread of *parent*, oldest first."""
        return self._each(_CHILDREN, of_post=parent)

    def soil(self, subject: Ref, *, retired: bool = False) -> None:
        """Every live post that shows *subject* is to be drawn anew; a digest tells of its day.

        *retired*: also those that a newer one has replaced.
        """
        values = {**viewer(_DELIVERY, self._workspace), **_named(subject)}
        _SOIL[retired].later(self._connection, values)

    def put_off(self, place: PlaceId, until: datetime) -> None:
        """What waits to be posted or drawn anew in *place* is not tried before then."""
        self._move(place, not_before=until)

    def release(self, place: PlaceId, now: datetime) -> None:
        """What waits to be posted or drawn anew in *place* is tried now."""
        self._move(place, not_before=now, attempts=0)

    def recall(self, lane: str, now: datetime) -> None:
        """What waits in *lane* for the hours of who it is for is looked at again."""
        of = {"of_workspace": self._workspace, "of_lane": lane, "after": now, "since": now}
        _RECALL.later(self._connection, of)

    def _move(self, place: PlaceId, **values: object) -> None:
        """Written twice, so that each half finds its rows by the index of its lanes."""
        lanes = posts.c.lane.in_(self._lanes(place))
        mine = (posts.c.workspace_id == self._workspace, lanes)
        pending = posts.c.state == literal_column("'pending'")
        self._connection.execute(update(posts).where(*mine, pending).values(values))
        drawn = (posts.c.dirty, posts.c.state == PostState.SENT.value)
        self._connection.execute(update(posts).where(*mine, *drawn).values(values))

    def _lanes(self, place: PlaceId) -> list[str]:
        known = select(places.c.installation_id).where(
            places.c.workspace_id == self._workspace, places.c.id == place
        )
        return [place_lane(i, place) for i in self._connection.scalars(known)]

    def soil_post(self, post: PostId) -> None:
        """This one is to be drawn anew, if the platform holds it."""
        _SOIL_POST.later(self._connection, self._this(post))

    def retire(self, post: PostId) -> None:
        """Replaced by a newer one: cancelled when it was never sent, else drawn a last time."""
        _RETIRE.later(self._connection, self._this(post))

    def of_day(self, kind: PostKind, place: PlaceId, day: str) -> Post | None:
        """The digest or parent of a place and its local date, unless it was given up."""
        return self._only(_OF_DAY, of_kind=kind.value, of_place=place, of_day=day)

    def standing(self, installation: InstallationId, limit: int) -> Sequence[Post]:
        """The newest messages that the platform holds of us, newest first."""
        of_ours = _ALL.where(posts.c.installation_id == installation)
        held = of_ours.where(posts.c.state == PostState.SENT.value)
        return self._list(held.order_by(posts.c.id.desc()).limit(limit))[::-1]

    def last_brief(self, person: Ref, before: datetime) -> datetime | None:
        """When the one before that moment was made; none that was given up."""
        values = {**viewer(_DELIVERY, self._workspace), **_named(person), "before": before}
        made: datetime | None = _LAST_BRIEF.scalar(self._connection, values)
        return made

    def live_nag(self, subject: Ref, person: PersonId) -> Sequence[Post]:
        """Nags to *person* that tell of *subject*, sent or about to be, and not replaced."""
        return self._each(_LIVE_NAG, **_named(subject), of_person=person)

    def by_remote(self, installation: InstallationId, place: str, message: str) -> Post | None:
        """The post behind a message of ours."""
        found = self._list(
            _ALL.where(
                posts.c.installation_id == installation,
                posts.c.remote_place == place,
                posts.c.remote_id == message,
            )
        )
        return found[0] if found else None

    def dead(self) -> Sequence[Post]:
        """Refused as wrong, oldest first."""
        return self._list(_ALL.where(posts.c.state == literal_column("'dead'")))

    def set_aside(self, error: str) -> int:
        """Whatever is not sent yet becomes a dead letter; no run has one any more."""
        mine = posts.c.workspace_id == self._workspace
        self._connection.execute(
            update(posts)
            .where(mine, posts.c.lease.is_not(None), posts.c.state == PostState.SENT.value)
            .values(lease=None, dirty=True, epoch=posts.c.epoch + 1)
        )
        unsent = posts.c.state.in_([PostState.PENDING.value, PostState.SENDING.value])
        changed = self._connection.execute(
            update(posts)
            .where(mine, unsent)
            .values(state=PostState.DEAD.value, lease=None, error=error, epoch=posts.c.epoch + 1)
        )
        return changed.rowcount

    def _this(self, post: PostId) -> dict[str, int]:
        return {"of_workspace": self._workspace, "of_post": post}

    def _list(self, statement: Select[Any]) -> list[Post]:
        """What is rarely asked for."""
        rows = self._connection.execute(statement, viewer(_DELIVERY, self._workspace))
        return _in_order(rows.all())

    def _each(self, statement: Prepared, **values: object) -> list[Post]:
        mine = viewer(_DELIVERY, self._workspace)
        return _in_order(statement.all(self._connection, {**mine, **values}))

    def _only(self, statement: Prepared, **values: object) -> Post | None:
        found = self._each(statement, **values)
        return found[0] if found else None


def _in_order(rows: Sequence[Any]) -> list[Post]:
    return sorted((to_post(row) for row in rows), key=lambda post: post.id)


def _named(subject: Ref) -> dict[str, str | int]:
    return {"of_kind": subject.kind.value, "of_subject": subject.id}
