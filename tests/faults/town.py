"""A town whose news arrives in any order: the real bot on a real store, and Slack without a wire.

What people do changes the sandbox's workspace at once; the events that it emits are kept, and
reach the real Bolt app when the test says so.
"""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.sandbox.acting import Stage
from adapters.sandbox.api import METHODS
from adapters.sandbox.app import build_sandbox
from adapters.sandbox.call import Call
from adapters.sandbox.errors import SlackError
from adapters.sandbox.membership import described
from adapters.sandbox.model import Person as Somebody
from adapters.sandbox.payloads import event_callback
from adapters.sandbox.posting import Content, edit, post, remove
from adapters.sandbox.sharing import react
from adapters.sandbox.story import default_story
from adapters.sandbox.story_model import Story, StoryChannel
from adapters.slack.app import SlackAdapter
from bot.app import Chivvy, Tuning, prepare
from bot.manifest import app_manifest
from bot.sandbox import ClockHand
from bot.setting_values import SecretStr
from bot.settings import Settings
from core import dispatch
from core.kernel.audience import System
from core.kernel.events import Verb
from core.kernel.refs import InstallationId, PersonId, PlaceId, WorkspaceId, task_ref
from core.people.model import Person, Sender
from core.projects.commands import OpenProject, SetProject
from core.tasks.model import Status, Task
from core.unit import Unit, WorkUnit
from scheduler.courier import Pace
from tests.machine.house import MONDAY
from tests.machine.life import Clock
from tests.scenario.cast import ANA, BOT, CLIENT, GENERAL, HIRING, INFRA, SAM
from tests.support.team import words

TEAM = "T0SANDBOX"
TOM, EVA, NILS, ZOE = "U0TOM", "U0EVA", "U0NILS", "U0ZOE"
"""Tom moves about, Eva leaves for good, Nils goes and comes back, Zoe begins today."""
OPS = "C0OPS"
STRANGERS = tuple(
    Somebody(number, name, f"{name.title()} Example", "Europe/Berlin")
    for number, name in ((TOM, "tom"), (EVA, "eva"), (NILS, "nils"))
)
NEWCOMER = Somebody(ZOE, "zoe", "Zoe Example", "America/New_York")
SETTINGS = Tuning(pace=Pace(settle=0.0, look_gap=0.0, ask_after=0.0), per_message=0.0, hold=0)
WHY = System("dispatch")
HEARS = frozenset(app_manifest()["settings"]["event_subscriptions"]["bot_events"])
Stands = tuple[str, ...]
"""How a place stands, its platform's id first."""
NUMBER = re.compile(r"\bT-(\d+)\b")
HEARD = frozenset({Verb.SPOKE, Verb.SOURCE_EDITED, Verb.SOURCE_DELETED})
"""Notes of what was heard of a message; how it stands is a field of the task."""


def story() -> Story:
    """The sandbox's, with more people and one channel more; everybody knows the bot."""
    told = default_story(MONDAY)
    known = [replace(each, with_app=True) for each in told.channels if each.kind != "im"]
    everybody = tuple(person.id for person in told.people)
    ops = StoryChannel(OPS, "ops", "channel", everybody)
    return replace(told, people=(*told.people, *STRANGERS), channels=(*known, ops), messages=())


@dataclass
class Town:
    """A process of the bot, and everybody who has news for it. Use as a context manager."""

    file: Path
    clock: Clock = field(default_factory=lambda: Clock(MONDAY))
    news: list[dict[str, Any]] = field(default_factory=list)
    """Events that nobody has brought yet."""

    def __post_init__(self) -> None:
        hand = ClockHand(self.clock)  # type: ignore[arg-type]
        sandbox = build_sandbox(story(), app_manifest(), hand)
        self.ws = sandbox.workspace
        self.ws.emit = self._emit
        self._backend = sandbox._backend
        self._backend.link.ask = self._ask  # type: ignore[method-assign, assignment]
        self._stage = Stage(self._backend)
        settings = Settings(
            slack_bot_token=SecretStr(sandbox.bot_token), data_dir=self.file.parent,
            slack_app_token=SecretStr(sandbox.app_token), database_url=f"sqlite:///{self.file}",
            commands_per_minute=0,
        )  # fmt: skip
        prepare(settings)
        self.bot = Chivvy(settings, self.clock, SETTINGS)
        hand.attach(self.bot)
        self.hand = hand
        adapter = self.bot.platforms["slack"]
        assert isinstance(adapter, SlackAdapter)
        self._adapter = adapter
        adapter._client.api_call = self._call  # type: ignore[method-assign]

    async def __aenter__(self) -> "Town":
        await self.bot.store.start()
        await self._adapter.start(listen=False)
        await self.bot.inbox.listen()
        await self.bot._begin("slack", self._adapter, "NONE-NONE")
        await self.bot.store.write(lambda unit: dispatch.set_hold(unit, 0), workspace=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.bot.deliverer.stop()
        await self._adapter.stop()
        await self.bot.introductions.stop()
        await self.bot.insiders.stop()
        await self.bot.store.close()

    # Without a wire

    def _emit(self, subscription: str, event: dict[str, Any]) -> None:
        ws = self.ws
        assert subscription in HEARS
        if event["type"] == "message" and event.get("user") == ws.bot:
            return  # Our own words are no news to us.
        body = event_callback(ws.app, ws.team, event, ws.mint.id("Ev"), ws.mint.seconds())
        self.news.append(json.loads(json.dumps(body)))

    async def _ask(
        self, kind: str, payload: dict[str, Any], *, accepts: bool, retry: object = None
    ) -> dict[str, Any]:
        request = AsyncBoltRequest(mode="socket_mode", body=json.loads(json.dumps(payload)))
        answer = await self._adapter._app.async_dispatch(request)
        assert answer.status == 200, answer.body
        return dict(json.loads(answer.body)) if answer.body.startswith("{") else {}

    async def _call(self, method: str, **given: Any) -> AsyncSlackResponse:  # noqa: ANN401
        named = (given.get(part) or {} for part in ("params", "data", "json"))
        args = {k: v for part in named for k, v in part.items() if v is not None}
        try:
            call = Call(self._backend, json.loads(json.dumps(args)))
            body = {"ok": True, **METHODS[method](call)}
        except SlackError as error:
            body = error.body()
        told = AsyncSlackResponse(
            client=self._adapter._client, http_verb="POST", api_url=method, req_args={},
            data=json.loads(json.dumps(body)), headers={}, status_code=200,
        )  # fmt: skip
        return told.validate()

    # What people do

    async def types(self, who: str, where: str, line: str) -> None:
        """A command, answered at once."""
        await self._stage.command(who, where, line)
        await self._adapter.settle()

    def says(self, who: str, where: str, text: str, thread: str | None = None) -> str:
        """A message; its ts."""
        channel = self.ws.channels[where]
        return post(self.ws, channel, who, Content(text), thread_ts=thread).ts

    def edits(self, who: str, where: str, ts: str, text: str) -> None:
        """One's own message says something else; nothing left of it: it is deleted."""
        channel, message = self.ws.channels[where], self.ws.message(where, ts)
        if text:
            edit(self.ws, channel, message, Content(text), who)
        else:
            remove(self.ws, channel, message)

    def reacts(self, who: str, where: str, ts: str) -> None:
        """A pin to a message, or it is taken away."""
        channel = self.ws.channels[where]
        react(self.ws, channel, self.ws.message(where, ts), who, "pushpin")

    def renames(self, where: str, name: str) -> None:
        """A channel has another name."""
        channel = replace(self.ws.channels[where], name=name)
        self.ws.channels[where] = channel
        kind = "channel_rename" if channel.kind == "channel" else "group_rename"
        told = {"id": where, "name": name, "created": channel.created}
        self._emit(kind, {"type": kind, "channel": told, "event_ts": self.ws.mint.ts()})

    def disturbs(self, who: str, hours: int) -> None:
        """From now on no messages for so many hours; 0: messages again."""
        now = self.ws.mint.seconds()
        window = (now, now + 3600 * hours) if hours else None
        self.ws.people[who] = replace(self.ws.people[who], dnd=window)
        begins, ends = window or (1, 1)
        status = {"dnd_enabled": bool(window), "next_dnd_start_ts": begins, "next_dnd_end_ts": ends}
        kind = "dnd_updated_user"
        event = {"type": kind, "user": who, "dnd_status": status, "event_ts": self.ws.mint.ts()}
        self._emit(kind, event)

    def begins(self, person: Somebody) -> None:
        """Somebody new is here."""
        self.ws.people[person.id] = person
        self.ws.im_between(person.id, BOT)
        infra = self.ws.channels[INFRA]
        self.ws.channels[INFRA] = replace(infra, members=infra.members | {person.id})
        told = {"type": "team_join", "user": described(self.ws, person)}
        self._emit("team_join", {**told, "event_ts": self.ws.mint.ts()})

    # What reaches the bot

    async def hears(self, body: dict[str, Any]) -> None:
        """One event, which is worked off at once."""
        await self._ask("events_api", body, accepts=False)
        while await self.bot.inbox.once() or await self.bot.inbox.rest():
            continue
        await self._adapter.settle()
        left = await self.bot.store.read(lambda unit: list(unit.inbox.waiting(2)))
        assert left == [], f"not worked off: {left}"

    async def number(self, title: str) -> str:
        """``T-42``, as its people know a task."""
        [found] = [task for task in await self.tasks() if task.title.body == title]
        return f"T-{found.id}"

    async def quiet(self, **span: float) -> None:
        """Everything that comes until then is said."""
        await self.hand.move_to(self.clock.now() + timedelta(**span))

    # How it stands

    async def work(self, do: Callable[[WorkUnit], Any]) -> Any:  # noqa: ANN401
        """What *do* finds in the workspace."""
        return await self.bot.store.read(lambda unit: do(unit.of(_home(unit))))

    async def tasks(self) -> list[Task]:
        """Those that were not taken back."""
        found = await self.work(lambda work: work.tasks(WHY).many(range(1, 60)))
        return [task for task in found.values() if task.status is not Status.DROPPED]

    async def stands(self) -> Mapping[str, object]:
        """Tasks, places and people without the numbers and moments that their arrival gave them."""
        tasks = await self.tasks()
        people, places = await self.work(_people_and_places)
        named = {person.id: user for user, person in people.items()}
        return {
            "tasks": sorted(_task(task, named, places) for task in tasks),
            "places": sorted(places.values()),
            "people": {
                user: (one.name, one.handle, one.zone, one.role, one.active, one.admin, one.dnd)
                for user, one in people.items()
            },
            "notes": sorted(await self.work(lambda work: _notes(work, tasks, named))),
        }

    async def said(self) -> Counter[str]:
        """What stands of ours in the workspace: where, and its lines, with titles for numbers."""
        titles = {str(task.id): task.title.body for task in await self.tasks()}
        found: Counter[str] = Counter()
        for place, shelf in self.ws.messages.items():
            for message in shelf.values():
                if message.user == BOT and not message.tombstone:
                    told = NUMBER.sub(lambda m: titles.get(m[1], "?"), words(message.blocks))
                    found["\n".join([place, *sorted(told.splitlines())])] += 1
        return found


def _home(unit: Unit) -> WorkspaceId:
    home = unit.directory.find("slack", TEAM)
    assert home is not None
    return home.workspace


def _people_and_places(work: WorkUnit) -> tuple[dict[str, Person], dict[int, Stands]]:
    home = work.people.installations()[0]
    everybody = (*(each.id for each in story().people), ZOE)
    found = {user: work.people.by_account("slack", user) for user in everybody}
    people = {user: person for user, person in found.items() if person is not None}
    named = {person.id: user for user, person in people.items()}
    places: dict[int, Stands] = {}
    for channel in story().channels:
        place = work.people.place_by(home.id, channel.id)
        if place is not None:
            inside = sorted(named.get(one, "?") for one in work.people.members(place.id))
            told = (place.name, place.kind, place.archived, place.bot_in, *inside)
            places[place.id] = (place.external_id, *map(str, told))
    return people, places


def _task(task: Task, named: Mapping[PersonId, str], places: Mapping[int, Stands]) -> str:
    def who(person: PersonId | None) -> str:
        return named.get(person, "?") if person is not None else "nobody"

    def where(place: PlaceId) -> str:
        return places.get(place, ("elsewhere",))[0]

    seen = where(task.visible_in) if task.visible_in else "everybody"
    source = task.source
    came = f"{where(source.place)} {source.state or 'same'}" if source else "typed"
    due = task.due.encode() if task.due else "no date"
    parts = (
        task.title.body, task.status, who(task.requester), who(task.owner), who(task.verifier),
        task.priority, due, seen, came, task.checked, sorted(task.labels), bool(task.project),
    )  # fmt: skip
    return " | ".join(str(part) for part in parts)


def _notes(work: WorkUnit, tasks: list[Task], named: Mapping[PersonId, str]) -> list[str]:
    happened = (
        (task.title.body, event)
        for task in tasks
        for event in work.tasks(WHY).events(task_ref(task.id), limit=100)
    )
    return [
        f"{title}: {event.verb} by {named.get(event.actor, 'nobody')}"  # type: ignore[arg-type]
        for title, event in happened if event.verb not in HEARD
    ]  # fmt: skip


async def furnish(file: Path) -> None:
    """Two projects, and tasks of people who come and go; what was to be said of it was said."""
    async with Town(file) as town:
        for place in (INFRA, CLIENT, GENERAL, OPS, HIRING):
            await town.types(ANA, place, "/task list")
        await town.bot.store.write(_projects, workspace=None)
        await town.types(ANA, INFRA, f"/task add Eva's parcel <@{EVA}> in 10 days")
        await town.types(ANA, INFRA, f"/task add Nils's parcel <@{NILS}> in 10 days")
        town.news.clear()
        await town.quiet(hours=1)
        await town.bot.store.checkpoint()


def _projects(unit: Unit) -> None:
    for key, lead, place in (("infra", ANA, INFRA), ("client", SAM, CLIENT)):
        sender = Sender("slack", TEAM, lead, place=place)
        ctx = dispatch.arrive(unit, sender, MONDAY, f"opens {key}")
        opened = OpenProject(key, key, "Because.", ctx.actor, home=ctx.place, speaks=True)
        dispatch.handle(unit, opened, ctx)
        home = unit.of(ctx.workspace).people.place_by(InstallationId(1), place)
        assert home is not None and home.project is not None
        sets = SetProject(home.project, capture="pushpin")
        dispatch.handle(unit, sets, replace(ctx, key=f"sets {key}"))


def town(folder: Path, furnished: Path) -> Town:
    """One of one's own, on a copy."""
    file = folder / "town.db"
    shutil.copyfile(furnished, file)
    return Town(file)
