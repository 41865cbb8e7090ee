"""Tokens of another language in the words that the readers know; what was typed keeps its place.

A phrase may say its words in another order ("vendredi prochain" is "next friday"): its tokens
become a group of which the first spans all that was typed, and a phrase never ends inside it.
"""

from itertools import pairwise
from typing import NamedTuple

from core.language.english import ENGLISH
from core.language.tokens import Kind, Token
from core.language.tongues.tongue import Element, Phrase, Tongue
from core.language.typos import slip_of
from core.language.zones import ZONES

_DIGITS = {
    "\u3007": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_MONTHS = {number: name for name, number in reversed(tuple(ENGLISH.months.items()))}
_CLASSES: dict[str, set[str]] = {}
for _slot, _table in (
    ("d", ENGLISH.weekdays), ("m", ENGLISH.months), ("u", ENGLISH.units), ("n", ENGLISH.numbers),
    ("n", ENGLISH.tens), ("o", ENGLISH.ordinals), ("p", ENGLISH.dayparts), ("r", ENGLISH.relative),
    ("f", ENGLISH.plural_days), ("l", ENGLISH.priorities),
):  # fmt: skip
    for _word in _table:
        _CLASSES.setdefault(_word, set()).add(_slot)
        if _slot in "dmuoprn":
            _CLASSES[_word].add("t")
for _word in (*ENGLISH.shorts, "eod", "noon", "midnight"):
    _CLASSES.setdefault(_word, set()).add("t")
_NUMBER = {"n", "t"}
_NONE: set[str] = set()


class Gloss(NamedTuple):
    """The tokens, and which of them stand inside a group."""

    tokens: list[Token]
    inner: frozenset[int]


class _Item(NamedTuple):
    """A token, its bare word, and what it means."""

    token: Token
    bare: str
    meaning: tuple[str, ...]
    classes: set[str]


def gloss(tokens: list[Token], tongue: Tongue, *, lenient: bool) -> Gloss:
    """*tokens* in the readers' words; the same tokens where nothing is another language's."""
    if tongue.pieces:
        tokens = _unglued([piece for token in tokens for piece in _cut(token, tongue)])
    if tongue.elisions:
        tokens = [piece for token in tokens for piece in _elided(token, tongue)]
    items = _numbers([_item(tokens, i, tongue, lenient=lenient) for i in range(len(tokens))])
    found: list[Token] = []
    inner: set[int] = set()
    i, dated = 0, False
    while i < len(items):
        match = _match(items, i, tongue)
        if not match and dated and items[i].bare in tongue.postpositions:
            said, i, dated = [items[i].token._replace(low="latest", glued=False)], i + 1, False
        else:
            dated = bool(match) or "t" in items[i].classes
            said, i = match if match else (_said(items[i]), i + 1)
        inner.update(range(len(found) + 1, len(found) + len(said)))
        found.extend(said)
    return Gloss(found, frozenset(inner))


def _unglued(tokens: list[Token]) -> list[Token]:
    """A number behind a word without blanks stands by itself."""
    return [
        token._replace(glued=False)
        if token.kind is Kind.NUMBER and token.glued and not before.text.isascii()
        else token
        for before, token in zip([*tokens[:1], *tokens], tokens, strict=False)
    ]


def _cut(token: Token, tongue: Tongue) -> list[Token]:
    """A word without blanks, cut into those that are known and what stands between them."""
    if token.kind is not Kind.WORD or token.text.isascii() or tongue.pieces is None:
        return [token]
    cuts = [0]
    for match in tongue.pieces.finditer(token.low):
        cuts.extend(match.span())
    cuts = sorted({*cuts, len(token.text)})
    return [
        _part(token, start, end, glued=token.low[start:end] == "の")
        for start, end in pairwise(cuts)
    ]


def _part(token: Token, start: int, end: int, *, glued: bool) -> Token:
    at = token.start
    return Token(
        token.kind, token.text[start:end], token.low[start:end], at + start, at + end, glued
    )


def _elided(token: Token, tongue: Tongue) -> list[Token]:
    """d'octobre, jusqu'à: two words."""
    if (
        token.kind is not Kind.WORD
        or "'" not in token.low
        or tongue.bare(token.low) in tongue.words
    ):
        return [token]
    size = token.low.index("'") + 1
    if token.low[:size] not in tongue.elisions or size == len(token.low):
        return [token]
    head = _part(token, 0, size, glued=token.glued)
    return [head, _part(token, size, len(token.text), glued=False)]


def _item(tokens: list[Token], i: int, tongue: Tongue, *, lenient: bool) -> _Item:
    token = tokens[i]
    if token.kind is Kind.NUMBER:
        return _Item(token, token.low, (), _NUMBER)
    if token.kind is not Kind.WORD:
        return _Item(token, token.low if token.kind is Kind.MARK else "", (), _NONE)
    bare = tongue.bare(token.low)
    meaning = () if bare in ZONES and token.text.isupper() else tongue.words.get(bare, ())
    meaning = meaning or tongue.exact.get(token.low, ())
    if not meaning and bare in tongue.shorts and (lenient or _dated(tokens, i, tongue)):
        meaning = tongue.shorts[bare]
    if not meaning and 6 <= len(bare) <= 12 and tongue.long_words:
        slip = slip_of(bare, tongue.long_words)
        meaning = tongue.words[slip] if slip else ()
    if not meaning and tongue.pieces and (number := _kanji(bare)):
        meaning = (str(number),)
    said = meaning or (token.low,)
    if len(said) > 1:
        return _Item(token, bare, meaning, _NONE)
    return _Item(
        token, bare, meaning, _NUMBER if said[0].isdigit() else _CLASSES.get(said[0], _NONE)
    )


def _dated(tokens: list[Token], i: int, tongue: Tongue) -> bool:
    """Whether a short form stands where a day does: Fr 13, Fr. 13.3., am Fr."""
    j = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text in {".", ","})
    if j < len(tokens) and tokens[j].kind is Kind.NUMBER:
        return tokens[i].low not in ENGLISH.months
    return i > 0 and tongue.bare(tokens[i - 1].low) in tongue.before_short


def _kanji(word: str) -> int:
    """A number of two places at most; 0 when *word* is none."""
    if not all(letter in _DIGITS or letter == "十" for letter in word) or word.count("十") > 1:
        return 0
    tens, ten, ones = word.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _numbers(items: list[_Item]) -> list[_Item]:
    """vingt quatre, treinta y cinco: one number."""
    found: list[_Item] = []
    i = 0
    while i < len(items):
        tens = ENGLISH.tens.get(items[i].meaning[0]) if items[i].meaning else None
        j = i + 1 + (i + 1 < len(items) and items[i + 1].bare in {"-", "y", "e", "et"})
        ones = items[j].meaning if tens and j < len(items) else ()
        value = ENGLISH.numbers.get(ones[0], 0) if ones else 0
        if tens and 0 < value < 10:
            first, last = items[i].token, items[j].token
            token = Token(Kind.WORD, first.text, first.low, first.start, last.end, first.glued)
            found.append(_Item(token, "", (str(tens + value),), _NUMBER))
            i = j + 1
        else:
            found.append(items[i])
            i += 1
    return found


def _match(items: list[_Item], i: int, tongue: Tongue) -> tuple[list[Token], int] | None:
    """The longest phrase at *i*, said."""
    item = items[i]
    if item.token.glued and item.token.kind is Kind.WORD and i and items[i - 1].classes is _NUMBER:
        return None  # 9am is no "am Freitag"
    after = items[i + 1].bare if i + 1 < len(items) else ""
    best: tuple[Phrase, dict[str, _Item], int] | None = None
    for key in (item.bare, *(f"{{{slot}}}" for slot in item.classes)):
        seconds = tongue.phrases.get(key)
        if not seconds:
            continue
        for row in (*seconds.get(after, ()), *(seconds.get("", ()) if after else ())):
            found = _fits(items, i, row.elements)
            if found and (best is None or found[1] > best[2]):
                best = row, *found
    if best is None:
        return None
    row, taken, j = best
    return _spoken(row.meaning, taken, items[i].token, items[j - 1].token), j


def _fits(
    items: list[_Item], i: int, elements: tuple[Element, ...]
) -> tuple[dict[str, _Item], int] | None:
    taken: dict[str, _Item] = {}
    for words, slot, optional in elements:
        item = items[i] if i < len(items) else None
        if slot == "$":
            if item and not _ends(items, i):
                return None
            continue
        if item and (slot in item.classes if slot else item.bare in words):
            if slot:
                taken[_name(slot, taken)] = item
            i += 1
        elif not optional:
            return None
    return taken, i


def _name(slot: str, taken: dict[str, _Item]) -> str:
    """n, n2, n3: the slots of one class, counted."""
    same = sum(name[0] == slot for name in taken)
    return f"{slot}{same + 1}" if same else slot


def _ends(items: list[_Item], i: int) -> bool:
    """Whether the number before *i* has ended: no more digits, no month, no unit."""
    item = items[i]
    if item.token.glued and item.bare in {"%", "°", "h"}:
        return False
    if item.token.glued and item.bare in {"/", ".", "-", ":"}:
        return not (i + 1 < len(items) and items[i + 1].token.glued)
    return not (item.classes & {"n", "m", "u"}) and item.bare not in {"%", "°"}


def _said(item: _Item) -> list[Token]:
    if not item.meaning:
        return [item.token]
    return _spoken(item.meaning, {}, item.token, item.token)


def _spoken(
    meaning: tuple[str, ...], taken: dict[str, _Item], first: Token, last: Token
) -> list[Token]:
    """The tokens of a meaning: the first has all that was typed, the others have its end."""
    found: list[Token] = []
    start = first.start
    for word in meaning:
        tight = word[0] == "~"
        text = word[1:] if tight else word
        item = taken.get(text[1:].partition(">")[0].rstrip("}")) if text[0] == "{" else None
        for n, one in enumerate(_valued(text, item)):
            glued = tight and n == 0 if found else first.glued and first.kind is not Kind.MARK
            found.append(Token(_kind(one), one, one, start, last.end, glued))
            start = last.end
    return found


def _kind(word: str) -> Kind:
    return Kind.NUMBER if word.isdigit() else Kind.WORD if word[0].isalpha() else Kind.MARK


def _valued(text: str, item: _Item | None) -> tuple[str, ...]:
    """What a word of a meaning is: itself, or what stands in its slot."""
    if item is None:
        return (text,)
    shown = item.meaning or (item.token.low,)
    if ">" not in text:
        return shown
    word = shown[0]
    number = ENGLISH.numbers.get(word) or ENGLISH.tens.get(word, 0)
    number = int(word) if word.isdigit() and len(word) <= 8 else number
    how = text[-2]
    if how == "m":
        return (_MONTHS.get(number, "month"),)
    if how == "r":
        return (str(2018 + number),)
    return (f"{number:02}" if how == "2" else word if word.isdigit() else str(number),)
