"""A small reader of Discord's markdown: what stands there in the end, and what was markup."""

import re
from dataclasses import dataclass, field

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_CODE = re.compile(r"(`+)(.*?[^`])\1(?!`)", re.S)
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(([^\s()]*)\)")
_ELEMENTS = {
    "mention": re.compile(r"<(?:@[!&]?|#)\w+>|@everyone|@here"),
    "moment": re.compile(r"<t:-?\d+(?::[tTdDfFR])?>"),
    "emoji": re.compile(r"<a?:\w+:\d*>|:[\w+-][\w+~-]*:"),
    "command": re.compile(r"</[^<>]+:\w+>|<id:\w+>"),
    "address": re.compile(r"<https?://[^\s>]+>|https?://[^\s<]+"),
}
_LINE_START = re.compile(r"[ \t]*(?:>>> |> |#{1,3} |-# |[-*+] |\d+[.)] )")
_PAIRS = ("**", "__", "~~", "||", "*", "_")


@dataclass
class Read:
    """What a message says, and what was found in it that is more than text."""

    text: str = ""
    marks: list[str] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)

    def of(self, kind: str) -> list[str]:
        """The elements of a kind, as they were written."""
        return self.found.get(kind, [])


def read(content: str) -> Read:
    """*content* as a client shows it."""
    reading = Read()
    at, open_marks = 0, []  # type: tuple[int, list[str]]
    while at < len(content):
        if (at == 0 or content[at - 1] == "\n") and (mark := _LINE_START.match(content, at)):
            reading.marks.append(mark[0].strip())
            at = mark.end()
            continue
        at = _step(content, at, reading, open_marks)
    return reading


def _step(content: str, at: int, reading: Read, open_marks: list[str]) -> int:
    if escaped := _ESCAPED.match(content, at):
        reading.text += escaped[1]
        return escaped.end()
    if code := _CODE.match(content, at):
        reading.marks.append("`")
        reading.text += code[2]
        return code.end()
    if link := _LINK.match(content, at):
        reading.found.setdefault("link", []).append(link[2])
        reading.text += read(link[1]).text
        return link.end()
    for kind, shape in _ELEMENTS.items():
        if element := shape.match(content, at):
            reading.found.setdefault(kind, []).append(element[0])
            return element.end()
    for mark in _PAIRS:
        if content.startswith(mark, at) and _closes(content, at, mark, open_marks):
            reading.marks.append(mark)
            return at + len(mark)
    reading.text += content[at]
    return at + 1


def _closes(content: str, at: int, mark: str, open_marks: list[str]) -> bool:
    """Whether *mark* begins or ends what it stands around."""
    if open_marks and open_marks[-1] == mark:
        open_marks.pop()
        return True
    bare = _ESCAPED.sub("xx", content)
    if mark in bare[at + len(mark) :]:
        open_marks.append(mark)
        return True
    return False
