"""After an outage: what was said to us meanwhile is looked for where we stood lately.

It gets the key that its event would have had. So what arrived after all is not taken twice,
whichever comes first.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.events import Incoming, News, incoming
from adapters.slack.refusals import failure
from core.screens.delivery import DeliveryFailure, RetryAt, Uncertain

log = logging.getLogger(__name__)
PAGE, PAGES = 100, 10
"""Messages of a page, and pages of one conversation: of more the oldest are left."""
TRIES = 3
SECONDS = 1.3
"""Between two calls: Slack takes about fifty a minute."""
AGAIN = 5.0
LONGEST = 120.0
"""Seconds that a limit of Slack's is waited for."""

Spot = tuple[str, str | None]
"""A conversation, and the thread of it; None: somebody's direct messages."""
Receive = Callable[[Incoming], Awaitable[None]]


class TooMuch(Exception):
    """A conversation has more than is read; the newest were."""


class CatchUp:
    """Reads conversations one after the other, as slowly as Slack asks."""

    def __init__(self, client: AsyncWebClient, receive: Receive, pause: float = SECONDS) -> None:
        self._client = client
        self._receive = receive
        self._pause = pause

    async def read(
        self, spots: Sequence[Spot], away: tuple[datetime, datetime], team: str, bot: str
    ) -> int:
        """Takes what was said to us from *spots*; says how many of them could not be read, or not
        to their end."""
        unread = 0
        for spot in spots:
            try:
                async for message in self._messages(spot, away):
                    told = missed(message, spot, away, team, bot)
                    if told is not None:
                        await self._receive(told)
            except (DeliveryFailure, TooMuch) as why:
                unread += 1
                log.warning("a conversation could not be read after an outage: %s", why)
        return unread

    async def _messages(
        self, spot: Spot, away: tuple[datetime, datetime]
    ) -> AsyncIterator[Mapping[str, Any]]:
        cursor = ""
        for _ in range(PAGES):
            page = await self._page(spot, away, cursor)
            for message in page.get("messages") or []:
                yield message
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return
        raise TooMuch("more messages than are read")

    async def _page(self, spot: Spot, away: tuple[datetime, datetime], cursor: str) -> Any:  # noqa: ANN401 - the SDK's answer
        place, thread = spot
        oldest, latest = (f"{at.timestamp():.6f}" for at in away)
        asked: dict[str, Any] = {
            "channel": place, "oldest": oldest, "latest": latest, "limit": PAGE,
        }  # fmt: skip
        if cursor:
            asked["cursor"] = cursor
        for left in reversed(range(TRIES)):
            try:
                await asyncio.sleep(self._pause)
                if thread is None:
                    return await self._client.conversations_history(**asked)
                return await self._client.conversations_replies(ts=thread, **asked)
            except Exception as error:
                why = failure(error)
                wait = (why.after if isinstance(why, RetryAt) else None) or AGAIN * self._pause
                if not left or not isinstance(why, RetryAt | Uncertain) or wait > LONGEST:
                    raise why from error
                await asyncio.sleep(wait)
        raise AssertionError("unreachable: the last try returns or raises")


def missed(
    message: Mapping[str, Any], spot: Spot, away: tuple[datetime, datetime], team: str, bot: str
) -> Incoming | None:
    """What is to be kept of a message that was found; None when it was not for us."""
    place, thread = spot
    if thread is not None and f"<@{bot}" not in str(message.get("text") or ""):
        return None
    since, until = (at.timestamp() for at in away)
    if not since <= float(message.get("ts") or 0) <= until:
        return None  # A thread is told with its first message, however old that is.
    kind = {"type": "app_mention"} if thread else {"type": "message", "channel_type": "im"}
    payload = {"team_id": team, "event": {**message, **kind, "channel": place}}
    told = incoming(payload, bot, team)
    if told is None or told.news is not News.WORDS or not told.text:
        return None
    return replace(told, news=News.MISSED, user={"from": since, "until": until})
