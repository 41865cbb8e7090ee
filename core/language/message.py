"""What a chat message proposes as a task; a person confirms it."""

import re
from datetime import datetime

from core.kernel.text import shorten
from core.language import mentions
from core.language.line import read_line
from core.language.lists import split_lines
from core.language.model import LINE_LIMIT, LineReading, Mention, MentionKind, MessageReading
from core.language.tokens import Kind, tokenize

TITLE_WIDTH = 80
_PROMISE = re.compile(
    r"\b(?:I['\u2019]?ll|I\s+will|I\s+can|I['\u2019]?m\s+going\s+to|I['\u2019]?m\s+on\s+it|let\s+me|I\s+got\s+(?:this|it)|on\s+it)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:I\s+can|I\s+will)\s{1,3}not\b|\bI\s+can['\u2019]t\b|\blet\s+me\s+know\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SENTENCES = 12


def read_message(
    text: str, *, now: datetime, zone: str, locale: str, author: str
) -> MessageReading:
    """What *text*, written by *author* (a platform id), proposes. *now* is when it was written."""
    lines = [line.strip() for line in text.strip().splitlines()]
    first = next((line for line in lines if line), "")
    title = _title(first)
    notes = "" if title == first and len([line for line in lines if line]) <= 1 else text.strip()
    found = _dated(text, now, zone, locale)
    return MessageReading(
        title=title,
        notes=notes,
        owner=_owner(text, author),
        due=found.due if found else None,
        alternatives=found.alternatives if found else (),
        priority=_priority(text, now, zone, locale),
    )


def _title(first: str) -> str:
    items = split_lines(first)
    return shorten(" ".join(items[0].split()), TITLE_WIDTH) if items else first[:TITLE_WIDTH]


def _owner(text: str, author: str) -> Mention | None:
    """The single person who is mentioned; else the author, where the message is a promise."""
    found = [
        mentions.mention(token.text)
        for token in tokenize(text[:LINE_LIMIT])
        if token.kind is Kind.MENTION
    ]
    people = {
        person.text: person for person in found if person and person.kind is MentionKind.PERSON
    }
    if _PROMISE.search(text[:LINE_LIMIT]) and not _REFUSED.search(text[:LINE_LIMIT]):
        return Mention(author, MentionKind.PERSON, author)
    return next(iter(people.values())) if len(people) == 1 else None


def _sentences(text: str) -> list[str]:
    parts = [part for line in text[:LINE_LIMIT].splitlines() for part in _SENTENCE.split(line)]
    return [part.strip() for part in parts if part.strip()][:_SENTENCES]


def _dated(text: str, now: datetime, zone: str, locale: str) -> LineReading | None:
    for sentence in _sentences(text):
        reading = read_line(sentence, now=now, zone=zone, locale=locale)
        if reading.due and not reading.recurrence:
            return reading
    return None


def _priority(text: str, now: datetime, zone: str, locale: str) -> str | None:
    for sentence in _sentences(text):
        reading = read_line(sentence, now=now, zone=zone, locale=locale)
        if reading.priority:
            return reading.priority
    return None
