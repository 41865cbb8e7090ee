"""A message cut into clauses: one statement, promise or request each; quotes are left out."""

import re
from functools import lru_cache

from core.kernel.values import dataclass
from core.language.model import LINE_LIMIT
from core.language.threads.names import MENTION

CLAUSES = 60
"""Clauses of one message that are read."""
LINE = 1200
"""Characters of one line that are read."""
_BLANKS = re.compile(r"[^\S\n]{2,}")
_FENCE = re.compile(r"```[\s\S]{0,4000}?(?:```|\Z)")
_QUOTED = re.compile(r'"[^"\n]{1,400}"|“[^“”\n]{1,400}”|«[^«»\n]{1,400}»|`[^`\n]{1,400}`')
_SUBJECT = rf"(?:i|we|you|he|she|they|someone|somebody|{MENTION}|[^\W\d_]{{2,20}})"
_MODAL = r"(?:'ll|'m|'re|\s(?:will|can|could|am|are|need|needs|have|has|should|would))\b"
_CUT = re.compile(
    rf"(?<=[.!?;])\s+|\s+[-\u2013\u2014]{{1,2}}\s+|,?\s+(?:and|but|then|"
    rf"so)(?:\s+then)?\s+(?={_SUBJECT}{_MODAL})"
    rf"|,\s+(?=(?:and\s)?{MENTION}\s(?!and\b|or\b|too\b|{MENTION}))|"
    rf"(?<=[\w)]):\s+(?={MENTION}\s|i(?:'ll|\swill|'m)\s|(?:can|could)\syou\b|please\b|"
    rf"we\sneed\b)|,\s+(?:and\s)?(?=[^\W\d_]{{2,20}}\s[a-z]{{2,12}}s\s(?:the|a|an|it|our|"
    rf"my)\s)|,\s+(?=(?:i|we|you|he|she|they|it|that|{MENTION}){_MODAL})|,\s+(?=(?:let me|"
    rf"let'?s|can you|could you|please|will\s(?!be\b))\b)|"
    rf",?\s+(?:and\s+)?(?=[^\W\d_]{{2,20}}\s(?:takes|owns|handles|does|will)\s)|"
    rf",?\s+and\s+(?=(?:can|could|would|will|please|pls|{MENTION})\s)"
    rf"|\s+and\s+(?=(?:the|a|our|my|someone|somebody)\s[\w ]{{2,40}}\s(?:must|needs?|has|"
    rf"have)\s)|,?\s+(?:but|though|although|because|cause|since|so that)\s+|"
    rf"(?<=\w\w)\.\.+\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"\s{0,20}(?:[-*+•‣◦▪\u2013\u2014]|\(?\d{1,2}[.)]|\[[ xX]?\]|[☐☑✅])\s{1,10}(?=\S)"
)
_TICKED = re.compile(r"\s{0,20}(?:(?:[-*•]\s{1,5})?\[[xX]\]|[-*•]\s{1,5}[☑✅]|~)\s{0,5}\S")
_HEADING = re.compile(
    r"\b(?:to-?\s?dos?|action\s?(?:items?|points?)?|actions|next\s(?:steps?|up)|"
    r"follow-?\s?ups?|tasks?|"
    r"(?:left|open|remaining|still)\s(?:to\sdo|items?|points?)|who does what|assignments?|"
    r"plan)\b[^\n]{0,60}$|\b(?:have|has|need|needs|got)\sto(?:\sdo)?$|\bmust$",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(to (?:my)?self)\s{1,3}[-\u2013\u2014]\s{1,3}", re.IGNORECASE)
_OUGHT = re.compile(r"\b(?:to|must|do)$")
_LABEL = re.compile(
    r"\s{0,5}(?:[*_]{1,2})?(?:to-?do|action(?:\sitem)?|ai|next\sstep|"
    r"follow-?up)(?:[*_]{1,2})?\s{0,3}[:\u2013-]\s{0,3}(?=\S)",
    re.IGNORECASE,
)


_STOP = re.compile(r"[.!?;]\Z")
_IF = re.compile(
    r"\s{0,3}(?:(?:and|but|so|well|ok|yeah|hm+)[\s,]{1,3})?(?:if|unless|in case|assuming|"
    r"suppose|supposing|should)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """*text* as typed with straight apostrophes; *seen*: the same length, quotes blanked out."""

    text: str
    seen: str
    listed: bool = False
    """A line of a list of things to do."""
    bullet: bool = False
    first: bool = False
    """The message begins with it."""


TO_DO = "to do:"
"""A heading below which every line of a list is something to do."""


def is_bullet(line: str) -> bool:
    """Whether *line* is an item of a list."""
    return bool(_BULLET.match(line)) and not _TICKED.match(line)


@lru_cache(maxsize=512)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a message, in order."""
    plain = text[:LINE_LIMIT].replace("\u2019", "'").replace("&gt;", ">").replace("&amp;", "&")
    plain = _SELF.sub(r"\1: ", _FENCE.sub(" ", plain))
    found: list[Clause] = []
    heading = False
    for line in plain.splitlines():
        line = _BLANKS.sub(" ", line)[:LINE]
        if not line.strip():
            continue
        if line.lstrip().startswith(">") or _TICKED.match(line):
            continue
        bullet = _BULLET.match(line)
        label = _LABEL.match(line)
        if bullet or (label and line[label.end() :].strip()):
            mark = bullet or label
            assert mark is not None  # noqa: S101 - one of the two is there
            body = line[mark.end() :]
            inner = _LABEL.match(body)
            body = body[inner.end() :] if inner else body
            found += _cut(
                body, listed=heading or label is not None or inner is not None, bullet=True
            )
            continue
        heading = (line.rstrip().endswith(":") or bool(_OUGHT.search(line.rstrip()))) and bool(
            _HEADING.search(line.rstrip().rstrip(":*_ "))
        )
        if not heading:
            found += _cut(line, listed=False, bullet=False, first=not found)
        if len(found) > CLAUSES:
            break
    return tuple(found[:CLAUSES])


def _cut(line: str, *, listed: bool, bullet: bool, first: bool = False) -> list[Clause]:
    seen = _QUOTED.sub(lambda m: "\u00b7" * len(m.group()), line)
    if listed:
        return [Clause(line.strip(), seen.strip(), True, True)]
    out: list[Clause] = []
    at = 0
    for cut in [*_CUT.finditer(seen), None]:
        end = cut.start() if cut else len(line)
        if cut and not _STOP.search(seen[:end]) and _IF.match(seen[at:end]):
            continue
        piece, mask = line[at:end], seen[at:end]
        lead = len(piece) - len(piece.lstrip())
        piece, mask = piece[lead:].rstrip(), mask[lead:].rstrip()
        if piece:
            out.append(Clause(piece, mask[: len(piece)], False, bullet, first and not out))
        at = cut.end() if cut else end
    return out
