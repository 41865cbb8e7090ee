"""After an outage: what was said to us meanwhile is looked for where we stood lately, and in the
channels in which we are at work.

It gets the key that its event would have had. So what arrived after all is not taken twice,
whichever comes first.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.catchup import Spot, TooMuch, patiently, read_each
from adapters.slack.events import Incoming, News, incoming
from adapters.slack.refusals import failure
from adapters.slack.tenancy import place_kind
from core.people.model import PlaceKind
from core.screens.messenger import DeliveryFailure

PAGE, PAGES = 100, 10
"""Messages of a page, and pages of one conversation: of more the oldest are left."""
SECONDS = 1.3
"""Between two calls: Slack takes about fifty a minute."""

Receive = Callable[[Incoming], Awaitable[None]]


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

        async def told(message: Mapping[str, Any], spot: Spot) -> Incoming | None:
            return missed(message, spot, away, team, bot)

        return await read_each(spots, lambda spot: self._messages(spot, away), told, self._receive)

    async def _messages(
        self, spot: Spot, away: tuple[datetime, datetime]
    ) -> AsyncIterator[Mapping[str, Any]]:
        """Oldest first, as far as they can be read; then raises what was in the way."""
        found: list[Mapping[str, Any]] = []
        why: Exception | None = None
        try:
            await self._fill(found, spot, away)
        except (DeliveryFailure, TooMuch) as error:
            why = error
        for message in sorted(found, key=lambda each: float(each.get("ts") or 0)):
            yield message
        if why is not None:
            raise why

    async def _fill(
        self, found: list[Mapping[str, Any]], spot: Spot, away: tuple[datetime, datetime]
    ) -> None:
        cursor = ""
        for _ in range(PAGES):
            page = await self._page(spot, away, cursor)
            found += page.get("messages") or []
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
        if thread is None:
            return await patiently(
                lambda: self._client.conversations_history(**asked), failure, self._pause
            )
        return await patiently(
            lambda: self._client.conversations_replies(ts=thread, **asked), failure, self._pause
        )


def missed(
    message: Mapping[str, Any], spot: Spot, away: tuple[datetime, datetime], team: str, bot: str
) -> Incoming | None:
    """What is to be kept of a message that was found; None when it was not for us. In a thread,
    that somebody spoke."""
    place, thread = spot
    alone = place_kind(place, "") is PlaceKind.DM
    to_us = alone or f"<@{bot}" in str(message.get("text") or "")
    if not to_us and thread is None:
        return None
    since, until = (at.timestamp() for at in away)
    if not since <= float(message.get("ts") or 0) <= until:
        return None  # A thread is told with its first message, however old that is.
    kind = {"type": "app_mention" if to_us and not alone else "message"}
    if alone:
        kind["channel_type"] = "im"
    payload = {"team_id": team, "event": {**message, **kind, "channel": place}}
    told = incoming(payload, bot, team)
    if told is not None and told.news is News.SPOKE:
        return replace(told, text="")  # What it names was long ago.
    if told is None or told.news is not News.WORDS or not told.text:
        return None
    return replace(told, news=News.MISSED, user={"from": since, "until": until})
