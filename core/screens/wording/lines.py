"""Lines of the views that platforms share: what stands where, most important first."""

from core.kernel.text import Quote, Rich, TaskName, When, Words, shorten
from core.screens.views import (
    Ask,
    AskKind,
    ClaimLine,
    Digest,
    Echo,
    HistoryLine,
    Problem,
    TaskFacts,
)
from core.screens.wording import facts as say_of
from core.screens.wording.ink import Ink, joined

CHECKS = frozenset({AskKind.VERIFY, AskKind.VERIFY_AGAIN, AskKind.VERIFY_LEAD})
TYPED_ROOM = 1200


def echo_lines(view: Echo, ink: Ink) -> list[Rich]:
    """What was understood, who hears of it when."""
    read = [_summary(view.facts, ink), *_understood(view.facts, ink)]
    return [view.headline, *_named(view), *read, *view.lines]


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


def details_lines(facts: TaskFacts, ink: Ink) -> list[Rich]:
    """The card's lines, and who else has to do with it."""
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


def event_line(entry: HistoryLine) -> Rich:
    """When, and what happened."""
    return (When(entry.at), Words(" · "), *entry.words)


def checks(item: Ask) -> bool:
    """Whether criteria are to be ticked with the question."""
    return item.kind in CHECKS and bool(item.facts.criteria)


def ask_lines(item: Ask) -> list[Rich]:
    """What and the question; what is to be checked follows them; then the facts."""
    listed = say_of.checklist(item.facts) if checks(item) else []
    return [*item.words[:2], *listed, *item.words[2:]]


def claim_lines(view: ClaimLine, ink: Ink) -> list[Rich]:
    """A task without an owner, in the open."""
    if view.taken:
        return [view.taken]
    line = view.facts.line
    said = ink.say("claim.open")
    if line.due:
        when = say_of.due(line, ink, live=True)
        said = (*said, Words(" "), *ink.say("claim.due", due=when))
    return [say_of.headline(line), said]


def problem_lines(view: Problem, ink: Ink) -> list[Rich]:
    """What went wrong, what to type instead, and what was typed."""
    lines: list[Rich] = [*view.lines]
    if view.example:
        lines.append((Words(shorten(view.example, 300), code=True),))
    if view.typed:
        lines.append(ink.say("problem.typed"))
        lines.append((Quote(shorten(view.typed, TYPED_ROOM)),))
    return lines


def health_line(view: Digest, ink: Ink) -> Rich:
    """``Infra migration: at risk.``"""
    name = Words(f"{shorten(view.name, 80)}: ", bold=True)
    state = ink.plain(f"health.{view.health}")
    return (name, Words(f"{state}.", bold=True))


def health_lines(view: Digest, ink: Ink) -> Rich:
    """The project's state, and why it is that."""
    head = health_line(view, ink)
    return (*head, Words(" "), *view.reason) if view.reason else head
