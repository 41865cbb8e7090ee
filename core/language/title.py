"""What is left of a line is its title. Every character ends up in the title or in a span."""

import re

from core.language.model import Span
from core.language.sheet import Sheet

_EDGES = " \t\n,;:-\u2013\u2014\u2010\u2011\u2012\u2212|/&+、\uff1a・\u200b\u200e\u200f\u2060\ufeff"
_QUOTES = {'"': '"', "“": "”", "«": "»"}
_DATES = frozenset({"due", "recurrence"})


def titled(sheet: Sheet) -> tuple[str, tuple[Span, ...]]:
    """The title and the spans; dates, then everything, go back where nothing else would be left."""
    spans = sorted(sheet.spans, key=lambda span: span.start)
    for kept in (spans, [s for s in spans if s.field not in _DATES], []):
        title, marks = _compose(sheet.text, kept)
        if any(character.isalnum() for character in title) or not kept:
            return _finish(title, kept, marks)
    return sheet.text.strip(), ()


def _finish(title: str, kept: list[Span], marks: list[Span]) -> tuple[str, tuple[Span, ...]]:
    return title, tuple(sorted((*kept, *marks), key=lambda span: (span.start, span.end)))


def _compose(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    pieces: list[tuple[int, int]] = []
    at = 0
    for span in spans:
        pieces.append((at, span.start))
        at = max(at, span.end)
    pieces.append((at, len(text)))
    marks: list[Span] = []
    words: list[str] = []
    for n, (start, end) in enumerate(pieces):
        start, end = _trimmed(text, (start, end), n > 0, n < len(pieces) - 1, bool(words), marks)
        if end > start and text[end - 1] in "([" and _nothing_after(text, pieces[n + 1 :]):
            marks.append(Span(end - 1, end, "mark", text[end - 1]))
            start, end = _stripped(text, start, end - 1)
        if start < end:
            words.append(" ".join(text[start:end].split()))
    return _unquoted(text, _joined(words), marks), marks


def _nothing_after(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether only fields and marks stand in a bracket that the line ends with."""
    rest = "".join(text[start:end] for start, end in pieces)
    return bool(pieces) and not any(character.isalnum() for character in rest)


def _trimmed(
    text: str, piece: tuple[int, int], after: bool, before: bool, begun: bool, marks: list[Span]
) -> tuple[int, int]:
    """The piece without the marks that only joined it to the fields beside it."""
    low, high = _stripped(text, *piece)
    first, last = low, high
    if after and all(not ch.isalnum() and ord(ch) < 0x2190 for ch in text[low:high]):
        first = last = high
    if before:
        last = _before_field(text, first, last)
    if after and piece[0] > 0:
        while first < last and text[first] in _EDGES and not _belongs(text, first, last, begun):
            first += 1
    first, last = _stripped(text, first, last)
    _mark(text, low, first, marks)
    _mark(text, max(last, first), high, marks)
    return first, last


_ARROWS = ("->", "=>", ">>", "\u2192", "\u21d2", "\u27a1\ufe0f", "\u27a1")
_EMOJI = re.compile(r":[a-z0-9_+\-]{1,40}:")


def _before_field(text: str, first: int, last: int) -> int:
    """Where the piece ends without the marks and arrows that led to a field."""
    while last > first:
        piece = text[max(first, last - 42) : last]
        arrow = next((arrow for arrow in _ARROWS if piece.endswith(arrow)), "")
        if not arrow and (text[last - 1] not in _EDGES or _ends_in_emoji(piece)):
            break
        last -= len(arrow) or 1
    return last


def _ends_in_emoji(piece: str) -> bool:
    start = piece.rfind(":", 0, -1) if piece.endswith(":") else -1
    return start >= 0 and _EMOJI.fullmatch(piece, start) is not None


def _stripped(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


def _belongs(text: str, first: int, last: int, begun: bool) -> bool:
    """A comma after a phrase in mid-sentence stays; so does a sign before a word."""
    if text[first] in ",;:":
        return begun
    return first + 1 < last and not text[first + 1].isspace()


def _mark(text: str, start: int, end: int, marks: list[Span]) -> None:
    if text[start:end].strip():
        marks.append(Span(start, end, "mark", text[start:end]))


def _joined(words: list[str]) -> str:
    title = ""
    for word in words:
        tight = word[0] in ",;:.!?)" and not word[1:2].isalnum()
        tight = tight or (_unspaced(title[-1:]) and _unspaced(word[0]))
        title += word if not title or tight else f" {word}"
    return title


def _unspaced(character: str) -> bool:
    """Whether it belongs to a script that is written without blanks."""
    return "\u3040" <= character < "\ua000"


def _unquoted(text: str, title: str, marks: list[Span]) -> str:
    """Quotes round the whole title are dropped, others stay. Convention 19."""
    close = _QUOTES.get(title[:1])
    inner = title[1:-1]
    if close is None or len(title) < 3 or title[-1] != close or close in inner or not inner.strip():
        return title
    first, last = text.index(title[0]), text.rindex(close)
    marks.extend((Span(first, first + 1, "mark", title[0]), Span(last, last + 1, "mark", close)))
    return inner.strip()
