"""Whether Discord's gateway still answers: one that is silent is told from one that is quiet.

Discord wants a heartbeat every 41 s, so discord.py knows of a silent line after a minute or two. A
shard that heard nothing for ten seconds sends one more (op 1), which Discord allows where it is
needed: six a minute of the 120 events that a client may send. It is not a WebSocket ping, for that
Discord promises no answer and a proxy before it may give one; to op 1 the gateway itself answers.
Nor is it discord.py's `heartbeat_timeout`, or aiohttp's `heartbeat`: both go by the wall clock, and
drop a healthy line whose answer lies unread because this process stood still.

A line is given up only while Discord can be reached by another one. discord.py resumes once: where
that does not connect it begins a new session, which is told nothing of what was before. While the
network is away the old line waits, and goes on with all that was sent when it comes back.

Of what discord.py 2.7 keeps to itself this uses `_keep_alive` and its `_last_recv`.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp
from discord.gateway import DiscordWebSocket
from discord.http import INTERNAL_API_VERSION

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
PING_EVERY = 10.0
UNANSWERED = 13.0
"""Seconds of silence after which nobody shall rely on a shard."""
SILENCE = 20.0
"""A second heartbeat is due and none was answered: Discord wants the line given up, and resumed."""
TRY_EVERY, REACHED_WITHIN = 5.0, 3.0
"""Seconds between two tries whether Discord can be reached, and that one may take."""
Connect = Callable[[str], Awaitable[aiohttp.ClientWebSocketResponse]]


@dataclass(slots=True)
class _Quiet:
    """How long a shard's line has been quiet; *heard*: when discord.py last heard something."""

    line: DiscordWebSocket
    heard: float
    seconds: float = 0.0
    asked: bool = False
    tried: float = 0.0
    """How long it was quiet when Discord was last tried to be reached."""


class Pulse:
    """Feels the pulse of each shard. *connect* opens a connection as the library does."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._quiet: dict[int, _Quiet] = {}

    @property
    def silent(self) -> bool:
        """Whether a shard that is connected left a heartbeat unanswered."""
        quiet = self._quiet.values()
        return any(each.seconds >= UNANSWERED and each.line.open for each in quiet)

    async def look(self, lines: Mapping[int, DiscordWebSocket], passed: float) -> None:
        """One look, so many seconds after the one before."""
        self._quiet = {
            shard: self._found(shard, line) for shard, line in lines.items() if line.open
        }
        if passed > 2 * LOOK_EVERY:
            return  # We stood still or were busy: what came meanwhile lies unread.
        for shard, quiet in self._quiet.items():
            quiet.seconds += passed
            if quiet.seconds >= SILENCE:
                await self._resume(shard, quiet)
            elif quiet.seconds >= PING_EVERY and not quiet.asked:
                quiet.asked = True
                await _ask(quiet.line)

    async def _resume(self, shard: int, quiet: _Quiet) -> None:
        """Gives the line up, if Discord can be reached by another."""
        if quiet.seconds < quiet.tried + TRY_EVERY:
            return
        quiet.tried = quiet.seconds
        if not await self._reaches(quiet.line):
            log.warning("shard %d is silent for %d s, and Discord away", shard, quiet.seconds)
        elif self._found(shard, quiet.line) is quiet:  # Nothing has come meanwhile.
            log.warning("shard %d was silent for %d s: it is resumed", shard, quiet.seconds)
            _cut(quiet.line.socket)  # After which discord.py resumes.

    async def _reaches(self, line: DiscordWebSocket) -> bool:
        """Whether a gateway says HELLO where the line would be resumed."""
        url = line.gateway.with_query(v=INTERNAL_API_VERSION, encoding="json")
        try:
            async with asyncio.timeout(REACHED_WITHIN):
                other = await self._connect(str(url))
        except (OSError, aiohttp.ClientError, TimeoutError):
            return False
        try:
            hello = await other.receive(REACHED_WITHIN)
        except TimeoutError:
            return False
        finally:
            _cut(other)
            await other.close()
        return hello.type is aiohttp.WSMsgType.TEXT

    def _found(self, shard: int, line: DiscordWebSocket) -> _Quiet:
        """As it was, or quiet from now on where it is another line or something was heard."""
        beat, quiet = line._keep_alive, self._quiet.get(shard)
        heard = beat._last_recv if beat is not None else 0.0
        same = quiet is not None and quiet.line is line and quiet.heard == heard
        return quiet if quiet is not None and same else _Quiet(line, heard)


async def _ask(line: DiscordWebSocket) -> None:
    """A heartbeat of the library's own, from which it also measures how long an answer takes."""
    if (beat := line._keep_alive) is not None:
        with contextlib.suppress(Exception):  # A line that takes nothing is silent too.
            async with asyncio.timeout(LOOK_EVERY):
                await line.send_heartbeat(beat.beat())


def _cut(line: aiohttp.ClientWebSocketResponse) -> None:
    """As if the network had done so. To be closed in order the far end would be waited for, half a
    minute."""
    found = line.get_extra_info("socket")
    if found is not None:
        with contextlib.suppress(OSError):
            found.shutdown(socket.SHUT_RDWR)
