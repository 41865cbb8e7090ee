"""A line cut into tokens. What must stay as typed (quotes, code, links) is one token."""

import re
from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What a token is; grammar functions look at words, numbers and marks only."""

    WORD = 1
    NUMBER = 2
    MARK = 3
    OPAQUE = 4
    """Quoted, code, a link, a phone number: never read."""
    MENTION = 5
    CHANNEL = 6
    BANG = 7
    """``!!``, ``!high``"""
    EMOJI = 8
    FIELD = 9
    """Taken by a field already; a fence for phrases."""
    SPENT = 10
    """A mark that went away with the field beside it."""


class Token(NamedTuple):
    """``low`` is the lower-case text with a straight apostrophe; ``glued``: no blank before it."""

    kind: Kind
    text: str
    low: str
    start: int
    end: int
    glued: bool


_OPAQUE = r"""
  (?P<opaque>
    ```[\s\S]{0,4000}?```
  | `[^`\n]+`
  | "[^"\n]+"
  | “[^“”\n]{1,1000}”
  | «[^«»\n]{1,1000}»
  | (?<!\w)'[^'\n]{1,300}'(?!\w)
  | (?<!\w)\u2018[^\u2019\n]{1,300}\u2019(?!\w)
  | <[A-Za-z]{2,10}:[^<>\n]{1,2000}>
  | <!date\^[^<>\n]{1,200}>
  | <t:-?\d{1,14}(?::[A-Za-z])?>
  | (?:https?://|www\.)\S+
  | (?<![\w.])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}
  | (?![aApP]\.[mM]\b)[^\W\d_][\w\-]{0,60}(?:\.[^\W\d_][\w\-]{0,60}){1,6}
  | [vV]\d[\w.\-]{0,40}
  | (?<![\w/<])/[\w][\w./\-]{0,200}
  | \+\d{1,3}(?:[\ \-.()]{1,2}\d{2,8}){2,5}
  | \(\d{2,4}\)\ ?\d{3,4}[\-\ ]\d{3,5}
  | \d{3}[\-.]\d{3}[\-.]\d{4}(?!\d)
  | [$€£¥]\ ?\d[\d.,]{0,20}
  | \d{1,12}(?:[.,]\d{1,6})?\ ?%
  | \#\d[\w\-]{0,20}
  )"""
_TOKEN = re.compile(
    r"""
  (?P<mention> <@[!&]?[A-Za-z0-9]{1,40}(?:\|[^<>\n]{0,80})?>
    | <!(?:here|channel|everyone)(?:\|[^<>\n]{0,80})?>
    | <!subteam\^[A-Za-z0-9]{1,40}(?:\|[^<>\n]{0,80})?>
    | (?<![\w@<.])@[^\W\d_](?:[\w\-]|\.(?=\w)){0,80} )
  | (?P<channel> <\#[A-Za-z0-9]{1,40}(?:\|[^<>\n]{0,80})?> | (?<![\w#&/])\#[^\W\d_][\w\-]{0,80} )
  | """
    + _OPAQUE
    + r"""
  | (?P<emoji> <a?:\w{1,40}:\d{1,30}> | (?<!\w):[a-z][a-z0-9_+\-]{0,40}:
    | [\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D\u2B50]+ )
  | (?P<bang> (?<![\w!])!(?:!{1,2}(?![!\w]) | [A-Za-z]{2,12}(?!\w) | [pP][1-4](?!\w)) )
  | (?P<number> \d+ )
  | (?P<word> [^\W\d_]+(?:['\u2019][^\W\d_]+)* )
  | (?P<mark> \S )""",
    re.VERBOSE,
)
_KINDS = {
    "mention": Kind.MENTION,
    "channel": Kind.CHANNEL,
    "opaque": Kind.OPAQUE,
    "emoji": Kind.EMOJI,
    "bang": Kind.BANG,
    "number": Kind.NUMBER,
    "word": Kind.WORD,
    "mark": Kind.MARK,
}


_ALIKE = str.maketrans("：，、。（）／！？－～・‐‑‒−", ":,,.()/!?-~,----")  # noqa: RUF001
"""Marks that are typed in other shapes."""


def tokenize(text: str) -> list[Token]:
    """*text* as tokens, in order; blanks are the gaps between them."""
    tokens: list[Token] = []
    before = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        raw = match.group()
        low = raw.lower().replace("\u2019", "'")
        if match.lastgroup == "mark" and not raw.isascii():
            raw = low = raw.translate(_ALIKE)
        tokens.append(
            Token(_KINDS[match.lastgroup or "mark"], raw, low, start, end, start == before)
        )
        before = end
    return tokens
