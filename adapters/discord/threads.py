"""Reads one message, or a thread, when somebody asks for it."""

from collections.abc import Sequence

from adapters.discord.api import PAGE, Api, Json
from adapters.discord.refusals import failure
from adapters.discord.words import message_ref, thread_message
from core.context import MessageRef, ThreadMessage

MOST_PAGES = 5


async def read_thread(api: Api, guild: str, place: str, thread: str) -> tuple[ThreadMessage, ...]:
    """The messages of a thread, oldest first, with the one it began at. Raises a
    DeliveryFailure."""
    try:
        found = await _pages(api, thread)
    except Exception as error:
        raise failure(error) from error
    first = await _start(api, place, thread)
    said = [*first, *sorted(found, key=lambda one: int(one["id"]))]
    return tuple(thread_message(one, guild, place, thread) for one in said if _told(one))


async def read_message(api: Api, guild: str, place: str, message: str) -> MessageRef:
    """One message as it is now. Raises a DeliveryFailure."""
    try:
        found = await api.message(place, message)
    except Exception as error:
        raise failure(error) from error
    return message_ref(found, guild, place, None)


async def _pages(api: Api, thread: str) -> list[Json]:
    found: list[Json] = []
    after = "0"
    for _ in range(MOST_PAGES):
        page = await api.history(thread, after)
        found += page
        if len(page) < PAGE:
            break
        after = str(max(int(one["id"]) for one in page))
    return found


async def _start(api: Api, place: str, thread: str) -> Sequence[Json]:
    """A thread that was begun at a message has its id."""
    try:
        return (await api.message(place, thread),)
    except Exception:
        return ()  # It was begun without one, or in a forum, where it stands in the thread.


def _told(message: Json) -> bool:
    """Whether somebody said it: 0 is a message, 19 a reply, 20 and 23 answers of apps."""
    return message.get("type", 0) in {0, 19, 20, 23}
