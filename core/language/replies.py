"""What a free-text reply to a follow-up seems to mean. A person confirms it by a press."""

import re
from datetime import datetime

from core.language.dates import read_due
from core.language.meanings import Meaning, Means
from core.language.model import LINE_LIMIT, DueReading
from core.language.threads import patterns as p
from core.language.threads.clauses import clauses
from core.language.threads.names import MENTION
from core.language.threads.titles import Dates

_NAME = rf"(?P<who>{MENTION}|[A-Z][\w'-]{{1,30}}|[a-z][\w'-]{{2,30}})"
_NOT_MINE = re.compile(
    r"\b(?:not|isn't|isnt|is\snot|wasn't|no\slonger)\s(?:really\s)?(?:mine\b|me\b(?!\s\w)|"
    r"my\s(?:task|job|thing|ticket|area|topic|"
    r"business|responsibility|call)\b)|\bwrong\sperson\b|\bnot\sfor\sme\b|\bi\sdon't\sown\b|"
    r"\bdoesn't\sbelong\sto\sme\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"\b(?:ask|(?:give|pass|hand|assign)\s(?:it|this|that)\s(?:over\s)?(?:on\s)?to|"
    rf"belongs\sto|(?:it|this|that)(?:'s|\sis)\swith|better\sask|talk\sto|"
    rf"should\sgo\sto)\s{_NAME}"
    rf"|(?:^|[,.;:]\s?|\b(?:that's|it's|(?:this|that|it)\sis)\s)(?P<owns>{MENTION}|[A-Z][\w'-]{{1,30}})(?:'s\b|"
    rf"\s(?:does|is\sdoing|has|owns|took|takes|handles|is\son)\s(?:it|this|that)\b)",
)
_BLOCKED = re.compile(
    r"\b(?:(?:still\s|i'm\s|am\s|we're\s)?(?:waiting|wait)\s(?:for|on)|(?:still\s)?(?:stuck|"
    r"hanging)\b(?:\s(?:on|with|at|behind|in))?|blocked\b(?:\s(?:by|on))?|"
    r"held\sup\b(?:\sby)?|(?:can't|cannot|can\snot|couldn't)\s(?:go\son|continue|proceed|"
    r"start|finish|do\s(?:it|this|anything)|get\s(?:in|access|on))|"
    r"(?:i\s|we\s)?(?:still\s)?(?:need|needs|missing|lack(?:ing)?)\s(?!to\b|another\b|"
    r"more\stime|until|till|a\sfew|a\sbit|some\s(?:more\s)?time|one\smore|two|three|\d)|"
    r"depends?\son|no\saccess)",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:unblocked|way\sis\sfree|no\slonger\s(?:blocked|stuck|waiting)|not\s(?:blocked|"
    r"stuck)\s(?:any\s?more|anymore)|got\s(?:the\s)?access|"
    r"(?:it|access|login)\sworks\s(?:now|again)|can\s(?:go\son|continue)\b(?!\sif|\sonce|\swhen))",
    re.IGNORECASE,
)
_GOING = re.compile(
    r"\b(?:working\son\sit|on\sit|in\sprogress|almost\s(?:there|done|ready)|"
    r"nearly\s(?:there|done|ready)|still\son\s(?:it|track)|on\strack|all\s(?:good|fine)|"
    r"going\s(?:well|fine|ok)|halfway|half\sway|in\sthe\smiddle|started|doing\sit\snow|"
    r"making\sprogress|not\s(?:done|finished|ready|there)(?:\syet)?|not\syet|still\s(?:open|working))\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:(?:i\s)?need|give\sme|takes?|another|still)\s(?:me\s|about\s|at\sleast\s|"
    r"maybe\s)?(?P<n>another|an?|one|two|three|four|five|"
    r"\d{1,2})(?:\sor\s\w+)?\s?(?:more\s)?(?P<unit>day|week|hour)s?\b"
    r"|\b(?P<m>one|two|three|four|five|\d{1,2})\smore\s(?P<u>day|week|hour)s?\b|"
    r"\banother\s(?P<a>day|week|hour)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|n't|never|almost|nearly|half|if|when|once|until|soon|will|should|'ll|to\sbe|"
    r"going\sto|partly)\b|n't\b", re.IGNORECASE)  # fmt: skip
_DONE_SAID = re.compile(
    rf"^(?:yes|yep|yup|yeah|ok|sure|all|its|it's|it\sis|that's|mark(?:\sit|\sthis)?(?:\sas)?|this\sis|is|just|already|now|"
    rf"finally|and|✅|:white_check_mark:)?[\s,]{{0,2}}(?:all\s|just\s|already\s|now\s|"
    rf"finally\s)*(?:{p.DONE_WORD}|✅|☑️|✔️|:white_check_mark:|:heavy_check_mark:)(?![\w-])",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(
    r"\b(?:pushed|moved|postponed|slipped|shifted|delayed)\s(?:it\s|this\s|out\s|back\s)*"
    r"(?:to|until|till|by)\s",
    re.IGNORECASE,
)
""" "Pushed to next week" is no work that is done."""
_BARE = frozenset({"blocked", "still blocked", "stuck", "still stuck"})
"""Nothing is said of what is in the way."""
_LATER = re.compile(
    r"^(?:(?:please|pls|maybe|ok|sorry),?\s)*(?:a\sbit\s)?(?:not\s(?:right\s)?now|later|snooze|"
    r"remind(?:\sme)?|ask\s(?:me\s?)?(?:again)?)(?:\s(?:again|later|about\s(?:it|this|that)))*"
    r"(?:$|[.!]|\s+(?:(?:until|till|til|on|for)\s)?(?P<when>.*))",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"(?:ok(?:ay)?|k|yes|yep|yup|yeah|sure|fine|alright|all\sright|agreed|will\sdo|got\sit|"
    r"understood|👍[🏻-🏿]?|👌|:?\+1:?(?::skin-tone-\d:)?|:thumbsup:|:ok_hand:)[.!\s]*",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"(?:no|nope|nah|👎|:-1:|:thumbsdown:)[.!\s]*", re.IGNORECASE)
_REASON = 200


def read_reply(text: str, *, now: datetime, zone: str, locale: str) -> tuple[Meaning, ...]:
    """What *text* may mean, each thing once; nothing for words that say none of it."""
    text = text[:LINE_LIMIT].replace("\u2019", "'")
    if short := _short(text.strip(), now, zone, locale):
        return (short,)
    dates = Dates(zone, locale, "T")
    found: dict[Means, Meaning] = {}
    for clause in clauses(text)[:8]:
        for part in re.split(r"[,;]\s", clause.text)[:6]:
            for meaning in _part(part, clause.text, dates, now, zone, locale):
                found.setdefault(meaning.means, meaning)
    if Means.NOT_MINE in found or Means.DONE in found:
        found.pop(Means.DATE, None)
        found.pop(Means.GOING, None)
    if Means.BLOCKED in found or Means.DATE in found:
        found.pop(Means.GOING, None)
    return tuple(found[means] for means in Means if means in found)


def _short(text: str, now: datetime, zone: str, locale: str) -> Meaning | None:
    """A word or two that say all of it."""
    if _AGREED.fullmatch(text):
        return Meaning(Means.AGREED)
    if _REFUSED.fullmatch(text):
        return Meaning(Means.REFUSED)
    if (later := _LATER.match(text)) is None:
        return None
    when = (later["when"] or "").strip(" .!")
    due = read_due(when, now=now, zone=zone, locale=locale) if when else None
    return Meaning(Means.LATER, due=due) if due or not when else None


def _part(
    part: str, whole: str, dates: Dates, now: datetime, zone: str, locale: str
) -> list[Meaning]:
    found: list[Meaning] = []
    if _NOT_MINE.search(part) or _OTHER.search(part):
        other = _OTHER.search(part) or _OTHER.search(whole)
        who = (other["who"] or other["owns"]) if other else ""
        found.append(Meaning(Means.NOT_MINE, who=who))
    if _FREE.search(part):
        return [*found, Meaning(Means.FREE)]
    if blocked := _BLOCKED.search(part):
        rest, due = dates.split(part[blocked.start() :], now)
        reason = rest.strip(" .,!-")[:_REASON]
        reason = "" if reason.casefold() in _BARE else reason
        found.append(Meaning(Means.BLOCKED, reason=reason[:1].upper() + reason[1:]))
        return found + ([Meaning(Means.DATE, due=due)] if due else [])
    if not _PUT_OFF.search(part) and _DONE_SAID.search(part.strip()) and not _NOT_DONE.search(part):
        return [*found, Meaning(Means.DONE)]
    if put_off := _PUT_OFF.search(part):
        due = read_due(part[put_off.end() :], now=now, zone=zone, locale=locale)
        return [*found, Meaning(Means.DATE, due=due)] if due else found
    due = _more(part, now, zone, locale) or dates.said(part, now)
    if due is not None:
        found.append(Meaning(Means.DATE, due=due))
    if _GOING.search(part):
        found.append(Meaning(Means.GOING))
    return found


def _more(part: str, now: datetime, zone: str, locale: str) -> DueReading | None:
    """ "Need another week" counts from now."""
    said = _MORE.search(part)
    if said is None:
        return None
    number = said["n"] or said["m"] or "one"
    unit = said["unit"] or said["u"] or said["a"]
    count = "1" if number.lower() in {"another", "a", "an", "one"} else number
    return read_due(f"in {count} {unit}s", now=now, zone=zone, locale=locale)
