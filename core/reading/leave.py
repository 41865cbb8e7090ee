"""``/task away ...`` and its form become intents."""

import re
from datetime import date, timedelta

from core.calendar.zones import local_date
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.patterns import later
from core.kernel.refs import PersonId
from core.kernel.text import clean
from core.kernel.tokens import Token
from core.language.absences import read_absence
from core.people.commands import EndLeave, PersonIntent, SetLeave
from core.people.model import Person
from core.people.ports import People
from core.people.settling import EXAMPLE_LEAVE
from core.queries import FormButton
from core.reading.filled import Filled
from core.reading.names import somebody

Request = PersonIntent | FormButton
_OFF = frozenset({"off", "back", "cancel", "none", "end", "over", "stop", "i'm back", "im back"})
_NAME = r"<@[^<>\s]{1,100}>|@[\w.\-]{1,80}"
_COVER = later(
    rf",?\s*\b(?:cover(?:ed|s)?\b(?:\s+by)?|stand-?in|deputy)\s*:?\s*({_NAME}|[\w.\-]{{1,80}})",
    re.I,
)
_COVERS = later(
    rf"(?:,?\s*({_NAME})|,\s*([\w.\-]{{1,80}}))\s+(?:covers|is\s+covering|stands\s+in)\b", re.I
)
_WHY = later(
    r"(?:on\s+)?(?:vacation|holidays?|leave|pto|ooo|out(?:\s+of\s+(?:the\s+)?office)?|sick)[:,]?\s+(?=\S)",
    re.I,
)
"""What people write before the days: why they are away is nobody's matter."""
_HOURS = later(
    r"\bhalf[\s-]?(?:a\s+)?day\b|\b(?:morning|afternoon|evening)s?\b|\d\s*(?:h|hours?)\b|\d\s*[ap]m\b",
    re.I,
)
_OF = later(rf"({_NAME})\s*")
HALF_A_YEAR = timedelta(days=183)
"""Longer leave is meant only by who names the year."""
_YEAR = later(r"\b20\d\d\b")
EXAMPLE_COVER = f"{EXAMPLE_LEAVE} cover @priya"


_SAID = later(
    r"(?:hi,?\s|hey,?\s|fyi,?\s|sorry,?\s)?(?:i'?m|i\sam|i'?ll\sbe|i\swill\sbe)\s"
    r"(?:away|(?:on|taking)\s(?:vacation|holidays?|leave|pto)|on\smy\sholidays?|ooo|off|"
    r"out(?:\sof\s(?:the\s)?office)?)[,:]?\s+(?P<days>.+)",
    re.IGNORECASE,
)


def said_away(text: str, ctx: Context) -> str | None:
    """The days of "I'm on leave next week": None for words that say more, or something else."""
    match = _SAID.fullmatch(clean(text).replace("\u2019", "'").rstrip(" .!"))
    days = _COVERS.sub("", _COVER.sub("", match["days"])).strip() if match else ""
    if match is None or _HOURS.search(days):
        return None
    found = read_absence(days, now=ctx.now, zone=ctx.zone, locale=ctx.locale)
    return match["days"] if found is not None else None


def read_away(people: People, text: str, ctx: Context) -> Request:
    """What the words after ``/task away`` ask for; none open the form."""
    words = clean(text)
    if not words:
        return FormButton(Token("away"), "")
    words, cover = _cover(people, words, ctx)
    words = _WHY.sub("", words, count=1) if _WHY.match(words) else words
    of = ctx.actor
    if match := _OF.match(words):
        of = somebody(people, match.group(1), ctx, "owner", "/task away @sam until monday")
        words = words[match.end() :]
    if words.casefold().strip(" .!") in _OFF:
        return EndLeave(of)
    person = people.person(of)
    zone = person.zone if person is not None else ctx.zone
    if not words:
        return _covered_anew(person, cover, local_date(ctx.now, zone))
    if _HOURS.search(words):
        raise BadInput("leave_hours", field="until", example=EXAMPLE_COVER)
    found = read_absence(words, now=ctx.now, zone=zone, locale=ctx.locale)
    if found is None:
        raise BadInput("unreadable_leave", field="until", typed=words, example=EXAMPLE_COVER)
    if found.last - found.first > HALF_A_YEAR and not _YEAR.search(words):
        # "4 dec - 1 dec": the year was found, not meant.
        raise BadInput("leave_reversed", field="until", example="/task away 24 dec - 2 jan")
    return SetLeave(of, found.first, found.last, cover)


def _covered_anew(person: Person | None, cover: PersonId | None, today: date) -> SetLeave:
    """Who covers, and no days: of the leave that runs, or comes next."""
    ahead = [leave for leave in person.leave if leave.last >= today] if person is not None else []
    if person is None or cover is None or not ahead:
        raise BadInput("no_until", field="until", example=EXAMPLE_COVER)
    leave = min(ahead, key=lambda each: each.first)
    return SetLeave(person.id, max(leave.first, today), leave.last, cover)


def _cover(people: People, words: str, ctx: Context) -> tuple[str, PersonId | None]:
    match = _COVERS.search(words) or _COVER.search(words)
    if match is None:
        return words, None
    named = next(filter(None, match.groups()))
    cover = somebody(people, named, ctx, "cover", EXAMPLE_COVER)
    return clean(words[: match.start()] + " " + words[match.end() :]), cover


def submit(filled: Filled) -> SetLeave:
    """The form: from when, back when, and who covers."""
    ctx = filled.ctx
    back = _form_day(filled, "back")
    first = _form_day(filled, "from") or local_date(ctx.now, ctx.zone)
    if back is None:
        raise BadInput("empty_field", field="back")
    return SetLeave(ctx.actor, first, back - timedelta(days=1), filled.person("cover"))


def _form_day(filled: Filled, name: str) -> date | None:
    due = filled.date(name, ahead=False)
    return due.day if due is not None else None
