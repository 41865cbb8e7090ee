"""Who did what, and what was sent, held or dropped: rows without anybody's words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, or_, true

from adapters.db.beside import read_rows
from adapters.db.tables import events, notices, posts
from adapters.db.visibility import all_rows, viewer
from core.kernel.audience import System
from core.kernel.refs import Kind, WorkspaceId
from core.kernel.values import dataclass

AUDIT: Final = System("audit")
TOLD: Final = frozenset({
    "status", "owner", "verifier", "finished_by", "project", "priority", "due", "dateless",
    "start_on", "estimate", "checked", "admin", "active", "role", "lead", "home", "ladder",
    "tuning", "speaks", "strict", "visible_in", "shared_in", "until",
})  # fmt: skip
"""Fields whose values are ids, dates and choices; of all others the name alone is told."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; everything given must hold."""

    task: int | None = None
    person: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened. ``who`` and ``to`` are ids of persons, or empty."""

    at: datetime
    what: str
    """act, owed, said, dropped, sent, waits, refused ..."""
    rule: str
    subject: str
    who: int | None = None
    to: str = ""
    detail: str = ""


def audited(url: str, workspace: WorkspaceId, wanted: Wanted) -> list[Line]:
    """Everything that fits, oldest first, in one snapshot."""
    return read_rows(url, lambda connection: lines_of(connection, workspace, wanted))


def lines_of(connection: Connection, workspace: WorkspaceId, wanted: Wanted) -> list[Line]:
    """Everything that fits, oldest first."""
    parameters = viewer(AUDIT, workspace)
    found: list[Line] = []
    for table, clause, read in (
        (events, _of_events(wanted), _act),
        (notices, _of_notices(wanted), _notice),
        (posts, _of_posts(wanted), _post),
    ):
        for row in connection.execute(all_rows(table, AUDIT).where(clause), parameters):
            found.extend(read(row))
    kept = (line for line in found if wanted.since is None or line.at >= wanted.since)
    return sorted(kept, key=lambda line: (line.at, line.what))


def _about(table: Table, task: int | None) -> ColumnElement[bool]:
    if task is None:
        return true()
    return and_(table.c.subject_kind == Kind.TASK.value, table.c.subject_id == task)


def _of_events(wanted: Wanted) -> ColumnElement[bool]:
    person = wanted.person
    itself = and_(events.c.subject_kind == Kind.PERSON.value, events.c.subject_id == person)
    who = or_(events.c.actor_id == person, itself) if person is not None else true()
    since = events.c.at >= wanted.since if wanted.since is not None else true()
    return and_(_about(events, wanted.task), who, since)


def _of_notices(wanted: Wanted) -> ColumnElement[bool]:
    if wanted.person is None:
        return _about(notices, wanted.task)
    to = and_(
        notices.c.recipient_kind == Kind.PERSON.value, notices.c.recipient_id == wanted.person
    )
    return and_(_about(notices, wanted.task), to)


def _of_posts(wanted: Wanted) -> ColumnElement[bool]:
    clause = posts.c.person_id == wanted.person if wanted.person is not None else true()
    if wanted.task is None:
        return clause
    said = all_rows(notices, AUDIT).with_only_columns(notices.c.post_id)
    holding = said.where(_about(notices, wanted.task), notices.c.post_id.is_not(None))
    return and_(clause, or_(_about(posts, wanted.task), posts.c.id.in_(holding)))


def _act(row: Row[Any]) -> Iterator[Line]:
    subject = f"{row.subject_kind}:{row.subject_id}"
    names = sorted({*row.before, *row.after})
    changes = [_change(name, row.before.get(name), row.after.get(name)) for name in names]
    yield Line(row.at, "act", row.verb, subject, row.actor_id, detail="; ".join(changes))


def _change(name: str, before: object, after: object) -> str:
    return f"{name}: {before} > {after}" if name in TOLD else name


def _notice(row: Row[Any]) -> Iterator[Line]:
    subject = f"{row.subject_kind}:{row.subject_id}"
    to = f"{row.recipient_kind}:{row.recipient_id}"
    yield Line(row.created_at, "owed", row.kind, subject, to=to, detail=f"slot {row.slot}")
    if row.said_at is not None:
        yield Line(row.said_at, "said", row.kind, subject, to=to, detail=f"post {row.post_id}")
    if row.answered_at is not None and row.said_at is not None:
        yield Line(row.answered_at, "answered", row.kind, subject, to=to)
    if row.state == "dropped":
        why = "no longer true, or switched off, when it was about to be said"
        yield Line(row.created_at, "dropped", row.kind, subject, to=to, detail=why)
    if row.state in {"owed", "claimed"}:
        held = f"not before {row.not_before:%Y-%m-%dT%H:%M} UTC"
        yield Line(row.created_at, "held", row.kind, subject, to=to, detail=held)


def _post(row: Row[Any]) -> Iterator[Line]:
    subject = f"{row.subject_kind}:{row.subject_id}" if row.subject_id is not None else ""
    to = f"person:{row.person_id}" if row.person_id is not None else f"place:{row.place_id}"
    detail = f"post {row.id}, {row.state}" + (f": {row.error}" if row.error else "")
    at = row.sent_at or row.created_at
    what = "sent" if row.sent_at is not None else "message"
    where = " (dry run)" if row.rehearsed else ""
    yield Line(at, what, row.kind, subject, to=to, detail=detail + where)
