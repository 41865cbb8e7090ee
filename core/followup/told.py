"""News that asks nothing: how long it is worth telling."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256

from core.followup.helping import still_so
from core.followup.model import Notice, NoticeKind, to_person
from core.kernel.refs import PersonId
from core.projects.model import Project
from core.tasks.model import Status, Task, snapshot


def holds(notice: Notice, task: Task) -> bool:
    """Whether the news is still true of *task*."""
    return RULES[notice.wanted.kind](notice, task)


def _owned(notice: Notice, task: Task) -> bool:
    """The work is still this person's to do."""
    mine = task.owner is not None and notice.wanted.recipient == to_person(task.owner)
    return mine and task.status in {Status.TODO, Status.IN_PROGRESS, Status.BLOCKED}


def _unfinished(notice: Notice, task: Task) -> bool:
    mine = task.owner is not None and notice.wanted.recipient == to_person(task.owner)
    return mine and task.status.open and task.status is not Status.IN_REVIEW


def offer_slot(at: datetime, owner: PersonId | None) -> str:
    """The slot of news that an offer came to nothing: when, and who had the task then."""
    return f"{at.isoformat()}|{owner or ''}"


def _untaken(notice: Notice, task: Task) -> bool:
    """Nobody has taken it, or is asked, since."""
    had = notice.wanted.slot.partition("|")[2]
    return task.status.open and str(task.owner or "") == had and task.offered_to is None


def _accepted(notice: Notice, task: Task) -> bool:
    return task.status is Status.DONE and task.checked


def _dropped(notice: Notice, task: Task) -> bool:
    return task.status is Status.DROPPED


def _postponed(notice: Notice, task: Task) -> bool:
    return task.status is Status.TODO and task.start_on is not None


def _open(notice: Notice, task: Task) -> bool:
    return task.status.open


def project_holds(notice: Notice, project: Project) -> bool:
    """Whether what is asked or told about *project* is still so."""
    match notice.wanted.kind:
        case NoticeKind.LEAD_NEEDED:
            return not project.answered and project.open
        case NoticeKind.LEAD_OFFERED:
            offered = project.offered_to
            return offered is not None and notice.wanted.recipient == to_person(offered)
        case _:
            return project.open and project.offered_to is None


def changed_slot(at: datetime, field: str, task: Task) -> str:
    """The slot of a change that its owner is told of: when, what, and what it is now."""
    return f"{at.isoformat()}|{field}|{_print(task, field)}"


def _print(task: Task, field: str) -> str:
    return sha256(str(snapshot(task).get(field)).encode()).hexdigest()[:12]


def _still_changed(notice: Notice, task: Task) -> bool:
    """It is as the change left it: neither taken back nor changed again."""
    mine = task.owner is not None and notice.wanted.recipient == to_person(task.owner)
    return mine and task.status.open and as_told(notice, task)


def as_told(notice: Notice, task: Task) -> bool:
    """Whether what ``changed_slot`` names is as the change left it; older slots don't tell."""
    _, field, shown = (*notice.wanted.slot.split("|"), "", "")[:3]
    return not field or _print(task, field) == shown


def _date_stands(notice: Notice, task: Task) -> bool:
    """The date is as it was moved to: neither taken back nor moved again."""
    return task.status.open and as_told(notice, task)


def _ended(notice: Notice, task: Task) -> bool:
    return not task.status.open


RULES: Mapping[NoticeKind, Callable[[Notice, Task], bool]] = {
    NoticeKind.FREE: _owned,
    NoticeKind.SENT_BACK: _owned,
    NoticeKind.ACCEPTED: _accepted,
    NoticeKind.DROPPED: _dropped,
    NoticeKind.NOT_NOW: _postponed,
    NoticeKind.FOLLOWED: _ended,
    NoticeKind.PARTS_DONE: _unfinished,
    NoticeKind.NUDGED: _unfinished,
    NoticeKind.OFFER_DECLINED: _untaken,
    NoticeKind.OFFER_ENDED: _untaken,
    NoticeKind.HELP_PROMISED: still_so,
    NoticeKind.HELP_DECLINED: still_so,
    NoticeKind.HELP_OFFERED: still_so,
    NoticeKind.DATE_MOVED: _date_stands,
    NoticeKind.OWNER_TOLD: _still_changed,
    NoticeKind.LEAD_NEEDED: _open,
}
