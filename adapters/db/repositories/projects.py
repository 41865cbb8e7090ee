"""Projects as one audience may see them, and the writer of projects."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    Integer,
    Select,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)

from adapters.db.mapping_tasks import project_values, to_project
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import Bound
from adapters.db.repositories.seen import ProjectShelf, Seen
from adapters.db.repositories.texts import TextRows
from adapters.db.tables import places, projects
from adapters.db.visibility import projects_for, viewer
from core.kernel.audience import Audience
from core.kernel.errors import Conflict
from core.kernel.refs import PersonId, PlaceId, ProjectId, WorkspaceId
from core.projects.model import Project

_ADD: Final = insert(projects)
_SAVE: Final = update(projects).where(
    projects.c.workspace_id == bindparam("of_workspace"),
    projects.c.id == bindparam("of_project"),
    projects.c.version == bindparam("of_version"),
)


_NAMING: Final = Prepared(
    select(places.c.id, places.c.project_id).where(
        places.c.workspace_id == bindparam("of_workspace", type_=Integer),
        places.c.project_id.in_(bindparam("of_projects", expanding=True)),
        text("project_id IS NOT NULL"),
    ),
    many="of_projects",
)
"""Written as the partial index has it, so that SQLite uses that."""


@cache
def _with_id(seen: Select[Any]) -> Prepared:
    return Prepared(seen.where(projects.c.id == bindparam("of_project")))


@cache
def _with_key(seen: Select[Any]) -> Prepared:
    return Prepared(seen.where(projects.c.key == bindparam("of_key")))


@cache
def _of_place(seen: Select[Any]) -> Prepared:
    place: BindParameter[int] = bindparam("of_place", type_=BigInteger)
    named = select(places.c.project_id).where(
        places.c.workspace_id == bindparam("of_workspace"), places.c.id == place
    )
    here = or_(projects.c.home_id == place, projects.c.id == named.scalar_subquery())
    return Prepared(
        seen.where(here, projects.c.closed_at.is_(None))
        .order_by(projects.c.id)
        .limit(literal_column("1"))
    )


@cache
def _by_key(seen: Select[Any]) -> Prepared:
    return Prepared(seen.order_by(projects.c.key).limit(bindparam("most", type_=BigInteger)))


@cache
def _led_by(seen: Select[Any]) -> Prepared:
    lead = func.coalesce(projects.c.lead_id, projects.c.creator_id)
    of_person: BindParameter[int] = bindparam("of_lead", type_=BigInteger)
    led = seen.where(lead == of_person, projects.c.closed_at.is_(None))
    return Prepared(led.order_by(projects.c.key))


@cache
def _paused(seen: Select[Any]) -> Prepared:
    pauses = seen.with_only_columns(projects.c.id, projects.c.paused_until)
    return Prepared(pauses.where(text("paused_at IS NOT NULL")))


class ProjectRows(Bound):
    """Projects of one workspace for one audience."""

    def __init__(
        self,
        connection: Connection,
        workspace: WorkspaceId,
        audience: Audience,
        texts: TextRows,
        seen: Seen,
    ) -> None:
        super().__init__(connection, workspace)
        self._all = projects_for(audience)
        self._texts = texts
        self._audience = audience
        self._seen = seen
        self._viewer = viewer(audience, workspace)

    def get(self, project: ProjectId) -> Project | None:
        """The project; None when it is unknown or unseen."""
        values = {"of_project": project}
        return self._shelf.by_id.one(project, lambda: self._one(_with_id(self._all), values))

    def by_key(self, key: str) -> Project | None:
        """By the word after the #, whatever its case."""
        word = key.lower()
        values = {"of_key": word}
        return self._shelf.by_key.one(word, lambda: self._one(_with_key(self._all), values))

    def at_home(self, place: PlaceId) -> Project | None:
        """The project that has its home here; on a second platform the place names it.

        One that is closed has left its home to the next."""
        values = {"of_place": place}
        return self._shelf.at_home.one(place, lambda: self._one(_of_place(self._all), values))

    @property
    def _shelf(self) -> ProjectShelf:
        return self._seen.facts.projects(self._audience)

    def all(self, limit: int = 100) -> Sequence[Project]:
        """By key."""
        return self._load(_by_key(self._all), {"most": limit})

    def led_by(self, person: PersonId) -> Sequence[Project]:
        """The open ones that *person* is in charge of, by key."""
        return self._load(_led_by(self._all), {"of_lead": person})

    def resting(self, now: datetime) -> Mapping[ProjectId, datetime | None]:
        """Those that are paused at *now*, with the end of the pause where it has one."""
        paused = self._shelf.paused
        if paused is None:
            rows = _paused(self._all).all(self._connection, self._viewer)
            paused = {ProjectId(row.id): row.paused_until for row in rows}
            self._shelf.paused = paused
        return {number: end for number, end in paused.items() if end is None or end > now}

    def _one(self, statement: Prepared, values: Mapping[str, object]) -> Project | None:
        found = self._load(statement, values)
        return found[0] if found else None

    def _load(self, statement: Prepared, values: Mapping[str, object]) -> list[Project]:
        rows = statement.all(self._connection, {**self._viewer, **values})
        texts = (
            number for row in rows for number in (row.why_id, row.pause_reason_id, row.outcome_id)
        )
        bodies = self._texts.many(number for number in texts if number is not None)
        others = self._other_homes(rows)
        return [to_project(row, bodies, others.get(row.id, ())) for row in rows]

    def _other_homes(self, rows: Sequence[Any]) -> Mapping[int, tuple[PlaceId, ...]]:
        """Places that name each project, beside the home that it names itself."""
        first = {row.id: row.home_id for row in rows}
        if not first:
            return {}
        values = {"of_workspace": self._workspace, "of_projects": list(first)}
        found: dict[int, list[PlaceId]] = {}
        for place, project in sorted(_NAMING.all(self._connection, values)):
            if place != first[project]:
                found.setdefault(project, []).append(PlaceId(place))
        return {project: tuple(homes) for project, homes in found.items()}


class ProjectWriterRows(Bound):
    """Changes to projects."""

    def __init__(
        self, connection: Connection, workspace: WorkspaceId, texts: TextRows, seen: Seen
    ) -> None:
        super().__init__(connection, workspace)
        self._texts = texts
        self._seen = seen

    def add(self, project: Project) -> None:
        """Stores a new project; Conflict when its key is taken."""
        self._seen.change()
        self._texts.flush()
        self._connection.execute(_ADD, project_values(project))

    def save(self, project: Project) -> None:
        """Conflict when ``version - 1`` is no longer what is stored."""
        self._seen.change()
        self._texts.flush()
        values = project_values(project)
        key = {
            "of_workspace": values.pop("workspace_id"),
            "of_project": values.pop("id"),
            "of_version": project.version - 1,
        }
        if self._connection.execute(_SAVE, values | key).rowcount != 1:
            raise Conflict("changed_meanwhile", project=project.id)

    def learn(self, project: ProjectId, usual_gap: int | None, at: datetime) -> None:
        """For how long its tasks are usually quiet. No change of people's, so no new version."""
        self._seen.change()
        mine = (projects.c.workspace_id == self._workspace) & (projects.c.id == project)
        self._connection.execute(
            update(projects).where(mine).values(usual_gap=usual_gap, gap_at=at)
        )
