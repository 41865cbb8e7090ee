"""The desk for what is not said to us: reactions, messages that name tasks, sources that change,
who comes and goes."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.standing import StandingDesk
from core import dispatch
from core.context import Context, MessageRef
from core.dispatch import Found, Wanted
from core.kernel.errors import ChivvyError, Conflict, NotAllowed, NotFound
from core.kernel.tokens import Token
from core.people.model import Memory, PlaceNews, Sender
from core.screens.unreached import opening
from core.screens.views import Option, View
from core.tasks.model import SourceState
from core.unit import Unit


class ListeningDesk(StandingDesk):
    """``StoreDesk`` that also hears. Mostly it says nothing."""

    async def shut_doors(self, sender: Sender) -> View | None:
        """How to be reached again, once, for a sender who takes no messages from us."""
        if self._shut.get((sender.team, sender.user)) is False:
            return None  # As their request found, which was a moment ago.
        if not await self._store.read(lambda unit: dispatch.is_shut(unit, sender)):
            return None
        said = await self._store.write(
            lambda unit: dispatch.told_of_doors(unit, sender), workspace=None
        )
        return opening(self.reader(sender)) if said else None

    async def addressed(self, sender: Sender, text: str) -> bool:
        """Whether *text* is an order to us; its words first, for most are none."""
        if sender.thread is None or not dispatch.is_order(text):
            return False
        return await self._store.read(lambda unit: dispatch.in_our_thread(unit, sender))

    async def reaction_wanted(self, sender: Sender, name: str) -> bool:
        """Whether this emoji makes tasks in the sender's place."""
        return await self._store.read(lambda unit: dispatch.reaction_wanted(unit, sender, name))

    async def reacted(self, sender: Sender, message: MessageRef, at: str, key: str) -> View | None:
        """A reaction makes a task of *message*; None when there is nothing to say."""
        if not await self._stands(sender, message.message, at):
            return None
        view = await self._heard(
            sender, key, lambda unit, ctx: dispatch.read_reaction(unit, message, ctx)
        )
        return await self._once_a_day(sender, view)

    async def unreacted(self, sender: Sender, message: str, at: str, key: str) -> View | None:
        """It was taken away: so is the task, within a minute and if nobody has touched it."""
        if not await self._stands(sender, message, at):
            return None

        async def take(ctx: Context) -> Wanted:
            return await self._store.write(
                lambda unit: dispatch.take_reaction(unit, message, ctx),
                workspace=ctx.workspace, background=True,
            )  # fmt: skip

        try:
            ctx, _ = await self._read(sender, key, lambda unit, ctx: True)
            return await self._answer(await take(ctx))
        except ChivvyError as error:
            return await self._problem(error, sender, "")

    async def _stands(self, sender: Sender, message: str, at: str) -> bool:
        now = self._clock.now()
        return await self._at_home(
            sender.platform, sender.team,
            lambda unit: dispatch.reaction_stands(unit, sender, message, at, now), background=True,
        )  # fmt: skip

    async def source_changed(self, sender: Sender, message: str, *, deleted: bool) -> None:
        """A message was edited or deleted: looked up first, for most are no source."""
        if not await self._store.read(lambda unit: dispatch.is_source(unit, sender, message)):
            return
        state = SourceState.DELETED if deleted else SourceState.EDITED
        now = self._clock.now()
        await self._at_home(
            sender.platform, sender.team,
            lambda unit: dispatch.source_changed(unit, sender, message, state, now),
            background=True,
        )  # fmt: skip
        self._wake()

    async def disturb(
        self, sender: Sender, dnd: tuple[datetime, datetime] | None, at: str = ""
    ) -> None:
        """From when to when the sender wants no messages on this platform; None: no more."""
        now = self._clock.now()
        await self._told(sender, lambda unit: dispatch.disturb(unit, sender, dnd, now, at))

    async def moved(self, sender: Sender, *, here: bool, at: str = "") -> None:
        """The sender came to the place, or left it."""
        now = self._clock.now()
        await self._told(sender, lambda unit: dispatch.moved(unit, sender, now, at, here=here))

    async def place_news(self, sender: Sender, news: PlaceNews, at: str = "") -> None:
        """We were let into the sender's place or removed from it; it was archived, or opened."""
        now = self._clock.now()
        await self._told(sender, lambda unit: dispatch.place_news(unit, sender, news, now, at))

    async def use_text(self, sender: Sender, token: Token, message: MessageRef, key: str) -> View:
        """The task gets the words that its message has now."""
        return await self._ask(
            sender, key, "",
            lambda unit, ctx: Found(intent=dispatch.read_new_text(unit, token, message, ctx)),
        )  # fmt: skip

    async def forwarded(
        self, sender: Sender, here: MessageRef, original: MessageRef | None
    ) -> View:
        """What was sent on to us may become a task: a button opens its form."""
        return await self._shown(
            sender, here, lambda unit, ctx: dispatch.forwarded(unit, here, original, ctx)
        )

    async def named(self, sender: Sender, words: Sequence[str], key: str) -> View | None:
        """Task numbers in a message; whatever is in the way of an answer, there is none."""
        numbers = await self._store.read(lambda unit: dispatch.numbers_of(unit, sender, words))
        if not numbers:
            return None
        try:
            ctx, _ = await self._read(sender, key, lambda unit, ctx: True)
            return await self._store.write(
                lambda unit: dispatch.show_named(unit, numbers, ctx),
                workspace=ctx.workspace, background=True,
            )  # fmt: skip
        except (NotAllowed, NotFound):
            return None

    async def missed(
        self, sender: Sender, text: str, away: tuple[datetime, datetime], key: str
    ) -> View | None:
        """What was written while we were away: the offer to do it, if it was a command."""
        try:
            ctx, offered = await self._read(
                sender, key, lambda unit, ctx: dispatch.missed(unit, sender, text, away, ctx)
            )
        except ChivvyError:
            return None
        if offered is None:
            return None
        await self._keep(offered.name, offered.text, ctx)
        return offered.view

    async def role_named(self, sender: Sender, role: str, name: str) -> None:
        """A role is called *name*; looked up first, for most roles mean nothing."""
        if await self._store.read(lambda unit: dispatch.depends_on(unit, sender, role)):
            await self._at_home(
                sender.platform, sender.team,
                lambda unit: dispatch.role_named(unit, sender, role, name), background=True,
            )  # fmt: skip

    async def home_of(self, platform: str, user: str, place: str, message: str) -> Sequence[str]:
        """The installations that know an account."""
        return await self._store.read(
            lambda unit: dispatch.homes_of(unit, platform, user, place, message)
        )

    async def memory(self, platform: str, team: str) -> Memory | None:
        """What we remember of an installation."""
        return await self._store.read(lambda unit: dispatch.memory_of(unit, platform, team))

    async def resume(self, platform: str, team: str) -> None:
        """What waited for the installation is sent."""
        await self._at_home(platform, team, lambda u: dispatch.resume(u, platform, team))
        self._wake()

    async def keep(self, sender: Sender, name: str, text: str) -> None:
        """What was filled in waits for a button."""
        ctx, _ = await self._read(sender, "", lambda unit, ctx: True)
        await self._keep(name, text, ctx)

    async def recall(self, sender: Sender, name: str) -> str:
        """What waited for a button."""
        _, text = await self._read(sender, "", lambda unit, ctx: dispatch.recall(unit, name, ctx))
        return text

    async def day(self, sender: Sender, typed: str) -> str | View:
        """The date that words say, in ISO."""
        try:
            _, day = await self._read(
                sender, "", lambda unit, ctx: dispatch.read_day(unit, typed, ctx)
            )
            return day
        except ChivvyError as error:
            return await self._problem(error, sender, typed)

    async def suggest(self, sender: Sender, verb: str, kind: str, typed: str) -> Sequence[Option]:
        """What may be meant by what was typed so far."""
        now = self._clock.now()
        return await self._store.read(
            lambda unit: dispatch.suggest(unit, sender, verb, kind, typed, now)
        )

    async def _told(self, sender: Sender, do: Callable[[Unit], None]) -> None:
        """News of a platform's people and places."""
        await self._at_home(sender.platform, sender.team, do, background=True)
        self._wake()

    async def _heard(
        self, sender: Sender, key: str, read: Callable[[Unit, Context], Wanted]
    ) -> View | None:
        try:
            _, wanted = await self._read(sender, key, read)
            return await self._answer(wanted)
        except Conflict as error:
            if error.code == "already_captured":
                return None  # Somebody was quicker.
            return await self._problem(error, sender, "")
        except ChivvyError as error:
            return await self._problem(error, sender, "")

    async def _answer(self, wanted: Wanted) -> View | None:
        if wanted.intent is None or wanted.ctx is None:
            return wanted.view
        return await self._do(wanted.intent, wanted.ctx)
