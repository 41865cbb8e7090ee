"""Two persons of one workspace become one: whatever names the one names the other."""

from typing import Final

from sqlalchemy import Column, Connection, Table, delete, select, tuple_, update

from adapters.db.repositories.merging_documents import merge_documents
from adapters.db.tables import (
    accounts,
    events,
    followers,
    memberships,
    notices,
    persons,
    posts,
    projects,
    routines,
    tasks,
    texts,
    watches,
    workspaces,
)
from adapters.db.visibility import all_rows, viewer
from core.kernel.audience import System
from core.kernel.refs import Kind, PersonId, WorkspaceId

LINKING = System("linking")
NAMED: Final[tuple[tuple[Table, tuple[str, ...]], ...]] = (
    (accounts, ("person_id",)),
    (texts, ("author_id",)),
    (projects, ("creator_id", "lead_id", "offered_to")),
    (
        tasks,
        (
            "requester_id", "owner_id", "verifier_id", "finished_by", "helper_id",
            "source_author_id", "offered_to",
        ),
    ),
    (events, ("actor_id",)),
    (posts, ("person_id",)),
    (workspaces, ("paused_by",)),
    (persons, ("became",)),
)  # fmt: skip
"""Columns that hold a person."""
ONCE: Final = ((memberships, "place_id"), (followers, "task_id"))
"""Tables with a row for each person and something else."""
ABOUT: Final = (events, posts)
"""Tables whose subject may be a person."""
GONE: Final = (watches, routines, notices)
"""Tables of what is to be done about a person: nothing, about one who is no more."""


def merge(connection: Connection, workspace: WorkspaceId, stays: PersonId, goes: PersonId) -> None:
    """Everything of *goes* is *stays*'s from now on; what both had, *stays* keeps."""
    for table, names in NAMED:
        for name in names:
            _rename(connection, workspace, table, table.c[name], stays, goes)
    for table, beside in ONCE:
        _once(connection, workspace, table, table.c[beside], stays, goes)
    for table in ABOUT:
        mine = (table.c.workspace_id == workspace) & (table.c.subject_kind == Kind.PERSON.value)
        statement = update(table).where(mine, table.c.subject_id == goes)
        connection.execute(statement.values(subject_id=stays))
    for table in GONE:
        _drop_about(connection, workspace, table, goes)
    _hand_notices(connection, workspace, stays, goes)
    _ask_nobody_for_their_own(connection, workspace)
    merge_documents(connection, workspace, stays, goes)


def _rename(
    connection: Connection, workspace: WorkspaceId, table: Table, column: Column[int],
    stays: PersonId, goes: PersonId,
) -> None:  # fmt: skip
    here = table.c.id if table is workspaces else table.c.workspace_id
    theirs = (here == workspace) & (column == goes)
    connection.execute(update(table).where(theirs).values({column.name: stays}))


def _ask_nobody_for_their_own(connection: Connection, workspace: WorkspaceId) -> None:
    """Who leads a project, or has a task, is not asked whether they take it."""
    for table, has in ((projects, projects.c.lead_id), (tasks, tasks.c.owner_id)):
        own = (table.c.workspace_id == workspace) & (table.c.offered_to == has)
        connection.execute(update(table).where(own).values(offered_to=None))


def _once(
    connection: Connection, workspace: WorkspaceId, table: Table, beside: Column[int],
    stays: PersonId, goes: PersonId,
) -> None:  # fmt: skip
    here = table.c.workspace_id == workspace
    had = select(beside).where(here, table.c.person_id == stays)
    double = here & (table.c.person_id == goes) & beside.in_(had.scalar_subquery())
    connection.execute(delete(table).where(double))
    _rename(connection, workspace, table, table.c.person_id, stays, goes)


def _drop_about(
    connection: Connection, workspace: WorkspaceId, table: Table, goes: PersonId
) -> None:
    """What was to be looked at, or said, about a person who is no more by themselves."""
    kind = table.c.kind if table is watches else table.c.subject_kind
    about = (table.c.subject_id == goes) & (kind == Kind.PERSON.value)
    connection.execute(delete(table).where(table.c.workspace_id == workspace, about))


def _hand_notices(
    connection: Connection, workspace: WorkspaceId, stays: PersonId, goes: PersonId
) -> None:
    """What is owed to *goes* is owed to *stays*, unless that is owed already."""
    person = notices.c.recipient_kind == Kind.PERSON.value
    same = (notices.c.subject_kind, notices.c.subject_id, notices.c.kind, notices.c.slot)
    owed = all_rows(notices, LINKING).with_only_columns(*same)
    owed = owed.where(person, notices.c.recipient_id == stays)
    had = connection.execute(owed, viewer(LINKING, workspace)).all()
    theirs = (notices.c.workspace_id == workspace) & person & (notices.c.recipient_id == goes)
    for start in range(0, len(had), 200):
        double = tuple_(*same).in_([tuple(row) for row in had[start : start + 200]])
        connection.execute(delete(notices).where(theirs, double))
    connection.execute(update(notices).where(theirs).values(recipient_id=stays))
