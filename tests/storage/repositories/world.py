"""A small workspace in a database: people with roles, places with members, and makers of things."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection

from adapters.db import put_off
from adapters.db.uow import Units, make_uow
from core.followup.model import Manner, Notice, NoticeKind, Wanted
from core.kernel.audience import System
from core.kernel.refs import PersonId, PlaceId, PostId, ProjectId, Ref, TaskId, task_ref
from core.people.model import Account, Person, Place, PlaceKind, Role
from core.projects.model import Project
from core.screens.delivery import Post, PostKind
from core.tasks.model import Blocker, Source, Status, Task

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ALL = System("export")
_teams = count(1)


class World:
    """``work`` is the unit of work of a workspace of its own; ``unit`` the one around it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.unit = make_uow(connection)
        self.installation = self.unit.directory.create("slack", f"T{next(_teams)}", "Acme", "UTC")
        self.id = self.installation.workspace
        self.work = self.unit.of(self.id)
        self.maria = self.person("Maria Sol", "maria")
        self.tom = self.person("Tom Berg", "tom")
        self.general = self.place("general")

    def again(self, units: Units | None = None) -> None:
        """Another unit over the same transaction; it remembers what other *units* read."""
        put_off.send(self.connection)
        self.unit = (units or Units())(self.connection)
        self.work = self.unit.of(self.id)

    def person(self, name: str, handle: str = "", **facts: Any) -> PersonId:  # noqa: ANN401
        person = Person(self.id, PersonId(self.work.new_id()), name, handle, **facts)
        self.work.people.add_person(person, Account("slack", f"U{self.id}-{person.id}"))
        return person.id

    def guest(self, name: str) -> PersonId:
        return self.person(name, role=Role.GUEST)

    def place(
        self,
        name: str,
        kind: PlaceKind = PlaceKind.CHANNEL,
        members: tuple[PersonId, ...] = (),
        project: ProjectId | None = None,
    ) -> PlaceId:
        place = PlaceId(self.work.new_id())
        self.work.people.add_place(
            Place(self.id, place, self.installation.id, f"C{place}", name, kind, project=project)
        )
        self.work.people.set_members(place, frozenset(members), NOW)
        return place

    def draft(self, title: str = "Write the report", **facts: Any) -> Task:  # noqa: ANN401
        """A task that is not stored, though its title will be."""
        task = Task(
            workspace=self.id,
            id=self.work.task_writer.next_number(),
            title=self.work.texts.new(title, self.maria),
            status=Status.TODO,
            requester=self.maria,
            created_at=NOW,
            touched_at=NOW,
        )
        return replace(task, **facts)

    def task(self, title: str = "Write the report", **facts: Any) -> Task:  # noqa: ANN401
        task = self.draft(title, **facts)
        self.work.task_writer.add(task)
        return task

    def source(self, place: PlaceId, message: str = "1.1", thread: str = "1.0") -> Source:
        return Source(place, message, thread, "https://chat.example/1")

    def blocker(self, helper: PersonId | None, **facts: Any) -> Blocker:  # noqa: ANN401
        reason = self.work.texts.new("no access", self.maria)
        return Blocker(reason, NOW, helper, **facts)

    def project(self, key: str, **facts: Any) -> Project:  # noqa: ANN401
        project = Project(self.id, ProjectId(self.work.new_id()), key, key, self.maria, NOW)
        project = replace(project, **facts)
        self.work.project_writer.add(project)
        return project

    def owe(
        self,
        task: TaskId,
        recipient: Ref,
        kind: NoticeKind = NoticeKind.OVERDUE,
        not_before: datetime = NOW,
    ) -> Notice:
        wanted = Wanted(
            task_ref(task), kind, "2026-11-23", recipient, Manner.NOW, not_before,
            ladder="standard overdue.lead_days=5",
        )  # fmt: skip
        notice = self.work.notices.owe(wanted, NOW)
        assert notice is not None
        return notice

    def post(self, kind: PostKind = PostKind.NAG, **facts: Any) -> Post:  # noqa: ANN401
        number = self.work.new_id()
        post = Post(
            workspace=self.id,
            id=PostId(number),
            key=f"{self.id}-{number}",
            kind=kind,
            installation=self.installation.id,
            created_at=NOW,
            not_before=NOW,
            person=None if "place" in facts else self.tom,
        )
        post = replace(post, **facts)
        self.work.posts.add(post)
        return post
