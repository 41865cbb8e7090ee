"""Follow-ups: the bundle for one person, and what stands in a channel when help is needed."""

from collections.abc import Sequence

from adapters.discord.render import colours
from adapters.discord.render.answers import said
from adapters.discord.render.buttons import actions, tick_rows
from adapters.discord.render.cards import carded
from adapters.discord.render.paper import (
    Item,
    Piece,
    Room,
    apart,
    container,
    folded,
    headed,
    lines,
    small,
)
from core.screens.moments import day_words
from core.screens.views import Ask, Attention, Bundle, ClaimLine, HelpLine
from core.screens.wording.ink import Ink
from core.screens.wording.lines import ask_lines, checks, claim_lines

ASK_ROOM = 1500
"""Characters of a question, where several share a message."""


def bundle(view: Bundle, ink: Ink, room: Room) -> list[Item]:
    """Each question with its own buttons in a card of its own; at the end, why it came."""
    intro, why = small(view.intro, ink), actions((view.why,), (), ink)
    room = room.less([*intro, *why])
    pieces = asked(view.asks, ink, room, len(view.notes))
    pieces += [tuple(said(note, ink, _share(room, len(view.notes)))) for note in view.notes]
    return [*intro, *folded(pieces, room, ink), *why]


def asked(asks: Sequence[Ask], ink: Ink, room: Room, others: int = 0) -> list[Piece]:
    """Questions, each in the room that it has among *others*."""
    share = _share(room, len(asks) + others)
    return [tuple(ask(item, ink, share)) for item in asks]


def _share(room: Room, count: int) -> Room:
    """So much of *room* that the first fits for certain, and several of usual length."""
    length = room.characters - SPARE
    return Room(room.components - 1, length if count < 2 else min(length, ASK_ROOM))


SPARE = 60
"""Characters for "and 12 more"."""


def ask(item: Ask, ink: Ink, room: Room) -> list[Item]:
    """What, question, what next; once answered, one line in place of the buttons."""
    if item.answered:
        return lines([item.answered], ink)
    ticks = tick_rows(item.ticks, ink) if checks(item) else []
    foot = [
        *ticks,
        *actions(item.buttons, item.more, ink),
        *small([item.next] if item.next else [], ink),
    ]
    accent = colours.of_question(item.kind, item.facts)
    return carded(apart(lines(ask_lines(item), ink)), foot, accent, room, ink)


def attention(view: Attention, ink: Ink) -> list[Item]:
    """The day's one line of a channel; its items stand in its thread."""
    key = "attention.open" if view.open else "attention.settled"
    day = day_words(view.day)
    return headed(ink.say(key, day=day, open=view.open, total=view.total), ink)


def help_line(view: HelpLine, ink: Ink, room: Room) -> list[Item]:
    """What can't go on, what is needed, what waits; never who failed."""
    if view.answered:
        return lines([view.answered], ink)
    foot = actions(view.buttons, (), ink)
    return carded(apart(lines(view.words, ink)), foot, colours.of_task(view.facts), room, ink)


def claim_line(view: ClaimLine, ink: Ink) -> list[Item]:
    """A task without an owner, in the open."""
    found = lines(claim_lines(view, ink), ink)
    if view.taken:
        return found
    return container([*found, *actions(view.buttons, (), ink)], colours.of_task(view.facts))
