"""Lists: sections of tasks, folded to the room there is, never cut in the middle."""

from adapters.slack.render.blocks import (
    SECTION,
    Json,
    bullets,
    context,
    headed,
    header,
    paragraphs,
    plain_text,
)
from adapters.slack.render.buttons import accessory, actions
from core.kernel.text import Rich
from core.screens.views import Button, Home, Section, TaskLine, TaskList
from core.screens.wording.facts import brief_line
from core.screens.wording.ink import Ink, flat

PLAIN_LINES = 30
"""Lines of a section without buttons: three or four blocks."""


def task_list(view: TaskList, ink: Ink, room: int, more: tuple[Button, ...] = ()) -> list[Json]:
    """Title, sections, small print and buttons in at most *room* blocks."""
    head = [header(flat(view.title, ink))]
    foot = context(view.footer, ink) + actions((*view.buttons, *more), (), ink)
    if not any(section.lines or section.hidden for section in view.sections):
        return head + paragraphs([view.empty], ink) + foot
    return head + _sections(view, ink, room - len(head) - len(foot)) + foot


def _sections(view: TaskList, ink: Ink, room: int) -> list[Json]:
    shown = [section for section in view.sections if section.lines or section.hidden]
    drawn: list[Json] = []
    for index, section in enumerate(shown):
        share = (room - len(drawn)) // (len(shown) - index)
        if share < 2:
            break
        drawn += _section(section, ink, share)
    return drawn


def _section(section: Section, ink: Ink, room: int) -> list[Json]:
    """A title and its lines; the last block says how many more there are."""
    title = headed(section.title, ink)[:1]
    space = room - len(title) - 1
    with_buttons = any(section.buttons)
    count = min(len(section.lines), space if with_buttons else PLAIN_LINES)
    lines = _with_buttons(section, count, ink) if with_buttons else _plain(section, count, ink)
    if len(lines) > space:
        lines, count = lines[:0], 0
    hidden = section.hidden + len(section.lines) - count
    rest = context([ink.say("list.more", n=hidden)], ink) if hidden else []
    return title + lines + rest


def _plain(section: Section, count: int, ink: Ink) -> list[Json]:
    return bullets([brief_line(line, ink) for line in section.lines[:count]], ink)


def _with_buttons(section: Section, count: int, ink: Ink) -> list[Json]:
    buttons = (*section.buttons, *[()] * len(section.lines))
    return [_row(line, buttons[n], ink) for n, line in enumerate(section.lines[:count])]


def _row(line: TaskLine, buttons: tuple[Button, ...], ink: Ink) -> Json:
    row: Json = {"type": "section", "text": plain_text(flat(brief_line(line, ink), ink), SECTION)}
    beside = accessory(buttons, ink)
    return row | {"accessory": beside} if beside else row


def lines_of(title: Rich, lines: tuple[TaskLine, ...], ink: Ink, limit: int = 12) -> list[Json]:
    """A titled part without buttons, as briefs use it."""
    if not lines:
        return []
    shown = [brief_line(line, ink) for line in lines[:limit]]
    rest = [ink.say("list.more", n=len(lines) - limit)] if len(lines) > limit else []
    return headed(title, ink) + bullets([*shown, *rest], ink)


def home(view: Home, ink: Ink, room: int) -> list[Json]:
    """My list with the day's headline."""
    return task_list(view.list, ink, room, view.buttons)
