"""Who asks, and from where: the part of the desk that recognises, greets and introduces."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Generic, TypeVar

from core import dispatch
from core.context import Context
from core.dispatch import Unknown, Unsure
from core.kernel.clock import Clock
from core.kernel.errors import BadInput, ChivvyError, NotAllowed, NotFound
from core.kernel.locale import Locale
from core.kernel.recent import Recent
from core.kernel.refs import WorkspaceId
from core.kernel.tracing import CAUSE
from core.kernel.values import dataclass
from core.people import service as people
from core.people.model import Looked, Profile, Sender
from core.screens.views import Reader, View
from core.trial import FREE, Trial
from core.unit import Unit
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


class Recognising:
    """Turns what a platform tells of a request into ours: workspace, person, place.

    *wake* is called after each change, *arrived* when an event was stored; *greet* before a
    request is read, with the places where it is to be looked up whether the asker is there;
    *introduce* at first contact, for what the platform says of who speaks and where. *admins*: the
    platform's ids of those who are admins; *commands*: what ours are called.
    """

    def __init__(
        self, store: Store, clock: Clock, wake: Callable[[], None], *, budget: float = BUDGET,
        greet: Greet | None = None, introduce: Introduce | None = None,
        admins: frozenset[str] = frozenset(), commands: Mapping[str, str] | None = None,
        trial: Trial = FREE, arrived: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self._admins = admins
        self._greet = greet
        self._commands = commands or {}
        self._trial = trial
        self._store = store
        self._clock = clock
        self._wake = wake
        self._arrived = arrived or wake
        self._budget = budget
        self._introduce = introduce
        self._strangers: set[tuple[str, str]] = set()
        """Who could not be looked up in time, and passes for a guest until it is known."""
        self._readers = Recent[tuple[str, str], Reader](READERS)
        self._shut = Recent[tuple[str, str], bool](READERS)
        """Whether no message reached them when they last asked."""

    def reader(self, sender: Sender) -> Reader:
        """How things are said to this sender, as far as it is known without asking."""
        known = self._readers.get((sender.team, sender.user)) or Reader(
            "UTC", Locale("en-US", self._commands, sender.platform)
        )
        return replace(known, now=self._clock.now())

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

    async def learn(self, sender: Sender, profiles: tuple[Profile, ...], at: str = "") -> None:
        """What the platform says of its people and places."""
        now = self._clock.now()
        self._strangers -= {(sender.team, profile.external_id) for profile in profiles}
        batches = [profiles[i : i + BATCH] for i in range(0, len(profiles), BATCH)] or [()]
        for batch in batches:
            do = partial(
                dispatch.learn, sender=sender, profiles=batch, now=now, admins=self._admins, at=at
            )
            await self._at_home(sender.platform, sender.team, do, background=True)
        self._readers.clear()

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
        self._shut[sender.team, sender.user] = ctx.shut

    async def _problem(self, error: ChivvyError, sender: Sender, typed: str) -> View:
        now = self._clock.now()
        stranger = (sender.team, sender.user) in self._strangers
        if stranger and isinstance(error, NotAllowed | NotFound):
            error = BadInput("not_known_yet")
        return await self._store.read(
            lambda u: dispatch.problem(u, error, sender, now, typed, self._commands)
        )
