"""A view becomes a Slack message, a modal or a home tab. Pure."""

from typing import assert_never

from adapters.slack.render import answers, asks, cards, digests, forms, lists
from adapters.slack.render.blocks import Json, context, escape
from adapters.slack.render.fallbacks import fallback
from core.kernel.values import dataclass
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

__all__ = ["Json", "Message", "escape", "render_home", "render_message", "render_modal"]

MESSAGE_ROOM, WINDOW_ROOM = 50, 100
"""Blocks on a surface. docs.slack.dev/reference/block-kit/blocks"""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says: ``text`` on lock screens and to screen readers, else ``blocks``."""

    text: str
    blocks: list[Json]


def render_message(view: View, reader: Reader) -> Message:
    """*view* as a message in a conversation."""
    ink = Ink(reader)
    return Message(fallback(view, ink), blocks_of(view, ink, MESSAGE_ROOM))


def render_modal(view: View, reader: Reader) -> Json:
    """*view* as a modal; of a form, ``private_metadata`` is its token."""
    ink = Ink(reader)
    if isinstance(view, Form):
        return forms.form(view, ink)
    title = ink.plain(f"form.{view.title}") if isinstance(view, Loading) else ink.plain("app.name")
    return forms.modal(title, blocks_of(view, ink, WINDOW_ROOM), ink)


def render_home(view: View, reader: Reader) -> Json:
    """*view* as the app's home tab: a ``Home``, or why there is none."""
    return {"type": "home", "blocks": blocks_of(view, Ink(reader), WINDOW_ROOM)}


def blocks_of(view: View, ink: Ink, room: int) -> list[Json]:
    """The blocks of *view*, at most *room* of them, never none."""
    drawn = _drawn(view, ink, room) or answers.empty(ink)
    if len(drawn) <= room:
        return drawn
    return drawn[: room - 1] + context([ink.say("list.cut")], ink)


def _drawn(view: View, ink: Ink, room: int) -> list[Json]:
    match view:
        case Echo():
            return cards.echo(view, ink)
        case Card():
            return cards.card(view, ink)
        case RetiredCard():
            return cards.retired(view, ink)
        case Details():
            return cards.details(view, ink)
        case TaskList():
            return lists.task_list(view, ink, room)
        case Home():
            return lists.home(view, ink, room)
        case Bundle():
            return asks.bundle(view, ink, room)
        case Attention():
            return asks.attention(view, ink)
        case HelpLine():
            return asks.help_line(view, ink)
        case ClaimLine():
            return asks.claim_line(view, ink)
        case Brief():
            return digests.brief(view, ink, room)
        case Digest():
            return digests.digest(view, ink)
        case Said() | Notes() | Why():
            return answers.said(view, ink)
        case Problem():
            return answers.problem(view, ink)
        case HelpPage():
            return answers.help_page(view, ink, room)
        case ProjectPage():
            return answers.project_page(view, ink)
        case Loading():
            return answers.loading(view, ink)
        case Form():
            return answers.form_as_message(view, ink)
        case _:
            assert_never(view)
