"""The desk: what platform adapters ask of the product, carried out on the store."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from core import dispatch
from core.context import Context, FieldValue, MessageRef
from core.kernel.clock import Clock
from core.kernel.errors import ChivvyError
from core.kernel.tokens import Token
from core.people import service as people
from core.people.model import Profile, Sender
from core.reading.buttons import opens_form
from core.screens.views import Form, Home, Option, Reader, View
from core.unit import Arrival, Unit
from scheduler.ports import Store

log = logging.getLogger("chivvy.desk")
T = TypeVar("T")
BUDGET = 2.0
"""Seconds of real time: a unit that has not begun by then is withdrawn, and the person is told."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What reading found: an intent to carry out, or the answer at once."""

    ctx: Context
    intent: dispatch.Intent | None
    view: View | None


class StoreDesk:
    """``core.context.Desk`` on a store. ``wake`` is called after each change."""

    def __init__(
        self, store: Store, clock: Clock, wake: Callable[[], None], *, budget: float = BUDGET
    ) -> None:
        self._store = store
        self._clock = clock
        self._wake = wake
        self._budget = budget

    async def words(
        self, sender: Sender, text: str, key: str, verb_home: str = "task", *, forms: bool = False
    ) -> View:
        """Typed words; *forms*: whether the surface can open a form at once."""
        return await self._ask(
            sender, key, text,
            lambda unit, ctx: dispatch.read_words(unit, text, ctx, verb_home, forms=forms),
        )  # fmt: skip

    def opens_form(self, token: Token) -> bool:
        """Whether pressing it opens a form instead of doing something."""
        return opens_form(token)

    async def form(self, sender: Sender, token: Token) -> Form | View:
        """The form behind a button, filled with what is known."""
        return await self._ask(
            sender, "", "", lambda unit, ctx: dispatch.read_press(unit, token, ctx)
        )

    async def press(self, sender: Sender, token: Token, key: str) -> View | None:
        """A button that acts."""
        return await self._ask(
            sender, key, "", lambda unit, ctx: dispatch.read_press(unit, token, ctx)
        )

    async def submit(
        self, sender: Sender, token: Token, values: Mapping[str, FieldValue], key: str
    ) -> View:
        """A filled-in form."""
        return await self._ask(
            sender, key, "", lambda unit, ctx: dispatch.read_form(unit, token, values, ctx)
        )

    async def capture_form(self, sender: Sender, message: MessageRef) -> View:
        """The prefilled form, or the existing card with *Add anyway*."""
        return await self._ask(
            sender, "", "", lambda unit, ctx: dispatch.capture_form(unit, message, ctx)
        )

    async def home(self, sender: Sender) -> Home | View:
        """The person's home."""
        return await self._ask(sender, "", "", dispatch.home)

    async def options(self, sender: Sender, token: Token, query: str) -> tuple[Option, ...]:
        """Choices while typing."""
        ctx = await self._recognise(sender, "")
        return await self._store.read(lambda unit: dispatch.options(unit, token, query, ctx))

    async def receive(self, key: str, platform: str, body: str) -> None:
        """Stores an event; the inbox worker does the rest."""
        arrival = Arrival(key, platform, body, self._clock.now())
        await self._store.write(
            lambda unit: unit.inbox.put(arrival), workspace=None, begin_within=self._budget
        )
        self._wake()

    async def spoke(self, sender: Sender, message: str) -> None:
        """A human spoke in a thread: activity for the tasks that live there."""
        ctx = await self._recognise(sender, f"spoke:{sender.team}:{sender.place}:{message}")
        await self._store.write(
            lambda unit: dispatch.spoke(unit, ctx), workspace=ctx.workspace, background=True
        )

    async def learn(self, sender: Sender, profiles: tuple[Profile, ...]) -> None:
        """What the platform says of its people."""
        ctx = await self._recognise(sender, "")
        now = self._clock.now()
        for start in range(0, len(profiles), 50):
            some = profiles[start : start + 50]
            await self._store.write(
                lambda unit, some=some: dispatch.learn(  # type: ignore[misc]
                    unit, ctx.workspace, sender.platform, some, now
                ),
                workspace=ctx.workspace,
                background=True,
            )

    async def suspend(self, platform: str, team: str) -> None:
        """The token was revoked or the app removed."""
        await self._store.write(lambda unit: dispatch.suspend(unit, platform, team), workspace=None)

    async def reader(self, sender: Sender) -> Reader:
        """In which zone and habit an answer is said."""
        ctx = await self._recognise(sender, "")
        return Reader(ctx.zone, ctx.locale, ctx.now, ctx.actor)

    async def _ask(
        self, sender: Sender, key: str, typed: str, read: Callable[[Unit, Context], Asked | View]
    ) -> View:
        try:
            ctx = await self._recognise(sender, key)
            asked = await self._store.read(lambda unit: self._read(unit, read, ctx))
            if asked.intent is None:
                assert asked.view is not None  # noqa: S101 - one of the two is always there
                return asked.view
            return await self._do(asked.intent, ctx)
        except ChivvyError as error:
            return await self._problem(error, sender, typed)

    def _read(
        self, unit: Unit, read: Callable[[Unit, Context], Asked | View], ctx: Context
    ) -> Asked:
        found = read(unit, ctx)
        return found if isinstance(found, Asked) else Asked(ctx, None, found)

    async def _do(self, intent: dispatch.Intent, ctx: Context) -> View:
        outcome = await self._store.write(
            lambda unit: dispatch.handle(unit, intent, ctx),
            workspace=ctx.workspace,
            begin_within=self._budget,
        )
        self._wake()
        return outcome.view

    async def _recognise(self, sender: Sender, key: str) -> Context:
        now = self._clock.now()
        found = await self._store.read(lambda unit: people.recognise(unit, sender, now, key))
        if found is not None:
            return found
        return await self._store.write(
            lambda unit: dispatch.arrive(unit, sender, now, key), workspace=None
        )

    async def _problem(self, error: ChivvyError, sender: Sender, typed: str) -> View:
        return await self._store.read(
            lambda unit: dispatch.problem(unit, error, sender, self._clock.now(), typed)
        )
