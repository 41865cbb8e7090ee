"""A house with people, a store and a platform, in which a process of the bot may die at any moment.

What must hold is asked of the platform (what was shown to whom, when) and of the store, never of
the rules that decide.
"""

import dataclasses
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine as Database
from sqlalchemy import text

from adapters.db.engines import parse, reader_engine
from adapters.db.migrate import upgrade
from adapters.db.uow import make_uow
from core import dispatch
from core.dispatch.insiders import Unsure
from core.kernel.audience import System
from core.kernel.refs import PersonId, WorkspaceId
from core.kernel.tokens import Token
from core.people.model import PlaceKind, Profile, Sender
from core.projects.commands import OpenProject
from core.screens.delivery import Letter
from core.screens.views import Bundle, Button, Card, Digest, Form, View
from core.tasks.model import Task
from core.unit import Unit, WorkUnit
from tests.machine.far import FarEnd
from tests.machine.life import Clock, Life

T = TypeVar("T")
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
ZONES = {
    "maria": "Europe/Berlin", "jonas": "Europe/Berlin", "ana": "Europe/London",
    "priya": "Asia/Kolkata", "eve": "America/New_York",
}  # fmt: skip
INSIDERS = frozenset({"maria", "jonas", "priya"})
"""Who is in the private channel."""
INFRA, SECRET = "C1", "G1"
COMPANY_OFF = date(2026, 12, 1)
SECRET_WORD = "hush"
WHY = System("dispatch")


def sender(who: str, place: str = INFRA, thread: str | None = None) -> Sender:
    """Who speaks, and where."""
    kind = PlaceKind.CHANNEL if place == INFRA else PlaceKind.GROUP
    kind = PlaceKind.DM if place.startswith("D") else kind
    name = {INFRA: "infra", SECRET: "secret"}.get(place, "")
    return Sender("slack", "T1", who.upper(), who, "", place, name, kind, thread)


@dataclass(frozen=True)
class Pressable:
    """A button on somebody's screen."""

    token: str
    place: str
    label: str


@dataclass
class House:
    """Everything that outlives a process."""

    file: Path
    clock: Clock
    direct: bool = False
    """Whether its processes have a store without threads."""
    screens: dict[str, tuple[str, View]] = field(default_factory=dict)
    """The last private answer to each, and where it stands."""
    accepted: dict[str, int] = field(default_factory=dict)
    """Titles whose command was answered, and the number that was told."""
    insiders: dict[int, set[str]] = field(default_factory=dict)
    interrupted: Counter[tuple[str, date]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lives: int = 0
    keys: int = 0
    _heard: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.far = FarEnd(self.clock.now, self.watch)
        self.database: Database = reader_engine(parse(f"sqlite:///{self.file}"), threads=1)
        self.workspace, self.people = self.look_up(_known)
        self.names = {number: name for name, number in self.people.items()}
        self.life = self._born()

    def _born(self) -> Life:
        self.lives += 1
        return Life(self.file, self.far, self.clock, f"run {self.lives}", direct=self.direct)

    async def open(self) -> None:
        """The first process starts."""
        await self.life.start()

    async def close(self) -> None:
        """The last one stops."""
        await self.life.end()
        self.database.dispose()

    async def again(self) -> None:
        """The next process starts, on what is stored."""
        await self.life.end()
        self.life = self._born()
        await self.life.start()

    # Reading

    def look_up(self, do: Callable[[Unit], T]) -> T:
        """What *do* finds in the store, whether a process lives or not."""
        with self.database.begin() as connection:
            return do(make_uow(connection))

    def work(self, do: Callable[[WorkUnit], T]) -> T:
        """The same in the workspace."""
        return self.look_up(lambda unit: do(unit.of(self.workspace)))

    def tasks(self) -> dict[int, Task]:
        """Every task there is."""
        numbers = range(1, 200)
        return dict(self.work(lambda work: work.tasks(WHY).many(numbers)))  # type: ignore[arg-type]

    def leaves(self, who: str) -> list[tuple[date, date]]:
        """When somebody is away, as the bot has understood it."""
        person = self.work(lambda work: work.people.person(self.people[who]))
        return [(leave.first, leave.last) for leave in person.leave] if person else []

    # What people do

    def key(self) -> str:
        """Of a request that was never made before."""
        self.keys += 1
        return f"request:{self.keys}"

    async def type(self, who: str, text: str, place: str = INFRA, key: str = "") -> View:
        """Types a command; its private answer."""
        view = await self.life.desk.words(sender(who, place), text, key or self.key())
        self.answer(who, place, view)
        return view

    async def press(self, who: str, button: Pressable, key: str = "") -> View | None:
        """Presses what is on the screen; a form that opens is filled in and submitted."""
        at, token = sender(who, button.place), Token.decode(button.token)
        key = key or self.key()
        if not self.life.desk.opens_form(token):
            view = await self.life.desk.press(at, token, key)
        else:
            form = await self.life.desk.form(at, token)
            if isinstance(form, Form):
                filled = fill(form, self.clock.now())
                view = await self.life.desk.submit(at, Token.decode(form.token), filled, key)
            else:
                view = form
        if view is not None:
            self.answer(who, button.place, view)
        return view

    def answer(self, who: str, place: str, view: View) -> None:
        """It stands before them; a secret must not, unless they may read it."""
        self.screens[who] = (place, view)
        self.keeps_secrets(view, who)

    def buttons(self, who: str) -> list[Pressable]:
        """Everything that *who* can press now, in a stable order."""
        found = []
        seen = [(place, view) for place, view in [self.screens.get(who, (INFRA, None))] if view]
        for message in self.far.standing():
            place = message.remote.place
            mine = place == f"D{who.upper()}" or place == INFRA
            if mine or (place == SECRET and who in INSIDERS):
                seen.append((place, message.letter.view))
        for place, view in seen:
            found += [Pressable(b.token, place, b.label) for b in pressable(view) if not b.url]
        return list(dict.fromkeys(found))

    async def event(self, who: str, what: str, key: str, place: str, **told: str) -> None:
        """The platform brings an event; it comes again until it is taken."""
        thread = told.get("thread")
        body = {"sender": asdict(sender(who, place, thread)), "what": what, **told}
        await self.life.desk.receive(key, "slack", json.dumps(body))

    # What must hold

    def watch(self, letter: Letter) -> None:
        """What was just shown, for the first time or anew."""
        for who in self._audience(letter):
            self.keeps_secrets(letter.view, who)
        if self.far.shown[letter.key] > 1:
            self.wrong.append(f"shown twice: {letter}")
        if self.far.shown[letter.key] == 1 and letter.key not in self._heard:
            self._heard.add(letter.key)
            self._first_time(letter)

    def _audience(self, letter: Letter) -> set[str]:
        if letter.to.person is not None:
            return {letter.to.person.lower()}
        return set(INSIDERS) if letter.to.place == SECRET else set(ZONES)

    def _first_time(self, letter: Letter) -> None:
        now = self.clock.now()
        if letter.to.person is None:
            if not isinstance(letter.view, Card | Digest) and not at_work("Europe/Berlin", [], now):
                self.wrong.append(f"a channel hears at {now}: {letter.view}")
            return
        who = letter.to.person.lower()
        if not at_work(ZONES[who], self.leaves(who), now):
            self.wrong.append(f"{who} hears at {now}: {letter.view}")
        if isinstance(letter.view, Bundle) and not self.urgent(letter.key):
            self.interrupted[who, now.astimezone(ZoneInfo(ZONES[who])).date()] += 1

    def urgent(self, key: str) -> bool:
        """Whether something in the message passes the limit of a day."""
        asked = text(
            "SELECT count(*) FROM posts JOIN notices ON notices.post_id = posts.id"
            " WHERE posts.key = :key AND notices.manner = 'urgent'"
        )
        with self.database.begin() as connection:
            return bool(connection.execute(asked, {"key": key}).scalar())

    def keeps_secrets(self, view: View, who: str) -> None:
        """No title of a private task before somebody who is not of it."""
        shown = repr(view)
        for part in shown.split(SECRET_WORD)[1:]:
            number = int(part.partition(".")[0])
            if who not in self.insiders.get(number, INSIDERS):
                self.wrong.append(f"{who} reads {SECRET_WORD}{number}: {view}")


def at_work(zone: str, leaves: list[tuple[date, date]], now: datetime) -> bool:
    """Monday to Friday, nine to five by their own clock, not on leave, not when all are off."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date()
    off = day.weekday() > 4 or day == COMPANY_OFF
    away = any(first <= day <= last for first, last in leaves)
    return not off and not away and 9 <= local.hour < 17


def pressable(node: object) -> Iterator[Button]:
    """The buttons of a view, wherever in it they stand."""
    if isinstance(node, Button):
        yield node
    elif dataclasses.is_dataclass(node):
        for part in dataclasses.fields(node):
            yield from pressable(getattr(node, part.name))
    elif isinstance(node, tuple):
        for each in node:
            yield from pressable(each)


def fill(form: Form, now: datetime) -> Mapping[str, str | tuple[str, ...] | None]:
    """What somebody fills in: what stands there already, else something of its kind."""
    friday = (now + timedelta(days=3)).strftime("%d %b %Y")
    made = {"text": "words of theirs", "multiline": "words of theirs", "date": friday,
            "person": "JONAS", "place": INFRA}  # fmt: skip
    filled: dict[str, str | tuple[str, ...] | None] = {}
    for each in form.fields:
        value: object = each.initial
        if not isinstance(value, str | tuple) or not value:
            value = made.get(each.kind.value)
            if each.kind.value == "choice" and each.options:
                value = each.options[0].value
            if each.optional and each.kind.value != "choice":
                value = None
        filled[each.name] = value  # type: ignore[assignment]
    return filled


def _known(unit: Unit) -> tuple[WorkspaceId, dict[str, PersonId]]:
    home = unit.directory.find("slack", "T1")
    assert home is not None
    people = unit.of(home.workspace).people
    found = {name: people.by_account("slack", name.upper()) for name in ZONES}
    return home.workspace, {name: person.id for name, person in found.items() if person}


async def furnish(file: Path) -> None:
    """A database with the house in it: everybody was met, and #infra is a project of Ana's."""
    upgrade(f"sqlite:///{file}", backup=False)
    clock = Clock(MONDAY)
    life = Life(file, FarEnd(clock.now, lambda letter: None), clock, "builders")
    await life.start()
    profiles = tuple(Profile(n.upper(), n.title(), n, zone) for n, zone in ZONES.items())
    await life.desk.learn(sender("ana"), profiles)
    for name in ZONES:
        await life.desk.words(sender(name), "list", f"met:{name}")
    await life.desk.words(sender("maria", SECRET), "list", "met:secret")

    def open_up(unit: Unit) -> None:
        home = unit.directory.find("slack", "T1")
        assert home is not None
        work = unit.of(home.workspace)
        people = work.people
        people.save_workspace(
            dataclasses.replace(
                people.workspace(), zone="Europe/Berlin", days_off=frozenset({COMPANY_OFF})
            )
        )
        secret, infra = people.place_by(home.id, SECRET), people.place_by(home.id, INFRA)
        ana = people.by_account("slack", "ANA")
        assert secret is not None and infra is not None and ana is not None
        asked = Unsure(home.workspace, secret.id, "slack", "T1", SECRET)
        insiders = frozenset(name.upper() for name in INSIDERS)
        dispatch.know_members(unit, asked, insiders, MONDAY)
        opened = OpenProject("infra", "Infra", "Because.", ana.id, home=infra.id, speaks=True)
        ctx = dispatch.arrive(unit, sender("ana"), MONDAY, "opens")
        dispatch.handle(unit, opened, ctx)

    await life.base.write(open_up, workspace=None)
    await life.end()


def house(folder: Path, furnished: Path, *, direct: bool = False) -> House:
    """A house of one's own, on a copy."""
    file = folder / "house.db"
    shutil.copyfile(furnished, file)
    return House(file, Clock(MONDAY), direct)
