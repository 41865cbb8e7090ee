"""What is owed to whom, once."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    and_,
    bindparam,
    case,
    exists,
    or_,
    union_all,
    update,
)

from adapters.db.column_types import Instant
from adapters.db.mapping_delivery import notice_values, to_notice
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import Bound, insert_all_once, insert_once
from adapters.db.repositories.numbers import Numbers
from adapters.db.repositories.seen import Shelf
from adapters.db.tables import notices, tasks
from adapters.db.tables_delivery import posts
from adapters.db.visibility import notices_for, tasks_for, viewer
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted
from core.kernel.audience import System
from core.kernel.refs import (
    Kind,
    NoticeId,
    PersonId,
    PostId,
    ProjectId,
    Ref,
    TaskId,
    WorkspaceId,
    task_ref,
)
from core.screens.delivery import PostState

_FOLLOWUP: Final = System("followup")
_OWED: Final = NoticeState.OWED.value
_WAITING: Final = [NoticeState.OWED.value, NoticeState.CLAIMED.value]
_UNDER_WAY: Final = [PostState.PENDING.value, PostState.SENDING.value]
_HEARD: Final = [NoticeState.SAID.value, NoticeState.ANSWERED.value]


_NO_MOMENT: Final = frozenset({NoticeState.OWED, NoticeState.DROPPED, NoticeState.CLAIMED})
_AT: Final = bindparam("at", type_=Instant)
_POST: Final = bindparam("by_post", type_=BigInteger)

_IS_ABOUT: Final = and_(
    notices.c.subject_kind == bindparam("about_kind"),
    notices.c.subject_id == bindparam("about_id"),
)
_IS_TO: Final = and_(
    notices.c.recipient_kind == bindparam("to_kind"),
    notices.c.recipient_id == bindparam("to_id"),
)
_THESE: Final = notices.c.id.in_(bindparam("ids", expanding=True))
_IS_OWED: Final = notices.c.state == _OWED
_IS_SAID: Final = notices.c.state == NoticeState.SAID.value

_ALL: Final = notices_for(_FOLLOWUP)
_ABOUT: Final = Prepared(_ALL.where(_IS_ABOUT))
_ABOUT_THESE: Final = Prepared(
    _ALL.where(
        notices.c.subject_kind == bindparam("about_kind"),
        notices.c.subject_id.in_(bindparam("ids", expanding=True)),
    ),
    many="ids",
)
_OWED_TO: Final = Prepared(_ALL.where(_IS_TO, _IS_OWED))
_OWED_ALL: Final = Prepared(_ALL.where(_IS_OWED))
_TO_COME: Final = (
    _ALL.where(
        _IS_OWED,
        notices.c.not_before > _AT,
        notices.c.manner == bindparam("by_manner"),
        notices.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(notices.c.not_before, notices.c.id)
    .limit(bindparam("most", type_=Integer))
)
_SAID: Final = _ALL.where(
    _IS_TO, notices.c.state.in_(_HEARD), notices.c.said_at >= bindparam("since")
)
_GOES: Final = _ALL.where(
    _IS_TO,
    notices.c.state == NoticeState.CLAIMED.value,
    exists().where(
        posts.c.workspace_id == notices.c.workspace_id,
        posts.c.id == notices.c.post_id,
        posts.c.state.in_(_UNDER_WAY),
    ),
)
_TO_COME_SOON: Final = Prepared(_TO_COME, many="kinds")
_SAID_TO: Final = Prepared(_SAID)
_REACHED: Final = Prepared(union_all(_SAID, _GOES))
_FOR_POST: Final = Prepared(_ALL.where(notices.c.post_id == _POST))

_MINE: Final = update(notices).where(
    notices.c.workspace_id == bindparam("of_workspace", type_=Integer)
)
_ANSWERED: Final = {"state": NoticeState.ANSWERED.value, "answered_at": _AT}
_IS_CLAIMED: Final = notices.c.state == NoticeState.CLAIMED.value
_ANSWER_ALL: Final = _MINE.where(_IS_ABOUT, or_(_IS_SAID, _IS_CLAIMED)).values(
    state=case((_IS_SAID, NoticeState.ANSWERED.value), else_=notices.c.state), answered_at=_AT
)
_ANSWER: Final = Prepared(_ANSWER_ALL)
_ANSWER_TO: Final = Prepared(_ANSWER_ALL.where(_IS_TO))
_CLAIM: Final = Prepared(
    _MINE.where(_THESE, _IS_OWED).values(state=NoticeState.CLAIMED.value, post_id=_POST),
    many="ids",
)
_HOLD: Final = Prepared(_MINE.where(_THESE, _IS_OWED).values(not_before=_AT), many="ids")
_SOONER_IN: Final = _MINE.where(
    notices.c.subject_kind == Kind.TASK.value,
    notices.c.subject_id.in_(
        tasks_for(_FOLLOWUP)
        .with_only_columns(tasks.c.id)
        .where(tasks.c.project_id == bindparam("of_project", type_=BigInteger))
    ),
    notices.c.not_before > _AT,
    _IS_OWED,
).values(not_before=_AT)
_STILL_WAITING: Final = _MINE.where(_THESE, notices.c.state.in_(_WAITING))
_FATES: Final = {
    NoticeState.SAID: _STILL_WAITING.values(state=NoticeState.SAID.value, said_at=_AT),
    NoticeState.OWED: _STILL_WAITING.values(state=NoticeState.OWED.value, post_id=None),
    NoticeState.ANSWERED: _MINE.where(_THESE, _IS_SAID).values(_ANSWERED),
    NoticeState.DROPPED: _STILL_WAITING.values(state=NoticeState.DROPPED.value),
    NoticeState.CLAIMED: _STILL_WAITING.values(state=NoticeState.CLAIMED.value),
}
_CROSSED: Final = Prepared(
    _MINE.where(_THESE, _IS_CLAIMED, notices.c.answered_at.is_not(None)).values(
        state=NoticeState.ANSWERED.value, said_at=notices.c.answered_at
    ),
    many="ids",
)
_SETTLE: Final = {state: Prepared(fate, many="ids") for state, fate in _FATES.items()}


class NoticeRows(Bound):
    """Notices of one workspace."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, numbers: Numbers) -> None:
        super().__init__(connection, workspace)
        self._numbers = numbers
        self._foreseen: Shelf[Ref, Sequence[Notice]] = Shelf()

    def owe(self, wanted: Wanted, now: datetime) -> Notice | None:
        """None when it was owed already: somebody else did it."""
        self._foreseen.forget(wanted.subject)
        notice = Notice(NoticeId(self._numbers.new()), wanted, NoticeState.OWED, now)
        values = notice_values(self._workspace, notice)
        return notice if insert_once(self._connection, notices, values) else None

    def owe_all(self, wanted: Sequence[Wanted], now: datetime) -> None:
        """As ``owe``, of many; what was owed already stays as it is."""
        numbers = self._numbers.several(len(wanted))
        rows = []
        for number, each in zip(numbers, wanted, strict=True):
            self._foreseen.forget(each.subject)
            notice = Notice(NoticeId(number), each, NoticeState.OWED, now)
            rows.append(notice_values(self._workspace, notice))
        insert_all_once(self._connection, notices, rows)

    def of(self, subject: Ref) -> Sequence[Notice]:
        """All about *subject*, oldest first."""
        held = self._foreseen.held(subject)
        if held is not None:
            return held
        return self._load(_ABOUT, about_kind=subject.kind.value, about_id=subject.id)

    def foresee(self, tasks: Iterable[TaskId]) -> None:
        """Those about *tasks* are read at once: each of them will be asked for."""
        found: dict[Ref, list[Notice]] = {task_ref(task): [] for task in tasks}
        if found:
            ids = sorted(ref.id for ref in found)
            for notice in self._load(_ABOUT_THESE, ids=ids, about_kind=Kind.TASK.value):
                found[notice.wanted.subject].append(notice)
        for subject, theirs in found.items():
            self._foreseen.keep(subject, theirs)

    def answer(self, subject: Ref, person: PersonId | None, at: datetime) -> None:
        """Said notices about *subject* to *person* (None: to anybody) count as answered; of those
        that a post is taking there it is noted when that was."""
        values = {"about_kind": subject.kind.value, "about_id": subject.id, "at": at}
        if person is None:
            self._change(_ANSWER, **values)
        else:
            self._change(_ANSWER_TO, **values, **_recipient(Ref(Kind.PERSON, person)))

    def owed_to(self, recipient: Ref) -> Sequence[Notice]:
        """What no post holds yet, whether its time has come or not."""
        return self._load(_OWED_TO, **_recipient(recipient))

    def owed(self) -> Sequence[Notice]:
        """All that no post holds."""
        return self._load(_OWED_ALL)

    def to_come(
        self, manner: Manner, kinds: Collection[NoticeKind], after: datetime, limit: int
    ) -> Sequence[Notice]:
        """Such that no post holds and whose time comes after that; the soonest, so many at most."""
        values = {"by_manner": manner.value, "kinds": sorted(kind.value for kind in kinds)}
        return self._load(_TO_COME_SOON, **values, at=after, most=limit)

    def said_to(self, person: PersonId, since: datetime) -> Sequence[Notice]:
        """What *person* was told since then, answered or not."""
        return self._load(_SAID_TO, **_recipient(Ref(Kind.PERSON, person)), since=since)

    def reached(self, person: PersonId, since: datetime) -> Sequence[Notice]:
        """``said_to``, and what a message to *person* holds that the platform has not taken yet."""
        return self._load(_REACHED, **_recipient(Ref(Kind.PERSON, person)), since=since)

    def claim(self, ids: Sequence[NoticeId], post: PostId) -> None:
        """*post* holds them from now on; those that are not owed any more stay as they are."""
        self._change(_CLAIM, ids=ids, by_post=post)

    def settle(self, ids: Sequence[NoticeId], state: NoticeState, at: datetime) -> None:
        """Their fate: said, answered, dropped, or owed again by no post.

        What was answered or dropped meanwhile stays so.
        """
        values = {} if state in _NO_MOMENT else {"at": at}
        self._change(_SETTLE[state], ids=ids, **values)

    def crossed(self, ids: Sequence[NoticeId]) -> None:
        """They were said while an answer came: of these, what was answered is answered."""
        self._change(_CROSSED, ids=ids)

    def hold(self, ids: Sequence[NoticeId], not_before: datetime) -> None:
        """Owed ones wait until then."""
        self._change(_HOLD, ids=ids, at=not_before)

    def sooner_for_project(self, project: ProjectId, not_before: datetime) -> None:
        """What is owed about the tasks of a project waits no longer than until then."""
        self._foreseen.clear()
        self._connection.execute(
            _SOONER_IN,
            {"of_workspace": self._workspace, "of_project": project, "at": not_before},
        )

    def for_post(self, post: PostId) -> Sequence[Notice]:
        """What the post says, oldest first."""
        return self._load(_FOR_POST, by_post=post)

    def _load(self, statement: Prepared, **values: object) -> list[Notice]:
        mine = viewer(_FOLLOWUP, self._workspace)
        rows = statement.all(self._connection, {**mine, **values})
        return sorted((to_notice(row) for row in rows), key=lambda notice: notice.id)

    def _change(self, statement: Prepared, **values: object) -> None:
        self._foreseen.clear()
        statement.later(self._connection, {"of_workspace": self._workspace, **values})


def _recipient(recipient: Ref) -> dict[str, object]:
    return {"to_kind": recipient.kind.value, "to_id": recipient.id}
