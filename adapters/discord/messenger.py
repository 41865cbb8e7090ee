"""Letters to Discord: sent once, found again, drawn anew, taken away."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from adapters.discord.api import Api, Json
from adapters.discord.fallback import Doorsteps
from adapters.discord.pace import Rooms
from adapters.discord.refusals import NO_THREAD, UNKNOWN_CHANNEL, UNREACHABLE, code_of, failure
from adapters.discord.render import Message, render_message
from adapters.discord.render.rehearsal import rehearsed
from adapters.discord.words import snowflake
from core.screens.messenger import DeliveryFailure, Gone, Letter, MessageGone, Refused, Remote

T = TypeVar("T")
LOOK_BACK = timedelta(seconds=60)
THREAD_NAME = "Chivvy"
Members = Callable[[str, str], Awaitable[frozenset[str]]]


class DiscordMessenger:
    """``Messenger`` over Discord's REST interface.

    The key of a letter is the message's nonce, which Discord enforces for some minutes, and the
    number of its first component, which can be read again later.
    """

    def __init__(self, api: Api, doorsteps: Doorsteps, members: Members, rooms: Rooms) -> None:
        self._api = api
        self._pace = rooms
        self._doorsteps = doorsteps
        self._members = members
        self._conversations: dict[str, str] = {}

    async def turn(self, letter: Letter) -> bool:
        """Returns when its conversation takes another message; whether that was not at once."""
        return await self._pace.free(_room(letter))

    async def send(self, letter: Letter) -> Remote:
        """Posts it. Who takes no direct messages gets a thread of their own, where a guild has
        room for one."""
        body = content(letter)
        self._pace.took(_room(letter))
        if letter.to.person and letter.to.place:
            return await self._where_we_spoke(letter, letter.to.person, letter.to.place, body)
        try:
            channel = await self._channel(letter)
            return await self._post(letter, channel, body)
        except Exception as error:
            if not letter.to.person or code_of(error) not in UNREACHABLE:
                raise failure(error) from error
            refused = failure(error)
        return await self._at_their_door(letter, letter.to.person, body, refused)

    async def _where_we_spoke(self, letter: Letter, person: str, place: str, body: Json) -> Remote:
        """In the conversation that took the last one: direct messages, or a thread of theirs."""
        try:
            return await self._post(letter, place, body)
        except Exception as error:
            if not isinstance(refused := failure(error), Gone):
                raise refused from error
            if code_of(error) in UNREACHABLE:
                return await self._at_their_door(letter, person, body, refused)
        self._doorsteps.forget(letter.to.installation, person)
        return await self.send(replace(letter, to=replace(letter.to, place=None)))

    async def _at_their_door(
        self, letter: Letter, person: str, body: Json, refused: DeliveryFailure
    ) -> Remote:
        """In a thread of their own; raises *refused* where there is room for none."""
        self._conversations.pop(person, None)
        thread = await self._doorsteps.of(letter.to.installation, person)
        if thread is None:
            raise refused
        return await typed(self._post(letter, thread, body))

    async def _post(self, letter: Letter, channel: str, body: Json) -> Remote:
        """In the thread that it belongs to; where threads are not ours to write in, in the channel
        itself, as an answer to the thread's message."""
        thread = letter.to.thread
        try:
            return await self._put(await self._thread(letter, channel), body, letter.key)
        except Exception as error:
            if thread in {None, channel} or code_of(error) not in NO_THREAD:
                raise
        return await self._put(channel, body, letter.key, below=thread or "")

    async def _put(self, place: str, body: Json, key: str, below: str = "") -> Remote:
        found = await self._api.post(place, body, key, below)
        return Remote(place, str(found["id"]))

    async def _thread(self, letter: Letter, channel: str) -> str:
        """The thread of a message has the message's id; it may have to be begun."""
        thread = letter.to.thread
        if thread is None or thread == channel:
            return channel
        try:
            await self._api.channel(thread)
        except Exception as error:
            if code_of(error) != UNKNOWN_CHANNEL:
                raise
            return await self._api.thread_from(channel, thread, THREAD_NAME)
        return thread

    async def edit(self, remote: Remote, letter: Letter) -> None:
        """Draws it anew where it stands."""
        await typed(self._api.redraw(remote.place, remote.message, content(letter, ping=False)))

    async def delete(self, remote: Remote, installation: str) -> None:
        """Takes it away; what is away already is fine."""
        try:
            await typed(self._api.take_down(remote.place, remote.message))
        except MessageGone:
            return

    async def find(
        self, letter: Letter, since: datetime, besides: Remote | None = None
    ) -> Remote | None:
        """Looks for the letter's number among the conversation's recent messages."""
        number = number_of(letter.key)
        for channel in await typed(self._rooms(letter)):
            page = await self._recent(letter, channel, snowflake(since - LOOK_BACK))
            for message in page:
                parts = message.get("components") or [{}]
                remote = Remote(channel, str(message["id"]))
                if remote != besides and parts[0].get("id") == number:
                    return remote
        return None

    async def _recent(self, letter: Letter, channel: str, after: str) -> Sequence[Json]:
        """Its recent messages; none of a thread that was never begun."""
        try:
            return await self._api.history(channel, after)
        except Exception as error:
            if channel == letter.to.thread and isinstance(failure(error), Gone):
                return []
            raise failure(error) from error

    async def _rooms(self, letter: Letter) -> list[str]:
        """Where the letter may stand."""
        try:
            channel = await self._channel(letter)
        except Exception as error:
            if code_of(error) not in UNREACHABLE:
                raise
            channel = ""
        rooms = list(dict.fromkeys(filter(None, (letter.to.thread, channel)))) if channel else []
        known = self._doorsteps.known(letter.to.installation, letter.to.person or "")
        return rooms + ([known] if known else [])

    async def members(self, installation: str, place: str) -> frozenset[str]:
        """Those we know of who see a private place."""
        return await self._members(installation, place)

    async def probe(self, installation: str) -> None:
        """Asks for the guild, which costs nothing."""
        await typed(self._api.guild(installation))

    def fingerprint(self, letter: Letter) -> str:
        """Hash of what Discord would show."""
        shown = json.dumps(message_of(letter).components, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(shown.encode()).hexdigest()[:32]

    async def _channel(self, letter: Letter) -> str:
        if letter.to.place:
            return letter.to.place
        if not (person := letter.to.person):
            raise Refused("a letter without an address")
        if person not in self._conversations:
            self._conversations[person] = await self._api.open_dm(person)
        return self._conversations[person]


def _room(letter: Letter) -> str:
    """The conversation, whether it is open already or not."""
    return letter.to.person or letter.to.thread or letter.to.place or ""


def number_of(key: str) -> int:
    """Our key as the number of a component: a positive 31-bit integer."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) >> 1 or 1


def content(letter: Letter, *, ping: bool = True) -> Json:
    """What is sent: nobody is pinged but who is named on purpose."""
    body = message_of(letter).payload(ping=ping)
    first, *rest = body["components"]
    return {**body, "components": [{**first, "id": number_of(letter.key)}, *rest]}


def message_of(letter: Letter) -> Message:
    """The letter as Discord shows it; of a dry run, marked and with nothing to press."""
    message = render_message(letter.view, letter.reader)
    return rehearsed(message, letter.instead) if letter.instead else message


async def typed(call: Awaitable[T]) -> T:
    """The answer, or the typed failure and nothing else."""
    try:
        return await call
    except Exception as error:
        raise failure(error) from error
