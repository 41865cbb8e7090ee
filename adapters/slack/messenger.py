"""Slack's far end: what is said there by itself, not as an answer."""

import asyncio
import hashlib
import json
import uuid
from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.inbound import Identity
from adapters.slack.refusals import failure
from adapters.slack.render import Message, render_message
from adapters.slack.render.rehearsal import rehearsed
from core.kernel.clock import Clock
from core.screens.messenger import Gone, Letter, Refused, Remote

T = TypeVar("T")
EVENT_TYPE = "chivvy"
"""The metadata's type; its payload is ``{"k": key}``, opaque, for everybody can read it."""
LOOK_BACK = timedelta(seconds=5)
PAGE, PAGES = 200, 10


class Pace:
    """One message a second and conversation, as Slack asks."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._next: dict[str, float] = {}

    async def free(self, conversation: str) -> bool:
        """Returns when the next message may go there; whether that was not at once."""
        wait = self._next.get(conversation, 0.0) - self._clock.elapsed()
        if wait > 0:
            await asyncio.sleep(wait)
        return wait > 0

    async def turn(self, conversation: str) -> None:
        """Waits until it is this message's turn."""
        now = self._clock.elapsed()
        at = max(now, self._next.get(conversation, 0.0))
        self._forget(now)
        self._next[conversation] = at + self._seconds
        if at > now:
            await asyncio.sleep(at - now)

    def _forget(self, now: float) -> None:
        if len(self._next) > 1000:
            self._next = {place: at for place, at in self._next.items() if at > now}


class SlackMessenger:
    """``Messenger`` over the Web API. The client's own retries must be off."""

    def __init__(
        self, client: AsyncWebClient, identity: Identity, clock: Clock, pace: float = 1.0
    ) -> None:
        self._client = client
        self._identity = identity
        self._pace = Pace(clock, pace)
        self._conversations: dict[str, str] = {}
        self.dedupes = False
        """Whether Slack posts once what comes twice under one key, as it was measured."""

    async def turn(self, letter: Letter) -> bool:
        """Returns when its conversation takes another message; whether that was not at once."""
        return await self._pace.free(await self._channel(letter))

    async def send(self, letter: Letter) -> Remote:
        """Posts it; the key goes along in the message's metadata."""
        channel = await self._channel(letter)
        await self._pace.turn(channel)
        more: dict[str, Any] = {"thread_ts": letter.to.thread} if letter.to.thread else {}
        if self.dedupes:
            more["client_msg_id"] = message_id(letter.key)
        response = await _typed(
            self._client.chat_postMessage(
                channel=channel,
                unfurl_links=False,
                unfurl_media=False,
                **_content(letter),
                **more,
            )
        )
        return Remote(str(response.get("channel") or channel), str(response["ts"]))

    async def edit(self, remote: Remote, letter: Letter) -> None:
        """Draws it anew where it stands."""
        await _typed(
            self._client.chat_update(channel=remote.place, ts=remote.message, **_content(letter))
        )

    async def delete(self, remote: Remote, installation: str) -> None:
        """Takes it away; what is away already is fine."""
        try:
            await _typed(self._client.chat_delete(channel=remote.place, ts=remote.message))
        except Gone as gone:
            if str(gone) != "message_not_found":
                raise

    async def find(
        self, letter: Letter, since: datetime, besides: Remote | None = None
    ) -> Remote | None:
        """Looks through the conversation's recent history for the letter's key."""
        channel = await self._channel(letter)
        oldest = f"{(since - LOOK_BACK).timestamp():.6f}"
        cursor = ""
        for _ in range(PAGES):
            response = await _typed(self._page(letter, channel, oldest, cursor))
            for message in response.get("messages") or []:
                remote = Remote(channel, str(message.get("ts") or ""))
                if remote != besides and self._carries(message, letter.key):
                    return remote
            cursor = str((response.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return None

    def _page(self, letter: Letter, channel: str, oldest: str, cursor: str) -> Awaitable[Any]:
        asked: dict[str, Any] = {
            "channel": channel,
            "oldest": oldest,
            "limit": PAGE,
            "include_all_metadata": True,
        }
        if cursor:
            asked["cursor"] = cursor
        if letter.to.thread:
            return self._client.conversations_replies(ts=letter.to.thread, **asked)
        return self._client.conversations_history(**asked)

    def _carries(self, message: Mapping[str, Any], key: str) -> bool:
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        ours = self._identity.bot in {"", message.get("user")} or (
            bool(self._identity.bot_id) and message.get("bot_id") == self._identity.bot_id
        )
        return ours and metadata.get("event_type") == EVENT_TYPE and payload.get("k") == key

    async def members(self, installation: str, place: str) -> frozenset[str]:
        """Everybody in a conversation."""
        found: set[str] = set()
        cursor = ""
        while True:
            response = await _typed(
                self._client.conversations_members(channel=place, limit=PAGE, cursor=cursor)
            )
            found.update(str(m) for m in response.get("members") or [])
            cursor = str((response.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return frozenset(found)

    async def probe(self, installation: str) -> None:
        """Asks who we are, which costs nothing."""
        await _typed(self._client.auth_test())

    def fingerprint(self, letter: Letter) -> str:
        """Hash of what Slack would show."""
        message = _message(letter)
        shown = json.dumps([message.text, message.blocks], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(shown.encode()).hexdigest()[:32]

    async def _channel(self, letter: Letter) -> str:
        """The conversation; a person's direct messages are opened once."""
        if letter.to.place:
            return letter.to.place
        if not (person := letter.to.person):
            raise Refused("a letter without an address")
        if person not in self._conversations:
            response = await _typed(self._client.conversations_open(users=person))
            self._conversations[person] = str((response.get("channel") or {})["id"])
        return self._conversations[person]


def message_id(key: str) -> str:
    """Our key in the form that Slack takes."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"chivvy:{key}"))


def _content(letter: Letter) -> dict[str, Any]:
    message = _message(letter)
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"k": letter.key}}
    return {"text": message.text, "blocks": message.blocks, "metadata": metadata}


def _message(letter: Letter) -> Message:
    message = render_message(letter.view, letter.reader)
    return rehearsed(message, letter.instead) if letter.instead else message


async def _typed(call: Awaitable[T]) -> T:
    """The answer, or the typed failure and nothing else."""
    try:
        return await call
    except Exception as error:
        raise failure(error) from error
