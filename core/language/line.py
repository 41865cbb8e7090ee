"""A task line: fields wherever they stand, the date among the last words, the rest is the title.

The order of reading is convention 18's: what follows a date phrase must be other fields, marks or
emoji; or the phrase begins the line; or it is unmistakable in mid-sentence. Doubt means title.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from core.kernel.errors import BadInput
from core.language import fields, mentions
from core.language.context import Context
from core.language.dates import foreign_due, read_due, speaks_beyond
from core.language.days import Day
from core.language.model import LINE_LIMIT, DueReading, LineReading, Mention, Span
from core.language.places import find_due
from core.language.recurrence import first_due
from core.language.settle import settle
from core.language.sheet import Sheet
from core.language.times import Clock
from core.language.title import titled
from core.language.tokens import Kind, tokenize
from core.language.tongues import tongue_of
from core.language.waiting import find_waiting
from core.language.whens import When, when_at

__all__ = ["named", "read_due", "read_line"]


_GLOSSED = 600
"""Lines of more tokens are read as English only: the work on a line has a bound."""


def read_line(
    text: str, *, now: datetime, zone: str, locale: str, prefix: str = "T"
) -> LineReading:
    """What stands after ``/task add``. *now* is aware, *zone* IANA; BadInput when too long.

    The language of *locale* is read, English words among it; where that gives no date, the line
    is read as English.
    """
    if len(text) > LINE_LIMIT:
        raise BadInput("line_too_long", limit=LINE_LIMIT, length=len(text))
    tokens = tokenize(text)
    tongue = tongue_of(locale) if len(tokens) <= _GLOSSED else None
    reading = _read(text, Context(tokens, now=now, zone=zone, locale=locale, tongue=tongue), prefix)
    if tongue is None or reading.due or reading.recurrence:
        return reading
    english = _read(text, Context(tokens, now=now, zone=zone, locale=locale), prefix)
    return english if english.due or english.recurrence or english.check_on else reading


def _read(text: str, context: Context, prefix: str) -> LineReading:
    sheet = Sheet(text, context)
    _criteria(sheet)
    find_waiting(sheet)
    _anywhere(sheet, prefix)
    _people(sheet)
    _projects(sheet)
    _explicit(sheet)
    find_due(sheet)
    _dangling(sheet)
    title, spans = titled(sheet)
    return _reading(sheet, title, spans)


_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def named(text: str, wanted: Collection[str]) -> tuple[str, tuple[Span, ...]]:
    """What is left of a title, and where it names the *wanted* fields as a line does: of criteria,
    verifier, after, owner and project. Dates are said beside it."""
    sheet = Sheet(text, Context(tokenize(text), now=_ANY_DAY, zone="UTC", locale="en"))
    _criteria(sheet)
    _anywhere(sheet, "T")
    _people(sheet)
    _projects(sheet)
    sheet.spans = [span for span in sheet.spans if span.field in wanted]
    title, spans = titled(sheet)
    return title, tuple(span for span in spans if span.field in wanted)


def _explicit(sheet: Sheet) -> None:
    """due: domani: what is marked as a date may be one of a language without a grammar here."""
    c = sheet.c
    if not speaks_beyond(c):
        return
    start = next((i + 2 for i in range(1, c.size - 2) if c.phrase(i, "due", ":")), 0)
    end = next((k for k in range(start, c.size) if c.tokens[k].kind >= Kind.MENTION), c.size)
    end = next((k for k in range(start, end) if fields.priority_alone(c, k)), end)
    own = when_at(c, start) if start and start < end else None
    if not start or end <= start or (own and own[1] >= end):
        return
    text = sheet.text[c.tokens[start].start : c.tokens[end - 1].end]
    found = foreign_due(text, c)
    if found:
        clock = Clock(found.time.hour, found.time.minute, sure=True) if found.time else None
        sheet.when = When(Day(found.day, sure=True), clock, None, announced=True)
        sheet.take(start - 2, end, "due")


def _reading(sheet: Sheet, title: str, spans: tuple[Span, ...]) -> LineReading:
    kept = {span.field for span in spans}
    due, others, rule = _dates(sheet) if "due" in kept or "recurrence" in kept else (None, (), None)
    whole = "owner" in kept or not sheet.owners
    return LineReading(
        title=title, owners=tuple(sheet.owners) if whole else (), due=due, alternatives=others,
        priority=sheet.text_of("priority") if "priority" in kept else None,
        project=sheet.text_of("project") if "project" in kept else None,
        labels=tuple(sheet.labels), recurrence=rule,
        from_completion=bool(rule and sheet.repeat and sheet.repeat.rule.from_completion),
        estimate_minutes=sheet.number_of("estimate") if "estimate" in kept else None,
        after=tuple(dict.fromkeys(sheet.after)) if "after" in kept else (),
        criteria=tuple(sheet.criteria) if "criteria" in kept else (),
        verifier=sheet.verifier if "verifier" in kept else None,
        waiting_for=sheet.waiting_for or None,
        check_on=sheet.check_on,
        share="share" in kept, spans=spans,
    )  # fmt: skip


def _dates(sheet: Sheet) -> tuple[DueReading | None, tuple[DueReading, ...], str | None]:
    c, repeat, when = sheet.c, sheet.repeat, sheet.when
    if repeat is None:
        return (*settle(c, when), None) if when else (None, (), None)
    if when and when.clock and not repeat.rule.at:
        hour = when.clock.hour % 24
        repeat = repeat._replace(rule=repeat.rule.with_parts(at=((hour, when.clock.minute),)))
    if when and when.day:
        repeat = repeat._replace(start=when.day.day)
    zone = (when.clock.zone if when and when.clock else None) or c.zone
    return first_due(c, repeat, zone), (), repeat.rule.text()


def _criteria(sheet: Sheet) -> None:
    """Everything after "done when:" up to the next field, in clauses."""
    c = sheet.c
    for i in range(1, c.size):
        start = (
            fields.criteria_at(c, i)
            if c.word(i) in {"done", "criteria", "dod", "acceptance"}
            else 0
        )
        if not start or start >= c.size:
            continue
        inside = start + _begins_with_somebody(c, start)
        end = next((k for k in range(inside, c.size) if c.tokens[k].kind in _STOPS), c.size)
        end = next((k for k in range(start, end) if _names_checker(c, k, end)), end)
        if end == start:
            continue
        text = sheet.text[c.tokens[start].start : c.tokens[end - 1].end]
        sheet.criteria = _clauses(text.rstrip(" ,;"))
        if sheet.criteria:
            sheet.take(i, end, "criteria")
        return


def _begins_with_somebody(c: Context, start: int) -> bool:
    """done when: @jonas agrees: who stands behind the colon, before a word, is part of it."""
    somebody = c.tokens[start].kind is Kind.MENTION and start + 1 < c.size
    return somebody and c.word(start - 1) == ":" and c.tokens[start + 1].kind is Kind.WORD


def _names_checker(c: Context, k: int, end: int) -> bool:
    """verify @ana: the words before the mention at *end* belong to it."""
    found = fields.verifier(c, k) if c.word(k) in _CHECK else None
    return found is not None and found.end == end + 1


def _clauses(text: str) -> list[str]:
    """Each criterion: cut at semicolons and lines, at commas only where clauses stand between them.

    "records answer, TTL is back" are two; "Ana, Ben and Cy agree" is one.
    """
    parts = [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]
    if len(parts) != 1:
        return parts
    clauses = [clause.strip() for clause in parts[0].split(",") if clause.strip()]
    return clauses if all(len(clause.split()) > 1 for clause in clauses) else parts


_LABEL_LIMIT = 20
_STOPS = (Kind.MENTION, Kind.CHANNEL, Kind.BANG)


def _anywhere(sheet: Sheet, prefix: str) -> None:
    c, i = sheet.c, 0
    while i < c.size:
        known = c.word(i) in _FIELD_WORDS or c.tokens[i].kind is Kind.BANG
        found = _field(c, i, prefix) if known else None
        if found is None or (found.name in sheet.values and found.name != "after"):
            i += 1
            continue
        if found.name == "after":
            sheet.after.extend(found.value)  # type: ignore[arg-type]
        elif found.name == "verifier":
            sheet.verifier = mentions.mention(c.tokens[found.end - 1].text)
        sheet.values[found.name] = found.value
        sheet.take(i, found.end, found.name)
        i = found.end


_DEPENDENCY = {"after", "depends", "blocked", "needs", "requires", "waits"}
_CHECK = {"verifier", "reviewer", "checker", "verified", "checked", "verify", "accepted", "to"}


_LEVELS = {"priority", "prio", "pri"}
_EFFORTS = {"~", "est", "estimate", "estimated", "effort"}
_FIELD_WORDS = frozenset(_DEPENDENCY | _CHECK | _LEVELS | _EFFORTS)


def _field(c: Context, i: int, prefix: str) -> fields.Field | None:
    if c.tokens[i].kind is Kind.BANG:
        return fields.bang(c, i)
    word = c.word(i)
    if word in _DEPENDENCY:
        return fields.dependencies(c, i, prefix)
    if word in _CHECK:
        return fields.verifier(c, i)
    if word in _LEVELS:
        return fields.priority_named(c, i)
    return fields.estimate(c, i) if word in _EFFORTS else None


def _people(sheet: Sheet) -> None:
    """Convention 20: the last mention owns; those that stand together with it are reported too."""
    c = sheet.c
    places = [i for i in range(c.size) if c.tokens[i].kind is Kind.MENTION and not _owning(c, i)]
    if not places:
        return
    together = [places[-1]]
    for place in reversed(places[:-1]):
        between = c.low[place + 1 : together[0]]
        if any(word not in {",", "and", "&", "+", "or", "/"} for word in between):
            break
        together.insert(0, place)
    found = [mentions.mention(c.tokens[place].text) for place in together]
    sheet.owners = [person for person in found if isinstance(person, Mention)]
    sheet.owner_at = places[-1]
    joined = c.low[places[-1] - 1] in {"and", "or", "&", "+"} and len(together) > 1
    sheet.take(places[-1] - joined, places[-1] + 1, "owner")
    _announced(sheet)


_OWNER_WORDS = (
    ("assigned", "to"), ("assign", "to"), ("owner",), ("assignee",), ("owned", "by"), ("assign",),
)  # fmt: skip
_DANGLING = frozenset({"for", "by", "to", "with", "cc", "via"})


def _announced(sheet: Sheet) -> None:
    """owner: @lee, assigned to @lee: the words belong to the field."""
    c, i = sheet.c, sheet.owner_at
    j = i - (c.word(i - 1) in {":", "="})
    for words in _OWNER_WORDS:
        if j >= len(words) and c.phrase(j - len(words), *words):
            sheet.take(j - len(words), i, "owner")
            return


def _dangling(sheet: Sheet) -> None:
    """A preposition that would be left at the end of the title goes with the owner."""
    c, i = sheet.c, sheet.owner_at
    last = all(token.kind >= Kind.MARK and token.kind is not Kind.OPAQUE for token in c.tokens[i:])
    if i > 1 and last and c.word(i - 1) in _DANGLING:
        sheet.take(i - 1, i, "owner")


def _owning(c: Context, i: int) -> bool:
    """@maria's laptop: the mention belongs to the title."""
    return c.glued(i + 1) and c.tokens[i + 1].text in {"'", "\u2019"}


def _projects(sheet: Sheet) -> None:
    """The last ``#word`` is the project; others among the last words are labels."""
    c = sheet.c
    places = [i for i in range(c.size) if c.tokens[i].kind is Kind.CHANNEL]
    if not places:
        return
    last = places.pop()
    sheet.values["project"] = mentions.channel(c.tokens[last].text)
    named = c.word(last - 1) in {":", "="} and c.word(last - 2) == "project"
    sheet.take(last - 2 * named, last + 1, "project")
    while places and len(sheet.labels) < _LABEL_LIMIT:
        place = places.pop()
        if any(
            token.kind not in (Kind.FIELD, Kind.SPENT, Kind.MARK)
            for token in c.tokens[place + 1 : last]
        ):
            break
        sheet.labels.insert(0, mentions.channel(c.tokens[place].text))
        sheet.take(place, place + 1, "label")
        last = place
