"""The morning brief of a person and the digest of a project."""

from adapters.discord.render import colours
from adapters.discord.render.asks import asked, shortest
from adapters.discord.render.buttons import actions
from adapters.discord.render.cards import carded, titled
from adapters.discord.render.paper import (
    Block,
    Item,
    Line,
    Piece,
    Room,
    apart,
    bullets,
    folded,
    lines,
    small,
    text,
)
from core.kernel.text import Rich
from core.screens.views import Brief, Digest, TaskLine
from core.screens.wording.facts import brief_line
from core.screens.wording.ink import Ink
from core.screens.wording.lines import health_lines

LINES_SHOWN = 12


def brief(view: Brief, ink: Ink, room: Room) -> list[Item]:
    """Today, what waits for you, what you wait for, then what still needs an answer; the greeting
    is what a lock screen shows."""
    intro = [
        Block(text(said.text)) for said in lines([view.greeting], ink) if isinstance(said, Line)
    ]
    later = "brief.can_wait" if view.back else "brief.later"
    foot = small([ink.say(later, n=view.later)] if view.later else [], ink)
    foot += small(view.intro, ink)
    foot += actions(view.buttons, (), ink)
    room = room.less([*intro, *foot])
    # The least that the questions need is theirs, however long the lists are.
    least, menu = shortest(view.asks, ink)
    parts = folded(_parts(view, ink), room.less([*(piece[0] for piece in least), *menu]), ink)
    pieces, rest = asked(view.asks, ink, room.less(parts))
    return [*intro, *parts, *folded(pieces, room.less([*parts, *rest]), ink), *rest, *foot]


def _parts(view: Brief, ink: Ink) -> list[Piece]:
    return [
        *_part("brief.done", view.done, ink),
        *_part("brief.needs_you" if view.back else "", view.today, ink),
        *_part("brief.waiting_for_you", view.waiting_for_you, ink),
        *_part("brief.you_wait_for", view.you_wait_for, ink),
        *apart(bullets(view.told, ink)),
    ]


def _part(key: str, found: tuple[TaskLine, ...], ink: Ink) -> list[Piece]:
    """A part of the brief; the greeting is the title of today's."""
    shown = [brief_line(line, ink) for line in found[:LINES_SHOWN]]
    rest: list[Rich] = []
    if len(found) > LINES_SHOWN:
        rest = [ink.say("list.more", n=len(found) - LINES_SHOWN)]
    return titled(ink.say(key) if key else (), [*shown, *rest], ink)


def digest(view: Digest, ink: Ink, room: Room) -> list[Item]:
    """The project in one line, then at most ten, finished work before trouble."""
    said = apart(lines([health_lines(view, ink), *view.lines], ink))
    foot = actions(view.buttons, (), ink)
    return carded(said, foot, colours.HEALTH[view.health], room, ink)
