"""Works off one event of the inbox: words to the bot, activity, places, the end."""

from collections.abc import Mapping

from adapters.discord.api import Api
from adapters.discord.events import Incoming, News
from adapters.discord.lookups import Lookups, fitting
from adapters.discord.refusals import UNKNOWN_CHANNEL, UNREACHABLE, code_of, failure
from adapters.discord.render import render_message
from adapters.discord.tenancy import PLATFORM
from adapters.discord.threads import read_message
from adapters.discord.written import as_line
from adapters.reads import Reads
from adapters.unsaved import require_saved
from core.context import Desk
from core.people.model import PlaceKind, PlaceNews, Sender
from core.reading.orders import captures_it
from core.screens.messenger import Gone, Refused, Uncertain
from core.screens.views import Said, View
from core.screens.words import say
from core.unit import Arrival

_PLACE_NEWS = {
    News.OUT: PlaceNews.WENT,
    News.ARCHIVED: PlaceNews.ARCHIVED,
    News.UNARCHIVED: PlaceNews.UNARCHIVED,
    News.DELETED: PlaceNews.DELETED,
}


class Worker:
    """What the inbox's worker calls, one row at a time."""

    def __init__(self, desk: Desk, api: Api, lookups: Lookups, names: Mapping[str, str]) -> None:
        self._desk = desk
        self._reads = Reads(desk)
        self._api = api
        self._lookups = lookups
        self._names = names
        """What a command is called here → its home."""

    async def work_off(self, arrival: Arrival) -> None:
        """Carries out one event; what it raises is to be tried again."""
        told = Incoming.decode(arrival.body)
        sender = told.sender
        match told.news:
            case News.WORDS if told.below and captures_it(
                told.text, in_thread=sender.thread is not None
            ):
                await self._lookups.introduce(sender, told.text)
                await self._tell(told, await self._pointed_at(told))
            case News.WORDS:
                line = as_line(told.text, self._names)
                await self._lookups.introduce(sender, line)
                text = await self._lookups.with_roles(sender.team, line)
                view = await self._desk.words(sender, text, f"do:{arrival.key}", "", forms=False)
                await self._tell(told, view)
            case News.MISSED if told.outage is not None:
                key, line = f"do:{arrival.key}", as_line(told.text, self._names)
                await self._tell(told, await self._desk.missed(sender, line, told.outage, key))
            case News.SPOKE:
                await self._desk.spoke(sender, told.message)
                await self._named(told, arrival.key)
            case News.NAMED:
                await self._named(told, arrival.key)
            case News.REACTED | News.UNREACTED:
                await self._reaction(told, f"do:{arrival.key}")
            case News.EDITED | News.REMOVED:
                deleted = told.news is News.REMOVED
                await self._desk.source_changed(sender, told.message, deleted=deleted)
            case News.PLACE:
                await self._desk.learn(sender, ())
            case News.CAME:
                await self._desk.learn(sender, ())
                await self._desk.place_news(sender, PlaceNews.CAME)
            case News.OUT | News.ARCHIVED | News.UNARCHIVED | News.DELETED:
                await self._desk.place_news(sender, _PLACE_NEWS[told.news])
            case News.ROLE:
                await self._desk.role_named(sender, told.message, fitting(told.text))
            case News.PERSON:
                await self._desk.learn(sender, (await self._lookups.profile(sender),))
            case News.SUSPEND:
                await self._desk.suspend(PLATFORM, sender.team)
            case News.BACK:
                await self._desk.resume(PLATFORM, sender.team)

    async def _pointed_at(self, told: Incoming) -> View:
        """*Capture this*, in reply to a message: a typed mention opens no window, so a button."""
        sender = told.sender
        place = sender.thread or sender.place or ""
        reading = read_message(self._api, sender.team, place, told.below)
        return await self._reads.pointed_at(sender, reading)

    async def _named(self, told: Incoming, key: str) -> None:
        if told.text:
            words = tuple(told.text.split())
            await self._tell(told, await self._desk.named(told.sender, words, f"named:{key}"))

    async def _reaction(self, told: Incoming, key: str) -> None:
        """Looked up only where the emoji makes tasks."""
        sender = told.sender
        if not await self._desk.reaction_wanted(sender, told.text):
            return
        if told.news is News.UNREACTED:
            await self._tell(told, await self._desk.unreacted(sender, told.message, told.at, key))
            return
        place = sender.thread or sender.place or ""
        found = await read_message(self._api, sender.team, place, told.message)
        await self._tell(told, await self._desk.reacted(sender, found, told.at, key))

    async def _tell(self, told: Incoming, view: View | None) -> None:
        """The answer, for the sender alone: on Discord that is a direct message. Where it is
        refused, the place is told that it was, and nothing else."""
        require_saved(view)
        if view is None:
            return
        sender = told.sender
        reader = self._desk.reader(sender)
        body = render_message(view, reader).payload()
        try:
            dm = sender.place_kind is PlaceKind.DM and sender.place
            place = dm or await self._api.open_dm(sender.user)
            await self._api.post(place, body, f"re{told.message}")
        except Exception as error:
            if code_of(error) in UNREACHABLE and sender.place_kind is not PlaceKind.DM:
                await self._closed_door(sender, told)
                return
            # It was carried out. Only what surely did not arrive is worth a second try.
            if not isinstance(why := failure(error), Uncertain | Gone | Refused):
                raise why from error

    async def _closed_door(self, sender: Sender, told: Incoming) -> None:
        """How to hear the answer, without the answer."""
        reader = self._desk.reader(sender)
        view = Said((say("discord.closed_door", reader.locale),))
        reference = {"message_id": told.message, "fail_if_not_exists": False}
        body = {**render_message(view, reader).payload(), "message_reference": reference}
        for place in filter(None, (sender.thread, sender.place)):
            try:
                await self._api.post(place, body, f"no{told.message}")
            except Exception as error:
                if code_of(error) == UNKNOWN_CHANNEL:
                    continue  # What it replied to has no thread: in the channel itself.
                if not isinstance(why := failure(error), Uncertain | Gone | Refused):
                    raise why from error
            return
