"""A team at work in the sandbox: the real bot, driven through the page's own door."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from attrs import evolve

from adapters.sandbox.story import Story
from bot.app import Chivvy, Tuning
from bot.clocks import MovableClock
from bot.sandbox import SandboxRun, start_sandbox
from bot.story import Page, filled_state, open_view
from core.catalogue import Command
from core.kernel.meter import Meter
from scheduler.courier import Pace
from tests.support.tables import lay_tables

QUICK = Tuning(0.05, Pace(settle=0.05, look_gap=0.05, ask_after=0.05), per_message=0.0, hold=0)
"""Wheels that turn fast; nothing waits for an Undo."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it: its words, its buttons by label, where it stands."""

    channel: str
    ts: str
    thread: str | None
    user: str
    private: bool
    text: str
    buttons: Mapping[str, Mapping[str, Any]]
    raw: Mapping[str, Any]


class Team:
    """People in a running sandbox. Channels and people by their ids ("C0INFRA", "U0ANA")."""

    def __init__(self, run: SandboxRun, page: Page) -> None:
        self.run = run
        self.page = page

    async def types(self, who: str, where: str, text: str) -> Seen:
        """Types a slash command; the private answer."""
        await self.page.post("command", **{"as": who, "channel": where, "text": text})
        return _seen(where, (await self._messages(who, where))[-1])

    async def says(self, who: str, where: str, text: str, thread: str | None = None) -> str:
        """Says something in a channel or thread, and waits until the bot has heard it."""
        body = {"as": who, "channel": where, "text": text} | (
            {"thread_ts": thread} if thread else {}
        )
        answer = await self.page.post("message", **body)
        await self.settled()
        return str(answer["ts"])

    async def reacts(self, who: str, where: str, ts: str, emoji: str = "pushpin") -> None:
        """Reacts to a message, or takes the reaction away; waits until the bot has heard it."""
        await self.page.post("react", **{"as": who, "channel": where, "ts": ts, "name": emoji})
        await self.settled()

    async def forwards(self, who: str, where: str, ts: str, to: str, text: str = "") -> str:
        """Sends a message on to another conversation."""
        body = {"as": who, "channel": where, "ts": ts, "to": to, "text": text}
        answer = await self.page.post("forward", **body)
        await self.settled()
        return str(answer["ts"])

    async def changes(self, who: str, where: str, ts: str, text: str) -> None:
        """Edits one's own message; nothing left of it deletes it."""
        body = {"as": who, "channel": where, "ts": ts}
        if text:
            await self.page.post("edit", **body, text=text)
        else:
            await self.page.post("delete", **body)
        await self.settled()

    async def sees(self, who: str, where: str, thread: str | None = None) -> list[Seen]:
        """The messages of a channel, or of one thread, as *who* sees them; oldest first."""
        return [_seen(where, message) for message in await self._messages(who, where, thread)]

    async def _messages(self, who: str, where: str, thread: str | None = None) -> list[Any]:
        query = {"as": who, "channel": where} | ({"thread_ts": thread} if thread else {})
        found: Any = (await self.page.get("messages", **query))["messages"]
        return list(found)

    async def dm(self, who: str) -> list[Seen]:
        """What Chivvy and *who* said to each other."""
        return await self.sees(who, f"D{who[1:]}")

    async def finds(self, who: str, where: str, *words: str, thread: str | None = None) -> Seen:
        """The newest message there, as *who* sees it, that says all of *words*."""
        seen = await self.sees(who, where, thread)
        found = [m for m in seen if all(word in m.text for word in words)]
        if not found:
            said = "\n".join(m.text for m in seen)
            raise AssertionError(f"nothing says {words} to {who} in {where}:\n{said}")
        return found[-1]

    async def hears(self, who: str, *words: str) -> Seen:
        """The newest direct message to *who* that says all of *words*."""
        await self.settled()
        return await self.finds(who, f"D{who[1:]}", *words)

    async def everything(self, who: str) -> list[Seen]:
        """Every message that *who* can see anywhere, threads, direct messages and home included."""
        state: Any = await self.page.get("state", **{"as": who})
        found: list[Seen] = []
        for channel in state["channels"]:
            for message in await self.sees(who, channel["id"]):
                found.append(message)
                if message.raw.get("reply_count"):
                    found += (await self.sees(who, channel["id"], message.ts))[1:]
        return [*found, await self.home(who)]

    async def home(self, who: str) -> Seen:
        """The app's home, once it is published anew."""
        await self.page.get("home", **{"as": who})
        await self.settled()
        shown: Any = (await self.page.get("home", **{"as": who, "quiet": "1"}))["view"]
        blocks = shown["blocks"] if shown else []
        return Seen("home", "", None, "", True, words(blocks), buttons(blocks), shown or {})

    async def presses(self, who: str, message: Seen, label: str) -> Seen | None:
        """Presses a button or picks from a menu by its label; the newest message it left there."""
        if label not in message.buttons:
            raise AssertionError(f"no button {label!r} in {list(message.buttons)}: {message.text}")
        press = message.buttons[label]
        container = {"type": "message", "channel": message.channel, "ts": message.ts}
        await self.page.post("action", **{"as": who, "container": container, **press})
        await self.settled()
        found = await self._messages(who, message.channel, message.thread)
        return _seen(message.channel, found[-1]) if found else None

    async def form(self, who: str) -> dict[str, Any]:
        """The form that is open before *who*, filled by the bot."""
        return await open_view(self.page, who)

    async def submits(self, who: str, **values: object) -> dict[str, Any]:
        """Submits the open form with what it begins with and *values*; the page's answer."""
        view = await self.form(who)
        state = filled_state(view, values)
        async with self.page.session.post(
            f"{self.run.address}/ui/submit",
            json={"as": who, "view_id": view["id"], "state": state},
        ) as response:
            answer: dict[str, Any] = await response.json()
        await self.settled()
        return answer

    async def captures(
        self, who: str, where: str, ts: str, callback: str = "capture_task"
    ) -> dict[str, Any]:
        """Uses a message shortcut; the form it opens."""
        await self.uses(who, where, ts, callback)
        return await self.form(who)

    async def uses(self, who: str, where: str, ts: str, callback: str) -> dict[str, Any]:
        """Uses a message shortcut; the window that it opens, once it is filled."""
        shortcut = {"as": who, "channel": where, "ts": ts, "callback_id": callback}
        await self.page.post("shortcut", **shortcut)
        await self.settled()
        found: Any = (await self.page.get("views", **{"as": who})).get("view")
        return dict(found or {})

    async def invites(self, who: str, where: str) -> None:
        """Makes somebody, or Chivvy, a member of a channel."""
        self.run.sandbox.join(where, who)
        await self.settled()

    async def later(self, **span: float) -> None:
        """Time goes on by a ``timedelta``; everything due in between is played."""
        await self.until(self.run.hand.now() + timedelta(**span))

    async def until(self, moment: datetime) -> None:
        """Time goes on until *moment*."""
        await self.run.hand.move_to(moment)
        await self.settled()

    async def restarts(self, at: datetime | None = None, **settings: object) -> None:
        """Another run of the bot on the same database, with *settings* changed; down until *at*."""
        old = self.run.bot
        await old.stop()
        clock = old.clock
        if at is not None and isinstance(clock, MovableClock):
            clock.hold(at)
            clock.release()
        bot = Chivvy(evolve(old.settings, **settings), clock, old.tuning)
        self.run.hand.attach(bot)
        await bot.start()
        self.run.bot = bot
        await self.run.sandbox.connected()

    async def settled(self) -> None:
        """Until everything that was said is heard, done and delivered."""
        for _ in range(2):
            await self.run.sandbox.settle()
            await self.run.bot.platforms["slack"].settle()
            await self.run.bot.until_idle()


@asynccontextmanager
async def team_at_work(
    *,
    start: datetime | None = None,
    story: Story | None = None,
    data_dir: Path | None = None,
    database_url: str = "",
    tuning: Tuning = QUICK,
    commands: Mapping[Command, str] | None = None,
    meter: Meter | None = None,
) -> AsyncIterator[Team]:
    """A sandbox with the real bot connected, for the length of a ``with`` block."""
    async with AsyncExitStack() as undo:
        folder = data_dir or Path(undo.enter_context(TemporaryDirectory(prefix="chivvy-team-")))
        lay_tables(database_url or f"sqlite:///{folder / 'chivvy.db'}")
        run = await start_sandbox(
            start=start,
            story=story,
            data_dir=folder,
            database_url=database_url,
            tuning=tuning,
            commands=commands,
            meter=meter,
        )
        undo.push_async_callback(run.stop)
        session = await undo.enter_async_context(aiohttp.ClientSession())
        yield Team(run, Page(session, run.address))


def _seen(channel: str, message: Mapping[str, Any]) -> Seen:
    blocks = message.get("blocks") or []
    text = words(blocks) or str(message.get("text") or "")
    return Seen(
        channel, str(message["ts"]), message.get("thread_ts"), str(message["user"]),
        bool(message.get("ephemeral")), text, buttons(blocks), message,
    )  # fmt: skip


def words(node: object) -> str:
    """The words of blocks, in reading order."""
    if isinstance(node, list):
        return "".join(words(item) for item in node)
    if not isinstance(node, dict):
        return ""
    match node.get("type"):
        case "text" | "plain_text" | "mrkdwn":
            return str(node["text"])
        case "user":
            return f"@{node['user_id']}"
        case "date":
            return str(node.get("fallback", ""))
        case "link":
            return str(node.get("text") or node.get("url"))
        case "actions" | "button" | "overflow" | "static_select" | "users_select":
            return ""
        case kind:
            inside = words([node.get("text"), node.get("elements"), node.get("fields")])
            ends = kind in {"rich_text_section", "rich_text_quote", "section", "header", "context"}
            return inside + ("\n" if ends else "")


def buttons(node: object) -> dict[str, dict[str, Any]]:
    """What can be pressed in blocks: label → the body of a press."""
    found: dict[str, dict[str, Any]] = {}
    for block in node if isinstance(node, list) else []:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            press = {"block_id": block.get("block_id"), "action_id": element.get("action_id")}
            if element.get("type") == "button":
                found[element["text"]["text"]] = press
            for option in element.get("options", []):
                found[option["text"]["text"]] = press | {"value": option["value"]}
    return found
