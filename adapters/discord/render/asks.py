"""Follow-ups: the bundle for one person, and what stands in a channel when help is needed."""

from collections.abc import Sequence

from adapters.discord.render import colours
from adapters.discord.render.answers import said
from adapters.discord.render.buttons import actions, beside, menu, tick_rows
from adapters.discord.render.cards import carded
from adapters.discord.render.marks import one_line
from adapters.discord.render.paper import (
    Block,
    Item,
    Line,
    Piece,
    Room,
    apart,
    container,
    folded,
    headed,
    lines,
    small,
    text,
)
from core.screens.moments import day_words
from core.screens.views import Ask, Attention, Bundle, ClaimLine, HelpLine
from core.screens.wording.ink import Ink
from core.screens.wording.lines import ask_lines, checks, claim_lines

ASK_ROOM = 1500
"""Characters of a question, where several share a message."""
SPARE = 60
"""Characters for "and 12 more"."""
PLAIN_BUTTONS, SHORT_ROOM, HANDLES = 3, 110, 5
Asked = tuple[list[Piece], list[Item]]
"""The questions, and a menu of the answers that stand beside none of them."""


def bundle(view: Bundle, ink: Ink, room: Room) -> list[Item]:
    """Each question with its own buttons; at the end who we are, and why it came.

    What a lock screen shows is the first words: they are what it is about.
    """
    intro, why = small(view.intro, ink), actions((view.why,), (), ink)
    head = _unnamed(view, ink)
    room = room.less([*head, *intro, *why])
    share = _share(room, len(view.asks) + len(view.notes))
    notes = [tuple(said(note, ink, share)) for note in view.notes]
    pieces, rest = asked(view.asks, ink, room.less([item for note in notes for item in note]))
    return [*head, *folded([*pieces, *notes], room.less(rest), ink), *rest, *intro, *why]


def _unnamed(view: Bundle, ink: Ink) -> list[Item]:
    """Of private tasks the numbers come first, apart from their titles."""
    waiting = [item for item in view.asks if not item.answered]
    if not view.private or not waiting:
        return []
    handles = ", ".join(item.facts.line.handle for item in waiting[:HANDLES])
    said = lines([ink.say("fallback.bundle", n=len(waiting), handles=handles)], ink)
    return [Block(text(item.text)) for item in said if isinstance(item, Line)]


def asked(asks: Sequence[Ask], ink: Ink, room: Room) -> Asked:
    """Questions as cards of their own; where that is too much, plainer, so that all are asked."""
    share = _share(room, len(asks))
    for drawing in (_cards, _plain) if len(asks) <= room.components else ():
        pieces = drawing(asks, ink, share)
        if room.holds([item for piece in pieces for item in piece]):
            return pieces, []
    return shortest(asks, ink)


def _cards(asks: Sequence[Ask], ink: Ink, share: Room) -> list[Piece]:
    return [tuple(ask(item, ink, share)) for item in asks]


def _plain(asks: Sequence[Ask], ink: Ink, share: Room) -> list[Piece]:
    """Without cards and menus: the likeliest answers in a row."""
    pieces: list[Piece] = []
    for item in asks:
        words = [*lines([item.answered] if item.answered else ask_lines(item), ink)]
        foot = [] if item.answered else actions(item.buttons[:PLAIN_BUTTONS], (), ink)
        after = small([item.next] if item.next and not item.answered else [], ink)
        left = Room(share.components, share.characters // 2).less([*after, *foot])
        pieces.append((*folded(apart(words), left, ink), *after, *foot))
    return pieces


def shortest(asks: Sequence[Ask], ink: Ink) -> Asked:
    """A line for each, with the likeliest answer beside it and what comes next below it; the other
    answers are in one menu."""
    waiting = [item for item in asks if not item.answered]
    others = (button for item in waiting for button in item.buttons[1:])
    return [(_short(item, ink),) for item in asks], menu(others, ink, spoken=True)


def _short(item: Ask, ink: Ink) -> Item:
    found = [item.answered] if item.answered else item.words[:2]
    question = " ".join(one_line(words, ink, SHORT_ROOM) for words in found).strip() or "-"
    if item.answered:
        return Line(question)
    after = one_line(item.next, ink, SHORT_ROOM)
    return beside(Line(f"{question}\n-# {after}" if after else question), item.buttons, ink)


def _share(room: Room, count: int) -> Room:
    """So much of *room* that the first fits for certain, and several of usual length."""
    length = room.characters - SPARE
    return Room(room.components - 1, length if count < 2 else min(length, ASK_ROOM))


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
