"""What following up asks of the store."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.followup.model import (
    Manner,
    Notice,
    NoticeKind,
    NoticeState,
    Routine,
    RoutineKind,
    Wanted,
    Watch,
)
from core.kernel.refs import NoticeId, PersonId, PostId, ProjectId, Ref, TaskId
from core.recurring.ports import RecurringUnit


class Watches(Protocol):
    """When to look again. Rows of their own, so that bookkeeping never conflicts with people."""

    def set(self, subject: Ref, check_at: datetime | None) -> None: ...
    def set_all(self, looks: Mapping[Ref, datetime | None]) -> None: ...
    def sooner(self, subject: Ref, check_at: datetime) -> None:
        """``check_at = least(check_at, new)``; creates the row when missing."""
        ...

    def sooner_for_person(self, person: PersonId, check_at: datetime) -> None: ...
    def sooner_for_project(self, project: ProjectId | None, check_at: datetime) -> None:
        """All open tasks of a project, or of the workspace; creates the rows that are missing."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Watch]: ...
    def earliest(self) -> datetime | None: ...


class Notices(Protocol):
    """Notices of one workspace."""

    def owe(self, wanted: Wanted, now: datetime) -> Notice | None:
        """None when it was owed already: somebody else did it."""
        ...

    def owe_all(self, wanted: Sequence[Wanted], now: datetime) -> None: ...
    def of(self, subject: Ref) -> Sequence[Notice]: ...
    def foresee(self, tasks: Iterable[TaskId]) -> None:
        """Those about *tasks* are read at once: each of them will be asked for."""
        ...

    def answer(self, subject: Ref, person: PersonId | None, at: datetime) -> None:
        """Said notices about *subject* to *person* (None: to anybody) count as answered; of those
        that a post is taking there it is noted when that was."""
        ...

    def crossed(self, ids: Sequence[NoticeId]) -> None:
        """They were said while an answer came: of these, what was answered is answered."""
        ...

    def owed(self) -> Sequence[Notice]:
        """All that no post holds."""
        ...

    def to_come(
        self, manner: Manner, kinds: Collection[NoticeKind], after: datetime, limit: int
    ) -> Sequence[Notice]:
        """Such that no post holds and whose time comes after that; the soonest, so many at most."""
        ...

    def owed_to(self, recipient: Ref) -> Sequence[Notice]: ...
    def said_to(self, person: PersonId, since: datetime) -> Sequence[Notice]: ...
    def reached(self, person: PersonId, since: datetime) -> Sequence[Notice]:
        """``said_to``, and what a message to *person* holds that the platform has not taken yet."""
        ...

    def claim(self, ids: Sequence[NoticeId], post: PostId) -> None: ...
    def settle(self, ids: Sequence[NoticeId], state: NoticeState, at: datetime) -> None: ...
    def hold(self, ids: Sequence[NoticeId], not_before: datetime) -> None: ...
    def for_post(self, post: PostId) -> Sequence[Notice]: ...
    def sooner_for_project(self, project: ProjectId, not_before: datetime) -> None:
        """What is owed about the tasks of a project waits no longer than until then."""
        ...


class Routines(Protocol):
    """Briefs and digests, due by the clock on the wall."""

    def put(self, routine: Routine) -> None: ...
    def get(self, kind: RoutineKind, subject: Ref) -> Routine | None: ...
    def remove(self, kind: RoutineKind, subject: Ref) -> None: ...
    def due(self, now: datetime, limit: int) -> Sequence[Routine]: ...
    def earliest(self) -> datetime | None: ...


class FollowupUnit(RecurringUnit, Protocol):
    """What following up needs of a unit of work."""

    @property
    def watches(self) -> Watches: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def routines(self) -> Routines: ...
