"""What only a live workspace can answer, measured there: nothing is left behind."""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import SlackConfig, web_client
from adapters.slack.refusals import code_of, failure
from core.people.model import Capabilities
from core.screens.messenger import RetryAt

WITHIN = 30.0
"""Seconds after which a message that does not show counts as never showing."""
LOOKS = 3
"""Looks into the history one after another; apps that are limited may take one a minute."""
TEXT = "Chivvy measures how this workspace answers; this message goes away by itself."


async def measure(config: SlackConfig, to: str, pause: float = 0.2) -> tuple[str, Capabilities]:
    """The team, and what was found in a conversation with *to*, a person or a channel by its id.

    Raises a DeliveryFailure.
    """
    client = web_client(config)
    posted: list[tuple[str, str]] = []
    try:
        team = str((await client.auth_test()).get("team_id"))
        channel = await _channel(client, to)
        delay = await _delay(client, channel, posted, pause)
        dedupes = await _dedupes(client, channel, posted)
        return team, Capabilities(dedupes, round(delay, 2), await _limited(client, channel))
    except Exception as error:
        raise failure(error) from error
    finally:
        for channel, message in posted:
            await _away(client, channel, message)


async def _channel(client: AsyncWebClient, to: str) -> str:
    if not to.startswith(("U", "W")):
        return to
    opened = await client.conversations_open(users=to)
    return str((opened.get("channel") or {})["id"])


async def _post(
    client: AsyncWebClient, channel: str, posted: list[tuple[str, str]], key: str
) -> str:
    sent = await client.chat_postMessage(channel=channel, text=TEXT, client_msg_id=key)
    message = str(sent["ts"])
    if (channel, message) not in posted:
        posted.append((channel, message))
    return message


async def _delay(
    client: AsyncWebClient, channel: str, posted: list[tuple[str, str]], pause: float
) -> float:
    """Seconds until what was posted shows."""
    message = await _post(client, channel, posted, str(uuid.uuid4()))
    began = time.monotonic()
    while (waited := time.monotonic() - began) < WITHIN:
        if message in await _shown(client, channel, message):
            return waited
        await asyncio.sleep(pause)
    return WITHIN


async def _shown(client: AsyncWebClient, channel: str, oldest: str) -> set[str]:
    try:
        seen = await client.conversations_history(
            channel=channel, oldest=oldest, inclusive=True, limit=100
        )
    except Exception as error:
        why = failure(error)
        if not isinstance(why, RetryAt):
            raise
        await asyncio.sleep(min(why.after or 1.0, WITHIN))
        return set()
    messages: list[Mapping[str, Any]] = seen.get("messages") or []
    return {str(each.get("ts")) for each in messages}


async def _dedupes(client: AsyncWebClient, channel: str, posted: list[tuple[str, str]]) -> bool:
    """Whether the second of two under one key is not posted."""
    key = str(uuid.uuid4())
    first = await _post(client, channel, posted, key)
    try:
        second = await _post(client, channel, posted, key)
    except SlackApiError as error:
        return "duplicate" in code_of(error)
    return first == second


async def _limited(client: AsyncWebClient, channel: str) -> bool:
    """Whether a few looks are too many."""
    for _ in range(LOOKS):
        try:
            await client.conversations_history(channel=channel, limit=1)
        except Exception as error:
            if isinstance(failure(error), RetryAt):
                return True
            raise
    return False


async def _away(client: AsyncWebClient, channel: str, message: str) -> None:
    with contextlib.suppress(SlackApiError):
        await client.chat_delete(channel=channel, ts=message)
