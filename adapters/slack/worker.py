"""Works off one event of the inbox: words to the bot, activity, people, places, the end."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.events import Incoming, News
from adapters.slack.inbound import Identity
from adapters.slack.lookups import kind_of
from adapters.slack.profiles import profile, span
from adapters.slack.refusals import failure
from adapters.slack.surfaces import Surfaces
from adapters.slack.tenancy import PLATFORM
from adapters.slack.threads import read_message
from adapters.unsaved import require_saved
from core.context import Desk, MessageRef
from core.kernel.clock import Clock
from core.people.model import PlaceKind, PlaceNews, Sender
from core.screens.messenger import Gone, Refused, RetryAt, Uncertain
from core.screens.views import View
from core.unit import Arrival

log = logging.getLogger(__name__)

KEPT_SECONDS = 900.0
"""How long it is believed that a place is private, or not."""
PAGE = 200
AGAIN_SECONDS = 30.0


@dataclass
class Places:
    """Which places are private: looked up where an event does not say, and kept for a while."""

    client: AsyncWebClient
    elapsed: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, PlaceKind, str]] = field(default_factory=dict)

    async def sure(self, sender: Sender) -> Sender:
        """*sender* with the kind and name of the place. Raises what the client raises."""
        place = sender.place or ""
        known = self._known.get(place)
        if known is None or self.elapsed() - known[0] > KEPT_SECONDS:
            response = await self.client.conversations_info(channel=place)
            told = response.get("channel") or {}
            known = (self.elapsed(), kind_of(told), str(told.get("name") or ""))
            self._known[place] = known
        _, kind, name = known
        shown = name if kind is PlaceKind.CHANNEL else sender.place_name
        return replace(sender, place_kind=kind, place_name=shown)

    def forget(self, place: str) -> None:
        """What was known of a place no longer holds."""
        self._known.pop(place, None)


_PLACE_NEWS = {
    News.OUT: PlaceNews.WENT,
    News.ARCHIVED: PlaceNews.ARCHIVED,
    News.UNARCHIVED: PlaceNews.UNARCHIVED,
    News.DELETED: PlaceNews.DELETED,
}


class Worker:
    """What the inbox's worker calls, one row at a time."""

    def __init__(
        self,
        desk: Desk,
        surfaces: Surfaces,
        client: AsyncWebClient,
        places: Places,
        identity: Identity,
        clock: Clock,
    ) -> None:
        self._clock = clock
        self._desk = desk
        self._surfaces = surfaces
        self._client = client
        self._places = places
        self._identity = identity

    async def work_off(self, arrival: Arrival) -> None:
        """Carries out one event; what it raises is to be tried again."""
        told = Incoming.decode(arrival.body)
        match told.news:
            case News.WORDS:
                await self._words(told, arrival.key)
            case News.SPOKE:
                await self._desk.spoke(told.sender, told.ts)
                await self._named(told, arrival.key)
            case News.MISSED:
                await self._missed(told, arrival.key)
            case News.FORWARDED:
                await self._forwarded(told)
            case News.NAMED:
                await self._named(told, arrival.key)
            case News.PERSON:
                found = profile(told.user or {}, self._identity.team)
                await self._desk.learn(told.sender, (found,), told.at)
            case News.PLACE:
                self._places.forget(told.sender.place or "")
                await self._desk.learn(await self._sure(told), (), told.at)
            case News.JOINED | News.LEFT:
                await self._desk.moved(told.sender, here=told.news is News.JOINED, at=told.at)
            case News.CAME:
                self._places.forget(told.sender.place or "")
                sender = await self._sure(told)
                await self._desk.learn(sender, (), told.at)
                await self._desk.place_news(sender, PlaceNews.CAME, told.at)
            case News.OUT | News.ARCHIVED | News.UNARCHIVED | News.DELETED:
                await self._desk.place_news(told.sender, _PLACE_NEWS[told.news], told.at)
            case News.DND:
                await self._desk.disturb(told.sender, span(told.user or {}), told.at)
            case News.REACTED | News.UNREACTED:
                await self._reaction(told, f"do:{arrival.key}")
            case News.EDITED | News.REMOVED:
                deleted = told.news is News.REMOVED
                await self._desk.source_changed(told.sender, told.ts, deleted=deleted)
            case News.SUSPEND:
                await self._desk.suspend(PLATFORM, told.sender.team)

    async def _forwarded(self, told: Incoming) -> None:
        """To be captured where it was said if it may be, else where it was sent on to."""
        sender, place = told.sender, told.sender.place or ""
        link = await self._client.chat_getPermalink(channel=place, message_ts=told.ts)
        address = str(link.get("permalink") or "")
        here = MessageRef(place, told.ts, told.ts, sender.user, told.text, address)
        original = None
        if (shared := told.shared) is not None:
            ts = shared["ts"]
            text = "\n".join(filter(None, (told.text, shared["text"])))
            original = MessageRef(
                shared["channel_id"], ts, shared["thread_ts"] or ts, shared["author_id"] or None,
                text, shared["from_url"],
            )  # fmt: skip
            here = replace(here, author=original.author, text=text, permalink=original.permalink)
        await self._tell(sender, await self._desk.forwarded(sender, here, original))

    async def _missed(self, told: Incoming, key: str) -> None:
        """Offered in direct messages, where it stays until it is answered."""
        sender, away = await self._sure(told), span(told.user or {})
        if away is None:
            return
        view = await self._desk.missed(sender, told.text, away, f"do:{key}")
        if view is None:
            return
        if sender.place_kind is not PlaceKind.DM:
            try:
                opened = await self._client.conversations_open(users=sender.user)
            except Exception as error:
                raise failure(error) from error
            place = str((opened.get("channel") or {})["id"])
            sender = replace(sender, place=place, place_kind=PlaceKind.DM, thread=None)
        await self._tell(sender, view)

    async def _named(self, told: Incoming, key: str) -> None:
        if told.text:
            words = tuple(told.text.split())
            view = await self._desk.named(told.sender, words, f"named:{key}")
            await self._tell(told.sender, view)

    async def _reaction(self, told: Incoming, key: str) -> None:
        """Looked up only where the emoji makes tasks."""
        if not await self._desk.reaction_wanted(told.sender, told.text):
            return
        sender = await self._sure(told)
        if told.news is News.UNREACTED:
            await self._tell(sender, await self._desk.unreacted(sender, told.ts, told.at, key))
            return
        found = await read_message(self._client, sender.place or "", told.ts)
        if found is not None:
            beside = replace(sender, thread=found.thread if found.thread != told.ts else None)
            await self._tell(beside, await self._desk.reacted(beside, found, told.at, key))

    async def _words(self, told: Incoming, key: str) -> None:
        sender = await self._sure(told)
        view = await self._desk.words(sender, told.text, f"do:{key}", "", forms=False)
        await self._tell(sender, view)

    async def _tell(self, sender: Sender, view: View | None) -> None:
        """The answer, for the sender alone."""
        require_saved(view)
        if view is None:
            return
        try:
            await self._surfaces.whisper(sender, view, self._desk.reader(sender))
        except Exception as error:
            # It was carried out. Only what surely did not arrive is worth a second try.
            if not isinstance(why := failure(error), Uncertain | Gone | Refused):
                raise why from error

    async def _sure(self, told: Incoming) -> Sender:
        """Unknown means private: without a look-up a private place would pass for an open one."""
        if told.kind_known or not told.sender.place:
            return told.sender
        try:
            return await self._places.sure(told.sender)
        except Exception as error:
            raise failure(error) from error

    async def learn_people(self) -> None:
        """Everybody whom Slack names, page by page; waits when Slack asks to."""
        sender = Sender(PLATFORM, self._identity.team, self._identity.bot)
        cursor: str | None = ""
        while cursor is not None:
            try:
                cursor = await self._learn_page(sender, cursor)
            except Exception as error:
                if not isinstance(why := failure(error), RetryAt | Uncertain):
                    raise why from error
                log.warning("the list of people must wait: %s", why)
                await asyncio.sleep(getattr(why, "after", None) or AGAIN_SECONDS)

    async def _learn_page(self, sender: Sender, cursor: str) -> str | None:
        """Learns one page; the cursor of the next, None after the last."""
        asked = f"{self._clock.now().timestamp():.6f}"  # As Slack writes the moments of events.
        response = await self._client.users_list(limit=PAGE, cursor=cursor, include_locale=True)
        members = response.get("members") or []
        found = tuple(profile(member, self._identity.team) for member in members)
        await self._desk.learn(sender, found, asked)
        return str((response.get("response_metadata") or {}).get("next_cursor") or "") or None
