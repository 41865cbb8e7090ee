"""Short answers: what was done, what went wrong, help, why, a project's page."""

from adapters.slack.render.blocks import (
    SECTION,
    Json,
    bullets,
    context,
    header,
    paragraphs,
    plain_text,
)
from adapters.slack.render.buttons import accessory, actions
from core.kernel.text import Rich, Words, shorten
from core.screens.views import (
    Button,
    Form,
    HelpEntry,
    HelpPage,
    Loading,
    Notes,
    Problem,
    ProjectPage,
    Said,
    Why,
)
from core.screens.wording.ink import Ink, flat
from core.screens.wording.lines import problem_lines


def said(view: Said | Notes | Why, ink: Ink) -> list[Json]:
    """Lines and buttons."""
    more = view.more if isinstance(view, Said) else ()
    return paragraphs(view.lines, ink) + actions(view.buttons, more, ink)


def problem(view: Problem, ink: Ink) -> list[Json]:
    """What went wrong, what to type instead, and what was typed."""
    return paragraphs(problem_lines(view, ink), ink) + actions(view.buttons, (), ink)


def help_page(view: HelpPage, ink: Ink, room: int) -> list[Json]:
    """A line for each verb with a button that tells more; of one verb all, with an example."""
    foot = context(view.footer, ink) + actions(view.buttons, view.more, ink)
    if any(entry.button for entry in view.entries):
        entries = [_row(entry, ink) for entry in view.entries]
    else:
        entries = bullets([_entry(entry, ink) for entry in view.entries], ink)
    return [header(flat(view.title, ink)), *entries[: room - 1 - len(foot)], *foot]


def _row(entry: HelpEntry, ink: Ink) -> Json:
    words = plain_text(flat(_line(entry), ink), SECTION)
    beside = accessory((entry.button,), ink) if entry.button else None
    return {"type": "section", "text": words} | ({"accessory": beside} if beside else {})


def _line(entry: HelpEntry) -> Rich:
    usage = Words(shorten(entry.usage, 200), code=True)
    return (usage, Words(f"  {shorten(entry.help, 300)}"))


def _entry(entry: HelpEntry, ink: Ink) -> Rich:
    if not entry.example:
        return _line(entry)
    example = Words(shorten(entry.example, 200), code=True)
    return (
        Words(shorten(entry.usage, 200), code=True),
        Words(f"  {shorten(entry.help, 300)}\n"),
        *ink.say("help.example", example=example),
    )


def project_page(view: ProjectPage, ink: Ink) -> list[Json]:
    """A project: name and key, then its facts."""
    head = header(f"{shorten(view.name, 100)} · #{shorten(view.key, 40)}")
    return [head, *paragraphs(view.lines, ink), *actions(view.buttons, (), ink)]


def loading(view: Loading, ink: Ink) -> list[Json]:
    """What stands in a form until it is filled."""
    return [{"type": "section", "text": plain_text(ink.plain("form.loading"), 100)}]


def form_as_message(view: Form, ink: Ink) -> list[Json]:
    """A form where none can be opened: a button that opens it."""
    line = ink.say("form.press", title=ink.plain(f"form.{view.title}"))
    return paragraphs([line], ink) + actions((Button(view.token, "open_form"),), (), ink)


def empty(ink: Ink) -> list[Json]:
    """A view whose parts are all empty still says something."""
    return paragraphs([ink.say("answer.empty")], ink)
