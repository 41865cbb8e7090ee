"""Lists: sections of tasks, folded to the room there is, never cut in the middle."""

from collections.abc import Iterator, Sequence

from adapters.discord.render.buttons import actions, beside, menu
from adapters.discord.render.marks import one_line
from adapters.discord.render.paper import (
    OPTIONS,
    Item,
    Line,
    Room,
    folded,
    headed,
    heading,
    lines,
    more,
    small,
)
from core.screens.views import Button, Home, Section, TaskLine, TaskList
from core.screens.wording.facts import brief_line
from core.screens.wording.ink import Ink

WITH_BUTTON = 3
"""Components of a line with its button: the section, its words, the button."""
SEAM = 1
"""The line break between what stands below each other and was counted by itself."""
LEAST = Room(4, 300)
"""A part gets its title, a line and how many more there are, or stands nowhere."""


def task_list(view: TaskList, ink: Ink, room: Room, extra: Sequence[Button] = ()) -> list[Item]:
    """Title, parts, small print and buttons; what stands beside no line is in the menu."""
    head = heading(view.title, ink)
    foot = [*small(view.footer, ink), *actions((*view.buttons, *extra), (), ink)]
    shown = [section for section in view.sections if section.lines or section.hidden]
    if not shown:
        return [*head, *lines([view.empty], ink), *foot]
    rest = menu(_others(shown), ink, spoken=True)
    left = room.less([*head, *rest, *foot], components=1)
    drawn = _parts(shown, ink, Room(left.components, left.characters - SEAM))
    return [*head, *drawn, *rest, *foot]


def _others(sections: Sequence[Section]) -> list[Button]:
    """What the lines offer beside the button at their side: *Details* of each before the rest."""
    behind = [button for section in sections for row in section.buttons for button in row[1:]]
    return sorted(behind, key=lambda button: button.label != "show")[:OPTIONS]


def _parts(sections: Sequence[Section], ink: Ink, room: Room) -> list[Item]:
    """Each part gets its share of what those before it left; a line break stands over its title,
    and one under it."""
    drawn: list[Item] = []
    for number, section in enumerate(sections):
        left, count = room.less(drawn), len(sections) - number
        share = Room(left.components // count, left.characters // count - 2 * SEAM)
        if share.components < LEAST.components or share.characters < LEAST.characters:
            hidden = sum(len(each.lines) + each.hidden for each in sections[number:])
            return [*drawn, *more(hidden, ink)]
        drawn += _section(section, ink, share)
    return drawn


def _section(section: Section, ink: Ink, room: Room) -> list[Item]:
    """A title and its lines: with a button as long as there are components, then plain."""
    title = headed(section.title, ink)
    left = room.less(title)
    count = max(0, (left.components - 1) // WITH_BUTTON)
    rows = [(item,) for item in _rows(section, count, ink)]
    return [*title, *folded(rows, left, ink, section.hidden)]


def _rows(section: Section, with_button: int, ink: Ink) -> Iterator[Item]:
    buttons = (*section.buttons, *[()] * len(section.lines))
    for number, task in enumerate(section.lines):
        said = _said(task, ink)
        beside_it = buttons[number] if number < with_button else ()
        yield beside(said, beside_it, ink) if beside_it else Line(f"- {said.text}")


def _said(task: TaskLine, ink: Ink) -> Line:
    return Line(one_line(brief_line(task, ink), ink))


def home(view: Home, ink: Ink, room: Room) -> list[Item]:
    """My list with the day's headline."""
    return task_list(view.list, ink, room, view.buttons)
