"""A desk that remembers what it was asked and answers as told."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from core.context import FieldValue, MessageRef
from core.kernel.text import Words
from core.kernel.tokens import Token
from core.people.model import Memory, PlaceNews, Profile, Sender
from core.screens.views import Field, FieldKind, Form, Home, Reader, Said, TaskList, View

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def said(text: str) -> Said:
    """A short answer."""
    return Said(((Words(text),),))


FORM = Form("block.t42", "loading", "done", (Field("reason", FieldKind.MULTILINE, "title"),))


class RealClock:
    """Business time stands still, elapsed time is real."""

    def now(self) -> datetime:
        """Noon of a Monday."""
        return NOON

    def elapsed(self) -> float:
        """Real seconds."""
        return time.monotonic()


@dataclass
class RecordingDesk:
    """Remembers every call by name. An answer that is an exception is raised; one that is
    awaitable is awaited."""

    asked: list[tuple[str, Any]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    forms: frozenset[str] = frozenset({"block"})

    def of(self, name: str) -> list[Any]:
        """What was asked of one kind."""
        return [arguments for asked, arguments in self.asked if asked == name]

    async def _answer(self, name: str, arguments: object, default: object) -> Any:  # noqa: ANN401
        self.asked.append((name, arguments))
        answer = self.answers.get(name, default)
        if hasattr(answer, "__await__"):
            answer = await answer
        if isinstance(answer, Exception):
            raise answer
        return answer

    def reader(self, sender: Sender) -> Reader:
        """Berlin, 24 hours."""
        return Reader("Europe/Berlin", "en-GB", NOON)

    def opens_form(self, token: Token) -> bool:
        """Whether the verb is one of ``forms``."""
        return token.verb in self.forms

    async def disturb(self, sender: Sender, dnd: object, at: str = "") -> None:
        """Do-not-disturb."""
        await self._answer("disturb", (sender, dnd), None)

    async def words(
        self, sender: Sender, text: str, key: str, verb_home: str = "task", *, forms: bool = True,
        told: object = (),
    ) -> View:  # fmt: skip
        """Typed words."""
        return await self._answer("words", (sender, text, key, verb_home, forms), said("added"))

    async def form(self, sender: Sender, token: Token) -> View:
        """A form to fill in."""
        return await self._answer("form", (sender, token), FORM)

    async def press(self, sender: Sender, token: Token, key: str) -> View | None:
        """A button."""
        return await self._answer("press", (sender, token, key), None)

    async def submit(
        self, sender: Sender, token: Token, values: Mapping[str, FieldValue], key: str
    ) -> View:
        """A filled-in form."""
        return await self._answer("submit", (sender, token, values, key), Said(()))

    async def capture_form(self, sender: Sender, message: MessageRef) -> View:
        """A prefilled form."""
        return await self._answer("capture_form", (sender, message), FORM)

    async def home(self, sender: Sender) -> Home:
        """An empty home."""
        empty = TaskList((Words("My list"),), (), (Words("Nothing."),))
        return await self._answer("home", sender, Home(empty, ()))

    async def receive(self, key: str, sender: Sender, body: str) -> None:
        """Stores an event."""
        await self._answer("receive", (key, sender.platform, body), None)

    async def reaction_wanted(self, sender: Sender, name: str) -> bool:
        """Pins make tasks."""
        return name == "pushpin"

    async def reacted(self, sender: Sender, message: MessageRef, at: str, key: str) -> View | None:
        """A reaction."""
        return await self._answer("reacted", (sender, message, at, key), None)

    async def unreacted(self, sender: Sender, message: str, at: str, key: str) -> View | None:
        """A reaction taken away."""
        return await self._answer("unreacted", (sender, message, at, key), None)

    async def source_changed(self, sender: Sender, message: str, *, deleted: bool) -> None:
        """A message was edited or deleted."""
        await self._answer("source_changed", (sender, message, deleted), None)

    async def use_text(self, sender: Sender, token: Token, message: MessageRef, key: str) -> View:
        """The words that a message has now."""
        return await self._answer("use_text", (sender, token, message, key), said("changed"))

    async def forwarded(
        self, sender: Sender, here: MessageRef, original: MessageRef | None
    ) -> View:
        """A message that was sent on."""
        return await self._answer("forwarded", (sender, here, original), said("a task?"))

    async def named(self, sender: Sender, words: Sequence[str], key: str) -> View | None:
        """Task numbers in a message."""
        return await self._answer("named", (sender, tuple(words), key), None)

    async def missed(
        self, sender: Sender, text: str, away: tuple[datetime, datetime], key: str
    ) -> View | None:
        """What was written while we were away."""
        return await self._answer("missed", (sender, text, away, key), None)

    async def addressed(self, sender: Sender, text: str) -> bool:
        """Nothing that names nobody is for us."""
        return False

    async def spoke(self, sender: Sender, message: str) -> None:
        """Activity."""
        await self._answer("spoke", (sender, message), None)

    async def moved(self, sender: Sender, *, here: bool, at: str = "") -> None:
        """Who came and who went."""
        await self._answer("moved", (sender, here), None)

    async def role_named(self, sender: Sender, role: str, name: str) -> None:
        """A role has another name."""
        await self._answer("role_named", (sender, role, name), None)

    async def place_news(self, sender: Sender, news: PlaceNews, at: str = "") -> None:
        """We are no longer there."""
        await self._answer("place_news", (sender, news), None)

    async def learn(self, sender: Sender, profiles: tuple[Profile, ...], at: str = "") -> None:
        """People and places."""
        await self._answer("learn", (sender, profiles), None)

    async def suspend(self, platform: str, team: str) -> None:
        """The end."""
        await self._answer("suspend", (platform, team), None)

    async def resume(self, platform: str, team: str) -> None:
        """A new beginning."""
        await self._answer("resume", (platform, team), None)

    async def memory(self, platform: str, team: str) -> Memory | None:
        """Nothing."""
        return None
