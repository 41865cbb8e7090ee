"""The adapter in a workspace: what it draws is taken, what people do there reaches the desk."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from adapters.slack.app import SlackAdapter, SlackConfig
from adapters.slack.manifest import CommandSpec, manifest
from core.kernel.text import Words
from core.screens.messenger import Destination, Letter
from core.screens.views import Bundle, Button, Card, Home, Reader, Section, TaskList
from core.unit import Arrival
from tests.sandbox.support import Json, Room, opened
from tests.slack_adapter.desk import FORM, RealClock, RecordingDesk, said
from tests.slack_adapter.test_drawing import BLOCK, DONE, FACTS, FIELDS, LINE, MORE, ask
from tests.support.soak import counted, soak

ANA, INFRA, TEAM = "U0ANA", "C0INFRA", "T0SANDBOX"
MANIFEST = manifest(
    (CommandSpec("/task", "Tasks", "add ..."), CommandSpec("/project", "Projects", "list"))
)
CARD = Card(FACTS, (DONE, BLOCK), MORE)
READER = Reader("Europe/Berlin")


@dataclass
class Office:
    """A sandbox, the adapter in it, and its desk."""

    room: Room
    adapter: SlackAdapter
    desk: RecordingDesk

    async def settle(self) -> None:
        """Waits for events on their way and for answers under way."""
        await self.room.sandbox.settle()
        await self.adapter.settle()

    async def work_off(self) -> None:
        """What the inbox's worker does."""
        await self.settle()
        for key, platform, body in self.desk.of("receive"):
            await self.adapter.work_off(Arrival(key, platform, body, datetime.now(UTC)))
        self.desk.asked = [asked for asked in self.desk.asked if asked[0] != "receive"]


@contextlib.asynccontextmanager
async def office() -> AsyncIterator[Office]:
    """Opens a sandbox with the product's own manifest, the adapter connected."""
    async with opened(MANIFEST) as room:
        desk = RecordingDesk()
        config = SlackConfig(
            room.sandbox.bot_token,
            room.sandbox.app_token,
            api_base_url=f"{room.served.address}/api/",
            pace=0.0,
        )
        adapter = SlackAdapter(config, desk, RealClock())
        try:
            await adapter.start()
            await room.sandbox.connected(1)
            yield Office(room, adapter, desk)
        finally:
            await adapter.stop()


def find(messages: list[Json], words: str) -> Json:
    """The newest message that says *words*."""
    return [m for m in messages if words in json.dumps(m)][-1]


async def test_a_command_and_its_buttons() -> None:
    """A typed command is answered privately; a button of the answer takes its place."""
    async with office() as at:
        at.desk.answers["words"] = CARD
        assert (await at.room.command("/task add Renew @maria"))["ok"] is True
        echo = find(await at.room.messages(INFRA), "Migrate DNS")
        assert echo["ephemeral"] is True
        assert at.desk.of("words")[0][1] == "add Renew <@U0MARIA|maria>"
        at.desk.answers["press"] = said("Undone.")
        row = next(b for b in echo["blocks"] if b["type"] == "actions")
        await at.room.click(INFRA, echo["ts"], (row["block_id"], "done.t42"))
        await at.settle()
        assert "Undone." in json.dumps(await at.room.messages(INFRA))


async def test_a_form_from_menu_to_answer() -> None:
    """A button opens a form, the form is filled in, the answer stands in the channel."""
    async with office() as at:
        at.desk.answers["words"] = CARD
        at.desk.answers["form"] = replace(FORM, fields=FIELDS)
        at.desk.answers["submit"] = said("Jonas is asked.")
        await at.room.command("/task show T-42")
        shown = find(await at.room.messages(INFRA), "Migrate DNS")
        row = next(b for b in shown["blocks"] if b["type"] == "actions")
        await at.room.click(INFRA, shown["ts"], (row["block_id"], "block.t42"))
        await at.settle()
        view = (await at.room.get("/ui/views"))["view"]
        assert view["private_metadata"] == FORM.token
        state = {
            "title": {"value": "Renew"},
            "due": {"value": "friday"},
            "priority": {"value": "a"},
        }
        answer = await at.room.act("/ui/submit", view_id=view["id"], state=state)
        assert answer["ok"] is True, answer
        await at.settle()
        [(_, _, values, _)] = at.desk.of("submit")
        assert (values["title"], values["due"], values["priority"]) == ("Renew", "friday", "a")
        assert values["owner"] == "U0MARIA"
        assert values["met"] == ("k0", "k11")
        assert "Jonas is asked." in json.dumps(await at.room.messages(INFRA))


async def test_capture_from_a_message() -> None:
    """The shortcut opens the form for the message it was used on."""
    async with office() as at:
        ts = await at.room.say("The certificate expires on Friday")
        await at.room.act("/ui/shortcut", channel=INFRA, ts=ts, callback_id="capture_task")
        await at.settle()
        [(_, ref)] = at.desk.of("capture_form")
        assert (ref.message, ref.text) == (ts, "The certificate expires on Friday")
        assert (await at.room.get("/ui/views"))["view"]["private_metadata"] == FORM.token


async def test_home_and_words_and_replies() -> None:
    """Home is published when opened; a mention is answered; a reply is activity."""
    async with office() as at:
        lines = tuple(replace(LINE, handle=f"T-{n}") for n in range(90))
        section = Section((Words("All"),), lines, 0, tuple((DONE, BLOCK) for _ in lines))
        at.desk.answers["home"] = Home(TaskList((Words("My list"),), (section,), ()), ())
        await at.room.get("/ui/home")
        await at.settle()
        assert "My list" in json.dumps(await at.room.get("/ui/home"))
        ts = await at.room.say("@chivvy list")
        await at.room.say("It works again", thread_ts=ts)
        await at.work_off()
        assert [words[1] for words in at.desk.of("words")] == ["list"]
        assert [spoke[0].thread for spoke in at.desk.of("spoke")] == [ts]
        assert "added" in json.dumps(await at.room.messages(INFRA))


async def test_a_letter_is_sent_found_redrawn_and_deleted() -> None:
    """A delivery's whole life, in a channel and in direct messages."""
    async with office() as at:
        letters = at.adapter.messenger
        bundle = Bundle((ask(FACTS),), Button("why.t42", "why"))
        for to, view in (
            (Destination(TEAM, place=INFRA), CARD),
            (Destination(TEAM, person=ANA), bundle),
        ):
            letter = Letter("k42", to, view, READER)
            begun = at.room.clock.now()
            assert await letters.find(letter, begun) is None
            remote = await letters.send(letter)
            assert await letters.find(letter, begun) == remote
            await letters.edit(remote, replace(letter, view=said("moved")))
            assert "moved" in json.dumps(await at.room.messages(remote.place))
            assert await letters.find(letter, begun) == remote
            await letters.delete(remote, TEAM)
            assert await letters.find(letter, begun) is None
        assert ANA in await letters.members(TEAM, INFRA)


@soak
async def test_a_refreshed_connection_goes_on() -> None:
    """Slack replaces connections every few hours: what is typed and said meanwhile reaches us."""
    most = counted(2, 180)
    async with office() as at:
        for number in range(most):
            typing = [asyncio.create_task(at.room.command("/task list")) for _ in range(3)]
            await at.room.say(f"@chivvy list {number}")
            await at.room.sandbox.refresh_connections()
            assert all(answer["ok"] for answer in await asyncio.gather(*typing))
            await at.room.sandbox.connected(1)
        await at.settle()
        assert len(at.desk.of("words")) == 3 * most
        assert len({key for key, _, _ in at.desk.of("receive")}) == most
