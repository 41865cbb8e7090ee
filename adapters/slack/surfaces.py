"""Where an answer appears after the acknowledgement: response_url, window, home, whisper."""

import logging
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.refusals import code_of
from adapters.slack.render import Json, render_home, render_message, render_modal
from adapters.slack.tenancy import Payload
from core.kernel.recent import Recent
from core.kernel.values import dataclass
from core.people.model import PlaceKind, Sender
from core.screens.views import Reader, View

log = logging.getLogger(__name__)
REMEMBERED = 1000
_QUIET = logging.getLogger(f"{__name__}.webhook")
_QUIET.setLevel(logging.WARNING)
"""At DEBUG Slack's library writes whole answers."""
_CLOSED = frozenset({"not_found", "view_not_found", "hash_conflict"})
"""The person closed the window, or it moved on: nothing to tell."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a person was looking when something was pressed."""

    response_url: str = ""
    thread: str | None = None
    ephemeral: bool = False
    trigger: str = ""
    view: str = ""
    """The window in which it was pressed."""
    home: bool = False

    @classmethod
    def of(cls, payload: Payload, thread: str | None) -> "Origin":
        """The origin of an interactive payload."""
        container = payload.get("container") or {}
        view = payload.get("view") or {}
        home = view.get("type") == "home"
        return cls(
            response_url=str(payload.get("response_url") or ""),
            thread=thread,
            ephemeral=container.get("is_ephemeral") is True,
            trigger=str(payload.get("trigger_id") or ""),
            view="" if home else str(view.get("id") or ""),
            home=home,
        )


def private(view: View, reader: Reader) -> Json:
    """*view* as a message that the asker alone sees."""
    message = render_message(view, reader)
    return {"response_type": "ephemeral", "text": message.text, "blocks": message.blocks}


class Surfaces:
    """Draws views where people look. Raises what the client raises."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._origins = Recent[str, Origin](REMEMBERED)

    async def note(self, origin: Origin, view: View, reader: Reader) -> None:
        """A private answer, as near as possible to what was pressed."""
        if origin.view:
            await self.redraw(origin.view, view, reader)
        elif origin.response_url:
            await self._respond(origin, private(view, reader))
        elif origin.trigger:
            await self.open(origin, view, reader)
        else:
            log.error("an answer had no place to go")

    async def _respond(self, origin: Origin, body: Json) -> None:
        # An answer to a private message takes its place: its buttons are used up.
        body = body | {"replace_original": origin.ephemeral}
        if origin.thread and not origin.ephemeral:
            body["thread_ts"] = origin.thread
        webhook = AsyncWebhookClient(
            origin.response_url, timeout=10, proxy=self._client.proxy, ssl=self._client.ssl,
            retry_handlers=[],
            logger=_QUIET,
        )  # fmt: skip
        webhook.proxy = self._client.proxy  # None is none here; its maker takes the environment's.
        response = await webhook.send_dict(body)
        if response.status_code != 200:
            log.warning("response_url answered %s", response.status_code)

    async def open(self, origin: Origin, view: View, reader: Reader) -> str:
        """A window; its id. Inside a window, that one is redrawn."""
        modal = render_modal(view, reader)
        if origin.view:
            await self._client.views_update(view_id=origin.view, view=modal)
            return origin.view
        response = await self._client.views_open(trigger_id=origin.trigger, view=modal)
        opened = str((response.get("view") or {}).get("id") or "")
        self._remember(opened, origin)
        return opened

    async def redraw(self, view_id: str, view: View, reader: Reader) -> None:
        """Fills a window that is open; one that was closed meanwhile stays closed."""
        try:
            await self._client.views_update(view_id=view_id, view=render_modal(view, reader))
        except SlackApiError as error:
            if code_of(error) not in _CLOSED:
                raise

    async def publish(self, user: str, home: View, reader: Reader) -> None:
        """The home tab of a person."""
        await self._client.views_publish(user_id=user, view=render_home(home, reader))

    async def whisper(self, sender: Sender, view: View, reader: Reader) -> None:
        """The answer to words in a conversation: seen by the asker alone."""
        message = render_message(view, reader)
        said: dict[str, Any] = {"text": message.text, "blocks": message.blocks}
        if sender.thread:
            said["thread_ts"] = sender.thread
        if sender.place_kind is PlaceKind.DM:
            await self._client.chat_postMessage(
                channel=sender.place or "", unfurl_links=False, unfurl_media=False, **said
            )
            return
        await self._client.chat_postEphemeral(channel=sender.place or "", user=sender.user, **said)

    def _remember(self, view_id: str, origin: Origin) -> None:
        self._origins[view_id] = origin

    def origin_of(self, view_id: str) -> Origin | None:
        """Where the window was opened from; None after a restart."""
        return self._origins.get(view_id)
