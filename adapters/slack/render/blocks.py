"""The leaves of every Slack message: rich text, plain text and buttons, each within its limit.

What people typed goes into ``rich_text`` and ``plain_text`` alone, which Slack shows as it is.
Only a message's ``text`` is read as markup; ``escape`` is applied there and nowhere else.
Limits: docs.slack.dev/reference/block-kit.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from core.kernel.hosts import unmasked
from core.kernel.text import (
    Link,
    Mention,
    Part,
    Quote,
    Rich,
    TaskName,
    When,
    WhenStyle,
    Words,
    shorten,
)
from core.screens.wording.ink import TITLE_ROOM, Ink, flat

Json = dict[str, Any]

BLOCK_BUDGET = 2800
"""Characters in one ``rich_text`` block; above 3,000 Slack refuses the whole message."""
LINE_BUDGET = 1400
MAX_ELEMENTS = 150
LABEL, HEADER, SECTION, URL = 75, 150, 3000, 3000
LINK_ROOM, LINK_LABEL_ROOM = 1000, 150
"""A longer address is not shown as a link: it would fill a block by itself."""

_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_FORMATS = {
    WhenStyle.DATE: "{date_short_pretty}",
    WhenStyle.MOMENT: "{date_short_pretty} {time}",
    WhenStyle.WEEKDAY: "{date_long_pretty} {time}",
    WhenStyle.TIME: "{time}",
}


def escape(text: str) -> str:
    """*text* for a place where Slack reads markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def showable(text: str) -> str:
    """*text* without what JSON or Slack refuses and what turns the words behind it around; a host
    that may be taken for another is told."""
    return unmasked(_UNSHOWABLE.sub("", text))


def plain_text(text: str, limit: int) -> Json:
    """A text object that is shown as it is; ``:emoji:`` stays as typed."""
    return {
        "type": "plain_text",
        "text": shorten(showable(text).strip(), limit) or "-",
        "emoji": False,
    }


def header(text: str) -> Json:
    """A headline."""
    return {"type": "header", "text": plain_text(text, HEADER)}


def divider() -> Json:
    """A line between two things."""
    return {"type": "divider"}


def context(lines: Sequence[Rich], ink: Ink) -> list[Json]:
    """Small print, at most ten lines."""
    said = [text for line in lines[:10] if (text := flat(line, ink).strip())]
    if not said:
        return []
    return [{"type": "context", "elements": [plain_text(text, 1000) for text in said]}]


def _text(text: str, **style: bool) -> list[Json]:
    if not (text := showable(text)):
        return []
    element: Json = {"type": "text", "text": text}
    styles = {name: True for name, on in style.items() if on}
    return [element | {"style": styles} if styles else element]


def _elements(part: Part, ink: Ink) -> list[Json]:
    match part:
        case Words(text, bold, italic, strike, code):
            return _text(text, bold=bold, italic=italic, strike=strike, code=code)
        case Mention(account=str(account)) if account:
            return [{"type": "user", "user_id": account}]
        case Mention(name=name):
            return _text(name)
        case When(at, style):
            return [_date(at, style, ink)]
        case Link(url, label):
            return _link(url, label)
        case TaskName(handle=handle, title=title):
            return _text(handle, bold=True) + _text(f" {shorten(title, TITLE_ROOM)}")
        case Quote(text):
            return _text(text)


def _date(at: datetime, style: WhenStyle, ink: Ink) -> Json:
    return {
        "type": "date",
        "timestamp": max(0, int(at.timestamp())),
        "format": _FORMATS[style],
        "fallback": ink.when(at, style),
    }


def _link(url: str, label: str) -> list[Json]:
    label = shorten(showable(label).strip(), LINK_LABEL_ROOM)
    if not url.startswith(("https://", "http://")) or len(url) > LINK_ROOM:
        return _text(label)
    return [{"type": "link", "url": url, **({"text": label} if label else {})}]


def _size(element: Json) -> int:
    return sum(len(element.get(name, "")) for name in ("text", "fallback", "url", "user_id")) + 1


def _capped(elements: list[Json], room: int) -> list[Json]:
    kept: list[Json] = []
    for element in elements[:MAX_ELEMENTS]:
        if (size := _size(element)) > room:
            if element["type"] == "text" and room > 1:
                kept.append(element | {"text": shorten(element["text"], room)})
            break
        kept.append(element)
        room -= size
    return kept


def _groups(line: Rich, ink: Ink) -> list[Json]:
    """A line as sections and quotations."""
    groups: list[Json] = []
    for part in line:
        kind = "rich_text_quote" if isinstance(part, Quote) else "rich_text_section"
        if not (elements := _elements(part, ink)):
            continue
        if groups and groups[-1]["type"] == kind == "rich_text_section":
            groups[-1]["elements"] += elements
        else:
            groups.append({"type": kind, "elements": elements})
    room = LINE_BUDGET // max(1, len(groups))
    capped = (g | {"elements": _capped(g["elements"], room)} for g in groups)
    return [group for group in capped if group["elements"]]


def _weight(groups: Sequence[Json]) -> int:
    return sum(_size(element) for group in groups for element in group["elements"])


def _merge(groups: list[Json], more: list[Json]) -> list[Json]:
    """Lines below each other: sections are joined by a line break, quotations stand alone."""
    for group in more:
        if groups and groups[-1]["type"] == group["type"] == "rich_text_section":
            last = groups[-1]["elements"]
            groups[-1] = group | {"elements": [*last, *_text("\n"), *group["elements"]]}
        else:
            groups.append(group)
    return groups


def paragraphs(lines: Iterable[Rich], ink: Ink) -> list[Json]:
    """Lines below each other, in as many ``rich_text`` blocks as their length needs."""
    blocks: list[list[Json]] = []
    room = 0
    for line in lines:
        if not (groups := _groups(line, ink)):
            continue
        if (weight := _weight(groups)) > room:
            blocks.append([])
            room = BLOCK_BUDGET
        _merge(blocks[-1], groups)
        room -= weight
    return [{"type": "rich_text", "elements": groups} for groups in blocks]


def bullets(lines: Iterable[Rich], ink: Ink) -> list[Json]:
    """Lines as bullets, in as many ``rich_text`` blocks as their length needs."""
    blocks: list[list[Json]] = []
    room = 0
    for line in lines:
        elements = _capped([e for part in line for e in _elements(part, ink)], LINE_BUDGET)
        if not elements:
            continue
        if (weight := sum(map(_size, elements))) > room:
            blocks.append([])
            room = BLOCK_BUDGET
        blocks[-1].append({"type": "rich_text_section", "elements": elements})
        room -= weight
    return [_bulleted(sections) for sections in blocks]


def _bulleted(sections: list[Json]) -> Json:
    listed = {"type": "rich_text_list", "style": "bullet", "elements": sections}
    return {"type": "rich_text", "elements": [listed]}


def headed(title: Rich, ink: Ink) -> list[Json]:
    """A bold line over a part."""
    return paragraphs([tuple(_bold(part) for part in title)], ink)


def _bold(part: Part) -> Part:
    if isinstance(part, Words):
        return Words(part.text, True, part.italic, part.strike, part.code)
    return part
