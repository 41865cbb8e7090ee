"""The listeners: each asks the desk once and answers where the person is looking.

Budget: two seconds from receipt. What is still running then goes on, is answered "working on it"
and reports when it is done.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.answered import answered
from adapters.errands import Errands
from adapters.reads import READ_MESSAGE, READ_THREAD, USE_TEXT, Reads, message_of, thread_of
from adapters.slack import translate
from adapters.slack.events import incoming
from adapters.slack.failures import called_here, form_problem, said
from adapters.slack.render import render_modal
from adapters.slack.surfaces import Origin, Surfaces, private
from adapters.slack.tenancy import command_sender, event_sender, interaction_sender
from adapters.slack.threads import read_message, read_thread
from adapters.slack.words import typed
from core.context import Desk, MessageRef
from core.kernel.clock import Clock
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.people.model import Sender
from core.screens.views import Form, Loading, Problem, Said, View
from core.screens.words import say

Body = dict[str, Any]


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
        self._reads = Reads(desk)

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
            self._errands.start(self._open_doors(origin, sender))
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
            thread, which = thread_of(pressed.token.value)
            reading = read_thread(self._client, body, sender.place or "", thread)
            asked = self._reads.one_of(sender, reading, which, self._identity.bot)
            self._errands.start(self._window(origin, sender, asked))
            return await ack()
        if pressed.token.verb == USE_TEXT:
            key = translate.action_key(body, sender.team, pressed)
            again = read_message(self._client, *message_of(pressed.token.value))
            asked = self._reads.new_text(sender, pressed.token, again, key)
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

    def _thread(
        self, sender: Sender, body: Body, place: str, thread: str, ref: MessageRef | None = None
    ) -> Coroutine[Any, Any, View]:
        return self._reads.thread(sender, read_thread(self._client, body, place, thread), ref)

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
                await self._desk.receive(news.key, news.sender, news.encode())
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
        return self._errands.start(answered(asked, words, lambda: self._locale))

    def _private(self, view: View, sender: Sender) -> Body:
        return private(view, self._desk.reader(sender))

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
        await self._open_doors(origin, sender)

    async def _open_doors(self, origin: Origin, sender: Sender) -> None:
        """Beside an answer, once, for whoever hears us by no message; never in its place."""
        if not origin.response_url or origin.ephemeral:
            return
        view = await self._desk.shut_doors(sender)
        if view is not None:
            await self._surfaces.note(origin, view, self._desk.reader(sender))

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
