"""A language as data: its words and phrases, each said in the words that the readers know.

The readers know one set of words, English. A tongue says what a word or a phrase of its language
is in those words, so that one grammar reads them all. Tables are lines ``meaning = forms``:
words ``friday = freitag``, with ``!`` only as accented; phrases ``next {d} = nächsten|kommenden
{d}``, which may go on in a line that begins with a slash. In a phrase ``a|b`` are alternatives,
``a?`` may be missing, ``$`` wants nothing of a date or number behind it, and a
slot takes one word of its class: {d} weekday, {m} month, {u} unit, {n} number, {o} ordinal,
{p} part of the day, {r} relative day, {t} any of these, {f} mondays, {l} level of priority.
In a meaning ``~`` glues, ``{n>m}`` is the month of that number, ``{n>2}`` has two
digits, ``{n>d}`` is in digits, ``{n>r}`` the year of the era Reiwa; the second {n} is ``{n2}``.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from core.kernel.values import dataclass
from core.language.vocabulary import words_of

_MARKED = re.compile(r"[^\x00-\x7f]")
_LETTERS = {
    code: bare
    for code in (*range(0xC0, 0x180),)
    if (bare := unicodedata.normalize("NFD", chr(code))[0]) != chr(code)
} | {ord("ß"): "ss", ord("œ"): "oe", ord("æ"): "ae", ord("ø"): "o", 0x2019: "'"}
_PIECE = re.compile(r"\{\w\}|[\w'{}|>]+\??|\$|~|[^\w\s]\??")


def fold(word: str) -> str:
    """The word without accents: people leave them out."""
    return word.translate(_LETTERS) if _MARKED.search(word) else word


class Element(NamedTuple):
    """A place in a phrase: one of *words*, or a word of the class *slot*."""

    words: frozenset[str]
    slot: str = ""
    optional: bool = False


class Phrase(NamedTuple):
    """What a row of words means."""

    elements: tuple[Element, ...]
    meaning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language, in the words of the readers."""

    code: str
    words: Mapping[str, tuple[str, ...]]
    exact: Mapping[str, tuple[str, ...]]
    """Words that are others without their accents."""
    shorts: Mapping[str, tuple[str, ...]]
    """Short forms that are also other words: only beside a number or behind ``before_short``."""
    before_short: frozenset[str]
    phrases: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    """By their first word or {slot}, then by their second word ("" where that is a slot)."""
    elisions: tuple[str, ...] = ()
    spelled: tuple[tuple[str, str], ...] = ()
    """Letters that stand for others: ae for ä."""
    long_words: tuple[str, ...] = ()
    """Words of dates that are recognised with one slip of the keyboard."""
    infinitives: tuple[str, ...] = ()
    """Endings of the verbs that a task begins or ends with."""
    verb_last: bool = False
    postpositions: frozenset[str] = frozenset()
    """Words behind a date that announce it."""
    pieces: re.Pattern[str] | None = None
    """Cuts a text without blanks into the words known here."""

    def bare(self, word: str) -> str:
        """*word* as the tables have it."""
        word = fold(word)
        for letters, letter in self.spelled:
            if letters in word:
                word = word.replace(letters, letter)
        return word


def tongue(
    code: str, words: str, phrases: str, *, shorts: str = "", before_short: str = "",
    elisions: tuple[str, ...] = (), spelled: tuple[tuple[str, str], ...] = (),
    infinitives: tuple[str, ...] = (), verb_last: bool = False, blanks: bool = True,
    postpositions: str = "",
    compounds: Iterable[tuple[str, str]] = (),
) -> Tongue:  # fmt: skip
    """The tables of a language, read."""

    def bare(word: str) -> str:
        word = fold(word)
        for letters, letter in spelled:
            word = word.replace(letters, letter)
        return word

    said = [(form, tuple(meaning.split())) for meaning, form in (*_words(words), *compounds)]
    table = {bare(form): meaning for form, meaning in said if form[0] != "!"}
    exact = {form[1:]: meaning for form, meaning in said if form[0] == "!"}
    rows = [row for line in _lines(phrases) for row in _phrases(*line, bare)]
    long_words = tuple(
        word for word, meaning in table.items() if len(word) > 6 and meaning[0] in _SLIPS
    )
    return Tongue(
        code=code, words=table, exact=exact,
        shorts={bare(form): tuple(meaning.split()) for meaning, form in _words(shorts)},
        before_short=frozenset(map(bare, before_short.split())),
        phrases=_indexed(rows),
        elisions=elisions, spelled=spelled, long_words=long_words,
        infinitives=infinitives, verb_last=verb_last,
        postpositions=words_of(postpositions),
        pieces=None if blanks else _pieces(table, rows, words_of(postpositions)),
    )  # fmt: skip


def _indexed(rows: Iterable[Phrase]) -> Mapping[str, Mapping[str, tuple[Phrase, ...]]]:
    index: dict[str, dict[str, tuple[Phrase, ...]]] = {}
    for row in rows:
        head, *rest = row.elements
        closed = rest and not rest[0].slot and not rest[0].optional
        for first in (f"{{{head.slot}}}",) if head.slot else head.words:
            seconds = index.setdefault(first, {})
            for second in rest[0].words if closed else ("",):
                seconds[second] = (*seconds.get(second, ()), row)
    return index


_SLIPS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december tomorrow overmorrow today"
)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.strip().replace("\n  /", " /").splitlines():
        meaning, _, forms = line.partition(" = ")
        yield meaning.strip(), forms.strip()


def _words(text: str) -> Iterator[tuple[str, str]]:
    for meaning, forms in _lines(text):
        for form in forms.split():
            yield meaning, form


def _phrases(meaning: str, forms: str, bare: Callable[[str], str]) -> Iterator[Phrase]:
    said = tuple(re.findall(r"~?(?:\{[^}]+\}|[^\s~]+)", meaning))
    for form in forms.split(" / "):
        elements = tuple(_element(piece, bare) for piece in _PIECE.findall(form))
        yield Phrase(elements, said)
        while elements[0].optional:
            elements = elements[1:]
            yield Phrase(elements, said)


def _element(piece: str, bare: Callable[[str], str]) -> Element:
    if piece == "$":
        return Element(frozenset(), "$")
    optional = (piece.endswith("?") and len(piece) > 1) or piece == "-"
    piece = piece.removesuffix("?") or piece
    if piece.startswith("{"):
        return Element(frozenset(), piece[1:-1], optional)
    return Element(frozenset(map(bare, piece.split("|"))), "", optional)


def _pieces(
    table: Mapping[str, object], rows: list[Phrase], others: frozenset[str]
) -> re.Pattern[str]:
    known = set(table) | others | {word for row in rows for e in row.elements for word in e.words}
    longest = sorted((word for word in known if word.isalpha()), key=len, reverse=True)
    return re.compile("|".join((*map(re.escape, longest), "[〇一二三四五六七八九十]{1,4}")))


def joined(firsts: Mapping[str, str], seconds: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Words written as one: freitagabend is "friday evening"."""
    return tuple(
        (f"{one} {two}", first + second)
        for (first, one), (second, two) in product(firsts.items(), seconds.items())
    )
