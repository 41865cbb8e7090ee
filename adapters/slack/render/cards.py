"""One task: the echo, the live card, the details."""

from adapters.slack.render import facts as say_of
from adapters.slack.render.blocks import Ink, Json, bullets, headed, joined, paragraphs
from adapters.slack.render.buttons import actions
from core.kernel.text import Quote, Rich, TaskName, When, Words, shorten
from core.screens.views import Card, Details, Echo, HistoryLine, RetiredCard, TaskFacts

HISTORY_SHOWN = 15
LINES_SHOWN = 12


def echo(view: Echo, ink: Ink) -> list[Json]:
    """What was understood, who hears of it when, and the way back."""
    read = [_summary(view.facts, ink), *_understood(view.facts, ink)]
    lines = [view.headline, *_named(view), *read, *view.lines]
    return paragraphs(lines, ink) + actions(view.buttons, (), ink)


def _named(view: Echo) -> list[Rich]:
    """The task's own line, unless the headline names it already."""
    if any(isinstance(part, TaskName) for part in view.headline):
        return []
    handle = view.facts.line.handle
    said = any(isinstance(part, Words) and handle in part.text for part in view.headline)
    return [] if said else [say_of.headline(view.facts.line)]


def _summary(facts: TaskFacts, ink: Ink) -> Rich:
    line = facts.line
    return joined(
        [
            say_of.owner(line, ink),
            say_of.due(line, ink),
            say_of.priority(line, ink),
            say_of.project(line) or say_of.place(facts.home),
        ]
    )


def _understood(facts: TaskFacts, ink: Ink) -> list[Rich]:
    """Everything else that was read of the line, so that a wrong reading is seen at once."""
    waits = [line.handle for line in facts.waits_for[:5]]
    after = ink.say("echo.after", handles=", ".join(waits)) if waits else ()
    asked = _checker(facts, ink) if facts.criteria or facts.named_verifier else ()
    return [
        joined([say_of.effort(facts, ink), say_of.labels(facts), asked, after]),
        say_of.part_of(facts, ink),
        say_of.help_line(facts.blocker, ink) if facts.blocker else (),
        say_of.criteria(facts, ink),
    ]


def card(view: Card, ink: Ink) -> list[Json]:
    """The live card: six lines at most, then what can be done."""
    return paragraphs(card_lines(view.facts, ink), ink) + actions(view.buttons, view.more, ink)


def card_lines(facts: TaskFacts, ink: Ink, *, live: bool = True) -> list[Rich]:
    """What, how it stands, when it is done, what waits, where it came from."""
    line = facts.line
    meta = joined(
        [
            say_of.status(line, ink),
            say_of.owner(line, ink),
            say_of.due(line, ink, live=live),
            say_of.priority(line, ink),
        ]
    )
    blocked = say_of.blocker(facts.blocker, ink) if facts.blocker else ()
    return [
        say_of.headline(line),
        meta,
        blocked,
        say_of.part_of(facts, ink),
        say_of.parts(facts, ink),
        say_of.criteria(facts, ink),
        joined([say_of.repeats(facts), say_of.waits(line, ink)]),
        say_of.source(facts, ink),
    ]


def retired(view: RetiredCard, ink: Ink) -> list[Json]:
    """One line without buttons."""
    return paragraphs([view.line], ink)


def details(view: Details, ink: Ink) -> list[Json]:
    """Everything about a task."""
    facts = view.facts
    drawn = paragraphs(_all_lines(facts, ink), ink)
    drawn += paragraphs([(Quote(shorten(facts.notes, 1200)),)] if facts.notes else [], ink)
    drawn += paragraphs(say_of.checklist(facts), ink)
    drawn += _linked("details.parts", facts, ink)
    drawn += _linked("details.waits_for", facts, ink)
    drawn += _linked("details.waited_by", facts, ink)
    drawn += _history(view, ink)
    return drawn + actions(view.buttons, view.more, ink)


def _all_lines(facts: TaskFacts, ink: Ink) -> list[Rich]:
    people = joined(
        [
            ink.say("details.requester", name=say_of.name(facts.requester)),
            _checker(facts, ink),
            say_of.project(facts.line),
            say_of.labels(facts),
            say_of.effort(facts, ink),
        ]
    )
    before = ink.say("repeat.follows", earlier=facts.follows) if facts.follows else ()
    seen_in = ink.say("details.visible", place=_called(facts, ink)) if facts.visible_in else ()
    return [*card_lines(facts, ink, live=False), people, before, seen_in]


def _checker(facts: TaskFacts, ink: Ink) -> Rich:
    if facts.verifier is None:
        return ()
    return ink.say("details.verifier", name=say_of.name(facts.verifier))


def _called(facts: TaskFacts, ink: Ink) -> str:
    name = facts.visible_in.name if facts.visible_in else ""
    return f"#{shorten(name, 80)}" if name else ink.plain("details.this_conversation")


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
    shown = [_event(entry) for entry in view.history[:HISTORY_SHOWN]]
    rest = _rest(len(view.history) - HISTORY_SHOWN, ink)
    return headed(ink.say("details.history"), ink) + bullets([*shown, *rest], ink)


def _event(entry: HistoryLine) -> Rich:
    return (When(entry.at), Words(" · "), *entry.words)
