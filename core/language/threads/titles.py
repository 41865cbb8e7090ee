"""The words of a deed as a title, and the date that goes with them."""

import re
from datetime import datetime

from core.kernel.text import shorten
from core.language.dates import read_due
from core.language.line import read_line
from core.language.model import LINE_LIMIT, DueReading
from core.language.resolve import zone_of
from core.language.threads.names import MENTION

TITLE_WIDTH = 120
_DATED = re.compile(
    r"\d|\b(?:today|tod|tonight|tomorrow|tmrw|tmr|tom|mon|tues?|wed|thurs?|fri|sat|sun|"
    r"\w{3,6}day|eod|eow|eom|cob|eob|week|weekend|month|"
    r"quarter|morning|noon|afternoon|evening|lunch|night|midnight|end|jan|feb|mar|apr|may|"
    r"june?|july?|aug|sept?|oct|nov|dec)\w{0,8}\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,;:.!?\u2013\u2014-]|\b(?:please|pls|plz|thanks|thank\syou|thx|cheers|"
    r"for\s(?:me|us)|then|though|too|as\swell|ok(?:ay)?|right|"
    r"asap|now|soon|instead|if\s(?:possible|you\scan|you\shave\stime|needed|that's\sok)|"
    r"right\saway|sometime|at\ssome\spoint|"
    r"when\syou\s(?:can|have\s(?:time|a\s\w+)|get\s(?:to\sit|a\s\w+))|no\srush|by\sthe\sway|"
    r"btw|and|or|by|until|on|at|lol|haha+)(?!\w)|"
    r"[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]|:[a-z0-9_+\-]{1,30}:|<!?@?[\w^|]{0,40}>)+$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"^(?:[\s,:;.\u2013\u2014-]|{MENTION}|\b(?:please|pls|also|just|then|maybe|to|quickly|"
    rf"try\sto|try\sand|go\sahead\sand|make\ssure\s(?:to|that\s(?:you|we))|be\sable\sto|"
    rf"start|now)\b(?=\s))+",
    re.IGNORECASE,
)


_WHY = re.compile(
    r"[,\s]\s?(?:so\s(?:that|it|we|they|the|i|you|he|she)\b|in order to\b|since\s(?:we|it|"
    r"the)\b|which\b|,\s?[^,]{3,50}\s(?:is|are|was|has|starts|wants|needs)\s|otherwise\b|"
    r",\s?(?:they|it|he|she|we)'ll\b).*",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = re.compile(r"\s(?:before|by the time|until|when)\s[^,.]{3,60}\Z", re.IGNORECASE)


_EDGE = 80
_POLITE = re.compile(
    r"(?:[,\s]+(?:ok(?:ay)?|please|pls|thx|thanks|k|right|yeah|cheers)\W{0,3})+$", re.IGNORECASE
)
_TODAY = re.compile(
    r"\b(?:right\s)?(?:(?:after|before|over|around)\s(?:my\s|the\s)?(?:lunch|standup|"
    r"stand-up)(?:\sbreak)?|before\si\s(?:leave|go\shome|head\s(?:out|home)|log\soff)|"
    r"later\stoday|sometime\stoday|(?:before|by|until|till)\s\d{1,2}(?=\W*$)|within\s(?:an|"
    r"the|a\scouple\sof)\shours?|in\s(?:an|a\s(?:half|couple\sof))\shours?)\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"\b(?:by|before|until|till|due)\s", re.IGNORECASE)
_PARTS = re.compile(r"[,.;!?:]\s|\s[-\u2013]\s")
_WELL = re.compile(
    r"\b(?:(?:would|should|will)\sbe\s\w+|works?\b.*|is\s(?:early\s|soon\s|good\s)?(?:fine|"
    r"good|ok(?:ay)?|better|great|perfect|enough|possible|doable)\b.*|yes\b|sure\b|"
    r"(?:ok(?:ay)?|then|instead|please|latest|at\sthe\slatest|fine|good)\b)",
    re.IGNORECASE,
)


class Dates:
    """Reads dates as of the message that says them."""

    def __init__(self, zone: str, locale: str, prefix: str) -> None:
        self._zone, self._locale, self._prefix = zone, locale, prefix

    def split(self, text: str, now: datetime) -> tuple[str, DueReading | None]:
        """*text* without its date, and the date."""
        text = text.strip()[:LINE_LIMIT]
        text = text[:-_EDGE] + _POLITE.sub("", text[-_EDGE:])
        if not _DATED.search(text):
            return text, None
        bare = text.strip(" .!?,")
        whole = self._whole(bare, now)
        if whole is not None:
            return "", whole
        if len(bare.split()) <= 1:
            return text, None
        head, comma, tail = text.partition(", ")
        later = _DEADLINE.search(tail) is not None and _DEADLINE.search(head) is None
        if (
            comma
            and len(head.split()) > 2
            and _DATED.search(head)
            and _DATED.search(tail)
            and not later
        ):
            rest, due = self.split(head, now)
            if due is not None:
                return f"{rest}, {tail}", due
        line = read_line(text, now=now, zone=self._zone, locale=self._locale, prefix=self._prefix)
        if line.due is None or line.recurrence or line.due.day < now.date():
            return self._soon(text, now)
        spans = [s for s in line.spans if s.field == "due"]
        if (
            len(spans) == 1
            and (why := _BEFORE.search(text[: spans[0].start]))
            and len(text[: why.start()].split()) > 1
        ):
            return text[: why.start()], line.due  # "before the fair opens on the 16th"
        for span in sorted(spans, key=lambda one: -one.start):
            text = f"{text[: span.start]} {text[span.end :]}"
        return " ".join(text.split()), line.due

    def due(self, text: str, now: datetime) -> DueReading | None:
        """The date that *text* says anywhere."""
        return self.split(text, now)[1]

    def _soon(self, text: str, now: datetime) -> tuple[str, DueReading | None]:
        """ "After lunch" is today."""
        found = _TODAY.search(text)
        if found is None:
            return text, None
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        day = now.astimezone(zone_of(self._zone)).date()
        return " ".join(rest.split()), DueReading(day, None, self._zone)

    def said(self, text: str, now: datetime) -> DueReading | None:
        """As ``due``, also where a date is one part of an answer: "tomorrow would be great"."""
        if due := self.due(text, now):
            return due
        for part in _PARTS.split(text)[:6]:
            if due := self._whole(_WELL.sub("", part).strip(" .!?,"), now):
                return due
        return None

    def _whole(self, text: str, now: datetime) -> DueReading | None:
        if len(text) > 60:
            return None
        for cut in ("", "by ", "until ", "on ", "for ", "maybe ", "say ", "probably "):
            if text.lower().startswith(cut):
                rest = text[len(cut) :]
                if due := read_due(rest, now=now, zone=self._zone, locale=self._locale):
                    return due if due.day >= now.date() else None
        return None


def trimmed(text: str) -> str:
    """*text* as a title: without politeness at its ends, with a capital letter."""
    plain = " ".join(text.split())[: 4 * TITLE_WIDTH]
    if (why := _WHY.search(plain)) and plain[: why.start()].strip():
        plain = plain[: why.start()]
    for _ in range(3):
        shorter = _HEAD.sub("", plain, count=1)
        shorter = shorter[:-_EDGE] + _TAIL.sub("", shorter[-_EDGE:], count=1)
        if shorter == plain:
            break
        plain = shorter
    plain = shorten(plain, TITLE_WIDTH)
    return plain[:1].upper() + plain[1:]
