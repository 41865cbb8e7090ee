"""Reads a thread, page by page."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusals import failure
from adapters.slack.tenancy import Payload
from adapters.slack.translate import permalink, typed
from core.context import MessageRef, ThreadMessage

PAGE = 200
PAGES = 10
"""Two thousand messages; of longer threads the beginning is read."""
_HUMAN = frozenset({None, "thread_broadcast", "file_share", "me_message"})


async def read_thread(
    client: AsyncWebClient, payload: Payload, channel: str, thread: str
) -> list[ThreadMessage]:
    """The messages of a thread, the oldest first. What fails is raised as a DeliveryFailure."""
    found: list[ThreadMessage] = []
    cursor = ""
    for _ in range(PAGES):
        asked: dict[str, Any] = {"channel": channel, "ts": thread, "limit": PAGE}
        asked |= {"cursor": cursor} if cursor else {}
        try:
            page = await client.conversations_replies(**asked)
        except Exception as error:
            raise failure(error) from error
        messages = page.get("messages") or []
        found += [_message(payload, channel, thread, one) for one in messages]
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return found


def _message(payload: Payload, channel: str, thread: str, told: Mapping[str, Any]) -> ThreadMessage:
    ts = str(told.get("ts") or "0")
    bot = bool(told.get("bot_id")) or told.get("subtype") not in _HUMAN
    author = None if bot else str(told.get("user") or "") or None
    text, link = typed(str(told.get("text") or "")), permalink(payload, channel, ts, thread)
    ref = MessageRef(channel, ts, thread, author, text, link)
    return ThreadMessage(ref, datetime.fromtimestamp(float(ts), UTC), bot)
