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

_PLEASE = re.compile(r"\b(?:please|pls)\b", re.IGNORECASE)
_UNTIL_THEN = re.compile(r"(?:by|before|due|no\slater\sthan)\b", re.IGNORECASE)
_LASTS = re.compile(r"(?:until|til|till|from|since|starting|through)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:before|until|after|when|once|if|that|which|who|because|since|while)\b", re.IGNORECASE
)
_BEHIND = re.compile(r"(?:,?\s(?:please|pls|thanks|thank\syou))?[\s.!?]*", re.IGNORECASE)


def read_message(
    text: str, *, now: datetime, zone: str, locale: str, author: str
) -> MessageReading:
    """What *text*, written by *author* (a platform id), proposes. *now* is when it was written."""
    lines = [line for line in text.splitlines() if line.strip()]
    first = lines[0] if lines else ""
    sentences = _sentences(text)
    readings = [read_line(each, now=now, zone=zone, locale=locale) for each in sentences]
    today = now.astimezone(zone_of(zone)).date()
    found = (n for n, r in enumerate(readings) if r.due and not r.recurrence and r.due.day >= today)
    at = next(found, None)
    dated = readings[at] if at is not None else None
    title = _title(first, _deadline(sentences[at], dated) if at is not None and dated else "")
    return MessageReading(
        title=title,
        notes="" if len(lines) <= 1 and title == first.strip() else text.strip(),
        owner=_owner(text, author),
        due=dated.due if dated else None,
        alternatives=dated.alternatives if dated else (),
        priority=_priority(readings),
    )


def _deadline(sentence: str, reading: LineReading) -> str:
    """The words of the date that the title needs no more: until when somebody is to do it.

    Not where they can be read in two ways, nor where they may be what happens then ("it runs out
    on the 28th").
    """
    spans = [span.text for span in reading.spans if span.field == "due"]
    if len(spans) != 1 or reading.alternatives or _LASTS.match(spans[0]):
        return ""
    if _UNTIL_THEN.match(spans[0]):
        return spans[0]
    asked = _REQUEST.match(_ADDRESS.sub("", sentence, count=1)) or _PLEASE.search(sentence)
    whole = _CLAUSE.search(sentence) is None
    return spans[0] if whole and (asked or _promises(sentence)) else ""


def _title(first: str, deadline: str) -> str:
    """The first line without its bullet, the people it addresses and the polite beginning, and
    without the *deadline* that it ends with."""
    items = split_lines(first)
    line = " ".join(items[0].split()) if items else " ".join(first.split())
    plain = _undated(_bare(line), deadline)
    if len(plain) <= TITLE_WIDTH:
        return plain
    # A whole sentence says more than the beginning of the next one, cut off.
    sentence = _undated(_SENTENCE.split(plain, maxsplit=1)[0], deadline)
    whole = len(sentence.split()) >= _WHOLE and len(sentence) <= TITLE_WIDTH
    return sentence.rstrip(".!") if whole else shorten(plain, TITLE_WIDTH)


def _bare(line: str) -> str:
    rest = line.rstrip("?") if _REQUEST.match(_ADDRESS.sub("", line, count=1)) else line
    for pattern in (_ADDRESS, _REQUEST):
        found = pattern.match(rest)
        shorter = rest[found.end() :] if found else rest
        rest = shorter if len(shorter.split()) >= 2 else rest
    return rest if rest == line else rest[:1].upper() + rest[1:]


def _undated(line: str, deadline: str) -> str:
    """*line* without the deadline at its end; at least two words are left."""
    words = " ".join(deadline.split())
    before, found, behind = line.rpartition(words) if words else (line, "", "")
    whole = found and before[-1:].isspace() and _BEHIND.fullmatch(behind)
    shorter = before.rstrip(" ,;:-\u2013\u2014")
    return shorter if whole and len(shorter.split()) >= 2 else line


def _promises(text: str) -> bool:
    return _PROMISE.search(text) is not None and _NO_PROMISE.search(text) is None


def _owner(text: str, author: str) -> Mention | None:
    """The author, where the message is a promise; else the single person who is mentioned."""
    head = text[:LINE_LIMIT]
    if _promises(head):
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
