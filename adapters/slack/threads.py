"""Reads a thread, page by page."""

from collections import deque
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusals import failure
from adapters.slack.tenancy import Payload
from adapters.slack.translate import permalink
from adapters.slack.words import author_of, by_bot, moment, words_of
from core.context import MessageRef, ThreadMessage
from core.screens.messenger import MessageGone

PAGE = 200
MOST = 1000
"""Of a longer thread the newest messages are kept: what holds in the end was said last."""


async def read_thread(
    client: AsyncWebClient, payload: Payload, channel: str, thread: str
) -> list[ThreadMessage]:
    """The newest messages of a thread, the oldest of them first. What fails is raised as a
    DeliveryFailure.

    Slack gives the oldest page first and knows no other order, so all are asked for.
    """
    found: deque[ThreadMessage] = deque(maxlen=MOST)
    cursor = ""
    while True:
        asked: dict[str, Any] = {"channel": channel, "ts": thread, "limit": PAGE}
        asked |= {"cursor": cursor} if cursor else {}
        try:
            page = await client.conversations_replies(**asked)
        except Exception as error:
            raise failure(error) from error
        messages = page.get("messages") or []
        found += [_message(payload, channel, thread, one) for one in messages]
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor or not messages:
            return list(found)


async def read_message(client: AsyncWebClient, channel: str, ts: str) -> MessageRef | None:
    """One message, in a thread or not; None when it is not there. What fails is raised as a
    DeliveryFailure."""
    try:
        page = await client.conversations_replies(
            channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=PAGE
        )
        found = next((m for m in page.get("messages") or [] if m.get("ts") == ts), None)
        if found is None or found.get("subtype") == "tombstone":
            return None
        link = await client.chat_getPermalink(channel=channel, message_ts=ts)
    except Exception as error:
        if isinstance(why := failure(error), MessageGone):
            return None
        raise why from error
    thread, address = str(found.get("thread_ts") or ts), str(link.get("permalink") or "")
    return MessageRef(channel, ts, thread, author_of(found), words_of(found), address)


def _message(payload: Payload, channel: str, thread: str, told: Mapping[str, Any]) -> ThreadMessage:
    ts = str(told.get("ts") or "0")
    link = permalink(payload, channel, ts, thread)
    ref = MessageRef(channel, ts, thread, author_of(told), words_of(told), link)
    return ThreadMessage(ref, moment(ts), by_bot(told))
