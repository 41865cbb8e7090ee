"""One task: the echo, the live card, the details."""

from collections.abc import Sequence

from adapters.discord.render import colours
from adapters.discord.render.buttons import actions
from adapters.discord.render.paper import (
    Item,
    Piece,
    Room,
    apart,
    bullets,
    container,
    folded,
    headed,
    lines,
)
from core.kernel.text import Quote, Rich, shorten
from core.screens.views import Card, Details, Echo, RetiredCard, TaskLine
from core.screens.wording import facts as say_of
from core.screens.wording.ink import Ink
from core.screens.wording.lines import card_lines, details_lines, echo_lines, event_line

HISTORY_SHOWN, LINES_SHOWN, NOTES_ROOM = 10, 10, 800


def carded(
    pieces: Sequence[Sequence[Item]], foot: Sequence[Item], accent: int | None, room: Room, ink: Ink
) -> list[Item]:
    """A card: as much as fits, and what can be done at its end."""
    inside = folded(pieces, room.less(foot, components=1), ink)
    return container([*inside, *foot], accent)


def echo(view: Echo, ink: Ink, room: Room) -> list[Item]:
    """What was understood, who hears of it when, and the way back."""
    said = apart(lines(echo_lines(view, ink), ink))
    return carded(said, actions(view.buttons, (), ink), colours.of_task(view.facts), room, ink)


def card(view: Card, ink: Ink, room: Room) -> list[Item]:
    """The live card: six lines at most, then what can be done."""
    said = apart(lines(card_lines(view.facts, ink), ink))
    foot = actions(view.buttons, view.more, ink)
    return carded(said, foot, colours.of_task(view.facts), room, ink)


def retired(view: RetiredCard, ink: Ink) -> list[Item]:
    """One line without buttons."""
    return lines([view.line], ink)


def details(view: Details, ink: Ink, room: Room) -> list[Item]:
    """Everything about a task, most important first."""
    facts = view.facts
    notes: list[Rich] = [(Quote(shorten(facts.notes, NOTES_ROOM)),)] if facts.notes else []
    pieces = [
        *apart(lines([*details_lines(facts, ink), *notes, *say_of.checklist(facts)], ink)),
        *_linked("details.parts", facts.part_lines, ink),
        *_linked("details.waits_for", facts.waits_for, ink),
        *_linked("details.waited_by", facts.waited_by, ink),
        *_history(view, ink),
    ]
    foot = actions(view.buttons, view.more, ink)
    return carded(pieces, foot, colours.of_task(facts), room, ink)


def _linked(key: str, linked: Sequence[TaskLine], ink: Ink) -> list[Piece]:
    shown = [say_of.brief_line(line, ink) for line in linked[:LINES_SHOWN]]
    return titled(ink.say(key), [*shown, *_rest(len(linked) - LINES_SHOWN, ink)], ink)


def titled(title: Rich, entries: Sequence[Rich], ink: Ink) -> list[Piece]:
    """A part with its title: it never stands without its first entry."""
    listed = bullets(entries, ink)
    if not listed:
        return []
    return [(*headed(title, ink), listed[0]), *apart(listed[1:])]


def _rest(more: int, ink: Ink) -> list[Rich]:
    return [ink.say("list.more", n=more)] if more > 0 else []


def _history(view: Details, ink: Ink) -> list[Piece]:
    shown = [event_line(entry) for entry in view.history[:HISTORY_SHOWN]]
    rest = _rest(len(view.history) - HISTORY_SHOWN, ink)
    return titled(ink.say("details.history"), [*shown, *rest], ink)
