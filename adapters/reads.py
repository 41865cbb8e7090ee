"""Buttons and shortcuts for which the platform is asked first: what a thread says now."""

from collections.abc import Awaitable, Sequence
from dataclasses import replace

from core.context import Desk, MessageRef, ThreadMessage
from core.kernel.tokens import Token
from core.people.model import Sender
from core.screens.messenger import DeliveryFailure, Gone
from core.screens.views import View

READ_THREAD, READ_MESSAGE, USE_TEXT = "read_thread", "read_message", "use_text"
"""Verbs of the buttons."""
Thread = Awaitable[Sequence[ThreadMessage]]


def thread_of(value: str) -> tuple[str, str]:
    """What a button of ``READ_MESSAGE`` means: a thread, and which message of it."""
    thread, _, which = value.partition("|")
    return thread, which


def message_of(value: str) -> tuple[str, str]:
    """What a button of ``USE_TEXT`` means: a place, and a message there."""
    place, _, rest = value.partition("|")
    return place, rest.partition("|")[0]


class Reads:
    """Reads, and asks the desk; what can't be read is refused in words. *reading* raises a
    DeliveryFailure."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def thread(
        self, sender: Sender, reading: Thread, ref: MessageRef | None = None, *,
        hidden_from: str | None = None,
    ) -> View:  # fmt: skip
        """What a thread holds; *ref*: the message it was asked on, else its first.

        *hidden_from*: us, where a platform may show us no words but our own.
        """
        try:
            found = await reading
        except DeliveryFailure as why:
            return await self._desk.refuse_thread(sender, _why_not(why))
        if not found:
            return await self._desk.refuse_thread(sender, "out")
        if hidden_from is not None and not any(
            one.ref.text for one in found if one.ref.author != hidden_from
        ):
            return await self._desk.refuse_thread(sender, "blind")
        return await self._desk.thread_form(sender, ref or found[0].ref, found)

    async def one_of(self, sender: Sender, reading: Thread, which: str, bot: str) -> View:
        """The form of a thread's first message, or of the last that was not said to us."""
        try:
            found = await reading
        except DeliveryFailure as why:
            return await self._desk.refuse_thread(sender, _why_not(why))
        said = [one.ref for one in found if not one.bot and f"<@{bot}" not in one.ref.text]
        if not said:
            return await self._desk.refuse_thread(sender, "gone")
        return await self._desk.capture_form(sender, said[0 if which == "first" else -1])

    async def pointed_at(self, sender: Sender, reading: Awaitable[MessageRef]) -> View:
        """A button to the form of a message that stands where *sender* speaks."""
        try:
            found = await reading
        except DeliveryFailure as why:
            return await self._desk.refuse_thread(sender, _why_not(why, "gone"))
        if not found.text:
            return await self._desk.refuse_thread(sender, "blind")
        thread = sender.thread or found.thread
        here = replace(found, place=sender.place or found.place, thread=thread)
        return await self._desk.forwarded(sender, here, None)

    async def new_text(
        self, sender: Sender, token: Token, reading: Awaitable[MessageRef | None], key: str
    ) -> View:
        """The message as it is now: nothing of what it says was kept meanwhile."""
        try:
            found = await reading
        except DeliveryFailure as why:
            return await self._desk.refuse_thread(sender, _why_not(why, "gone"))
        if found is None:
            return await self._desk.refuse_thread(sender, "gone")
        return await self._desk.use_text(sender, token, found, key)


def _why_not(why: DeliveryFailure, hidden: str = "out") -> str:
    """In a word of the desk's, why something could not be read."""
    return hidden if isinstance(why, Gone) else "later"
