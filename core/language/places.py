"""Where in a line a date may stand: at the end, at the start, in mid-sentence. Convention 18."""

from typing import NamedTuple

from core.language import fields
from core.language.context import Context
from core.language.english import ENGLISH
from core.language.recurrence import Repeat, repeat_at
from core.language.sheet import Sheet
from core.language.tokens import Kind
from core.language.vocabulary import words_of
from core.language.whens import When, merged, when_at

_REACH = 26
"""The longest phrase, in tokens."""
_MIDDLE_TRIES = 30
"""How many places in mid-sentence are looked at: a bound for hostile lines."""
_TAIL_MARKS = frozenset(",;.!?-\u2013\u2014|:…()[]~*_\u200b\u200e\u200f\u2060\ufeff")
_POLITE = words_of("please pls plz thanks thx ty cheers")
_JOINTS = frozenset(":,-\u2013\u2014|")
_SKIPPED = (Kind.FIELD, Kind.SPENT, Kind.EMOJI)


class Phrase(NamedTuple):
    """A phrase at the tokens [i, j)."""

    i: int
    j: int
    what: When | Repeat | fields.Field


def find_due(sheet: Sheet) -> None:
    """Take the date, the recurrence and the bare priority out of the line."""
    _tail(sheet)
    if sheet.when is None and sheet.repeat is None:
        _start(sheet) or _middle(sheet)
    if "priority" not in sheet.values:
        _start_priority(sheet)


def _tail(sheet: Sheet) -> None:
    end = sheet.c.size
    for _ in range(12):
        raw = _before_fields(sheet, end)
        end = _before_marks(sheet, raw)
        found = _ending(sheet, end, raw) if end else None
        if found is None or not _accept(sheet, found):
            return
        end = found.i


def _before_fields(sheet: Sheet, end: int) -> int:
    while end and sheet.tokens[end - 1].kind in _SKIPPED:
        end -= 1
    return end


def _before_marks(sheet: Sheet, end: int) -> int:
    while end:
        token = sheet.tokens[end - 1]
        polite = token.kind is Kind.WORD and token.low in _POLITE
        if (
            token.kind not in _SKIPPED
            and not polite
            and not (token.kind is Kind.MARK and token.text in _TAIL_MARKS)
        ):
            break
        end -= 1
    return end


def _ending(sheet: Sheet, end: int, raw: int) -> Phrase | None:
    """The longest phrase that ends at *end* (or takes some of the marks up to *raw*)."""
    c, low = sheet.c, max(0, end - _REACH)
    fence = next(
        (k for k in range(end - 1, low - 1, -1) if c.tokens[k].kind >= Kind.OPAQUE), low - 1
    )
    moved = False
    for i in range(fence + 1, end):
        if not _may_start(c, i) or (moved and c.word(i) not in _OWN):
            continue
        for found in _phrases(sheet, i):
            if end <= found.j <= raw:
                if not _blocked(c, found):
                    return found
                if c.word(i) != "from":
                    return None
                moved = True
    return None


def _phrases(sheet: Sheet, i: int) -> tuple[Phrase, ...]:
    c = sheet.c
    found: list[Phrase] = []
    if repeat := repeat_at(c, i):
        found.append(Phrase(i, repeat[1], repeat[0]))
    if when := when_at(c, i):
        found.append(Phrase(i, when[1], when[0]))
    if priority := fields.priority_alone(c, i):
        found.append(Phrase(i, priority.end, priority))
    return tuple(found)


_STARTERS = words_of(
    "in within next following this coming upcoming the by before until till til due on at for "
    "no not latest deadline around a an half couple few end close beginning start begin mid "
    "middle late early week wk cw last every each all once bi semi day eod cob eob eow eom "
    "eoq eoy midnight daily everyday + @ q p quarter sometime during starting nxt tonight "
    "weekdays later w first between from over eta "
)


_ALL_STARTERS = _STARTERS.union(
    ENGLISH.weekdays, ENGLISH.months, ENGLISH.relative, ENGLISH.dayparts, ENGLISH.plural_days,
    ENGLISH.frequencies, ENGLISH.numbers, ENGLISH.ordinals, ENGLISH.tens, ENGLISH.bare_priorities,
)  # fmt: skip


def _may_start(c: Context, i: int) -> bool:
    """A quick test that spares most words the whole grammar."""
    token = c.tokens[i]
    if token.kind is Kind.NUMBER:
        return True
    return c.low[i] in _ALL_STARTERS


_OWN = words_of("in within by before until till til due on at no not every each once")


_BEFORE_LEVELS = words_of("a an the of too very so is are it's that's isn't not to as")
_QUOTES = frozenset({"'", "\u2019"})


def _blocked(c: Context, found: Phrase) -> bool:
    """Whether the word before makes the phrase part of the title, or the phrase is too weak."""
    before = "" if c.glued(found.i - 1) else c.word(found.i - 1)
    if before == "/" and not (c.glued(found.i) or _dates_before(c, found.i - 1)):
        before = ""
    if c.word(found.i) == "from" and not c.words.moves.isdisjoint(c.low[: found.i]):
        return True
    what = found.what
    if isinstance(what, fields.Field):
        return before in _BEFORE_LEVELS or before in _QUOTES
    if isinstance(what, Repeat) and found.i and before:
        counted = before in {"twice", "thrice", "times"} or before in c.words.numbers
        if counted or c.number(found.i - 1) is not None:
            return True
    if isinstance(what, When):
        if before in c.words.months and c.number(found.i) is not None:
            return True  # feb 29th, where there is none
        if what.day and what.day.weak and not what.announced:
            return True
        if c.word(found.j - 1) in {"now", "later", "hence"}:
            return False
    if c.word(found.i) in _OWN:
        return False
    return before in c.words.blocking or before in _QUOTES


def _dates_before(c: Context, i: int) -> bool:
    """today / friday: one of two, which is no date."""
    return c.word(i - 1) in c.words.weekdays or c.word(i - 1) in c.words.relative


def _accept(sheet: Sheet, found: Phrase) -> bool:
    """Take the phrase if it adds to what was found behind it; False ends the search."""
    what = found.what
    if isinstance(what, fields.Field):
        if "priority" in sheet.values:
            return False
        sheet.values["priority"] = what.value
        sheet.take(found.i, found.j, "priority")
        return True
    if isinstance(what, Repeat):
        if sheet.repeat is not None:
            return False
        sheet.repeat = what
        # "due every friday": the word goes with it, as it goes with a date.
        sheet.take(found.i - (sheet.c.word(found.i - 1) == "due"), found.j, "recurrence")
        return True
    joined = merged(what, sheet.when) if sheet.when else what
    if joined is None or (sheet.repeat and what.exact):
        return False
    sheet.when = joined
    sheet.take(found.i, found.j, "due")
    return True


def _start(sheet: Sheet) -> bool:
    """tomorrow: ..., by 5pm ..., every monday: ..."""
    c, i = sheet.c, 0
    while i < c.size and (c.tokens[i].kind in _SKIPPED or c.word(i) in _JOINTS):
        i += 1
    if i >= c.size or not _may_start(c, i):
        return False
    for found in _phrases(sheet, i):
        if isinstance(found.what, fields.Field) or found.j >= c.size:
            continue
        joint = c.word(found.j) in _JOINTS and not c.glued(found.j + 1)
        if (joint and not _blocked(c, found)) or _plain_start(c, found):
            _accept(sheet, found)
            if joint:
                sheet.spend(found.j)
            return True
    return False


def _plain_start(c: Context, found: Phrase) -> bool:
    """Without a colon: an announced date, or tomorrow, next week ... before a verb."""
    following = c.word(found.j)
    if not following or not following[0].isalpha():
        return False
    what = found.what
    if isinstance(what, Repeat):
        told = c.word(found.i) in {"every", "each"} or c.word(found.j - 1) == "latest"
        return told and (_verb_follows(c, found.j) or _title_follows(c, found, what))
    if not isinstance(what, When):
        return False
    if what.announced or (c.word(found.i) in {"in", "within"} and not (what.day and what.day.weak)):
        return following not in {"is", "was", "s"}
    sure = what.exact or (what.day and what.day.sure) or (what.clock and what.clock.today)
    return bool(sure) and _verb_follows(c, found.j)


def _title_follows(c: Context, found: Phrase, what: Repeat) -> bool:
    """every friday Weekly report; not "Every Friday is casual", nor "Every Day Counts"."""
    rest = [c.word(k) for k in range(found.j, c.size)]
    if c.word(found.i) not in {"every", "each"} or not _SENTENCE.isdisjoint(rest):
        return False
    if rest[0] in c.words.function or rest[0] in c.words.blocking:
        return False
    if rest[0] in c.words.frequencies:
        return True
    small, capital = c.tokens[found.i].text[:1].islower(), c.tokens[found.j].text[:1].isupper()
    if capital and small:
        return True
    return bool(what.rule.days) and (capital or not rest[0].endswith("s"))


_SENTENCE = frozenset({
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "will",
    "would", "can", "can't", "could", "should", "must", "may", "might", "we", "i", "you", "they",
    "he", "she", "it", "who", "there", "someone", "somebody", "everybody", "everyone", "nobody",
})  # fmt: skip
"""Words of a sentence that tells something: what begins it is no order."""


def _verb_follows(c: Context, j: int) -> bool:
    """Whether a task begins at *j*: with a verb, or with one at its end where verbs stand last."""
    if c.word(j) in c.words.verbs:
        return True
    if c.tongue is None:
        return False
    return _ends_in_verb(c, j) if c.tongue.verb_last else _infinitive(c, j)


def _infinitive(c: Context, j: int) -> bool:
    tongue = c.tongue
    return bool(
        tongue and len(c.word(j)) > 3 and tongue.bare(c.word(j)).endswith(tongue.infinitives)
    )


def _ends_in_verb(c: Context, j: int) -> bool:
    """Whether what goes on at *j* ends in a verb: "bis Freitag das Angebot schicken"."""
    if c.tongue is None or not c.tongue.verb_last:
        return False
    last = next((k for k in range(c.size - 1, j - 1, -1) if c.tokens[k].kind is Kind.WORD), -1)
    if c.tongue.pieces is not None:
        return last >= j and not c.tokens[j].text.isascii()
    return last >= j and _infinitive(c, last)


def _middle(sheet: Sheet) -> bool:
    """call Bob tomorrow about ...; on friday at 3pm with ...: the last that is unmistakable."""
    c = sheet.c
    best: Phrase | None = None
    i, budget = 1, _MIDDLE_TRIES
    while i < c.size and budget:
        if not _may_start(c, i) or c.tokens[i].kind > Kind.MARK:
            i += 1
            continue
        budget -= 1
        found = next((f for f in _phrases(sheet, i) if _unmistakable(c, f)), None)
        best = found or best
        i = found.j if found else i + 1
    if best is None:
        return False
    return _accept(sheet, best)


def _unmistakable(c: Context, found: Phrase) -> bool:
    what = found.what
    if isinstance(what, fields.Field) or found.j >= c.size or not _sentence_goes_on(c, found.j):
        return False
    if isinstance(what, Repeat):
        return (
            c.word(found.i) in {"every", "each"}
            and c.word(found.j) not in {"of", "a", "an", "the", "is", "as"}
            and not _blocked(c, found)
        )
    if what.lead == "for" or _blocked(c, found):
        return False
    offset = c.word(found.i) in {"in", "within"} and what.day is not None and what.day.sure
    sure = what.day is not None and what.day.sure and not what.day.weak
    tonight = what.clock is not None and what.clock.today
    return what.announced or offset or sure or tonight


def _sentence_goes_on(c: Context, j: int) -> bool:
    if c.tokens[j].kind >= Kind.OPAQUE:
        return False
    if c.word(j) in {"and", "or", "to", "&"}:
        return c.word(j) != "or" and when_at(c, j + 1) is None and c.number(j + 1) is None
    if c.word(j) and _ends_in_verb(c, j):
        return True
    if c.word(j) in {".", "!", "?"}:
        return not c.glued(j + 1)
    return c.word(j) in c.words.function or c.word(j) in {",", ";", "(", "\u2014", "\u2013"}


def _start_priority(sheet: Sheet) -> None:
    """urgent: ..., P1 ... at the start."""
    c, i = sheet.c, 0
    while i < c.size and c.tokens[i].kind in _SKIPPED:
        i += 1
    framed = c.word(i) + c.word(i + 2 + (c.number(i + 2) is not None)) in {"()", "[]"}
    i += framed
    found = fields.priority_alone(c, i) if i < c.size else None
    if found is None or found.end >= c.size:
        return
    joint = not framed and c.word(found.end) in {":", "-", "\u2013", "\u2014", "|"}
    if framed or joint or (c.word(i) == "p" and c.word(found.end)):
        sheet.values["priority"] = found.value
        sheet.take(i, found.end, "priority")
        if joint:
            sheet.spend(found.end)
