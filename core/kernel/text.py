"""Text as people typed it, made safe to show; and rich text as typed parts.

Escaping happens only in the leaf of a platform's renderer. Nothing here knows markup.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.kernel.refs import PersonId, TaskId

TITLE_LIMIT = 300
NOTE_LIMIT = 4000
REASON_LIMIT = 500

_KEEP = {"\n", "\t", "\u200d"}


def clean(text: str) -> str:
    """*text* without control, bidirectional and zero-width characters (emoji joiners stay)."""
    kept = (
        c for c in text if c in _KEEP or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


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
