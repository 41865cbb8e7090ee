"""Short answers: what was done, what went wrong, help, why, a project's page."""

from adapters.discord.render.buttons import actions, beside
from adapters.discord.render.paper import (
    Item,
    Line,
    Room,
    apart,
    container,
    folded,
    heading,
    lines,
    small,
)
from adapters.discord.render.spelling import shape
from core.kernel.text import Rich, Words, shorten
from core.screens.views import (
    Button,
    Form,
    HelpEntry,
    HelpPage,
    Notes,
    Problem,
    ProjectPage,
    Said,
    Why,
)
from core.screens.wording.ink import Ink
from core.screens.wording.lines import problem_lines


def said(view: Said | Notes | Why, ink: Ink, room: Room) -> list[Item]:
    """Lines and buttons."""
    foot = actions(view.buttons, view.more if isinstance(view, Said) else (), ink)
    return [*folded(apart(lines(view.lines, ink)), room.less(foot), ink), *foot]


def problem(view: Problem, ink: Ink, room: Room) -> list[Item]:
    """What went wrong, what to type instead, and what was typed."""
    foot = actions(view.buttons, (), ink)
    return [*folded(apart(lines(problem_lines(view, ink), ink)), room.less(foot), ink), *foot]


def help_page(view: HelpPage, ink: Ink, room: Room) -> list[Item]:
    """A line for each verb with a button that tells more; of one verb all, with an example."""
    head, foot = heading(view.title, ink), small(view.footer, ink)
    foot += actions(view.buttons, view.more, ink)
    entries = [item for entry in view.entries for item in _entry(entry, ink)]
    return [*head, *folded(apart(entries), room.less([*head, *foot]), ink), *foot]


def _entry(entry: HelpEntry, ink: Ink) -> list[Item]:
    usage = Words(shape(shorten(entry.usage, 200), ink.locale), code=True)
    said: list[Rich] = [(usage, Words(f"  {shorten(entry.help, 300)}"))]
    if entry.example:
        said.append(ink.say("help.example", example=Words(shorten(entry.example, 200), code=True)))
    text = "\n".join(item.text for item in lines(said, ink) if isinstance(item, Line))
    if not text:
        return []
    return [beside(Line(text), (entry.button,), ink) if entry.button else Line(text)]


def project_page(view: ProjectPage, ink: Ink, room: Room) -> list[Item]:
    """A project: name and key, then its facts."""
    title = f"{shorten(view.name, 100)} · #{shorten(view.key, 40)}"
    head, foot = heading((Words(title),), ink), actions(view.buttons, (), ink)
    left = room.less([*head, *foot], components=1)
    return container([*head, *folded(apart(lines(view.lines, ink)), left, ink), *foot])


def loading(ink: Ink) -> list[Item]:
    """What stands until there is an answer."""
    return lines([ink.say("form.loading")], ink)


def form_as_message(view: Form, ink: Ink) -> list[Item]:
    """A form where none can be opened: a button that opens it."""
    said = lines([ink.say("form.press", title=ink.plain(f"form.{view.title}"))], ink)
    return [*said, *actions((Button(view.token, "open_form"),), (), ink)]


def empty(ink: Ink) -> list[Item]:
    """A view whose parts are all empty still says something."""
    return lines([ink.say("answer.empty")], ink)
