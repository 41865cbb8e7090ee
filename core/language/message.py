"""What a chat message proposes as a task; a person confirms it."""

import re
from datetime import datetime

from core.kernel.text import shorten
from core.language import mentions
from core.language.line import read_line
from core.language.lists import split_lines
from core.language.model import LINE_LIMIT, LineReading, Mention, MentionKind, MessageReading
from core.language.resolve import zone_of
from core.language.tokens import Kind, tokenize

TITLE_WIDTH = 80
_SENTENCES = 8
_WHOLE = 4
"""Words that a first sentence needs to stand for the message: "Good catch." does not."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_PROMISE = re.compile(
    r"\bI['\u2019]ll\b|\bI\swill\b|\bI\scan\s(?!not)|\bI['\u2019]?m\s(?:going\sto|on\sit)\b|\blet\sme\b"
    r"|\bI\sgot\s(?:this|it)\b|^(?:yep|yes|ok|sure|will\sdo|on\sit)?[, ]{0,2}(?:will\sdo|on\sit)\b",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    r"\bI\s(?:can|will)\snot\b|\bI\scan['\u2019]t\b|\bI\swon['\u2019]t\b|\blet\sme\sknow\b"
    r"|\bI['\u2019]ll\s(?:never|not|be\s(?:out|off|away|on\sleave))\b|\bI['\u2019]?m\snot\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:(?:hey|hi|hello|ok|okay|so|and|please|pls|@here|@channel|<@[!&]?\w{1,40}(?:\|[^<>]{0,80})?>"
    r"|<!\w{1,10}>|@[\w.\-]{1,80})[\s,:\-]{1,5}){1,4}",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:(?:can|could|would|will)\s(?:you|someone|somebody|anyone|we)|we\s(?:need|have)\sto|we\sshould"
    r"|let['\u2019]s|I['\u2019]ll|I\swill|let\sme(?!\sknow)|(?:someone|somebody)\s(?:should|needs\sto)|todo:?|action:?)"
    r"\s(?:also\s|please\s|just\s)?",
    re.IGNORECASE,
)


def read_message(
    text: str, *, now: datetime, zone: str, locale: str, author: str
) -> MessageReading:
    """What *text*, written by *author* (a platform id), proposes. *now* is when it was written."""
    lines = [line for line in text.splitlines() if line.strip()]
    first = lines[0] if lines else ""
    title = _title(first)
    readings = [
        read_line(sentence, now=now, zone=zone, locale=locale) for sentence in _sentences(text)
    ]
    today = now.astimezone(zone_of(zone)).date()
    dated = next((r for r in readings if r.due and not r.recurrence and r.due.day >= today), None)
    return MessageReading(
        title=title,
        notes="" if len(lines) <= 1 and title == first.strip() else text.strip(),
        owner=_owner(text, author),
        due=dated.due if dated else None,
        alternatives=dated.alternatives if dated else (),
        priority=_priority(readings),
    )


def _title(first: str) -> str:
    """The first line without its bullet, the people it addresses and the polite beginning."""
    items = split_lines(first)
    line = " ".join(items[0].split()) if items else " ".join(first.split())
    plain = _bare(line)
    if len(plain) <= TITLE_WIDTH:
        return plain
    # A whole sentence says more than the beginning of the next one, cut off.
    sentence = _SENTENCE.split(plain, maxsplit=1)[0]
    whole = len(sentence.split()) >= _WHOLE and len(sentence) <= TITLE_WIDTH
    return sentence.rstrip(".!") if whole else shorten(plain, TITLE_WIDTH)


def _bare(line: str) -> str:
    rest = line.rstrip("?") if _REQUEST.match(_ADDRESS.sub("", line, count=1)) else line
    for pattern in (_ADDRESS, _REQUEST):
        found = pattern.match(rest)
        shorter = rest[found.end() :] if found else rest
        rest = shorter if len(shorter.split()) >= 2 else rest
    return rest if rest == line else rest[:1].upper() + rest[1:]


def _owner(text: str, author: str) -> Mention | None:
    """The author, where the message is a promise; else the single person who is mentioned."""
    head = text[:LINE_LIMIT]
    if _PROMISE.search(head) and not _NO_PROMISE.search(head):
        return Mention(author, MentionKind.PERSON, author)
    named = (mentions.mention(t.text) for t in tokenize(head) if t.kind is Kind.MENTION)
    people = {one.text: one for one in named if one and one.kind is MentionKind.PERSON}
    return next(iter(people.values())) if len(people) == 1 else None


def _sentences(text: str) -> list[str]:
    """The first sentences, quoted lines left out."""
    lines = (ln for ln in text[:LINE_LIMIT].splitlines() if not ln.lstrip().startswith(">"))
    parts = [part.strip() for line in lines for part in _SENTENCE.split(line)]
    return [part for part in parts if part][:_SENTENCES]


def _priority(readings: list[LineReading]) -> str | None:
    return next((reading.priority for reading in readings if reading.priority), None)
