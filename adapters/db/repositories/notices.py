"""What is owed to whom, once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, update

from adapters.db.mapping_delivery import notice_values, to_notice
from adapters.db.repositories.base import Bound, insert_once
from adapters.db.repositories.numbers import Numbers
from adapters.db.tables import notices
from adapters.db.visibility import notices_for, viewer
from core.followup.model import Notice, NoticeState, Wanted
from core.kernel.audience import System
from core.kernel.refs import Kind, NoticeId, PersonId, PostId, Ref, WorkspaceId

_FOLLOWUP: Final = System("followup")
_OWED: Final = NoticeState.OWED.value
_WAITING: Final = [NoticeState.OWED.value, NoticeState.CLAIMED.value]
_HEARD: Final = [NoticeState.SAID.value, NoticeState.ANSWERED.value]


class NoticeRows(Bound):
    """Notices of one workspace."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, numbers: Numbers) -> None:
        super().__init__(connection, workspace)
        self._numbers = numbers

    def owe(self, wanted: Wanted, now: datetime) -> Notice | None:
        """None when it was owed already: somebody else did it."""
        notice = Notice(NoticeId(self._numbers.new()), wanted, NoticeState.OWED, now)
        values = notice_values(self._workspace, notice)
        return notice if insert_once(self._connection, notices, values) else None

    def of(self, subject: Ref) -> Sequence[Notice]:
        """All about *subject*, oldest first."""
        return self._load(self._all().where(*_about(subject)))

    def answer(self, subject: Ref, person: PersonId | None, at: datetime) -> None:
        """Said notices about *subject* to *person* (None: to anybody) count as answered."""
        clauses: list[ColumnElement[bool]] = [
            *_about(subject),
            notices.c.state == NoticeState.SAID.value,
        ]
        if person is not None:
            clauses += _to(Ref(Kind.PERSON, person))
        self._change(clauses, state=NoticeState.ANSWERED.value, answered_at=at)

    def owed_to(self, recipient: Ref) -> Sequence[Notice]:
        """What no post holds yet, whether its time has come or not."""
        return self._load(self._all().where(*_to(recipient), notices.c.state == _OWED))

    def said_to(self, person: PersonId, since: datetime) -> Sequence[Notice]:
        """What *person* was told since then, answered or not."""
        return self._load(
            self._all().where(
                *_to(Ref(Kind.PERSON, person)),
                notices.c.state.in_(_HEARD),
                notices.c.said_at >= since,
            )
        )

    def claim(self, ids: Sequence[NoticeId], post: PostId) -> None:
        """*post* holds them from now on; those that are not owed any more stay as they are."""
        self._change(
            [notices.c.id.in_(ids), notices.c.state == _OWED],
            state=NoticeState.CLAIMED.value,
            post_id=post,
        )

    def settle(self, ids: Sequence[NoticeId], state: NoticeState, at: datetime) -> None:
        """Their fate: said, answered, dropped, or owed again by no post.

        What was answered or dropped meanwhile stays so.
        """
        these = notices.c.id.in_(ids)
        waiting = [these, notices.c.state.in_(_WAITING)]
        match state:
            case NoticeState.SAID:
                self._change(waiting, state=state.value, said_at=at)
            case NoticeState.OWED:
                self._change(waiting, state=state.value, post_id=None)
            case NoticeState.ANSWERED:
                said = [these, notices.c.state == NoticeState.SAID.value]
                self._change(said, state=state.value, answered_at=at)
            case NoticeState.DROPPED | NoticeState.CLAIMED:
                self._change(waiting, state=state.value)

    def hold(self, ids: Sequence[NoticeId], not_before: datetime) -> None:
        """Owed ones wait until then."""
        self._change([notices.c.id.in_(ids), notices.c.state == _OWED], not_before=not_before)

    def for_post(self, post: PostId) -> Sequence[Notice]:
        """What the post says, oldest first."""
        return self._load(self._all().where(notices.c.post_id == post))

    def _all(self) -> Select[Any]:
        return notices_for(_FOLLOWUP)

    def _load(self, statement: Select[Any]) -> list[Notice]:
        rows = self._connection.execute(statement, viewer(_FOLLOWUP, self._workspace))
        return sorted((to_notice(row) for row in rows), key=lambda notice: notice.id)

    def _change(self, clauses: Sequence[ColumnElement[bool]], **values: object) -> None:
        mine = notices.c.workspace_id == self._workspace
        self._connection.execute(update(notices).where(mine, *clauses).values(values))


def _about(subject: Ref) -> list[ColumnElement[bool]]:
    return [notices.c.subject_kind == subject.kind.value, notices.c.subject_id == subject.id]


def _to(recipient: Ref) -> list[ColumnElement[bool]]:
    return [
        notices.c.recipient_kind == recipient.kind.value,
        notices.c.recipient_id == recipient.id,
    ]
