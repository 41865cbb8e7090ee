"""Projects as one audience may see them, and the writer of projects."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, or_, select, update

from adapters.db.mapping_tasks import project_values, to_project
from adapters.db.repositories.base import Bound
from adapters.db.repositories.texts import TextRows
from adapters.db.tables import places, projects
from adapters.db.visibility import projects_for, viewer
from core.kernel.audience import Audience
from core.kernel.errors import Conflict
from core.kernel.refs import PlaceId, ProjectId, WorkspaceId
from core.projects.model import Project

_SAVE = update(projects).where(
    projects.c.workspace_id == bindparam("of_workspace"),
    projects.c.id == bindparam("of_project"),
    projects.c.version == bindparam("of_version"),
)


class ProjectRows(Bound):
    """Projects of one workspace for one audience."""

    def __init__(
        self, connection: Connection, workspace: WorkspaceId, audience: Audience, texts: TextRows
    ) -> None:
        super().__init__(connection, workspace)
        self._audience = audience
        self._texts = texts
        self._viewer = viewer(audience, workspace)

    def get(self, project: ProjectId) -> Project | None:
        """The project; None when it is unknown or unseen."""
        return self._one(self._seen().where(projects.c.id == project))

    def by_key(self, key: str) -> Project | None:
        """By the word after the #, whatever its case."""
        return self._one(self._seen().where(projects.c.key == key.lower()))

    def at_home(self, place: PlaceId) -> Project | None:
        """The project that has its home here; on a second platform the place names it."""
        named = select(places.c.project_id).where(
            places.c.workspace_id == self._workspace, places.c.id == place
        )
        here = or_(projects.c.home_id == place, projects.c.id == named.scalar_subquery())
        return self._one(self._seen().where(here).order_by(projects.c.id).limit(1))

    def all(self, limit: int = 100) -> Sequence[Project]:
        """By key."""
        return self._load(self._seen().order_by(projects.c.key).limit(limit))

    def _seen(self) -> Select[Any]:
        return projects_for(self._audience)

    def _one(self, statement: Select[Any]) -> Project | None:
        found = self._load(statement)
        return found[0] if found else None

    def _load(self, statement: Select[Any]) -> list[Project]:
        rows = self._connection.execute(statement, self._viewer).all()
        bodies = self._texts.many(row.why_id for row in rows if row.why_id is not None)
        return [to_project(row, bodies) for row in rows]


class ProjectWriterRows(Bound):
    """Changes to projects."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, texts: TextRows) -> None:
        super().__init__(connection, workspace)
        self._texts = texts

    def add(self, project: Project) -> None:
        """Stores a new project; Conflict when its key is taken."""
        self._texts.flush()
        self._connection.execute(insert(projects), project_values(project))

    def save(self, project: Project) -> None:
        """Conflict when ``version - 1`` is no longer what is stored."""
        self._texts.flush()
        values = project_values(project)
        key = {
            "of_workspace": values.pop("workspace_id"),
            "of_project": values.pop("id"),
            "of_version": project.version - 1,
        }
        if self._connection.execute(_SAVE, values | key).rowcount != 1:
            raise Conflict("changed_meanwhile", project=project.id)
