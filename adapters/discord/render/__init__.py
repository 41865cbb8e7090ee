"""A view becomes a Discord message of components, a form becomes modals. Pure."""

import re
from dataclasses import dataclass
from typing import assert_never

from adapters.discord.render import answers, asks, cards, digests, lists
from adapters.discord.render.buttons import unique
from adapters.discord.render.paper import TEXT, Item, Json, Room, parts_of, set_out
from core.screens.views import (
    Attention,
    Brief,
    Bundle,
    Card,
    ClaimLine,
    Details,
    Digest,
    Echo,
    Form,
    HelpLine,
    HelpPage,
    Home,
    Loading,
    Notes,
    Problem,
    ProjectPage,
    Reader,
    RetiredCard,
    Said,
    TaskList,
    View,
    Why,
)
from core.screens.wording.ink import Ink

__all__ = ["Json", "Message", "render_message"]

OF_COMPONENTS, PRIVATE = 1 << 15, 1 << 6
"""Flags of a message: drawn of components, seen by the asker alone."""
PINGED = 100
"""People whom one message may ping."""
_MENTION = re.compile(r"(?<!\\)(?:\\\\)*<@(\d+)>")
"""A mention of ours: what people typed has its brackets escaped."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message shows, and whom it names on purpose: they alone may be pinged."""

    components: list[Json]
    mentions: tuple[str, ...] = ()

    def payload(self, *, private: bool = False, ping: bool = False) -> Json:
        """The message as it is sent; nobody is pinged unless that is said."""
        allowed: Json = {"parse": []}
        if ping and self.mentions:
            allowed["users"] = list(self.mentions[:PINGED])
        return {
            "flags": OF_COMPONENTS | (PRIVATE if private else 0),
            "components": self.components,
            "allowed_mentions": allowed,
        }


def render_message(view: View, reader: Reader) -> Message:
    """*view* as a message, within every limit and never empty."""
    ink = Ink(reader)
    components = unique(set_out(_drawn(view, ink, Room())))
    if not components:
        components = set_out(answers.empty(ink))
    return Message(components, _mentions(components))


def _mentions(components: list[Json]) -> tuple[str, ...]:
    texts = (part for component in components for part in parts_of(component))
    found = (_MENTION.findall(part["content"]) for part in texts if part["type"] == TEXT)
    return tuple(dict.fromkeys(name for names in found for name in names))


def _drawn(view: View, ink: Ink, room: Room) -> list[Item]:
    match view:
        case Echo():
            return cards.echo(view, ink, room)
        case Card():
            return cards.card(view, ink, room)
        case RetiredCard():
            return cards.retired(view, ink)
        case Details():
            return cards.details(view, ink, room)
        case TaskList():
            return lists.task_list(view, ink, room)
        case Home():
            return lists.home(view, ink, room)
        case Bundle():
            return asks.bundle(view, ink, room)
        case Attention():
            return asks.attention(view, ink)
        case HelpLine():
            return asks.help_line(view, ink, room)
        case ClaimLine():
            return asks.claim_line(view, ink)
        case Brief():
            return digests.brief(view, ink, room)
        case Digest():
            return digests.digest(view, ink, room)
        case Said() | Notes() | Why():
            return answers.said(view, ink, room)
        case Problem():
            return answers.problem(view, ink, room)
        case HelpPage():
            return answers.help_page(view, ink, room)
        case ProjectPage():
            return answers.project_page(view, ink, room)
        case Loading():
            return answers.loading(ink)
        case Form():
            return answers.form_as_message(view, ink)
        case _:
            assert_never(view)
