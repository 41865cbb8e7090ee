"""A unit of work over one connection: all repositories, made when they are first asked for."""

from functools import cached_property

from sqlalchemy import Connection

from adapters.db.repositories.directory import DirectoryRows
from adapters.db.repositories.erasure import ErasureRows
from adapters.db.repositories.followup import RoutineRows, WatchRows
from adapters.db.repositories.gateways import GatewayRows
from adapters.db.repositories.inbox import InboxRows
from adapters.db.repositories.links import DependencyRows
from adapters.db.repositories.log import LogRows
from adapters.db.repositories.notices import NoticeRows
from adapters.db.repositories.numbers import Numbers
from adapters.db.repositories.outages import OutageRows
from adapters.db.repositories.outbox import OutboxRows
from adapters.db.repositories.people import PeopleRows
from adapters.db.repositories.posts import PostRows
from adapters.db.repositories.projects import ProjectRows, ProjectWriterRows
from adapters.db.repositories.recurring import RecurrenceRows
from adapters.db.repositories.retention import RetentionRows
from adapters.db.repositories.seen import Editions, Memory, Seen
from adapters.db.repositories.tasks import TaskRows, TaskWriterRows
from adapters.db.repositories.texts import TextRows
from core.kernel.audience import Audience
from core.kernel.refs import WorkspaceId


class WorkUnitRows:
    """All repositories of one workspace, over one connection."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, editions: Editions) -> None:
        self._connection = connection
        self.workspace = workspace
        self._numbers = Numbers(connection, workspace, editions)
        self._seen = Seen(workspace, editions)
        self.texts = TextRows(connection, workspace, self._numbers)

    @cached_property
    def people(self) -> PeopleRows:
        """People, accounts, installations and places."""
        return PeopleRows(self._connection, self.workspace, self._seen)

    def tasks(self, audience: Audience) -> TaskRows:
        """Tasks as *audience* may see them."""
        return TaskRows(self._connection, self.workspace, audience, self.texts, self._seen)

    @cached_property
    def task_writer(self) -> TaskWriterRows:
        """Changes to tasks."""
        return TaskWriterRows(
            self._connection, self.workspace, self._numbers, self.texts, self._seen
        )

    @cached_property
    def log(self) -> LogRows:
        """The append-only events."""
        return LogRows(self._connection, self.workspace, self._numbers, self.texts, self._seen)

    @cached_property
    def dependencies(self) -> DependencyRows:
        """The dependency graph."""
        return DependencyRows(self._connection, self.workspace)

    def projects(self, audience: Audience) -> ProjectRows:
        """Projects as *audience* may see them."""
        return ProjectRows(self._connection, self.workspace, audience, self.texts, self._seen)

    @cached_property
    def project_writer(self) -> ProjectWriterRows:
        """Changes to projects."""
        return ProjectWriterRows(self._connection, self.workspace, self.texts, self._seen)

    @cached_property
    def watches(self) -> WatchRows:
        """When to look again."""
        return WatchRows(self._connection, self.workspace)

    @cached_property
    def notices(self) -> NoticeRows:
        """What is owed to whom."""
        return NoticeRows(self._connection, self.workspace, self._numbers)

    @cached_property
    def routines(self) -> RoutineRows:
        """Briefs and digests."""
        return RoutineRows(self._connection, self.workspace)

    @cached_property
    def recurrences(self) -> RecurrenceRows:
        """What repeats."""
        return RecurrenceRows(self._connection, self.workspace)

    @cached_property
    def posts(self) -> PostRows:
        """What the platforms hold."""
        return PostRows(self._connection, self.workspace)

    @cached_property
    def outages(self) -> OutageRows:
        """When an installation could not reach us."""
        return OutageRows(self._connection, self.workspace)

    @cached_property
    def retention(self) -> RetentionRows:
        """What is forgotten some time after its task was closed."""
        return RetentionRows(self._connection, self.workspace)

    @cached_property
    def erasure(self) -> ErasureRows:
        """Taking one person's words out."""
        return ErasureRows(self._connection, self.workspace, self.texts, self._seen)

    def new_id(self) -> int:
        """The next number of the workspace's sequence, for everything that is no task."""
        return self._numbers.new()


class UnitRows:
    """One transaction, not yet bound to a workspace."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._editions = Editions(connection, memory)
        self._bound: dict[WorkspaceId, WorkUnitRows] = {}

    @cached_property
    def directory(self) -> DirectoryRows:
        """Which workspace an installation belongs to."""
        return DirectoryRows(self._connection, self._editions)

    @cached_property
    def inbox(self) -> InboxRows:
        """Idempotency keys, and events that wait."""
        return InboxRows(self._connection)

    @cached_property
    def gateways(self) -> GatewayRows:
        """Which run holds the connection to a platform."""
        return GatewayRows(self._connection)

    @cached_property
    def outbox(self) -> OutboxRows:
        """Claiming and recording posts."""
        return OutboxRows(self._connection)

    def of(self, workspace: WorkspaceId) -> WorkUnitRows:
        """The repositories of a workspace; the same ones each time within this unit."""
        if workspace not in self._bound:
            self._bound[workspace] = WorkUnitRows(self._connection, workspace, self._editions)
        return self._bound[workspace]

    def hold(self, workspace: WorkspaceId) -> None:
        """From the next statement to the end, no other unit changes the workspace."""
        self._editions.hold(workspace)


class Units:
    """Makes units of work that share what they read of people, places and projects."""

    def __init__(self) -> None:
        self._memory = Memory()

    def __call__(self, connection: Connection) -> UnitRows:
        """A unit of work in the transaction that *connection* is in."""
        return UnitRows(connection, self._memory)


def make_uow(connection: Connection) -> UnitRows:
    """A unit of work that remembers nothing of others."""
    return Units()(connection)


def lock_workspace(unit: UnitRows, workspace: int) -> None:
    """For the store: what a unit that changes a workspace does first."""
    unit.hold(WorkspaceId(workspace))
