"""The desk: what platform adapters ask of the product, carried out on the store."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Generic, TypeVar

from core import dispatch
from core.context import Context, FieldValue, MessageRef, ThreadMessage, Told
from core.dispatch import Found, Unknown, Unsure
from core.kernel.clock import Clock
from core.kernel.errors import BadInput, ChivvyError, NotAllowed, NotFound
from core.kernel.locale import Locale
from core.kernel.refs import WorkspaceId
from core.kernel.tokens import Token
from core.kernel.tracing import CAUSE
from core.people import service as people
from core.people.model import Looked, PlaceNews, Profile, Sender
from core.reading import kept, misnamed
from core.reading.buttons import opens_form
from core.reading.typed import kept_key
from core.screens import ticked
from core.screens.views import Form, Home, Reader, View
from core.trial import FREE, Trial
from core.unit import Arrival, Unit
from scheduler.failpoints import reach
from scheduler.ports import Store

T = TypeVar("T")
log = logging.getLogger("chivvy.desk")
BUDGET = 2.0  # Seconds: a unit that has not begun by then is withdrawn, and the person is told.
READERS, BATCH = 10_000, 50
Greet = Callable[[Context, Sequence[Unsure]], Awaitable[None]]

Introduce = Callable[
    [Sender, Unknown, Callable[[Sender, Profile], Awaitable[None]]], Awaitable[Looked]
]


@dataclass(frozen=True, slots=True)
class _Met(Generic[T]):
    """A request that was recognised, and what was read for it; None: not read yet."""

    ctx: Context
    unsure: tuple[Unsure, ...]
    """Places where it is to be looked up first whether the asker is there."""
    found: T | ChivvyError | None = None


def short(key: str) -> str:
    """An idempotency key in 24 characters: it is the cause that buttons of *undo* carry."""
    return sha256(key.encode()).hexdigest()[:24] if key else ""


class StoreDesk:
    """``core.context.Desk`` on a store. *wake* is called after each change; *greet* before a
    request is read, with the places where it is to be looked up whether the asker is there;
    *introduce* at first contact, for what the platform says of who speaks and where.
    *admins*: the platform's ids of those who are admins; *commands*: what ours are called."""

    def __init__(
        self, store: Store, clock: Clock, wake: Callable[[], None], *, budget: float = BUDGET,
        greet: Greet | None = None, introduce: Introduce | None = None,
        admins: frozenset[str] = frozenset(), commands: Mapping[str, str] | None = None,
        trial: Trial = FREE,
    ) -> None:  # fmt: skip
        self._admins = admins
        self._greet = greet
        self._commands = commands or {}
        self._trial = trial
        self._store = store
        self._clock = clock
        self._wake = wake
        self._budget = budget
        self._introduce = introduce
        self._strangers: set[tuple[str, str]] = set()
        """Who could not be looked up in time, and passes for a guest until it is known."""
        self._readers: OrderedDict[tuple[str, str], Reader] = OrderedDict()

    def reader(self, sender: Sender) -> Reader:
        """How things are said to this sender, as far as it is known without asking."""
        known = self._readers.get((sender.team, sender.user)) or Reader(
            "UTC", Locale("en-US", self._commands, sender.platform)
        )
        return replace(known, now=self._clock.now())

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

    async def receive(self, key: str, platform: str, body: str) -> None:
        """Stores an event; the inbox worker does the rest."""
        arrival = Arrival(key, platform, body, self._clock.now())
        await self._store.write(
            lambda unit: unit.inbox.put(arrival), workspace=None, begin_within=self._budget
        )
        self._wake()

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

    async def learn(self, sender: Sender, profiles: tuple[Profile, ...]) -> None:
        """What the platform says of its people and places."""
        now = self._clock.now()
        self._strangers -= {(sender.team, profile.external_id) for profile in profiles}
        batches = [profiles[i : i + BATCH] for i in range(0, len(profiles), BATCH)] or [()]
        for batch in batches:
            do = partial(
                dispatch.learn, sender=sender, profiles=batch, now=now, admins=self._admins
            )
            await self._at_home(sender.platform, sender.team, do, background=True)
        self._readers.clear()

    async def disturb(self, sender: Sender, dnd: tuple[datetime, datetime] | None) -> None:
        """From when to when the sender wants no messages on this platform; None: no more."""
        now = self._clock.now()
        await self._at_home(
            sender.platform, sender.team, lambda unit: dispatch.disturb(unit, sender, dnd, now),
            background=True,
        )  # fmt: skip
        self._wake()

    async def moved(self, sender: Sender, *, here: bool) -> None:
        """The sender came to the place, or left it."""
        await self._at_home(
            sender.platform, sender.team, lambda unit: dispatch.moved(unit, sender, here=here),
            background=True,
        )  # fmt: skip

    async def place_news(self, sender: Sender, news: PlaceNews) -> None:
        """We were let into the sender's place or removed from it; it was archived, or opened."""
        now = self._clock.now()
        await self._at_home(
            sender.platform, sender.team,
            lambda unit: dispatch.place_news(unit, sender, news, now), background=True,
        )  # fmt: skip
        self._wake()

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

    async def _read(
        self, sender: Sender, key: str, read: Callable[[Unit, Context], T]
    ) -> tuple[Context, T]:
        """The request in our own ids, and what *read* finds for it; in one unit, when the sender
        is known and nothing must be looked up first."""
        ctx, found = await self._found(sender, key, read)
        if isinstance(found, ChivvyError):
            raise found
        return ctx, found

    async def _found(
        self, sender: Sender, key: str, read: Callable[[Unit, Context], T]
    ) -> tuple[Context, T | ChivvyError]:
        """As ``_read``, or the error."""
        now, key = self._clock.now(), short(key)
        read = dispatch.only_here(read, self._trial, apart=sender.apart)
        if key:
            if event := CAUSE.get():
                log.info("event %s is request %s", event, key)
            CAUSE.set(key)
        met = await self._store.read(
            lambda unit: self._meet(unit, people.recognise(unit, sender, now, key), read)
        )
        if met is None:
            met = await self._arrive(sender, now, key)
        if met.unsure and self._greet is not None:
            await self._greet(met.ctx, met.unsure)
        self._remember(sender, met.ctx)
        found, ctx = met.found, met.ctx
        if found is not None:
            return ctx, found
        try:
            return ctx, await self._store.read(lambda unit: read(unit, ctx))
        except ChivvyError as error:
            return ctx, error

    def _meet(
        self, unit: Unit, ctx: Context | None, read: Callable[[Unit, Context], T]
    ) -> _Met[T] | None:
        if ctx is None:
            return None
        ctx = self._called(ctx)
        unsure = dispatch.unsure_for(unit, ctx)
        if unsure and self._greet is not None:
            return _Met(ctx, unsure)
        try:
            return _Met(ctx, unsure, read(unit, ctx))
        except ChivvyError as error:  # Whoever typed it is known all the same.
            return _Met(ctx, unsure, error)

    async def _arrive(self, sender: Sender, now: datetime, key: str) -> _Met[T]:
        """First contact: the only request that writes before it is read."""
        looked = await self._look(sender)

        def arrive(unit: Unit) -> _Met[T]:
            ctx = self._called(dispatch.arrive(unit, sender, now, key, self._admins, looked))
            return _Met(ctx, dispatch.unsure_for(unit, ctx))

        return await self._at_home(sender.platform, sender.team, arrive)

    async def _look(self, sender: Sender) -> Looked:
        """What the platform tells in time of who speaks, and where."""
        if self._introduce is None:
            return Looked()
        unknown = await self._store.read(lambda unit: dispatch.unknown(unit, sender))
        looked = await self._introduce(sender, unknown, self._met)
        if unknown.person and looked.profile is None:
            self._strangers.add((sender.team, sender.user))
        return looked

    async def _met(self, sender: Sender, profile: Profile) -> None:
        """Who spoke is known after all."""
        await self.learn(replace(sender, place=None, thread=None), (profile,))

    async def _at_home(
        self, platform: str, team: str, do: Callable[[Unit], T], *, background: bool = False
    ) -> T:
        """A unit of the workspace that the installation belongs to, or that it begins.

        Of two that begin one the slower may fail: then it finds the other's, and waits for it.
        """
        home = await self._home(platform, team)
        try:
            return await self._store.write(do, workspace=home, background=background)
        except ChivvyError:
            raise
        except Exception:
            begun = await self._home(platform, team)
            if home is not None or begun is None:
                raise
        return await self._store.write(do, workspace=begun, background=background)

    async def _home(self, platform: str, team: str) -> WorkspaceId | None:
        return await self._store.read(lambda unit: dispatch.workspace_of(unit, platform, team))

    def _called(self, ctx: Context) -> Context:
        """The request, knowing what the commands are called here."""
        return replace(ctx, locale=Locale(ctx.locale, self._commands, ctx.platform))

    def _remember(self, sender: Sender, ctx: Context) -> None:
        self._readers[sender.team, sender.user] = dispatch.reader_of(ctx)
        if len(self._readers) > READERS:
            self._readers.popitem(last=False)

    async def _problem(self, error: ChivvyError, sender: Sender, typed: str) -> View:
        now = self._clock.now()
        stranger = (sender.team, sender.user) in self._strangers
        if stranger and isinstance(error, NotAllowed | NotFound):
            error = BadInput("not_known_yet")
        return await self._store.read(
            lambda u: dispatch.problem(u, error, sender, now, typed, self._commands)
        )
