"""Text as people typed it, made safe to show; and rich text as typed parts.

Escaping happens only in the leaf of a platform's renderer. Nothing here knows markup.
"""

import re
import unicodedata
from datetime import datetime
from enum import StrEnum

from core.kernel.refs import PersonId, TaskId
from core.kernel.values import dataclass

TITLE_LIMIT = 300
NOTE_LIMIT = 4000
REASON_LIMIT = 500
TASK_NAME = re.compile(r"(?<![\w/.:-])[A-Za-z]{1,10}-\d{1,9}(?![\w-])")
"""What may be the number of a task; what a workspace calls its own, the product knows."""

_KEEP = {"\n", "\t", "\u200d"}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_GONE = {"Cc", "Cf", "Cs", "Co"}
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that show nothing."""
_JOINER, _KEYCAP = "\u200d", "\u20e3"
_JOINED = {"So", "Sk", "Mn", "Mc", "Me", "Lo"}
"""What a joiner or a choice of shape changes: emoji, and scripts that have no capitals."""
_MARKS = 4
"""Accents on one letter; more climb over the lines above."""


def clean(text: str) -> str:
    """*text* without what cannot be seen: controls, marks of direction, letters of no width.

    Joiners and selectors stay where they change what is seen, as in emoji.
    """
    if text.isascii():
        return _CONTROLS.sub("", text).strip()
    kept = (c for c in text if c in _KEEP or unicodedata.category(c) not in _GONE)
    return _seen(unicodedata.normalize("NFC", "".join(kept))).strip()


def _seen(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for at, c in enumerate(text):
        if c in _BLANK:
            continue
        after = text[at + 1 : at + 2]
        if _bends(c) and not _bent(kept[-1] if kept else "", c, after):
            continue
        marks = marks + 1 if unicodedata.category(c) == "Mn" else 0
        if marks <= _MARKS:
            kept.append(c)
    return "".join(kept)


def _bends(c: str) -> bool:
    """A joiner, or a selector of how the sign before it is shown."""
    return c == _JOINER or "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef"


def _bent(before: str, c: str, after: str) -> bool:
    """Whether it makes a difference that is seen."""
    if c == _JOINER and not after.strip():
        return False
    return bool(before) and (unicodedata.category(before) in _JOINED or after == _KEYCAP)


def one_line(text: str) -> str:
    """*text* cleaned, with every run of white space as one blank."""
    return " ".join(clean(text).split())


def shorten(text: str, limit: int) -> str:
    """*text* in at most *limit* characters, cut at a word where one is near, marked by "…"."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) > limit // 2 else cut).rstrip() + "…"


class WhenStyle(StrEnum):
    """How a moment is said; the renderer knows the reader's zone."""

    DATE = "date"
    """Thu 26 Nov"""
    MOMENT = "moment"
    """Thu 26 Nov 17:00"""
    WEEKDAY = "weekday"
    """As a moment, and the day of the week stands even where a platform says dates its own way"""
    TIME = "time"
    """17:00"""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words, shown as they are."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A person who is asked to act: pings. Others are named with ``Words``."""

    person: PersonId
    name: str
    account: str | None = None
    """The id on the platform that the text is for; without one the name stands."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment (aware), said in the reader's zone."""

    at: datetime
    style: WhenStyle = WhenStyle.MOMENT


@dataclass(frozen=True, slots=True)
class Link:
    """A link whose label is ours, never the user's."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class TaskName:
    """``T-42 Title``: the handle and the title of a task, bold handle."""

    task: TaskId
    handle: str
    title: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person wrote, as a quotation."""

    text: str


Part = Words | Mention | When | Link | TaskName | Quote
Rich = tuple[Part, ...]
