"""What went wrong at Discord → why a letter was not taken. Pure."""

import aiohttp
import discord

from core.screens.messenger import (
    DeliveryFailure,
    Gone,
    MessageGone,
    Refused,
    RetryAt,
    Suspended,
    Uncertain,
)

NO_INTENT = (
    "Discord refuses the Message Content Intent, which DISCORD_MESSAGE_CONTENT asks for: switch it"
    " on at discord.com/developers/applications, Bot, Privileged Gateway Intents, or take the"
    " setting out"
)
"""Why the gateway is closed with 4014."""
UNREACHABLE = frozenset({50007, 50278})
"""The person takes no direct messages, or shares no server with us any more."""
NOT_THERE = frozenset({10007, 10013})
"""No member of the guild, or no account at all any more."""
UNKNOWN_CHANNEL = 10003
"""There is no such channel, or nobody has begun that thread."""
NO_THREAD = frozenset({50013, 50024})
"""No right to begin a thread or to write in one, or a place in which none begins."""
ALREADY = 40060
"""The interaction was answered already."""
LATE = frozenset({10062, 10015, 50027})
"""The interaction or its token is over: three seconds, or fifteen minutes."""
_GONE = frozenset(
    {
        UNKNOWN_CHANNEL, 10004, 10007, 10013, 50001, 50007, 50013, 50024, 50278, 30033, 50083,
        160005,
    }
)  # fmt: skip
"""Unknown or hidden channel, guild or person; no permission; thread archived or locked."""
_MESSAGE_GONE = frozenset({10008, 30046, 50005, 160004})
_SLOWLY = frozenset({20016, 20028, 20029, 31001, 40003, 130000})
"""Slow mode, too many writes, too many conversations opened, overloaded."""
SLOW_SECONDS = 60.0


def failure(error: Exception) -> DeliveryFailure:
    """The typed failure for what a call raised."""
    if isinstance(error, DeliveryFailure):
        return error
    if isinstance(error, discord.RateLimited):
        return RetryAt("429", error.retry_after)
    if isinstance(error, discord.HTTPException):
        return _answered(error)
    if isinstance(error, discord.LoginFailure):
        return Suspended("401")
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return Suspended(NO_INTENT)
    # Refused, unknown host, no connection in time: no byte of the letter has left.
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return RetryAt(type(error).__name__)
    return Uncertain(type(error).__name__)


def _answered(error: discord.HTTPException) -> DeliveryFailure:
    told = f"{error.status} {error.code}"
    if error.status == 429 or error.code in _SLOWLY:
        return RetryAt(told, SLOW_SECONDS if error.code in _SLOWLY else None)
    if error.status == 401:
        return Suspended(told)
    if error.status >= 500 or error.status == 408:
        return Uncertain(told)
    if error.code in _MESSAGE_GONE:
        return MessageGone(told)
    if error.code in _GONE or error.status in {403, 404}:
        return Gone(told)
    return Refused(told)


def code_of(error: Exception) -> int:
    """Discord's own number for what is wrong; 0 when it gave none."""
    return error.code if isinstance(error, discord.HTTPException) else 0
