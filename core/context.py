"""What a platform adapter asks of the product, and what it gets back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.context import Context
from core.kernel.events import Event
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.people.model import Memory, PlaceNews, Profile, Sender
from core.screens.views import Form, Home, Option, Reader, View


@dataclass(frozen=True, slots=True)
class Outcome:
    """The view for the asker, what happened, and whether somebody is owed a message now."""

    view: View
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message that somebody wants to make a task of."""

    place: str
    message: str
    """The platform's id."""
    thread: str
    author: str | None
    """External id; None for bots and webhooks."""
    text: str
    permalink: str


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """A message of a thread that is to be read, when it was written, and whether a human did."""

    ref: MessageRef
    at: datetime
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An option of a command that was filled in by itself: its name, what it takes
    (``catalogue.Param``), its value."""

    name: str
    kind: str
    value: str


__all__ = ["Context", "Desk", "FieldValue", "MessageRef", "Outcome", "ThreadMessage", "Told"]

FieldValue = str | tuple[str, ...] | None


class Desk(Protocol):
    """What a platform adapter asks of the product. Every call is complete and durable on return.

    A view comes back for the asker's eyes; errors come back as ``Problem`` views, never raised.
    """

    def reader(self, sender: Sender) -> Reader:
        """How things are said to this sender: zone, locale, present. No I/O: what is known from
        his last call, else the workspace's zone, else UTC."""
        ...

    async def words(
        self, sender: Sender, text: str, key: str, verb_home: str = "task", *, forms: bool = True,
        told: Sequence[Told] = (),
    ) -> View:  # fmt: skip
        """Typed words: ``/task ...`` ("task"), ``/project ...`` ("project"), ``@Chivvy ...`` ("").

        *forms*: whether the surface can open a form at once; else a button that opens it comes.
        *told*: which parts of the words were filled in by themselves; one that says nothing is
        refused, and never taken for something else.
        """
        ...

    def opens_form(self, token: Token) -> bool:
        """Whether pressing it opens a form instead of doing something."""
        ...

    async def form(self, sender: Sender, token: Token) -> Form | View: ...
    async def press(self, sender: Sender, token: Token, key: str) -> View | None:
        """A button that acts; None when the redrawn card says enough."""
        ...

    async def submit(
        self, sender: Sender, token: Token, values: Mapping[str, FieldValue], key: str
    ) -> View:
        """A filled-in form; a ``Problem`` with ``field`` belongs to that field."""
        ...

    async def capture_form(self, sender: Sender, message: MessageRef) -> View:
        """The prefilled form, or the existing card with *Add anyway*."""
        ...

    async def own_message(self, sender: Sender, message: MessageRef) -> View:
        """The tasks that a message of ours tells of: our words are never captured."""
        ...

    async def thread_form(
        self, sender: Sender, message: MessageRef, thread: Sequence[ThreadMessage]
    ) -> View:
        """What *thread* holds, to be ticked; *message* is the one it was asked on."""
        ...

    async def refuse_thread(self, sender: Sender, why: str) -> View:
        """Why a thread could not be read: "out" (we are not in the place) or "later"."""
        ...

    async def home(self, sender: Sender) -> Home | View: ...
    async def home_of(self, platform: str, user: str, place: str, message: str) -> Sequence[str]:
        """The installations that know an account, where the platform does not say which was
        meant; of a message of ours in *place* the one that sent it."""
        ...

    async def keep(self, sender: Sender, name: str, text: str) -> None:
        """Keeps what was filled in under a name that a button carries."""
        ...

    async def recall(self, sender: Sender, name: str) -> str:
        """What was kept. BadInput("stale_button") when there is nothing."""
        ...

    async def day(self, sender: Sender, typed: str) -> str | View:
        """The date that words say, in ISO; what to type instead where they say none."""
        ...

    async def suggest(self, sender: Sender, verb: str, kind: str, typed: str) -> Sequence[Option]:
        """What may be meant by what was typed so far for a parameter of *verb* ("task due");
        *kind* as in ``catalogue.Param``. At most 25."""
        ...

    async def receive(self, key: str, sender: Sender, body: str) -> None:
        """Stores an event and returns; the inbox worker does the rest."""
        ...

    async def reaction_wanted(self, sender: Sender, name: str) -> bool:
        """Whether this emoji makes tasks in the sender's place: asked before anything is looked
        up, for there are many reactions."""
        ...

    async def reacted(self, sender: Sender, message: MessageRef, at: str, key: str) -> View | None:
        """The sender reacted to *message*; *at* orders what is added and taken away."""
        ...

    async def unreacted(self, sender: Sender, message: str, at: str, key: str) -> View | None:
        """The sender took the reaction to the message away."""
        ...

    async def source_changed(self, sender: Sender, message: str, *, deleted: bool) -> None:
        """A message in the sender's place was edited or deleted: tasks may have come from it."""
        ...

    async def use_text(self, sender: Sender, token: Token, message: MessageRef, key: str) -> View:
        """The task of the button gets the words that its message has now."""
        ...

    async def forwarded(
        self, sender: Sender, here: MessageRef, original: MessageRef | None
    ) -> View:
        """A message was sent on to us (*original*, as it was said; *here*, where it is now)."""
        ...

    async def named(self, sender: Sender, words: Sequence[str], key: str) -> View | None:
        """Words such as T-42 stood in a message; what its writer may read of them, if anything."""
        ...

    async def missed(
        self, sender: Sender, text: str, away: tuple[datetime, datetime], key: str
    ) -> View | None:
        """The sender wrote *text* to us while we were away; None when there is nothing to offer."""
        ...

    async def addressed(self, sender: Sender, text: str) -> bool:
        """Whether *text*, which names nobody, is an order to us, in a thread about our tasks."""
        ...

    async def spoke(self, sender: Sender, message: str) -> None:
        """A human spoke in a thread: activity for the tasks that live there."""
        ...

    async def learn(self, sender: Sender, profiles: tuple[Profile, ...], at: str = "") -> None:
        """What the platform says of its people and of the sender's place: zones, names, roles,
        who left. *at*, here and below, orders what may come in any order: of two things said of
        one the newer holds; "" where they come in theirs."""
        ...

    async def disturb(
        self, sender: Sender, dnd: tuple[datetime, datetime] | None, at: str = ""
    ) -> None:
        """From when to when the sender wants no messages on this platform; None: no more."""
        ...

    async def shut_doors(self, sender: Sender) -> View | None:
        """How to be reached again, once, for a sender who takes no messages from us."""
        ...

    async def role_named(self, sender: Sender, role: str, name: str) -> None:
        """A role of the sender's installation is called *name* from now on."""
        ...

    async def moved(self, sender: Sender, *, here: bool, at: str = "") -> None:
        """The sender came to the place, or left it."""
        ...

    async def place_news(self, sender: Sender, news: PlaceNews, at: str = "") -> None:
        """We were let into the sender's place or removed from it; it was archived, or opened."""
        ...

    async def suspend(self, platform: str, team: str) -> None:
        """The token was revoked or the app removed."""
        ...

    async def resume(self, platform: str, team: str) -> None:
        """The app is there again."""
        ...

    async def memory(self, platform: str, team: str) -> Memory | None:
        """What we remember of an installation; None of one that never spoke to us."""
        ...
