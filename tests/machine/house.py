"""A house with people, a store and platforms, in which a process of the bot may die at any moment.

What must hold is asked of the platforms (what was shown to whom, when) and of the store, never of
the rules that decide.
"""

import json
import shutil
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from adapters.db.engines import parse, reader_engine
from adapters.db.uow import Units
from core.context import FieldValue
from core.kernel.audience import System
from core.kernel.events import Verb
from core.kernel.refs import PersonId, ProjectId, TaskId, WorkspaceId, project_ref
from core.kernel.tokens import Token
from core.people.model import Person
from core.projects.model import Project
from core.recurring.model import Repeating
from core.screens.views import Form, Problem, View
from core.tasks.model import Task
from core.unit import Unit, WorkUnit
from tests.machine.cast import (
    INFRA,
    OURS,
    PEOPLE,
    PLATFORMS,
    ROOMS,
    TENANTS,
    named_in,
    sender,
    title,
)
from tests.machine.far import DiscordEnd, FarEnd, Message
from tests.machine.hands import Pressable, fill, pressable
from tests.machine.kept import Kept, watching
from tests.machine.ledger import REWRITTEN, Ledger
from tests.machine.life import Clock, Life
from tests.machine.presence import Presence
from tests.machine.records import Records
from tests.machine.watching import Leaves, Watch

T = TypeVar("T")
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
WHY = System("dispatch")
NOTHING: Mapping[str, FieldValue] = {}
_OF_TASKS = ("tasks", f"{REWRITTEN}texts")
"""Whose change makes tasks others than they were."""
_OF_SERIES = ("tasks", "recurrences", "occurrences")
_OF_PROJECTS = ("projects", "places", f"{REWRITTEN}texts")


@dataclass(frozen=True)
class Tenant:
    """A workspace, and who is known in it."""

    workspace: WorkspaceId
    people: Mapping[str, PersonId]

    def who(self, person: PersonId | None) -> str:
        """Somebody's name; empty for nobody."""
        return next((name for name, known in self.people.items() if known == person), "")


@dataclass
class House:
    """Everything that outlives a process."""

    url: str
    clock: Clock
    direct: bool = False
    """Whether its processes have a store without threads."""
    screens: dict[str, tuple[str, View]] = field(default_factory=dict)
    """The last private answer to each, and where it stands."""
    accepted: set[int] = field(default_factory=set)
    """Numbers of the titles whose command was answered."""
    doubled: set[int] = field(default_factory=set)
    """Numbers of the titles that somebody wanted twice."""
    presence: Presence = field(default_factory=Presence)
    lives: int = 0
    keys: int = 0
    asking: int = 0
    asked: int = 0
    """Requests that are under way, and all that there were."""
    _known: dict[Hashable, tuple[int, Any]] = field(default_factory=dict)
    """What was looked up, and how the ledger stood then."""

    def __post_init__(self) -> None:
        self.kept = Kept(self.url)
        self.watch = Watch(
            self.clock.now, self.times_shown, self.leaves, self._kind, self._urgent, self._at_once,
            self._partake, self.presence, self._led, self._resting, self.kept.zone,
        )  # fmt: skip
        self.far = FarEnd(self.clock.now, self.watch.letter, closed=self.presence.archived)
        discord = DiscordEnd(self.clock.now, self.watch.letter)
        self.ends: dict[str, FarEnd] = {"slack": self.far, "discord": discord}
        self.ledger = Ledger()
        self._reader = reader_engine(parse(watching(self.url)), threads=1).connect()
        self._unit = Units()
        self.tenants = self.look_up(_known)
        self.records = {
            name: Records(tenant.workspace, self.kept, self._reader, self.ledger)
            for name, tenant in self.tenants.items()
        }
        self.life = self._born()

    def _born(self) -> Life:
        self.lives += 1
        return Life(
            self.url, self.ends, self.clock, f"run {self.lives}", direct=self.direct,
            ledger=self.ledger, cut_off=self.kept.cut_off, uncertain=self._uncertain,
        )  # fmt: skip

    def _uncertain(self) -> bool:
        """Whether some run has something on its way, or had it when it died."""
        return bool(self.ask("SELECT 1 FROM posts WHERE lease IS NOT NULL LIMIT 1"))

    async def open(self) -> None:
        """The first process starts."""
        await self.life.start()

    async def close(self) -> None:
        """The last one stops."""
        await self.life.end()
        self._reader.close()
        self._reader.engine.dispose()
        self.kept.close()

    async def again(self) -> None:
        """The next process starts, on what is stored."""
        await self.life.end()
        self.life = self._born()
        await self.life.start()

    # Reading

    def look_up(self, do: Callable[[Unit], T]) -> T:
        """What *do* finds in the store, whether a process lives or not."""
        with self._reader.begin():
            return do(self._unit(self._reader))

    def work(self, do: Callable[[WorkUnit], T], tenant: str = OURS) -> T:
        """The same in one workspace."""
        return self.look_up(lambda unit: do(unit.of(self.tenants[tenant].workspace)))

    def ask(self, question: str, **values: object) -> list[tuple[object, ...]]:
        """Rows of the store."""
        return list(self.kept.rows(question, **values))

    def tasks(self, tenant: str = OURS) -> Mapping[int, Task]:
        """Every task there is; read anew when one was stored."""

        def read(work: WorkUnit) -> Mapping[int, Task]:
            return work.tasks(WHY).many(range(1, self.highest(tenant) + 1))  # type: ignore[arg-type,return-value]

        return self.known(("tasks", tenant), _OF_TASKS, read, tenant)

    def known(
        self, what: Hashable, tables: Sequence[str], do: Callable[[WorkUnit], T], tenant: str = OURS
    ) -> T:
        """As ``work``, which is done again when one of *tables* was touched."""
        moment = self.ledger.last(*tables)
        held = self._known.get(what)
        if held is None or held[0] != moment:
            held = self._known[what] = (moment, self.work(do, tenant))
        found: T = held[1]
        return found

    def repeating(self, tenant: str = OURS) -> Mapping[TaskId, Repeating]:
        """How each task that repeats does so."""
        numbers = [task.id for task in self.tasks(tenant).values()]
        return self.known(
            ("repeating", tenant), _OF_SERIES, lambda work: work.recurrences.of(numbers), tenant
        )

    def highest(self, tenant: str = OURS) -> int:
        """The highest number of a task."""
        workspace = self.tenants[tenant].workspace
        question = "SELECT task_counter FROM workspaces WHERE id = :id"
        return int(str(self.ask(question, id=workspace)[0][0]))

    def leaves(self, who: str) -> Leaves:
        """When somebody is away, as the bot has understood it."""
        tenant = PEOPLE[who].tenant
        known = self.tenants[tenant].people[who]
        person = self.people(tenant).get(known)
        return [(leave.first, leave.last) for leave in person.leave] if person else []

    def tags(self, words: str) -> set[int]:
        """The titles that stand in *words*."""
        return named_in(words)

    def came_again(self, tenant: str = OURS) -> set[int]:
        """The tasks that came by themselves."""
        events = self.records[tenant].events()
        return {event.subject.id for event in events if event.verb is Verb.RECURRED}

    def standing(self) -> list[Message]:
        """Every message of ours that can be seen."""
        return [message for end in self.ends.values() for message in end.standing()]

    # What people do

    def key(self) -> str:
        """Of a request that was never made before."""
        self.keys += 1
        return f"request:{self.keys}"

    async def type(self, who: str, text: str, place: str = INFRA, key: str = "") -> View:
        """Types a command; its private answer."""
        at, key = sender(who, place), key or self.key()
        home = "project" if text.startswith("project ") else "task"
        words = text.removeprefix("project ")
        view = await self.asks(self.life.desk.words(at, words, key, home), f"{who} in {place}")
        self.answer(who, place, view)
        return view

    async def press(self, who: str, button: Pressable, key: str = "") -> View | None:
        """Presses what is on the screen; a form that opens is filled in and submitted."""
        at, token = sender(who, button.place), Token.decode(button.token)
        key = key or self.key()
        view: View | None
        if not self.life.desk.opens_form(token):
            view = await self.asks(self.life.desk.press(at, token, key))
        else:
            form = await self.life.desk.form(at, token)
            view = await self.submit(who, button.place, form, key)
        if view is not None:
            self.answer(who, button.place, view)
        return view

    async def submit(
        self, who: str, place: str, form: View, key: str, *, anyway: bool = False,
        chosen: Mapping[str, FieldValue] = NOTHING,
    ) -> View:  # fmt: skip
        """Fills in what has opened, as *chosen* where it has that; what is no form says already
        what is wrong."""
        if not isinstance(form, Form):
            return form
        at, token = sender(who, place), Token.decode(form.token)
        filled = fill(form, self.clock.now(), who, place, anyway=anyway)
        filled = {**filled, **{name: value for name, value in chosen.items() if name in filled}}
        return await self.asks(self.life.desk.submit(at, token, filled, key))

    async def asks(self, request: Awaitable[T], whose: str = "") -> T:
        """What is refused has changed nothing."""
        alone, self.asking = self.asking == 0, self.asking + 1
        self.asked = mine = self.asked + 1
        try:
            before = self.ledger.now()
            found = await request
        finally:
            self.asking -= 1
        alone = alone and self.asked == mine  # Others may change something meanwhile.
        if isinstance(found, Problem) and alone and (changed := self.ledger.since(before)):
            self.watch.wrong.append(f"{whose}: {found} was refused, and changed {changed}")
        return found

    def answer(self, who: str, place: str, view: View) -> None:
        """It stands before them; a secret must not, unless they may read it."""
        self.screens[who] = (place, view)
        self.watch.view(view, who)

    def buttons(self, who: str) -> list[Pressable]:
        """Everything that *who* can press now, in a stable order."""
        found = []
        seen = [(place, view) for place, view in [self.screens.get(who, (INFRA, None))] if view]
        accounts = PEOPLE[who].accounts
        for message in self.standing():
            place, team = message.remote.place, message.letter.to.installation
            mine = team in accounts and place == f"D{accounts[team]}"
            if mine or (place in ROOMS and who in self.presence.people(place)):
                seen.append((place, message.letter.view))
        for place, view in seen:
            if not self.presence.talks(who, place):
                continue
            found += [Pressable(b.token, place, b.label) for b in pressable(view) if not b.url]
        return list(dict.fromkeys(found))

    async def event(self, who: str, what: str, key: str, place: str, **told: str) -> None:
        """The platform brings an event; it comes again until it is taken."""
        at = sender(who, place, told.get("thread"))
        body = {"sender": asdict(at), "what": what, **told}
        await self.life.desk.receive(key, at, json.dumps(body))

    # What is watched

    def new(self, number: int, place: str) -> str:
        """A title that was never there, said in *place*."""
        self.watch.born[number] = place
        return title(number)

    def times_shown(self, key: str) -> int:
        """How often a message was ever shown, wherever."""
        return sum(end.shown[key] for end in self.ends.values())

    def _kind(self, key: str) -> str:
        """What sort of message it is."""
        return str(self.ask("SELECT kind FROM posts WHERE key = :key", key=key)[0][0])

    def _urgent(self, key: str) -> bool:
        """Whether something in the message passes the limit of a day."""
        return "urgent" in self._holds("manner", key)

    def _at_once(self, key: str) -> bool:
        """Whether it tells that somebody's accounts were joined, and nothing else."""
        return self._holds("kind", key) in ({"accounts_joined"}, {"teams_joined"})

    def _led(self, key: str) -> set[str]:
        """Who opened the project of that key, ever led it, or was asked to."""
        rows = self.ask("SELECT id, creator_id FROM projects WHERE key = :key", key=key)
        found = {PersonId(int(str(creator))) for _, creator in rows}
        for number, _ in rows:
            for event in self.records[OURS].events_of(project_ref(ProjectId(int(str(number))))):
                named = (event.after.get("lead"), event.after.get("offered_to"))
                found |= {PersonId(one) for one in named if isinstance(one, int)}
        return {self.tenants[OURS].who(person) for person in found}

    def _resting(self, key: str) -> set[tuple[str, int, int]]:
        """What a message holds of open tasks whose project is paused: notices, and their post."""
        rows = self.ask(
            "SELECT notices.workspace_id, notices.id, posts.id, notices.subject_id"
            " FROM posts JOIN notices ON notices.workspace_id = posts.workspace_id"
            " AND notices.post_id = posts.id"
            " WHERE posts.key = :key AND notices.subject_kind = 'task'",
            key=key,
        )
        tenants = {int(tenant.workspace): name for name, tenant in self.tenants.items()}
        told = [(tenants[int(w)], int(n), int(p), int(t)) for w, n, p, t in rows]  # type: ignore[call-overload]
        return {(name, n, p) for name, n, p, t in told if self._rests(name, t)}

    def _rests(self, tenant: str, number: int) -> bool:
        task = self.tasks(tenant)[number]
        project = self.project(tenant, task.project)
        return task.status.open and project is not None and project.rests(self.clock.now())

    def people(self, tenant: str = OURS) -> Mapping[PersonId, Person]:
        """Everybody who is known, as they are stored."""
        known = list(self.tenants[tenant].people.values())
        return self.known(
            ("people", tenant), ("persons",), lambda work: work.people.persons(known), tenant
        )

    def project(self, tenant: str, number: ProjectId | None) -> Project | None:
        """As it is stored."""
        if number is None:
            return None
        return self.known(
            ("project", tenant, number), _OF_PROJECTS,
            lambda work: work.projects(WHY).get(number), tenant,
        )  # fmt: skip

    def _holds(self, what: str, key: str) -> set[str]:
        """What the notices of a message are."""
        asked = (
            f"SELECT DISTINCT notices.{what} FROM posts JOIN notices"  # noqa: S608 - a column's name
            " ON notices.workspace_id = posts.workspace_id AND notices.post_id = posts.id"
            " WHERE posts.key = :key"
        )
        return {str(row[0]) for row in self.ask(asked, key=key)}

    def _partake(self, tenant: str, number: int) -> set[str]:
        """Who takes part in a task of this title."""
        people = self.tenants[tenant]
        found = [t for t in self.tasks(tenant).values() if title(number) in t.title.body]
        parts = {
            person for t in found
            for person in (t.owner, t.requester, t.verifier, t.helper, t.offered_to)
        }  # fmt: skip
        return {people.who(person) for person in parts}


def _known(unit: Unit) -> dict[str, Tenant]:
    """The workspaces that there are, by whose they are."""
    found: dict[str, Tenant] = {}
    for team, tenant in TENANTS.items():
        home = unit.directory.find(PLATFORMS[team], team)
        if home is None:
            continue
        work = unit.of(home.workspace)
        people = {
            name: person.id for name, human in PEOPLE.items()
            if (account := human.accounts.get(team))
            and (person := work.people.by_account(PLATFORMS[team], account)) is not None
        }  # fmt: skip
        earlier = found[tenant].people if tenant in found else {}
        found[tenant] = Tenant(home.workspace, {**people, **earlier})
    return found


def house(folder: Path, furnished: Path, *, direct: bool = False) -> House:
    """A house of one's own, on a copy."""
    file = folder / "house.db"
    shutil.copyfile(furnished, file)
    return House(f"sqlite:///{file}", Clock(MONDAY), direct)
