"""Rich text as Discord's markdown: the one place where what people typed meets markup.

Everything that Discord reads is escaped here and nowhere else, so that no title can ever ping
somebody, hide an address or become a headline. Markup of ours is written around it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote

from adapters.discord.render.spelling import spelled
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
from core.screens.wording.ink import TITLE_ROOM, Ink

LINE_ROOM = 1200
"""Characters of one line: a message has room for three of the longest."""
LEAST = 12
"""Room for less than this is room for nothing."""
LINK_ROOM, LINK_LABEL_ROOM = 1000, 150
"""A longer address is not shown as a link: it would fill a message by itself."""

_STYLES = {
    WhenStyle.DATE: "D",
    WhenStyle.MOMENT: "f",
    WhenStyle.WEEKDAY: "F",
    WhenStyle.TIME: "t",
}
"""Discord says a moment in every reader's own zone and language."""
_KEPT = {"\n", "\t", "\u200d"}
_ANYWHERE = re.compile(r"[\\*_~`|<\[\]@]")
"""Emphasis, code, spoilers, mentions, links and Discord's own elements, at any place."""
_COLON = re.compile(r":(?=/|[\w+~-]+:)")
"""An address that would become a link by itself, and the name of an emoji."""
_LINE_START = re.compile(r"(?m)^([^\S\n]*)([>#+-]|\d+(?=[.)]))")
"""Quotations, headlines, small print and lists."""
_UNLINKED = "!$&'*+,-./:;=?@_~%#"
"""What may stand in an address as it is; brackets, blanks and quotes may not."""


def showable(text: str) -> str:
    """*text* without controls, bidirectional and zero-width characters (emoji joiners stay)."""
    if text.replace("\n", " ").isprintable():
        return text
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _HIDDEN)


_HIDDEN = {"Cc", "Cf", "Cs", "Co"}


def escape(text: str) -> str:
    """*text* so that Discord shows it as it is."""
    text = _ANYWHERE.sub(lambda found: f"\\{found[0]}", showable(text))
    return _LINE_START.sub(_held, _COLON.sub(r"\\:", text))


def _held(found: re.Match[str]) -> str:
    """The start of a line that would be read as one of a list; a number keeps its digits."""
    blank, mark = found.groups()
    return f"{blank}{mark}\\" if mark.isdigit() else f"{blank}\\{mark}"


def size(text: str) -> int:
    """Characters as Discord's clients count them: an emoji may be two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def line(rich: Rich, ink: Ink, room: int = LINE_ROOM) -> str:
    """*rich* as markdown of at most *room* characters; empty when it says nothing."""
    found = ""
    for part in _merged(_spelt(rich, ink.locale)):
        drawn = _drawn(part, found, room - size(found))
        if drawn is None:
            break
        found += drawn
    return found.strip()


def one_line(rich: Rich, ink: Ink, room: int = LINE_ROOM) -> str:
    """The same without line breaks, for headlines and small print."""
    return " ".join(line(rich, ink, room).replace("\n> ", "\n").removeprefix("> ").split())


def _spelt(rich: Rich, locale: str) -> Iterator[Part]:
    """What has no element of Discord's own is words; what says nothing is left out; what is to be
    typed is what Discord takes."""
    for part in rich:
        if isinstance(part, Words):
            if showable(part.text):
                yield _framed(replace(part, text=spelled(part.text, locale))) if part.code else part
        elif isinstance(part, TaskName):
            yield Words(part.handle, bold=True)
            yield Words(f" {shorten(showable(part.title), TITLE_ROOM)}")
        elif isinstance(part, Mention) and not (part.account or "").isdecimal():
            yield Words(part.name)
        elif isinstance(part, Link) and not _followed(part.url):
            yield Words(shorten(showable(part.label).strip(), LINK_LABEL_ROOM))
        else:
            yield part


def _framed(words: Words) -> Words:
    """Code, unless it holds what would end its frame, or be taken for a mention of ours."""
    broken = "`" in words.text or "\n" in words.text or "<@" in words.text
    return replace(words, code=False) if broken else words


def _followed(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= LINK_ROOM


def _merged(parts: Iterable[Part]) -> Iterator[Part]:
    """Words of one style side by side are one: nothing becomes markup across a seam."""
    held: Words | None = None
    for part in parts:
        if isinstance(part, Words) and held is not None and _style(part) == _style(held):
            held = Words(held.text + part.text, *_style(part))
            continue
        if held is not None:
            yield held
        held = part if isinstance(part, Words) else None
        if held is None:
            yield part
    if held is not None:
        yield held


def _style(words: Words) -> tuple[bool, bool, bool, bool]:
    return (words.bold, words.italic, words.strike, words.code)


def _drawn(part: Part, before: str, room: int) -> str | None:
    """A part after *before*; None where there is no room for it, nor for anything behind it."""
    match part:
        case Words():
            return _words(part, before, room)
        case Mention(account=account):
            return _whole(f"<@{account}>", room)
        case When(at, style):
            return _whole(f"<t:{max(0, int(at.timestamp()))}:{_STYLES[style]}>", room)
        case Link(url, label):
            return _link(url, label, room)
        case Quote(text):
            return _quoted(text, before, room)
        case TaskName():
            raise TypeError("spelt out before")


def _whole(text: str, room: int) -> str | None:
    return text if size(text) <= room else None


def _words(words: Words, before: str, room: int) -> str | None:
    body = showable(words.text)
    if room < LEAST:
        return None
    if not (marks := _marks(words, before)) or not body.strip():
        return _fitted(body, room)
    core = body.strip()
    lead, _, tail = body.partition(core)
    if marks == "`":
        return _whole(f"{lead}`{core}`{tail}", room) or _fitted(core, room)
    inner = _fitted(core, room - 2 * len(marks) - len(lead + tail))
    return f"{lead}{marks}{inner}{marks[::-1]}{tail}" if inner else None


def _marks(words: Words, before: str) -> str:
    """What stands around styled words; none where it would touch other marks and be misread."""
    if before[-1:] in set("*~`_"):
        return ""
    if words.code:
        return "`"
    return "**" * words.bold + "*" * words.italic + "~~" * words.strike


def _fitted(text: str, room: int) -> str:
    """*text* escaped, cut at a word where its signs would not fit."""
    while size(found := escape(text)) > room:
        if room < 1 or len(text) < 2:
            return ""  # What is left is one sign that does not fit with what it is escaped by.
        text = shorten(text, max(1, min(len(text) - 1, len(text) * room // size(found))))
    return found


def _link(url: str, label: str, room: int) -> str | None:
    address = quote(showable(url), safe=_UNLINKED)
    label = escape(shorten(" ".join(showable(label).split()), LINK_LABEL_ROOM))
    return _whole(f"[{label}]({address})" if label else f"<{address}>", room)


def _quoted(text: str, before: str, room: int) -> str | None:
    """A quotation begins and ends a line, and says at each of its lines that it is one."""
    body = showable(text).strip()
    kept = _fitted(body, room - 2 * body.count("\n") - 4)
    if not kept:
        return None if body else ""
    start = "\n" if before and not before.endswith("\n") else ""
    return start + "\n".join(f"> {each}" for each in kept.split("\n")) + "\n"
