"""Follow-ups: the bundle for one person, and what stands in a channel when help is needed."""

from collections.abc import Iterable, Iterator

from adapters.slack.render.answers import said
from adapters.slack.render.blocks import Json, context, divider, headed, paragraphs
from adapters.slack.render.buttons import actions, tick_row
from core.screens.moments import day_words
from core.screens.views import Ask, Attention, Bundle, ClaimLine, HelpLine
from core.screens.wording.ink import Ink
from core.screens.wording.lines import ask_lines, checks, claim_lines


def bundle(view: Bundle, ink: Ink, room: int) -> list[Json]:
    """Each question with its own buttons; at the end, why it came."""
    intro = context(view.intro, ink)
    why = actions((view.why,), (), ink)
    pieces, total = _pieces(view, ink), len(view.asks) + len(view.notes)
    if total == 1:
        return intro + _in_one_row(next(pieces), why)
    return intro + stacked(pieces, total, ink, room - len(intro) - len(why)) + why


def _pieces(view: Bundle, ink: Ink) -> Iterator[list[Json]]:
    yield from (ask(item, ink) for item in view.asks)
    yield from (said(note, ink) for note in view.notes)


def _in_one_row(piece: list[Json], why: list[Json]) -> list[Json]:
    """Of one question: why it came stands beside its answers, not in a row of its own."""
    rows = [block for block in piece if block["type"] == "actions"]
    if len(rows) != 1 or not why:
        return piece + why
    stands = {element["action_id"] for element in rows[0]["elements"]}
    more = [element for element in why[0]["elements"] if element["action_id"] not in stands]
    joined = rows[0] | {"elements": rows[0]["elements"] + more}
    return [joined if block is rows[0] else block for block in piece]


def stacked(pieces: Iterable[list[Json]], total: int, ink: Ink, room: int) -> list[Json]:
    """Questions below each other; of *total*, those without room are counted and never drawn."""
    drawn: list[Json] = []
    for index, piece in enumerate(pieces):
        line = [divider()] if index else []
        if len(drawn) + len(line) + len(piece) + 1 > room:
            return drawn + context([ink.say("list.more", n=total - index)], ink)
        drawn += line + piece
    return drawn


def ask(item: Ask, ink: Ink) -> list[Json]:
    """What, question, what next; once answered, one line in place of the buttons."""
    if item.answered:
        return paragraphs([item.answered], ink)
    return (
        paragraphs(ask_lines(item), ink)
        + (tick_row(item.ticks, ink) if checks(item) else [])
        + actions(item.buttons, item.more, ink)
        + context([item.next] if item.next else [], ink)
    )


def attention(view: Attention, ink: Ink) -> list[Json]:
    """The day's one line of a channel; its items stand in its thread."""
    key = "attention.open" if view.open else "attention.settled"
    day = day_words(view.day)
    return headed(ink.say(key, day=day, open=view.open, total=view.total), ink)


def help_line(view: HelpLine, ink: Ink) -> list[Json]:
    """What can't go on, what is needed, what waits; never who failed."""
    if view.answered:
        return paragraphs([view.answered], ink)
    return paragraphs(view.words, ink) + actions(view.buttons, (), ink)


def claim_line(view: ClaimLine, ink: Ink) -> list[Json]:
    """A task without an owner, in the open."""
    lines = paragraphs(claim_lines(view, ink), ink)
    return lines if view.taken else lines + actions(view.buttons, (), ink)
