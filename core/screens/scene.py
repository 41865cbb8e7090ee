"""What every screen needs: the unit, for whom it reads, to whom it speaks, on which platform."""

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime

from core.followup.candidates import Loads, loads
from core.kernel.audience import Audience, ForPerson, InPlace, System
from core.kernel.refs import PersonId, PlaceId, PostId, ProjectId, TaskId
from core.kernel.text import Rich, TaskName, When, WhenStyle
from core.kernel.values import dataclass
from core.people.model import Person, Place, Workspace
from core.projects.model import Project
from core.screens.moments import now_of
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser, of_task
from core.screens.views import Reader, Where, Who
from core.screens.words import plain, say
from core.tasks.model import Task


@dataclass(slots=True)
class Faces:
    """People, places and projects by id, each looked up once per unit, audience and platform."""

    work: ScreenUnit
    audience: Audience
    platform: str
    locale: str = "en-US"
    _people: dict[PersonId, Person | None] = field(default_factory=dict)
    _accounts: dict[PersonId, str | None] = field(default_factory=dict)
    _places: dict[PlaceId, Place | None] = field(default_factory=dict)
    _members: dict[PlaceId, frozenset[PersonId]] = field(default_factory=dict)
    _projects: dict[ProjectId, Project | None] = field(default_factory=dict)
    _teams: dict[tuple[ProjectId, PlaceId | None], Loads | None] = field(default_factory=dict)
    _workspace: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace, with its prefix and its hold."""
        if self._workspace is None:
            self._workspace = self.work.people.workspace()
        return self._workspace

    def know(self, ids: Iterable[PersonId | None]) -> None:
        """Looks up all of them in one question."""
        new = {i for i in ids if i is not None} - self._people.keys()
        if new:
            found = self.work.people.persons(sorted(new))
            self._people |= {i: found.get(i) for i in new}

    def person(self, person: PersonId) -> Person | None:
        """The person; None for one who is not of this workspace."""
        self.know((person,))
        return self._people[person]

    def name(self, person: PersonId) -> str:
        """How a person is called; erased ones have no name."""
        found = self.person(person)
        return (found and (found.name or found.handle)) or plain("fact.somebody", self.locale)

    def first_name(self, person: PersonId) -> str:
        """How a person is greeted: without what follows the first name; titles stay with theirs."""
        name = self.name(person)
        first = name.split(maxsplit=1)[0] if name.strip() else name
        return name if first.endswith((".", ",")) else first

    def who(self, person: PersonId) -> Who:
        """A person by name, as lists say it."""
        return Who(person, self.name(person))

    def reached(self, person: PersonId) -> Who:
        """A person with the account on this platform: for who is asked, and for pickers."""
        if person not in self._accounts:
            account = self.work.people.account(person, self.platform)
            self._accounts[person] = account.external_id if account else None
        return Who(person, self.name(person), self._accounts[person])

    def where(self, place: PlaceId | None) -> Where | None:
        """A place whose name this audience may read; None for the others."""
        found = self.place(place)
        if found is None or not self._may_name(found):
            return None
        installation = self.work.people.installation(found.installation)
        here = installation is not None and installation.platform == self.platform
        return Where(found.id, found.name, found.external_id if here else None, found.private)

    def place(self, place: PlaceId | None) -> Place | None:
        """The place itself, whatever its visibility: for decisions, not for showing."""
        if place is None:
            return None
        if place not in self._places:
            self._places[place] = self.work.people.place(place)
        return self._places[place]

    def _may_name(self, place: Place) -> bool:
        if not place.private:
            return True
        match self.audience:
            case InPlace(here):
                return here == place.id
            case ForPerson(person):
                return person in self.members(place.id)
            case System():
                return False

    def team(self, task: Task, now: datetime) -> Loads | None:
        """Who could take *task*, as the audience may know; read once for all of a project."""
        if task.project is None:
            return None
        key = (task.project, task.visible_in)
        if key not in self._teams:
            self._teams[key] = loads(self.work, task, self.audience, now)
        return self._teams[key]

    def members(self, place: PlaceId) -> frozenset[PersonId]:
        """Who is known to be in a private place."""
        if place not in self._members:
            self._members[place] = self.work.people.members(place)
        return self._members[place]

    def project(self, project: ProjectId | None) -> Project | None:
        """The project, as the audience may see it."""
        if project is None:
            return None
        if project not in self._projects:
            self._projects[project] = self.work.projects(self.audience).get(project)
        return self._projects[project]


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen being built."""

    work: ScreenUnit
    audience: Audience
    reader: Reader
    platform: str
    faces: Faces

    @property
    def now(self) -> datetime:
        """The reader's present."""
        return now_of(self.reader)

    def say(self, key: str, /, **facts: object) -> Rich:
        """The catalogue's text in the reader's language."""
        return say(key, self.reader.locale, **facts)

    def plain(self, key: str, /, **facts: object) -> str:
        """The catalogue's text without parts."""
        return plain(key, self.reader.locale, **facts)

    def handle(self, task: TaskId) -> str:
        """``T-42``."""
        return self.faces.workspace.handle(task)

    def named(self, task: Task) -> TaskName:
        """``T-42 Title``."""
        return TaskName(task.id, self.handle(task.id), title_of(task, self.reader))

    def presser(self, task: Task, post: PostId | None = None) -> Presser:
        """The buttons of *task*."""
        volunteers = self.work.people.workspace().volunteers
        return of_task(task.id, self.handle(task.id), post, volunteers=volunteers)

    def is_reader(self, person: PersonId | None) -> bool:
        """Whether this is the person who reads."""
        return person is not None and person == self.reader.person

    def moment(self, at: datetime) -> When:
        """A moment with its date."""
        return When(at, WhenStyle.MOMENT)


def title_of(task: Task, reader: Reader) -> str:
    """The title; a word in its place where the text was erased."""
    return task.title.body or plain("fact.no_title", reader.locale)


def scene_for(work: ScreenUnit, reader: Reader, platform: str) -> Scene:
    """A screen for the reader's own eyes. ValueError when the reader is nobody."""
    if reader.person is None:
        raise ValueError("a private screen needs a reader")
    return scene_of(work, ForPerson(reader.person), reader, platform)


def scene_of(work: ScreenUnit, audience: Audience, reader: Reader, platform: str) -> Scene:
    """A screen for *audience*, which decides what may be read."""
    return Scene(work, audience, reader, platform, Faces(work, audience, platform, reader.locale))
