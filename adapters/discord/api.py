"""The calls of Discord's REST interface that we make, through discord.py's client.

It keeps the limits of Discord's buckets and tries 429 and 5xx again; `pace.py` keeps the limit of
the whole bot. Every message carries a nonce that Discord enforces, so that a second try shows
nothing twice.
Source: docs.discord.com/developers/resources/message, /channel, /webhook, /guild.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

from adapters.discord.pace import Pace

Json = dict[str, Any]
NONCE_ROOM = 25
UNLIMITED = ("/interactions/", "/webhooks/")
"""Answers to interactions count in no limit of the bot's own."""
PAGE = 100
"""Messages in one page of a channel's history."""
TIMEOUT = 10.0
"""Seconds that an answer may take, to its last byte; the library would wait five minutes."""
GUILDS = 200
"""Guilds in one page."""


def point_at(api: str, gateway: str) -> None:
    """Which Discord the library speaks to; it knows one in a process.

    At DEBUG it would write whole events, bodies and tokens of interactions to the log.
    """
    library = logging.getLogger("discord")
    library.setLevel(max(logging.INFO, library.getEffectiveLevel()))
    Route.BASE = api.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


class Api:
    """Payloads in, payloads out. Raises what discord.py raises."""

    def __init__(self, http: HTTPClient, pace: Pace) -> None:
        self._http = http
        self._pace = pace

    async def _ask(self, method: str, path: str, json: object = None, **ids: str) -> Json:
        more: dict[str, Any] = {} if json is None else {"json": json}
        found = await self._request(Route(method, path, **ids), **more)
        return dict(found) if isinstance(found, Mapping) else {}

    async def _list(self, path: str, params: Mapping[str, str], **ids: str) -> Sequence[Json]:
        found = await self._request(Route("GET", path, **ids), params=dict(params))
        return found if isinstance(found, list) else []

    async def _request(self, route: Route, **more: Any) -> object:  # noqa: ANN401 - JSON
        if not route.path.startswith(UNLIMITED):
            await self._pace.turn()
        limit = aiohttp.ClientTimeout(total=TIMEOUT)
        try:
            return await self._http.request(route, timeout=limit, **more)
        except discord.RateLimited:
            self._pace.refused()
            raise
        except discord.HTTPException as error:
            if error.status in (401, 403, 429):
                self._pace.refused()
            raise

    # Messages

    async def post(self, channel: str, body: Json, nonce: str, below: str = "") -> Json:
        """A message; a second one with the same nonce within minutes is the first. *below*: the
        message that it answers, if that is still there."""
        told = {**body, "nonce": nonce[:NONCE_ROOM], "enforce_nonce": True}
        if below:
            told["message_reference"] = {"message_id": below, "fail_if_not_exists": False}
        found = await self._ask("POST", "/channels/{channel_id}/messages", told, channel_id=channel)
        return found

    async def redraw(self, channel: str, message: str, body: Json) -> None:
        """Another content for a message of ours."""
        path = "/channels/{channel_id}/messages/{message_id}"
        await self._ask("PATCH", path, body, channel_id=channel, message_id=message)

    async def take_down(self, channel: str, message: str) -> None:
        """A message of ours goes."""
        path = "/channels/{channel_id}/messages/{message_id}"
        await self._ask("DELETE", path, channel_id=channel, message_id=message)

    async def message(self, channel: str, message: str) -> Json:
        """One message; without the message-content intent its words may be empty."""
        path = "/channels/{channel_id}/messages/{message_id}"
        return await self._ask("GET", path, channel_id=channel, message_id=message)

    async def history(self, channel: str, after: str, limit: int = PAGE) -> Sequence[Json]:
        """Messages after the one with this id, newest first."""
        params = {"after": after, "limit": str(limit)}
        return await self._list("/channels/{channel_id}/messages", params, channel_id=channel)

    async def open_dm(self, user: str) -> str:
        """The conversation with one person."""
        found = await self._ask("POST", "/users/@me/channels", {"recipient_id": user})
        return str(found["id"])

    # Places

    async def channel(self, channel: str) -> Json:
        """A channel or thread."""
        return await self._ask("GET", "/channels/{channel_id}", channel_id=channel)

    async def thread_from(self, channel: str, message: str, name: str) -> str:
        """A thread begun at a message; it has the message's id."""
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        body = {"name": name, "auto_archive_duration": 10080}
        return str(
            (await self._ask("POST", path, body, channel_id=channel, message_id=message))["id"]
        )

    async def private_thread(self, channel: str, name: str) -> str:
        """A thread that only its members see."""
        path = "/channels/{channel_id}/threads"
        body = {"name": name, "type": 12, "auto_archive_duration": 10080, "invitable": False}
        return str((await self._ask("POST", path, body, channel_id=channel))["id"])

    async def bring_in(self, thread: str, user: str) -> None:
        """One person becomes a member of a thread."""
        path = "/channels/{channel_id}/thread-members/{user_id}"
        await self._ask("PUT", path, channel_id=thread, user_id=user)

    async def in_thread(self, thread: str, user: str) -> None:
        """Whether one person is in a thread: NotFound if not."""
        path = "/channels/{channel_id}/thread-members/{user_id}"
        await self._ask("GET", path, channel_id=thread, user_id=user)

    async def guild(self, guild: str) -> Json:
        """A guild that we are in."""
        return await self._ask("GET", "/guilds/{guild_id}", guild_id=guild)

    async def channels(self, guild: str) -> Sequence[Json]:
        """The channels of a guild, without threads."""
        return await self._list("/guilds/{guild_id}/channels", {}, guild_id=guild)

    async def guilds(self) -> Sequence[Json]:
        """Every guild that we are in, with what we may do there before its channels say more."""
        found: list[Json] = []
        while True:
            after = {"after": str(found[-1]["id"])} if found else {}
            page = await self._list("/users/@me/guilds", {"limit": str(GUILDS), **after})
            found += page
            if len(page) < GUILDS:
                return found

    async def starts_left(self) -> int:
        """How often the gateway may still be begun anew today."""
        told = await self._ask("GET", "/gateway/bot")
        return int((told.get("session_start_limit") or {}).get("remaining", 0))

    # People

    async def member(self, guild: str, user: str) -> Json:
        """A person of a guild; NotFound once they have left."""
        path = "/guilds/{guild_id}/members/{user_id}"
        return await self._ask("GET", path, guild_id=guild, user_id=user)

    # Answers to interactions

    async def respond(self, interaction: str, token: str, body: Json) -> None:
        """The first answer, within three seconds."""
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        await self._ask("POST", path, body, webhook_id=interaction, webhook_token=token)

    async def answer_again(self, application: str, token: str, body: Json) -> None:
        """What was put off, or was answered already, says something else."""
        path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        await self._ask("PATCH", path, body, webhook_id=application, webhook_token=token)

    async def withdraw(self, application: str, token: str) -> None:
        """What was put off is not needed."""
        path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        await self._ask("DELETE", path, webhook_id=application, webhook_token=token)

    async def add_answer(self, application: str, token: str, body: Json) -> None:
        """One more message to the same interaction."""
        path = "/webhooks/{webhook_id}/{webhook_token}"
        await self._ask("POST", path, body, webhook_id=application, webhook_token=token)

    # Commands

    async def register(self, application: str, commands: Sequence[Json]) -> None:
        """Our commands everywhere, in place of those that Discord has."""
        path = "/applications/{application_id}/commands"
        await self._ask("PUT", path, list(commands), application_id=application)

    async def registered(self, application: str) -> Sequence[Json]:
        """The commands that Discord has of us."""
        path = "/applications/{application_id}/commands"
        return await self._list(path, {}, application_id=application)
