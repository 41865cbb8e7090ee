"""What the projects capability asks of the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.audience import Audience
from core.kernel.refs import PersonId, PlaceId, ProjectId
from core.links.ports import LinkUnit
from core.projects.model import Project


class Projects(Protocol):
    """Projects of one workspace, as one audience may see them."""

    def get(self, project: ProjectId) -> Project | None: ...
    def by_key(self, key: str) -> Project | None: ...
    def at_home(self, place: PlaceId) -> Project | None: ...
    def all(self, limit: int = 100) -> Sequence[Project]: ...
    def led_by(self, person: PersonId) -> Sequence[Project]:
        """The open ones that *person* is in charge of, by key."""
        ...

    def resting(self, now: datetime) -> Mapping[ProjectId, datetime | None]:
        """Those that are paused at *now*, with the end of the pause where it has one."""
        ...


class ProjectWriter(Protocol):
    """Changes to projects."""

    def add(self, project: Project) -> None: ...
    def save(self, project: Project) -> None:
        """Conflict when ``version - 1`` is no longer what is stored."""
        ...

    def learn(self, project: ProjectId, usual_gap: int | None, at: datetime) -> None:
        """For how long its tasks are usually quiet. No change of people's, so no new version."""
        ...


class ProjectUnit(LinkUnit, Protocol):
    """What the project services need of a unit of work."""

    def projects(self, audience: Audience) -> Projects: ...
    @property
    def project_writer(self) -> ProjectWriter: ...
