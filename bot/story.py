"""The story in progress that the sandbox opens with: people act, through the page's own door."""

import asyncio
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import aiohttp

from adapters.sandbox.story import ANA, CLIENT_A, INFRA, JONAS, LEE, MARIA, PRIYA, SAM
from core.calendar.zones import instant
from core.kernel.values import dataclass

ZONE = "Europe/Berlin"
BEGINS = instant(date(2026, 11, 19), time(9, 5), ZONE)
"""A Thursday morning; the page opens on the Monday after."""


class Page:
    """The sandbox's page, as a script uses it."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self.session = session
        self.address = address

    async def post(self, path: str, **body: object) -> dict[str, object]:
        """One request of the page; RuntimeError says what was refused."""
        async with self.session.post(f"{self.address}/ui/{path}", json=body) as response:
            answer: dict[str, object] = await response.json()
        if not answer.get("ok"):
            raise RuntimeError(f"the story stopped at {path} {body}: {answer}")
        return answer

    async def get(self, path: str, **query: str) -> dict[str, object]:
        """One look of the page."""
        async with self.session.get(f"{self.address}/ui/{path}", params=query) as response:
            found: dict[str, object] = await response.json()
        return found


@dataclass(frozen=True, slots=True)
class Typed:
    """Somebody types a slash command."""

    who: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """Somebody fills in the form that is open."""

    who: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody presses a button of the newest message that holds *text*.

    *thread*: words of the message in whose thread it stands.
    """

    who: str
    where: str
    text: str
    label: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Captured:
    """Somebody makes a task of the message that holds *text*; the form that opens is next."""

    who: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Later:
    """Time goes on, to a moment in Berlin."""

    day: int
    hour: int
    minute: int = 0

    @property
    def at(self) -> datetime:
        """The moment, aware."""
        return instant(date(2026, 11, self.day), time(self.hour, self.minute), ZONE)


Step = Typed | Filled | Pressed | Captured | Later
WHY = "Client A leaves the old data centre before it closes on 30 November."
BACKUP = "Check that the backup of db-old-2 runs again"
THURSDAY: tuple[Step, ...] = (
    Typed(ANA.id, INFRA, "/project new Infra migration"),
    Filled(ANA.id, {"why": WHY, "speaks": "yes"}),
    Typed(ANA.id, INFRA, "/project digest at 9:00"),
    Typed(
        ANA.id, INFRA,
        "/task add Migrate DNS for client A @maria thursday 26 nov 17:00 high"
        " done when: records answer in staging; TTL is back to 1 h",
    ),
    Typed(ANA.id, INFRA, "/task add Cut over to the new load balancer @priya 27 nov after T-1"),
    Typed(
        ANA.id, INFRA,
        "/task add Write the rollback page @jonas monday"
        " done when: every step has an owner; the contact numbers are in it",
    ),
    Typed(PRIYA.id, INFRA, "/task add Rehearse the database copy @priya tomorrow 16:00"),
    Typed(MARIA.id, INFRA, "/task add Order the disks for the new hosts @jonas wednesday"),
    Typed(MARIA.id, INFRA, "/task add Lower the TTLs to 5 minutes @maria friday"),
    Typed(SAM.id, CLIENT_A, "/task add Agree on the switch window with client A @sam tuesday"),
    Typed(JONAS.id, INFRA, "/task block T-5 does the reporting tool work with Postgres 17?"),
    Later(19, 10, 20),
    Captured(ANA.id, INFRA, "The backup job on db-old-2"),
    Filled(ANA.id, {"title": BACKUP, "owner": MARIA.id, "due": "monday 17:00"}),
    Later(19, 11, 5),
    Typed(MARIA.id, INFRA, "/task start T-1"),
    Later(19, 16, 10),
    Pressed(SAM.id, INFRA, "T-5", "I can help", "Needs attention"),
    Pressed(SAM.id, INFRA, "Until when", "Tomorrow 12:00", "Needs attention"),
)  # fmt: skip
"""The project opens; one task can't go on, and Sam answers in the open."""
FRIDAY: tuple[Step, ...] = (
    Later(20, 11, 30),
    Typed(MARIA.id, INFRA, "/task done T-6 all zones, checked from outside"),
    Later(20, 15, 0),
    Typed(JONAS.id, INFRA, "/task done T-3 it is in the wiki, with the contact numbers"),
    Later(20, 15, 20),
    Typed(LEE.id, CLIENT_A, "/task add Send us the new addresses @sam wednesday"),
    Later(20, 15, 40),
    Typed(MARIA.id, INFRA, "/task block T-1 firewall rule FW-118 needs admin rights @jonas"),
    Later(20, 18, 30),
    Pressed(SAM.id, f"D{SAM.id[1:]}", "T-5", "It's done"),
)
"""Ana has something to check, a guest asks for something in their one channel, Jonas is asked for
help, and the way seems free for T-5."""
STEPS: tuple[Step, ...] = (*THURSDAY, *FRIDAY, Later(23, 9, 30))


async def tell(address: str, steps: tuple[Step, ...] = STEPS) -> None:
    """Plays *steps* in the sandbox at *address*."""
    async with aiohttp.ClientSession() as session:
        page = Page(session, address)
        for step in steps:
            await _play(page, step)


async def _play(page: Page, step: Step) -> None:
    match step:
        case Typed(who, where, text):
            await page.post("command", **{"as": who, "channel": where, "text": text})
        case Filled(who, values):
            await _fill(page, who, values)
        case Captured(who, where, text):
            message = await _find(page, who, where, text)
            asked = {"as": who, "channel": where, "ts": message["ts"]}
            await page.post("shortcut", **asked, callback_id="capture_task")
        case Pressed():
            await _press(page, step)
        case Later():
            await page.post("clock", **{"as": ANA.id, "to": step.at.isoformat()})


async def _find(
    page: Page, who: str, where: str, text: str, thread: str | None = None, label: str = ""
) -> dict[str, Any]:
    """The newest message that holds *text* and the button, once it is there."""
    query = {"as": who, "channel": where} | ({"thread_ts": thread} if thread else {})
    for _ in range(200):
        found: Any = (await page.get("messages", **query))["messages"]
        for message in reversed(found):
            told = str(message.get("text")) + json.dumps(message.get("blocks"), ensure_ascii=False)
            if text in told and label in told:
                return dict(message)
        await asyncio.sleep(0.05)
    raise RuntimeError(f"the story found no message with {text!r} in {where}")


async def _press(page: Page, step: Pressed) -> None:
    parent = await _find(page, step.who, step.where, step.thread) if step.thread else {}
    thread = parent.get("ts")
    message = await _find(page, step.who, step.where, step.text, thread, step.label)
    where = {"type": "message", "channel": step.where, "ts": message["ts"]}
    pressed = _button(message["blocks"], step.label)
    await page.post("action", **{"as": step.who, "container": where, **pressed})


def _button(blocks: list[dict[str, Any]], label: str) -> dict[str, str]:
    """Which element of *blocks* says *label*: the body of a press, without who and where."""
    for block in blocks:
        for element in block.get("elements", []):
            if element.get("type") == "button" and element["text"]["text"] == label:
                return {"block_id": block["block_id"], "action_id": element["action_id"]}
    raise RuntimeError(f"the story found no button {label!r}")


async def _fill(page: Page, who: str, values: Mapping[str, object]) -> None:
    """Submits the open form with what it is prefilled with, and *values* by field name."""
    view = await open_view(page, who)
    state = filled_state(view, values)
    await page.post("submit", **{"as": who, "view_id": view["id"], "state": state})


async def open_view(page: Page, who: str) -> dict[str, Any]:
    """The form that is open before *who*, once it is filled; the bot opens it in its own time."""
    for _ in range(200):
        view = (await page.get("views", **{"as": who})).get("view")
        if isinstance(view, dict) and any(b["type"] == "input" for b in view["blocks"]):
            return view
        await asyncio.sleep(0.05)
    raise RuntimeError(f"no form opened for {who}")


def filled_state(view: Mapping[str, Any], values: Mapping[str, object]) -> dict[str, Any]:
    """The state of a form as the page submits it: *values*, else what each field begins with."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            value = values.get(block["block_id"], _initial(element))
            state[block["block_id"]] = {element["action_id"]: value}
        if block["type"] == "actions":
            state[block["block_id"]] = {
                element["action_id"]: values.get(f"{block['block_id']}.{part}", _initial(element))
                for element in block["elements"]
                if (part := element["action_id"].partition(":")[2])
            }
    return state


def _initial(element: Mapping[str, Any]) -> object:
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    if "initial_option" in element:
        return element["initial_option"]["value"]
    names = ("initial_value", "initial_user", "initial_date", "initial_time")
    return next((element[name] for name in names if name in element), None)
