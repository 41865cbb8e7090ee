"""The desk: what platform adapters ask of the product, carried out on the store."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bot.recognising import Recognising
from core import dispatch
from core.context import Context, FieldValue, MessageRef, ThreadMessage, Told
from core.dispatch import Found
from core.kernel.errors import ChivvyError, NotAllowed
from core.kernel.tokens import Token
from core.people.model import Sender
from core.reading import kept, misnamed
from core.reading.buttons import opens_form
from core.reading.typed import kept_key
from core.screens import ticked
from core.screens.views import Form, Home, View
from core.unit import Arrival, Unit
from scheduler.failpoints import reach

log = logging.getLogger("chivvy.desk")


class StoreDesk(Recognising):
    """``core.context.Desk`` on a store."""

    async def words(
        self, sender: Sender, text: str, key: str, verb_home: str = "task", *, forms: bool = True,
        told: Sequence[Told] = (),
    ) -> View:  # fmt: skip
        """Typed words; *forms*: whether the surface can open a form at once."""

        def read(unit: Unit, ctx: Context) -> Found:
            return dispatch.read_words(unit, text, ctx, verb_home, at_once=forms, told=told)

        return await self._ask(sender, key, text, read, home=verb_home)

    def opens_form(self, token: Token) -> bool:
        """Whether pressing it opens a form instead of doing something."""
        return opens_form(token)

    async def form(self, sender: Sender, token: Token) -> Form | View:
        """The form behind a button, filled with what is known."""
        return await self._ask(sender, "", "", lambda u, ctx: dispatch.read_press(u, token, ctx))

    async def press(self, sender: Sender, token: Token, key: str) -> View | None:
        """A button that acts."""
        return await self._ask(sender, key, "", lambda u, ctx: dispatch.read_press(u, token, ctx))

    async def submit(
        self, sender: Sender, token: Token, values: Mapping[str, FieldValue], key: str
    ) -> View:
        """A filled-in form."""
        return await self._ask(
            sender, key, "", lambda unit, ctx: dispatch.read_form(unit, token, values, ctx)
        )

    async def capture_form(self, sender: Sender, message: MessageRef) -> View:
        """The prefilled form, or the existing card with *Add anyway*; a list of several items."""
        return await self._shown(
            sender, message, lambda unit, ctx: dispatch.capture_form(unit, message, ctx)
        )

    async def own_message(self, sender: Sender, message: MessageRef) -> View:
        """The tasks that a message of ours tells of."""
        return await self._ask(
            sender, "", "", lambda u, ctx: Found(view=dispatch.own_message(u, message, ctx))
        )

    async def thread_form(
        self, sender: Sender, message: MessageRef, thread: Sequence[ThreadMessage]
    ) -> View:
        """What *thread* holds, to be ticked; *message* is the one it was asked on."""
        return await self._shown(
            sender, message, lambda unit, ctx: dispatch.thread_form(unit, message, thread, ctx)
        )

    async def refuse_thread(self, sender: Sender, why: str) -> View:
        """Why a thread could not be read."""
        return ticked.refused(why, self.reader(sender))

    async def _shown(
        self, sender: Sender, message: MessageRef, read: Callable[[Unit, Context], dispatch.Shown]
    ) -> View:
        try:
            ctx, shown = await self._read(sender, "", read)
            for name, text in shown.keep.items():
                await self._keep(name, text, ctx)
            return shown.view
        except ChivvyError as error:
            return await self._problem(error, sender, message.text)

    async def home(self, sender: Sender) -> Home | View:
        """The person's home."""
        return await self._ask(sender, "", "", lambda u, ctx: Found(view=dispatch.home(u, ctx)))

    async def receive(self, key: str, sender: Sender, body: str) -> None:
        """Stores an event; the inbox worker does the rest."""
        arrival = Arrival(key, sender.platform, body, self._clock.now(), sender.lane)
        await self._store.write(
            lambda unit: unit.inbox.put(arrival), workspace=None, begin_within=self._budget
        )
        self._arrived()

    async def spoke(self, sender: Sender, message: str) -> None:
        """A human spoke in a thread: activity for the tasks that live there."""
        key = f"spoke:{sender.team}:{sender.place}:{message}"
        try:
            ctx, _ = await self._read(sender, key, lambda unit, ctx: True)
        except NotAllowed:
            return  # In a channel outside the pilot nothing is heard.
        await self._store.write(
            lambda unit: dispatch.spoke(unit, ctx), workspace=ctx.workspace, background=True
        )

    async def appoint(self, platform: str) -> None:
        """Who is named as admin and known already becomes one."""
        now = self._clock.now()
        await self._store.write(
            lambda unit: dispatch.appoint(unit, platform, self._admins, now), workspace=None
        )

    async def offer_admin(self, platform: str, team: str, code: str) -> bool:
        """*code* makes the first admin; False where there is one."""
        return await self._at_home(
            platform, team, lambda unit: dispatch.offer_admin(unit, platform, team, code)
        )

    async def suspend(self, platform: str, team: str) -> None:
        """The token was revoked or the app removed."""
        await self._at_home(platform, team, lambda u: dispatch.suspend(u, platform, team))

    async def _ask(
        self, sender: Sender, key: str, typed: str, read: Callable[[Unit, Context], Found],
        home: str = "",
    ) -> View:  # fmt: skip
        ctx: Context | None = None
        try:
            ctx, found = await self._found(sender, key, read)
            if isinstance(found, ChivvyError):
                raise found
            if found.keep:
                await self._keep(kept_key((found.ctx or ctx).key), found.keep, ctx)
            if found.intent is not None:
                return await self._do(found.intent, found.ctx or ctx)
            if ctx.moved:
                looked = partial(dispatch.looked, ctx=ctx)
                await self._store.write(looked, workspace=ctx.workspace, background=True)
            assert found.view is not None  # noqa: S101 - one of the two is always there
            return found.view
        except ChivvyError as error:
            why = await self._kept(error, typed, ctx, home) if ctx is not None else error
            return await self._problem(why, sender, typed)

    async def _do(self, intent: dispatch.Intent, ctx: Context) -> View:
        outcome = await self._store.write(
            lambda unit: dispatch.handle(unit, intent, ctx),
            workspace=ctx.workspace,
            begin_within=self._budget,
        )
        log.info("%s in workspace %s", type(intent).__name__, ctx.workspace)
        reach("committed")
        self._wake()
        return outcome.view

    async def _kept(self, error: ChivvyError, typed: str, ctx: Context, home: str) -> ChivvyError:
        """A button carries out what was typed with another name: it is kept for it."""
        if not (held := misnamed.worth_keeping(error, typed, ctx.place, home)):
            return error
        await self._keep(name := kept_key(ctx.key), held, ctx)
        return misnamed.with_kept(error, name)

    async def _keep(self, name: str, text: str, ctx: Context) -> None:
        await self._store.write(
            lambda unit: kept.keep(unit, name, text, ctx),
            workspace=ctx.workspace,
            begin_within=self._budget,
        )
