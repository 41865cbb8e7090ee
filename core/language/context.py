"""What a grammar function sees: the tokens, now, and the habits of the asker's place."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from core.language.english import ENGLISH
from core.language.resolve import zone_of
from core.language.tokens import Kind, Token
from core.language.typos import slip_of
from core.language.vocabulary import Vocabulary

if TYPE_CHECKING:
    from core.language.tongues.tongue import Tongue

_MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "PR", "JP"})


@lru_cache(maxsize=4096)
def _slip(word: str) -> str | None:
    return slip_of(word, ENGLISH.long_words)


def day_first(locale: str) -> bool:
    """Whether 4/5 is the 4th of May in *locale*."""
    language, _, region = locale.replace("_", "-").partition("-")
    if language == "ja":
        return False
    return (region.split("-")[-1].upper() or "GB") not in _MONTH_FIRST


_REACH = 32
"""How far behind the last token a reader may look."""
_NO_WORDS = [""] * _REACH
_NO_NUMBERS: list[int | None] = [None] * _REACH


_CLOCK_MARKS = frozenset({"am", "pm", ":", "h"})


_EVERY = frozenset({"every", "each", "ea"})


class Context:
    """One line being read. ``now`` is in the asker's zone; ``lenient`` where a date is expected."""

    __slots__ = (
        "_heard",
        "_numbers",
        "counts",
        "day_first",
        "inner",
        "lenient",
        "locale",
        "low",
        "now",
        "number",
        "size",
        "today",
        "tokens",
        "tongue",
        "word",
        "words",
        "zone",
    )

    def __init__(
        self,
        tokens: Sequence[Token],
        *,
        now: datetime,
        zone: str,
        locale: str,
        lenient: bool = False,
        tongue: "Tongue | None" = None,
    ) -> None:
        self.now = now.astimezone(zone_of(zone))
        self.today: date = self.now.date()
        self.zone = zone
        self.locale = locale
        self.day_first = day_first(locale)
        self.lenient = lenient
        self.words: Vocabulary = ENGLISH
        self.tongue = tongue
        self.inner: frozenset[int] = frozenset()
        if tongue:
            from core.language.gloss import gloss

            tokens, self.inner = gloss(list(tokens), tongue, lenient=lenient)
        self.tokens: list[Token] = list(tokens)
        self.size = len(tokens)
        self.low = [
            self._spelled(token) if token.kind is Kind.WORD else token.low for token in self.tokens
        ]
        # Padded on the right, so that a place outside (before the first too) is an empty one.
        self._heard = [
            low if token.kind <= Kind.MARK else ""
            for token, low in zip(self.tokens, self.low, strict=True)
        ] + _NO_WORDS
        self._numbers = [
            int(token.text) if token.kind is Kind.NUMBER and len(token.text) <= 8 else None
            for token in self.tokens
        ] + _NO_NUMBERS
        self.counts = not _EVERY.isdisjoint(self._heard)
        """Whether the line says "every" somewhere."""
        self.word: Callable[[int], str] = self._heard.__getitem__
        """The lower-case word (or mark) at a place; empty outside and for what is not read."""
        self.number: Callable[[int], int | None] = self._numbers.__getitem__
        """The digits at a place as a number; None when there are none, or absurdly many."""

    def fence(self, i: int, kind: Kind) -> None:
        """The token at *i* is taken: no phrase goes through it."""
        self.tokens[i] = self.tokens[i]._replace(kind=kind)
        self._heard[i] = ""
        self._numbers[i] = None

    def _spelled(self, token: Token) -> str:
        low = token.low
        return (_slip(low) or low) if 5 <= len(low) <= 10 else low

    def glued(self, i: int) -> bool:
        """Whether the token at *i* follows the one before it without a blank."""
        return 0 < i < self.size and self.tokens[i].glued

    def width(self, i: int) -> int:
        """How many characters the token at *i* has."""
        return len(self.tokens[i].text) if 0 <= i < self.size else 0

    def phrase(self, i: int, *words: str) -> bool:
        """Whether these words stand at *i*."""
        heard = self._heard
        return heard[i] == words[0] and heard[i : i + len(words)] == list(words)

    def whole(self, i: int, j: int) -> bool:
        """Whether no group of tokens is cut by a phrase at [i, j)."""
        return i not in self.inner and j not in self.inner

    def clean_end(self, j: int) -> bool:
        """Whether a phrase may end before *j*: nothing glued to it goes on as a word."""
        if not self.glued(j):
            return True
        token = self.tokens[j]
        if token.kind is Kind.NUMBER and self.word(j + 1) in _CLOCK_MARKS:
            return len(self.word(j - 1)) > 5 and self._names_a_day(j - 1)
        if token.kind in (Kind.WORD, Kind.NUMBER, Kind.OPAQUE):
            return False
        if token.text in "-_/.:+&'\u2019=":
            return not (self.glued(j + 1) and self.tokens[j + 1].kind <= Kind.NUMBER)
        return token.text not in "@#%°"

    def _names_a_day(self, i: int) -> bool:
        return self.word(i) in self.words.weekdays or self.word(i) in self.words.relative

    def clean_start(self, i: int) -> bool:
        """Whether a phrase may begin at *i*: it is not the tail of a longer word."""
        if i == 0 or not self.glued(i):
            return True
        if self.tokens[i - 1].text == "_":
            return not self.glued(i - 1)
        if self.tokens[i - 1].text == ":" and self.glued(i - 1):
            return self.tokens[i - 2].kind is not Kind.NUMBER
        return self.tokens[i - 1].text in "([,;:!?|*~>=" or self.tokens[i - 1].kind >= Kind.FIELD
