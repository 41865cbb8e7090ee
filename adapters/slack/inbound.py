"""The listeners: each asks the desk once and answers where the person is looking.

Budget: two seconds from receipt. What is still running then goes on, is answered "working on it"
and reports when it is done.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.errands import Errands
from adapters.slack import translate
from adapters.slack.events import incoming
from adapters.slack.failures import called_here, form_problem, problem_of, said
from adapters.slack.render import render_modal
from adapters.slack.surfaces import Origin, Surfaces, private
from adapters.slack.tenancy import PLATFORM, command_sender, event_sender, interaction_sender
from adapters.slack.threads import read_message, read_thread
from adapters.slack.words import typed
from core.context import Desk, MessageRef
from core.kernel.clock import Clock
from core.kernel.errors import STORE
from core.kernel.tokens import Token
from core.people.model import Sender
from core.screens.delivery import DeliveryFailure, Gone, MessageGone
from core.screens.views import Form, Loading, Problem, Said, View
from core.screens.words import say

Body = dict[str, Any]
READ_THREAD = "read_thread"
READ_MESSAGE = "read_message"
USE_TEXT = "use_text"
"""Buttons for which Slack is asked first."""
NOT_SAVED = frozenset(error.code for error in STORE)


@dataclass(slots=True)
class Identity:
    """Who we are in Slack; known once ``auth.test`` has answered."""

    team: str = ""
    bot: str = ""
    bot_id: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Real seconds that a listener may take."""

    answer: float = 2.0
    event: float = 1.5


class Inbound:
    """What Slack asks of us."""

    def __init__(
        self,
        desk: Desk,
        surfaces: Surfaces,
        client: AsyncWebClient,
        errands: Errands,
        clock: Clock,
        identity: Identity,
        commands: Mapping[str, str],
        limits: Limits,
    ) -> None:
        self._desk = desk
        self._client = client
        self._surfaces = surfaces
        self._errands = errands
        self._clock = clock
        self._identity = identity
        self._commands = commands
        self._locale = called_here(commands)
        self._limits = limits

    async def command(self, ack: AsyncAck, body: Body) -> BoltResponse:
        """A slash command: the acknowledgement is the private answer."""
        began = self._clock.elapsed()
        sender = command_sender(body, self._identity.team)
        key = translate.command_key(body, sender.team)
        home = self._commands.get(str(body.get("command")), "task")
        asked = self._desk.words(sender, typed(body.get("text") or ""), key, home)
        task = self._begin(asked, said(body))
        origin = Origin.of(body, sender.thread)
        if not await self._in_time(task, began):
            self._errands.start(self._report(task, origin, sender))
            return await ack(self._private(working(), sender))
        if not isinstance(view := task.result(), Form):
            return await ack(self._private(view or Said(()), sender))
        self._errands.start(self._show(origin, sender, view))
        return await ack()

    async def press(self, ack: AsyncAck, body: Body) -> BoltResponse:
        """A button: one unit, then an empty acknowledgement; the note follows by itself."""
        began = self._clock.elapsed()
        if (pressed := translate.press(body)) is None:
            return await ack()
        sender = interaction_sender(body, self._identity.team)
        origin = Origin.of(body, sender.thread)
        if pressed.token.verb == READ_THREAD:
            asked = self._thread(sender, body, sender.place or "", pressed.token.value)
            self._errands.start(self._window(origin, sender, asked))
            return await ack()
        if pressed.token.verb == READ_MESSAGE:
            asked = self._one_of(sender, body, sender.place or "", pressed.token.value)
            self._errands.start(self._window(origin, sender, asked))
            return await ack()
        if pressed.token.verb == USE_TEXT:
            key = translate.action_key(body, sender.team, pressed)
            asked = self._new_text(sender, pressed.token, key)
            self._errands.start(self._report(self._begin(asked), origin, sender))
            return await ack()
        if self._desk.opens_form(pressed.token):
            self._errands.start(self._form(origin, sender, pressed.token))
            return await ack()
        key = translate.action_key(body, sender.team, pressed)
        task = self._begin(self._desk.press(sender, pressed.token, key))
        if not await self._in_time(task, began):
            self._errands.start(self._show(origin, sender, working()))
        self._errands.start(self._report(task, origin, sender))
        return await ack()

    async def submission(self, ack: AsyncAck, body: Body) -> BoltResponse:
        """A form: errors stand at their fields, and nothing that was typed is lost."""
        began = self._clock.elapsed()
        sender = interaction_sender(body, self._identity.team)
        token, values = translate.form_token(body), translate.form_values(body)
        asked = self._desk.submit(sender, token, values, translate.form_key(body))
        task = self._begin(asked)
        window = str(body["view"]["id"])
        if not await self._in_time(task, began):
            self._errands.start(self._report(task, Origin(view=window), sender))
            waiting = Said((say("answer.working_form"),))
            modal = render_modal(waiting, self._desk.reader(sender))
            return await ack(response_action="update", view=modal)
        return await ack(**self._closing(body, sender, task.result() or Said(())))

    async def shortcut(self, ack: AsyncAck, body: Body) -> BoltResponse:
        """*Capture as task*: the window opens at once and is filled by update. On a message of
        ours it shows the task that the message tells of."""
        sender = interaction_sender(body, self._identity.team)
        ref = translate.message_ref(body)
        ours = translate.is_from(body, self._identity.bot, self._identity.bot_id)
        ask = self._desk.own_message if ours else self._desk.capture_form
        asked = ask(sender, ref)
        self._errands.start(self._window(Origin.of(body, sender.thread), sender, asked))
        return await ack()

    async def thread_shortcut(self, ack: AsyncAck, body: Body) -> BoltResponse:
        """*Capture thread*: the window opens at once; then the thread is read."""
        sender = interaction_sender(body, self._identity.team)
        ref = translate.message_ref(body)
        asked = self._thread(sender, body, ref.place, ref.thread, ref)
        self._errands.start(self._window(Origin.of(body, sender.thread), sender, asked))
        return await ack()

    async def _thread(
        self, sender: Sender, body: Body, place: str, thread: str, ref: MessageRef | None = None
    ) -> View:
        """What a thread holds; *ref*: the message it was asked on, else its first."""
        try:
            found = await read_thread(self._client, body, place, thread)
        except DeliveryFailure as why:
            told = "out" if isinstance(why, Gone | MessageGone) else "later"
            return await self._desk.refuse_thread(sender, told)
        if not found:
            return await self._desk.refuse_thread(sender, "out")
        return await self._desk.thread_form(sender, ref or found[0].ref, found)

    async def _one_of(self, sender: Sender, body: Body, place: str, value: str) -> View:
        """The form of a thread's first message, or of the last that was not said to us."""
        thread, _, which = value.partition("|")
        try:
            found = await read_thread(self._client, body, place, thread)
        except DeliveryFailure as why:
            told = "out" if isinstance(why, Gone | MessageGone) else "later"
            return await self._desk.refuse_thread(sender, told)
        ours = f"<@{self._identity.bot}"
        said = [one.ref for one in found if not one.bot and ours not in one.ref.text]
        if not said:
            return await self._desk.refuse_thread(sender, "gone")
        return await self._desk.capture_form(sender, said[0 if which == "first" else -1])

    async def _new_text(self, sender: Sender, token: Token, key: str) -> View:
        """Reads the message again: nothing of what it says was kept meanwhile."""
        place, _, rest = token.value.partition("|")
        try:
            found = await read_message(self._client, place, rest.partition("|")[0])
        except DeliveryFailure as why:
            told = "gone" if isinstance(why, Gone) else "later"
            return await self._desk.refuse_thread(sender, told)
        if found is None:
            return await self._desk.refuse_thread(sender, "gone")
        return await self._desk.use_text(sender, token, found, key)

    async def event(self, ack: AsyncAck, body: Body) -> BoltResponse:
        """An event: its row in the inbox, and nothing else, before the 200."""
        event = body.get("event") or {}
        if event.get("type") == "app_home_opened":
            if event.get("tab") != "messages":
                self._errands.start(self._home(event_sender(body, self._identity.team)))
            return await ack()
        news = incoming(body, self._identity.bot, self._identity.team)
        if news is not None:
            async with asyncio.timeout(self._limits.event):
                await self._desk.receive(news.key, PLATFORM, news.encode())
        return await ack()

    def tell(self, body: Body, problem: Problem) -> None:
        """Brings a problem to whoever pressed something."""
        sender = interaction_sender(body, self._identity.team)
        origin = Origin.of(body, sender.thread)
        self._errands.start(self._show(origin, sender, problem))

    def _begin(
        self, asked: Coroutine[Any, Any, View | None], words: str = ""
    ) -> asyncio.Task[View | None]:
        """Starts what the desk was asked; it goes on when the listener has answered."""
        return self._errands.start(self._answered(asked, words))

    def _private(self, view: View, sender: Sender) -> Body:
        return private(view, self._desk.reader(sender))

    async def _answered(self, asked: Coroutine[Any, Any, View | None], words: str) -> View | None:
        """The desk's answer; what it could not save comes back with the words."""
        try:
            view = await asked
        except Exception as error:
            return problem_of(error, words, self._locale)
        if isinstance(view, Problem) and view.code in NOT_SAVED and not view.typed:
            return replace(view, typed=words or None)
        return view

    async def _in_time(self, task: asyncio.Task[View | None], began: float) -> bool:
        left = self._limits.answer - (self._clock.elapsed() - began)
        done, _ = await asyncio.wait({task}, timeout=max(0.0, left))
        return bool(done)

    def _closing(self, body: Body, sender: Sender, view: View) -> dict[str, Any]:
        """What closes, corrects or refills a submitted form."""
        reader = self._desk.reader(sender)
        if isinstance(view, Problem):
            return form_problem(body, view, reader)
        origin = self._surfaces.origin_of(str(body["view"]["id"]))
        if origin and origin.home:
            self._errands.start(self._home(sender))
        if isinstance(view, Said) and not view.lines:
            return {"response_action": "clear"}
        if origin and origin.response_url and not isinstance(view, Form):
            self._errands.start(self._show(origin, sender, view))
            return {"response_action": "clear"}
        return {"response_action": "update", "view": render_modal(view, reader)}

    async def _report(
        self, task: asyncio.Task[View | None], origin: Origin, sender: Sender
    ) -> None:
        """What came of it, once it is done; None says that the redrawn card says enough."""
        if (view := await task) is not None:
            await self._show(origin, sender, view)
        if origin.home:
            await self._home(sender)

    async def _show(self, origin: Origin, sender: Sender, view: View) -> None:
        reader = self._desk.reader(sender)
        if not isinstance(view, Form) or not origin.trigger:
            await self._surfaces.note(origin, view, reader)
            return
        try:
            await self._surfaces.open(origin, view, reader)
        except Exception as error:
            await self._without_window(origin, sender, error)

    async def _form(self, origin: Origin, sender: Sender, token: Token) -> None:
        await self._window(origin, sender, self._desk.form(sender, token))

    async def _window(
        self, origin: Origin, sender: Sender, asked: Coroutine[Any, Any, View]
    ) -> None:
        """Opens *Loading* while the trigger lives, then fills it."""
        wanted = self._begin(asked)
        reader = self._desk.reader(sender)
        try:
            window = await self._surfaces.open(origin, Loading("loading"), reader)
        except Exception as error:
            await wanted
            await self._without_window(origin, sender, error)
            return
        view = await wanted
        await self._surfaces.redraw(window, view or Said(()), self._desk.reader(sender))

    async def _without_window(self, origin: Origin, sender: Sender, error: Exception) -> None:
        """The trigger had expired, or Slack was slow: say so where something was pressed."""
        if not origin.response_url:
            raise error
        problem = Problem((say("answer.no_window"),), code="no_window")
        await self._surfaces.note(origin, problem, self._desk.reader(sender))

    async def _home(self, sender: Sender) -> None:
        home = await self._desk.home(sender)
        await self._surfaces.publish(sender.user, home, self._desk.reader(sender))


def working() -> View:
    """What is said when the answer takes longer than Slack waits."""
    return Said((say("answer.working"),))
