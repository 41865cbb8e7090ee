"""Typed text to facts. Names stay as typed; ``core.reading`` looks them up."""

from core.language.dates import read_due, read_dues, read_repeat
from core.language.handles import find_task
from core.language.line import read_line
from core.language.lists import split_lines
from core.language.mentions import mention
from core.language.message import read_message
from core.language.model import (
    LINE_LIMIT,
    DueReading,
    LineReading,
    Mention,
    MentionKind,
    MessageReading,
    RepeatReading,
    Span,
)
from core.language.resolve import at_wall, moment
from core.language.rules import next_occurrence
from core.language.verbs import nearest, split_verb

__all__ = [
    "LINE_LIMIT",
    "DueReading",
    "LineReading",
    "Mention",
    "MentionKind",
    "MessageReading",
    "RepeatReading",
    "Span",
    "at_wall",
    "find_task",
    "mention",
    "moment",
    "nearest",
    "next_occurrence",
    "read_due",
    "read_dues",
    "read_line",
    "read_message",
    "read_repeat",
    "split_lines",
    "split_verb",
]
