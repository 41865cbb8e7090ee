"""The one look-up that spans workspaces."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, or_, select, update

from adapters.db.column_types import Instant
from adapters.db.mapping_people import installation_values, to_installation, workspace_values
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import insert_once
from adapters.db.repositories.seen import Editions, new_edition
from adapters.db.schema import metadata
from adapters.db.tables import installations, recurrences, routines, watches, workspaces
from core.kernel.refs import InstallationId, WorkspaceId
from core.people.model import Installation, Workspace

_NOW: Final = bindparam("now", type_=Instant)


def _coming() -> Select[Any]:
    # The earliest of each workspace is one look into an index, however the rest is planned;
    # EXISTS becomes a join, which PostgreSQL may answer by reading all watches.
    look = select(func.min(watches.c.check_at)).where(watches.c.workspace_id == workspaces.c.id)
    say = select(func.min(routines.c.next_at)).where(routines.c.workspace_id == workspaces.c.id)
    again = select(func.min(recurrences.c.next_at)).where(
        recurrences.c.workspace_id == workspaces.c.id
    )
    earliest = (look.scalar_subquery(), say.scalar_subquery(), again.scalar_subquery())
    due = or_(*(moment <= _NOW for moment in earliest))
    named = (moment.label(f"next_{nth}") for nth, moment in enumerate(earliest))
    return select(workspaces.c.id, *named).where(workspaces.c.paused_at.is_(None), due)


_COMING: Final = Prepared(_coming())
_FIND: Final = Prepared(
    select(installations, workspaces.c.edition)
    .join(workspaces, workspaces.c.id == installations.c.workspace_id)
    .where(
        installations.c.platform == bindparam("on_platform"),
        installations.c.external_id == bindparam("of_team"),
    )
)


class DirectoryRows:
    """Which workspace does an installation belong to, and where is something to be done?"""

    def __init__(self, connection: Connection, editions: Editions) -> None:
        self._connection = connection
        self._editions = editions

    def find(self, platform: str, external_id: str) -> Installation | None:
        """By the platform's id of its team or guild."""
        values = {"on_platform": platform, "of_team": external_id}
        row = _FIND.one(self._connection, values)
        if row is None:
            return None
        installation = to_installation(row)
        self._editions.found(installation.workspace, row.edition)
        return installation

    def create(self, platform: str, external_id: str, name: str, zone: str) -> Installation:
        """A new workspace with its first installation; the known one when somebody was faster."""
        workspace = self._new_workspace(name, zone)
        first = Installation(workspace, InstallationId(1), platform, external_id, name)
        if insert_once(self._connection, installations, installation_values(first)):
            return first
        self._connection.execute(delete(workspaces).where(workspaces.c.id == workspace))
        known = self.find(platform, external_id)
        if known is None:
            raise RuntimeError("an installation vanished while it was looked up")
        return known

    def move(self, installation: Installation, into: WorkspaceId) -> Installation:
        """The installation belongs to another workspace; what it was in the first is gone."""
        old = installations.c.workspace_id == installation.workspace
        self._empty(installation.workspace)
        this = old & (installations.c.id == installation.id)
        self._connection.execute(delete(installations).where(this))
        self._editions.counters(into)  # They do not hold any more.
        bumped = update(workspaces).where(workspaces.c.id == into)
        self._connection.execute(
            bumped.values(sequence=workspaces.c.sequence + 1, edition=new_edition())
        )
        number = self._connection.scalar(
            select(workspaces.c.sequence).where(workspaces.c.id == into)
        )
        moved = replace(installation, workspace=into, id=InstallationId(number or 0))
        self._connection.execute(insert(installations).values(**installation_values(moved)))
        return moved

    def close(self, workspace: WorkspaceId) -> None:
        """A workspace without installations goes, with everything in it."""
        self._empty(workspace)
        self._connection.execute(delete(workspaces).where(workspaces.c.id == workspace))

    def _empty(self, workspace: WorkspaceId) -> None:
        """Everything of a workspace but itself and its installations."""
        for table in reversed(metadata.sorted_tables):
            if "workspace_id" in table.c and table is not installations:
                mine = table.c.workspace_id == workspace
                self._connection.execute(delete(table).where(mine))

    def workspaces(self) -> Sequence[WorkspaceId]:
        """All, oldest first."""
        ids = self._connection.scalars(select(workspaces.c.id).order_by(workspaces.c.id))
        return [WorkspaceId(i) for i in ids]

    def due(self, now: datetime) -> Sequence[WorkspaceId]:
        """Workspaces that are not paused, where a watch, a routine or what repeats is due."""
        return sorted(self.coming(now))

    def coming(self, until: datetime) -> Mapping[WorkspaceId, Sequence[datetime]]:
        """Those of which something is due by then, with the moment of the next watch, routine and
        what repeats."""
        rows = _COMING.cells(self._connection, {"now": until})
        return {WorkspaceId(row[0]): [m for m in row[1:] if m is not None] for row in rows}

    def _new_workspace(self, name: str, zone: str) -> WorkspaceId:
        settings = workspace_values(Workspace(WorkspaceId(0), name, zone=zone))
        # The first installation is number one of the workspace's sequence.
        statement = insert(workspaces).values(**settings, sequence=1, edition=new_edition())
        new = self._connection.execute(statement.returning(workspaces.c.id))
        return WorkspaceId(new.scalar_one())
