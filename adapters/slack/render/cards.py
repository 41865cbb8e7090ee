"""One task: the echo, the live card, the details."""

from adapters.slack.render.blocks import Json, bullets, headed, paragraphs
from adapters.slack.render.buttons import actions
from core.kernel.text import Quote, Rich, shorten
from core.screens.views import Card, Details, Echo, RetiredCard, TaskFacts
from core.screens.wording import facts as say_of
from core.screens.wording.ink import Ink
from core.screens.wording.lines import card_lines, details_lines, echo_lines, event_line

HISTORY_SHOWN = 15
LINES_SHOWN = 12


def echo(view: Echo, ink: Ink) -> list[Json]:
    """What was understood, who hears of it when, and the way back."""
    return paragraphs(echo_lines(view, ink), ink) + actions(view.buttons, (), ink)


def card(view: Card, ink: Ink) -> list[Json]:
    """The live card: six lines at most, then what can be done."""
    return paragraphs(card_lines(view.facts, ink), ink) + actions(view.buttons, view.more, ink)


def retired(view: RetiredCard, ink: Ink) -> list[Json]:
    """One line without buttons."""
    return paragraphs([view.line], ink)


def details(view: Details, ink: Ink) -> list[Json]:
    """Everything about a task."""
    facts = view.facts
    drawn = paragraphs(details_lines(facts, ink), ink)
    drawn += paragraphs([(Quote(shorten(facts.notes, 1200)),)] if facts.notes else [], ink)
    drawn += paragraphs(say_of.checklist(facts), ink)
    drawn += _linked("details.parts", facts, ink)
    drawn += _linked("details.waits_for", facts, ink)
    drawn += _linked("details.waited_by", facts, ink)
    drawn += _history(view, ink)
    return drawn + actions(view.buttons, view.more, ink)


def _linked(key: str, facts: TaskFacts, ink: Ink) -> list[Json]:
    lines = {
        "details.parts": facts.part_lines,
        "details.waits_for": facts.waits_for,
        "details.waited_by": facts.waited_by,
    }[key]
    if not lines:
        return []
    shown = [say_of.brief_line(line, ink) for line in lines[:LINES_SHOWN]]
    return headed(ink.say(key), ink) + bullets([*shown, *_rest(len(lines) - LINES_SHOWN, ink)], ink)


def _rest(more: int, ink: Ink) -> list[Rich]:
    return [ink.say("list.more", n=more)] if more > 0 else []


def _history(view: Details, ink: Ink) -> list[Json]:
    if not view.history:
        return []
    shown = [event_line(entry) for entry in view.history[:HISTORY_SHOWN]]
    rest = _rest(len(view.history) - HISTORY_SHOWN, ink)
    return headed(ink.say("details.history"), ink) + bullets([*shown, *rest], ink)
