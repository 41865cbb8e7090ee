"""The morning brief of a person and the digest of a project."""

from adapters.slack.render.asks import ask, stacked
from adapters.slack.render.blocks import Json, bullets, context, divider, paragraphs
from adapters.slack.render.buttons import actions
from adapters.slack.render.lists import lines_of
from core.screens.views import Brief, Digest
from core.screens.wording.ink import Ink
from core.screens.wording.lines import health_lines

TOLD_SHOWN = 15


def brief(view: Brief, ink: Ink, room: int) -> list[Json]:
    """Today, what waits for you, what you wait for, then what still needs an answer."""
    drawn = context(view.intro, ink) + paragraphs([view.greeting], ink)
    drawn += lines_of(ink.say("brief.done"), view.done, ink)
    drawn += bullets_of(view, ink)
    drawn += lines_of(ink.say("brief.waiting_for_you"), view.waiting_for_you, ink)
    drawn += lines_of(ink.say("brief.you_wait_for"), view.you_wait_for, ink)
    drawn += bullets(view.told[:TOLD_SHOWN], ink)
    later = "brief.can_wait" if view.back else "brief.later"
    foot = context([ink.say(later, n=view.later)] if view.later else [], ink)
    foot += actions(view.buttons, (), ink)
    line = [divider()] if view.asks else []
    room -= len(drawn) + len(line) + len(foot)
    asks = (ask(item, ink) for item in view.asks)
    return drawn + line + stacked(asks, len(view.asks), ink, room) + foot


def bullets_of(view: Brief, ink: Ink) -> list[Json]:
    """Today's tasks; the greeting is their title, save after a leave."""
    return lines_of(ink.say("brief.needs_you") if view.back else (), view.today, ink)


def digest(view: Digest, ink: Ink) -> list[Json]:
    """The project in one line, then at most ten, finished work before trouble."""
    return paragraphs([health_lines(view, ink), *view.lines], ink) + actions(view.buttons, (), ink)
