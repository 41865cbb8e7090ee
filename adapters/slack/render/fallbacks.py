"""What a lock screen and a screen reader get: task and question, no notes, no private title."""

from typing import assert_never

from adapters.slack.render.blocks import escape, showable
from core.kernel.text import Rich, shorten
from core.screens.moments import day_words
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
    RetiredCard,
    Said,
    TaskFacts,
    TaskList,
    View,
    Why,
)
from core.screens.wording import facts as say_of
from core.screens.wording.ink import Ink, flat
from core.screens.wording.lines import health_line

ROOM = 280


def fallback(view: View, ink: Ink) -> str:
    """The ``text`` of a message, escaped: the one place where Slack would read markup."""
    said = " ".join(showable(_spoken(view, ink)).split())
    return escape(shorten(said, ROOM)) or ink.plain("fallback.message")


def task(facts: TaskFacts) -> str:
    """``T-42 Title``; of a private task the handle alone."""
    line = facts.line
    return line.handle if facts.visible_in else f"{line.handle} {shorten(line.title, 120)}"


def _spoken(view: View, ink: Ink) -> str:
    match view:
        case Echo() | Card() | Details():
            return _standing(view.facts, ink)
        case Bundle():
            return _bundle(view, ink)
        case HelpLine():
            key = "fallback.help" if view.facts.blocker else "fallback.help_late"
            return _open(view.answered, key, view.facts, ink)
        case ClaimLine():
            return _open(view.taken, "fallback.claim", view.facts, ink)
        case RetiredCard():
            return _bare((view.line,), ink)
        case Said() | Notes() | Why() | Problem():
            return _bare(view.lines[:2], ink)
        case TaskList() | Home() | HelpPage() | Form() | Loading() | ProjectPage():
            return _title(view, ink)
        case Brief():
            return _bare((view.greeting,), ink)
        case Digest():
            return flat(health_line(view, ink), ink)
        case Attention():
            return _attention(view, ink)
        case _:
            assert_never(view)


def _title(view: TaskList | Home | HelpPage | Form | Loading | ProjectPage, ink: Ink) -> str:
    match view:
        case TaskList() | HelpPage():
            return _bare((view.title,), ink)
        case Home():
            return _bare((view.list.title,), ink)
        case Form() | Loading():
            return ink.plain(f"form.{view.title}")
        case ProjectPage():
            return shorten(view.name, 100)
        case _:
            assert_never(view)


def _bare(lines: tuple[Rich, ...], ink: Ink) -> str:
    """Lines without titles and quotations: here it is unknown who may see them."""
    return " ".join(flat(line, ink, titles=False, quotes=False) for line in lines)


def _standing(facts: TaskFacts, ink: Ink) -> str:
    owner = flat(say_of.owner(facts.line, ink), ink)
    due = flat(say_of.due(facts.line, ink), ink)
    return ink.plain("fallback.task", task=task(facts), owner=owner, due=due)


def _open(answered: Rich, key: str, facts: TaskFacts, ink: Ink) -> str:
    """What is asked in the open; once it is answered, what the one line says."""
    return _bare((answered,), ink) if answered else ink.plain(key, task=task(facts))


def _bundle(view: Bundle, ink: Ink) -> str:
    if not view.asks:
        return _bare(tuple(line for note in view.notes for line in note.lines)[:2], ink)
    waiting = [ask for ask in view.asks if not ask.answered]
    if not waiting and not view.notes:
        return _bare(tuple(ask.answered for ask in view.asks[:2]), ink)
    if len(waiting) == 1 and not view.notes and not view.private:
        item = waiting[0]
        return ink.plain(f"fallback.ask_{item.kind}", task=task(item.facts))
    handles = ", ".join(ask.facts.line.handle for ask in waiting[:5] or view.asks[:5])
    return ink.plain("fallback.bundle", n=len(waiting) + len(view.notes), handles=handles)


def _attention(view: Attention, ink: Ink) -> str:
    key = "attention.open" if view.open else "attention.settled"
    return ink.plain(key, day=day_words(view.day), open=view.open, total=view.total)
