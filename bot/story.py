"""The story in progress that the sandbox opens with: people act, through the page's own door."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import aiohttp

from adapters.sandbox.story import ANA, CLIENT_A, INFRA, JONAS, MARIA, PRIYA, SAM
from core.calendar.zones import instant

ZONE = "Europe/Berlin"
BEGINS = instant(date(2026, 11, 19), time(9, 5), ZONE)
"""A Thursday morning; the page opens on the Monday after."""
OPENS = instant(date(2026, 11, 23), time(9, 30), ZONE)


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
class Later:
    """Time goes on."""

    by: timedelta = timedelta(0)
    to: datetime | None = None


WHY = "Client A leaves the old data centre before it closes on 30 November."
STEPS: tuple[Typed | Filled | Later, ...] = (
    Typed(ANA.id, INFRA, "/project new Infra migration"),
    Filled(ANA.id, {"why": WHY, "speaks": "yes"}),
    Typed(ANA.id, INFRA, "/project digest at 9:00"),
    Typed(
        ANA.id, INFRA,
        "/task add Migrate DNS for client A @maria thursday 26 nov 17:00 high"
        " done when: records answer in staging; TTL is back to 1 h",
    ),
    Typed(ANA.id, INFRA, "/task add Cut over to the new load balancer @priya 27 nov after T-1"),
    Typed(MARIA.id, INFRA, "/task add Write the rollback page @jonas friday"),
    Typed(PRIYA.id, INFRA, "/task add Rehearse the database copy @priya tomorrow 16:00"),
    Later(by=timedelta(hours=2)),
    Typed(MARIA.id, INFRA, "/task start T-1"),
    Typed(SAM.id, CLIENT_A, "/task add Agree on the switch window with client A @sam monday"),
    Later(by=timedelta(hours=4)),
    Typed(JONAS.id, INFRA, "/task done T-3 it is in the wiki, with the contact numbers"),
    Later(by=timedelta(hours=20)),
    Typed(MARIA.id, INFRA, "/task accept T-3"),
    Typed(MARIA.id, INFRA, "/task block T-1 firewall rule FW-118 needs admin rights @jonas"),
    Later(to=OPENS),
)  # fmt: skip


async def tell(address: str, steps: tuple[Typed | Filled | Later, ...] = STEPS) -> None:
    """Plays *steps* in the sandbox at *address*."""
    async with aiohttp.ClientSession() as session:
        page = Page(session, address)
        for step in steps:
            await _play(page, step)


async def _play(page: Page, step: Typed | Filled | Later) -> None:
    match step:
        case Typed(who, where, text):
            await page.post("command", **{"as": who, "channel": where, "text": text})
        case Filled(who, values):
            await _fill(page, who, values)
        case Later(by, None):
            await page.post("clock", **{"as": ANA.id, "by": int(by.total_seconds())})
        case Later(_, to):
            await page.post("clock", **{"as": ANA.id, "to": to.isoformat() if to else ""})


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
    return state


def _initial(element: Mapping[str, Any]) -> object:
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    if "initial_option" in element:
        return element["initial_option"]["value"]
    names = ("initial_value", "initial_user", "initial_date", "initial_time")
    return next((element[name] for name in names if name in element), None)
