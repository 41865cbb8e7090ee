"""What was said to us while we were away: a command is offered, and done on request."""

import json
from dataclasses import asdict, replace
from datetime import datetime

from core.catalogue import Command
from core.catalogue import meant as verb_meant
from core.dispatch.acts import ACTS
from core.dispatch.handling import reader_of
from core.kernel.context import Context
from core.kernel.errors import BadInput, ChivvyError
from core.kernel.refs import InstallationId
from core.kernel.values import dataclass
from core.language.verbs import split_verb
from core.outages import is_outage
from core.people import service as people
from core.people.at_work import at_work
from core.people.model import Place, PlaceKind, Sender
from core.queries import ChooseTask, FormButton, Greeting, ReadThread, UnknownVerb
from core.reading import kept
from core.reading.mentions import read_mention
from core.screens import offers
from core.screens.delivery import Post
from core.screens.views import View
from core.tasks.commands import AddNote
from core.unit import Unit, WorkUnit

LOOKED_AT = 2000
"""Of what a platform holds of us, the newest messages."""
MOST = 100
"""Direct messages, and threads, that are read after an outage."""
CHANNELS = 50
"""Channels that are; their talk is mostly not for us."""
_PROSE = (ChooseTask, Greeting, ReadThread, UnknownVerb)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where something may have been said to us; without a thread it is somebody's DM, or a
    channel."""

    place: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """The offer, and what its button needs, under the name that it carries."""

    view: View
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Spots:
    """Where to look; *left*: how many more there are than are looked at."""

    found: tuple[Conversation, ...] = ()
    left: int = 0


def conversations(unit: Unit, platform: str, team: str) -> Spots:
    """Direct messages and threads in which we stood lately, and the channels in which we are at
    work; bounded."""
    found = unit.directory.find(platform, team)
    if found is None:
        return Spots()
    work, home = unit.of(found.workspace), InstallationId(found.id)
    spots = dict.fromkeys(filter(None, map(_spot, work.posts.standing(home, LOOKED_AT))))
    alone = [spot for spot in spots if spot.thread is None]
    threads = [spot for spot in spots if spot.thread is not None]
    channels = [spot for spot in _channels(work, home) if spot not in spots]
    chosen = (*alone[:MOST], *threads[:MOST], *channels[:CHANNELS])
    return Spots(chosen, len(spots) + len(channels) - len(chosen))


def _channels(work: WorkUnit, home: InstallationId) -> list[Conversation]:
    """Homes of projects first, then those that became known last."""
    places = [p for p in work.people.places_in(home) if not p.closed and at_work(work.people, p)]
    return [Conversation(place.external_id) for place in sorted(places, key=_weight)]


def _weight(place: Place) -> tuple[bool, bool, int]:
    return place.project is None, place.private, -place.id


def _spot(post: Post) -> Conversation | None:
    if post.remote_place is None or post.remote_id is None:
        return None
    if post.person is not None:
        return Conversation(post.remote_place)
    return Conversation(post.remote_place, post.thread or post.remote_id)


def missed(
    unit: Unit, sender: Sender, text: str, away: tuple[datetime, datetime], ctx: Context
) -> Offered | None:
    """The offer to do what *sender* wrote while we were away; None when it was no command."""
    if not _is_command(unit.of(ctx.workspace), text, ctx):
        return None
    told = {"sender": asdict(sender), "text": text}
    spell = away if is_outage(away) else None
    view = offers.offer(text, spell, ctx.key, reader_of(ctx))
    return Offered(view, ctx.key, json.dumps(told, ensure_ascii=False))


def _is_command(work: WorkUnit, text: str, ctx: Context) -> bool:
    word, _ = split_verb(text.lstrip().removeprefix("/"))
    known = bool(word) and any(verb_meant(home, word or "") is not None for home in Command)
    try:
        request = read_mention(work, text, ctx)
    except ChivvyError:
        return known  # What is wrong with it is said when it is tried.
    if request is None or isinstance(request, FormButton):
        return True
    if isinstance(request, AddNote) and request.reply:
        return False
    return type(request) in ACTS or (known and not isinstance(request, _PROSE))


def recall_missed(unit: Unit, name: str, ctx: Context) -> tuple[str, Context]:
    """What was written, and the request as it would have been then; by its writer alone.

    Its key is the one of the message: whichever way it comes, it is done once.
    """
    told = json.loads(kept.recall(unit, name, ctx))
    about = told["sender"]
    sender = Sender(**{**about, "place_kind": PlaceKind(about["place_kind"])})
    there = people.recognise(unit, sender, ctx.now, name)
    if there is None or there.actor != ctx.actor:
        raise BadInput("stale_button")
    return told["text"], replace(there, locale=ctx.locale)
